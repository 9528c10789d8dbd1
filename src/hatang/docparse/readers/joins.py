"""Tables that go on over pages: one header, whole rows, merged cells that stay merged."""

import re
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from hatang.docparse.readers.blocks import Box, Grid, Paragraph, Row, header_height, row_key, same_rows
from hatang.docparse.readers.lines import ends_sentence, starts_with_label

_LONGEST_SPAN = 60  # [rows] a merged cell is looked for so far above a page break


@dataclass(slots=True)
class Drawn:
    """A table of one page: column edges and rows."""

    top: float
    edges: list[float]
    grid: Grid
    is_open_above: bool = False
    is_open_below: bool = False


def may_continue(before: Drawn, after: Drawn, width: float) -> bool:
    """The outer edges agree and the columns of one are among those of the other."""
    tolerance = 0.012 * width
    if (
        abs(before.edges[0] - after.edges[0]) > 2 * tolerance
        or abs(before.edges[-1] - after.edges[-1]) > 2 * tolerance
    ):
        return False
    few, many = sorted((before.edges, after.edges), key=len)
    return all(min(abs(edge - other) for other in many) <= tolerance for edge in few[1:-1])


def continue_table(before: Drawn, after: Drawn) -> bool:
    """Append the rows of the next page; False when it held only the header again."""
    if len(before.edges) != len(after.edges):
        edges = max(before.edges, after.edges, key=len)
        for drawn in (before, after):
            _spread(drawn.grid, drawn.edges, edges)
        before.edges = edges
    is_open = before.is_open_below or after.is_open_above
    before.is_open_below = after.is_open_below
    rows = _without_header(before.grid, after.grid)
    if rows is after.grid.rows and _strip_header(before.grid, rows):
        is_open = True  # no line parts the header from the rest of a row
    if not rows:
        return False
    is_marked = False
    if _is_cut(before.grid, rows[0], is_open=is_open):
        is_marked = _join_cut_row(before.grid, rows.pop(0))
    else:
        _extend_merged(before.grid, rows)
    first = next((box for box in rows[0] if box is not None), None) if rows and not is_marked else None
    if first is not None:
        first.begins_page = True
    before.grid.rows.extend(rows)
    return is_marked or first is not None


def _spread(grid: Grid, edges: list[float], wider: list[float]) -> None:
    """Give a grid the finer columns of another page."""
    if edges == wider:
        return
    place = [min(range(len(wider)), key=lambda index: abs(wider[index] - edge)) for edge in edges]
    for row_index, row in enumerate(grid.rows):
        spread: Row = [None] * (len(wider) - 1)
        for col, box in enumerate(row):
            if box is not None:
                box.n_cols = place[col + box.n_cols] - place[col]
                spread[place[col]] = box
        grid.rows[row_index] = spread


def _without_header(before: Grid, after: Grid) -> list[Row]:
    height = header_height(before)
    head = [row_key(row) for row in before.rows[:height]]
    for size in range(min(height, len(after.rows)), 0, -1):
        if any(head[0]) and same_rows([row_key(row) for row in after.rows[:size]], head[:size]):
            return after.rows[size:]
    return after.rows


def _strip_header(before: Grid, rows: list[Row]) -> bool:
    """Take the words of the header from the front of the cells of the first row, when all begin so."""
    if not before.rows or not rows or any(box is not None and box.n_rows > 1 for box in before.rows[0]):
        return False
    heads = [box.text.split() if box is not None else [] for box in before.rows[0]]
    pairs = [(box, head) for box, head in zip(rows[0], heads, strict=True) if box is not None]
    if sum(1 for _, head in pairs if head) < 2 or not all(_begins_with(box, head) for box, head in pairs):
        return False
    for box, head in pairs:
        _drop_words(box, len(head))
    return True


def _begins_with(box: Box, head: list[str]) -> bool:
    """A short head ("TT") may be misread, but something must stand for it."""
    words = box.text.split()
    is_short = sum(map(len, head)) <= 3
    return len(words) >= len(head) and (is_short or ratio(" ".join(words[: len(head)]), " ".join(head)) >= 85)


def _drop_words(box: Box, count: int) -> None:
    """Drop the first words of a cell; words are runs here."""
    for block in box.blocks:
        if isinstance(block, Paragraph):
            taken = min(count, len(block.runs))
            del block.runs[:taken]
            del block.confidences[:taken]
            count -= taken
    box.blocks = [block for block in box.blocks if not isinstance(block, Paragraph) or block.runs]


def _is_cut(before: Grid, row: Row, *, is_open: bool) -> bool:
    """Is the first row of a page the rest of the row the page before ended with?"""
    last = before.rows[-1]
    first, filled = row[0], [box for box in row if box is not None and box.text]
    if first is None or last[0] is None or not filled or not _same_places(last, row):
        return False
    if is_open:
        return not (first.text and last[0].text)
    if first.text or not last[0].text:
        return False
    n_boxes = sum(1 for box in row if box is not None)
    return any(box.text[0].islower() for box in filled) or len(filled) < n_boxes - 1


def _same_places(last: Row, row: Row) -> bool:
    """Do two rows have their cells at the same places, but for empty ones under a merged cell?"""
    return all(
        (above is None) == (box is None) or (box is not None and not box.text)
        for above, box in zip(last, row, strict=True)
    ) and not any(box is not None and box.text and box.n_rows > 1 for box in row)


def _join_cut_row(before: Grid, rest: Row) -> bool:
    """Append the words of a cut row to its cells; True when one of them now holds the page break."""
    is_marked = False
    last = len(before.rows) - 1
    for col, box in enumerate(rest):
        above = None if box is None else _covering(before, last, col)
        if box is None or above is None:
            continue
        above.n_rows += box.n_rows - 1  # a merged cell goes on below the cut row
        if not box.text:
            continue
        if not is_marked and not above.text:
            above.begins_page = is_marked = True
        _join_cells(above, box)
    return is_marked


def _covering(grid: Grid, row: int, col: int) -> Box | None:
    """The cell that stands at a place or is merged over it from above."""
    for above in range(row, max(row - _LONGEST_SPAN, -1), -1):
        box = grid.rows[above][col]
        if box is not None:
            return box if above + box.n_rows > row else None
    return None


def _join_cells(above: Box, below: Box) -> None:
    last, first = above.blocks[-1] if above.blocks else None, below.blocks[0]
    if (
        isinstance(last, Paragraph)
        and isinstance(first, Paragraph)
        and not ends_sentence(last.text)
        and not starts_with_label(first.text)
    ):
        runs = [*last.runs, (" ", last.is_bold), *first.runs]
        joined = Paragraph(runs, confidences=[*last.confidences, *first.confidences])
        above.blocks = [*above.blocks[:-1], joined, *below.blocks[1:]]
    else:
        above.blocks = [*above.blocks, *below.blocks]


def _extend_merged(before: Grid, rows: list[Row]) -> None:
    """A cell merged over rows goes on over the page break where its place is empty there.

    When only its first row stood before the break nothing shows that it was merged; but an empty
    place in a numbered row, in a column that all other numbered rows fill, tells the same.
    """
    height = len(before.rows)
    near = [
        (height - back, col, box)
        for back in range(1, min(height, _LONGEST_SPAN) + 1)
        for col, box in enumerate(before.rows[-back])
    ]
    for row_index, col, box in near:
        if box is None or not box.text or row_index + box.n_rows != height:
            continue
        below = rows[0][col]
        if below is None or below.text or below.n_cols != box.n_cols:
            continue
        if box.n_rows > 1 or (col > 1 and _is_always_filled([*before.rows, *rows[1:]], rows[0], col)):
            box.n_rows += below.n_rows
            rows[0][col] = None


def _is_always_filled(rows: list[Row], row: Row, col: int) -> bool:
    if not _is_numbered(row):
        return False
    places = [other[col] for other in rows[-_LONGEST_SPAN:] if _is_numbered(other)]
    boxes = [box for box in places if box is not None]
    return len(boxes) >= 4 and all(box.text for box in boxes)


def _is_numbered(row: Row) -> bool:
    """A row of a task: a number, then words in more than a heading's one cell."""
    first = row[0] if row else None
    filled = sum(1 for box in row if box is not None and box.text)
    return first is not None and re.match(r"\d", first.text) is not None and filled > 2
