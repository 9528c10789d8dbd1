"""Pages of words and ruling lines -> one text: furniture dropped, paragraphs and tables joined."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hatang.docparse.readers.blocks import (
    Block,
    Box,
    Grid,
    PageStart,
    Paragraph,
    Row,
)
from hatang.docparse.readers.columns import Columns, split_columns
from hatang.docparse.readers.grid import Lattice, Stroke, find_lattices
from hatang.docparse.readers.joins import Drawn, continue_table, may_continue
from hatang.docparse.readers.lines import (
    Area,
    Line,
    Word,
    area_of,
    begins_paragraph,
    lines_of,
    measure,
    paragraph,
    paragraphs_of,
)

_PAGE_NUMBER = re.compile(r"[-–—|\s]*(?:Trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—|\s]*")
_NOTE_MARK = re.compile(r"[\[(]?(\d{1,3})[\])]?|([¹²³⁴-⁹⁰]{1,3})")
_EDGE = 0.12  # share of the page height in which page numbers stand
_MARGIN = 0.075  # and in which running titles stand: 22 mm of A4
_RIGHT_MARGIN = 62.0  # [pt] widest right margin taken for granted on a page with few lines
_NOTE_SIZE = 0.93  # footnotes are set smaller than this share of the text


@dataclass(slots=True)
class Sheet:
    """One page: its size [pt], words and ruling lines (position across, start, end)."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    across: list[Stroke] = field(default_factory=list)
    down: list[Stroke] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    sheet: Sheet
    tables: list[Drawn]
    lines: list[Line]
    notes: list[list[Line]] = field(default_factory=list)
    area: Area = field(default_factory=lambda: Area(0.0, 1.0))


def compose(sheets: Sequence[Sheet]) -> list[Block]:
    """The paragraphs and tables of all pages in reading order, footnotes at the end."""
    pages = [_page(sheet) for sheet in sheets]
    _drop_furniture(pages)
    for page in pages:
        _take_notes(page)
    _measure(pages)
    composer = _Composer()
    for page in pages:
        composer.add(page)
    return [*composer.finish(), *_note_blocks(pages)]


def _page(sheet: Sheet) -> _Page:
    lattices = find_lattices(sheet.across, sheet.down) if sheet.across and sheet.down else []
    cells: list[list[list[Word]]] = [[[] for _ in lattice.places] for lattice in lattices]
    loose: list[Word] = []
    for word in sheet.words:
        for lattice, inside in zip(lattices, cells, strict=True):
            place = lattice.place_of((word.x0 + word.x1) / 2, word.middle)
            if place is not None:
                inside[place].append(word)
                break
        else:
            loose.append(word)
    drawn = [
        _drawn(lattice, inside)
        for lattice, inside in zip(lattices, cells, strict=True)
        if any(map(bool, inside))
    ]
    return _Page(sheet, drawn, lines_of(loose))


def _drawn(lattice: Lattice, words: list[list[Word]]) -> Drawn:
    """The lattice with its words as paragraphs in boxes."""
    n_rows, n_cols = len(lattice.ys) - 1, len(lattice.xs) - 1
    rows: list[Row] = [[None] * n_cols for _ in range(n_rows)]
    lines = [lines_of(inside) for inside in words]
    padding = _padding(lattice, lines)
    for place, inside in zip(lattice.places, lines, strict=True):
        left, right = lattice.xs[place.col] + padding, lattice.xs[place.col + place.n_cols] - padding
        rows[place.row][place.col] = Box(_cell_blocks(inside, left, right), place.n_rows, place.n_cols)
    grid = _without_slivers(Grid(rows))
    return Drawn(lattice.top, list(lattice.xs), grid, lattice.is_open_above, lattice.is_open_below)


def _padding(lattice: Lattice, lines: list[list[Line]]) -> float:
    """The white space between a wall and the words beside it: the least that is usual in the table."""
    gaps = sorted(
        gap
        for place, inside in zip(lattice.places, lines, strict=True)
        for line in inside
        for gap in (line.x0 - lattice.xs[place.col], lattice.xs[place.col + place.n_cols] - line.x1)
        if gap > 0
    )
    return min(max(gaps[len(gaps) // 20], 0.5), 8.0) if gaps else 5.0


def _cell_blocks(lines: list[Line], left: float, right: float) -> list[Block]:
    if not lines:
        return []
    measure(lines, Area(left, right, area_of(lines).gap))
    return [paragraph([group]) for group in paragraphs_of(lines)]


def _without_slivers(grid: Grid) -> Grid:
    """Rows in which no cell begins (double rules) are dropped."""
    drop = [index for index, row in enumerate(grid.rows) if not any(row)]
    for index in reversed(drop):
        for row_index, _, box in grid.boxes():
            if row_index < index < row_index + box.n_rows:
                box.n_rows -= 1
        del grid.rows[index]
    return grid


# --- what is on every page and belongs to none


def _drop_furniture(pages: list[_Page]) -> None:
    """Leave out page numbers, and lines in the margin that come back on other pages."""
    repeated = Counter(
        key for page in pages for key in {_edge_key(page, line) for line in _edge_lines(page, _MARGIN)}
    )
    least = max(2, min(len(pages) // 2, 4))
    for page in pages:
        drop = {id(line) for line in _edge_lines(page, _EDGE) if _PAGE_NUMBER.fullmatch(line.text)}
        drop |= {id(line) for line in _edge_lines(page, _MARGIN) if repeated[_edge_key(page, line)] >= least}
        page.lines = [line for line in page.lines if id(line) not in drop]


def _edge_lines(page: _Page, share: float) -> list[Line]:
    top, bottom = page.sheet.height * share, page.sheet.height * (1 - share)
    return [line for line in page.lines if line.bottom < top or line.top > bottom]


def _edge_key(page: _Page, line: Line) -> str:
    place = (
        round(line.top / 4)
        if line.top < page.sheet.height / 2
        else -round((page.sheet.height - line.top) / 4)
    )
    return f"{place} {re.sub(r'[0-9]+', '#', line.text.casefold())}"


def _take_notes(page: _Page) -> None:
    """Set the footnotes at the foot of a page apart: small print that begins with a number."""
    if len(page.lines) < 4:
        return
    sizes = sorted(line.em for line in page.lines)
    limit = sizes[len(sizes) * 2 // 3] * _NOTE_SIZE
    first = len(page.lines)
    while (
        first > 0 and page.lines[first - 1].em < limit and page.lines[first - 1].top > page.sheet.height * 0.4
    ):
        first -= 1
    while first < len(page.lines) and not _begins_note(page.lines[first]):
        first += 1
    if first == 0 or (page.tables and page.tables[-1].top > page.lines[first - 1].bottom):
        return
    for line in page.lines[first:]:
        if _begins_note(line) or not page.notes:
            page.notes.append([])
        page.notes[-1].append(line)
    del page.lines[first:]


def _begins_note(line: Line) -> bool:
    mark = _NOTE_MARK.fullmatch(line.words[0].text)
    return mark is not None and len(line.words) > 1 and not line.is_columned


def _note_blocks(pages: list[_Page]) -> Iterator[Block]:
    for note in (note for page in pages for note in page.notes):
        words = [word.text for line in note for word in line.words]
        mark = _NOTE_MARK.fullmatch(words[0])
        number = f"[{mark.group(1)}]" if mark and mark.group(1) else words[0]
        yield Paragraph([(" ".join([number, *words[1:]]), False)])


def _measure(pages: list[_Page]) -> None:
    """Find the edges of the text of each page; short pages take those of pages as wide."""
    by_width: dict[int, list[Line]] = {}
    for page in pages:
        by_width.setdefault(round(page.sheet.width / 10), []).extend(page.lines)
    shared = {width: area_of(lines) for width, lines in by_width.items() if lines}
    for page in pages:
        whole = shared.get(round(page.sheet.width / 10), page.area)
        area = area_of(page.lines) if len(page.lines) >= 12 else whole
        # Few lines may all be short: then the edge of the text is where margins usually are.
        n_long = sum(1 for line in page.lines if line.x1 - line.x0 > 0.6 * page.sheet.width)
        right = area.right if n_long >= 4 else max(area.right, page.sheet.width - _RIGHT_MARGIN)
        page.area = Area(area.left, right, area.gap, whole.is_indented)
        measure(page.lines, page.area)


# --- reading order


@dataclass(slots=True)
class _Composer:
    """Puts the pages together; the last paragraph and table stay open for the next page."""

    blocks: list[Block] = field(default_factory=list)
    group: list[Line] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    table: Drawn | None = None
    is_new_page: bool = False
    is_first_page: bool = True

    def add(self, page: _Page) -> None:
        """Append one page in reading order."""
        self.is_new_page = True
        for part in self._parts(page):
            if isinstance(part, Drawn):
                self._close_paragraph()
                self._add_table(part, page.sheet.width)
            elif isinstance(part, Columns):
                self._close_paragraph()
                self._begin_page()
                self.blocks.extend(_column_blocks(part))
                self.table = None
            else:
                self._add_line(part, page.area)
        if self.is_new_page:
            self._close_paragraph()
            self._begin_page()
        self.is_first_page = False

    def finish(self) -> list[Block]:
        """All blocks."""
        self._close_paragraph()
        return self.blocks

    def _parts(self, page: _Page) -> list[Line | Columns | Drawn]:
        columns, lines = split_columns(page.lines, page.area, page.sheet, is_first=self.is_first_page)
        parts: list[Line | Columns | Drawn] = [*columns, *lines, *page.tables]
        return sorted(parts, key=lambda part: part.top)

    def _add_line(self, line: Line, area: Area) -> None:
        if line.is_drawn:
            return
        if self.is_new_page and self.group:
            line.gap = None
            self.is_new_page = False
            if begins_paragraph(self.group, line, is_indented=area.is_indented):
                self._close_paragraph()
                self.blocks.append(PageStart())
            else:
                self.breaks.add(id(line))
        elif self.is_new_page:
            self._begin_page()
        if self.group and begins_paragraph(self.group, line, is_indented=area.is_indented):
            self._close_paragraph()
        self.group.append(line)
        self.table = None

    def _add_table(self, drawn: Drawn, width: float) -> None:
        before = self.table
        if before is not None and self.is_new_page and may_continue(before, drawn, width):
            self.is_new_page = False
            if not continue_table(before, drawn):
                self.blocks.append(PageStart())
            return
        self._begin_page()
        self.blocks.append(drawn.grid)
        self.table = drawn

    def _begin_page(self) -> None:
        if self.is_new_page:
            self.blocks.append(PageStart())
            self.is_new_page = False

    def _close_paragraph(self) -> None:
        if self.group:
            self.blocks.append(paragraph([self.group], breaks=frozenset(self.breaks)))
        self.group, self.breaks = [], set()


def _column_blocks(columns: Columns) -> Iterator[Block]:
    for groups in (columns.left, columns.right):
        for group in groups:
            yield paragraph([group])
