"""Which task of a plan another text is about: by the pairs of syllables they share, the rare ones most.

Vietnamese words are mostly two syllables, and officials begin every task alike ("tham mưu", "trên địa bàn
tỉnh"); so pairs of syllables are compared and each weighs by how few texts have it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from hatang.docparse.normalise import fold

# Shown from the first likeness on, and chosen beforehand from the second on: looked at by hand on four real
# documents (ADR 0081).
LEAST_LIKENESS, SURE_LIKENESS = 0.1, 0.18
# Pairs that say what officials do with every task, and where, but not about what.
# fmt: off
_SAY_NOTHING = frozenset({
    "tren dia", "dia ban", "ban tinh", "tinh bac", "bac ninh", "tham muu", "muu ban", "ban hanh",
    "muu xay", "xay dung", "trien khai", "to chuc", "thuc hien", "hien ke", "ke hoach", "hoach nay",
    "phoi hop", "chu tri", "uy ban", "ubnd tinh", "ket qua", "qua thuc", "co quan",
})
# fmt: on
_SYLLABLE = re.compile(r"[^\W_]+")
_MOST_SHARED = 6


@dataclass(frozen=True)
class Match:
    """The place of a text among others, how like it is (0..1), and the words of the text that both have."""

    place: int
    likeness: float
    shared: tuple[str, ...]


def matches(texts: Sequence[str], among: Sequence[str]) -> list[Match | None]:
    """For each text the one among others that it is most like; None where nothing is like it at all."""
    counts, others = [Counter(_pairs(text)) for text in texts], [Counter(_pairs(text)) for text in among]
    n_with = Counter(pair for one in [*counts, *others] for pair in one)
    n_all = len(counts) + len(others)
    weights = {pair: log(1 + n_all / n) for pair, n in n_with.items()}
    sizes = [_size(one, weights) for one in others]
    found: list[Match | None] = []
    for text, one in zip(texts, counts, strict=True):
        size = _size(one, weights)
        scored = [
            (_product(one, other, weights) / (size * sizes[place]) if size and sizes[place] else 0.0, place)
            for place, other in enumerate(others)
        ]
        best = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
        shared = _shared(text, others[best[1]], weights) if best[0] > 0 else ()
        found.append(Match(best[1], best[0], shared) if best[0] > 0 else None)
    return found


def _pairs(text: str) -> list[str]:
    pairs = (f"{left} {right}" for left, right in pairwise(fold(text).split()))
    return [pair for pair in pairs if pair not in _SAY_NOTHING]


def _size(one: Counter[str], weights: dict[str, float]) -> float:
    return sqrt(sum((n * weights[pair]) ** 2 for pair, n in one.items()))


def _product(one: Counter[str], other: Counter[str], weights: dict[str, float]) -> float:
    return sum(n * other[pair] * weights[pair] ** 2 for pair, n in one.items() if pair in other)


def _shared(text: str, other: Counter[str], weights: dict[str, float]) -> tuple[str, ...]:
    """The pairs of a text that another one has too, as they are printed, the rarest first."""
    printed = {
        fold(f"{left} {right}"): f"{left} {right}" for left, right in pairwise(_SYLLABLE.findall(text))
    }
    both = sorted((pair for pair in printed if pair in other), key=lambda pair: -weights.get(pair, 0.0))
    return tuple(printed[pair].lower() for pair in both[:_MOST_SHARED])
