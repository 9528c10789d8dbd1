"""Writes of the activities of a unit's plan: put, dropped, moved up and down."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.documents.models import Extraction
from hatang.planning import access
from hatang.planning.actions.plans import locked
from hatang.planning.models import Activity, Project, UnitPlan, UptakeName
from hatang.programme.models import Target, Task

MOST_TITLE, MOST_WORDS, MOST_NAME, MOST_MEASURE = 500, 2000, 300, 80
MOST_ACTIVITIES = 300


class StaleActivity(Conflict):
    """Somebody else has changed the activity since this form saw it; nothing of theirs is overwritten."""

    code = "stale_activity"


@dataclass(frozen=True)
class Planned:
    """What a unit says of one activity; `result` is in `measure_unit`."""

    title: str
    task: Task | None = None
    target: Target | None = None
    project: Project | None = None
    uptake: str = UptakeName.WHOLE
    quarter_1: str = ""
    quarter_2: str = ""
    quarter_3: str = ""
    quarter_4: str = ""
    result: Decimal | None = None
    measure_unit: str = ""
    lead: str = ""
    support: str = ""
    risk: str = ""
    risk_answer: str = ""
    ends_on: date | None = None


# How long the words of each field may be.
_MOST = {"title": MOST_TITLE, "measure_unit": MOST_MEASURE, "lead": MOST_NAME}


@action
def put_activity(
    *,
    unit_plan: UnitPlan,
    activity: Activity | None,
    said: Planned,
    seen: int,
    mark: UUID,
    by: User,
    at: datetime,
) -> Activity:
    """Add an activity to a unit's plan, or change one.

    Args:
        unit_plan: whose plan.
        activity: what is changed; None adds one at the end.
        said: what it says now.
        seen: the revision of the activity that the form showed.
        mark: what tells this form from the next one: a new one that is sent twice is added once.
        by: who writes.
        at: when.

    Raises:
        NotAllowed: the person does not write for the unit.
        Conflict: the plan is not being written.
        StaleActivity: somebody else was faster.
        Refusal: the title is missing, words are too long, a result has no measure, the task or target is
            of another plan, the project is another unit's, or there are too many activities.
    """
    plan = writable(unit_plan, by)
    if activity is None:
        return add_planned(plan, said, mark, by=by, at=at)
    values, row = _checked(plan, said), _fresh(plan, activity, seen)
    for name, value in values.items():
        setattr(row, name, value)
    row.revision, row.saved_by, row.saved_at = row.revision + 1, by, at
    row.save()
    return row


@action
def drop_activity(*, unit_plan: UnitPlan, activity: Activity, seen: int, by: User, at: datetime) -> None:
    """Take an activity out of a unit's plan; versions that were issued keep it.

    Raises:
        NotAllowed: the person does not write for the unit.
        Conflict: the plan is not being written.
        StaleActivity: somebody has changed it since it was looked at.
    """
    plan = writable(unit_plan, by)
    _fresh(plan, activity, seen).delete()


@action
def move_activity(*, unit_plan: UnitPlan, activity: Activity, is_up: bool, by: User, at: datetime) -> None:
    """Let an activity change places with the one before or after it; at the end nothing happens.

    Raises:
        NotAllowed: the person does not write for the unit.
        Conflict: the plan is not being written.
    """
    plan = writable(unit_plan, by)
    rows = list(plan.activities.all())
    place = next((n for n, row in enumerate(rows) if row.pk == activity.pk), None)
    if place is None:
        raise Conflict(_("Somebody has taken this activity out of the plan."))
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for ordinal, row in enumerate(rows, start=1):
        if row.ordinal != ordinal:
            row.ordinal = ordinal
            row.save(update_fields=["ordinal"])


def writable(unit_plan: UnitPlan, by: User) -> UnitPlan:
    """The plan, locked, where the person may write in it.

    Raises:
        NotAllowed: the person does not write for the unit.
        Conflict: the plan is not being written.
    """
    plan = locked(unit_plan)
    require(access.writes_for(by, plan.unit))
    if not plan.is_writable:
        said = _("The plan is “%(state)s”: it is changed when it is a draft again.")
        raise Conflict(said % {"state": plan.get_state_display()})
    return plan


def _fresh(plan: UnitPlan, activity: Activity, seen: int) -> Activity:
    rows = plan.activities.select_for_update(of=("self",)).select_related("saved_by")
    row = rows.filter(pk=activity.pk).first()
    if row is None:
        raise Conflict(_("Somebody has taken this activity out of the plan."))
    if row.revision != seen:
        said = _("%(who)s has changed this activity meanwhile; yours is still in the form and was not kept.")
        raise StaleActivity(said % {"who": row.saved_by})
    return row


def add_planned(
    plan: UnitPlan, said: Planned, mark: UUID, *, source: Extraction | None = None, by: User, at: datetime
) -> Activity:
    """Add an activity at the end of a locked plan; one of the same mark that is there already is given.

    Raises:
        Refusal: what it says cannot stand, the mark is another plan's, or there are too many activities.
    """
    values = _checked(plan, said)
    same = Activity.objects.filter(mark=mark).first()
    if same is not None:
        if same.unit_plan_id != plan.pk:
            raise Refusal(_("This form was sent for another plan; open it again."), field="title")
        return same
    last = plan.activities.aggregate(n=Max("ordinal"))["n"] or 0
    if plan.activities.count() >= MOST_ACTIVITIES:
        raise Refusal(_("A plan has at most %(n)s activities.") % {"n": MOST_ACTIVITIES}, field="title")
    return Activity.objects.create(
        unit_plan=plan, ordinal=last + 1, mark=mark, source=source, saved_by=by, saved_at=at, **values
    )


def _checked(plan: UnitPlan, said: Planned) -> dict[str, Any]:
    values = {one.name: getattr(said, one.name) for one in fields(said)}
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = value.replace("\x00", "").replace("\r\n", "\n").strip()
            most = _MOST.get(name, MOST_WORDS)
            if len(values[name]) > most:
                raise Refusal(_("This field takes at most %(n)s characters.") % {"n": most}, field=name)
    if not values["title"]:
        raise Refusal(_("Say what is to be done."), field="title")
    if values["uptake"] not in UptakeName.values:
        raise Refusal(_("Say whether it takes the task up in whole or in part."), field="uptake")
    if said.result is not None and not values["measure_unit"]:
        raise Refusal(_("Say in which measure the result is."), field="measure_unit")
    for name, item in (("task", said.task), ("target", said.target)):
        if item is not None and item.plan_id != plan.plan_id:
            raise Refusal(_("Choose something of the plan above."), field=name)
    if said.project is not None and said.project.unit_id != plan.unit_id:
        raise Refusal(_("Choose a project of the unit itself."), field="project")
    return values
