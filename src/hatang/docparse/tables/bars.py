"""Tables written as cells between lines that hold only a bar ("|")."""

import re
from dataclasses import dataclass

from hatang.docparse.lines import Line
from hatang.docparse.passages import Passage, joined
from hatang.docparse.tables import roles
from hatang.docparse.tables.align import align, fill
from hatang.docparse.tables.grid import Grid, Row, is_label
from hatang.docparse.tables.roles import Column, kind_of, read_column

_BREAKS = re.compile(r"[-–•+]\s|\([a-zđ\d]\)|[a-zđ]\)")
# A header is looked for in the first cells only: not every bar of a long text may read on to its end.
_HEADER_CELLS = 48


@dataclass(frozen=True, slots=True)
class _Item:
    bars: int  # walls before the cell
    cell: Passage
    line: int


def find_bar_tables(lines: list[Line]) -> tuple[list[Grid], list[tuple[int, int]]]:
    """All tables between bars, and the ranges of lines they fill."""
    grids: list[Grid] = []
    ranges: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        if not lines[index].is_bar:
            index += 1
            continue
        found = _read_table(lines, index)
        if found is None:
            while index < len(lines) and lines[index].is_bar:
                index += 1
            while index < len(lines) and not lines[index].is_bar:
                index += 1
                if not _is_cell_line(lines, index):
                    break
            continue
        grid, end = found
        grids.append(grid)
        ranges.append((index, end))
        index = end
    return grids, ranges


def _is_cell_line(lines: list[Line], index: int) -> bool:
    return index < len(lines) and lines[index].gap == 0


def _read_table(lines: list[Line], first: int) -> tuple[Grid, int] | None:
    beginning, _ = _items(lines, first, most=_HEADER_CELLS)
    if len(beginning) < 4 or _header(beginning)[0] is None:
        return None
    items, end = _items(lines, first)
    header, at = _header(items)
    if header is None:
        return None
    columns = [read_column(title.text) for title in header]
    rows, last = _rows(items, at, columns)
    if last < len(items):
        end = items[last].line
    kind = kind_of(columns)
    grid = Grid(kind, columns, rows, items[0].cell.start, lines[end - 1].passage.end)
    return grid, end


def _items(lines: list[Line], first: int, most: int | None = None) -> tuple[list[_Item], int]:
    """Cells (the first `most` of them) with the number of bars before each; ends where a text runs on without bars."""
    items: list[_Item] = []
    bars, index = 0, first
    while index < len(lines) and (most is None or len(items) < most):
        line = lines[index]
        if line.is_bar:
            bars += 1
            index += 1
            continue
        start = index
        pieces: list[Passage] = []
        while index < len(lines) and not lines[index].is_bar:
            pieces.append(lines[index].passage)
            index += 1
        items.append(_Item(bars, _cell(pieces), start))
        bars = 0
        if index >= len(lines):
            break
    return items, index


def _cell(pieces: list[Passage]) -> Passage:
    cell = pieces[0]
    for piece in pieces[1:]:
        cell = joined([cell, piece], "\n" if _BREAKS.match(piece.text) else " ")
    return cell


def _header(items: list[_Item]) -> tuple[list[Passage] | None, int]:
    titles = [items[0].cell]
    at = 1
    while at < len(items) and items[at].bars == 1 and len(titles) < 16:
        titles.append(items[at].cell)
        at += 1
    known = [
        column.role
        for column in map(read_column, (title.text for title in titles))
        if column.role != roles.OTHER
    ]
    if len(titles) < 3 or len(known) < 2 or any(len(title.text) > 110 for title in titles):
        return None, 0
    return _second_row(titles, items, at)


def _second_row(titles: list[Passage], items: list[_Item], at: int) -> tuple[list[Passage], int]:
    """A header of two rows: the last title spans "Năm 2026", "Năm 2027", ..."""
    under, index = [], at
    while index < len(items) and (index == at or items[index].bars == 1):
        if not re.match(r"(?:Đến )?[Nn]ăm\s+\d{4}|Tổng|\d{4}$|Trong đó|NSNN|Quý", items[index].cell.text):
            break
        under.append(items[index].cell)
        index += 1
    if len(under) < 2 or (index < len(items) and items[index].bars == 1):
        return titles, at
    wide = next(
        (
            i
            for i in range(len(titles) - 1, -1, -1)
            if re.search(r"giai đoạn|năm|kế hoạch|chỉ tiêu|kinh phí", titles[i].text, re.I)
        ),
        len(titles) - 1,
    )
    return [*titles[:wide], *under, *titles[wide + 1 :]], index


def _rows(items: list[_Item], at: int, columns: list[Column]) -> tuple[list[Row], int]:
    width = len(columns)
    rows: list[Row] = []
    cells: list[Passage | None] = []
    for index in range(at, len(items)):
        item = items[index]
        if index == at:
            cells = [None] * min(max(item.bars - 2, 0), width - 1)
        elif len(cells) >= width:
            if item.bars < 2:
                _close(rows, cells, columns)
                return rows, index
            _close(rows, cells, columns)
            cells = [None] * min(item.bars - 2, width - 1)
        elif item.bars == 1:
            pass
        elif _ends_row(cells, item, columns):
            _close(rows, cells, columns)
            spare = item.bars - (width - len(cells) + 2)
            cells = [] if is_label(item.cell.text) else [None] * min(max(spare, 0), width - 1)
        else:
            cells += [None] * (item.bars - 1)
        cells.append(item.cell)
    _close(rows, cells, columns)
    return rows, len(items)


def _ends_row(cells: list[Passage | None], item: _Item, columns: list[Column]) -> bool:
    width, place = len(columns), len(cells) + item.bars - 1
    if place >= width:
        return True
    if _is_title(item.cell.text, columns):
        return True
    if not is_label(item.cell.text) and item.cell.text not in ("-", "+"):
        return False
    return (
        columns[place].role not in (roles.VALUE, roles.BASELINE, roles.MONEY, roles.UNIT)
        or not item.cell.text[0].isdigit()
    )


def _close(rows: list[Row], cells: list[Passage | None], columns: list[Column]) -> None:
    present = [cell for cell in cells if cell is not None]
    if not present or _repeats_header(present, columns):
        return
    has_number = bool(columns) and columns[0].role == roles.NUMBER
    first = cells[0] if cells else None
    label = first.text.strip(" .)") if has_number and first is not None and is_label(first.text) else None
    row = Row(label, start=present[0].start)
    if len(cells) == len(columns) or len(present) <= 2:
        fill(row, cells, columns)
    else:
        body = present[1:] if label else present
        row.cells = align(body, [column for column in columns if column.role != roles.NUMBER])
    rows.append(row)


def _repeats_header(cells: list[Passage], columns: list[Column]) -> bool:
    return len(cells) > 1 and sum(_is_title(cell.text, columns) for cell in cells) >= max(2, len(cells) - 1)


def _is_title(text: str, columns: list[Column]) -> bool:
    """The words of a header of this table, printed again in the middle of it."""
    if len(text) > 45:
        return False
    if any(text == column.title for column in columns):
        return True
    return (
        re.fullmatch(
            r"Nội dung|Nhiệm vụ|(?:Cơ quan|Đơn vị) (?:chủ trì|thực hiện|phối hợp)|Thời gian (?:thực hiện|hoàn thành)|Sản phẩm(?: đầu ra)?|Ghi chú",
            text,
        )
        is not None
    )
