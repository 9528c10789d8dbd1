"""Work whose document or unit has ended, and who or what could take it over."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from hatang.accounts.models import Unit, UnitSuccessor
from hatang.documents.models import Document
from hatang.documents.rules import Item, match_items
from hatang.programme import access
from hatang.programme.horizon import horizon, what_ended
from hatang.programme.models import Obligation, Plan, Progress, Task, Transition
from hatang.programme.queries.states import with_standing

# Done and withdrawn work waits for nobody.
OPEN_STATES = (Progress.NOT_STARTED, Progress.IN_PROGRESS, Progress.SUBMITTED, Progress.PAUSED)


@dataclass(frozen=True)
class Source:
    """A plan or unit that has ended with work left open."""

    named: Plan | Unit
    ended_on: date
    n_open: int
    successors: Sequence[Document | Unit] = ()


@dataclass(frozen=True)
class Handover:
    """One open obligation, and the task and unit that could take it over; None where there is none."""

    obligation: Obligation
    task: Task | None
    unit: Unit | None

    @property
    def is_elsewhere(self) -> bool:
        """Whether somebody or something else could take it over."""
        if self.task is None or self.unit is None:
            return False
        return (self.task.pk, self.unit.pk) != (self.obligation.task_id, self.obligation.unit_id)


@dataclass(frozen=True)
class Sources:
    """Plans first: what a replaced plan asks of a closed unit is decided with the plan."""

    plans: list[Source] = field(default_factory=list)
    units: list[Source] = field(default_factory=list)

    @property
    def n_open(self) -> int:
        """How many obligations wait for a decision."""
        return sum(source.n_open for source in (*self.plans, *self.units))


def waiting_obligations(user: object, *, today: date) -> QuerySet[Obligation]:
    """Open obligations whose document or unit has ended, with day and standing."""
    return with_standing(_waiting(user, today=today), horizon(today))


def _waiting(user: object, *, today: date) -> QuerySet[Obligation]:
    rows = access.visible_obligations(user).filter(
        state__in=OPEN_STATES, withdrawn_at__isnull=True, task__withdrawn_at__isnull=True
    )
    return rows.filter(what_ended(today).in_transition())


def n_waiting(user: object, *, today: date) -> int:
    """How many obligations wait for a decision."""
    return _waiting(user, today=today).order_by().count()


def transition_sources(user: object, *, today: date) -> Sources:
    """Plans and units that have ended with work left open; the same few queries for one as for many."""
    view = horizon(today)
    rows: QuerySet[Any] = waiting_obligations(user, today=today).order_by()
    by_plan = dict(
        rows.filter(task__plan__in=view.ended_plans).values_list("task__plan").annotate(n=Count("pk"))
    )
    by_unit = dict(rows.exclude(task__plan__in=view.ended_plans).values_list("unit").annotate(n=Count("pk")))
    plans = Plan.objects.filter(pk__in=list(by_plan)).select_related("document__replaced_by")
    heirs = heirs_of(by_unit, today=today)
    return Sources(
        plans=[
            Source(plan, plan.document.valid_to or today, by_plan[plan.pk], _replacements(user, plan))
            for plan in plans
        ],
        units=[
            Source(unit, unit.valid_to or today, by_unit[unit.pk], heirs.get(unit.pk, []))
            for unit in Unit.objects.filter(pk__in=list(by_unit))
        ],
    )


def handovers(obligations: Iterable[Obligation], *, today: date) -> list[Handover]:
    """For each obligation the task and unit that could take it over."""
    rows = list(obligations)
    ended = set(horizon(today).ended_plans)
    heirs = heirs_of({row.unit_id for row in rows}, today=today)
    tasks: dict[int, Task] = {}
    for plan_id in {row.task.plan_id for row in rows} & ended:
        tasks |= _likely_tasks(plan_id, today)
    closed = set(horizon(today).closed_units)
    found = []
    for row in rows:
        task = tasks.get(row.task_id) if row.task.plan_id in ended else row.task
        unit = next(iter(heirs.get(row.unit_id, [])), None) if row.unit_id in closed else row.unit
        found.append(Handover(row, task, unit))
    return found


def heirs_of(units: Iterable[int], *, today: date) -> dict[int, list[Unit]]:
    """For each closed unit those that exist today and took its duties over, the largest share first."""
    links: dict[int, list[UnitSuccessor]] = defaultdict(list)
    for link in UnitSuccessor.objects.select_related("successor").order_by("-share", "pk"):
        links[link.unit_id].append(link)
    return {unit: _living(unit, links, today) for unit in units}


def successor_plan(plan: Plan, *, today: date) -> Plan | None:
    """The plan followed in place of one that was replaced, through however many replacements."""
    document, seen = plan.document.replaced_by, {plan.document_id}
    while document is not None and document.pk not in seen:
        seen.add(document.pk)
        found = Plan.objects.filter(document=document).first()
        if found is not None and (document.valid_to is None or document.valid_to > today):
            return found
        document = document.replaced_by
    return None


def transition_decisions(user: object) -> QuerySet[Transition]:
    """Decisions that were taken, the newest first, with how many obligations each is about."""
    rows = access.visible_transitions(user).annotate(n_parts=Count("parts"))
    return rows.select_related("decided_by", "undone_by").order_by("-decided_at", "-pk")


def _likely_tasks(plan_id: int, today: date) -> dict[int, Task]:
    """For each task of a replaced plan the one of its successor with nearly the same words."""
    plan = Plan.objects.select_related("document__replaced_by").get(pk=plan_id)
    successor = successor_plan(plan, today=today)
    if successor is None:
        return {}
    old = list(plan.tasks.filter(withdrawn_at__isnull=True))
    new = list(successor.tasks.filter(withdrawn_at__isnull=True).select_related("plan"))
    pairs = match_items([Item(one.path, one.text) for one in old], [Item(one.path, one.text) for one in new])
    return {old[left].pk: new[right] for left, right in pairs if left is not None and right is not None}


def _living(unit: int, links: dict[int, list[UnitSuccessor]], today: date) -> list[Unit]:
    found: dict[int, Unit] = {}
    waiting, seen = [unit], {unit}
    while waiting:
        for link in links.get(waiting.pop(0), []):
            if link.successor_id in seen:
                continue
            seen.add(link.successor_id)
            if link.successor.valid_to is None or link.successor.valid_to > today:
                found[link.successor_id] = link.successor
            else:
                waiting.append(link.successor_id)
    return list(found.values())


def _replacements(user: object, plan: Plan) -> list[Document]:
    """The document that replaced a plan's; whoever decides here reads every document."""
    return [plan.document.replaced_by] if plan.document.replaced_by is not None else []
