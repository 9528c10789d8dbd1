"""Forms at hand: what a department usually asks, shipped as data, to be used as it is or changed first.

Each JSON file beside this one is a form; its name is the word of its address. Their texts are Vietnamese, as
every form is that an officer designs.
"""

from functools import cache
from pathlib import Path

import msgspec

from hatang.reporting.rules.definition import Definition, read_definition, written
from hatang.reporting.sources import SOURCES

_FOLDER = Path(__file__).parent


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    kind: str
    about: str
    definition: msgspec.Raw


class ReadyForm(msgspec.Struct, frozen=True):
    """A form at hand: the word of its address, title and kind, one sentence about it, and what it asks."""

    word: str
    title: str
    kind: str
    about: str
    definition: Definition

    @property
    def n_fields(self) -> int:
        """How many fields it has."""
        return sum(1 for _field in self.definition.fields())

    @property
    def data(self) -> dict[str, object]:
        """What it asks, as plain data."""
        return written(self.definition)


@cache
def ready_forms() -> dict[str, ReadyForm]:
    """All forms at hand by their words, in the order of their titles."""
    found = [_read(path) for path in _FOLDER.glob("*.json")]
    return {one.word: one for one in sorted(found, key=lambda one: (one.kind, one.title))}


def _read(path: Path) -> ReadyForm:
    said = msgspec.json.decode(path.read_bytes(), type=_File)
    definition = read_definition(msgspec.json.decode(said.definition), sources=SOURCES)
    return ReadyForm(path.stem, said.title, said.kind, said.about, definition)
