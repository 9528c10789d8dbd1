"""One task or target."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hatang.accounts.access import asks_leader, signed_in, works_for
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.sheets import sheet_kind
from hatang.programme import access, queries
from hatang.programme.actions.progress import is_submitted
from hatang.programme.forms import STEPS as STEP_WORDS
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
    Obligation,
    PlanItem,
    ProductKind,
    Progress,
    Task,
    TermUnit,
)
from hatang.programme.queries.obligations import acknowledged, fields_left_out
from hatang.programme.queries.parts import show_parts, waits_for_events
from hatang.programme.queries.products import dropped_products, products_of_task
from hatang.programme.queries.rulings import rulings_of
from hatang.programme.rules import RECORDED, RUNNING, Standing, Step, steps_from
from hatang.programme.sheets.task import task_sheet
from hatang.programme.wording import HAND_IN, STEPS, filler_words, gap_state_words

_ORDER = (
    Standing.OVERDUE,
    Standing.REQUESTED,
    Standing.SUBMITTED,
    Standing.NOT_STARTED,
    Standing.IN_TIME,
    Standing.IN_TRANSITION,
    Standing.PAUSED,
    Standing.DONE_LATE,
    Standing.DONE_IN_TIME,
    Standing.WITHDRAWN,
)


@dataclass(frozen=True)
class Part:
    """The agencies that have one part in a task or target."""

    title: str
    named: list[Assignment]
    role: str = ""


@dataclass(frozen=True)
class Equals:
    """Units that stand alike with a task."""

    standing: Standing
    obligations: list[Obligation]


@dataclass(frozen=True)
class Refused:
    """What was refused about an obligation, and the words that were sent."""

    obligation_id: int
    sentence: str
    words: str


@dataclass(frozen=True)
class RefusedForm:
    """Which form of the page was refused, why, and what was typed into it."""

    form: str
    sentence: str
    typed: dict[str, str] = field(default_factory=dict)


@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponseBase:
    """One task: its words, who must do it, and how far each unit is; as a page or a file."""
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        user, today = signed_in(request), clock.today()
        found: Any = queries.task_detail(user, task_id, today=today)
        waits = queries.waits_of(user, found, today=today)
        return task_sheet(kind, user, found, obligations=found.all_obligations, waits=waits)
    return task_page(request, task_id)


def task_page(
    request: HttpRequest,
    task_id: int,
    *,
    refused: Refused | None = None,
    refused_form: RefusedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a task; what was refused is told beside what was written."""
    user = signed_in(request)
    found = queries.task_detail(user, task_id, today=clock.today())
    obligations: list[Any] = list(found.all_obligations)  # type: ignore[attr-defined]
    show_parts(found, obligations, today=clock.today())
    said = acknowledged(found)
    for owed in obligations:
        offer_moves(user, owed, found)
        owed.refused = refused if refused and refused.obligation_id == owed.pk else None
    return render(
        request,
        "programme/task.html",
        {
            "task": found,
            "parts": parts_of(found),
            "obligations": obligations,
            "standings": _standings(obligations),
            "may_ask_for_acceptance": access.may_ask_for_acceptance(user),
            "rulings": rulings_of(user, found),
            "waits": queries.waits_of(user, found, today=clock.today()),
            "events": waits_for_events(user, found),
            "may_tell": access.may_tell_events(user, found),
            "term_units": TermUnit.choices,
            "products": products_of_task(found),
            "dropped": dropped_products(found),
            "may_say_products": access.fills_finally(user, found) and found.withdrawn_at is None,
            "product_kinds": ProductKind.choices,
            "refused_form": refused_form,
            "may_link": access.may_link_tasks(user, found),
            "may_set": access.may_set_task(user, found),
            "taken_note": said,
            "may_take_note": _own_units(user, found, said),
            "left_out": fields_left_out(found),
            "named_units": _named_units(found),
            **_leading(user, found),
            "units": _living_units() if access.may_ask_for_acceptance(user) else [],
            "gap_rows": _gap_rows(user, found),
            "today": clock.today(),
        },
        status=status,
    )


def _gap_rows(user: User, task: Task) -> list[dict[str, Any]]:
    """What the document leaves open, who must fill it in, and how far that is."""
    rows = []
    for line in queries.task_gap_lines(user, task, today=clock.today()) if task.gaps else []:
        state = line.facts.state(clock.today())
        said = {"state": state, "state_words": gap_state_words(state), "filler": filler_words(line)}
        rows.append({"line": line, **said})
    return rows


def _leading(user: User, task: Task) -> dict[str, Any]:
    """Who may be named as the leader of a task and of its plan, and whom the document may mean."""
    if not access.may_name_leaders(user):
        return {}
    known = access.leaders_for(task)
    return {
        "may_direct": known,
        "proposed": [] if task.directed_by_id else queries.proposed_leaders(task, known),
        "proposed_for_plan": []
        if task.plan.directed_by_id
        else queries.proposed_plan_leaders(task.plan, known),
    }


def offer_moves(user: User, owed: Any, task: Task) -> None:
    """Set what the user may say about an obligation and which steps lead on from its state.

    Whether its result is with the unit's leader has been marked.
    """
    asks = is_submitted(task)
    may_record = access.may_record_progress(user, owed) and owed.state in RECORDED
    states = [state for state in RECORDED if state != owed.state] if may_record else []
    is_within = asks_leader(user, owed.unit_id)
    if is_within or (asks and not access.judges(user, owed)):
        states = [state for state in states if state != Progress.DONE]
    # A product that is issued above brings numbers: of the submission, then of what was issued.
    owed.takes_number = task.needs_issue and (owed.state in RUNNING or owed.state == Progress.SUBMITTED)
    owed.progress_choices = [(state, Progress(state).label) for state in states]
    steps = steps_from(owed.state, needs_acceptance=asks or is_within)
    if is_within and owed.is_with_leader:
        steps = [step for step in steps if step != Step.SUBMIT]
    words = {step: word for word, step in STEP_WORDS.items()}
    labels = {**STEPS, Step.SUBMIT: HAND_IN} if is_within else STEPS
    owed.steps = [(words[step], labels[step]) for step in steps if access.may_take_step(user, owed, step)]


def _standings(obligations: list[Any]) -> list[Equals]:
    """Units by how they stand, those to be asked first before those that are done."""
    alike = [(one, [owed for owed in obligations if owed.standing == one]) for one in _ORDER]
    return [Equals(one, found) for one, found in alike if found]


def parts_of(item: PlanItem) -> list[Part]:
    """The agencies of a task or target, by the part they have."""
    named: Iterable[Assignment] = item.all_assignments  # type: ignore[attr-defined]
    by_role = [(role, [one for one in named if one.role == role]) for role in AssignmentRole]
    return [Part(str(role.label), found, role.value) for role, found in by_role if found]


def _named_units(task: Task) -> list[Unit]:
    """Units that owe a task, then those that support it, each once."""
    owing = [owed.unit for owed in task.all_obligations]  # type: ignore[attr-defined]
    named: Iterable[Assignment] = task.all_assignments  # type: ignore[attr-defined]
    supporting = [one.unit for one in named if one.unit is not None and one.role == AssignmentRole.SUPPORT]
    return list({unit.pk: unit for unit in [*owing, *supporting]}.values())


def _own_units(user: User, task: Task, said: Container[int]) -> list[Unit]:
    """Units of the user that have a part in a task and have not said that they know of it."""
    return [unit for unit in _named_units(task) if unit.pk not in said and works_for(user, unit.pk)]


def _living_units() -> list[tuple[int, str]]:
    """Units that may follow a plan: key and name."""
    return list(Unit.objects.filter(valid_to__isnull=True).values_list("pk", "name"))
