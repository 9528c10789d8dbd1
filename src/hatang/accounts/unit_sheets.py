"""The workbook of units: its sheets as officials read them, and what the house says in them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import override

from hatang.accounts.models import GroupMembership, Unit, UnitAlias, UnitGroup, UnitKind, UnitSuccessor
from hatang.base.books import Field, Sheet, write_book
from hatang.docparse.normalise import fold

# The words of the file are Vietnamese whatever language a person reads the pages in.
NOTES_TITLE = "Hướng dẫn"
_NOTES = (
    "Mỗi dòng là một đơn vị, một lần kế thừa, tên gọi, nhóm hoặc thành viên. Dòng có mã đã biết sửa nội dung"
    " đã có; dòng có mã mới được thêm vào. Dòng không có trong tệp thì giữ nguyên.",
    "Riêng trang Kế thừa: các dòng của một đơn vị thay cho mọi điều đã ghi về đơn vị kế thừa của nó.",
    "Giữ nguyên tên trang và dòng tiêu đề. Có thể bỏ những trang không dùng đến.",
    "Ngày viết dạng 01/07/2025. “Ngày không còn” là ngày đầu tiên đơn vị không còn tồn tại hoặc không còn"
    " trong nhóm.",
    "Phòng, đơn vị thuộc sở phải có mã cơ quan cấp trên. Mỗi tên gọi khác thuộc về một đơn vị hoặc một nhóm.",
    "Tỷ lệ kế thừa tính bằng %; tổng của một đơn vị tối đa là 100.",
)

UNITS = Sheet(
    "units",
    "Đơn vị",
    (
        Field("code", "Mã", is_needed=True, width=18),
        Field("name", "Tên", is_needed=True, width=50),
        Field("short_name", "Tên viết tắt", width=26),
        Field("kind", "Loại", is_needed=True, width=30),
        Field("parent", "Mã cơ quan cấp trên", width=20),
        Field("area_code", "Mã đơn vị hành chính", "digits"),
        Field("e_identifier", "Mã định danh điện tử"),
        Field("valid_from", "Từ ngày", "day", width=14),
        Field("valid_to", "Ngày không còn", "day", width=16),
    ),
)
SUCCESSORS = Sheet(
    "successors",
    "Kế thừa",
    (
        Field("unit", "Mã đơn vị", is_needed=True),
        Field("successor", "Mã đơn vị kế thừa", is_needed=True),
        Field("share", "Tỷ lệ (%)", "number", is_needed=True, width=12),
    ),
)
ALIASES = Sheet(
    "aliases",
    "Tên gọi khác",
    (
        Field("text", "Tên in trong văn bản", is_needed=True, width=60),
        Field("unit", "Mã đơn vị"),
        Field("group", "Mã nhóm"),
    ),
)
GROUPS = Sheet(
    "groups",
    "Nhóm",
    (Field("code", "Mã", is_needed=True, width=26), Field("name", "Tên", is_needed=True, width=60)),
)
MEMBERS = Sheet(
    "members",
    "Thành viên",
    (
        Field("group", "Mã nhóm", is_needed=True, width=26),
        Field("unit", "Mã đơn vị", is_needed=True),
        Field("valid_from", "Từ ngày", "day", width=14),
        Field("valid_to", "Ngày không còn", "day", width=16),
    ),
)
SHEETS = (UNITS, SUCCESSORS, ALIASES, GROUPS, MEMBERS)


def unit_template() -> bytes:
    """The workbook without a row, to be filled in."""
    return write_book(SHEETS, {}, notes=(NOTES_TITLE, _NOTES))


def units_book() -> bytes:
    """The workbook with every unit, successor, printed name, group and membership; five queries."""
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        UNITS.key: _units(),
        SUCCESSORS.key: [
            {"unit": link.unit.code, "successor": link.successor.code, "share": link.percent}
            for link in UnitSuccessor.objects.select_related("unit", "successor").order_by("unit__code", "pk")
        ],
        ALIASES.key: [
            {
                "text": alias.text,
                "unit": alias.unit.code if alias.unit else None,
                "group": alias.group.code if alias.group else None,
            }
            for alias in UnitAlias.objects.select_related("unit", "group").order_by("key")
        ],
        GROUPS.key: [{"code": group.code, "name": group.name} for group in UnitGroup.objects.all()],
        MEMBERS.key: _members(),
    }
    return write_book(SHEETS, rows, notes=(NOTES_TITLE, _NOTES))


def kind_words() -> dict[str, str]:
    """Kinds of units by value, as the file names them."""
    with override("vi"):
        return {kind.value: str(kind.label) for kind in UnitKind}


def kind_meant(words: str) -> str:
    """The value of a kind as the file names it; the words themselves where they name none."""
    known = {fold(label): value for value, label in kind_words().items()}
    return known.get(fold(words), words)


def _units() -> list[dict[str, Any]]:
    kinds = kind_words()
    rows = []
    for unit in Unit.objects.select_related("parent"):
        row = {one.key: getattr(unit, one.key) for one in UNITS.fields}
        rows.append({**row, "kind": kinds[unit.kind], "parent": unit.parent.code if unit.parent else None})
    return rows


def _members() -> list[dict[str, Any]]:
    members = GroupMembership.objects.select_related("group", "unit")
    return [
        {
            "group": member.group.code,
            "unit": member.unit.code,
            "valid_from": member.valid_from,
            "valid_to": member.valid_to,
        }
        for member in members.order_by("group__sort_key", "unit__sort_key", "valid_from")
    ]
