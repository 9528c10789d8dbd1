"""The printed numbering of Vietnamese official documents: I. 1. 1.1. a) (i) - + Điều 1."""

import re
from dataclasses import dataclass

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order decree 30/2020 itself uses: no f, j, w, z

_DASH = r"[-–—•+*·●○▪■]"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:thứ\s+|THỨ\s+)?([IVXL]+|\d+|[A-ZĐ])\b[.:]?\s*")),
    ("article", re.compile(r"(?:Điều|ĐIỀU)\s+(\d+[a-zđ]?)\s*[.:]\s*")),
    ("roman_decimal", re.compile(r"([IVXL]{1,6}(?:\.\d{1,2}){1,3})\s*[.)]?\s+(?=\S)")),
    ("roman", re.compile(r"([IVXL]{1,6})\s*(?:[.)]|/(?=\s))\s*(?=[^\W\d_]|\d|[(“\"])")),
    (
        "decimal",
        re.compile(
            r"(\d{1,2}(?:\.\d{1,2}){1,3})\s*[.):]?\s+(?=\S)|(\d{1,2}(?:\.\d{1,2}){1,3})\.(?=[^\W\d_])"
        ),
    ),
    ("number", re.compile(r"(\d{1,3})\s*(?:[.)]|/(?=\s))(?:\s*(?=[^\W\d_]|[(“\"\[])|\s+(?=\d))")),
    ("capital", re.compile(r"([A-ZĐ])\s*[.)]\s+(?=[^\W\d_])")),
    ("letter", re.compile(r"([a-zđ])\s*[).]\s*(?=[^\W\d_]|\d|[(“\"])")),
    ("paren_roman", re.compile(r"\(([ivx]{1,6})\)\s*")),
    ("paren_number", re.compile(r"\((\d{1,2})\)\s*")),
    ("paren_letter", re.compile(r"\(([a-zđ])\)\s*")),
    ("plus", re.compile(r"\+\s*(?=\S)")),
    ("bullet", re.compile(r"[-–—•*·●○▪■]\s*(?=\S)")),
)
_BULLET_THEN = re.compile(rf"{_DASH}\s+(?=(?:[a-zđ]\)|[+]\s)\s*\S)")


@dataclass(frozen=True, slots=True)
class Marker:
    """One printed number: its kind, its label without punctuation, and where its text begins."""

    kind: str
    label: str
    end: int


def read_marker(text: str) -> Marker | None:
    """The numbering mark a paragraph starts with, if any."""
    start = 0
    twice = _BULLET_THEN.match(text)  # "- a) Cơ quan chủ trì"
    if twice:
        start = twice.end()
    for kind, pattern in _PATTERNS:
        match = pattern.match(text, start)
        if match:
            groups = [group for group in match.groups() if group] or [""]
            return Marker(kind, groups[0], match.end())
    return None


def roman_value(label: str) -> int:
    """IV -> 4; 0 when it is no Roman number."""
    total, last = 0, 0
    for char in reversed(label.upper()):
        value = ROMAN.get(char, 0)
        if not value:
            return 0
        total += value if value >= last else -value
        last = max(last, value)
    return total


def follows(label: str, previous: str | None) -> bool:
    """True when a row number can come next after `previous` in a table."""
    parts = _parts(label)
    if parts is None:
        return False
    if previous is None:
        return all(part == 1 for part in parts)
    before = _parts(previous)
    if before is None:
        return False
    if len(parts) > len(before):
        return parts[: len(before)] == before and all(part == 1 for part in parts[len(before) :])
    head = len(parts) - 1
    return parts[:head] == before[:head] and 0 < parts[head] - before[head] <= 2


def _parts(label: str) -> list[int] | None:
    pieces = label.strip(".) ").split(".")
    return [int(piece) for piece in pieces] if all(piece.isdigit() for piece in pieces) else None
