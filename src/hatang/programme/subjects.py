"""What people can speak about and prove in this room: tasks, what units owe for them, and targets."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hatang.accounts.access import is_of_the_office
from hatang.accounts.models import WORKING_ROLES, User
from hatang.notices import subjects
from hatang.notices.subjects import Subject
from hatang.programme import access
from hatang.programme.earlier import earlier_obligations
from hatang.programme.models import Obligation, Plan, Target, Task


def register() -> None:
    """Let people speak about tasks, obligations and targets, and add files to them."""
    subjects.register(
        "task",
        word="nhiem-vu",
        noun=_("Task"),
        visible=access.visible_tasks,
        title=str,
        url=lambda task: reverse("programme:task", args=[task.pk]),
        may_prove=_may_prove_task,
        parts=_obligations_of,
        earlier=_before_task,
        is_open=lambda task: _is_open(task.plan_id),
    )
    subjects.register(
        "obligation",
        word="phan-viec",
        noun=_("Part of a unit"),
        visible=_with_names,
        title=lambda obligation: f"{obligation.unit}: {obligation.task}",
        url=lambda obligation: reverse("programme:obligation", args=[obligation.pk]),
        may_prove=access.may_record_progress,
        earlier=_before_obligation,
        is_open=lambda obligation: _is_open(obligation.task.plan_id),
    )
    subjects.register(
        "target",
        word="chi-tieu",
        noun=_("Target"),
        visible=access.visible_targets,
        title=str,
        url=lambda target: reverse("programme:target", args=[target.pk]),
        may_prove=_may_prove_target,
        is_open=lambda target: _is_open(target.plan_id),
    )


def _is_open(plan_id: int) -> bool:
    """Whether a plan is hidden from nobody: its document is not restricted."""
    return not Plan.objects.filter(pk=plan_id, document__is_restricted=True).exists()


def _with_names(user: Any) -> QuerySet[Obligation]:
    return access.visible_obligations(user).select_related("unit", "task")


def _obligations_of(user: Any, task: Task) -> list[Subject]:
    rows: Any = getattr(task, "all_obligations", None)
    if rows is None:
        rows = _with_names(user).filter(task=task, withdrawn_at__isnull=True).order_by("unit__sort_key", "pk")
    return [subjects.subject_of("obligation", row) for row in rows]


def _before_task(user: Any, task: Task) -> list[Subject]:
    """Other tasks from which work was moved here, and the parts of units that were moved."""
    moved = earlier_obligations(task.obligations.order_by())
    tasks = [pk for pk in moved.values() if pk != task.pk]
    found = list(subjects.seen(user, "task", tasks).values()) if tasks else []
    return [*found, *(subjects.seen(user, "obligation", moved).values() if moved else [])]


def _before_obligation(user: Any, obligation: Obligation) -> list[Subject]:
    moved = earlier_obligations([obligation.pk])
    return list(subjects.seen(user, "obligation", moved).values()) if moved else []


def _may_prove_task(user: Any, task: Task) -> bool:
    """The office, and who works for a unit that owes a part of it."""
    if is_of_the_office(user):
        return True
    return access.is_owed_by(task, _units_of(user))


def _may_prove_target(user: Any, target: Target) -> bool:
    """Who follows the plan, and who works for a unit that holds the target or that the plan names for it."""
    if access.follows(user, target.plan) or target.holder_unit_id in _units_of(user):
        return True
    return target.assignments.filter(unit__in=_units_of(user)).exists()


def _units_of(user: Any) -> set[int]:
    """Units for which the user may say how far their work is."""
    return user.units_held(*WORKING_ROLES) if isinstance(user, User) and user.is_active else set()
