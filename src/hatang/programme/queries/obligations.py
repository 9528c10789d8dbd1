"""One obligation with everything that belongs to it, and what waits for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from hatang.accounts.models import WORKING_ROLES, Unit, User
from hatang.accounts.queries import people_holding, titles_of
from hatang.base.history import Entry, history_of
from hatang.programme import access
from hatang.programme.horizon import deadline_of, horizon, what_ended
from hatang.programme.models import (
    RECURRING,
    Acknowledgement,
    AssignmentRole,
    DeadlineRequest,
    DueKind,
    HandIn,
    HandInKind,
    Milestone,
    Obligation,
    Occurrence,
    Progress,
    Task,
)
from hatang.programme.parts import PartState
from hatang.programme.queries.hand_ins import Moves, hand_ins_of, mark_with_leader
from hatang.programme.queries.lists import moves_seen_by, named_in
from hatang.programme.queries.parts import next_part_day, states_of
from hatang.programme.queries.states import with_standing
from hatang.programme.responsibility import Field, as_printed, fields_of, left_out
from hatang.programme.rules import ONCE, RUNNING, Standing, past_dues, quarter_of

_ENTRIES = 30
# Work without a fixed day is divided by quarters.
UNDATED = (DueKind.CONTINUOUS, DueKind.ON_EVENT, DueKind.NONE)


@dataclass(frozen=True)
class ObligationPage:
    """What one unit owes, with its milestones, requests, periods and history."""

    owed: Any
    milestones: Sequence[Milestone]
    requests: Sequence[DeadlineRequest]
    occurrences: Sequence[Occurrence]
    history: list[tuple[Entry, str]]
    people: list[User]
    hand_ins: Sequence[tuple[HandIn, Moves]]
    has_fixed_day: bool
    is_recurring: bool
    lacks_milestone: bool
    missed: Sequence[date] = ()
    parts: Sequence[PartState] = ()

    @property
    def open_request(self) -> DeadlineRequest | None:
        """The request that waits for a decision."""
        return next((one for one in self.requests if not one.decision), None)

    @property
    def is_asking_within(self) -> bool:
        """Whether a request for a later deadline waits within the unit."""
        return any(one.kind == HandInKind.DEADLINE and not one.outcome for one, _may in self.hand_ins)


def obligation_page(user: object, pk: int, *, today: date) -> ObligationPage:
    """What one unit owes, as its page shows it.

    Raises:
        NotFound: there is none the user may see.
    """
    access.get_obligation(user, pk)
    rows: QuerySet[Any] = with_standing(access.visible_obligations(user), horizon(today))
    rows = rows.select_related("task__plan", "unit", "group", "responsible")
    owed = rows.prefetch_related(*moves_seen_by(user)).get(pk=pk)
    mark_with_leader([owed])
    owed.task.due_on = owed.due_on
    history = history_of(owed)[::-1][:_ENTRIES]
    titles = titles_of(entry.actor_id for entry in history)
    milestones = list(owed.milestones.all())
    parts = states_of(owed, today=today)
    is_undated = owed.task.due_kind in UNDATED and owed.due_on is None and owed.state in RUNNING
    # Nobody plans work whose document or unit has ended.
    is_undated = is_undated and owed.standing != Standing.IN_TRANSITION
    return ObligationPage(
        owed=owed,
        milestones=milestones,
        requests=list(owed.requests.select_related("asked_by", "decided_by")),
        occurrences=list(owed.occurrences.select_related("part")[:24]),
        history=[(entry, titles.get(entry.actor_id or 0, "")) for entry in history],
        hand_ins=hand_ins_of(user, owed),
        people=list(people_holding(*WORKING_ROLES, unit_id=owed.unit_id)),
        has_fixed_day=_has_fixed_day(owed, parts),
        is_recurring=owed.task.due_kind in RECURRING and not parts,
        lacks_milestone=is_undated and not _has_one_in(milestones, today),
        missed=() if parts else _missed(owed, today),
        parts=parts,
    )


def without_milestone(user: object, *, today: date) -> QuerySet[Obligation]:
    """Obligations without a fixed day that promise nothing for the present quarter."""
    promised = Milestone.objects.filter(obligation=OuterRef("pk"), due_on__range=quarter_of(today))
    rows = access.visible_obligations(user).filter(
        ~Q(Exists(promised)),
        ~what_ended(today).in_transition(),
        withdrawn_at__isnull=True,
        task__withdrawn_at__isnull=True,
        task__due_kind__in=UNDATED,
        state__in=RUNNING,
    )
    # An event that was told, or a part of the deadline, may give it a day.
    rows = rows.alias(due_on=horizon(today).owed_on()).filter(due_on__isnull=True)
    return rows.select_related("task__plan", "unit").order_by("unit__sort_key", "task_id")


def open_requests(user: object) -> QuerySet[DeadlineRequest]:
    """Requests for a later deadline that wait, the oldest first."""
    asking = access.visible_obligations(user).filter(withdrawn_at__isnull=True)
    asking = asking.exclude(state=Progress.WITHDRAWN)
    waiting = DeadlineRequest.objects.filter(decision="", obligation__in=asking)
    waiting = waiting.select_related("obligation__task__plan", "obligation__unit", "asked_by")
    return waiting.order_by("asked_at")


def acknowledged(task: Task) -> dict[int, Acknowledgement]:
    """Who has taken note of a task, by unit."""
    return {one.unit_id: one for one in task.acknowledgements.select_related("said_by", "unit")}


def fields_left_out(task: Task) -> list[tuple[str, Unit]]:
    """Fields of work a task names although their department has no part in it; two queries."""
    named = named_in(task, AssignmentRole.LEAD, AssignmentRole.SUPPORT)
    if any(one.group_id for one in named):
        return []
    units = {unit.pk: unit for unit in Unit.objects.filter(kind="department", valid_to__isnull=True)}
    fields = [Field(words, unit.pk) for unit in units.values() for words in fields_of(unit.name)]
    found = left_out(task.text, fields, [one.unit_id for one in named if one.unit_id])
    return [(as_printed(units[one.unit_id].name, one.words), units[one.unit_id]) for one in found]


def _has_fixed_day(owed: Any, parts: Sequence[PartState]) -> bool:
    if parts:
        return next_part_day(parts) is not None
    return owed.task.due_kind in (*ONCE, DueKind.ON_EVENT) and owed.due_on is not None


def _missed(owed: Obligation, today: date) -> list[date]:
    """Periods of a recurring duty that ended without anybody saying that they were met, the latest first."""
    since = owed.task.plan.issued_on
    if owed.task.due_kind not in RECURRING or since is None:
        return []
    met = set(owed.occurrences.values_list("due_on", flat=True))
    dues = past_dues(deadline_of(owed.task), since, today, is_strict=settings.IS_BEFORE_STRICT)
    return [due for due in reversed(dues) if due not in met]


def _has_one_in(milestones: Sequence[Milestone], today: date) -> bool:
    first, last = quarter_of(today)
    return any(first <= one.due_on <= last for one in milestones)
