"""What a plan asks of units in a year: the tasks each owes, and the quotas and targets each was given."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from hatang.planning.rules.cascade import is_of_year, is_short, together
from hatang.programme import access as programme_access
from hatang.programme.measuring import direction_of
from hatang.programme.models import RECURRING, Direction, DueKind, Plan, Target, TargetQuota, TargetStep, Task
from hatang.programme.queries.daybook import OwedDay
from hatang.programme.queries.parts import show_days
from hatang.programme.queries.todays_book import book_of
from hatang.programme.rules import Standing

# Task, unit.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Owed:
    """What units owe of a plan in a year: its tasks, and of each pair the day it is due, if it has one.

    `task_due` are the days of the tasks themselves, for whoever takes one up without owing it.
    """

    tasks: list[Task]
    due: Mapping[Pair, date | None]
    task_due: Mapping[int, date | None]

    @cached_property
    def _units(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for task_id, unit_id in self.due:
            found[task_id].append(unit_id)
        return found

    def units_of(self, task_id: int) -> list[int]:
        """The units that owe a task."""
        return self._units.get(task_id, [])

    def due_of(self, task_id: int | None, unit_id: int) -> date | None:
        """The day that an activity of a unit for a task must keep, where there is one."""
        if task_id is None:
            return None
        return self.due.get((task_id, unit_id), self.task_due.get(task_id))


@dataclass(frozen=True)
class Given:
    """What a unit is to bring to a target in a year."""

    target: Target
    unit_id: int
    value: Decimal

    @property
    def is_down(self) -> bool:
        """Whether less is better."""
        return (self.target.direction or direction_of(self.target.comparator)) == Direction.DOWN

    def said_by(self, results: Sequence[Decimal]) -> Decimal | None:
        """What results in the target's measure are together; None where there are none."""
        return together(results, self.target.measure_unit) if results else None

    def is_missed_by(self, said: Decimal) -> bool:
        """Whether a result stays behind it."""
        return is_short(said, self.value, is_down=self.is_down)


def owed_in(user: object, plan: Plan, *, year: int, today: date, units: Iterable[int] = ()) -> Owed:
    """The tasks of a plan that are to be planned in a year and who owes each; by the book of the day.

    Args:
        user: who reads.
        plan: the plan above.
        year: of the units' plans.
        today: the day of the book.
        units: only what these owe, and only the tasks of it; all by default.
    """
    wanted, book = set(units), book_of(today)
    rows = programme_access.visible_tasks(user).filter(plan=plan, withdrawn_at__isnull=True)
    tasks = [task for task in rows.defer("search_text", "spans", "confidence") if _is_of(task, year)]
    show_days(tasks, today=today)
    due: dict[Pair, date | None] = {}
    for task in tasks:
        for one in book.owed_by_task.get(task.pk, ()):
            if _is_open(task, one, year) and (not wanted or one.unit_id in wanted):
                due[task.pk, one.unit_id] = _due(task, one.due_on)
    owing = {task_id for task_id, _unit in due}
    # What nobody is known to owe is asked as well, but of no unit.
    shown = [
        task for task in tasks if task.pk in owing or (not wanted and not book.owed_by_task.get(task.pk))
    ]
    days = {task.pk: _due(task, book.by_pk[task.pk].due_on) for task in tasks if task.pk in book.by_pk}
    return Owed(sorted(shown, key=lambda task: task.ordinal), due, days)


def given_in(plan: Plan, *, year: int) -> list[Given]:
    """What units were given of the targets of a plan for a year: quotas, else targets they hold."""
    quotas: dict[Pair, list[Decimal]] = defaultdict(list)
    targets: dict[int, Target] = {}
    rows = TargetQuota.objects.filter(
        target__plan=plan, target__withdrawn_at__isnull=True, quarter__year=year
    ).order_by("target__ordinal", "unit__sort_key")
    for quota in rows.select_related("target"):
        quotas[quota.target_id, quota.unit_id].append(quota.value)
        targets[quota.target_id] = quota.target
    found = [
        Given(targets[target], unit, together(values, targets[target].measure_unit))
        for (target, unit), values in quotas.items()
    ]
    return found + [one for one in _held(plan, year) if (one.target.pk, one.unit_id) not in quotas]


def _held(plan: Plan, year: int) -> list[Given]:
    """Targets that a unit holds: the value of the year on their way, else what is to be reached in it."""
    held = Target.objects.filter(plan=plan, withdrawn_at__isnull=True, holder_unit__isnull=False)
    steps = dict(TargetStep.objects.filter(target__in=held, year=year).values_list("target", "value"))
    found = []
    for target in held.order_by("ordinal"):
        value = steps.get(target.pk)
        if value is None and target.due_end is not None and target.due_end.year == year:
            value = target.value
        if value is not None and target.holder_unit_id is not None:
            found.append(Given(target, target.holder_unit_id, value))
    return found


def _is_of(task: Task, year: int) -> bool:
    """Whether a task is to be planned in a year; late work stays until it is done, a duty ends by itself."""
    is_duty = task.due_kind in (*RECURRING, DueKind.CONTINUOUS)
    return is_of_year(task.due_start, None, year=year, ends_by=task.due_end if is_duty else None)


def _is_open(task: Task, owed: OwedDay, year: int) -> bool:
    """Whether a unit still has something to plan for a task: it was not done before the year."""
    if owed.standing == Standing.WITHDRAWN:
        return False
    return task.due_kind in RECURRING or is_of_year(None, owed.done_on, year=year)


def _due(task: Task, due_on: date | None) -> date | None:
    """The day that an activity must keep: the last one of several; a duty that recurs has none."""
    if task.due_kind in RECURRING:
        return None
    days: list[date] = task.part_days  # type: ignore[attr-defined]
    return max([*days, *([due_on] if due_on else [])]) if days else due_on
