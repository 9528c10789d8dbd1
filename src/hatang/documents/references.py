"""How a document speaks of another one, and on which level the other one was issued.

Pure: read from the words before each mention and from the symbol itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from hatang.docparse.citations import SYMBOL, tidy_symbol
from hatang.documents.rules import number_key

_BEFORE = 220


class Relation(StrEnum):
    """What a document does with one it names, the strongest first."""

    REPLACES = "replaces"
    CARRIES_OUT = "carries_out"
    BASED_ON = "based_on"
    MENTIONS = "mentions"


class Level(IntEnum):
    """Who issues documents with a symbol, from the centre down."""

    CENTRE = 0
    GOVERNMENT = 1
    MINISTRY = 2
    PROVINCE = 3
    DEPARTMENT = 4


@dataclass(frozen=True)
class Reference:
    """How a document speaks of another one, and how often."""

    relation: Relation = Relation.MENTIONS
    n_times: int = 1


# Looked for in the words of the same sentence before a mention.
_WORDS = (
    (Relation.REPLACES, re.compile(r"(?:thay thế|bãi bỏ|hủy bỏ|huỷ bỏ)\b", re.IGNORECASE)),
    (
        Relation.CARRIES_OUT,
        re.compile(r"(?:thực hiện|triển khai|cụ thể hóa|cụ thể hoá|quán triệt)\b", re.IGNORECASE),
    ),
    (Relation.BASED_ON, re.compile(r"(?:căn cứ|trên cơ sở|theo)\b", re.IGNORECASE)),
)
_STRENGTH = {relation: place for place, relation in enumerate(Relation)}
_SENTENCE_END = re.compile(r"[.;:!?](?=\s)|\n\s*\n|\n\s*[-+•*]")
_LEVELS = (
    (Level.CENTRE, re.compile(r"/TW$|/(?:UBTV)?QH\d*$|-UBTVQH\d*$|-QH\d*$")),
    (Level.GOVERNMENT, re.compile(r"-CP$|-TTG$|/CP$|/TTG$")),
    (Level.MINISTRY, re.compile(r"/B[A-ZĐ]{2,}-|/[A-ZĐ]{2,4}-(?:B[A-ZĐ]{2,}|VPCP|TTCP|NHNN)$|/VPCP-")),
    (Level.PROVINCE, re.compile(r"/TU$|/UBND(?:-|$)|-UBND(?:-|$)|-HĐND(?:-|$)|/HĐND(?:-|$)|-CTUBND$")),
)


def references(text: str, numbers: Iterable[str]) -> dict[str, Reference]:
    """For each number how the text speaks of it, by its key; numbers the text does not have are mentions."""
    found = {number_key(number): Reference() for number in numbers}
    times = dict.fromkeys(found, 0)
    for match in SYMBOL.finditer(text):
        key = number_key(tidy_symbol(match.group()))
        if key not in found:
            continue
        times[key] += 1
        relation = _relation(text[max(0, match.start() - _BEFORE) : match.start()])
        if _STRENGTH[relation] < _STRENGTH[found[key].relation]:
            found[key] = Reference(relation)
    return {key: Reference(one.relation, max(1, times[key])) for key, one in found.items()}


def level_of(number: str) -> Level:
    """The level a symbol belongs to: 57-NQ/TW, 1132/QĐ-TTg, 12/2025/TT-BKHCN, 94/KH-UBND, 20/KH-SKHCN."""
    key = number_key(number)
    return next((level for level, pattern in _LEVELS if pattern.search(key)), Level.DEPARTMENT)


def is_national_resolution(number: str) -> bool:
    """Whether a symbol is of a resolution of the centre or the government."""
    return "NQ" in re.split(r"[-/\d]", number_key(number)) and level_of(number) <= Level.GOVERNMENT


def _relation(before: str) -> Relation:
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    words = before[ends[-1] :] if ends else before
    return next((relation for relation, pattern in _WORDS if pattern.search(words)), Relation.MENTIONS)
