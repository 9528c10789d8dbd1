"""A unit's plan as its page shows it, and how complete the plans of all units are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hatang.accounts.models import Unit, User
from hatang.planning import access
from hatang.planning.models import Activity, UnitPlan, UnitPlanVersion
from hatang.planning.queries.matrix import Finding, Matrix, MatrixRow, matrix
from hatang.planning.rules.cascade import Taken
from hatang.planning.rules.life import PlanStep, steps_from
from hatang.planning.rules.rows import RowChange, changes
from hatang.programme.access import visible_plans
from hatang.programme.models import Plan


@dataclass(frozen=True)
class Line:
    """An activity with what contradicts the plan above, and the day its task is due."""

    activity: Activity
    findings: Sequence[Finding]
    due_on: date | None


@dataclass(frozen=True)
class PlanPage:
    """All that the page of a unit's plan shows."""

    unit_plan: UnitPlan
    lines: Sequence[Line]
    matrix: Matrix
    may_write: bool
    steps: Sequence[PlanStep]
    versions: Sequence[UnitPlanVersion]

    @property
    def untaken(self) -> list[MatrixRow]:
        """What the unit owes or was given and has not taken up."""
        return [row for row in self.matrix.rows if row.taken is Taken.NOBODY]


@dataclass(frozen=True)
class UnitRow:
    """A unit that owes something of a plan in a year, and how far its own plan is."""

    unit: Unit
    unit_plan: UnitPlan | None
    n_owed: int
    n_taken: int


def plan_page(user: User, unit_plan: UnitPlan, *, today: date) -> PlanPage:
    """A unit's plan with what it owes of the plan above."""
    above = matrix(user, unit_plan.plan, year=unit_plan.year, today=today, unit=unit_plan.unit_id)
    activities = unit_plan.activities.select_related("task", "target", "project").order_by("ordinal", "pk")
    lines = [
        Line(one, above.found.get(one.pk, ()), above.owed.due_of(one.task_id, unit_plan.unit_id))
        for one in activities
    ]
    steps = [step for step in steps_from(unit_plan.state) if access.may_take_step(user, unit_plan, step)]
    return PlanPage(
        unit_plan=unit_plan,
        lines=lines,
        matrix=above,
        may_write=access.may_write(user, unit_plan),
        steps=steps,
        versions=list(unit_plan.versions.select_related("issued_by")),
    )


def unit_rows(user: object, plan: Plan, *, year: int, today: date) -> list[UnitRow]:
    """The units that owe something of a plan in a year or plan for it; of units only the own ones."""
    answers = matrix(user, plan, year=year, today=today)
    own = None if access.sees_every_plan(user) else access.units_of(user)
    owed: Counter[int] = Counter()
    taken: Counter[int] = Counter()
    for row in answers.rows:
        for cell in row.owed:
            owed[cell.unit_id] += 1
            taken[cell.unit_id] += cell.taken is not Taken.NOBODY
    rows = [
        UnitRow(unit, answers.unit_plans.get(pk), owed[pk], taken[pk])
        for pk, unit in answers.units.items()
        if own is None or pk in own
    ]
    return sorted(rows, key=lambda row: (row.unit_plan is None, row.unit.sort_key))


def tally(rows: Sequence[UnitRow]) -> Counter[str]:
    """How many units have issued their plan, write it, or have not begun: by state, and "none"."""
    return Counter(row.unit_plan.state if row.unit_plan else "none" for row in rows)


def parent_plans(user: object) -> list[Plan]:
    """Plans that units may plan for, those first for which most have begun."""
    begun = Counter(access.visible_unit_plans(user).values_list("plan", flat=True))
    plans = visible_plans(user).only("number", "title", "sort_key", "issued_on")
    return sorted(plans, key=lambda plan: (-begun[plan.pk], plan.sort_key))


def version_changes(version: UnitPlanVersion) -> list[RowChange]:
    """What a version says differently from the one before it; nothing for the first."""
    former = UnitPlanVersion.objects.filter(
        unit_plan=version.unit_plan_id, ordinal=version.ordinal - 1
    ).first()
    return changes(former.rows, version.rows) if former else []
