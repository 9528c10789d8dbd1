"""Whom a document is sent to, and what its letterhead says about handling it.

Pure: the words of "Kính gửi" and "Nơi nhận", parted into names that the units may be known by.
"""

import re
from collections.abc import Iterable, Iterator

_LINES_OF_LETTERHEAD = 60
_MOST_LINES = 30
_GREETING = re.compile(r"Kính gửi\s*:?\s*(?P<rest>.*)", re.IGNORECASE)
_ITEM = re.compile(r"\s*[-–•+*]\s*(?P<name>.+)")
_NOT_A_NAME = re.compile(r"(?:như|lưu|cổng|trang)\b", re.IGNORECASE)
_STANDING_COMMITTEE = re.compile(r"^(?:TTr?\.?|Thường trực|Đ/c|Các đ/c)\s+", re.IGNORECASE)
_NOTES = re.compile(r"\([^()]*\)")
# Decree 30/2020/NĐ-CP, appendix I: degrees of urgency and the limits of circulation, boxes 10a and 10b.
_HANDLING = re.compile(
    r"(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN)(?: HẸN GIỜ)?|(?i:lưu hành nội bộ|không phổ biến|không đăng tải"
    r"|xem xong trả lại|tài liệu thu hồi)"
)


def greeted(text: str) -> list[str]:
    """The names after "Kính gửi", on the same line and in the list below it."""
    lines = text.splitlines()[: _LINES_OF_LETTERHEAD + _MOST_LINES]
    for at, line in enumerate(lines):
        found = _GREETING.match(line.strip(" *"))
        if found:
            return list(parted([found["rest"], *_items(lines[at + 1 : at + 1 + _MOST_LINES])]))
    return []


def parted(printed: Iterable[str]) -> Iterator[str]:
    """Each name of a list of recipients: "Như Điều 3" and "Lưu: VT" are none, "(b/c)" is no part of one."""
    for line in printed:
        for piece in _NOTES.sub(" ", line).split(";"):
            name = _STANDING_COMMITTEE.sub("", " ".join(piece.split()).strip(" .,:-"))
            if len(name) > 1 and not _NOT_A_NAME.match(name):
                yield name


def handling_marks(text: str) -> list[str]:
    """Marks of urgency or circulation that stand on lines of their own near the letterhead."""
    found = []
    for line in text.splitlines()[:_LINES_OF_LETTERHEAD]:
        words = " ".join(line.split()).strip("[]()|*_ .")
        if _HANDLING.fullmatch(words) and words.upper() not in found:
            found.append(words.upper())
    return found


def _items(lines: list[str]) -> Iterator[str]:
    """The dashed lines that follow, until something else begins; blank lines between them do not end it."""
    for line in lines:
        item = _ITEM.fullmatch(line)
        if item:
            yield item["name"]
        elif line.strip():
            return
