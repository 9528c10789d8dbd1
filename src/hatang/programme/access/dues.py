"""Who may tell the events of deadlines, and say that their parts are met or waived."""

from django.utils.translation import gettext as _

from hatang.programme.access.finding import found
from hatang.programme.access.items import visible_tasks
from hatang.programme.access.work import judges, may_set_task
from hatang.programme.models import DueEvent, DuePart, Obligation, Task


def get_part(user: object, task: Task, pk: int) -> DuePart:
    """The part of a task's deadline, of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = DuePart.objects.filter(task=task, task__in=visible_tasks(user), withdrawn_at__isnull=True)
    return found(rows, pk, _("There is no such part of the deadline."))


def get_due_event(user: object, pk: int) -> DueEvent:
    """The told event of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = DueEvent.objects.filter(task__in=visible_tasks(user)).select_related("task__plan", "part")
    return found(rows, pk, _("There is no such event."))


def may_tell_events(user: object, task: Task) -> bool:
    """Whether the user may say that what a deadline waits for has happened; not for the own unit's work."""
    return may_set_task(user, task)


def may_waive_parts(user: object, obligation: Obligation) -> bool:
    """Whether the user may say that a part of a deadline need not be met: who judges the work."""
    return judges(user, obligation)
