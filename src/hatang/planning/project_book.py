"""The workbook of projects: its two sheets as officials read them, and what the house says in them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import override

from hatang.base.books import Field, Sheet, write_book
from hatang.docparse.normalise import fold
from hatang.planning import access
from hatang.planning.models import MoneyLine, MoneySource, Project, ProjectKind
from hatang.planning.rules.money import MILLION

# The words of the file are Vietnamese whatever language a person reads the pages in.
NOTES_TITLE = "Hướng dẫn"
_NOTES = (
    "Trang Dự án: mỗi dòng là một dự án. Dòng có mã đã biết sửa dự án ấy; dòng có mã mới thêm một dự án ở"
    " tình trạng ý tưởng. Trang Kinh phí: mỗi dòng là một nguồn vốn của một dự án trong một năm.",
    "Dòng không có trong tệp thì giữ nguyên. Ô số tiền để trống nghĩa là chưa có số liệu; ô trống của dòng đã"
    " có sẽ bỏ số liệu cũ.",
    "Số tiền tính bằng triệu đồng. Dòng kinh phí có thay đổi phải có căn cứ (số văn bản) và ngày căn cứ.",
    "Giữ nguyên tên trang và dòng tiêu đề. Ngày viết dạng 01/07/2026. Có thể bỏ trang không dùng đến.",
    "Các bước (thẩm định, phê duyệt ...) không nhập bằng tệp mà ghi tại trang của dự án.",
)

PROJECTS = Sheet(
    "projects",
    "Dự án",
    (
        Field("code", "Mã", is_needed=True, width=16),
        Field("title", "Tên", is_needed=True, width=50, most=300),
        Field("unit", "Mã đơn vị", is_needed=True, width=16),
        Field("kind", "Loại", is_needed=True, width=24),
        Field("system_name", "Tên hệ thống", width=30, most=200),
        Field("about", "Đối tượng, mục tiêu", "typed", width=50, most=4_000),
        Field("starts_on", "Bắt đầu", "day", width=14),
        Field("ends_on", "Kết thúc", "day", width=14),
    ),
)
MONEY = Sheet(
    "money",
    "Kinh phí",
    (
        Field("code", "Mã dự án", is_needed=True, width=16),
        Field("year", "Năm", "number", is_needed=True, width=8),
        Field("source", "Nguồn vốn", is_needed=True, width=34),
        Field("estimate", "Dự toán (triệu đồng)", "typed", width=18),
        Field("allocated", "Đã giao (triệu đồng)", "typed", width=18),
        Field("disbursed", "Đã giải ngân (triệu đồng)", "typed", width=18),
        Field("ground", "Căn cứ", width=26, most=120),
        Field("ground_on", "Ngày căn cứ", "day", width=14),
    ),
)
SHEETS = (PROJECTS, MONEY)


def project_template() -> bytes:
    """The workbook without a row, to be filled in."""
    return write_book(SHEETS, {}, notes=(NOTES_TITLE, _NOTES))


def projects_book(user: object) -> bytes:
    """The workbook with every project the user may read and its money; two queries."""
    listed = access.visible_projects(user).select_related("unit")
    lines = MoneyLine.objects.filter(project__in=access.visible_projects(user)).select_related("project")
    kinds, sources = words_of(ProjectKind), words_of(MoneySource)
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        PROJECTS.key: [_project(one, kinds) for one in listed],
        MONEY.key: [
            _line(one, sources)
            for one in lines.order_by("project__code", "year", "source")
            if not one.amounts.is_empty
        ],
    }
    return write_book(SHEETS, rows, notes=(NOTES_TITLE, _NOTES))


def words_of(choices: type[ProjectKind] | type[MoneySource]) -> dict[str, str]:
    """Choices by value, as the file names them."""
    with override("vi"):
        return {one.value: str(one.label) for one in choices}


def meant(choices: type[ProjectKind] | type[MoneySource], words: str) -> str:
    """The value of a choice as the file names it; the words themselves where they name none."""
    return {fold(label): value for value, label in words_of(choices).items()}.get(fold(words), words)


def _project(one: Project, kinds: Mapping[str, str]) -> dict[str, Any]:
    row = {field.key: getattr(one, field.key) for field in PROJECTS.fields}
    return {**row, "unit": one.unit.code, "kind": kinds[one.kind]}


def _line(one: MoneyLine, sources: Mapping[str, str]) -> dict[str, Any]:
    figures = {part: getattr(one, part) for part in ("estimate", "allocated", "disbursed")}
    return {
        "code": one.project.code,
        "year": one.year,
        "source": sources[one.source],
        **{part: None if figure is None else figure / MILLION for part, figure in figures.items()},
        "ground": one.ground,
        "ground_on": one.ground_on,
    }
