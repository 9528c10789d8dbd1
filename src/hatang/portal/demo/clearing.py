"""Who directs the example's plans, and what was filled in that they leave open; marked as examples."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.portal.demo.headway import DIGITAL
from hatang.portal.demo.obstacles import MARKED
from hatang.programme.access import fills_finally
from hatang.programme.actions import (
    add_product,
    answer_gap,
    ask_for_gap,
    confirm_gap_answer,
    return_gap_answer,
    set_leader,
)
from hatang.programme.models import Gap, Plan, Task


@dataclass(frozen=True)
class Filled:
    """A question of a task: who was asked how many days ago, what was answered, what became of it."""

    path: str
    gap: Gap
    unit: str
    n_days_ago: int = 20
    n_days_to_answer: int = 14
    words: str = ""
    by: str = ""
    text: str = ""
    ground: str = ""
    is_confirmed: bool = False
    returned: str = ""


FILLED = [
    Filled(
        "PL2.1.3",
        Gap.PRODUCT,
        "sxd",
        n_days_ago=25,
        words="Đề nghị nêu rõ loại văn bản sẽ trình.",
        by="chuyen-vien-so-xay-dung",
        text="Nghị quyết của HĐND tỉnh về hỗ trợ đầu tư; Quyết định của UBND tỉnh về dùng chung hạ tầng.",
        ground="Báo cáo số 45/BC-SXD",
        is_confirmed=True,
    ),
    Filled(
        "PL2.1.3",
        Gap.AUTHORITY,
        "lanh-dao",
        n_days_ago=12,
        words="Đề nghị cho ý kiến về cấp quyết định chính sách.",
        by="lanh-dao",
        text="HĐND tỉnh quyết định mức hỗ trợ; UBND tỉnh ban hành quy định dùng chung.",
        ground="Kết luận giao ban tuần",
    ),
    Filled(
        "PL2.1.4",
        Gap.AUTHORITY,
        "skhcn",
        n_days_ago=16,
        words="Cấp nào ban hành quy định?",
        by="van-phong-so",
        text="UBND tỉnh ban hành bằng quyết định.",
        ground="Luật Viễn thông năm 2023",
    ),
    Filled(
        "VI.4.a",
        Gap.PRODUCT,
        "sxd",
        n_days_ago=8,
        words="Đề nghị nêu rõ sản phẩm hướng dẫn.",
        by="chuyen-vien-so-xay-dung",
        text="Văn bản hướng dẫn thủ tục xây dựng hạ tầng viễn thông thụ động.",
        ground="Công văn số 210/SXD-QLHT",
    ),
    Filled("VI.4.a", Gap.TIME, "sxd", n_days_ago=24, words="Đề nghị nêu mốc thực hiện theo quý."),
    Filled(
        "VI.4.b",
        Gap.PRODUCT,
        "sxd",
        n_days_ago=18,
        words="Đề nghị nêu rõ sản phẩm rà soát.",
        by="chuyen-vien-so-xay-dung",
        text="Báo cáo.",
        ground="Công văn số 198/SXD-QLHT",
        returned="Chưa nêu danh mục tuyến đường và đơn vị ký báo cáo.",
    ),
    Filled("VI.2.c", Gap.PRODUCT, "skhcn", n_days_ago=3, words="Đề nghị nêu rõ bộ số liệu phải có."),
    Filled("VI.3.b", Gap.AUTHORITY, "lanh-dao", n_days_ago=2, words="Cấp nào quyết định danh mục?"),
]


# A product that the document does not name, added on a ground: place, words, ground.
ADDED = ("VI.3.b", "Danh mục địa điểm đề xuất lắp đặt trạm phát sóng", "Kết luận giao ban tuần")


def load_clearing(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Name who directs the plan of digital infrastructure, ask and fill in; what is there stays as it is."""
    plan = Plan.objects.filter(version__files__name=DIGITAL).order_by("pk").first()
    if plan is None:
        return
    office = people["van-phong-so"]
    if plan.directed_by is None:
        set_leader(item=plan, person=people["lanh-dao"], by=office, at=at)
    path, words, ground = ADDED
    lacking = plan.tasks.filter(path=path, withdrawn_at__isnull=True).first()
    if lacking is not None and not lacking.products.filter(added_at__isnull=False).exists():
        add_product(task=lacking, words=words, ground=f"{MARKED} {ground}", by=office, at=at)
    for one in FILLED:
        task = plan.tasks.filter(path=one.path, withdrawn_at__isnull=True, gaps__contains=[one.gap]).first()
        if task is not None and not task.gap_requests.filter(gap=one.gap).exists():
            _fill(one, task, people=people, units=units, office=office, at=at)


def _fill(
    one: Filled, task: Task, *, people: dict[str, User], units: dict[str, Unit], office: User, at: datetime
) -> None:
    asked_at = at - timedelta(days=one.n_days_ago)
    due_on = clock.local(asked_at).date() + timedelta(days=one.n_days_to_answer)
    words = f"{MARKED} {one.words}"
    asked = units.get(one.unit) or people[one.unit]
    ask_for_gap(task=task, gap=one.gap, asked=asked, due_on=due_on, words=words, by=office, at=asked_at)
    if not one.text:
        return
    person, answered_at = people[one.by], asked_at + timedelta(days=3)
    is_final = fills_finally(person, task)
    answer = answer_gap(
        task=task,
        gap=one.gap,
        text=f"{MARKED} {one.text}",
        ground=one.ground,
        unit=None if is_final else person.unit,
        is_final=is_final,
        seen=0,
        by=person,
        at=answered_at,
    )
    decided_at = answered_at + timedelta(days=2)
    if one.is_confirmed and not is_final:
        confirm_gap_answer(answer=answer, by=office, at=decided_at)
    elif one.returned:
        return_gap_answer(answer=answer, reason=f"{MARKED} {one.returned}", by=office, at=decided_at)
