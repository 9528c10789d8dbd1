"""How the whole programme stands, by plan and by unit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet

from hatang.accounts.models import Unit
from hatang.programme import access
from hatang.programme.horizon import horizon
from hatang.programme.kept import kept
from hatang.programme.models import Obligation, Plan, Progress
from hatang.programme.queries.names import n_unknown_names
from hatang.programme.queries.states import (
    DONE,
    DUE_MONTH,
    DUE_WEEK,
    LATE,
    MONTH,
    WEEK,
    WITHDRAWN,
    live,
    with_state,
    within,
)

# The fields of a tally in their order.
_TALLIED = ("n_all", "n_late", "n_week", "n_month", "n_done")


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


def overview(user: object, *, today: date, n_units: int = 12) -> Overview:
    """Counts of tasks and obligations, of those late and due soon, by plan and by unit."""
    rights = access.reading_rights(user)
    plans = {plan.pk: plan for plan in access.visible_plans(user)}
    by_plan: dict[int, Tally] = {pk: Tally() for pk in plans}
    total, upcoming = Tally(), []
    for plan_id, urgency, n_tasks, next_due in kept(
        ("states", today, settings.IS_BEFORE_STRICT, rights), lambda: _states(user, today)
    ):
        if urgency == WITHDRAWN:
            continue
        for tally in (total, by_plan[plan_id]):
            _count(tally, urgency, n_tasks)
        if next_due is not None and urgency != DONE:
            upcoming.append(next_due)
    units = unit_tallies(user, today=today)
    ranked = sorted(units, key=lambda row: (-row.tally.n_late, -row.tally.n_month, -row.tally.n_all))
    return Overview(
        tasks=total,
        obligations=_sum(row.tally for row in units),
        n_plans=len(plans),
        n_targets=access.visible_targets(user).filter(withdrawn_at__isnull=True).count(),
        n_unknown_names=n_unknown_names(user),
        next_due=min(upcoming, default=None),
        by_plan=[PlanTally(plans[pk], tally) for pk, tally in by_plan.items()],
        by_unit=ranked[:n_units],
    )


def unit_tallies(user: object, *, today: date, units: Iterable[int] | None = None) -> list[UnitTally]:
    """Units that owe something with the state of their obligations, in Vietnamese order.

    Args:
        user: who reads.
        today: the day from which deadlines are looked at.
        units: numbers of the units asked for; all by default.
    """
    if units is None:
        about = ("units", today, settings.IS_BEFORE_STRICT, access.reading_rights(user))
        rows = kept(about, lambda: _owed_by_unit(access.visible_obligations(user), today))
    else:
        rows = _owed_by_unit(access.visible_obligations(user).filter(unit_id__in=list(units)), today)
    tallies = {row["unit_id"]: Tally(*(row[name] for name in _TALLIED)) for row in rows}
    return [UnitTally(unit, tallies[unit.pk]) for unit in Unit.objects.filter(pk__in=list(tallies))]


def _owed_by_unit(obligations: QuerySet[Obligation], today: date) -> list[dict[str, int]]:
    """How many obligations of each unit there are, by what a morning asks about them."""
    view = horizon(today)
    due_on, is_open = view.owed_on(), view.running()
    asked: QuerySet[Any] = obligations.filter(
        ~Q(state=Progress.WITHDRAWN), withdrawn_at__isnull=True, task__withdrawn_at__isnull=True
    )
    return list(
        asked.annotate(due_on=due_on)
        .order_by()
        .values("unit_id")
        .annotate(
            n_all=Count("pk"),
            n_done=Count("pk", filter=view.done()),
            n_late=Count("pk", filter=is_open & Q(due_on__lt=today)),
            n_week=Count("pk", filter=is_open & within(today, WEEK)),
            n_month=Count("pk", filter=is_open & within(today, MONTH)),
        )
    )


def unit_tally(user: object, unit: Unit, *, today: date) -> Tally:
    """How the obligations of one unit stand."""
    found = unit_tallies(user, today=today, units=[unit.pk])
    return found[0].tally if found else Tally()


def _states(user: object, today: date) -> list[tuple[int, str, int, date | None]]:
    """Plan, urgency, how many tasks of the plan are so, and their next day from today on."""
    tasks: QuerySet[Any] = with_state(live(access.visible_tasks(user)), horizon(today))
    states: QuerySet[Any, Any] = tasks.order_by().values_list("plan_id", "urgency")
    return list(states.annotate(n_tasks=Count("pk"), next_due=Min("due_on", filter=Q(due_on__gte=today))))


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
