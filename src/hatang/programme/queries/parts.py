"""The parts of a deadline, and the events it waits for, as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hatang.docparse.citations import SYMBOL, tidy_symbol
from hatang.documents.access import visible_documents
from hatang.documents.models import Document
from hatang.documents.rules import number_key
from hatang.programme.compound import met_of, parts_of
from hatang.programme.horizon import horizon
from hatang.programme.models import DueEvent, DueKind, DuePart, Obligation, Task
from hatang.programme.parts import PartState, next_day, part_day, part_states
from hatang.programme.terms import Term, term_of


@dataclass(frozen=True)
class Wait:
    """An event a deadline runs from: told, or awaited with what the words and the house propose."""

    words: str
    part: DuePart | None
    told: DueEvent | None
    term: Term | None
    document: Document | None
    former: Sequence[DueEvent]


def states_of(obligation: Obligation, *, today: date) -> list[PartState]:
    """How one unit stands with the parts of a deadline; empty where it has one part only."""
    parts = parts_of([obligation.task_id]).get(obligation.task_id, [])
    if not parts:
        return []
    met = list(obligation.occurrences.filter(part__isnull=False).select_related("recorded_by"))
    return part_states(parts, met, horizon(today).look, extended_to=obligation.extended_to)


def show_days(tasks: Iterable[Any], *, today: date) -> None:
    """Set `part_days` of each task with several days to these, in their order; one query for all of them."""
    listed = list(tasks)
    look = horizon(today).look
    parts = parts_of([task.pk for task in listed]) if listed else {}
    for task in listed:
        days = [part_day(part, look) for part in parts.get(task.pk, []) if part.counts]
        task.part_days = sorted(day for day in days if day is not None)


def show_parts(task: Task, obligations: Iterable[Any], *, today: date) -> None:
    """Set `part_states` of what is owed for a task; two queries where its deadline has parts."""
    parts = [] if task.withdrawn_at else _standing_parts(task)
    has_any = any(part.counts for part in parts)
    met = met_of([task.pk]) if has_any else {}
    look = horizon(today).look if has_any else None
    for one in obligations:
        mine = met.get(one.pk, [])
        one.part_states = part_states(parts, mine, look, extended_to=one.extended_to) if look else []


def next_part_day(states: Sequence[PartState]) -> date | None:
    """The day that a request for a later deadline moves: of the first open part that does not come back."""
    fixed = [one for one in states if one.is_open and one.part.due_kind in _FIXED]
    return next_day(fixed) if fixed else None


def waits_for_events(user: object, task: Task) -> list[Wait]:
    """The events a task's deadline runs from, told or not; for whoever may read the task."""
    parts = _standing_parts(task)
    on_event = [part for part in parts if part.due_kind == DueKind.ON_EVENT]
    if not on_event and (parts or task.due_kind != DueKind.ON_EVENT):
        return []
    events = events_of(user, task)
    found = [_wait(user, part.due_text, part, events) for part in on_event]
    if not parts and task.due_kind == DueKind.ON_EVENT:
        found.append(_wait(user, task.due_text, None, events))
    return found


def events_of(user: object, task: Task) -> list[DueEvent]:
    """What was told of a task's events, the newest first; without documents that are hidden from the user."""
    events = list(task.due_events.select_related("document", "told_by", "taken_back_by"))
    named = {one.document_id for one in events if one.document_id is not None}
    seen = set(visible_documents(user).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    for one in events:
        if one.document_id not in seen:
            one.document = None
    return events


def _standing_parts(task: Task) -> list[DuePart]:
    return [part for part in task.parts.all() if part.withdrawn_at is None]


_FIXED = (DueKind.BY, DueKind.WITHIN, DueKind.ON_EVENT)


def _wait(user: object, words: str, part: DuePart | None, events: Sequence[DueEvent]) -> Wait:
    mine = [one for one in events if one.part_id == (part.pk if part else None)]
    told = next((one for one in mine if one.taken_back_at is None), None)
    return Wait(
        words=words,
        part=part,
        told=told,
        term=term_of(words),
        document=_named_document(user, words) if told is None else None,
        former=[one for one in mine if one.taken_back_at is not None],
    )


def _named_document(user: object, words: str) -> Document | None:
    """A document of the house that the words name by its number, once its day of issue is known."""
    keys = [number_key(tidy_symbol(match.group())) for match in SYMBOL.finditer(words)]
    if not keys:
        return None
    rows = visible_documents(user).filter(number_key__in=keys, issued_on__isnull=False)
    return rows.order_by("-issued_on", "-pk").first()
