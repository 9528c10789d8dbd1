"""Words on a page -> lines -> paragraphs, by their places alone; pdf and scans share it."""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hatang.docparse.readers.blocks import Paragraph, Run

_LABEL = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)](?!\d)|\[\d{1,3}\]\s|\d{1,2}(?:\.\d{1,2}){1,3}\s(?![a-zà-ỹđ])|[a-zđA-ZĐ][.)]\s|"
    r"\([ivx\d]{1,4}\)|\([a-zđ]\)|[-–—+•●○▪■*·]\s?(?=\S)|"
    r"[IVXL]{1,6}[.)]|(?:Điều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC)\s+[\dIVXL]|Phụ lục|PHỤ LỤC|Căn cứ|"
    r"Theo đề nghị|Kính gửi|Nơi nhận|Số:|V/v)"
)
_DASH, _NUMBER, _LETTER = (
    re.compile(r"[-–—+•]"),
    re.compile(r"\d+(?:\.\d+)*[.)](?!\d)"),
    re.compile(r"[a-zđ]\)"),
)
_BROKEN_COMPOUND = re.compile(r"\w[-–/]$")
_RANGE = re.compile(r"[-–—]\s*\d")
_TERMINAL = re.compile(r"[.;:?!…/]\s*[”\")\]]*$")
_DRAWN = re.compile(r"[-–—_=*.~]{3,}")
COLUMN_GAP = 2.5  # [em] a wider gap inside a line separates columns, not words


@dataclass(slots=True)
class Word:
    """One word at its place [pt from the upper left corner]; confidence when it was recognised."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    is_bold: bool = False
    confidence: float | None = None

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Line:
    """Words side by side; `indent` and `room` are its distances to the edges of the text."""

    words: list[Word]
    indent: float = 0.0
    room: float = 0.0
    off_centre: float = 0.0
    gap: float | None = None  # white space above; None at the top of a page or cell

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def em(self) -> float:
        return max(statistics.median(word.height for word in self.words), 1.0)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def is_bold(self) -> bool:
        return all(word.is_bold for word in self.words)

    @property
    def is_columned(self) -> bool:
        """True when a wide gap splits the line: words of different columns."""
        limit = COLUMN_GAP * self.em
        return any(right.x0 - left.x1 > limit for left, right in pairwise(self.words))

    @property
    def is_drawn(self) -> bool:
        """True for a rule made of dashes or dots."""
        return _DRAWN.fullmatch(self.text.replace(" ", "")) is not None


@dataclass(frozen=True, slots=True)
class Area:
    """Where the text of a page or cell stands."""

    left: float
    right: float
    gap: float = 0.0
    is_indented: bool = False  # paragraphs begin with an indented line

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Group words by height on the page; superscripts stay with their line."""
    lines: list[list[Word]] = []
    middle, height = 0.0, 0.0
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        if lines and abs(word.middle - middle) < 0.45 * max(height, word.height):
            lines[-1].append(word)
            if word.height > height:
                middle, height = word.middle, word.height
        else:
            lines.append([word])
            middle, height = word.middle, word.height
    return [Line(sorted(line, key=lambda word: word.x0)) for line in lines]


def area_of(lines: Sequence[Line]) -> Area:
    """The edges of the text, the usual gap between its lines, and its way to begin paragraphs."""
    plain = [line for line in lines if not line.is_columned] or list(lines)
    widest = max(line.x1 - line.x0 for line in plain)
    long = [line for line in plain if line.x1 - line.x0 >= 0.6 * widest]
    left = sorted(line.x0 for line in long)[len(long) // 20]
    right = _right_edge([line.x1 for line in long])
    gaps = sorted(
        below.top - above.bottom
        for above, below in pairwise(lines)
        if -above.em < below.top - above.bottom < 3 * above.em
    )
    em = statistics.median(line.em for line in lines)
    deep = sum(1 for line in long if 0.8 * em < line.x0 - left < 6 * em)
    at_left = sum(1 for line in plain if abs(line.x0 - left) < 0.5 * em)
    is_indented = deep >= 2 and deep > 0.08 * len(long) and at_left > 0.15 * len(plain)
    return Area(left, right, gaps[len(gaps) // 10] if gaps else 0.0, is_indented)


def _right_edge(ends: list[float]) -> float:
    """Where most lines of justified text end; of ragged text nearly the farthest."""
    ends = sorted(ends)
    usual, count = Counter(round(end / 2) for end in ends).most_common(1)[0]
    if count >= 3 and count >= 0.25 * len(ends):
        return max(end for end in ends if round(end / 2) == usual)
    return ends[-1 - len(ends) // 20]


def measure(lines: Sequence[Line], area: Area) -> None:
    """Note for each line how it stands in its area."""
    above: Line | None = None
    for line in lines:
        line.indent = line.x0 - area.left
        line.room = area.right - line.x1
        line.off_centre = (line.x0 + line.x1) / 2 - area.middle
        line.gap = None if above is None else line.top - above.bottom - area.gap
        above = line


def begins_paragraph(group: Sequence[Line], line: Line, *, is_indented: bool) -> bool:
    """Does a line start a new paragraph behind the lines of `group`?

    The strongest sign in justified and ragged text alike: the first word of the line would still
    have had room on the line before. Labels and indents decide the rest.
    """
    before, em = group[-1], group[-1].em
    if line.is_columned or before.is_columned or line.is_drawn:
        return True
    # Recognised words have looser boxes.
    slack = 0.5 if line.words[0].confidence is None else 1.0
    is_ended = ends_sentence(before.text)
    if line.gap is not None and line.gap > (0.5 * slack if is_ended else 0.75) * em:
        return True
    is_labelled = _LABEL.match(line.text) is not None
    is_centred = _is_centred(group, line)
    room = 2 * before.room if is_centred else before.room
    first = line.words[0]
    if room > first.x1 - first.x0 + slack * em:
        return True
    if is_centred:
        return is_labelled or before.is_bold != line.is_bold or is_ended
    if is_labelled and is_ended:
        return True
    step = line.indent - before.indent
    if is_labelled and _is_next_item(group[0], line):
        return True
    if len(group) > 1:
        return step > 0.8 * em or step < -0.8 * em
    if _hangs(before, line) or step < -0.8 * em:
        return False
    if is_labelled or step > 0.8 * em or (before.is_bold and not line.words[0].is_bold):
        return True
    return line.indent > 0.8 * em and (is_indented or is_ended)


def paragraphs_of(lines: Sequence[Line], *, is_indented: bool = False) -> list[list[Line]]:
    """Lines of one area, measured already, joined into paragraphs."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.is_drawn:
            continue
        if groups and not begins_paragraph(groups[-1], line, is_indented=is_indented):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def paragraph(groups: Sequence[Sequence[Line]], *, breaks: frozenset[int] = frozenset()) -> Paragraph:
    """One paragraph from its lines; `breaks` are the ids of lines that begin a page."""
    runs: list[Run] = []
    made = Paragraph(runs)
    position = 0
    last: Word | None = None
    for line in (line for group in groups for line in group):
        if id(line) in breaks:
            made.page_breaks.append(position + (1 if runs else 0))
        for word in line.words:
            text = word.text if not runs or _sticks(last, word) else " " + word.text
            last = word
            runs.append((text, word.is_bold))
            if word.confidence is not None:
                made.confidences.append((word.text, word.confidence))
            position += len(text)
    return made


def _sticks(before: Word | None, word: Word) -> bool:
    """True for what belongs to the word before: the rest of a broken compound, detached punctuation."""
    if before is None:
        return False
    if word.middle > before.bottom:  # the next line: a compound or a symbol broken behind its hyphen
        return _BROKEN_COMPOUND.search(before.text) is not None and word.text[0].isalnum()
    gap = (word.x0 - before.x1) / word.height
    return word.text[0] in ",.;:)!?%”" and -0.1 < gap < 0.15


def starts_with_label(text: str) -> bool:
    """True when the words begin with a number, letter, dash or heading word."""
    return _LABEL.match(text) is not None


def ends_sentence(text: str) -> bool:
    """True when the words end as a sentence or an item of a list ends."""
    return _TERMINAL.search(text) is not None


def _is_centred(group: Sequence[Line], line: Line) -> bool:
    """All lines stand in the middle; the new one has white on both sides, which no wrapped line has."""
    em = line.em
    return min(line.indent, line.room) > 0.8 * em and all(
        abs(one.off_centre) < 0.6 * em for one in (group[0], group[-1], line)
    )


def _is_next_item(first: Line, line: Line) -> bool:
    """Both lines begin with the same kind of mark at the same place; a dash before a figure is a range."""
    kinds = (_DASH, _NUMBER, _LETTER)
    return (
        abs(first.x0 - line.x0) < 0.5 * line.em
        and not _RANGE.match(line.text)
        and any(kind.match(first.text) and kind.match(line.text) for kind in kinds)
    )


def _hangs(before: Line, line: Line) -> bool:
    """A hanging indent: the second line stands under the word behind the label."""
    if len(before.words) < 2 or not starts_with_label(before.text):
        return False
    return abs(line.x0 - before.words[1].x0) < 0.5 * before.em
