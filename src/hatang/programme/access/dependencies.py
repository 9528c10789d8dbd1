"""Who may say what waits for what."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office
from hatang.accounts.models import WORKING_ROLES, User
from hatang.programme.access.finding import found
from hatang.programme.access.items import visible_tasks
from hatang.programme.access.work import is_owed_by
from hatang.programme.models import Task, TaskDependency


def visible_dependencies(user: object) -> QuerySet[TaskDependency]:
    """What waits for what, where the user may read both tasks."""
    tasks = visible_tasks(user)
    return TaskDependency.objects.filter(task__in=tasks, needs__in=tasks)


def get_dependency(user: object, pk: int) -> TaskDependency:
    """The dependency of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_dependencies(user).select_related("task", "needs")
    return found(rows, pk, _("This task waits for it no longer."))


def may_link_tasks(user: object, task: Task) -> bool:
    """Whether the user may say what a task waits for: the office, or an officer of a unit that owes it."""
    if is_of_the_office(user):
        return True
    if not isinstance(user, User) or not holds(user, *WORKING_ROLES):
        return False
    units = user.units_held(*WORKING_ROLES)
    return is_owed_by(task, units)
