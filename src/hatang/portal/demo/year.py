"""A plausible year of the example: who answers, what was promised, submitted, asked and taken note of.

Everything that a person would have written is marked as an example.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.portal.demo.headway import ASSIGNMENT, DIGITAL, THINGS, at_hour
from hatang.portal.demo.obstacles import MARKED
from hatang.programme.actions import (
    acknowledge,
    add_milestone,
    ask_deadline,
    decide_request,
    name_responsible,
    reach_milestone,
    release_hand_in,
    set_responsibility,
    take_step,
)
from hatang.programme.models import DeadlineRequest, HandIn, Obligation, Task
from hatang.programme.rules import RUNNING, Step


@dataclass(frozen=True)
class Promise:
    """A milestone of a unit, and the day on which it was reached."""

    file: str
    path: str
    unit: str
    title: str
    due_on: date
    reached_on: date | None = None


PROMISES = [
    Promise(DIGITAL, "VI.2.a", "skhcn", "Hướng dẫn 99 xã, phường", date(2026, 2, 15), date(2026, 2, 12)),
    Promise(DIGITAL, "VI.2.a", "skhcn", "Tập huấn đợt 2 cho cấp xã", date(2026, 12, 10)),
    Promise(DIGITAL, "VI.4.b", "sxd", "Danh mục cống bể dùng chung", date(2026, 9, 30), date(2026, 10, 6)),
    Promise(DIGITAL, "VI.3.b", "stc", "Dự thảo danh mục dự án kêu gọi đầu tư", date(2026, 8, 31)),
    Promise(THINGS, "PL2.4.1", "skhcn", "Hai lớp an toàn IoT", date(2026, 11, 20), date(2026, 11, 19)),
]


@dataclass(frozen=True)
class Decided:
    """A later deadline that a unit asked for, and what it was answered."""

    file: str
    path: str
    unit: str
    asked_on: date
    until: date
    reason: str
    decided_on: date
    is_granted: bool
    answer: str


DECIDED = [
    Decided(
        DIGITAL,
        "PL2.1.4",
        "skhcn",
        date(2025, 12, 22),
        date(2026, 12, 31),
        "Còn lấy ý kiến các doanh nghiệp viễn thông về mức dùng chung.",
        date(2025, 12, 26),
        is_granted=True,
        answer="Đồng ý, báo cáo tiến độ hằng quý.",
    ),
    Decided(
        ASSIGNMENT,
        "II.6",
        "skhcn-khtc",
        date(2026, 6, 3),
        date(2027, 6, 30),
        "Chờ hướng dẫn của Bộ Khoa học và Công nghệ.",
        date(2026, 6, 8),
        is_granted=False,
        answer="Giữ thời hạn trong năm 2026; trình dự thảo trước, bổ sung sau.",
    ),
]


def load_year(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Fill the year up to today; what has been said already is left as it is."""
    office, today = people["van-phong-so"], clock.local(at).date()
    _responsibility(units=units, by=office, at=at)
    _promises(by=office, today=today, at=at)
    _submission(by=office, today=today, at=at)
    _request(people=people, today=today, at=at)
    for one in DECIDED:
        _decided(one, by=office, today=today)
    for username, code in (("chuyen-vien-so-xay-dung", "sxd"), ("chuyen-vien-viettel", "viettel")):
        for task in _tasks(DIGITAL).filter(obligations__unit=units[code])[:2]:
            acknowledge(task=task, unit=units[code], by=people[username], at=at)


def _responsibility(*, units: dict[str, Unit], by: User, at: datetime) -> None:
    """Every agency answers for its own plan; the department of science gathers them."""
    for task in _tasks(DIGITAL).filter(path__in=("VI.1.a", "VI.1.b"), focal_unit__isnull=True):
        set_responsibility(
            task=task, is_distributed=True, focal_unit=units["skhcn"], needs_issue=False, by=by, at=at
        )


def _promises(*, by: User, today: date, at: datetime) -> None:
    for one in PROMISES:
        owed = _owed(one.file, one.path, one.unit)
        if owed is None or owed.milestones.filter(due_on=one.due_on).exists():
            continue
        made = add_milestone(
            obligation=owed, title=f"{one.title} {MARKED.lower()}", due_on=one.due_on, by=by, at=at
        )
        if one.reached_on is not None and one.reached_on <= today:
            reach_milestone(milestone=made, reached_on=one.reached_on, by=by, at=at)


def _submission(*, by: User, today: date, at: datetime) -> None:
    """The directive was submitted three weeks late and waits to be issued."""
    owed, on = _owed(DIGITAL, "PL2.1.1", "skhcn"), date(2025, 10, 21)
    if owed is not None and owed.task.needs_issue and owed.state in RUNNING and on <= today:
        words = f"{MARKED} Đã trình dự thảo Chỉ thị."
        number = "118/TTr-SKHCN"
        told_at = min(at, at_hour(on, 16))
        take_step(obligation=owed, step=Step.SUBMIT, words=words, number=number, on=on, by=by, at=told_at)


def _request(*, people: dict[str, User], today: date, at: datetime) -> None:
    """A department asks in time for three more months."""
    owed, until = _owed(THINGS, "PL2.3.1", "sxd"), date(2027, 3, 31)
    if owed is None or owed.requests.exists() or owed.state not in RUNNING or today >= until:
        return
    person = people["chuyen-vien-so-xay-dung"]
    name_responsible(obligation=owed, person=person, by=person, at=at)
    reason = f"{MARKED} Chưa chọn được cầu thí điểm do chờ kết quả kiểm định."
    asked = ask_deadline(obligation=owed, until=until, reason=reason, by=person, at=at)
    if isinstance(asked, HandIn):
        release_hand_in(handed=asked, by=people["lanh-dao-so-xay-dung"], at=at)


def _decided(one: Decided, *, by: User, today: date) -> None:
    """Ask and answer on their days, once both have come."""
    owed = _owed(one.file, one.path, one.unit)
    if owed is None or owed.requests.exists() or owed.state not in RUNNING or one.decided_on > today:
        return
    asked = ask_deadline(
        obligation=owed, until=one.until, reason=f"{MARKED} {one.reason}", by=by, at=at_hour(one.asked_on, 9)
    )
    if not isinstance(asked, DeadlineRequest):
        return
    decide_request(
        request=asked,
        is_granted=one.is_granted,
        answer=f"{MARKED} {one.answer}",
        by=by,
        at=at_hour(one.decided_on, 15),
    )


def _tasks(file: str) -> "QuerySet[Task]":
    found = Task.objects.filter(plan__version__files__name=file, withdrawn_at__isnull=True)
    return found.select_related("plan").distinct()


def _owed(file: str, path: str, unit: str) -> Obligation | None:
    rows = Obligation.objects.filter(task__in=_tasks(file), task__path=path, unit__code=unit)
    return rows.select_related("task__plan", "unit").first()
