"""How the whole programme stands, by plan and by unit."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from hatang.accounts.access import is_reader
from hatang.accounts.models import Unit
from hatang.base.kept import kept_in_look
from hatang.base.looks import once
from hatang.programme import access
from hatang.programme.models import Plan, Target
from hatang.programme.queries.choices import plans_to_choose, units_to_choose
from hatang.programme.queries.daybook import count_by_unit
from hatang.programme.queries.names import n_unknown_names
from hatang.programme.queries.states import DONE, DUE_MONTH, DUE_WEEK, LATE, WITHDRAWN
from hatang.programme.queries.todays_book import book_of


@dataclass
class Tally:
    """How many tasks (or obligations of a unit) there are, by what a morning asks about them."""

    n_all: int = 0
    n_late: int = 0
    n_week: int = 0
    n_month: int = 0
    n_done: int = 0

    @property
    def n_open(self) -> int:
        """Not done yet."""
        return self.n_all - self.n_done

    @property
    def n_soon(self) -> int:
        """Due within 30 days."""
        return self.n_month


@dataclass(frozen=True)
class PlanTally:
    """A plan and how its tasks stand."""

    plan: Plan
    tally: Tally


@dataclass(frozen=True)
class UnitTally:
    """A unit and how its obligations stand."""

    unit: Unit
    tally: Tally


@dataclass(frozen=True)
class Overview:
    """The programme this morning."""

    tasks: Tally
    obligations: Tally
    n_plans: int
    n_targets: int
    n_unknown_names: int
    next_due: date | None
    by_plan: list[PlanTally] = field(default_factory=list)
    by_unit: list[UnitTally] = field(default_factory=list)


def overview(user: object, *, today: date, n_units: int = 12, with_names: bool = True) -> Overview:
    """Counts of tasks and obligations, of those late and due soon, by plan and by unit.

    Unknown names are counted where they are asked for.
    """
    plans = {plan.pk: plan for plan in plans_to_choose(user)}
    by_plan: dict[int, Tally] = {pk: Tally() for pk in plans}
    total = Tally()
    for (plan_id, urgency), n_tasks in book_of(today).by_plan.items():
        if plan_id in by_plan and urgency != WITHDRAWN:
            for tally in (total, by_plan[plan_id]):
                _count(tally, urgency, n_tasks)
    units = unit_tallies(user, today=today)
    ranked = sorted(units, key=lambda row: (-row.tally.n_late, -row.tally.n_month, -row.tally.n_all))
    return Overview(
        tasks=total,
        obligations=_sum(row.tally for row in units),
        n_plans=len(plans),
        n_targets=_n_targets(user),
        n_unknown_names=n_unknown_names(user) if with_names else 0,
        next_due=_next_due(user, today),
        by_plan=[PlanTally(plans[pk], tally) for pk, tally in by_plan.items()],
        by_unit=ranked[:n_units],
    )


def _n_targets(user: object) -> int:
    """Targets that a plan still asks for, of those the user may read."""
    return kept_in_look(
        ("targets", access.reading_rights(user)),
        lambda: access.visible_targets(user).filter(withdrawn_at__isnull=True).count(),
        of=(Target,),
    )


def _next_due(user: object, today: date) -> date | None:
    """The next day from today on by which a task is due that is not done."""
    hidden = access.hidden_plans(user)
    tasks = book_of(today).tasks
    # What is finished stands last, what has no day last of the others.
    days = islice(tasks, bisect_left(tasks, (False, today), key=lambda one: one.place), None)
    left = (one.due_on for one in days if one.urgency not in (DONE, WITHDRAWN) and one.plan_id not in hidden)
    return next(left, None) if is_reader(user) else None


def unit_tallies(user: object, *, today: date, units: Iterable[int] | None = None) -> list[UnitTally]:
    """Units that owe something with the state of their obligations, in Vietnamese order.

    Args:
        user: who reads.
        today: the day from which deadlines are looked at.
        units: numbers of the units asked for; all by default.
    """
    wanted = None if units is None else set(units)
    tallies: dict[int, Tally] = defaultdict(Tally)
    for (unit_id, urgency), n_owed in _counts_by_unit(user, today).items():
        if n_owed and (wanted is None or unit_id in wanted):
            _count(tallies[unit_id], urgency, n_owed)
    return [UnitTally(unit, tallies[unit.pk]) for unit in units_to_choose(user) if unit.pk in tallies]


def _counts_by_unit(user: object, today: date) -> Counter[tuple[int, str]]:
    """How many obligations of each unit are how urgent, without those of hidden plans; once a look."""
    return once(("owed by unit", user, today), lambda: _counted(user, today))


def _counted(user: object, today: date) -> Counter[tuple[int, str]]:
    if not is_reader(user):
        return Counter()
    book, hidden = book_of(today), access.hidden_plans(user)
    if not hidden:
        return book.by_unit
    counts = Counter(book.by_unit)
    counts.subtract(count_by_unit((one for one in book.owed if one.plan_id in hidden), today))
    return counts


def unit_tally(user: object, unit: Unit, *, today: date) -> Tally:
    """How the obligations of one unit stand."""
    found = unit_tallies(user, today=today, units=[unit.pk])
    return found[0].tally if found else Tally()


def _count(tally: Tally, urgency: str, n_tasks: int) -> None:
    tally.n_all += n_tasks
    tally.n_done += n_tasks * (urgency == DONE)
    tally.n_late += n_tasks * (urgency == LATE)
    tally.n_week += n_tasks * (urgency == DUE_WEEK)
    tally.n_month += n_tasks * (urgency in (DUE_WEEK, DUE_MONTH))


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.n_all += tally.n_all
        total.n_done += tally.n_done
        total.n_late += tally.n_late
        total.n_week += tally.n_week
        total.n_month += tally.n_month
    return total
