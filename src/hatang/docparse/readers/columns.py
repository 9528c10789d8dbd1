"""Letterheads and signatures: two blocks side by side, read one after the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hatang.docparse.readers.lines import Area, Line, lines_of, starts_with_label

_ADDRESSEE = re.compile(r"Kính\s+gửi")
_RECIPIENTS = re.compile(r"Nơi\s+nhận")
_DATE_CUT = re.compile(r"\b(?:ngày|tháng|năm)(?: \d{1,2})?$")
_SUBJECT = re.compile(r"V/v|Về việc", re.IGNORECASE)
_NAME_STARTS = frozenset(
    (
        *(
            "TỈNH",
            "THÀNH",
            "HUYỆN",
            "QUẬN",
            "XÃ",
            "PHƯỜNG",
            "ĐẶC",
            "SỞ",
            "BAN",
            "ỦY",
            "UỶ",
            "UBND",
            "HỘI",
            "HĐND",
        ),
        *(
            "CỤC",
            "CHI",
            "TỔNG",
            "TRUNG",
            "BỘ",
            "VĂN",
            "PHÒNG",
            "TẬP",
            "CÔNG",
            "ĐẢNG",
            "ĐỘC",
            "CỘNG",
            "SỐ",
            "TM.",
        ),
        *(
            "KT.",
            "TL.",
            "TUQ.",
            "Q.",
            "CHỦ",
            "PHÓ",
            "GIÁM",
            "THỨ",
            "CHÁNH",
            "TRƯỞNG",
            "BÁO",
            "VIỆN",
            "TRƯỜNG",
        ),
    )
)
_GUTTER = 7.0  # [pt] narrowest white space between the two blocks
_ZONE = (0.2, 0.75)  # share of the page width in which the gutter lies


class PageSize(Protocol):
    """What is asked of a page here."""

    width: float
    height: float


@dataclass(slots=True)
class Columns:
    """Two blocks side by side, each as lines joined where they belong together."""

    top: float
    left: list[list[Line]]
    right: list[list[Line]]


def split_columns(
    lines: Sequence[Line], area: Area, page: PageSize, *, is_first: bool
) -> tuple[list[Columns], list[Line]]:
    """Take the letterhead (first page) and the signature out of the lines of a page."""
    found: list[Columns] = []
    rest = list(lines)
    if is_first:
        height = _region(rest, area, page, is_head=True)
        if height:
            found.append(_columns(rest[:height], _gutter(rest[:height], page)))
            rest = rest[height:]
    for index, line in enumerate(rest):
        if _RECIPIENTS.match(line.text):
            start = _with_signature_above(rest, index, page)
            height = _region(rest[start:], area, page, is_head=False)
            if height:
                block = rest[start : start + height]
                found.append(_columns(block, _gutter(block, page)))
                rest = rest[:start] + rest[start + height :]
            break
    return found, rest


def _region(lines: Sequence[Line], area: Area, page: PageSize, *, is_head: bool) -> int:
    """How many lines from the first one leave one gutter free, with words on both its sides."""
    free = [(page.width * _ZONE[0], page.width * _ZONE[1])]
    best = 0
    for index, line in enumerate(lines):
        left = _less(free, line)
        if not left or (is_head and index > 1 and _ends_head(line, area, page)):
            break
        free = left
        if _faces(lines[: index + 1], _middle(free)):
            best = index + 1
    return best if best >= 2 else 0


def _ends_head(line: Line, area: Area, page: PageSize) -> bool:
    centre = (line.x0 + line.x1) / 2
    return (
        _ADDRESSEE.match(line.text) is not None
        or line.top > page.height / 2
        or (abs(centre - area.middle) < 0.035 * page.width and not line.is_columned)
    )


def _less(free: list[tuple[float, float]], line: Line) -> list[tuple[float, float]]:
    """The free intervals that stay free beside the words of a line."""
    for word in line.words:
        free = [
            part
            for low, high in free
            for part in ((low, min(high, word.x0)), (max(low, word.x1), high))
            if part[1] - part[0] >= _GUTTER
        ]
    return free


def _middle(free: list[tuple[float, float]]) -> float:
    low, high = max(free, key=lambda part: part[1] - part[0])
    return (low + high) / 2


def _gutter(lines: Sequence[Line], page: PageSize) -> float:
    free = [(page.width * _ZONE[0], page.width * _ZONE[1])]
    for line in lines:
        free = _less(free, line)
    return _middle(free)


def _faces(lines: Sequence[Line], gutter: float) -> bool:
    """Words stand on both sides of the gutter, at the same height at least once."""
    left = [word for line in lines for word in line.words if word.x1 <= gutter]
    right = [word for line in lines for word in line.words if word.x0 >= gutter]
    return bool(left and right) and any(
        min(one.bottom, other.bottom) > max(one.top, other.top) for one in left[:80] for other in right[:80]
    )


def _columns(lines: Sequence[Line], gutter: float) -> Columns:
    words = [word for line in lines for word in line.words]
    left = lines_of(word for word in words if word.x1 <= gutter)
    right = lines_of(word for word in words if word.x1 > gutter)
    return Columns(min(line.top for line in lines), _joined(left), _joined(right))


def _joined(lines: list[Line]) -> list[list[Line]]:
    """One entry a line, but a subject and the items of a list keep their further lines."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.is_drawn:
            continue
        if groups and _goes_on(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: list[Line], line: Line) -> bool:
    if starts_with_label(line.text):
        return False
    first, last = group[0].text, group[-1].text
    if _DATE_CUT.search(last):
        return line.text[0].isdigit() or line.text[0].islower()
    if _SUBJECT.match(first):
        return line.top - group[-1].bottom < 0.8 * line.em
    if first.isupper() and line.text.isupper() and group[-1].is_bold == line.is_bold:
        # A name too long for its block; names of further agencies begin with such a word.
        is_name = line.words[0].text in _NAME_STARTS
        return not is_name and line.x1 - line.x0 < 0.6 * (group[-1].x1 - group[-1].x0)
    return first.startswith(("-", "–", "+")) and not last.endswith((";", "."))


def _with_signature_above(lines: Sequence[Line], index: int, page: PageSize) -> int:
    """A signature may begin a little higher than the recipients beside it."""
    while (
        index > 0
        and lines[index - 1].x0 > 0.4 * page.width
        and lines[index].top - lines[index - 1].bottom < 1.5 * lines[index].em
    ):
        index -= 1
    return index
