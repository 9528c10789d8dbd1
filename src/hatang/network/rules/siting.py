"""Whether a mast may stand somewhere: what each rule says about a position, and all of them together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What is answered: yes, yes but against what is only looked at, no."""

    YES = "yes"
    CAUTION = "caution"
    NO = "no"


@dataclass(frozen=True)
class Position:
    """A mast that is asked about: WGS 84 [degrees], type as A1a … A2c, height above its foot [m]."""

    longitude: float
    latitude: float
    mast_type: str
    height_m: float


@dataclass(frozen=True)
class Near:
    """What stands near: a mast or a place, by its number and name, and how far [m]."""

    pk: int
    name: str
    distance_m: float


@dataclass(frozen=True)
class Finding:
    """What one rule says: the number it asks for [m], the nearest thing within it, and whether it holds.

    `in_the_way` are those nearer than allowed, the nearest first; `nearest` is the nearest at all, if known.
    """

    rule: object
    is_binding: bool
    asked_m: float
    in_the_way: Sequence[Near]
    nearest: Near | None

    @property
    def holds(self) -> bool:
        """Whether nothing is in the way."""
        return not self.in_the_way


def spacing(rule: object, *, is_binding: bool, least_m: float, masts: Sequence[Near]) -> Finding:
    """What a least distance says about the masts around, given the nearest first."""
    return Finding(rule, is_binding, least_m, _within(masts, least_m), masts[0] if masts else None)


def zone(
    rule: object, *, is_binding: bool, within_m: float, is_allowed: bool, places: Sequence[Near]
) -> Finding:
    """What a zone around places says, given the nearest first; an allowed type is never in the way."""
    found = () if is_allowed else _within(places, within_m, with_edge=True)
    return Finding(rule, is_binding, within_m, found, places[0] if places else None)


def applies(*, mast_types: Sequence[str], above_m: float, up_to_m: float | None, at: Position) -> bool:
    """Whether a rule for types and heights is about a mast: higher than one height, up to another."""
    is_high = at.height_m > above_m
    return at.mast_type in mast_types and is_high and (up_to_m is None or at.height_m <= up_to_m)


def answer(findings: Iterable[Finding]) -> Answer:
    """No where a binding rule is broken; caution where only one that does not bind is."""
    broken = [one for one in findings if not one.holds]
    if any(one.is_binding for one in broken):
        return Answer.NO
    return Answer.CAUTION if broken else Answer.YES


def _within(things: Sequence[Near], metres: float, *, with_edge: bool = False) -> tuple[Near, ...]:
    # At exactly the least distance a mast may stand; a zone takes its edge with it.
    return tuple(one for one in things if one.distance_m < metres or (with_edge and one.distance_m == metres))
