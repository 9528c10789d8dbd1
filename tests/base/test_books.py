"""Workbooks that people filled in: what is read, what is wrong where, what is refused unread."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override

from hatang.base import books
from hatang.base.books import Field, Sheet, UnreadableBook, read_book, write_book

SHEET = Sheet(
    "units",
    "Đơn vị",
    (
        Field("code", "Mã", is_needed=True),
        Field("name", "Tên"),
        Field("area", "Mã vùng", "digits"),
        Field("since", "Từ ngày", "day"),
        Field("share", "Tỷ lệ (%)", "number"),
    ),
)
HEAD = [one.title for one in SHEET.fields]


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with override("en"):
        yield


def book(*rows: list[Any], head: list[Any] | None = None, title: str = "Đơn vị") -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = title
    page.append(HEAD if head is None else head)
    for row in rows:
        page.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def repacked(change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(["a"]))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return file.getvalue()


def test_what_was_written_is_read_again() -> None:
    row = {
        "code": "sxd",
        "name": "=Sở Xây dựng",
        "area": "09193",
        "since": date(2025, 7, 1),
        "share": Decimal("33.3333"),
    }
    data = write_book([SHEET], {"units": [row]}, notes=("Hướng dẫn", ["Một dòng."]))
    read = read_book(data, [SHEET], unread=["Hướng dẫn"])
    assert read.faults == []
    [line] = read.lines["units"]
    assert (line.row, line.values) == (2, row)


def test_cells_are_understood_as_people_type_them() -> None:
    data = book(
        [" sxd ", "Sở  Xây\ndựng", "09193", "1/7/2025", "12,5%"],
        [12, 7.0, None, datetime(2025, 7, 1), 3],
        [None, "", None, None, None],
        ["x", "So\u031b\u0309 Xa\u0302y", None, "2025-07-01", None],
    )
    read = read_book(data, [SHEET])
    assert read.faults == []
    first, second, last = (line.values for line in read.lines["units"])
    assert first == {
        "code": "sxd",
        "name": "Sở Xây dựng",
        "area": "09193",
        "since": date(2025, 7, 1),
        "share": Decimal("12.5"),
    }
    assert (second["code"], second["name"], second["since"]) == ("12", "7", date(2025, 7, 1))
    assert last["name"] == "Sở Xây"
    assert read.lines["units"][-1].row == 5


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Mã", None),
        ("Tên", "Sá»Ÿ XÃ¢y dá»±ng"),
        ("Tên", "Së X©y dùng"),
        ("Tên", "S\ufffd"),
        ("Tên", "#REF!"),
        ("Tên", "x" * 2_001),
        ("Tên", datetime(2025, 7, 1)),
        ("Mã vùng", 9193),
        ("Từ ngày", "31/02/2025"),
        ("Từ ngày", 45_000),
        ("Tỷ lệ (%)", "một nửa"),
        ("Tỷ lệ (%)", "NaN"),
    ],
)
def test_a_cell_that_says_something_else_is_a_fault_with_its_place(column: str, cell: Any) -> None:
    row: list[Any] = ["sxd", "Sở", None, None, None]
    row[HEAD.index(column)] = cell
    [fault] = read_book(book(["a"], row), [SHEET]).faults
    assert (fault.sheet, fault.row, fault.column) == ("Đơn vị", 3, column)
    assert fault.sentence.endswith(".")


@pytest.mark.parametrize(
    "name", ["Hà", "Đà Nẵng", "Café", "Phòng Kế hoạch – Tài chính", "Sở Xây dựng", "1.200 kW·h"]
)
def test_right_letters_are_not_taken_for_broken_ones(name: str) -> None:
    assert read_book(book(["a", name]), [SHEET]).faults == []


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        (HEAD[:-1], ["Tỷ lệ (%)"]),
        ([*HEAD, "Ghi chú riêng"], ["Ghi chú riêng"]),
        ([*HEAD, "Mã"], ["Mã"]),
        ([], HEAD),
    ],
)
def test_a_head_that_is_not_ours_is_told(head: list[str], columns: list[str]) -> None:
    read = read_book(book(["a"], head=head), [SHEET])
    assert [fault.column for fault in read.faults] == columns
    assert read.lines["units"] == []


def test_a_sheet_that_is_not_ours_is_told() -> None:
    [fault] = read_book(book(["a"], title="Danh bạ"), [SHEET]).faults
    assert (fault.sheet, fault.row) == ("Danh bạ", 0)


def test_the_order_of_columns_and_their_marks_do_not_count() -> None:
    head = ["tên", "TỪ NGÀY", "Ma", "Tỷ lệ (%)", "mã  vùng"]
    read = read_book(book(["Sở", None, "sxd", None, None], head=head), [SHEET])
    assert read.faults == []
    assert read.lines["units"][0].values["code"] == "sxd"


BOMB = b"<x>" + b" " * (30 * 1024 * 1024) + b"</x>"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY e "ha">]>'


def plain(_name: str, data: bytes) -> bytes:
    return data


def in_sheet(change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    return lambda name, data: change(data) if name.endswith("sheet1.xml") else data


REFUSED: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "csv": lambda: "Mã,Tên\nsxd,Sở Xây dựng\n".encode(),
    "old office": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "another zip": lambda: _zip({"word/document.xml": b"<x/>"}),
    "cut": lambda: book(["a"])[:-200],
    "too large": lambda: b"PK" + b"\0" * books.MAX_BYTES,
    "bomb": lambda: repacked(plain, {"xl/media.xml": BOMB}),
    "entities": lambda: repacked(
        lambda name, data: (
            data.replace(b"<workbook", DOCTYPE + b"<workbook", 1) if "workbook.xml" in name else data
        )
    ),
    "macros": lambda: repacked(plain, {"xl/vbaProject.bin": b"x"}),
    "no sheets": lambda: repacked(lambda name, data: b"<x/>" if name == "xl/workbook.xml" else data),
    "broken sheet": lambda: repacked(in_sheet(lambda data: data[:-30])),
    "utf-16": lambda: repacked(
        lambda name, data: data.decode().encode("utf-16") if "sheet1" in name else data
    ),
    "many members": lambda: repacked(plain, {f"x/{n}": b"" for n in range(300)}),
}


def _zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_workbook_of_ours_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(UnreadableBook) as refused:
        read_book(REFUSED[name](), [SHEET])
    assert refused.value.sentence.endswith(".")


def test_a_cell_at_the_end_of_the_sheet_costs_nothing_and_too_many_rows_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    far = repacked(in_sheet(lambda data: data.replace(b'r="2"', b'r="1048576"')))
    assert read_book(far, [SHEET]).lines["units"] == []
    monkeypatch.setattr(books, "MAX_ROWS", 3)
    assert len(read_book(book(*[["a"]] * 3), [SHEET]).lines["units"]) == 3
    with pytest.raises(UnreadableBook, match="3"):
        read_book(book(*[["a"]] * 4), [SHEET])
