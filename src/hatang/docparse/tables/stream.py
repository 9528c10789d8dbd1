"""A table row whose narrow columns were printed line by line into one stream of text.

    Trình UBND tỉnh Quyết định ban hành Quy chế ... trên địa bàn
    tỉnh
    Phòng CNTT Trung tâm
    CNTT&TT
    10/2022 Quy chế

The deadline is the surest word of such a row: the agencies stand before it, the product behind
it, and the work is what stands before the agencies.
"""

import re

from hatang.docparse.agencies import is_head
from hatang.docparse.lines import Line
from hatang.docparse.passages import Passage, joined
from hatang.docparse.tables import roles
from hatang.docparse.tables.roles import Column

_YEARS = r"20\d{2}\s*[-–]\s*20\d{2}"
_DUE = re.compile(
    rf"(?<![\w/])(?:(?:[Tt]háng\s+)?\d{{1,2}}/20\d{{2}}|{_YEARS}(?:, (?:duy trì|vận hành)[^A-ZĐ]*)?|H[àằ]ng (?:năm|quý|tháng)|Thường xuyên(?: năm 20\d\d)?|"
    rf"Định kỳ(?: theo Bộ [A-Z&]+| h[àằ]ng \w+)?|Quý\s+[IV]+(?:/|\s+năm\s+)20\d{{2}}|(?:Trong n|N)ăm\s+20\d{{2}}(?:\s*[-–]\s*20\d{{2}})?|"
    rf"Trước\s+(?:ngày\s+)?\d{{1,2}}/\d{{1,2}}/20\d{{2}}|\d{{1,2}}/\d{{1,2}}/20\d{{2}}|Theo (?:hướng dẫn|tiến độ|yêu cầu)[^A-ZĐ]*)(?![\w/])"
)
_OPEN_NAME = re.compile(r"(?:Trung tâm|Phòng|Tổ|Văn phòng|Sở|Ban)$")
_HEAD = re.compile(
    r"(?:Phòng|Trung tâm|Tổ|Văn phòng|Sở|Các|Ban|UBND|Ủy ban|Công an|Bộ|Cục|Chi cục|Đài|Báo|Tỉnh đoàn|Tỉnh Đoàn|VNPT|Viettel|Doanh nghiệp|Hội|Đoàn|Thanh tra)(?!\w)"
)


def stream_row(lines: list[Line], columns: list[Column]) -> list[tuple[Column, Passage]]:
    """Part the lines of one row into its columns."""
    work = next((column for column in columns if column.role in (roles.WORK, roles.TARGET)), columns[0])
    found = _find_due(lines)
    if found is None:
        return [(work, joined([line.passage for line in lines]))]
    index, match = found
    first = _first_agency_line(lines, index, match.start())
    line = lines[index].passage
    agencies = [item.passage for item in lines[first:index]]
    head = line.cut(0, match.start())
    if head.text:
        agencies.append(head)
    tail = [line.cut(match.end()), *(item.passage for item in lines[index + 1 :])]
    words = [item.passage for item in lines[:first]]
    due, tail = _whole_due(line.cut(match.start(), match.end()), [piece for piece in tail if piece.text])
    words, agencies, product = _untangle(words, agencies, tail)
    if not words and agencies:
        return [(work, joined([line.passage for line in lines]))]
    return _place(columns, work, words, agencies, due, product)


def _whole_due(due: Passage, tail: list[Passage]) -> tuple[Passage, list[Passage]]:
    """A deadline that wrapped: "Định kỳ / theo Bộ / TT&TT", "2024-2025, / duy trì, vận hành ..."."""
    if due.text != "Định kỳ" and not (tail and tail[0].text.startswith(",")):
        return due, tail
    parts = [due]
    while tail and not re.match(r"[A-ZĐ][a-zà-ỹ]", tail[0].text):
        parts.append(tail[0])
        tail = tail[1:]
    return joined(parts), tail


def _find_due(lines: list[Line]) -> tuple[int, re.Match[str]] | None:
    """The deadline cell: the last one that stands at a line's start or behind an agency."""
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        for match in reversed(list(_DUE.finditer(text))):
            before = text[: match.start()].strip()
            after = text[match.end() :].strip()
            if (
                len(text) > 75
                or after[:1] in (")", ";", ".")
                or (after[:1] == "," and len(after) > 1 and not re.match(r", (?:duy trì|vận)", after))
            ):
                continue
            if not before and (not index or len(lines[index - 1].text) > 46):
                continue
            if (
                not before
                or _HEAD.match(before)
                or (index and _HEAD.match(lines[index - 1].text) and len(before) < 30)
            ):
                return index, match
    return None


def _first_agency_line(lines: list[Line], index: int, due_at: int) -> int:
    """Go up from the deadline while lines are narrow; stop where an agency starts the run."""
    first = index + 1 if not (due_at and _HEAD.match(lines[index].text)) else index
    for at in range(index - 1, 0, -1):
        text = lines[at].text
        if len(text) > 46:
            break
        if _HEAD.match(text):
            first = at
    return min(first, index) if first <= index else index


def _untangle(
    words: list[Passage], agencies: list[Passage], tail: list[Passage]
) -> tuple[list[Passage], list[Passage], list[Passage]]:
    """Lines behind the deadline that still belong to the work or to an agency (page breaks)."""
    product: list[Passage] = []
    for place, piece in enumerate(tail):
        spill = re.search(r"\s([A-ZĐ][A-Z&]{2,8})$", piece.text)
        if place and spill and piece.text[0].islower() and agencies and _OPEN_NAME.search(agencies[-1].text):
            agencies = [*agencies, piece.cut(spill.start(1))]
            words = [*words, piece.cut(0, spill.start())]
        elif len(piece.text) > 70:
            words = [*words, piece]
        else:
            product.append(piece)
    if (words and len(agencies) == 1) or (words and agencies and not _part_agencies(joined(agencies))[1]):
        late = re.search(r"\s(?:Trung tâm|Phòng|Tổ|Văn phòng)\s+[A-ZĐ&]{2,10}$", joined(words).text)
        if late:
            whole = joined(words)
            agencies = [whole.cut(late.start()), *agencies]
            words = [whole.cut(0, late.start())]
    return words, agencies, product


def _place(
    columns: list[Column],
    work: Column,
    words: list[Passage],
    agencies: list[Passage],
    due: Passage,
    product: list[Passage],
) -> list[tuple[Column, Passage]]:
    placed = [(work, joined(words))]
    lead, support = _part_agencies(joined(agencies))
    by_role = {column.role: column for column in columns}
    if roles.SUPPORT not in by_role and support is not None and lead is not None:
        lead, support = joined([lead, support], "\n"), None
    for role, passage in (
        (roles.LEAD, lead),
        (roles.SUPPORT, support),
        (roles.DUE, due),
        (roles.PRODUCT, joined(product) if product else None),
    ):
        if passage is not None and passage.text and role in by_role:
            placed.append((by_role[role], passage))
    return placed


def _part_agencies(passage: Passage) -> tuple[Passage | None, Passage | None]:
    """ "Phòng CNTT Trung tâm CNTT&TT, Phòng BCVT": a name without comma before it starts the next column."""
    if not passage.text:
        return None, None
    for match in re.finditer(
        r"(?<![,;])\s+(?=(?:Phòng|Trung tâm|Tổ triển|Văn phòng|Sở|Các|Ban|UBND|Công an|Bộ)\s)", passage.text
    ):
        before = passage.text[: match.start()]
        if (
            len(before.split()) >= 2
            and not re.search(r"(?:và|với|thuộc|của|Văn phòng)$", before)
            and is_head(before)
        ):
            return passage.cut(0, match.start()), passage.cut(match.end())
    return passage, None
