"""Drawing a sample: who of a list is asked, by a stated rule that anybody can do over with its seed.

In each stratum units stand in the order of the SHA-256 of "seed|code"; the first of them are drawn. No random
numbers of a language or a library are in it, so that a spreadsheet and any later version come to the same.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class Listed:
    """A unit of the list: its key, code and name when it was drawn, its stratum, its place there from 1."""

    unit: int
    code: str
    name: str
    stratum: str
    place: int = 0
    is_drawn: bool = False


def n_to_draw(n_listed: int, *, percent: int, least: int) -> int:
    """How many of a stratum are drawn: `percent` of it [%, 1..100] rounded up, `least` [≥ 0] or all of it."""
    return min(n_listed, max(least, -(-n_listed * percent // 100)))


def draw(listed: Sequence[Listed], *, seed: str, percent: int, least: int) -> list[Listed]:
    """The same units by stratum, in the order of the draw, each with its place and whether it is drawn."""
    strata: dict[str, list[Listed]] = defaultdict(list)
    for one in listed:
        strata[one.stratum].append(one)
    found = []
    for stratum in sorted(strata):
        ordered = sorted(strata[stratum], key=lambda one: _key(seed, one.code))
        n = n_to_draw(len(ordered), percent=percent, least=least)
        found += [
            replace(one, place=place, is_drawn=place <= n) for place, one in enumerate(ordered, start=1)
        ]
    return found


def _key(seed: str, code: str) -> str:
    return sha256(f"{seed}|{code}".encode()).hexdigest()


def as_data(listed: Sequence[Listed]) -> list[dict[str, Any]]:
    """Units of a list as they are kept."""
    return [asdict(one) for one in listed]


def from_data(data: Sequence[Mapping[str, Any]]) -> list[Listed]:
    """Units of a list as they were kept."""
    return [Listed(**one) for one in data]
