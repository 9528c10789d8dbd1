"""The rows that contradictions are looked for in, and the contradictions of the house."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.db.models import Case, Prefetch, Q, QuerySet, Sum, Value, When

from hatang.accounts.models import Unit
from hatang.base.kept import kept_in_look
from hatang.docparse.normalise import fold
from hatang.documents.access import hidden_keys
from hatang.documents.models import Document
from hatang.programme import access
from hatang.programme.contradictions import (
    Contradiction,
    DocumentRow,
    ReadingRow,
    TargetRow,
    TaskRow,
    closed_leads,
    differing_targets,
    differing_tasks,
    early_deadlines,
    fulfilled_tasks,
    printed_sums,
    target_differences,
    task_differences,
    uneven_sums,
    unreachable_radii,
)
from hatang.programme.contradictions.printed import CODE as UNEVEN
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
    Conflict,
    ConflictKind,
    Obligation,
    Plan,
    Progress,
    Ruling,
    Target,
    TargetQuota,
    Task,
)
from hatang.programme.promises import planned_together
from hatang.programme.queries.claims import (
    as_printed_targets,
    as_printed_tasks,
    target_rows,
    task_rows,
)
from hatang.programme.queries.rulings import with_rulings
from hatang.programme.reports_due import differing_reports, report_differences

R = TypeVar("R", TargetRow, TaskRow)

OPEN, SETTLED, GONE = "open", "settled", "gone"
_STATIONS = "tram"


@dataclass(frozen=True)
class ConflictFilter:
    """Which contradictions a list shows; an empty field does not narrow it."""

    kind: str = ""
    state: str = OPEN
    plan_id: int | None = None


def contradictions(*, today: date) -> Iterator[Contradiction]:
    """Every contradiction in what is published, in effect and still asked for."""
    targets = target_rows(today)
    tasks = task_rows(today)
    documents = [
        DocumentRow(one.pk, one.kind, one.title, one.issued_on)
        for one in Document.objects.filter(versions__published_at__isnull=False).distinct()
    ]
    closed = {unit.pk: unit.valid_to for unit in Unit.objects.filter(valid_to__lte=today) if unit.valid_to}
    yield from _unsettled(targets, as_printed_targets(targets), differing_targets, target_differences)
    yield from _unsettled(tasks, as_printed_tasks(tasks), differing_tasks, task_differences)
    yield from _unsettled(tasks, as_printed_tasks(tasks), differing_reports, report_differences)
    yield from fulfilled_tasks(tasks, documents)
    yield from early_deadlines(tasks)
    yield from closed_leads(_still_led(tasks), closed)
    yield from unreachable_radii(targets, n_planned_stations(today=today))
    yield from uneven_sums(targets, _given())
    yield from printed_sums(_readings(today))


def narrowed_conflicts(user: object, chosen: ConflictFilter) -> QuerySet[Conflict]:
    """The contradictions that a filter leaves, of those the user may see."""
    rows = access.visible_conflicts(user)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.plan_id is not None:
        plan = chosen.plan_id
        of_document = Q(target__isnull=True, task__isnull=True, document__plan=plan)
        rows = rows.filter(
            Q(target__plan=plan) | Q(other_target__plan=plan) | Q(task__plan=plan) | of_document
        )
    return rows.filter(
        {
            OPEN: Q(settlement="", gone_at__isnull=True),
            SETTLED: ~Q(settlement=""),
            GONE: Q(gone_at__isnull=False),
        }.get(chosen.state, Q())
    )


def conflict_list(user: object, chosen: ConflictFilter) -> QuerySet[Conflict]:
    """Contradictions with both sources: what plans say against each other first, then the newest."""
    rows = narrowed_conflicts(user, chosen)
    order = Case(*(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(ConflictKind.values)))
    sides = ("target", "other_target", "task", "other_task")
    rows = rows.order_by(order, "-found_at", "-pk").select_related(
        *(f"{side}__plan" for side in sides), "document", "unit", "settled_by"
    )
    leads = Assignment.objects.filter(role=AssignmentRole.LEAD).order_by("ordinal")
    for side in sides:
        named = Prefetch(f"{side}__assignments", queryset=leads, to_attr="leads")
        rows = rows.prefetch_related(with_rulings(side), named)
    return rows


def n_open_conflicts(user: object) -> int:
    """Contradictions that wait for somebody's word; kept until one of them or what it is about changes."""
    about = ("open contradictions", access.reading_rights(user), hidden_keys(user))
    return kept_in_look(about, lambda: _open_ones(user).count(), of=(Conflict, Target, Task, Plan))


def _open_ones(user: object) -> QuerySet[Conflict]:
    return access.visible_conflicts(user).filter(settlement="", gone_at__isnull=True)


def conflict_counts(user: object) -> dict[str, int]:
    """Open contradictions by kind."""
    counts = dict.fromkeys(ConflictKind.values, 0)
    for kind in _open_ones(user).values_list("kind"):
        counts[kind[0]] += 1
    return counts


def n_planned_stations(*, today: date) -> int:
    """Radio stations that the targets in force plan together; the registry does not count them yet.

    Everybody reads the sum, so targets of restricted documents are not in it.
    """
    rows = target_rows(
        today, search_text__contains=_STATIONS, value__isnull=False, plan__document__is_restricted=False
    )
    return round(planned_together([row for row in rows if _STATIONS in fold(row.measure).split()]))


def _readings(today: date) -> Iterator[ReadingRow]:
    """What was read of each plan in effect, where its reader found sums that do not add up."""
    plans = Plan.objects.exclude(document__valid_to__lte=today).order_by("pk")
    warned = plans.filter(extraction__result__warnings__contains=[{"code": UNEVEN}])
    read = warned.values_list("document_id", "extraction__text", "extraction__result__warnings")
    for document_id, text, warnings in read.iterator(chunk_size=20):
        yield ReadingRow(document_id, text, warnings)


def _given() -> dict[int, float]:
    """What units were given of each target that was split."""
    sums = TargetQuota.objects.order_by().values("target").annotate(total=Sum("value"))
    return {row["target"]: float(row["total"]) for row in sums}


def _still_led(tasks: list[TaskRow]) -> Iterator[TaskRow]:
    """The same tasks with the leads that have neither done their part nor been freed of it."""
    free = Obligation.objects.filter(state__in=[Progress.DONE, Progress.WITHDRAWN])
    done = set(free.values_list("task_id", "unit_id"))
    for task in tasks:
        yield replace(task, leads=frozenset(unit for unit in task.leads if (task.pk, unit) not in done))


def _unsettled(
    followed: Sequence[R],
    printed: Sequence[R],
    find: Callable[[Sequence[R]], Iterator[Contradiction]],
    differences: Callable[[R, R], list[str]],
) -> Iterator[Contradiction]:
    """What printed wordings say against each other, as long as it is followed so or was settled here.

    Two sources that both follow a third by its settlements say the same by now.
    """
    rows = {row.pk: row for row in followed}
    settled = set(Ruling.objects.standing().values_list("conflict__fingerprint", flat=True))
    for one in find(printed):
        left, right = one.target or one.task, one.other_target or one.other_task
        if one.fingerprint in settled or differences(rows[left or 0], rows[right or 0]):
            yield one
