"""Which projects may be about the same thing, and which words say so."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from hatang.docparse.normalise import fold

# Likeness of 100 from which two names of systems, two objects, two objects of one unit are looked at.
SAME_SYSTEM = 85.0
SAME_OBJECT = 80.0
SAME_UNIT_OBJECT = 65.0
# So many words must be the same in both, beside what nearly every project says of itself.
LEAST_WORDS = 2
# Folded; in the order in which they are taken out of a text, the longer ones first.
_COMMON = (
    "thue dich vu cong nghe thong tin|thue dich vu|cong nghe thong tin|ung dung cong nghe|tren dia ban tinh"
    "|tren dia ban|tinh bac ninh|tinh bac giang|bac ninh|bac giang|xay dung|trien khai|nang cap|mo rong"
    "|phat trien|hoan thien|duy tri|dau tu|mua sam|trang bi|he thong|phan mem|nen tang|giai phap|phuc vu"
    "|cung cap|du an|giai doan|thi diem|cap tinh|cap xa|cua tinh|vi du"
    "|cac|cua|cho|va|tai|theo|trong|voi|den|nam|tinh|so|mot"
)
# Words of many names that alone make no two of them the same.
_WEAK = frozenset(("dung", "chung", "thong", "tin"))
_WORD = re.compile(r"[^\W_]+")
_TAKEN_OUT = re.compile(rf"\b(?:{_COMMON}|\d+)\b")


class Ground(StrEnum):
    """Why two sides may be about the same thing."""

    SYSTEM = "system"
    OBJECT = "object"
    UNIT = "unit"


@dataclass(frozen=True)
class Side:
    """What is compared of a project or a shared platform: its key ("p12", "n3"), unit, system and words."""

    key: str
    unit_id: int | None
    system: str
    words: str

    @property
    def is_platform(self) -> bool:
        """Whether it is a shared platform, which is never compared with its like."""
        return self.key.startswith("n")


@dataclass(frozen=True)
class Overlap:
    """Two sides that may be about the same thing, why, how alike they are (0..100), the words in common."""

    left: Side
    right: Side
    grounds: tuple[Ground, ...]
    likeness: int
    words: tuple[str, ...]


def overlaps(projects: Sequence[Side], others: Iterable[Side]) -> list[Overlap]:
    """Pairs of a project and another side that may be about the same thing, the most alike first.

    Args:
        projects: whose overlaps are asked for.
        others: projects and platforms they are compared with; a pair of two projects is found once.
    """
    rest = list(others)
    near = _near([one.system for one in projects], [one.system for one in rest], SAME_SYSTEM)
    near |= _near([one.words for one in projects], [one.words for one in rest], SAME_UNIT_OBJECT)
    found: dict[frozenset[str], Overlap] = {}
    for row, column in near:
        left, right = projects[row], rest[column]
        if left.key != right.key and (one := compared(left, right)) is not None:
            found.setdefault(frozenset({left.key, right.key}), one)
    return sorted(found.values(), key=lambda one: (-one.likeness, one.left.key, one.right.key))


def compared(left: Side, right: Side) -> Overlap | None:
    """Why two sides may be about the same thing; None where nothing says so."""
    grounds: dict[Ground, float] = {}
    words: set[str] = set()
    named = _likeness(left.system, right.system)
    if named >= SAME_SYSTEM:
        grounds[Ground.SYSTEM] = named
        words |= core(left.system) & core(right.system)
    about = _likeness(left.words, right.words)
    is_same_unit = left.unit_id is not None and left.unit_id == right.unit_id
    if about >= SAME_OBJECT:
        grounds[Ground.OBJECT] = about
    if is_same_unit and about >= SAME_UNIT_OBJECT:
        grounds[Ground.UNIT] = about
    if not grounds:
        return None
    if about >= SAME_UNIT_OBJECT:
        words |= core(left.words) & core(right.words)
    said = _as_written(f"{left.system} {left.words}", words)
    return Overlap(left, right, tuple(grounds), round(max(grounds.values())), said)


@lru_cache(maxsize=4096)
def core(text: str) -> frozenset[str]:
    """The folded words of a text without those that nearly every project says of itself."""
    folded = (fold(found.group()) for found in _own_words(text))
    return frozenset(word for word in folded if len(word) > 1)


def cut(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """A text in pieces, and whether each is one of the words, whatever its case and marks."""
    wanted = {fold(word) for word in words}
    pieces: list[tuple[str, bool]] = []
    at = 0
    for found in _own_words(text):
        if fold(found.group()) in wanted:
            pieces += [(text[at : found.start()], False), (found.group(), True)]
            at = found.end()
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def _own_words(text: str) -> list[re.Match[str]]:
    """The words of a text that are not taken out of it."""
    every = list(_WORD.finditer(text))
    folded = [fold(found.group()) for found in every]
    taken = {at for found in _TAKEN_OUT.finditer(" ".join(folded)) for at in range(*found.span())}
    kept, at = [], 0
    for found, word in zip(every, folded, strict=True):
        if at not in taken:
            kept.append(found)
        at += len(word) + 1
    return kept


def _as_written(text: str, folded: set[str]) -> tuple[str, ...]:
    """The folded words as a text writes them, in its order, each once."""
    found: dict[str, str] = {}
    for one in _own_words(text):
        found.setdefault(fold(one.group()), one.group().lower())
    return tuple(word for key, word in found.items() if key in folded)


def _near(left: Sequence[str], right: Sequence[str], least: float) -> set[tuple[int, int]]:
    """Places of the texts that are alike enough to be looked at one by one."""
    if not left or not right:
        return set()
    scores = process.cdist(
        [_sorted(one) for one in left],
        [_sorted(one) for one in right],
        scorer=fuzz.token_set_ratio,
        score_cutoff=least,
    )
    return {(int(row), int(column)) for row, column in zip(*scores.nonzero(), strict=True)}


def _sorted(text: str) -> str:
    return " ".join(sorted(core(text)))


def _likeness(left: str, right: str) -> float:
    """How alike two texts are, 0..100; 0 where too few words are the same."""
    first, second = core(left), core(right)
    same = first & second
    if len(same) < LEAST_WORDS or same <= _WEAK:
        return 0.0
    return fuzz.token_set_ratio(_sorted(left), _sorted(right))
