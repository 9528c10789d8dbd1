"""What still points to a unit: the rooms above count it, and say where a person decides about it.

A room registers its counter in `AppConfig.ready()`, because this one does not know the rooms above.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hatang.accounts.models import Unit, User


@dataclass(frozen=True)
class Pointer:
    """Things of one sort that point to a unit: how many, in words, and where a person decides about them."""

    n: int
    words: str
    address: str


Counter = Callable[[User, Unit], Sequence[Pointer]]

_counters: dict[str, Counter] = {}


def register(room: str, counter: Counter) -> None:
    """Let a room count what points to a unit, among the things a user may see."""
    _counters[room] = counter


def pointers_to(user: User, unit: Unit) -> list[Pointer]:
    """Everything that still points to the unit, in the order of the rooms' names."""
    found = [pointer for room in sorted(_counters) for pointer in _counters[room](user, unit)]
    return [pointer for pointer in found if pointer.n]
