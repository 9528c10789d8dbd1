"""Physical lines -> paragraphs: undo hard wraps, page breaks and interrupting footnotes."""

import re
from dataclasses import dataclass, replace

from hatang.docparse.markers import Marker, read_marker
from hatang.docparse.passages import Passage, joined

_LINE = re.compile(r"[^\n]*")
_MARKUP = re.compile(r"\*+|_\{[^}]*\}|\\(?=[-*.#])|(?<=\S)\s*\[\d{1,2}\]")  # also marks of footnotes
_MARKDOWN_RULE = re.compile(r"[\s|:+-]*---[\s|:+-]*")
_HEADING = re.compile(r"#{1,6}\s+")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_FOOTNOTE = re.compile(r"(?:[¹²³⁴-⁹]+|\[\d{1,3}\])\s*\S")
_TERMINAL = re.compile(r"[.;:!?…/]\s*[”\")\]]*$")
_OPEN_END = re.compile(
    r"(?:,|\(|-|–|\b(?:và|của|các|về|với|cho|trong|tại|theo|từ|đến|số|là|được|để|hoặc|do|"
    r"những|một|ngày|tháng|năm|bằng|như|trên|có|bộ|sở|bàn))$"
)
_CAPTION = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|THÔNG BÁO|CHỈ THỊ|Nơi nhận|Kính gửi|TM\.|KT\.|TL\.|TUQ\.|Q\.|"
    r"BIỂU|Biểu số|STT$|TT$|Căn cứ|Theo đề nghị|Xét đề nghị|Trên đây là|Số:|CỘNG HÒA|Độc lập)"
)
_KEY = re.compile(r"[^\W\d_][^:.;]{2,45}:\s")
_TITLE_END = re.compile(r"\b[IVX]+\.?$|\d\.$")


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line with something on it."""

    passage: Passage
    indent: int
    is_bold: bool
    is_bar: bool  # only "|": the wall between two cells of a flattened table
    gap: int  # blank lines before it
    is_heading: bool = False

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, whole; `marker` is its printed number."""

    passage: Passage
    marker: Marker | None
    is_bold: bool
    first_line: int  # index of its first physical line
    is_heading: bool = False

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def content(self) -> Passage:
        """The words behind the number."""
        return self.passage.cut(self.marker.end) if self.marker else self.passage

    @property
    def is_capitals(self) -> bool:
        letters = [char for char in self.content.text if char.isalpha()]
        return len(letters) > 2 and all(char.isupper() for char in letters)


def read_lines(text: str, bold_runs: list[tuple[int, int]]) -> list[Line]:
    """Split a text into its non-empty lines, free of markup characters.

    A bar ("|") is the wall between two cells, in a line of its own or between words.
    """
    lines: list[Line] = []
    bold = _BoldRuns(bold_runs)
    gap = 0
    for match in _LINE.finditer(text):
        if match.end() == match.start():
            if match.start() < len(text) and text[match.start()] == "\n":
                gap += 1
            continue
        raw = match.group()
        if not raw.strip():
            gap += 1
            continue
        if "|" in raw:
            found = _walled(raw, match.start(), gap, starts_row=not lines or lines[-1].is_bar or gap > 1)
        else:
            line = _clean(raw, match.start(), gap)
            found = [line] if line is not None else []
        lines.extend(bold.mark(line) for line in found)
        gap = 0 if found else gap
    return lines


class _BoldRuns:
    """Walks along the bold runs of a text."""

    def __init__(self, runs: list[tuple[int, int]]) -> None:
        self.runs = runs
        self.at = 0

    def mark(self, line: Line) -> Line:
        """The line, bold when a bold run covers its beginning."""
        start = line.passage.start
        while self.at < len(self.runs) and self.runs[self.at][1] <= start:
            self.at += 1
        if self.at < len(self.runs) and self.runs[self.at][0] <= start:
            return replace(line, is_bold=True)
        return line


def _walled(raw: str, offset: int, gap: int, *, starts_row: bool) -> list[Line]:
    """Cells and walls of one line such as "| 1 | Lắp trạm | Sở A |"."""
    if _MARKDOWN_RULE.fullmatch(raw):
        return []
    lines: list[Line] = []
    if raw.count("|") > 1 and not raw.lstrip().startswith("|") and starts_row:
        lines.append(_wall(offset, gap))  # the wall before the first cell is left out
    at = 0
    for piece in re.split(r"(\|)", raw):
        if piece == "|":
            lines.append(_wall(offset + at, gap))
        elif piece.strip():
            line = _clean(piece, offset + at, gap)
            if line is not None:
                lines.append(line)
        at += len(piece)
    return lines


def _wall(offset: int, gap: int) -> Line:
    return Line(Passage.of("|", offset), 0, False, True, max(gap - 1, 0))


def _clean(raw: str, offset: int, gap: int) -> Line | None:
    stripped = raw.strip()
    indent = len(raw) - len(raw.lstrip())
    is_bold = stripped.startswith("**") or stripped.endswith("**")
    passage = Passage.of(raw, offset)
    heading = _HEADING.match(stripped)
    if heading:
        passage = passage.cut(indent + heading.end())
    if "*" in passage.text or "\\" in passage.text or "_{" in passage.text or "[" in passage.text:
        passage = _without_markup(passage)
    passage = passage.cut(0)
    if not passage.text or (set(passage.text) <= set("-_=") and len(passage.text) > 2):
        return None
    return Line(passage, indent, is_bold or heading is not None, False, max(gap - 1, 0), heading is not None)


def _without_markup(passage: Passage) -> Passage:
    text = passage.text
    if text.count("*") == 1 and text.lstrip().startswith("* "):
        return passage  # a bullet
    kept, at = [], 0
    for match in _MARKUP.finditer(text):
        if match.start() > at:
            kept.append(_raw_cut(passage, at, match.start()))
        at = match.end()
    kept.append(_raw_cut(passage, at, len(text)))
    return joined([piece for piece in kept if piece.text], glue="")


def _raw_cut(passage: Passage, start: int, end: int) -> Passage:
    pieces = []
    for position, offset, length in passage.pieces:
        low, high = max(position, start), min(position + length, end)
        if low < high:
            pieces.append((low - start, offset + low - position, high - low))
    return Passage(passage.text[start:end], tuple(pieces))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text was laid out: hard wrapped at `width` or one paragraph a line; spaced or not."""

    width: int  # 0: not hard wrapped
    is_double_spaced: bool  # a blank line after every line says nothing
    has_gaps: bool  # blank lines stand between paragraphs
    indent: int  # 0, or the indentation that starts a paragraph

    @classmethod
    def of(cls, lines: list[Line]) -> "Layout":
        texts = [line for line in lines if not line.is_bar and len(line.text) > 20]
        if len(texts) < 8:
            return cls(0, False, any(line.gap for line in lines), 0)
        lengths = sorted(len(line.text) for line in texts)
        width = lengths[int(len(lengths) * 0.95)]
        near = sum(1 for length in lengths if length > 0.75 * width)
        is_wrapped = width <= 135 and near >= 0.3 * len(lengths)
        gaps = sum(1 for line in lines[1:] if line.gap)
        double = is_wrapped and gaps > 0.8 * len(lines)
        indents = sorted(line.indent for line in texts)
        deep = indents[int(len(indents) * 0.9)]
        shallow = indents[int(len(indents) * 0.2)]
        indent = deep if is_wrapped and 3 <= deep <= 12 and shallow <= 1 else 0
        return cls(width if is_wrapped else 0, double, gaps > 0.08 * len(lines), indent)


def paragraphs(lines: list[Line], layout: Layout) -> tuple[list[Paragraph], list[Paragraph]]:
    """Join lines into paragraphs; returns them and the footnotes that stood between them."""
    body: list[Paragraph] = []
    notes: list[Paragraph] = []
    group: list[Line] = []
    first = 0
    in_note = False

    def close() -> None:
        nonlocal group
        if group:
            passage = joined([line.passage for line in group])
            marker = read_marker(passage.text)
            is_bold = sum(line.is_bold for line in group) * 2 > len(group) or group[0].is_bold
            made = Paragraph(passage, marker, is_bold, first, group[0].is_heading)
            (notes if in_note else body).append(made)
        group = []

    for index, line in enumerate(lines):
        if line.is_bar or (_PAGE_NUMBER.fullmatch(line.text) and _is_page_number(lines, index, layout)):
            continue
        if _FOOTNOTE.match(line.text):
            close()
            group, first, in_note = [line], index, True
            continue
        if in_note:
            if group and line.gap == 0 and not _starts_fresh(line):
                group.append(line)
                continue
            close()
            in_note = False
            if body and _continues(body[-1].text, line, Layout(0, False, True, 0), gap=1):
                last = body.pop()
                group, first = (
                    [Line(last.passage, 0, last.is_bold, False, 0, last.is_heading)],
                    last.first_line,
                )
        if group and not _is_wall(lines, index) and _goes_on(group[-1], line, layout):
            group.append(line)
        else:
            close()
            group, first = [line], index
    close()
    return body, notes


def _is_wall(lines: list[Line], index: int) -> bool:
    return index > 0 and lines[index - 1].is_bar


def _is_page_number(lines: list[Line], index: int, layout: Layout) -> bool:
    """A bare number between two paragraphs of body text, not a row number of a table."""
    if not layout.width or not lines[index].gap:
        return False
    after = lines[index + 1].text if index + 1 < len(lines) else ""
    return len(after) > 40 and not re.match(r"\d", after)


def _starts_fresh(line: Line) -> bool:
    return read_marker(line.text) is not None or _CAPTION.match(line.text) is not None


def _goes_on(before: Line, line: Line, layout: Layout) -> bool:
    is_full = len(before.text) > 0.6 * layout.width and not ends_early(before.text, line.text, layout.width)
    if layout.indent and line.indent <= 1 and not line.gap and is_full:
        return True  # a new paragraph would be indented
    if _starts_fresh(line) or before.is_heading != line.is_heading:
        return _is_broken_number(before, line, layout)
    gap = 0 if layout.is_double_spaced else line.gap
    if layout.indent and line.indent >= layout.indent - 1:
        return False
    return _continues(before.text, line, layout, gap, was_bold=before.is_bold and not line.is_bold)


def _is_broken_number(before: Line, line: Line, layout: Layout) -> bool:
    """A wrapped line that only looks numbered: "... 05\\n- 06%/năm", "giai đoạn 2026\\n- 2030"."""
    if not layout.width or (line.gap and not layout.is_double_spaced):
        return False
    dash = re.match(r"[-–]\s*(\d|[a-zà-ỹ])", line.text)
    return dash is not None and not _TERMINAL.search(before.text) and len(before.text) > 0.5 * layout.width


def _continues(before: str, line: Line, layout: Layout, gap: int, *, was_bold: bool = False) -> bool:
    text = line.text
    is_open = not _TERMINAL.search(before)
    starts_low = text[0].islower() or text[0] in ",;.)%&"
    if gap:
        return is_open and (starts_low or bool(_OPEN_END.search(before.lower()))) and len(before) > 30
    if not layout.width:
        return is_open and starts_low and len(before) > 60
    if _TITLE_END.search(before) and len(before) < 8:
        return True
    if starts_low:
        return True
    is_full = len(before) >= 0.72 * layout.width
    if not is_open:
        return is_full and not (before.endswith((".", ";", ":")) and ends_early(before, text, layout.width))
    return (
        is_full
        or bool(_OPEN_END.search(before.lower()))
        or (line.is_bold and not layout.is_double_spaced)
        or (not layout.is_double_spaced and not text.isupper() and (layout.has_gaps or not was_bold))
    )


def ends_early(before: str, text: str, width: int) -> bool:
    """The next word would still have fitted: the line was ended on purpose."""
    word = text.split(" ", 1)[0]
    return len(before) + 1 + len(word) <= 0.97 * width
