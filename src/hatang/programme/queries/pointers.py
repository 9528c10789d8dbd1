"""What of the programme points to a unit."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from hatang.accounts.models import Unit, User
from hatang.accounts.pointers import Pointer
from hatang.base import clock
from hatang.programme import access
from hatang.programme.models import Assignment, AssignmentRole, Progress


def unit_pointers(user: User, unit: Unit) -> Sequence[Pointer]:
    """What the unit still owes, and the tasks that name it to co-operate or to direct."""
    owed = access.visible_obligations(user).filter(unit=unit, withdrawn_at__isnull=True)
    open_ones = owed.filter(task__withdrawn_at__isnull=True).exclude(
        state__in=(Progress.DONE, Progress.WITHDRAWN)
    )
    n_owed = open_ones.count()
    named = Assignment.objects.filter(
        Q(role=AssignmentRole.SUPPORT) | Q(role=AssignmentRole.DIRECT),
        unit=unit,
        task__in=access.visible_tasks(user).filter(withdrawn_at__isnull=True),
    )
    n_named = named.values("task").distinct().count()
    return [
        Pointer(
            n_owed,
            ngettext("%(n)s obligation not done", "%(n)s obligations not done", n_owed) % {"n": n_owed},
            _open_work(user, unit),
        ),
        Pointer(
            n_named,
            ngettext("%(n)s task names it beside the lead", "%(n)s tasks name it beside the lead", n_named)
            % {"n": n_named},
            _tasks(unit, {}),
        ),
    ]


def _open_work(user: User, unit: Unit) -> str:
    """Where the open work of a unit is decided about: once it has ended, by those who hand it on."""
    has_ended = unit.valid_to is not None and unit.valid_to <= clock.today()
    if has_ended and access.may_decide_transitions(user):
        return f"{reverse('programme:transitions')}?{urlencode({'don-vi': unit.pk})}"
    return _tasks(unit, {"vai-tro": "chu-tri", "tinh-trang": "chua-xong"})


def _tasks(unit: Unit, more: dict[str, str]) -> str:
    return f"{reverse('programme:tasks')}?{urlencode({'don-vi': unit.pk, **more})}"
