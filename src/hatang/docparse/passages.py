"""Words of a document that remember where they stand, also when lines were joined."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from hatang.docparse.model import Span

_position = itemgetter(0)
_BETWEEN = re.compile(r"[\s*#_|>\\]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """Text made of pieces of the source, in order; a piece is (position here, offset there, length)."""

    text: str
    pieces: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, text: str, offset: int) -> "Passage":
        """A passage that stands in one piece at `offset`."""
        return cls(text, ((0, offset, len(text)),))

    @property
    def start(self) -> int:
        """Offset of the first character in the source."""
        return self.pieces[0][1] if self.pieces else 0

    @property
    def end(self) -> int:
        """Offset behind the last character in the source."""
        return self.pieces[-1][1] + self.pieces[-1][2] if self.pieces else 0

    def cut(self, start: int, end: int | None = None) -> "Passage":
        """The characters start..end, without white space at the edges."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        kept = []
        first = max(bisect_right(self.pieces, start, key=_position) - 1, 0)
        for position, offset, length in islice(self.pieces, first, None):
            if position >= end:
                break
            low, high = max(position, start), min(position + length, end)
            if low < high:
                kept.append((low - start, offset + low - position, high - low))
        return Passage(self.text[start:end], tuple(kept))

    def strip(self, characters: str) -> "Passage":
        """Without these characters (and spaces) at the edges."""
        both = characters + " \n\t"
        left = len(self.text) - len(self.text.lstrip(both))
        return self.cut(left, max(left, len(self.text.rstrip(both))))

    def spans(self, source: str, page_of: "Pages") -> list[Span]:
        """Offsets in the source, one span for each unbroken run of words."""
        merged: list[list[int]] = []
        for _, offset, length in self.pieces:
            if merged and _BETWEEN.fullmatch(source, merged[-1][1], max(offset, merged[-1][1])):
                merged[-1][1] = offset + length
            else:
                merged.append([offset, offset + length])
        return [(start, end, page_of(start)) for start, end in merged]


def joined(passages: Iterable[Passage], glue: str = " ") -> Passage:
    """One passage out of several, with `glue` between them."""
    text: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    size = 0
    for passage in passages:
        if not passage.text:
            continue
        if text:
            text.append(glue)
            size += len(glue)
        text.append(passage.text)
        pieces.extend((position + size, offset, length) for position, offset, length in passage.pieces)
        size += len(passage.text)
    return Passage("".join(text), tuple(pieces))


@dataclass(frozen=True, slots=True)
class Pages:
    """Tells the page of an offset; None where the format has no pages."""

    starts: tuple[int, ...]

    def __call__(self, offset: int) -> int | None:
        if not self.starts:
            return None
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            if self.starts[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return max(low, 1)
