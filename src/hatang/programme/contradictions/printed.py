"""Sums within the text of a document that do not add up, as its reading found them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from hatang.docparse.normalise import fold
from hatang.programme.contradictions.rows import Contradiction

CODE = "uneven_sum"
# What a page quotes of a total and of its parts [characters].
_QUOTED, _MOST_PARTS = 120, 12
_BEFORE = 70


@dataclass(frozen=True)
class ReadingRow:
    """What was read of a document: its text, and what the reader warns of."""

    document_id: int
    text: str
    warnings: list[dict[str, Any]]


def printed_sums(readings: Iterable[ReadingRow]) -> Iterator[Contradiction]:
    """Totals whose parts do not add up, each with the words of both places; the same words are found once."""
    for reading in readings:
        for warning in reading.warnings:
            places = warning.get("places") or []
            if warning.get("code") == CODE and len(places) > 1:
                yield _found(reading, warning["message"], places)


def _found(reading: ReadingRow, message: str, places: list[list[int]]) -> Contradiction:
    words, *quoted = _quoted(reading.text, places)
    said = f"{message} {words} {quoted}"
    figures: dict[str, str | float] = {
        "message": message,
        "total": words,
        "parts": " · ".join(quoted[:_MOST_PARTS]) + (" …" if len(quoted) > _MOST_PARTS else ""),
        "said": message,
    }
    place = sha256(fold(said).encode()).hexdigest()[:16]
    return Contradiction("sums", document=reading.document_id, figures=figures, place=place)


def _quoted(text: str, places: list[list[int]]) -> list[str]:
    """Each amount with the words before it on its line that say what it is of, back to the amount before."""
    ends = [0, *(end for _start, end in places[:-1])]
    return [_words(text, start, end, former) for (start, end), former in zip(places, ends, strict=True)]


def _words(text: str, start: int, end: int, former: int) -> str:
    line = text.rfind("\n", 0, start) + 1
    first = max(line, former if former <= start else 0, start - _BEFORE)
    words = " ".join(text[first : min(end, start + _QUOTED)].split()).strip(" ,;:(+-•.")
    return f"… {words}" if first == start - _BEFORE and first > line else words
