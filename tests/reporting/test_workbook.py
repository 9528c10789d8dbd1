"""A report as a workbook: it comes back as it went out, and what cannot be taken is told with the way out."""

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import Refusal
from hatang.reporting import book_sheets
from hatang.reporting.book_reading import FilledBook, Said, WrongBook, filled_book
from hatang.reporting.book_sheets import Mark, book_of
from hatang.reporting.models import Report, Reporter
from hatang.reporting.queries.reports import parts_of
from hatang.reporting.rules.definition import read_definition
from hatang.reporting.rules.filled import Beside
from hatang.reporting.sources import SOURCES

MARK = Mark(campaign=1, reporter=2, form_version=3, n_saves=4)
DEFINITION = read_definition(
    {
        "sections": [
            {
                "title": "Hạ tầng",
                "fields": [
                    {
                        "key": "tram",
                        "label": "Trạm 5G mới",
                        "kind": "number",
                        "is_required": True,
                        "least": 0,
                    },
                    {"key": "ty_le", "label": "Tỷ lệ", "kind": "number", "measure_unit": "%", "most": 100},
                    {"key": "loi", "label": "Thuyết minh", "kind": "text"},
                    {"key": "vuong", "label": "Có vướng mắc?", "kind": "choice", "choices": ["Có", "Không"]},
                    {
                        "key": "du_an",
                        "label": "Dự án",
                        "kind": "table",
                        "columns": [
                            {"key": "ten", "label": "Tên"},
                            {"key": "ten_cu", "label": "tên"},
                            {"key": "von", "label": "Vốn", "is_number": True, "measure_unit": "tỷ đồng"},
                        ],
                    },
                    {"key": "tep", "label": "Tệp", "kind": "file"},
                ],
            }
        ]
    },
    sources=SOURCES,
)
KEPT = Said(
    {
        "tram": "1.234",
        "ty_le": "mười hai",
        "loi": "=1+1\n\n  Đã làm  xong\tmột việc",
        "vuong": "Không",
        "du_an": [{"ten": "Trạm A", "von": "12,5"}, {"ten_cu": "B", "von": "007"}],
        "tep": {"sha256": "0" * 64, "name": "a.pdf"},
    },
    {"tram": "Số cũ\nđếm hai lần"},
)
KNOWN = Beside({"tram": Decimal(1200)}, {"tram": Decimal("900.5")})

Change = Callable[[openpyxl.Workbook], None]


@pytest.fixture(scope="module")
def sent() -> bytes:
    """The workbook of what is kept."""
    return book_of(DEFINITION, parts_of(DEFINITION, KEPT.values, KEPT.reasons, KNOWN), MARK, ["Sở Xây dựng"])


def changed(data: bytes, change: Change) -> bytes:
    opened, file = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    change(opened)
    opened.save(file)
    return file.getvalue()


def read(data: bytes, mark: Mark = MARK) -> FilledBook:
    return filled_book(data, DEFINITION, KEPT, mark)


def filled_in(**cells: Any) -> Change:
    """Types into the answers of a workbook by key of the field; "r_key" is the reason."""

    def change(opened: openpyxl.Workbook) -> None:
        sheet = opened["Báo cáo"]
        rows = {sheet.cell(n, 1).value: n for n in range(2, sheet.max_row + 1)}
        for name, value in cells.items():
            column = 9 if name.startswith("r_") else 8
            sheet.cell(rows[name.removeprefix("r_")], column).value = value

    return change


def test_what_went_out_comes_back_without_a_change(sent: bytes) -> None:
    book = read(sent)
    assert (book.changes, book.not_taken, book.n_saves) == ([], [], 4)
    assert book.taken([]) == KEPT
    again = read(changed(sent, filled_in()))
    assert (again.changes, again.not_taken) == ([], [])
    assert book.said == KEPT


def test_beside_the_questions_stand_their_figures_and_only_people_see_them(sent: bytes) -> None:
    opened = openpyxl.load_workbook(io.BytesIO(sent))
    sheet = opened["Báo cáo"]
    head, first = ([cell.value for cell in row] for row in sheet.iter_rows(max_row=2))
    assert dict(zip(head, first, strict=True)) == {
        "Mã": "tram",
        "Mục": "Hạ tầng",
        "Nội dung": "Trạm 5G mới *",
        "Cách trả lời": None,
        "Đơn vị tính": None,
        "Hệ thống ghi nhận": "1.200",
        "Kỳ trước": "900,5",
        "Trả lời": "1.234",
        "Giải trình chênh lệch": "Số cũ\nđếm hai lần",
    }
    assert sheet.column_dimensions["A"].hidden
    assert opened["Nhận dạng"].sheet_state == "hidden"
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"Có,Không"']
    assert [cell.value for cell in opened["Bảng 1"][1]] == ["Tên [1]", "tên [2]", "Vốn (tỷ đồng)"]
    sheet["C2"], sheet["F2"] = "Nội dung khác", "=1+1"
    file = io.BytesIO()
    opened.save(file)
    assert (read(file.getvalue()).changes, read(file.getvalue()).not_taken) == ([], [])


def test_answers_are_taken_as_typed_and_checked_at_once(sent: bytes) -> None:
    def tables(opened: openpyxl.Workbook) -> None:
        filled_in(tram=-3, ty_le=12.345, loi=None, vuong="CÓ", r_tram="Đã đếm lại")(opened)
        opened["Bảng 1"].append(["Trạm C", None, 0.1 + 0.2])

    book = read(changed(sent, tables))
    assert book.not_taken == []
    assert [one.field.key for one in book.changes] == ["tram", "ty_le", "loi", "vuong", "du_an"]
    said = book.taken(["tram", "ty_le", "loi", "vuong", "du_an"])
    assert (said.values["tram"], said.values["ty_le"], said.values["vuong"]) == ("-3", "12,345", "Có")
    assert said.values["du_an"][2] == {"ten": "Trạm C", "von": "0,3"}
    assert "loi" not in said.values
    assert said.values["tep"] == KEPT.values["tep"]
    first = book.changes[0]
    assert (first.reason_after, len(first.findings)) == ("Đã đếm lại", 1)
    some = book.taken(["ty_le"])
    assert some == Said({**KEPT.values, "ty_le": "12,345"}, KEPT.reasons)


def test_another_way_to_write_the_same_number_is_no_change(sent: bytes) -> None:
    assert read(changed(sent, filled_in(tram=1234))).changes == []


def _unknown_row(opened: openpyxl.Workbook) -> None:
    opened["Báo cáo"]["A2"] = "tram_cu"


def _twice(opened: openpyxl.Workbook) -> None:
    opened["Báo cáo"].append(["tram", *[None] * 6, "5"])


def _extra_column(opened: openpyxl.Workbook) -> None:
    opened["Báo cáo"]["J1"] = "Ghi chú"


def _no_column(opened: openpyxl.Workbook) -> None:
    opened["Bảng 1"]["A1"] = None


def _formula_in_table(opened: openpyxl.Workbook) -> None:
    opened["Bảng 1"]["C2"] = "=SUM(1,2)"


def _no_table(opened: openpyxl.Workbook) -> None:
    del opened["Bảng 1"]


def _own_sheet(opened: openpyxl.Workbook) -> None:
    opened.create_sheet("Nháp")["A1"] = 1


def _no_row(opened: openpyxl.Workbook) -> None:
    opened["Báo cáo"].delete_rows(3)


def _long_table(opened: openpyxl.Workbook) -> None:
    for n in range(501):
        opened["Bảng 1"].append([f"Dự án {n}"])


@pytest.mark.parametrize(
    ("change", "places", "words"),
    [
        (filled_in(tram="=1+1"), ["Báo cáo, row 2: Trạm 5G mới"], "formula"),
        (filled_in(tram="#REF!"), ["Báo cáo, row 2: Trạm 5G mới"], "error of the spreadsheet"),
        (filled_in(tram=True), ["Báo cáo, row 2: Trạm 5G mới"], "format it as text"),
        (filled_in(loi="Së X©y dùng"), ["Báo cáo, row 4: Thuyết minh"], "Unicode"),
        (filled_in(loi="x" * 20_001), ["Báo cáo, row 4: Thuyết minh"], "20000 letters"),
        (filled_in(vuong="Có lẽ"), ["Báo cáo, row 5: Có vướng mắc?"], "Có, Không"),
        (filled_in(du_an="Ba dự án"), ["Báo cáo, row 6: Dự án"], "Bảng 1"),
        (_unknown_row, ["Báo cáo, row 2", "Trạm 5G mới"], "form's own row"),
        (_twice, ["Báo cáo, row 2: Trạm 5G mới", "Báo cáo, row 7: Trạm 5G mới"], "stands twice"),
        (_no_row, ["Tỷ lệ"], "missing in the file"),
        (_extra_column, ["Báo cáo, row 1, “Ghi chú”"], "take it away"),
        (_no_column, ["Bảng 1, row 1, “Tên [1]”", "Bảng 1"], "missing"),
        (_formula_in_table, ["Bảng 1, row 2, “Vốn (tỷ đồng)”", "Bảng 1"], "formula"),
        (_no_table, ["Bảng 1"], "missing in the file"),
        (_long_table, ["Bảng 1"], "500 rows"),
        (_own_sheet, ["Nháp"], "Báo cáo, Bảng 1"),
    ],
)
def test_what_cannot_be_taken_is_told_and_stays_as_it_is_kept(
    sent: bytes, change: Change, places: list[str], words: str
) -> None:
    book = read(changed(sent, change))
    assert [one.place for one in book.not_taken] == places
    assert words in book.not_taken[0].sentence
    assert (book.changes, book.said) == ([], KEPT)


def _unmarked(opened: openpyxl.Workbook) -> None:
    del opened["Nhận dạng"]


def _mark_broken(opened: openpyxl.Workbook) -> None:
    opened["Nhận dạng"]["B2"] = "=1+1"


def test_a_workbook_of_another_report_or_form_is_refused(sent: bytes) -> None:
    for change in (_unmarked, _mark_broken):
        with pytest.raises(WrongBook, match="Download it anew"):
            read(changed(sent, change))
    for mark, words in [
        (Mark(9, 2, 3, 4), "another campaign"),
        (Mark(1, 9, 3, 4), "another unit"),
        (Mark(1, 2, 9, 4), "form has changed"),
    ]:
        with pytest.raises(WrongBook, match=words):
            read(sent, mark)


@pytest.mark.parametrize(
    "data", [b"", b"tram,1", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"PK\3\4", b"PK" + b"\0" * 1024 * 1024]
)
def test_what_is_no_workbook_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read(data)
    assert refused.value.sentence.endswith(".")


def test_a_workbook_with_macros_is_refused(sent: bytes) -> None:
    file = io.BytesIO(sent)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(Refusal, match="holds macros"):
        read(file.getvalue())


# Through the door.

SignIn = Callable[[User], Client]


def send(client: Client, address: str, data: bytes, name: str = "bao-cao.xlsx") -> Any:
    return client.post(address, {"tep": SimpleUploadedFile(name, data)})


def confirm(client: Client, address: str, page: Any, *keys: str) -> Any:
    context = page.context
    seen = str(context["report"].n_saves)
    return client.post(address, {"xem-lai": context["content"], "da-luu": seen, "lay": list(keys)})


@pytest.mark.django_db
def test_a_report_goes_out_and_comes_back_through_the_page(
    sign_in: SignIn,
    reporter: Reporter,
    save: Callable[..., Report],
    make_user: Callable[..., User],
    agencies: Any,
    owner: User,
) -> None:
    save(tram="5", loi="Một\nHai")
    client, address = sign_in(owner), f"/bao-cao/{reporter.pk}/tep-excel/"
    assert address in client.get(f"/bao-cao/{reporter.pk}/").content.decode()
    answer = client.get(address)
    assert "bao-cao-" in answer["Content-Disposition"]
    data = changed(answer.content, filled_in(tram="1.234", loi="<b>Ba</b>"))

    page = send(client, address, data)
    assert "<b>Ba</b>" not in page.content.decode()
    assert page.content.decode().count(" checked") == 2
    assert Report.objects.get().values == {"tram": "5", "loi": "Một\nHai"}
    assert confirm(client, address, page).status_code == 400
    assert confirm(client, address, page, "tram", "x").status_code == 302
    assert Report.objects.get().values == {"tram": "1.234", "loi": "Một\nHai"}

    # Somebody was faster than the file: nothing is ticked, and what is ticked is taken.
    late = send(client, address, data)
    assert (late.context["is_stale"], late.content.decode().count(" checked")) == (True, 0)
    colleague = make_user("dong-nghiep", "officer", agencies.units["sxd"])
    save(seen=2, by=colleague, tram="7", loi="Một\nHai")
    refused = confirm(client, address, late, "loi")
    assert refused.status_code == 409
    assert [one.before for one in refused.context["book"].changes] == ["7", "Một\nHai"]
    confirm(client, address, refused, "loi")
    kept = Report.objects.get()
    assert (kept.values, kept.n_saves, kept.saved_by) == ({"tram": "7", "loi": "<b>Ba</b>"}, 4, owner)
    assert send(client, address, b"a,b", "bao-cao.csv").status_code == 400


@pytest.mark.django_db
def test_only_who_writes_the_report_takes_and_sends_the_workbook(
    sign_in: SignIn,
    reporter: Reporter,
    save: Callable[..., Report],
    step: Callable[..., Report],
    owner: User,
    office: User,
    outsider: User,
    make_user: Callable[..., User],
    agencies: Any,
) -> None:
    save(tram="5")
    address, data = f"/bao-cao/{reporter.pk}/tep-excel/", book_sheets.report_book(reporter)
    colleague = make_user("dong-nghiep", "officer", agencies.units["sxd"])
    expected = [(owner, 200), (colleague, 200), (office, 403), (outsider, 404)]
    for user, status in expected:
        client = sign_in(user)
        assert client.get(address).status_code == status
        assert send(client, address, data).status_code == status
    step("approve", owner)
    client = sign_in(owner)
    refused = send(client, address, data)
    assert refused.status_code == 409
    assert "sửa được nữa" in refused.context["refused"]
