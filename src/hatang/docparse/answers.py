"""Which passage of a written report is about which piece of work: by its printed number, or by its words.

A report speaks of each task in a paragraph, a numbered item or a row of a table. Whether a paragraph is about a
task is told by a number that is named as one ("nhiệm vụ 2.3.1"), or by how much of what the task asks is in it;
words that many tasks share count less.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hatang.docparse.markers import read_marker
from hatang.docparse.normalise import fold

# Of a task's words, weighed by how rare they are, so much stands in what is about it; 0 to 1.
LEAST_LIKENESS = 0.55
# A number that is named as a task's still needs some of its words: reports number their own items too.
LEAST_OF_NUMBERED = 0.2
# Of tasks that a paragraph fits nearly as well, within so much, these few are named.
LEAST_LEAD = 0.05
MOST_ALIKE = 3
MOST_LETTERS = 3000
_HEAD_WORDS = 90
# A heading is what stands before a colon or on the first line, if it has so many pairs of words.
_LEAST_HEADING = 5
_MOST_HEADING = 300
_NUMBERING = re.compile(r"^\W*(?:(?:nhiệm vụ|về|mục)\s+)?(?:[\dIVXL]+[.)\d]*\s*)*(?:về\s+)?", re.IGNORECASE)
_MOST_TASK_WORDS = 40
_NAMED = re.compile(
    r"(?:nhiệm vụ|nội dung|mục|điểm|khoản)\s+(?:số\s+|thứ\s+)?([IVXL]+(?:\.\d+)*|\d+(?:\.\d+)+)",
    re.IGNORECASE,
)
# The numbers of a place, as "PL2.1.1" or "III.2.a": what tells annexes apart is no number.
_PARTS = re.compile(r"\d+|(?<![A-Z])[IVXL]+(?![A-Za-z])|(?<![a-zđ])[a-zđ](?![a-zđ])")
_GREETING = re.compile(r"^[ \t]*Kính gửi\b.*$", re.MULTILINE)
_MOST_LETTERHEAD = 3000
_ROW = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?$")
_SAYS_NOTHING = frozenset(
    fold(
        "và các của cho trên địa bàn tỉnh theo trong đến năm thực hiện triển khai nhiệm vụ tổ chức phối hợp với tại là được về kết quả"
        " sở ngành đơn vị liên quan quy định bảo đảm tiếp tục xây dựng nâng cao tăng cường"
    ).split(" ")
)


@dataclass(frozen=True)
class Asked:
    """A piece of work that somebody owes: its printed number, and what it asks."""

    key: int
    path: str
    text: str


@dataclass(frozen=True)
class Passage:
    """Where a report speaks of a piece of work; `likeness` is 0 to 1, spans count characters of the text."""

    key: int
    start: int
    end: int
    likeness: float
    is_named: bool


@dataclass(frozen=True)
class _Block:
    start: int
    end: int
    depth: int


def passages(text: str, asked: Sequence[Asked]) -> list[Passage]:
    """The passage about each piece of work, in the order of the text; what is not spoken of has none.

    Args:
        text: of the report, as the reader gives it.
        asked: what the unit owes.
    """
    # The letterhead names the report and not what it says.
    opening = _GREETING.search(text, 0, _MOST_LETTERHEAD)
    blocks = [one for one in _blocks(text) if one.start >= (opening.end() if opening else 0)]
    weights = _Weights(asked)
    best: dict[int, tuple[float, int, bool]] = {}
    for place, block in enumerate(blocks):
        for key, likeness, is_named in _about(text[block.start : block.end], asked, weights):
            if key not in best or (is_named, likeness) > (best[key][2], best[key][0]):
                best[key] = (likeness, place, is_named)
    heads = {place for _likeness, place, _named in best.values()}
    return sorted(
        (
            Passage(key, blocks[place].start, _end(text, blocks, place, heads), round(likeness, 3), is_named)
            for key, (likeness, place, is_named) in best.items()
        ),
        key=lambda one: one.start,
    )


class _Weights:
    """The words of what is asked, each as heavy as it is rare."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.words = {one.key: _words(one.text)[:_MOST_TASK_WORDS] for one in asked}
        n = Counter(word for words in self.words.values() for word in set(words))
        self.rarest = math.log(1 + len(asked))
        self.of = {word: math.log(1 + len(asked) / count) for word, count in n.items()}

    def likeness(self, key: int, words: frozenset[str], head: frozenset[str]) -> float:
        """How much of what is asked stands among some words, or how much of a heading in what is asked."""
        own = frozenset(self.words[key])
        held = self._share(own, words)
        return max(held, self._share(head, own)) if len(head) >= _LEAST_HEADING else held

    def _share(self, these: frozenset[str], of_those: frozenset[str]) -> float:
        """The weight of words that stand among others, of a weight of 1; what nobody asks is as heavy as rare."""
        whole = sum(self.of.get(word, self.rarest) for word in these)
        return sum(self.of.get(word, self.rarest) for word in these & of_those) / whole if whole else 0.0


def _words(text: str) -> list[str]:
    """Words of two syllables, which in Vietnamese say what one does not; those that say nothing left out."""
    syllables = fold(text).split()
    pairs = [f"{left} {right}" for left, right in pairwise(syllables)]
    return [pair for pair in pairs if not set(pair.split()) <= _SAYS_NOTHING]


def _about(block: str, asked: Sequence[Asked], weights: _Weights) -> list[tuple[int, float, bool]]:
    """What a paragraph is about, how sure, and whether it names it by number.

    Plans ask for one thing twice; what is about both nearly as much is about both.
    """
    syllables = fold(block).split()[:_HEAD_WORDS]
    if len(syllables) < 3:
        return []
    words = frozenset(_words(" ".join(syllables)))
    head = frozenset(_words(_NUMBERING.sub("", re.split(r":|\n", block[:_MOST_HEADING], maxsplit=1)[0])))
    scores = sorted(
        ((weights.likeness(one.key, words, head), one) for one in asked), key=lambda pair: -pair[0]
    )
    named = _NAMED.search(block[:200])
    if named:
        for likeness, one in scores:
            if likeness >= LEAST_OF_NUMBERED and _is_number(named[1], one.path):
                return [(one.key, likeness, True)]
    least = max(LEAST_LIKENESS, scores[0][0] - LEAST_LEAD) if scores else 0.0
    return [(one.key, likeness, False) for likeness, one in scores[:MOST_ALIKE] if likeness >= least]


def _is_number(printed: str, path: str) -> bool:
    """Whether a printed number is a task's: the whole of its path, or the last numbers of it."""
    wanted = _PARTS.findall(path)
    said = _PARTS.findall(printed)
    return bool(said) and wanted[-len(said) :] == said


def _blocks(text: str) -> list[_Block]:
    """Paragraphs: lines belong together until one is empty, has a number or a dash, or follows an ended one."""
    blocks: list[_Block] = []
    start, end, depth, is_open = 0, 0, 0, False
    place = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        first = place + len(line) - len(line.lstrip())
        place += len(line)
        if not bare:
            is_open = _close(blocks, start, end, depth, is_open)
            continue
        marker = read_marker(bare)
        is_row = _ROW.match(bare) is not None
        begins = marker is not None or is_row or not is_open or _has_ended(text[start:end], bare)
        if begins:
            _close(blocks, start, end, depth, is_open)
            start, is_open = first, True
            depth = 0 if is_row else _DEPTHS.get(marker.kind, 9) if marker else 9
        end = first + len(bare)
    _close(blocks, start, end, depth, is_open)
    return blocks


_DEPTHS = {
    kind: depth
    for depth, kinds in enumerate(
        (
            ("part", "article"),
            ("roman", "capital"),
            ("number", "roman_decimal"),
            ("decimal",),
            ("letter",),
            ("bullet", "plus"),
        )
    )
    for kind in kinds
}


def _close(blocks: list[_Block], start: int, end: int, depth: int, is_open: bool) -> bool:
    if is_open and end > start:
        blocks.append(_Block(start, end, depth))
    return False


def _has_ended(before: str, line: str) -> bool:
    """Whether a new line begins a new paragraph: the one before has ended, and this begins with a capital."""
    if _ROW.match(before):
        return False
    if "Kính gửi" in (before[:8], line[:8]):
        return True
    return before.endswith((".", ";", ":", "%")) and line[:1].isupper()


def _end(text: str, blocks: Sequence[_Block], place: int, heads: set[int]) -> int:
    """Where what is said about a task ends: before the next task, or the next item that is no deeper."""
    head = blocks[place]
    end = head.end
    for number in range(place + 1, len(blocks)):
        block = blocks[number]
        if number in heads or block.end - head.start > MOST_LETTERS:
            break
        if block.depth <= head.depth and not (block.depth == head.depth == 9):
            break
        end = block.end
    return end
