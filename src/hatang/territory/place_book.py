"""The workbook of places and fixed access: its sheets as officials fill them in, and what a row means."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from hatang.accounts.models import Unit
from hatang.base.books import Fault, Field, Line, Sheet, write_book
from hatang.base.figures import read_figure
from hatang.base.refusal import Refusal
from hatang.docparse.normalise import fold
from hatang.territory.models import Area, PlaceKind

# The words of the file are Vietnamese whatever language a person reads the pages in.
NOTES_TITLE = "Hướng dẫn"
_NOTES = (
    "Trang Địa điểm: mỗi dòng là một địa điểm. Dòng có mã đã biết sửa địa điểm ấy; dòng có mã mới thêm một"
    " địa điểm. Kinh độ, vĩ độ tính bằng độ theo WGS 84, ví dụ 106,0761 và 21,1861.",
    "Trang Truy nhập cố định: mỗi dòng là một xã, phường tại một ngày. Để trống cột Mã doanh nghiệp nếu là số"
    " liệu của tất cả doanh nghiệp cộng lại.",
    "Giữ nguyên tên trang và dòng tiêu đề. Ngày viết dạng 01/07/2026. Có thể bỏ trang không dùng đến.",
)
PLACES = Sheet(
    "places",
    "Địa điểm",
    (
        Field("code", "Mã", is_needed=True, width=18, most=40),
        Field("name", "Tên", is_needed=True, width=40, most=200),
        Field("kind", "Loại", is_needed=True, width=24),
        Field("longitude", "Kinh độ", "typed", is_needed=True, width=14),
        Field("latitude", "Vĩ độ", "typed", is_needed=True, width=14),
        Field("is_priority", "Ưu tiên", width=10),
        Field("source", "Nguồn", is_needed=True, width=30, most=200),
        Field("valid_from", "Có từ ngày", "day", width=14),
        Field("valid_to", "Hết từ ngày", "day", width=14),
    ),
)
ACCESS = Sheet(
    "access",
    "Truy nhập cố định",
    (
        Field("area", "Mã xã, phường", "digits", is_needed=True, width=14),
        Field("on", "Tính đến ngày", "day", is_needed=True, width=14),
        Field("operator", "Mã doanh nghiệp", width=18),
        Field("households", "Số hộ", "typed", is_needed=True, width=12),
        Field("households_passed", "Hộ có cáp quang đi qua", "typed", is_needed=True, width=14),
        Field("households_1gbps", "Hộ dùng được 1 Gb/s", "typed", width=14),
        Field("premises", "Số cơ sở", "typed", width=12),
        Field("premises_passed", "Cơ sở có cáp quang đi qua", "typed", width=14),
        Field("max_download_mbps", "Tải xuống cao nhất (Mb/s)", "typed", width=14),
        Field("source", "Nguồn", is_needed=True, width=30, most=200),
    ),
)
SHEETS = (PLACES, ACCESS)
_COUNTS = ("households", "households_passed", "households_1gbps", "premises", "premises_passed")
# Degrees of Vietnam.
_WEST, _EAST, _SOUTH, _NORTH = 101.0, 118.0, 6.0, 24.0


def place_template() -> bytes:
    """The workbook without a row, to be filled in."""
    return write_book(SHEETS, {}, notes=(NOTES_TITLE, _NOTES))


class Reader:
    """Reads rows of the workbook; what is wrong becomes a fault with its place."""

    def __init__(self, areas: Mapping[str, Area], units: Mapping[str, Unit]) -> None:
        """Take communes and operators by their codes."""
        self._areas, self._units = areas, units
        with override("vi"):
            self._kinds = {fold(str(kind.label)): kind.value for kind in PlaceKind}
        self.faults: list[Fault] = []

    def place(self, line: Line) -> dict[str, Any] | None:
        """What a row says of a place, or None where something in it cannot be."""
        said = dict(line.values)
        values = {
            "kind": self._read(PLACES, line, "kind", lambda: self._kind(said["kind"])),
            "longitude": self._read(PLACES, line, "longitude", lambda: _degrees(said, "longitude")),
            "latitude": self._read(PLACES, line, "latitude", lambda: _degrees(said, "latitude")),
        }
        if None in values.values():
            return None
        if said["valid_from"] and said["valid_to"] and said["valid_to"] <= said["valid_from"]:
            self._fault(PLACES, line, "valid_to", _("The last day comes before the first one."))
            return None
        return {**said, **values, "is_priority": fold(said["is_priority"] or "") in ("co", "x", "1", "yes")}

    def access(self, line: Line) -> dict[str, Any] | None:
        """What a row says of fixed access, or None where something in it cannot be."""
        said = dict(line.values)
        values: dict[str, Any] = {
            name: self._read(ACCESS, line, name, partial(_count, said[name])) for name in _COUNTS
        }
        values["area"] = self._read(ACCESS, line, "area", lambda: self._area(said["area"]))
        if None in values.values():
            return None
        if said["operator"] and said["operator"] not in self._units:
            self._fault(ACCESS, line, "operator", _("There is no operator with this code."))
            return None
        for part, whole in (
            ("households_passed", "households"),
            ("premises_passed", "premises"),
            ("households_1gbps", "households_passed"),
        ):
            if values[part] > values[whole]:
                self._fault(ACCESS, line, part, _("This is more than there are; correct one of the two."))
                return None
        fastest = self._read(ACCESS, line, "max_download_mbps", lambda: _count(said["max_download_mbps"]))
        operator = self._units.get(said["operator"] or "")
        kept = {"on": said["on"], "source": said["source"], "operator": operator}
        return {**kept, **values, "max_download_mbps": fastest or None}

    def _read(self, sheet: Sheet, line: Line, key: str, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except Refusal as refusal:
            self._fault(sheet, line, key, refusal.sentence)
            return None

    def _fault(self, sheet: Sheet, line: Line, key: str, sentence: str) -> None:
        title = next(one.title for one in sheet.fields if one.key == key)
        self.faults.append(Fault(sheet.title, line.row, title, sentence))

    def _kind(self, words: str) -> str:
        found = self._kinds.get(fold(words))
        if found is None:
            with override("vi"):
                names = "; ".join(str(kind.label) for kind in PlaceKind)
            raise Refusal(_("This kind is not known; it is one of: %(names)s.") % {"names": names})
        return found

    def _area(self, code: str) -> Area:
        found = self._areas.get(code.zfill(5))
        if found is None:
            raise Refusal(_("There is no commune with this code."))
        return found


def _degrees(said: Mapping[str, Any], key: str) -> float:
    text = str(said[key]).replace(",", ".")
    try:
        value = float(text)
    except ValueError as error:
        raise Refusal(_("Write degrees as a number, like 106,0761.")) from error
    if value > 1000:
        raise Refusal(_("This is no degree but a projected coordinate (VN-2000); convert it to WGS 84."))
    low, high = (_WEST, _EAST) if key == "longitude" else (_SOUTH, _NORTH)
    other_low, other_high = (_SOUTH, _NORTH) if key == "longitude" else (_WEST, _EAST)
    if low <= value <= high:
        return value
    if other_low <= value <= other_high:
        raise Refusal(_("Longitude and latitude are swapped."))
    raise Refusal(_("This does not lie in Vietnam."))


def _count(text: Any) -> int:
    try:
        value = read_figure(str(text or "")) or 0
    except ValueError as error:
        raise Refusal(_("Write a whole number, like 12.500.")) from error
    if value < 0 or value != int(value) or value > 100_000_000:
        raise Refusal(_("Write a whole number, like 12.500."))
    return int(value)
