"""Who owes a task: the units that lead it and the members of the groups that do."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from hatang.accounts.models import User
from hatang.accounts.queries import members_on
from hatang.base import clock
from hatang.programme.actions.freeing import tell_what_rests
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
    Obligation,
    Task,
    TransitionPart,
    Way,
)


def owe(tasks: Sequence[Task], at: datetime, *, by: User | None = None) -> None:
    """Let every unit that leads a task, itself or as a member of a group, owe it; others no longer do.

    Whoever has handed something in for a unit that no longer does is told.
    """
    present: dict[tuple[int, int], Obligation] = {
        (obligation.task_id, obligation.unit_id): obligation
        for obligation in Obligation.objects.select_for_update().filter(task__in=tasks).order_by("pk")
    }
    owed = _owed(tasks, at)
    Obligation.objects.bulk_create(
        (
            Obligation(task_id=task_id, unit_id=unit_id, group_id=group_id)
            for (task_id, unit_id), group_id in owed.items()
            if (task_id, unit_id) not in present
        ),
        batch_size=500,
    )
    changed, freed = [], []
    for key, obligation in present.items():
        wanted = (None, owed[key]) if key in owed else (obligation.withdrawn_at or at, obligation.group_id)
        if (obligation.withdrawn_at, obligation.group_id) != wanted:
            freed += [obligation] if obligation.withdrawn_at is None and wanted[0] is not None else []
            obligation.withdrawn_at, obligation.group_id = wanted
            changed.append(obligation)
    Obligation.objects.bulk_update(changed, ["withdrawn_at", "group"], batch_size=500)
    tell_what_rests(freed, by=by, at=at)


def _owed(tasks: Sequence[Task], at: datetime) -> dict[tuple[int, int], int | None]:
    """Task and unit of everything owed, with the group through which; a unit's own name goes first."""
    live = {task.pk: task for task in tasks if task.withdrawn_at is None}
    leads = Assignment.objects.filter(task__in=live.values(), role=AssignmentRole.LEAD)
    by_day: dict[date, list[Assignment]] = {}
    for lead in leads.order_by("task_id", "ordinal"):
        on = live[lead.task_id].plan.issued_on if lead.task_id else None
        by_day.setdefault(on or clock.local(at).date(), []).append(lead)
    owed: dict[tuple[int, int], int | None] = {}
    for on, named in by_day.items():
        _add_units(owed, named)
        _add_members(owed, named, on)
    _add_heirs(owed, live)
    return owed


def _add_heirs(owed: dict[tuple[int, int], int | None], live: dict[int, Task]) -> None:
    """Whoever took work over by a decision owes it, as long as the task asks it of somebody."""
    moved = TransitionPart.objects.filter(
        successor__task__in=live, transition__way=Way.MOVE, transition__undone_at__isnull=True
    )
    for part in moved.select_related("obligation", "successor").order_by("pk"):
        if part.successor is None:
            continue
        old = (part.obligation.task_id, part.obligation.unit_id)
        if part.obligation.task_id != part.successor.task_id or old in owed:
            owed.setdefault((part.successor.task_id, part.successor.unit_id), part.successor.group_id)


def _add_units(owed: dict[tuple[int, int], int | None], leads: Iterable[Assignment]) -> None:
    for lead in leads:
        if lead.task_id is not None and lead.unit_id is not None:
            owed[lead.task_id, lead.unit_id] = None


def _add_members(owed: dict[tuple[int, int], int | None], leads: Sequence[Assignment], on: date) -> None:
    members = members_on((lead.group_id for lead in leads if lead.group_id is not None), on)
    for lead in leads:
        if lead.task_id is None or lead.group_id is None:
            continue
        for unit in members.get(lead.group_id, []):
            owed.setdefault((lead.task_id, unit.pk), lead.group_id)
