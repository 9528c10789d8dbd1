"""Tables whose cells the file itself kept (docx, html, pdf with ruling lines, scans)."""

from hatang.docparse.passages import Passage
from hatang.docparse.source import Cell, Source, Table
from hatang.docparse.tables import roles
from hatang.docparse.tables.align import fill
from hatang.docparse.tables.grid import Grid, Row, is_label
from hatang.docparse.tables.roles import Column, kind_of, read_column

_SHARED = (roles.LEAD, roles.SUPPORT, roles.DIRECT, roles.DUE, roles.NUMBER)


def grids_of(source: Source) -> list[Grid]:
    """Every table with a header that says what its columns hold."""
    grids = (_grid(source.text, table) for table in source.tables)
    return [grid for grid in grids if grid is not None]


def _grid(text: str, table: Table) -> Grid | None:
    n_rows = max((cell.row + cell.n_rows for cell in table.cells), default=0)
    n_cols = max((cell.col + cell.n_cols for cell in table.cells), default=0)
    if n_rows < 2 or n_cols < 2:
        return None
    places = spread(table.cells)
    header = _header(text, places, n_rows, n_cols)
    if header is None:
        return None
    columns, first = header
    rows = [row for index in range(first, n_rows) if (row := _row(text, places, columns, index)) is not None]
    return Grid(kind_of(columns), columns, rows, table.start, table.end)


def spread(cells: list[Cell]) -> dict[tuple[int, int], Cell]:
    """Every place of the table with the cell that covers it."""
    places: dict[tuple[int, int], Cell] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.n_rows):
            for col in range(cell.col, cell.col + cell.n_cols):
                places.setdefault((row, col), cell)
    return places


def _title(text: str, cell: Cell | None) -> str:
    return " ".join(text[cell.start : cell.end].split()) if cell else ""


def _header(
    text: str, places: dict[tuple[int, int], Cell], n_rows: int, n_cols: int
) -> tuple[list[Column], int] | None:
    """The first rows that name the columns; a second row under merged titles is joined to them."""
    for first in range(min(3, n_rows)):
        titles = [_title(text, places.get((first, col))) for col in range(n_cols)]
        columns = [read_column(title) for title in titles]
        known = {column.role for column in columns} - {roles.OTHER}
        if len(known) < 2 or (kind_of(columns) is None and len(known) < 3):
            continue
        if any(len(title) > 120 for title in titles):
            continue
        deep = _second_row(text, places, first, titles, n_rows, n_cols)
        return deep if deep is not None else (columns, first + 1)
    return None


def _second_row(
    text: str, places: dict[tuple[int, int], Cell], first: int, titles: list[str], n_rows: int, n_cols: int
) -> tuple[list[Column], int] | None:
    wide = [
        col
        for col in range(n_cols)
        if (cell := places.get((first, col))) is not None and cell.n_cols > 1 and cell.n_cols < n_cols
    ]
    if not wide or first + 1 >= n_rows:
        return None
    under = [_title(text, places.get((first + 1, col))) for col in wide]
    if not all(under) or any(len(title) > 60 for title in under):
        return None
    named = list(titles)
    for col, title in zip(wide, under, strict=True):
        named[col] = title if read_column(title).role != roles.OTHER else f"{titles[col]} {title}"
    return [read_column(title) for title in named], first + 2


def _row(text: str, places: dict[tuple[int, int], Cell], columns: list[Column], index: int) -> Row | None:
    cells: list[Passage | None] = []
    covered: set[int] = set()
    for col in range(len(columns)):
        cell = places.get((index, col))
        is_own = (
            cell is not None
            and id(cell) not in covered
            and (cell.row == index or columns[col].role in _SHARED)
        )
        if cell is None or not is_own or cell.start == cell.end:
            cells.append(None)
        else:
            covered.add(id(cell))
            cells.append(Passage.of(text[cell.start : cell.end], cell.start))
    present = [cell for cell in cells if cell is not None]
    if not present:
        return None
    first = cells[0]
    has_number = columns[0].role == roles.NUMBER and first is not None
    label = first.text.strip(" .)") if has_number and first is not None and is_label(first.text) else None
    row = Row(label, start=present[0].start)
    if columns[0].role == roles.NUMBER and first is not None and label is None and len(present) == 1:
        work = next((column for column in columns if column.role in (roles.WORK, roles.TARGET)), None)
        if work is not None:
            row.cells.append((work, first))
            return row
    fill(row, cells, columns)
    return row
