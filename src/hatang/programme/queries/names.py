"""Printed names that no unit or group answers to."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from hatang.accounts.rules import name_key
from hatang.base.kept import kept_in_look
from hatang.programme import access
from hatang.programme.models import Assignment, Plan, Target, Task


@dataclass(frozen=True)
class Place:
    """Where a printed name stands."""

    plan: Plan
    path: str
    text: str
    role: str
    task_id: int | None
    target_id: int | None


@dataclass(frozen=True)
class UnknownName:
    """A printed name that no unit or group answers to."""

    printed_name: str
    places: list[Place]

    @property
    def n_times(self) -> int:
        """How often it is printed."""
        return len(self.places)


def unknown_names(user: object) -> list[UnknownName]:
    """Printed names that no unit or group answers to, the most frequent first, with where they stand."""
    names: dict[str, UnknownName] = {}
    for assignment in _waiting(user).select_related("task__plan", "target__plan").order_by("pk"):
        key = name_key(assignment.printed_name)
        name = names.setdefault(key, UnknownName(assignment.printed_name, []))
        name.places.append(_place(assignment))
    return sorted(names.values(), key=lambda name: (-name.n_times, name.printed_name))


def n_unknown_names(user: object) -> int:
    """How many printed names no unit or group answers to; kept until names, tasks or rights change."""
    about = ("unknown names", access.reading_rights(user))
    return kept_in_look(about, lambda: _n_unknown(user), of=(Assignment, Task, Target))


def _n_unknown(user: object) -> int:
    printed = _waiting(user).order_by().values_list("printed_name", flat=True).distinct()
    return len({name_key(one) for one in printed})


def _waiting(user: object) -> QuerySet[Assignment]:
    """Agencies of what is asked for that are no unit and no group yet."""
    # Few names wait: each is looked up, instead of going through all tasks.
    tasks = access.visible_tasks(user).filter(pk=OuterRef("task_id"), withdrawn_at__isnull=True)
    targets = access.visible_targets(user).filter(pk=OuterRef("target_id"), withdrawn_at__isnull=True)
    waiting = Assignment.objects.filter(unit__isnull=True, group__isnull=True)
    return waiting.filter(Exists(tasks) | Exists(targets))


def _place(assignment: Assignment) -> Place:
    item = assignment.task or assignment.target
    assert item is not None  # noqa: S101 - assignment_of_a_task_or_a_target
    return Place(
        plan=item.plan,
        path=item.path,
        text=item.text,
        role=assignment.role,
        task_id=assignment.task_id,
        target_id=assignment.target_id,
    )
