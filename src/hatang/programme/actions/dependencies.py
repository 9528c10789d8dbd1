"""Which task waits for which: added and taken away."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.programme.models import Task, TaskDependency

MOST_NEEDED = 30
_TURN = "programme.dependencies"


class Circle(Conflict):
    """The other task waits for this one already, directly or through others."""

    code = "circle"


@action
def add_dependency(*, task: Task, needs: Task, by: User, at: datetime) -> TaskDependency:
    """Say that a task needs another one done first; saying it twice changes nothing.

    Raises:
        Circle: the other task waits for this one already.
        Refusal: it is the task itself, one of the two is no longer asked for, or there are too many.
    """
    # One at a time: two additions must not close a circle together.
    wait_for_turn(_TURN)
    if task.pk == needs.pk:
        raise Refusal(_("A task cannot wait for itself."), field="needs")
    if task.withdrawn_at is not None or needs.withdrawn_at is not None:
        raise Conflict(_("The newest version of the plan no longer has this task."), field="needs")
    present = TaskDependency.objects.filter(task=task)
    found = present.filter(needs=needs).first()
    if found is not None:
        return found
    if present.count() >= MOST_NEEDED:
        raise Refusal(_("A task waits for at most %(n)s others.") % {"n": MOST_NEEDED}, field="needs")
    if _waits_for(needs, task):
        raise Circle(
            _("%(path)s waits for this task already: each would wait for the other.") % {"path": needs.path},
            field="needs",
        )
    return TaskDependency.objects.create(task=task, needs=needs, added_at=at, added_by=by)


@action
def remove_dependency(*, dependency: TaskDependency, by: User, at: datetime) -> None:
    """Say that a task does not wait for the other one; gone already is as well."""
    TaskDependency.objects.filter(pk=dependency.pk).delete()


def _waits_for(task: Task, other: Task) -> bool:
    """Whether a task waits for another one, directly or through others; one query a step."""
    seen: set[int] = set()
    ahead = {task.pk}
    while ahead:
        if other.pk in ahead:
            return True
        seen |= ahead
        steps = TaskDependency.objects.filter(task__in=ahead).values_list("needs_id", flat=True)
        ahead = set(steps) - seen
    return False
