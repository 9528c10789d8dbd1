"""Writes of units' plans: begun, and taken from step to step until they are issued, and changed again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Role, Unit, User
from hatang.accounts.queries import people_holding
from hatang.base import clock
from hatang.base.figures import figure_typed
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of
from hatang.planning import access
from hatang.planning.models import Activity, StepName, UnitPlan, UnitPlanVersion
from hatang.planning.rules.life import MOVES, REASONED, PlanState, PlanStep
from hatang.planning.rules.rows import FIELDS
from hatang.programme.models import Plan

MOST_REASON = 2000
MOST_NUMBER = 80
# A plan is for this year, the last one or one of the next.
YEARS_BACK, YEARS_AHEAD = 1, 5


class WrongStep(Conflict):
    """The step does not lead on from the state of the plan."""

    code = "wrong_step"


class NotComplete(Refusal):
    """The plan cannot leave who writes it as it is."""

    code = "not_complete"


@action
def begin_plan(*, unit: Unit, plan: Plan, year: int, by: User, at: datetime) -> UnitPlan:
    """Begin a unit's plan for a year; where it was begun before, that one is given.

    Raises:
        NotAllowed: the person does not write for the unit.
        Refusal: the year lies too far away.
    """
    require(access.writes_for(by, unit))
    this_year = clock.local(at).year
    if not this_year - YEARS_BACK <= year <= this_year + YEARS_AHEAD:
        raise Refusal(_("Choose this year, the last one or one of the next five."), field="year")
    # Two who begin at the same moment wait for each other here.
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    found, _is_new = UnitPlan.objects.get_or_create(
        unit=unit, plan=plan, year=year, defaults={"begun_at": at, "begun_by": by}
    )
    return found


@action
def take_plan_step(
    *,
    unit_plan: UnitPlan,
    step: str,
    words: str = "",
    number: str | None = None,
    seen: str = "",
    by: User,
    at: datetime,
) -> UnitPlan:
    """Take a unit's plan one step on or back; those whom it concerns are told.

    Args:
        unit_plan: whose plan.
        step: one of `PlanStep`.
        words: why, where the step says so.
        number: of the unit's own document, with issuing; None leaves what was said before.
        seen: the state on the page from which it is taken; empty when it does not matter.
        by: who takes the step.
        at: when.

    Raises:
        NotAllowed: the step is not the person's.
        WrongStep: it does not lead on from the state, or somebody was faster.
        NotComplete: there is no activity, or one has no last day.
        Refusal: there is no such step, or the reason is missing or too long.
    """
    if step not in [one.value for one in PlanStep]:
        raise Refusal(_("There is no such step."), field="step")
    move = PlanStep(step)
    row = locked(unit_plan)
    require(access.may_take_step(by, row, move))
    begins, end = MOVES[move]
    if row.state not in begins or (seen and seen != row.state):
        said = _("This cannot be done now: the plan is “%(state)s”. Look at it again.")
        raise WrongStep(said % {"state": row.get_state_display()}, field="step")
    words = " ".join(words.replace("\x00", "").split())
    if len(words) > MOST_REASON or (move in REASONED and not words):
        raise Refusal(_("Say why, in at most 2000 characters."), field="words")
    if move in (PlanStep.HAND_IN, PlanStep.ISSUE):
        _require_complete(row)
    if move is PlanStep.ISSUE:
        _issue(row, number, by=by, at=at)
    row.note = words if move is PlanStep.SEND_BACK else ""
    # Why an issued plan is changed stays with it until it is issued again.
    if move in (PlanStep.REOPEN, PlanStep.ISSUE):
        row.because = words if move is PlanStep.REOPEN else ""
    row.state = end
    row.save(update_fields=["state", "note", "because", "number"])
    _tell(row, move, words, by=by, at=at)
    return row


def locked(unit_plan: UnitPlan) -> UnitPlan:
    """The plan, locked: two who write wait for each other."""
    rows = UnitPlan.objects.select_for_update(of=("self",)).select_related("unit", "plan")
    return rows.get(pk=unit_plan.pk)


def kept_rows(activities: Sequence[Activity]) -> list[dict[str, str]]:
    """Activities as a version keeps them: words, so that they say the same for ever."""
    return [{"id": str(one.pk), **{name: _words(one, name) for name in FIELDS}} for one in activities]


def _words(activity: Activity, name: str) -> str:
    value = getattr(activity, name)
    if value is None:
        return ""
    if name in ("task", "target"):
        return f"{value.path} {value.text}"
    if isinstance(value, date):
        return value.isoformat()
    if name == "project":
        return f"{value.code} {value.title}"
    return figure_typed(value) if name == "result" else str(value)


def _require_complete(row: UnitPlan) -> None:
    activities = list(row.activities.all())
    if not activities:
        raise NotComplete(_("The plan has no activity yet; add one first."), field="activities")
    lacking = next((one for one in activities if one.ends_on is None), None)
    if lacking is not None:
        said = _("“%(title)s” has no last day; say when it ends.")
        raise NotComplete(said % {"title": lacking.title[:120]}, field="ends_on")


def _issue(row: UnitPlan, number: str | None, *, by: User, at: datetime) -> None:
    if number is not None:
        row.number = " ".join(number.replace("\x00", "").split())
    if len(row.number) > MOST_NUMBER:
        raise Refusal(_("A number has at most 80 characters."), field="number")
    last = row.versions.aggregate(n=Max("ordinal"))["n"] or 0
    UnitPlanVersion.objects.create(
        unit_plan=row,
        ordinal=last + 1,
        number=row.number,
        rows=kept_rows(list(row.activities.select_related("task", "target", "project"))),
        because=row.because,
        issued_at=at,
        issued_by=by,
    )


def _tell(row: UnitPlan, step: PlanStep, words: str, *, by: User, at: datetime) -> None:
    def sentence() -> str:
        said = {"who": by.full_title, "step": StepName(step).label, "words": words[:200]}
        text = _("%(who)s: %(step)s. %(words)s") if words else _("%(who)s: %(step)s.")
        return text % said

    if row.state == PlanState.WITH_LEADER:
        people = people_holding(Role.APPROVER, unit_id=row.unit_id)
    else:
        people = people_of([row.unit], on=clock.local(at).date())
    kind = NoticeKind.PROGRESS if row.state == PlanState.ISSUED else NoticeKind.REVIEW
    subject = subject_of("unit_plan", row)
    tell(people=list(people), kind=kind, subject=subject, sentence=sentence, by=by, at=at)
