"""Units and groups as a workbook: written, looked at, taken over - all of it or nothing."""

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hatang.accounts.actions import (
    FaultyBook,
    StaleImport,
    check_units,
    close_unit,
    import_units,
    put_unit,
)
from hatang.accounts.models import GroupMembership, Unit, UnitAlias, UnitGroup, UnitSuccessor, User
from hatang.accounts.unit_sheets import SHEETS, unit_template, units_book
from hatang.base.books import write_book
from hatang.base.history import history_of

pytestmark = pytest.mark.django_db

ADDRESS = "/don-vi/bang-tinh/"
DAY = date(2026, 3, 1)
MODELS = (Unit, UnitAlias, UnitGroup, GroupMembership, UnitSuccessor)
Rows = dict[str, list[dict[str, Any]]]


def unit(code: str, **values: Any) -> dict[str, Any]:
    return {"code": code, "name": f"Sở {code}", "kind": "Sở", **values}


def book(**rows: list[dict[str, Any]]) -> bytes:
    return write_book(SHEETS, rows)


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def faults(data: bytes, at: datetime) -> list[tuple[str, int, str]]:
    return [(fault.sheet, fault.row, fault.column) for fault in check_units(data=data, at=at).faults]


def test_what_the_house_says_comes_back_without_a_change(agencies: Any, at: datetime) -> None:
    close_unit(
        unit=agencies.units["sgddt"], on=DAY, successors={agencies.units["skhcn"]: 1 / 3}, by=None, at=at
    )
    found = check_units(data=units_book(), at=at)
    assert (found.steps, found.faults) == ([], [])
    assert check_units(data=unit_template(), at=at).steps == []


def test_a_workbook_adds_and_changes_and_says_so_before(agencies: Any, office: User, at: datetime) -> None:
    data = book(
        units=[
            {"code": "p-bcvt", "name": "Phòng Bưu chính", "kind": "division", "parent": "sngv"},
            {"code": "sngv", "name": "Sở Ngoại vụ", "kind": "sở", "e_identifier": "H05.12"},
            {"code": "sxd", "name": "Sở Xây dựng tỉnh", "kind": "sở", "short_name": "SXD"},
            {"code": "sgddt", "name": "Sở Giáo dục và Đào tạo", "kind": "sở", "valid_to": DAY},
        ],
        successors=[{"unit": "sgddt", "successor": "sngv", "share": 40}],
        aliases=[{"text": "Ngành ngoại giao", "unit": "sngv"}, {"text": "Các ngành", "group": "khoi-nganh"}],
        groups=[{"code": "khoi-nganh", "name": "Khối ngành"}],
        members=[
            {"group": "khoi-nganh", "unit": "sngv", "valid_from": DAY},
            {"group": "vien-thong", "unit": "vnpt", "valid_to": DAY},
        ],
    )
    before = counts()
    found = check_units(data=data, at=at)
    assert found.faults == []
    assert counts() == before
    assert [(step.row, step.is_new) for step in found.steps if step.sheet == "Đơn vị"] == [
        (3, True),
        (2, True),
        (4, False),
        (5, False),
    ]
    [change] = [step for step in found.steps if step.row == 4 and step.sheet == "Đơn vị"]
    assert change.changes == (("Tên", "Sở Xây dựng", "Sở Xây dựng tỉnh"),)
    assert ("Ngày không còn", "—", "01/03/2026") in [one for step in found.steps for one in step.changes]
    done = import_units(data=data, seen=found.mark, by=office, at=at)
    assert done.steps == found.steps
    made = Unit.objects.get(code="p-bcvt")
    assert made.parent == Unit.objects.get(code="sngv", e_identifier="H05.12")
    assert UnitSuccessor.objects.get(unit__code="sgddt").share == Decimal("0.4")
    assert [entry.action for entry in history_of(made)] == ["accounts.import_units"]
    assert history_of(made)[0].actor_id == office.pk
    assert check_units(data=data, at=at).steps == []


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ({"units": [unit("s1", kind="Câu lạc bộ")]}, ("Đơn vị", 2, "Loại")),
        ({"units": [unit("s1"), unit("s1")]}, ("Đơn vị", 3, "Mã")),
        ({"units": [unit("SXD")]}, ("Đơn vị", 2, "Mã")),
        ({"units": [unit("sở")]}, ("Đơn vị", 2, "Mã")),
        ({"units": [unit("s1", parent="khong-co")]}, ("Đơn vị", 2, "Mã cơ quan cấp trên")),
        ({"units": [unit("s1", parent="s2"), unit("s2", parent="s1")]}, ("Đơn vị", 3, "Mã cơ quan cấp trên")),
        ({"units": [unit("s1", valid_from=DAY, valid_to=DAY)]}, ("Đơn vị", 2, "Ngày không còn")),
        ({"successors": [{"unit": "sxd", "successor": "skhcn", "share": 100}]}, ("Kế thừa", 2, "Mã đơn vị")),
        (
            {"successors": [{"unit": "stttt", "successor": "skhcn", "share": 101}]},
            ("Kế thừa", 2, "Tỷ lệ (%)"),
        ),
        ({"aliases": [{"text": "Tên lạ"}]}, ("Tên gọi khác", 2, "Mã đơn vị")),
        (
            {"aliases": [{"text": "Tập đoàn Viettel", "unit": "sxd"}]},
            ("Tên gọi khác", 2, "Tên in trong văn bản"),
        ),
        ({"groups": [{"code": "a b", "name": "Nhóm"}]}, ("Nhóm", 2, "Mã")),
        ({"members": [{"group": "khong-co", "unit": "sxd"}]}, ("Thành viên", 2, "Mã nhóm")),
        (
            {"members": [{"group": "vien-thong", "unit": "vnpt", "valid_from": DAY}]},
            ("Thành viên", 2, "Từ ngày"),
        ),
    ],
)
def test_what_cannot_be_is_told_by_sheet_row_and_column(
    rows: Rows, place: tuple[str, int, str], agencies: Any, office: User, at: datetime
) -> None:
    data = book(**{"units": [unit("moi")], **rows})
    before = counts()
    assert place in faults(data, at)
    with pytest.raises(FaultyBook):
        import_units(data=data, by=office, at=at)
    assert counts() == before


def test_every_fault_is_told_at_once_and_none_that_only_follows_from_another(
    agencies: Any, at: datetime
) -> None:
    data = book(
        units=[
            unit("s1", area_code=9193, name="Sở Một"),
            unit("s2", kind="Câu lạc bộ"),
            unit("p1", kind="division", parent="s1"),
            unit("p2", kind="division", parent="s2"),
            unit("p3", kind="division", parent="p2"),
            unit("p4", kind="division", parent="khong-co"),
        ],
        aliases=[{"text": "Ngành một", "unit": "s1"}, {"text": "Ngành ba", "unit": "p3"}],
    )
    assert faults(data, at) == [
        ("Đơn vị", 2, "Mã đơn vị hành chính"),
        ("Đơn vị", 3, "Loại"),
        ("Đơn vị", 7, "Mã cơ quan cấp trên"),
    ]


def test_a_unit_does_not_end_before_those_below_it(
    agencies: Any, make_unit: Callable[..., Unit], at: datetime
) -> None:
    division = make_unit("phong", "Phòng Hạ tầng", "division", parent=agencies.units["sgddt"])
    ends = unit("sgddt", valid_to=DAY)
    assert faults(book(units=[ends]), at) == [("Đơn vị", 2, "Ngày không còn")]
    below = {
        "code": division.code,
        "name": division.name,
        "kind": "division",
        "parent": "sgddt",
        "valid_to": DAY,
    }
    assert faults(book(units=[ends, below]), at) == []


def test_an_outcome_that_differs_from_what_was_shown_is_not_taken(
    agencies: Any, office: User, at: datetime
) -> None:
    data = book(units=[unit("sxd", name="Sở Xây dựng tỉnh")])
    seen = check_units(data=data, at=at).mark
    put_unit(code="sxd", name="Sở Kiến trúc", kind="department", by=None, at=at)
    with pytest.raises(StaleImport):
        import_units(data=data, seen=seen, by=office, at=at)
    assert Unit.objects.get(code="sxd").name == "Sở Kiến trúc"


# --- through the door


@pytest.fixture
def desk(office: User, client: Client) -> Client:
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    return client


def upload(data: bytes, name: str = "don-vi.xlsx") -> dict[str, Any]:
    return {"tep": SimpleUploadedFile(name, data)}


def test_a_file_is_looked_at_then_taken_over_once(desk: Client, agencies: Any) -> None:
    data = book(units=[unit("sngv", name="Sở <b>Ngoại vụ</b>")])
    shown = desk.post(ADDRESS, upload(data))
    assert shown.status_code == 200
    assert "<b>Ngoại" not in shown.content.decode()
    assert not Unit.objects.filter(code="sngv").exists()
    form = {"xem-lai": shown.context["content"], "thay": shown.context["found"].mark}
    assert desk.post(ADDRESS, form).status_code == 302
    assert Unit.objects.get(code="sngv").name == "Sở <b>Ngoại vụ</b>"
    again = desk.post(ADDRESS, form, follow=True)
    assert "không cần nhập gì" in again.content.decode()


def test_faults_are_listed_and_nothing_can_be_taken_over(desk: Client, agencies: Any) -> None:
    page = desk.post(ADDRESS, upload(book(units=[unit("s1", kind="Câu lạc bộ")])))
    shown = page.content.decode()
    assert "Không có loại cơ quan này" in shown
    assert 'name="xem-lai"' not in shown


def test_what_changed_meanwhile_is_shown_anew(desk: Client, agencies: Any, at: datetime) -> None:
    shown = desk.post(ADDRESS, upload(book(units=[unit("sxd", name="Sở Xây dựng tỉnh")])))
    put_unit(code="sxd", name="Sở Kiến trúc", kind="department", by=None, at=at)
    form = {"xem-lai": shown.context["content"], "thay": shown.context["found"].mark}
    late = desk.post(ADDRESS, form)
    assert late.status_code == 409
    assert "Sở Kiến trúc" in late.content.decode()


@pytest.mark.parametrize(
    "form",
    [{}, {"xem-lai": "???"}, {"xem-lai": ""}, {"tep": SimpleUploadedFile("a.csv", b"ma,ten")}],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(form: dict[str, Any], desk: Client) -> None:
    answer = desk.post(ADDRESS, form)
    assert answer.status_code == 400
    assert answer.context["refused"].endswith(".")


def test_the_template_and_the_data_are_workbooks(desk: Client, agencies: Any) -> None:
    for kind, n_rows in (("mau", 1), ("du-lieu", Unit.objects.count() + 1)):
        answer = desk.get(f"{ADDRESS}?tai={kind}")
        opened = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert opened.sheetnames == ["Hướng dẫn", *(sheet.title for sheet in SHEETS)]
        assert opened["Đơn vị"].max_row == n_rows


def test_only_who_manages_units_may_use_the_workbook(
    administrator: User, reader: User, make_user: Callable[..., User], agencies: Any
) -> None:
    officer = make_user("chuyen-vien", "officer", agencies.units["sxd"])
    data = book(units=[unit("sngv")])
    for person, status in ((administrator, 200), (officer, 403), (reader, 403), (None, 302)):
        client = Client()
        if person is not None:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for address in (ADDRESS, f"{ADDRESS}?tai=mau", f"{ADDRESS}?tai=du-lieu"):
            assert client.get(address).status_code == status
        assert client.post(ADDRESS, upload(data)).status_code == status
    assert not Unit.objects.filter(code="sngv").exists()
