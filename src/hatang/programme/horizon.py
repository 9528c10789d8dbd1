"""What is due when, as seen from one day: the deadline rules as expressions of the database.

Single deadlines are computed in SQL. Recurring ones come in few forms ("every month, by the 25th");
`rules` finds the next day of each form and the database looks it up. So one rule decides everywhere,
and a question to the database stays as short for thousands of tasks as for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    Min,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from hatang.accounts.models import Unit
from hatang.base.looks import is_looking, once
from hatang.programme.compound import Compound, Idle, compound_of, told_events
from hatang.programme.cycles import Cycle
from hatang.programme.day_expressions import DayBefore, DayIn, FormOf, IsOneOf, key_word
from hatang.programme.kept import kept_of_days
from hatang.programme.models import (
    RECURRING,
    DeadlineRequest,
    DueKind,
    DuePart,
    Obligation,
    Plan,
    PlanItem,
    Progress,
    Task,
    TransitionPart,
    Way,
)
from hatang.programme.parts import Look
from hatang.programme.rules import ONCE, RUNNING, Deadline, cycle_start, next_due

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Horizon:
    """The day from which deadlines are looked at, and whether "before X" excludes X."""

    today: date
    is_strict: bool
    # Tasks it is asked about; all where there is no list.
    tasks: tuple[int, ...] | None = None

    def of_tasks(self, tasks: Iterable[int]) -> "Horizon":
        """The same day for some tasks: it asks about these only, and says of them what the whole one says."""
        return replace(self, tasks=tuple(sorted(tasks)))

    def among(self, rows: "QuerySet[M]", task: str) -> "QuerySet[M]":
        """The rows that belong to the tasks it is asked about; `task` leads from a row to its task."""
        return rows if self.tasks is None else rows.filter(**{f"{task}__in": self.tasks})

    def complete(self) -> "Horizon":
        """The same with everything asked for, so that it can be kept and read by many."""
        for name in ("told", "compound", "cycles", "outdated", "_ended", "_kept", "requested", "moved"):
            getattr(self, name)
        return self

    @cached_property
    def told(self) -> tuple[dict[int, date], dict[int, date]]:
        """Days that run from told events, by task and by part of a deadline."""
        return told_events(self.tasks)

    @property
    def look(self) -> Look:
        """From where parts of deadlines are looked at."""
        return Look(self.today, self.is_strict, self.told[1])

    @cached_property
    def compound(self) -> Compound:
        """Tasks with a deadline of several parts."""
        idle = Idle(
            plans=frozenset(self.ended_plans),
            units=frozenset(self.closed_units),
            kept=frozenset(self._kept),
            requested=frozenset(self.requested),
        )
        return compound_of(self.look, idle, self.tasks)

    @cached_property
    def cycles(self) -> list[Cycle]:
        """The forms of recurring deadlines there are, in the order of their days."""
        fields = ("due_kind", "due_start", "due_end", "due_at", "due_before")
        live = Task.objects.filter(due_kind__in=RECURRING, withdrawn_at__isnull=True).order_by()
        live = self.among(live, "pk")
        found = []
        for values in live.values_list(*fields).distinct():
            deadline = Deadline(*values)
            due = next_due(deadline, self.today, is_strict=self.is_strict)
            start = cycle_start(deadline, self.today, is_strict=self.is_strict)
            if due is not None and start is not None:
                found.append(Cycle(deadline, due, start))
        return sorted(found, key=lambda cycle: (cycle.due, cycle.start))

    @cached_property
    def outdated(self) -> list[int]:
        """Obligations done for an earlier occurrence of a recurring task: they are owed again."""
        former = Q()
        for cycle in self.cycles:
            former |= cycle.is_of("task__") & Q(done_on__lt=cycle.start)
        again = self.compound.again
        if not self.cycles:
            return again
        done = self.among(Obligation.objects.filter(former, state=Progress.DONE).order_by(), "task")
        # Nobody owes again what its document or unit no longer lives to ask for.
        done = done.exclude(task__plan__in=self.ended_plans).exclude(unit__in=self.closed_units)
        # What was done part by part is owed again by its parts.
        return [*done.exclude(pk__in=self.compound.done).values_list("pk", flat=True), *again]

    @cached_property
    def _ended(self) -> dict[str, list[int]]:
        """Plans and units that have ended, with one query for both."""
        found: dict[str, list[int]] = {"plan": [], "unit": []}
        plans = Plan.objects.filter(document__valid_to__lte=self.today).order_by()
        units = Unit.objects.filter(valid_to__lte=self.today).order_by()
        rows: Any = plans.annotate(what=Value("plan")).values_list("what", "pk")
        for what, pk in rows.union(units.annotate(what=Value("unit")).values_list("what", "pk"), all=True):
            found[what].append(pk)
        return found

    @property
    def ended_plans(self) -> list[int]:
        """Plans whose document is no longer in effect."""
        return self._ended["plan"]

    @property
    def closed_units(self) -> list[int]:
        """Units that no longer exist."""
        return self._ended["unit"]

    @cached_property
    def _kept(self) -> list[int]:
        """Obligations that are still carried out though their document has ended."""
        kept = TransitionPart.objects.filter(transition__way=Way.KEEP, transition__undone_at__isnull=True)
        return list(kept.values_list("obligation_id", flat=True)) if self.ended_plans else []

    def in_transition(self) -> Q:
        """Condition for an obligation whose document or unit has ended, before what follows is decided."""
        is_closed = Q(unit__in=self.closed_units)
        if not self.ended_plans:
            # Spares every question about obligations the way to the task and its plan.
            return is_closed
        return (Q(task__plan__in=self.ended_plans) & ~Q(IsOneOf("pk", self._kept))) | is_closed

    @cached_property
    def requested(self) -> list[int]:
        """Obligations for which a later deadline was asked in time; they wait for somebody else."""
        waiting = DeadlineRequest.objects.filter(decision="", asked_on__lte=F("former_on"))
        waiting = self.among(waiting, "obligation__task")
        return list(waiting.values_list("obligation_id", flat=True))

    @cached_property
    def moved(self) -> dict[int, date]:
        """Tasks of which every unit still at work has a later deadline, with the first of these days."""
        with_moves = Obligation.objects.filter(extended_to__isnull=False, withdrawn_at__isnull=True)
        with_moves = self.among(with_moves, "task")
        working = Obligation.objects.filter(
            self.running(), task__in=with_moves.values("task"), withdrawn_at__isnull=True
        )
        moved: QuerySet[Any] = working.order_by().values_list("task_id").annotate(first=Min("extended_to"))
        # The count of a column leaves out the units that have no later day.
        return dict(moved.alias(n=Count("pk"), n_moved=Count("extended_to")).filter(n=F("n_moved")))

    def owed_on(self) -> Combinable:
        """Day by which an obligation is due: moved for its unit, else that of its task or its next part."""
        plain = Coalesce(F("extended_to"), self.planned_on("task__"), output_field=DateField())
        return self._by_parts(plain, ("pk", self.compound.owed), ("task_id", self.compound.tasks))

    def due_on(self) -> Combinable:
        """Day by which a task is due: the first one among the units still at work."""
        plain: Combinable = self.planned_on()
        if self.moved:
            plain = Coalesce(DayIn(key_word("pk"), self.moved), plain, output_field=DateField())
        return self._by_parts(plain, ("pk", self.compound.tasks))

    def _by_parts(self, plain: Combinable, *days: tuple[str, dict[int, date | None]]) -> Combinable:
        """The first of some days by key that know a row, else the plain one."""
        known = [(key, by_key) for key, by_key in days if by_key]
        cases = [
            When(Q(IsOneOf(key, list(by_key))), then=DayIn(key_word(key), by_key)) for key, by_key in known
        ]
        return Case(*cases, default=plain, output_field=DateField()) if cases else plain

    def is_requested(self) -> Q:
        """Condition for an obligation that waits for the decision about a later deadline."""
        return Q(IsOneOf("pk", self.requested)) if self.requested else Q(pk__in=[])

    def planned_on(self, prefix: str = "") -> Case:
        """Day the plan says a task is due; `prefix` leads from the row to its task."""
        end: Combinable = F(f"{prefix}due_end")
        if self.is_strict:
            before = When(**{f"{prefix}due_before": True}, then=DayBefore(end))
            end = Case(before, default=end, output_field=DateField())
        cases = [When(Q(**{f"{prefix}due_kind__in": ONCE}), then=end)]
        if self.told[0]:
            told = Q(**{f"{prefix}due_kind": DueKind.ON_EVENT})
            cases.append(When(told, then=DayIn(key_word(f"{prefix}pk"), self.told[0])))
        if self.cycles:
            # Found by its form in one step; a condition for each form makes a very long question.
            is_live = Q(**{f"{prefix}due_kind__in": RECURRING, f"{prefix}withdrawn_at__isnull": True})
            by_form = DayIn(FormOf(prefix), {cycle.word: cycle.due for cycle in self.cycles})
            cases.append(When(is_live, then=by_form))
        return Case(*cases, default=None, output_field=DateField())

    def done(self, prefix: str = "") -> Q:
        """Condition for an obligation that is done; `prefix` leads from the row to it."""
        is_done = Q(**{f"{prefix}state": Progress.DONE})
        return is_done & ~Q(IsOneOf(f"{prefix}pk", self.outdated)) if self.outdated else is_done

    def running(self) -> Q:
        """Condition for an obligation whose unit is expected to work: only these can be late."""
        is_running = Q(state__in=RUNNING)
        if self.outdated:
            is_running |= Q(IsOneOf("pk", self.outdated))
        if self.requested:
            is_running &= ~self.is_requested()
        return is_running & ~self.in_transition()


def horizon(today: date) -> Horizon:
    """The view of deadlines from a day, under the rule this installation has chosen."""
    view = Horizon(today=today, is_strict=settings.IS_BEFORE_STRICT)
    return once(view, lambda: kept_of_days(view, view.complete)) if is_looking() else view


def what_ended(today: date) -> Horizon:
    """The same view for questions about what has ended: within a look it asks for nothing else."""
    view = Horizon(today=today, is_strict=settings.IS_BEFORE_STRICT)
    return once(("what ended", view), lambda: view)


def deadline_of(item: PlanItem | DuePart) -> Deadline:
    """The deadline of a task or target, or one part of it, for the rules."""
    return Deadline(item.due_kind, item.due_start, item.due_end, item.due_at, item.due_before)
