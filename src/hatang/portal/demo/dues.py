"""Deadlines of the example that are more than a day: an event that was told, and parts, one of them met."""

from datetime import date, datetime

from hatang.accounts.models import User
from hatang.base import clock
from hatang.portal.demo.headway import COOPERATION, SECTOR, at_hour
from hatang.portal.demo.obstacles import MARKED
from hatang.programme.actions import Happening, meet_part, tell_event
from hatang.programme.models import DueKind, DuePart, Obligation, Task, TermUnit

# The yearly assessment "by the calendar of the ministry": told, with 30 days from then on.
CALLED_ON, N_DAYS = date(2022, 11, 15), 30
COVERED_ON = date(2026, 5, 29)


def load_dues(*, by: User, at: datetime) -> None:
    """Tell the event and mark the part, once their days have come; what people said since stays."""
    today = clock.local(at).date()
    _event(by=by, today=today, at=at)
    _part(by=by, today=today, at=at)


def _event(*, by: User, today: date, at: datetime) -> None:
    waiting = Task.objects.filter(plan__version__files__name=SECTOR, due_kind=DueKind.ON_EVENT)
    task = waiting.filter(path="PL.1.12", due_events__isnull=True, withdrawn_at__isnull=True).first()
    if task is None or today < CALLED_ON:
        return
    ground = f"{MARKED} Bộ thông báo kỳ đánh giá chỉ số chuyển đổi số năm 2022."
    told = Happening(CALLED_ON, ground, N_DAYS, TermUnit.DAY)
    tell_event(task=task, part=None, told=told, by=by, at=at)


def _part(*, by: User, today: date, at: datetime) -> None:
    """Everybody is covered; the part that goes on until 2030 stays open."""
    owing = Obligation.objects.filter(task__plan__version__files__name=COOPERATION, task__path="II.3.3")
    owing = owing.filter(unit__code="viettel")
    owing = owing.filter(withdrawn_at__isnull=True, occurrences__isnull=True).select_related("task")
    if today < COVERED_ON:
        return
    for owed in owing:
        part = DuePart.objects.filter(task=owed.task, due_end=date(2026, 12, 31)).first()
        if part is not None:
            meet_part(
                obligation=owed, part=part, by=by, at=min(at, at_hour(COVERED_ON, 16)), done_on=COVERED_ON
            )
