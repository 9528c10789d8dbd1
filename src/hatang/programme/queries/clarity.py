"""How clear the tasks are by the "6 rõ": people, work, time, responsibility, product, authority."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count, Q, QuerySet

from hatang.accounts.models import Unit
from hatang.programme import access
from hatang.programme.models import Gap, Obligation, Plan, Task
from hatang.programme.queries.gaps import clear, filled
from hatang.programme.queries.states import live

N = TypeVar("N", Plan, Unit)


_GAPS = frozenset(Gap.values)


class GapCount(NamedTuple):
    """How many tasks leave a question open by their document, and how many of these were filled in since."""

    gap: str
    n_missing: int
    n_filled: int

    @property
    def n_open(self) -> int:
        """Still open."""
        return self.n_missing - self.n_filled


@dataclass
class Clarity:
    """How many of the six questions the tasks of a plan or unit answer; never an average of percentages.

    `missing` counts by document, `filled` what of it was filled in since; `n_whole` and `n_clear` count tasks
    that are clear in all six, by document and now.
    """

    n_tasks: int = 0
    n_whole: int = 0
    n_clear: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    filled: Counter[str] = field(default_factory=Counter)

    @property
    def n_asked(self) -> int:
        """Six questions for each task."""
        return len(Gap.values) * self.n_tasks

    @property
    def n_answered(self) -> int:
        """Questions the documents answer."""
        return self.n_asked - sum(self.missing.values())

    @property
    def n_filled(self) -> int:
        """Questions that were filled in since."""
        return sum(self.filled.values())

    @property
    def n_open(self) -> int:
        """Questions that are still open."""
        return self.n_asked - self.n_answered - self.n_filled

    @property
    def percent(self) -> int:
        """Answered by the documents of asked, in whole per cent; never 100 while one is missing."""
        return self._percent(self.n_answered)

    @property
    def percent_now(self) -> int:
        """The same with what was filled in since."""
        return self._percent(self.n_answered + self.n_filled)

    @property
    def cells(self) -> list[GapCount]:
        """Each of the six with how many tasks leave it unclear."""
        return [GapCount(gap, self.missing[gap], self.filled[gap]) for gap in Gap.values]

    def add(self, gaps: Iterable[str], n_tasks: int = 1) -> None:
        """Count tasks that leave the same questions open."""
        known = [gap for gap in gaps if gap in _GAPS]
        self.n_tasks += n_tasks
        self.n_whole += n_tasks * (not known)
        for gap in known:
            self.missing[gap] += n_tasks

    def fill(self, row: dict[str, int]) -> None:
        """Count what was filled in since: `n_clear`, and the number of tasks by question."""
        self.n_clear += row["n_clear"]
        for gap in Gap.values:
            self.filled[gap] += row[f"n_{gap}"]

    def _percent(self, n: int) -> int:
        return 100 * n // self.n_asked if self.n_asked else 0


@dataclass(frozen=True)
class ClarityView:
    """All tasks, then by plan and by unit, those with the most unclear first."""

    whole: Clarity
    by_plan: list[tuple[Plan, Clarity]]
    by_unit: list[tuple[Unit, Clarity]]


def clarity(user: object) -> ClarityView:
    """How clear the tasks are that the user may read; six queries whatever their number."""
    whole = Clarity()
    plans: dict[int, Clarity] = defaultdict(Clarity)
    units: dict[int, Clarity] = defaultdict(Clarity)
    tasks: QuerySet[Any] = live(access.visible_tasks(user)).order_by()
    for plan_id, gaps, n_tasks in tasks.values_list("plan_id", "gaps").annotate(n=Count("pk")):
        whole.add(gaps, n_tasks)
        plans[plan_id].add(gaps, n_tasks)
    owed: QuerySet[Any] = Obligation.objects.filter(withdrawn_at__isnull=True, task__in=tasks).order_by()
    # A unit owes a task once.
    for unit_id, gaps, n_tasks in owed.values_list("unit_id", "task__gaps").annotate(n=Count("pk")):
        units[unit_id].add(gaps, n_tasks)
    for row in tasks.values("plan_id").annotate(**_fills(lambda so: so)):
        whole.fill(row)
        plans[row["plan_id"]].fill(row)
    for row in owed.values("unit_id").annotate(**_fills(_of_tasks)):
        units[row["unit_id"]].fill(row)
    return ClarityView(
        whole=whole,
        by_plan=_ranked([(plan, plans[plan.pk]) for plan in access.visible_plans(user) if plan.pk in plans]),
        by_unit=_ranked([(unit, units[unit.pk]) for unit in Unit.objects.filter(pk__in=list(units))]),
    )


def _fills(of: Any) -> dict[str, Count]:
    """What was filled in, counted by question; `of` turns a condition on tasks into one on the rows."""
    counts = {f"n_{gap}": Count("pk", filter=of(filled(gap))) for gap in Gap.values}
    return {"n_clear": Count("pk", filter=of(clear())), **counts}


def _of_tasks(condition: Q) -> Q:
    return Q(task__in=Task.objects.filter(condition).order_by().values("pk"))


def _ranked(rows: list[tuple[N, Clarity]]) -> list[tuple[N, Clarity]]:
    return sorted(
        rows, key=lambda row: (row[1].percent_now, row[1].percent, -row[1].n_tasks, row[0].sort_key)
    )
