"""A small province with one plan, made through the real actions, for the tests of pages."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from hatang.accounts.actions import create_user, put_unit
from hatang.accounts.models import Role, Unit, UnitKind, User
from hatang.base import clock
from hatang.documents.actions import upload_document
from hatang.documents.models import DocumentFile
from hatang.programme.actions import publish_plan
from hatang.programme.models import Plan

PASSWORD = "mot-cau-du-dai-2026"
PLAN = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bắc Ninh, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Phát triển mạng cảm biến năm 2026
I. MỤC TIÊU
1. Đến ngày 31/12/2026, tỷ lệ xã có trạm quan trắc đạt tối thiểu 80%.
II. NHIỆM VỤ
1. Ban hành danh mục cảm biến dùng chung.
- Cơ quan chủ trì: Sở Khoa học và Công nghệ.
- Cơ quan phối hợp: Sở Xây dựng.
- Thời gian hoàn thành: trước ngày 01/3/2026.
2. Lắp đặt cảm biến tại các cầu yếu.
- Cơ quan chủ trì: Sở Xây dựng.
- Thời gian hoàn thành: 30/6/2026.
3. Lập phòng thử nghiệm.
- Cơ quan chủ trì: Viện Nghiên cứu Mưa Đá.
- Thời gian hoàn thành: 30/9/2026.
"""


@dataclass
class Province:
    """Who and what the tests of pages meet."""

    office: User
    leader: User
    officer: User
    reader: User
    science: Unit
    building: Unit


@pytest.fixture
def province(transactional_db: None) -> Province:
    """Two departments, somebody of the office, an officer and a reader."""
    at = clock.now()
    science = put_unit(
        code="skhcn",
        name="Sở Khoa học và Công nghệ",
        short_name="Sở KH&CN",
        kind=UnitKind.DEPARTMENT,
        by=None,
        at=at,
    )
    building = put_unit(
        code="sxd", name="Sở Xây dựng", short_name="Sở XD", kind=UnitKind.DEPARTMENT, by=None, at=at
    )

    def person(username: str, role: str, unit: Unit | None) -> User:
        return create_user(
            username=username, password=PASSWORD, full_title=username, role=role, unit=unit, by=None, at=at
        )

    return Province(
        office=person("dieu-phoi", Role.OFFICE, science),
        leader=person("giam-doc-so", Role.APPROVER, science),
        officer=person("can-bo-xay-dung", Role.OFFICER, building),
        reader=person("nguoi-xem", Role.READER, None),
        science=science,
        building=building,
    )


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A client of somebody who has signed in."""

    def sign(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign


@pytest.fixture
def read_file(province: Province, run_jobs: Callable[[], None]) -> DocumentFile:
    """The plan after the real worker has read it."""
    sent = upload_document(chunks=[PLAN.encode()], name="ke-hoach.txt", by=province.office, at=clock.now())
    run_jobs()
    sent.file.refresh_from_db()
    assert sent.file.version is not None, sent.file.runs.first()
    return sent.file


@pytest.fixture
def plan(province: Province, read_file: DocumentFile) -> Plan:
    """The plan in the programme."""
    assert read_file.version is not None
    return publish_plan(version=read_file.version, by=province.office, at=clock.now())
