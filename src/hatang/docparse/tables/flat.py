"""Tables whose cells stand one a line (empty ones dropped), or whose wrapped lines ran together."""

import re
from dataclasses import dataclass

from hatang.docparse.dues import looks_due
from hatang.docparse.lines import Layout, Line, ends_early
from hatang.docparse.markers import follows
from hatang.docparse.passages import Passage, joined
from hatang.docparse.tables import roles
from hatang.docparse.tables.align import align
from hatang.docparse.tables.grid import LABEL, LABEL_TEXT, Grid, Row
from hatang.docparse.tables.roles import Column, kind_of, phrases, read_column
from hatang.docparse.tables.stream import stream_row

_FIRST = re.compile(r"(?:STT|TT|Số TT|Số thứ tự)(?!\w)")
_END = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu)\b|Nơi nhận|\[\d{1,2}\]\s|[¹²³]|(?:TM|KT|TL)\.\s|Ghi chú:|Tổng cộng$"
)


def find_flat_tables(lines: list[Line], layout: Layout) -> tuple[list[Grid], list[tuple[int, int]]]:
    """All tables that begin with a header line STT/TT and lost their walls."""
    grids: list[Grid] = []
    ranges: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        if _between_bars(lines, index) or not _FIRST.match(lines[index].text):
            index += 1
            continue
        header = _header(lines, index)
        if header is None:
            index += 1
            continue
        columns, body = header
        ran_together = body - index < len(columns)  # several titles in one line: so are the cells
        table = _Reading(columns, layout, is_stream=layout.width > 0 and ran_together)
        rows, end = _rows(lines, body, table)
        if rows:
            grids.append(
                Grid(kind_of(columns), columns, rows, lines[index].passage.start, lines[end - 1].passage.end)
            )
            ranges.append((index, end))
        index = max(end, index + 1)
    return grids, ranges


def _between_bars(lines: list[Line], index: int) -> bool:
    return lines[index].is_bar or (index > 0 and lines[index - 1].is_bar)


def _header(lines: list[Line], first: int) -> tuple[list[Column], int] | None:
    return _header_by_phrases(lines, first) or _header_by_lines(lines, first)


def _header_by_phrases(lines: list[Line], first: int) -> tuple[list[Column], int] | None:
    """Titles that wrapped and ran together: read known titles one after the other."""
    text, best = "", None
    for offset in range(min(16, len(lines) - first)):
        line = lines[first + offset].text
        text = f"{text} {line}".strip()
        found, at = phrases(text)
        if at >= len(text.rstrip()) and len(found) >= 4:
            best = (found, first + offset + 1)
        elif best and at < len(text) - len(line) - 1:
            break
    if best is None:
        return None
    following = lines[best[1]].text if best[1] < len(lines) else ""
    if following[:1].islower():
        return None
    return [read_column(title) for title, _, _ in best[0]], best[1]


def _header_by_lines(lines: list[Line], first: int) -> tuple[list[Column], int] | None:
    titles: list[str] = []
    index = first
    while index < len(lines) and index < first + 14:
        text = lines[index].text
        if len(text) > 70 or _starts_rows(text):
            break
        if titles and text[:1].islower():
            titles[-1] = f"{titles[-1]} {text}"
        else:
            titles.append(text)
        index += 1
    columns = [read_column(title) for title in titles]
    known = [column for column in columns if column.role != roles.OTHER]
    if len(columns) < 3 or len(known) < 3 or kind_of(columns) is None:
        return None
    return columns, index


def _starts_rows(text: str) -> bool:
    return (
        re.fullmatch(r"(?:1|I|A|1\.1|I\.1)[.)]?", text) is not None
        or re.match(r"(?:1|I|A)[.)]?\s+\S", text) is not None
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the rows of one table are read."""

    columns: list[Column]
    layout: Layout
    is_stream: bool


def _rows(lines: list[Line], first: int, table: _Reading) -> tuple[list[Row], int]:
    rows: list[Row] = []
    group: list[Line] = []
    label: str | None = None
    last_label: str | None = None
    tops: list[str] = []

    def close() -> None:
        if group:
            made = _make_row(label, group, table)
            if made:
                rows.append(made)

    index = first
    while index < len(lines):
        line = lines[index]
        text = line.text
        if _END.match(text) or line.is_bar:
            break
        found = _label(lines, index, last_label, tops)
        if found is not None:
            close()
            label, rest = found
            last_label = label if label[0].isdigit() else None
            tops.append(label)
            group = [Line(rest, line.indent, line.is_bold, False, line.gap)] if rest is not None else []
        elif _is_group_title(line, group, is_stream=table.is_stream):
            close()
            label, group = None, [line]
        else:
            group.append(line)
        index += 1
    close()
    return rows, index


def _label(
    lines: list[Line], index: int, last: str | None, tops: list[str]
) -> tuple[str, Passage | None] | None:
    """A row number in its own line or before the first words, when it can come next."""
    passage = lines[index].passage
    alone = LABEL.fullmatch(passage.text)
    label = passage.text.strip(" .)") if alone else None
    rest: Passage | None = None
    if label is None:
        match = LABEL_TEXT.match(passage.text)
        if not match:
            return None
        label, rest = match[1].strip(" .)"), passage.cut(match.end())
        if looks_due(passage.text) > 0.9 or not re.match(r"[^\W\d_]", rest.text) or rest.text[0].islower():
            return None
    if label[0].isdigit():
        if follows(label, last) or _is_known_next(label, tops):
            return label, rest
        return None
    if alone and re.fullmatch(r"[IVX]+|[A-ZĐ]", label):
        return label, rest
    return None


def _is_known_next(label: str, tops: list[str]) -> bool:
    """2 after 1.32, 1 after a Roman group, 1.1 after 1."""
    numbers = [top for top in tops if top[0].isdigit()]
    if not numbers:
        return label in ("1", "1.1")
    if tops and not tops[-1][0].isdigit() and label == "1":
        return True
    depth = label.count(".")
    for earlier in reversed(numbers):
        if earlier.count(".") == depth:
            return follows(label, earlier)
        if earlier.count(".") < depth:
            return label.startswith(f"{earlier}.") and follows(label, earlier)
        parts = earlier.split(".")[: depth + 1]
        if follows(label, ".".join(parts)):
            return True
    return False


def _is_group_title(line: Line, group: list[Line], *, is_stream: bool) -> bool:
    """An unnumbered line of its own between rows: "Các nhiệm vụ về quản lý nhà nước"."""
    if not is_stream or not group:
        return False
    return (
        re.match(r"(?:Các nhiệm vụ|Nhóm nhiệm vụ|Nhiệm vụ về|Nhóm)\b", line.text) is not None
        and len(line.text) < 90
    )


def _make_row(label: str | None, group: list[Line], table: _Reading) -> Row | None:
    row = Row(label, start=group[0].passage.start)
    bare = [column for column in table.columns if column.role != roles.NUMBER]
    if table.is_stream:
        row.cells = stream_row(group, bare)
    else:
        row.cells = align(_whole_cells(group, table.layout.width), bare)
    return row if row.cells else None


def _whole_cells(group: list[Line], width: int) -> list[Passage]:
    """One passage a cell: a line that filled the page goes on in the next one."""
    cells: list[Passage] = []
    for number, line in enumerate(group):
        before = group[number - 1].text if number else ""
        is_full = width and len(before) >= 0.7 * width and not ends_early(before, line.text, width)
        if cells and is_full and not re.match(r"[-–•+]\s", line.text):
            cells[-1] = joined([cells[-1], line.passage])
        else:
            cells.append(line.passage)
    return cells
