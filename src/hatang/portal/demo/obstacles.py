"""Example obstacles and words about tasks, marked as examples, for the register and the inbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.notices.actions import Raised, raise_obstacle, take_obstacle_step, write_comment
from hatang.notices.models import Obstacle
from hatang.notices.rules import Step
from hatang.notices.subjects import Subject, subject_of
from hatang.portal.demo.headway import DIGITAL, LETTER, THINGS
from hatang.programme.models import Task

MARKED = "(Ví dụ)"


@dataclass(frozen=True)
class Example:
    """An obstacle of the example: raised so many days ago, to be answered so many days after."""

    title: str
    text: str
    proposal: str
    by: str
    owner: str
    n_days_ago: int
    n_days_to_answer: int
    task: tuple[str, str] | None = None
    # Steps beside their words: who takes them, how many days after it was raised.
    steps: tuple[tuple[str, Step, str, int], ...] = ()
    place: str = ""


EXAMPLES = [
    Example(
        "Chưa có mặt bằng cho hai vị trí trạm 5G trên địa bàn xã",
        "Xã đã giới thiệu hai vị trí nhưng chưa có văn bản về thủ tục giao đất công.",
        "Đề nghị Sở Xây dựng hướng dẫn thủ tục và thời hạn bàn giao.",
        "can-bo-xa-yen-phong",
        "sxd",
        n_days_ago=24,
        n_days_to_answer=10,
        task=(DIGITAL, "PL2.1.3"),
        place="Hai vị trí trạm 5G, xã Yên Phong",
    ),
    Example(
        "Giá thuê cột điện và cống bể chưa thống nhất",
        "Các doanh nghiệp chưa thống nhất giá thuê cột, cống bể dùng chung.",
        "Đề nghị ban hành khung giá thuê hạ tầng kỹ thuật dùng chung.",
        "chuyen-vien-viettel",
        "sxd",
        n_days_ago=30,
        n_days_to_answer=14,
        task=(DIGITAL, "PL2.1.2"),
        steps=(
            ("chuyen-vien-so-xay-dung", Step.ANSWER, "Sở đang lấy ý kiến các đơn vị.", 9),
            ("chuyen-vien-viettel", Step.RETURN, "Chưa có mốc thời gian cụ thể.", 11),
            ("chuyen-vien-viettel", Step.ESCALATE, "Đề nghị UBND tỉnh cho ý kiến về khung giá.", 18),
        ),
    ),
    Example(
        "Chưa rõ nguồn kinh phí cho cảm biến quan trắc",
        "Nhiệm vụ giao đơn vị thực hiện nhưng chưa nêu nguồn kinh phí.",
        "Đề nghị làm rõ nguồn kinh phí trong dự toán năm.",
        "chuyen-vien-so-xay-dung",
        "skhcn",
        n_days_ago=3,
        n_days_to_answer=10,
        task=(THINGS, "PL2.1.1"),
    ),
    Example(
        "Chưa có số liệu IPv6 theo từng doanh nghiệp",
        "Doanh nghiệp chỉ có số liệu toàn quốc, chưa tách theo tỉnh.",
        "Đề nghị Sở Khoa học và Công nghệ thống nhất nguồn số liệu với VNNIC.",
        "chuyen-vien-viettel",
        "skhcn",
        n_days_ago=16,
        n_days_to_answer=10,
        task=(DIGITAL, "PL2.3.2"),
        steps=(("van-phong-so", Step.ANSWER, "Dùng số liệu VNNIC công bố hằng tháng cho tỉnh.", 5),),
    ),
    Example(
        "Mẫu báo cáo tiến độ chưa thống nhất giữa các đơn vị",
        "Mỗi đơn vị báo cáo theo một mẫu, khó tổng hợp.",
        "Đề nghị ban hành mẫu chung.",
        "chuyen-vien-so-xay-dung",
        "skhcn",
        n_days_ago=40,
        n_days_to_answer=10,
        task=(LETTER, "3"),
        steps=(
            ("van-phong-so", Step.ANSWER, "Đã gửi mẫu chung kèm công văn hướng dẫn.", 6),
            ("chuyen-vien-so-xay-dung", Step.CLOSE, "", 8),
        ),
    ),
]
SAID = [
    (
        "van-phong-so",
        (DIGITAL, "PL2.1.3"),
        "Nhờ @chuyen-vien-so-xay-dung cập nhật tiến độ trước buổi giao ban.",
    ),
    ("chuyen-vien-so-xay-dung", (DIGITAL, "PL2.1.3"), "Đã lấy xong ý kiến; tuần sau trình dự thảo."),
]


def load_obstacles(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Raise the example's obstacles and say its words; what is there already is left as it is."""
    for example in EXAMPLES:
        _load(example, people, units, at - timedelta(days=example.n_days_ago))
    for username, place, text in SAID:
        if subject := _task(place):
            write_comment(
                subject=subject,
                text=f"{MARKED} {text}",
                mark=uuid5(NAMESPACE_URL, text),
                by=people[username],
                at=at,
            )


def _load(example: Example, people: dict[str, User], units: dict[str, Unit], raised_at: datetime) -> None:
    said = Raised(
        title=f"{MARKED} {example.title}",
        text=example.text,
        proposal=example.proposal,
        owner=units[example.owner],
        answer_due_on=clock.local(raised_at).date() + timedelta(days=example.n_days_to_answer),
        subject=_task(example.task),
        place=example.place,
    )
    mark = uuid5(NAMESPACE_URL, example.title)
    known = Obstacle.objects.filter(mark=mark).first()
    obstacle = known or raise_obstacle(said=said, mark=mark, by=people[example.by], at=raised_at)
    if obstacle.steps.exists():
        return
    for username, step, words, n_days in example.steps:
        taken_at = raised_at + timedelta(days=n_days)
        day = clock.local(taken_at).date() + timedelta(days=7) if step == Step.RETURN else None
        take_obstacle_step(
            obstacle=obstacle,
            step=step,
            words=f"{MARKED} {words}" if words else "",
            answer_due_on=day,
            by=people[username],
            at=taken_at,
        )


def _task(place: tuple[str, str] | None) -> Subject | None:
    """The task at a place of an example's file, where that was published."""
    if place is None:
        return None
    file, path = place
    found = Task.objects.filter(plan__version__files__name=file, path=path, withdrawn_at__isnull=True)
    task = found.order_by("pk").first()
    return subject_of("task", task) if task is not None else None
