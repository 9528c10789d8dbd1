"""Projects of the example with their money of 2026, two overlaps, and the shared platforms documents name.

What was made up is marked as an example; platforms are those that the documents of the province name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.planning.actions import (
    PlatformFacts,
    ProjectFacts,
    StepDocument,
    link_task,
    make_project,
    put_platform,
    set_money,
    settle_overlap,
    take_project_step,
)
from hatang.planning.models import MoneySource, PlatformLevel, Project, ProjectKind, SharedPlatform
from hatang.planning.rules.money import MILLION, Amounts
from hatang.portal.demo.headway import at_hour
from hatang.programme.models import Task

PLANNING = "Kế hoạch của Sở Thông tin và Truyền thông Bắc Giang thực hiện Quy hoạch tỉnh (tháng 3/2022)"
REPORTING_SYSTEM = "Hệ thống thông tin báo cáo của tỉnh"
PLATFORMS = (
    PlatformFacts(
        "Nền tảng tích hợp, chia sẻ dữ liệu của tỉnh (LGSP)",
        PlatformLevel.PROVINCE,
        "Sở Khoa học và Công nghệ",
        "Kết nối hệ thống thông tin, cơ sở dữ liệu của tỉnh với nhau và với nền tảng của quốc gia (NDXP).",
        PLANNING,
    ),
    PlatformFacts(
        REPORTING_SYSTEM,
        PlatformLevel.PROVINCE,
        "Sở Khoa học và Công nghệ",
        "Báo cáo, thống kê phục vụ chỉ đạo, điều hành; kết nối Hệ thống thông tin báo cáo Chính phủ.",
        PLANNING,
    ),
    PlatformFacts(
        "Hệ thống quản lý văn bản và điều hành công việc",
        PlatformLevel.PROVINCE,
        "Sở Khoa học và Công nghệ",
        "Văn bản điện tử và giao việc thống nhất từ cấp tỉnh đến cấp xã.",
        PLANNING,
    ),
    PlatformFacts(
        "Kho dữ liệu số dùng chung của tỉnh",
        PlatformLevel.PROVINCE,
        "Sở Khoa học và Công nghệ",
        "Sáu cơ sở dữ liệu dùng chung và dịch vụ dữ liệu (API).",
        PLANNING,
    ),
    PlatformFacts(
        "Trung tâm giám sát, điều hành an toàn, an ninh mạng (SOC)",
        PlatformLevel.PROVINCE,
        "Sở Khoa học và Công nghệ",
        "Giám sát an toàn thông tin các hệ thống của tỉnh.",
        PLANNING,
    ),
    PlatformFacts(
        "Nền tảng tích hợp, chia sẻ dữ liệu quốc gia (NDXP)",
        PlatformLevel.NATIONAL,
        "",
        "Trao đổi dữ liệu giữa các bộ, ngành, địa phương.",
        PLANNING,
    ),
    PlatformFacts(
        "Hệ thống thông tin báo cáo Chính phủ",
        PlatformLevel.NATIONAL,
        "",
        "Nhận báo cáo của các bộ, ngành, địa phương.",
        PLANNING,
    ),
)


@dataclass(frozen=True)
class Money:
    """Money of one source in 2026, in millions of đồng, as estimated, allocated and disbursed."""

    source: str
    estimate: int
    allocated: int | None = None
    disbursed: int | None = None


@dataclass(frozen=True)
class Shown:
    """A project of the example; `steps` are taken one after the other, the `money` is said in three times."""

    unit: str
    kind: str
    title: str
    system: str
    about: str
    money: Sequence[Money]
    steps: Sequence[str] = ()
    tasks: Sequence[str] = field(default=())


IT, BUILT, DONE = ProjectKind.IT, ProjectKind.CONSTRUCTION, ProjectKind.ACTIVITY
BEGUN = ("propose", "begin_appraisal", "appraise", "approve", "start")
PROJECTS = (
    Shown(
        "skhcn",
        IT,
        "Nền tảng IoT dùng chung của tỉnh, giai đoạn 1",
        "Nền tảng IoT dùng chung",
        "Thu thập, quản lý dữ liệu cảm biến của các sở, ngành trên một nền tảng.",
        [
            Money(MoneySource.PROVINCIAL, 24_000, 18_000, 9_650),
            Money(MoneySource.CENTRAL, 6_000, 6_000, 2_100),
        ],
        BEGUN,
        ("PL2.5.2",),
    ),
    Shown(
        "snnmt",
        IT,
        "Nền tảng IoT giám sát môi trường, nuôi trồng thủy sản",
        "Nền tảng IoT dùng chung ngành nông nghiệp và môi trường",
        "Cảm biến nước, không khí, chuồng trại; lưu trữ và cảnh báo tập trung.",
        [Money(MoneySource.PROVINCIAL, 15_200, 5_000)],
        BEGUN[:2],
        ("PL2.5.2",),
    ),
    Shown(
        "sxd",
        IT,
        "Cảm biến giám sát 12 cầu, hầm",
        "Hệ thống giám sát công trình giao thông",
        "Lắp cảm biến tải trọng, rung, nghiêng tại 12 công trình; cảnh báo cho đơn vị quản lý.",
        [Money(MoneySource.PROVINCIAL, 18_500, 12_000, 7_400)],
        BEGUN,
        ("PL2.5.2",),
    ),
    Shown(
        "sxd",
        BUILT,
        "Hệ thống cống bể kỹ thuật dùng chung trên ba tuyến phố",
        "",
        "Ngầm hóa cáp viễn thông, điện lực cùng hạ tầng giao thông.",
        [
            Money(MoneySource.PROVINCIAL, 42_000, 30_000, 31_200),
            Money(MoneySource.SOCIALISED, 18_000, 12_000, 8_000),
        ],
        BEGUN,
    ),
    Shown(
        "snv",
        IT,
        "Phần mềm báo cáo của ngành nội vụ",
        "Hệ thống thông tin báo cáo",
        "Báo cáo định kỳ của các phòng và cấp xã về tổ chức, cán bộ.",
        [Money(MoneySource.PROVINCIAL, 2_400)],
        BEGUN[:1],
    ),
    Shown(
        "sgddt",
        IT,
        "Phòng thí nghiệm ảo cho trường trung học",
        "Phòng thí nghiệm ảo",
        "Thí nghiệm mô phỏng môn khoa học tự nhiên cho 40 trường.",
        [Money(MoneySource.PROVINCIAL, 9_800, 6_000, 6_000)],
        BEGUN,
    ),
    Shown(
        "syt",
        IT,
        "Kết nối thiết bị đeo với hồ sơ sức khỏe điện tử",
        "Nền tảng dữ liệu thiết bị đeo",
        "Nhận dữ liệu từ thiết bị IoT của bệnh nhân vào hồ sơ sức khỏe điện tử.",
        [Money(MoneySource.HIRE, 5_500, 4_000, 1_250)],
        BEGUN,
    ),
    Shown(
        "skhcn",
        DONE,
        "Thuê dịch vụ giám sát an toàn thông tin năm 2026",
        "",
        "Giám sát 24/7 các hệ thống tại trung tâm dữ liệu của tỉnh.",
        [Money(MoneySource.HIRE, 3_600, 3_600, 2_700)],
        ("propose", "approve", "start"),
    ),
    Shown(
        "viettel",
        BUILT,
        "Phát sóng trạm 5G tại khu công nghiệp",
        "",
        "80 trạm 5G tại các khu công nghiệp và khu dân cư lân cận.",
        [Money(MoneySource.SOCIALISED, 96_000, 96_000, 71_300)],
        BEGUN,
        ("PL2.3.3", "PL2.5.1"),
    ),
    Shown(
        "vnpt",
        BUILT,
        "Nâng cấp cáp quang đến thôn, tổ dân phố",
        "",
        "Thay thế mạng truy nhập để cung cấp tốc độ 1 Gb/s.",
        [Money(MoneySource.SOCIALISED, 38_000, 38_000), Money(MoneySource.TELECOM_FUND, 4_200, 2_000, 600)],
        BEGUN,
        ("PL2.3.1",),
    ),
    Shown(
        "ubnd-09193",
        DONE,
        "Điểm truy cập Internet công cộng tại nhà văn hóa thôn",
        "",
        "Lắp Wi-Fi miễn phí tại 15 nhà văn hóa thôn của xã.",
        [Money(MoneySource.COMMUNAL, 320, 320, 305)],
        ("propose", "approve", "start", "finish"),
    ),
    Shown(
        "sct",
        IT,
        "Mô hình nhà máy thông minh dùng mạng 5G riêng",
        "",
        "Thí điểm tại một khu công nghiệp theo phương thức đối tác công tư.",
        [Money(MoneySource.PPP, 55_000)],
        (),
        ("PL2.5.1",),
    ),
)
# When money was estimated, allocated and last disbursed, and on what.
ESTIMATED, ALLOCATED, DISBURSED = date(2025, 11, 20), date(2025, 12, 25), date(2026, 9, 30)
GROUNDS = {
    ESTIMATED: "Dự toán năm 2026 (ví dụ)",
    ALLOCATED: "Quyết định giao dự toán (ví dụ)",
    DISBURSED: "Báo cáo giải ngân quý III (ví dụ)",
}


def load_projects(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Enter the platforms and projects where nobody has entered any."""
    if Project.objects.exists() or SharedPlatform.objects.exists():
        return
    office, leader = people["van-phong-so"], people["lanh-dao"]
    entered = min(at, at_hour(ESTIMATED, 8))
    for facts in PLATFORMS:
        put_platform(platform=None, facts=facts, by=office, at=entered)
    made = [_make(shown, units[shown.unit], office, leader, at) for shown in PROJECTS]
    reporting = next(one for one in made if one.system_name == REPORTING_SYSTEM.removesuffix(" của tỉnh"))
    settle_overlap(
        project=reporting,
        other=SharedPlatform.objects.get(name=REPORTING_SYSTEM),
        settlement="merged",
        reason="Dùng hệ thống của tỉnh, bổ sung biểu mẫu của ngành thay cho phần mềm riêng (ví dụ).",
        by=leader,
        at=at,
    )


def _make(shown: Shown, unit: Unit, office: User, leader: User, at: datetime) -> Project:
    facts = ProjectFacts(
        title=f"{shown.title} (ví dụ)",
        unit=unit,
        kind=shown.kind,
        system_name=shown.system,
        about=shown.about,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )
    project = make_project(facts=facts, by=office, at=min(at, at_hour(ESTIMATED, 9)))
    for task in Task.objects.filter(plan__number="94/KH-UBND", path__in=shown.tasks):
        link_task(project=project, task=task, by=office, at=min(at, at_hour(ESTIMATED, 9)))
    document = StepDocument("UBND tỉnh", "Số ví dụ", ALLOCATED)
    for step in shown.steps:
        # Who decides for the province signs; the office enters what units do.
        by = leader if step in ("begin_appraisal", "appraise", "approve") else office
        is_signed = step in ("appraise", "approve")
        if clock.local(at).date() >= ALLOCATED:
            take_project_step(
                project=project,
                step=step,
                document=document if is_signed else None,
                by=by,
                at=at_hour(ALLOCATED, 10),
            )
    for on in (ESTIMATED, ALLOCATED, DISBURSED):
        if on <= clock.local(at).date():
            lines = {(one.source, 2026): _said(one, on) for one in shown.money}
            moment = at_hour(on, 11)
            set_money(
                project=project,
                lines=lines,
                ground=GROUNDS[on],
                ground_on=on,
                seen=None,
                by=office,
                at=moment,
            )
    project.refresh_from_db()
    return project


def _said(one: Money, on: date) -> Amounts:
    return Amounts(
        one.estimate * MILLION,
        None if one.allocated is None or on < ALLOCATED else one.allocated * MILLION,
        None if one.disbursed is None or on < DISBURSED else one.disbursed * MILLION,
    )
