"""Plans of units in the example: one later than its task, one lower than its quota, much taken by nobody."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hatang.accounts.models import Unit, User
from hatang.planning import actions
from hatang.planning.actions import Planned
from hatang.planning.models import Project, UnitPlan
from hatang.portal.demo.headway import DIGITAL, LETTER, at_hour
from hatang.programme.models import Plan

YEAR = 2026
# How the titles of projects begin whose money pays for an activity, by the unit and the path of its task.
PAID_BY = {("sxd", "VI.4.b"): "Hệ thống cống bể kỹ thuật", ("viettel", "PL2.3.3"): "Phát sóng trạm 5G"}


@dataclass(frozen=True)
class Example:
    """What a unit of the example plans for a document: activities by the path of their task or target."""

    file: str
    unit: str
    username: str
    activities: tuple[tuple[str, Planned], ...]
    target: str = ""
    number: str = ""
    issued_by: str = ""


def _activity(path: str, title: str, ends_on: date, **more: Any) -> tuple[str, Planned]:
    return path, Planned(title=f"{title} (ví dụ)", ends_on=ends_on, **more)


EXAMPLES = [
    Example(
        DIGITAL,
        "sxd",
        "chuyen-vien-so-xay-dung",
        (
            _activity(
                "PL2.1.3",
                "Soạn thảo quy định dùng chung hạ tầng kỹ thuật, chính sách hỗ trợ đầu tư",
                date(2027, 3, 31),
                quarter_1="Khảo sát, lấy số liệu",
                quarter_2="Dự thảo lần 1",
                quarter_3="Lấy ý kiến các sở, doanh nghiệp",
                quarter_4="Hoàn thiện dự thảo",
                support="Sở Khoa học và Công nghệ, Sở Tài chính",
                risk="Chưa có đơn giá dùng chung của Trung ương",
                risk_answer="Áp dụng tạm đơn giá của tỉnh bạn, báo cáo UBND tỉnh",
            ),
            _activity(
                "VI.4.a",
                "Tập huấn xây dựng hạ tầng thụ động cho doanh nghiệp viễn thông",
                date(2026, 6, 30),
                quarter_2="02 lớp tập huấn",
                result=Decimal(2),
                measure_unit="lớp",
            ),
            _activity(
                "VI.4.b",
                "Rà soát việc dùng chung hạ tầng trên các tuyến đường tỉnh",
                date(2026, 9, 30),
                uptake="part",
                quarter_3="Danh mục tuyến dùng chung",
            ),
        ),
        number="36/KH-SXD (ví dụ)",
        issued_by="lanh-dao-so-xay-dung",
    ),
    Example(
        DIGITAL,
        "viettel",
        "chuyen-vien-viettel",
        (
            _activity(
                "PL2.3.3",
                "Phát sóng trạm 5G tại khu công nghiệp và trung tâm xã",
                date(2026, 12, 15),
                uptake="part",
                quarter_2="20 trạm",
                quarter_4="60 trạm",
                result=Decimal(60),
                measure_unit="trạm BTS 5G",
                risk="Chậm bàn giao mặt bằng",
                risk_answer="Dùng chung cột sẵn có",
            ),
            _activity("PL2.3.1", "Mở rộng cáp quang tới các thôn", date(2026, 11, 30)),
        ),
        number="121/KH-VTBN (ví dụ)",
        issued_by="chuyen-vien-viettel",
    ),
    Example(
        LETTER,
        "viettel",
        "chuyen-vien-viettel",
        (
            _activity(
                "",
                "Phát triển trạm BTS 5G trong năm",
                date(2026, 12, 15),
                quarter_2="20 trạm",
                quarter_3="20 trạm",
                quarter_4="20 trạm",
                result=Decimal(60),
                measure_unit="trạm BTS 5G",
            ),
        ),
        target="2",
    ),
    Example(
        DIGITAL,
        "skhcn",
        "lanh-dao-so",
        (
            _activity("VI.2.b", "Thuê dịch vụ hệ thống quản lý hạ tầng viễn thông", date(2026, 12, 20)),
            _activity("PL2.2.3", "Đo kiểm chất lượng mạng di động", date(2026, 10, 31), uptake="part"),
        ),
    ),
    Example(
        DIGITAL,
        "ubnd-09193",
        "can-bo-xa-yen-phong",
        (_activity("VI.1.b", "Báo cáo kết quả năm của xã", date(2026, 11, 18)),),
    ),
]


def load_unit_plans(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Let some units plan, where nobody has planned anything yet."""
    if UnitPlan.objects.exists():
        return
    moment = min(at_hour(date(YEAR, 2, 20), 9), at)
    for one in EXAMPLES:
        plan = Plan.objects.filter(version__files__name=one.file).first()
        if plan is not None and one.unit in units:
            _load(one, plan, units[one.unit], people, moment)


def _load(one: Example, plan: Plan, unit: Unit, people: dict[str, User], at: datetime) -> None:
    by = people[one.username]
    made = actions.begin_plan(unit=unit, plan=plan, year=YEAR, by=by, at=at)
    tasks = {task.path: task for task in plan.tasks.filter(withdrawn_at__isnull=True)}
    target = plan.targets.filter(path=one.target).first() if one.target else None
    for place, (path, said) in enumerate(one.activities):
        task = tasks.get(path)
        paid_by = PAID_BY.get((one.unit, path))
        project = Project.objects.filter(unit=unit, title__startswith=paid_by).first() if paid_by else None
        actions.put_activity(
            unit_plan=made,
            activity=None,
            said=replace(said, task=task, target=target, project=project),
            seen=0,
            mark=uuid5(NAMESPACE_URL, f"{one.file}:{one.unit}:{place}"),
            by=by,
            at=at,
        )
    if not one.issued_by:
        return
    leader = people[one.issued_by]
    if leader != by:
        actions.take_plan_step(unit_plan=made, step="hand_in", by=by, at=at)
    actions.take_plan_step(unit_plan=made, step="issue", number=one.number, by=leader, at=at)
