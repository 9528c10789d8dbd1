"""Printed names, bound to the units and groups they mean."""

from datetime import datetime

from hatang.accounts.actions import put_alias
from hatang.accounts.models import Unit, UnitGroup, User
from hatang.accounts.queries import name_index
from hatang.base import clock
from hatang.base.history import action
from hatang.base.turns import wait_for_turn
from hatang.programme.actions.owing import owe
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
)

# Whoever binds names to units waits for whoever does so already: a name settled meanwhile is not missed.
NAMES = "programme.names"


@action
def resolve_names(*, by: User | None, at: datetime) -> int:
    """Look again for the units of names that were not known, and bind those found; returns how many."""
    # A plan that is being published now is looked at after it is there.
    wait_for_turn(NAMES)
    names = name_index()
    waiting = (
        Assignment.objects.select_for_update(of=("self",))
        .filter(unit__isnull=True, group__isnull=True)
        .select_related("task__plan", "target__plan")
    )
    found, tasks = [], {}
    for assignment in waiting:
        item = assignment.task or assignment.target
        on = (item.plan.issued_on if item else None) or clock.local(at).date()
        if bind(assignment, names.resolve(assignment.printed_name, on=on)):
            found.append(assignment)
            if assignment.task is not None and assignment.role == AssignmentRole.LEAD:
                tasks[assignment.task_id] = assignment.task
    Assignment.objects.bulk_update(found, ["unit", "group"], batch_size=500)
    owe(list(tasks.values()), at, by=by)
    return len(found)


@action
def settle_name(*, printed_name: str, named: Unit | UnitGroup, by: User, at: datetime) -> int:
    """Say which unit or group a printed name means, and bind it wherever it waits; returns how many times.

    Raises:
        NameTaken: the name already means another one.
    """
    wait_for_turn(NAMES)
    put_alias(named=named, text=printed_name, by=by, at=at)
    return resolve_names(by=by, at=at)


def bind(assignment: Assignment, named: Unit | UnitGroup | None) -> bool:
    assignment.unit = named if isinstance(named, Unit) else None
    assignment.group = named if isinstance(named, UnitGroup) else None
    return named is not None
