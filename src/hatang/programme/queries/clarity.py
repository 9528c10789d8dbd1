"""How clear the tasks are by the "6 rõ": people, work, time, responsibility, product, authority."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from hatang.accounts.models import Unit
from hatang.programme import access
from hatang.programme.models import Gap, Obligation, Plan
from hatang.programme.queries.states import live

N = TypeVar("N", Plan, Unit)


@dataclass
class Clarity:
    """How many of the six questions the tasks of a plan or unit answer; never an average of percentages."""

    n_tasks: int = 0
    n_whole: int = 0
    missing: Counter[str] = field(default_factory=Counter)

    @property
    def n_asked(self) -> int:
        """Six questions for each task."""
        return len(Gap.values) * self.n_tasks

    @property
    def n_answered(self) -> int:
        """Questions the tasks answer."""
        return self.n_asked - sum(self.missing.values())

    @property
    def percent(self) -> int:
        """Answered of asked, in whole per cent; never 100 while one is missing."""
        if not self.n_asked:
            return 0
        return 100 * self.n_answered // self.n_asked

    @property
    def cells(self) -> list[tuple[str, int]]:
        """Each of the six with how many tasks leave it unclear."""
        return [(gap, self.missing[gap]) for gap in Gap.values]

    def add(self, gaps: Iterable[str]) -> None:
        """Count one task."""
        known = [gap for gap in gaps if gap in Gap.values]
        self.n_tasks += 1
        self.n_whole += not known
        self.missing.update(known)


@dataclass(frozen=True)
class ClarityView:
    """All tasks, then by plan and by unit, those with the most unclear first."""

    whole: Clarity
    by_plan: list[tuple[Plan, Clarity]]
    by_unit: list[tuple[Unit, Clarity]]


def clarity(user: object) -> ClarityView:
    """How clear the tasks are that the user may read; four queries whatever their number."""
    whole = Clarity()
    plans: dict[int, Clarity] = defaultdict(Clarity)
    units: dict[int, Clarity] = defaultdict(Clarity)
    owing = _owing(user)
    for pk, plan_id, gaps in live(access.visible_tasks(user)).values_list("pk", "plan_id", "gaps"):
        for one in (whole, plans[plan_id], *(units[unit_id] for unit_id in owing.get(pk, ()))):
            one.add(gaps)
    return ClarityView(
        whole=whole,
        by_plan=_ranked([(plan, plans[plan.pk]) for plan in access.visible_plans(user) if plan.pk in plans]),
        by_unit=_ranked([(unit, units[unit.pk]) for unit in Unit.objects.filter(pk__in=list(units))]),
    )


def _owing(user: object) -> dict[int, set[int]]:
    """Units that owe each task."""
    found: dict[int, set[int]] = defaultdict(set)
    owed = Obligation.objects.filter(withdrawn_at__isnull=True, task__in=access.visible_tasks(user))
    for task_id, unit_id in owed.values_list("task_id", "unit_id"):
        found[task_id].add(unit_id)
    return found


def _ranked(rows: list[tuple[N, Clarity]]) -> list[tuple[N, Clarity]]:
    return sorted(rows, key=lambda row: (row[1].percent, -row[1].n_tasks, row[0].sort_key))
