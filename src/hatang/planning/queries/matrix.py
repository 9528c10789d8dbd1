"""The matrix of a plan's tasks and the units that owe them: taken up, in part, by nobody, contradicted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import prefetch_related_objects

from hatang.accounts.models import Unit
from hatang.planning import access
from hatang.planning.models import Activity, UnitPlan
from hatang.planning.queries.owed import Given, Owed, given_in, owed_in
from hatang.planning.rules.cascade import (
    Against,
    Taken,
    is_later,
    is_same_measure,
    taken_by,
    taken_together,
)
from hatang.programme.models import Plan, Target, Task
from hatang.programme.queries.lists import leads

# So many units stand side by side; the others are counted.
MOST_COLUMNS = 12


@dataclass(frozen=True)
class Finding:
    """An activity that contradicts the plan above it: the day it misses, or what the unit was given.

    `said` is what all activities of the unit for the same target bring together, in the target's measure.
    """

    activity: Activity
    against: Against
    due_on: date | None = None
    given: Given | None = None
    said: Decimal = Decimal(0)


@dataclass(frozen=True)
class Cell:
    """How one unit answers one task or target."""

    unit_id: int
    is_owed: bool
    taken: Taken
    activities: Sequence[Activity] = ()
    findings: Sequence[Finding] = ()


@dataclass(frozen=True)
class MatrixRow:
    """A task (or a target given to units) with the answers of those who owe it, by unit."""

    item: Task | Target
    is_target: bool
    cells: Mapping[int, Cell]
    taken: Taken

    @property
    def owed(self) -> list[Cell]:
        """The answers of the units that owe it."""
        return [cell for cell in self.cells.values() if cell.is_owed]

    @property
    def n_owed(self) -> int:
        """How many units owe it."""
        return len(self.owed)

    @property
    def n_taken(self) -> int:
        """How many of them have taken it up, in whole or in part."""
        return sum(cell.taken is not Taken.NOBODY for cell in self.owed)

    @property
    def findings(self) -> list[Finding]:
        """All contradictions in it."""
        return [one for cell in self.cells.values() for one in cell.findings]


@dataclass(frozen=True)
class Matrix:
    """A plan and a year: its rows, the units by number, the units' plans, and contradictions by activity.

    `pairs` counts what units owe: "owed", "nobody", "part", "whole", and "against" where it is contradicted.
    """

    plan: Plan
    year: int
    rows: list[MatrixRow]
    units: Mapping[int, Unit]
    unit_plans: Mapping[int, UnitPlan]
    owed: Owed
    found: Mapping[int, list[Finding]]
    pairs: Counter[str]

    @property
    def tasks(self) -> list[MatrixRow]:
        """The rows that are tasks."""
        return [row for row in self.rows if not row.is_target]

    @property
    def untaken(self) -> list[MatrixRow]:
        """Tasks that nobody has taken up."""
        return [row for row in self.tasks if row.taken is Taken.NOBODY]

    @property
    def contradicted(self) -> list[MatrixRow]:
        """Rows with a contradiction."""
        return [row for row in self.rows if row.findings]

    def columns(self) -> list[Unit]:
        """The units that stand side by side: those that have a plan, in Vietnamese order."""
        planning = [unit for pk, unit in self.units.items() if pk in self.unit_plans]
        return sorted(planning, key=lambda unit: unit.sort_key)[:MOST_COLUMNS]


def matrix(user: object, plan: Plan, *, year: int, today: date, unit: int | None = None) -> Matrix:
    """How units take up a plan in a year, with a handful of questions however many rows there are.

    Args:
        user: who reads; a unit's people see what their own units answer.
        plan: the plan above.
        year: of the units' plans.
        today: the day of the book.
        unit: only what this unit owes.
    """
    owed = owed_in(user, plan, year=year, today=today, units=() if unit is None else [unit])
    plans = access.visible_unit_plans(user).filter(plan=plan, year=year)
    plans = plans if unit is None else plans.filter(unit=unit)
    by_unit = {one.unit_id: one for one in plans.select_related("unit")}
    activities = list(Activity.objects.filter(unit_plan__in=by_unit.values()).order_by("ordinal"))
    units_of_plan = {one.pk: one.unit_id for one in by_unit.values()}
    given = [one for one in given_in(plan, year=year) if unit is None or one.unit_id == unit]
    found = findings(activities, owed, given, units_of_plan, year=year)
    rows = [
        *_task_rows(owed, activities, units_of_plan, found),
        *_target_rows(given, activities, units_of_plan, found),
    ]
    numbers = {unit_id for _task, unit_id in owed.due} | {one.unit_id for one in given} | set(by_unit)
    units = Unit.objects.in_bulk(sorted(numbers))
    return Matrix(plan, year, rows, units, by_unit, owed, found, _count(rows))


def findings(
    activities: Iterable[Activity],
    owed: Owed,
    given: Iterable[Given],
    units_of_plan: Mapping[int, int],
    *,
    year: int,
) -> dict[int, list[Finding]]:
    """In what activities contradict the plan above, by activity."""
    found: dict[int, list[Finding]] = defaultdict(list)
    of_target: dict[tuple[int, int], list[Activity]] = defaultdict(list)
    for one in activities:
        unit_id = units_of_plan[one.unit_plan_id]
        due_on = owed.due_of(one.task_id, unit_id)
        if is_later(one.ends_on, due_on, year=year):
            found[one.pk].append(Finding(one, Against.LATER, due_on=due_on))
        if one.target_id is not None and one.result is not None:
            of_target[one.target_id, unit_id].append(one)
    for asked in given:
        measured = [
            one
            for one in of_target.get((asked.target.pk, asked.unit_id), ())
            if is_same_measure(one.measure_unit, asked.target.measure_unit)
        ]
        said = asked.said_by([one.result for one in measured if one.result is not None])
        if said is not None and asked.is_missed_by(said):
            for one in measured:
                found[one.pk].append(Finding(one, Against.LOWER, given=asked, said=said))
    return found


def _task_rows(
    owed: Owed,
    activities: Iterable[Activity],
    units_of_plan: Mapping[int, int],
    found: Mapping[int, list[Finding]],
) -> list[MatrixRow]:
    said = _grouped(activities, units_of_plan, "task_id")
    rows = []
    for task in owed.tasks:
        owing = owed.units_of(task.pk)
        answering = [unit_id for task_id, unit_id in said if task_id == task.pk and unit_id not in owing]
        cells = {
            unit_id: _cell(unit_id, unit_id in owing, said.get((task.pk, unit_id), []), found)
            for unit_id in [*owing, *answering]
        }
        rows.append(MatrixRow(task, False, cells, _together(cells.values())))
    return rows


def _target_rows(
    given: Sequence[Given],
    activities: Iterable[Activity],
    units_of_plan: Mapping[int, int],
    found: Mapping[int, list[Finding]],
) -> list[MatrixRow]:
    said = _grouped(activities, units_of_plan, "target_id")
    by_target: dict[int, dict[int, Cell]] = defaultdict(dict)
    targets = {}
    for one in given:
        targets[one.target.pk] = one.target
        rows = said.get((one.target.pk, one.unit_id), [])
        by_target[one.target.pk][one.unit_id] = _cell(one.unit_id, True, rows, found)
    return [MatrixRow(targets[pk], True, cells, _together(cells.values())) for pk, cells in by_target.items()]


def _grouped(
    activities: Iterable[Activity], units_of_plan: Mapping[int, int], name: str
) -> dict[tuple[int, int], list[Activity]]:
    found: dict[tuple[int, int], list[Activity]] = defaultdict(list)
    for one in activities:
        pk = getattr(one, name)
        if pk is not None:
            found[pk, units_of_plan[one.unit_plan_id]].append(one)
    return found


def _cell(
    unit_id: int, is_owed: bool, activities: list[Activity], found: Mapping[int, list[Finding]]
) -> Cell:
    against = [finding for one in activities for finding in found.get(one.pk, ())]
    return Cell(unit_id, is_owed, taken_by([one.uptake for one in activities]), activities, against)


def _together(cells: Iterable[Cell]) -> Taken:
    """How those who owe it have taken it up; where nobody is known to owe it, whoever has."""
    every = list(cells)
    owing = [cell.taken for cell in every if cell.is_owed]
    together = taken_together(owing or [cell.taken for cell in every])
    if together is Taken.NOBODY and any(cell.taken is not Taken.NOBODY for cell in every):
        return Taken.PART
    return together


def _count(rows: Iterable[MatrixRow]) -> Counter[str]:
    """How many obligations are taken up how, and in how many something is contradicted."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row.is_target:
            continue
        for cell in row.owed:
            counts["owed"] += 1
            counts[cell.taken.value] += 1
            counts["against"] += bool(cell.findings)
    return counts


def with_leads(rows: Sequence[MatrixRow]) -> list[MatrixRow]:
    """Rows of tasks whose items know their leads as printed; one question for all of them."""
    prefetch_related_objects([row.item for row in rows], leads())
    return list(rows)
