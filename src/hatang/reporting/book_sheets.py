"""A report as a workbook to fill in without a connection: its sheets, and what stands in them.

The words of the file are Vietnamese whatever language a person reads the pages in.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from hatang.base.book_cells import lines
from hatang.base.books import Field, Pick, Sheet, write_book
from hatang.base.figures import number_words
from hatang.docparse.normalise import fold
from hatang.reporting import access
from hatang.reporting.models import Report, Reporter
from hatang.reporting.queries import beside
from hatang.reporting.queries.reports import Asked, Part, parts_of
from hatang.reporting.rules import definition as form
from hatang.reporting.rules.definition import Definition, FieldKind
from hatang.reporting.rules.filled import MOST_CELL, MOST_CHARACTERS

NOTES_TITLE = "Hướng dẫn"
_NOTES = (
    "Điền vào hai cột “Trả lời” và “Giải trình chênh lệch” của trang Báo cáo, và vào các trang Bảng."
    " Các cột nền xám chỉ để đối chiếu; nội dung sửa ở đó không được ghi nhận.",
    "Số viết như 1.234,5. Không dùng công thức: nếu đã tính ở nơi khác thì dán giá trị."
    " Tệp đính kèm được thêm trên trang web.",
    "Giữ nguyên tên trang, dòng tiêu đề và cột ẩn. Lưu dạng .xlsx, không có macro, không đặt mật khẩu.",
    "Tải lên tại trang báo cáo của đơn vị. Hệ thống cho xem trước những gì thay đổi;"
    " chưa xác nhận thì chưa có gì thay đổi.",
)

REPORT = Sheet(
    "report",
    "Báo cáo",
    (
        Field("key", "Mã", width=12, is_hidden=True),
        Field("part", "Mục", width=24, is_given=True),
        Field("question", "Nội dung", width=50, is_given=True),
        Field("how", "Cách trả lời", width=30, is_given=True),
        Field("measure_unit", "Đơn vị tính", width=14, is_given=True),
        Field("figure", "Hệ thống ghi nhận", width=18, is_given=True),
        Field("former", "Kỳ trước", width=14, is_given=True),
        Field("value", "Trả lời", "typed", width=40, most=MOST_CHARACTERS),
        Field("reason", "Giải trình chênh lệch", "typed", width=40, most=MOST_CELL),
    ),
)
MARK = Sheet(
    "mark",
    "Nhận dạng",
    (
        Field("campaign", "Đợt báo cáo", "number"),
        Field("reporter", "Báo cáo của đơn vị", "number"),
        Field("form_version", "Phiên bản biểu mẫu", "number"),
        Field("n_saves", "Số lần lưu", "number"),
    ),
    is_hidden=True,
)


@dataclass(frozen=True)
class Mark:
    """Which report a workbook is of, and how often it had been saved when the workbook was made."""

    campaign: int
    reporter: int
    form_version: int
    n_saves: int


def mark_of(reporter: Reporter) -> Mark:
    """The mark of a workbook made now."""
    report = access.report_of(reporter)
    campaign = reporter.campaign
    return Mark(campaign.pk, reporter.pk, campaign.form_version_id, report.n_saves if report else 0)


def report_book(reporter: Reporter) -> bytes:
    """A unit's report as a workbook, filled in as far as it is kept."""
    report = access.report_of(reporter) or Report(reporter=reporter)
    definition = reporter.campaign.form_version.read
    with override("vi"):
        parts = parts_of(definition, report.values, report.reasons, beside(reporter))
        about = (f"{reporter.campaign.title}: {reporter.unit}",)
        return book_of(definition, parts, mark_of(reporter), about)


def book_of(definition: Definition, parts: Sequence[Part], mark: Mark, about: Sequence[str] = ()) -> bytes:
    """The workbook of a form and of what stands in it; `about` are words before the guidance."""
    tables = table_sheets(definition)
    labels = {field.key: field.label for field in definition.fields()}
    asked = [
        (part.title, one) for part in parts for one in part.asked if one.field.kind is not FieldKind.FILE
    ]
    rows: dict[str, list[Mapping[str, Any]]] = {
        REPORT.key: [_row(title, one, tables, labels) for title, one in asked],
        MARK.key: [asdict(mark)],
    }
    rows |= {tables[one.field.key].key: one.value or [] for _title, one in asked if one.field.key in tables}
    return write_book(sheets_of(definition), rows, notes=(NOTES_TITLE, [*about, *_NOTES]))


def sheets_of(definition: Definition) -> list[Sheet]:
    """The report, a sheet for each of its tables, and the hidden one that says whose it is."""
    return [REPORT, *table_sheets(definition).values(), MARK]


def table_sheets(definition: Definition) -> dict[str, Sheet]:
    """The sheet of each table of a form, by the key of its field."""
    tables = [field for field in definition.fields() if field.kind is FieldKind.TABLE]
    return {field.key: _table_sheet(field, number) for number, field in enumerate(tables, 1)}


def pointer(table: Sheet) -> str:
    """What stands in the report where a table is asked."""
    return f"→ {table.title}"


def _table_sheet(field: form.Field, number: int) -> Sheet:
    titles = [f"{one.label} ({one.measure_unit})" if one.measure_unit else one.label for one in field.columns]
    n_like = Counter(fold(title) for title in titles)
    # Columns are found by their titles: one that has none, or not of its own, is numbered.
    titles = [
        title if fold(title) and n_like[fold(title)] == 1 else f"{title} [{place}]".strip()
        for place, title in enumerate(titles, 1)
    ]
    columns = [
        Field(column.key, title, "typed", width=24, most=MOST_CELL)
        for column, title in zip(field.columns, titles, strict=True)
    ]
    # Keys of fields have no hyphen, so that no table is taken for the report.
    return Sheet(f"t-{field.key}", f"Bảng {number}", columns)


def _row(title: str, asked: Asked, tables: Mapping[str, Sheet], labels: Mapping[str, str]) -> dict[str, Any]:
    field = asked.field
    return {
        "key": field.key,
        "part": title,
        "question": f"{field.label} *" if field.is_required else field.label,
        "how": _how(field, labels),
        "measure_unit": field.measure_unit,
        "figure": _number(asked.figure),
        "former": _number(asked.former),
        "value": _value(asked, tables),
        "reason": lines(asked.reason),
    }


def _value(asked: Asked, tables: Mapping[str, Sheet]) -> str | Pick:
    if asked.field.kind is FieldKind.TABLE:
        return pointer(tables[asked.field.key])
    words = lines(asked.value)
    return Pick(words, asked.field.choices) if asked.field.kind is FieldKind.CHOICE else words


def _how(field: form.Field, labels: Mapping[str, str]) -> str:
    said = [field.help, "Chọn một: " + " / ".join(field.choices) if field.choices else ""]
    if field.shown_if:
        asked = field.shown_if
        said.append(f"Chỉ trả lời khi “{labels[asked.key]}” là “{asked.answer}”.")
    return "\n".join(filter(None, said))


def _number(figure: Decimal | None) -> str:
    return "" if figure is None else number_words(figure)
