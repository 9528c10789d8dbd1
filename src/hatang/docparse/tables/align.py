"""Cells without their columns: find which columns were left empty.

A flattened table keeps its cells in order and drops the empty ones. Each cell is compared with
what each column holds (an agency, a deadline, a product), and the cheapest monotone assignment is
taken (dynamic programming over cells x columns).
"""

import re
from collections.abc import Sequence

from hatang.docparse.agencies import is_group, looks_agency
from hatang.docparse.dues import looks_due
from hatang.docparse.passages import Passage, joined
from hatang.docparse.tables import roles
from hatang.docparse.tables.grid import Row
from hatang.docparse.tables.roles import Column

_PRODUCT = re.compile(
    r"(?:các\s+|dự thảo\s+)?(?:văn bản|kế hoạch|quyết định|báo cáo|tờ trình|nghị quyết|chỉ thị|đề án|quy chế|quy định|hội nghị|hội thảo|"
    r"khảo sát|học tập|chuyên mục|hệ thống|nền tảng|phần mềm|công văn|thông báo|hướng dẫn|chương trình|dự án|hồ sơ|danh mục|bộ|lớp|cơ sở dữ liệu|"
    r"csdl|hoàn thành|triển khai|đảm bảo|bảo đảm|trình|ban hành|chiến lược|sản phẩm|mô hình|đáp ứng|thí điểm|tài liệu|khung|cổng|ứng dụng|"
    r"luật|nghị định|thông tư|tiêu chuẩn|quy hoạch|thiết kế|biên bản|hợp đồng|video|tin|bài|trung tâm dữ liệu)",
    re.I,
)
_VALUE = re.compile(
    r"^\W*(?:≥|≤|>|<|trên|dưới|tối thiểu|ít nhất)?\s*[\d.,]+\s*(?:[-–÷]\s*[\d.,]+)?\s*(?:%|[^\W\d].{0,25})?$",
    re.I,
)
_UNIT = re.compile(
    r"^(?:%|tỷ lệ|người|trạm|xã|hộ|km|ha|tấn|đơn vị|tỷ đồng|triệu|cái|hệ thống|thuê bao|\w{1,12}(?:/\w{1,12})?)$",
    re.I,
)
_BULLET = re.compile(r"[-–•+]\s*\S")
_ACTS = re.compile(r"\b(?:chỉ đạo|thực hiện|chủ trì|phối hợp)\s*[;.]?$")
_NOTE = re.compile(
    r"theo |phù hợp|số liệu|đã |kế hoạch số|quyết định số|nghị quyết số|công văn|triển khai theo", re.I
)
_HUGE = 1e9
_MOST_LINES = 60


def align(cells: Sequence[Passage], columns: Sequence[Column]) -> list[tuple[Column, Passage]]:
    """Give each cell its column; a column may take several lines or none.

    Args:
        cells: the lines of one row behind its number, in reading order.
        columns: the columns behind the number column, in printed order.
    """
    if len(cells) > _MOST_LINES:  # no real row: keep the time bounded, most of it is one long text
        cells = [joined(cells[:-_MOST_LINES]), *cells[-_MOST_LINES:]]
    n, m = len(cells), len(columns)
    if not n or not m:
        return []
    scores = [_costs(cell.text, columns, index) for index, cell in enumerate(cells)]
    best = [[_HUGE] * (m + 1) for _ in range(n + 1)]
    back: list[list[int]] = [[0] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for column in range(m):
        for done in range(n + 1):
            if best[done][column] >= _HUGE:
                continue
            base = best[done][column]
            skipped = base + _empty_cost(columns[column])
            if skipped < best[done][column + 1]:
                best[done][column + 1], back[done][column + 1] = skipped, done
            run = base
            for taken in range(done, n):
                run += scores[taken][column]
                if taken > done:
                    run += _join_cost(cells[taken - 1].text, cells[taken].text, columns[column], done == 0)
                if run < best[taken + 1][column + 1]:
                    best[taken + 1][column + 1], back[taken + 1][column + 1] = run, done
    return _walk(cells, columns, back)


def _walk(
    cells: Sequence[Passage], columns: Sequence[Column], back: list[list[int]]
) -> list[tuple[Column, Passage]]:
    found: list[tuple[Column, Passage]] = []
    at = len(cells)
    for column in range(len(columns), 0, -1):
        first = back[at][column]
        if first < at:
            glue = "\n" if columns[column - 1].role in (roles.LEAD, roles.SUPPORT, roles.DIRECT) else " "
            found.append((columns[column - 1], joined(cells[first:at], glue)))
        at = first
    return found[::-1]


def _empty_cost(column: Column) -> float:
    return {
        roles.WORK: 6.0,
        roles.TARGET: 6.0,
        roles.LEAD: 1.0,
        roles.DUE: 0.7,
        roles.SUPPORT: 0.55,
        roles.PRODUCT: 0.6,
        roles.VALUE: 0.6,
        roles.NOTE: 0.2,
    }.get(column.role, 0.5)


def _join_cost(before: str, text: str, column: Column, is_first: bool) -> float:
    """What it costs to put a line into the cell of the line before it."""
    if column.role in (roles.WORK, roles.TARGET):
        return 0.35 if _BULLET.match(text) or text[:1].islower() else 0.9
    if column.role in (roles.LEAD, roles.SUPPORT, roles.DIRECT):
        if _BULLET.match(before) and _BULLET.match(text):
            if _ACTS.search(before) and _ACTS.search(text):
                return -0.3
            if column.role == roles.LEAD and is_group(text.lstrip("-–•+ ")):
                return 0.5
            return 0.05
        if text[:1].islower() or before.rstrip().endswith((",", ";")):
            return 0.2
        return 1.2
    if column.role == roles.DUE:
        return 0.5
    return 0.25 if _BULLET.match(text) and _BULLET.match(before) else 0.8


def _costs(text: str, columns: Sequence[Column], index: int) -> list[float]:
    agency, due = looks_agency(text), looks_due(text)
    return [_cost(text, column, index, agency, due) for column in columns]


def _cost(text: str, column: Column, index: int, agency: float, due: float) -> float:
    """How badly a cell fits a column, 0 best."""
    is_short = len(text) < 90
    role = column.role
    if role in (roles.WORK, roles.TARGET):
        if index == 0:
            return 0.0
        return (
            1.0
            + (0.8 if agency > 0.6 and is_short else 0)
            + (0.9 if due > 0.7 else 0)
            + (0.4 if is_short else -0.3)
        )
    if role in (roles.LEAD, roles.SUPPORT):
        acts = (
            0.25
            if role == roles.SUPPORT and re.search(r"(?:chỉ đạo|chủ trì|thực hiện)\s*[;.]?$", text)
            else 0.0
        )
        group = 0.08 if role == roles.LEAD and is_group(text.lstrip("-–•+ ")) else 0.0
        return (
            (1.0 - agency) * 2.4 + (0.6 if due > 0.7 else 0) + (0.3 if len(text) > 220 else 0) + acts + group
        )
    if role == roles.DIRECT:
        return (
            0.1
            if re.search(r"giám đốc|chủ tịch|đ/c|đồng chí|lãnh đạo|trưởng", text, re.I)
            else (1.0 - agency) * 1.5 + 0.6
        )
    if role == roles.DUE:
        return (1.0 - due) * 2.4 + (0.5 if agency > 0.8 and due < 0.5 else 0)
    if role == roles.PRODUCT:
        fits = _PRODUCT.match(text.lstrip("-–•+ ")) is not None or _VALUE.match(text) is not None
        return (
            (0.1 if fits else 0.55)
            + (1.1 if due > 0.7 else 0)
            + (0.9 if agency > 0.8 and not fits else 0)
            + (0.4 if not is_short else 0)
        )
    if role in (roles.VALUE, roles.BASELINE):
        return 0.05 if _VALUE.match(text) else 1.3
    if role == roles.UNIT:
        return 0.05 if _UNIT.match(text) else 1.4
    if role == roles.NOTE:
        return (0.2 if _NOTE.match(text) else 0.4) + (0.7 if due > 0.7 else 0) + (0.6 if agency > 0.8 else 0)
    if role == roles.BASIS:
        return (
            0.1
            if re.search(r"số\s+\d|/[A-ZĐ]{2}|-[A-ZĐ]{2}|nghị quyết|quyết định|kế hoạch", text, re.I)
            else 1.0
        )
    if role == roles.MONEY:
        return 0.2 if re.search(r"\d|ngân sách|xã hội hóa|nguồn", text, re.I) else 1.2
    return 0.5


def fill(row: Row, cells: Sequence[Passage | None], columns: Sequence[Column]) -> None:
    """Cells whose places are known: one a column, None where empty."""
    for column, cell in zip(columns, cells, strict=False):
        if cell is not None and cell.text and column.role != roles.NUMBER:
            row.cells.append((column, cell))
