"""Weekly meetings of the example: two that were held, with what was said and concluded, and the next one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.notices.models import Obstacle
from hatang.portal.demo.headway import DIGITAL, THINGS, at_hour
from hatang.portal.demo.obstacles import MARKED
from hatang.programme.actions import (
    Call,
    Concluded,
    add_conclusion,
    call_meeting,
    close_meeting,
    open_meeting,
    write_note,
)
from hatang.programme.models import Meeting, Obligation
from hatang.programme.queries import meeting_sheet, sheet_to_keep

PLACE = "Phòng họp số 1, trụ sở UBND tỉnh"
CHAIR = "Phó Chủ tịch UBND tỉnh"
WEEK = timedelta(days=7)
# The obstacle that went up to the committee is what the last meeting decides about.
ESCALATED = "Giá thuê cột điện và cống bể chưa thống nhất"


@dataclass(frozen=True)
class Said:
    """What was said about the work of a unit."""

    file: str
    path: str
    unit: str
    words: str


FIRST_SAID = [
    Said(DIGITAL, "PL2.1.1", "skhcn", "Văn phòng UBND tỉnh rà soát dự thảo, cho ý kiến trong tuần."),
    Said(DIGITAL, "PL2.1.4", "skhcn", "Sở hoàn thiện dự thảo quy định, lấy ý kiến các đơn vị."),
]
LAST_SAID = [
    Said(DIGITAL, "PL2.1.1", "skhcn", "Đã có ý kiến thẩm tra; trình ký trong tuần tới."),
    Said(THINGS, "PL2.3.1", "sxd", "Chờ kết quả kiểm định cầu; xem xét đề nghị lùi hạn."),
]


def load_meetings(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Hold the last two Mondays' meetings and call the next one, where nobody has called any."""
    if Meeting.objects.exists():
        return
    today = clock.local(at).date()
    last = today - timedelta(days=today.weekday() or 7)
    office, leader = people["van-phong-so"], people["lanh-dao-so"]
    _close(_open(last - WEEK, FIRST_SAID, office), office)
    meeting = _open(last, LAST_SAID, office)
    obstacle = Obstacle.objects.filter(title=f"{MARKED} {ESCALATED}").first()
    moment = at_hour(last, 9)
    if obstacle is not None:
        words = f"{MARKED} Thống nhất giao Sở Xây dựng trình khung giá."
        write_note(meeting=meeting, about=obstacle, text=words, seen=0, by=office, at=moment)
    words = f"{MARKED} Các Sở gửi số liệu trước thứ Năm hằng tuần; cuộc giao ban sau bàn riêng về trạm 5G."
    write_note(meeting=meeting, about=None, text=words, seen=0, by=office, at=moment)
    for said in _conclusions(units, last, obstacle):
        add_conclusion(meeting=meeting, said=said, by=office, at=moment)
    _close(meeting, leader)
    _call(last + WEEK, office, at)


def _conclusions(units: dict[str, Unit], on: date, obstacle: Obstacle | None) -> list[Concluded]:
    return [
        Concluded(
            text="Trình UBND tỉnh khung giá thuê cột, cống bể dùng chung (ví dụ)",
            lead=units["sxd"],
            supports=[units["stc"], units["skhcn"]],
            due_on=on + 3 * WEEK,
            product="Tờ trình",
            obstacle=obstacle,
        ),
        Concluded(
            text="Báo cáo số trạm 5G đã lắp đặt theo chỉ tiêu được giao (ví dụ)",
            lead=units["viettel"],
            supports=[units["vnpt"], units["mobifone"]],
            due_on=on + 2 * WEEK,
            product="Báo cáo",
        ),
    ]


def _call(on: date, by: User, at: datetime) -> Meeting:
    return call_meeting(call=Call(on, time(8), PLACE, CHAIR), by=by, at=at)


def _open(on: date, said: list[Said], by: User) -> Meeting:
    meeting = _call(on, by, at_hour(on - timedelta(days=3), 15))
    meeting = open_meeting(meeting=meeting, by=by, at=at_hour(on, 8))
    for one in said:
        rows = Obligation.objects.filter(task__plan__version__files__name=one.file, task__path=one.path)
        owed = rows.filter(unit__code=one.unit).first()
        if owed is not None:
            words = f"{MARKED} {one.words}"
            write_note(meeting=meeting, about=owed, text=words, seen=0, by=by, at=at_hour(on, 8))
    return meeting


def _close(meeting: Meeting, by: User) -> None:
    """End a meeting at ten; a leader of the department gives out at once what it concluded."""
    kept = sheet_to_keep(meeting_sheet(by, meeting))
    close_meeting(meeting=meeting, kept=kept, is_given_out=True, by=by, at=at_hour(meeting.held_on, 10))
