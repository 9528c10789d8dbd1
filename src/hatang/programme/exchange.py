"""The contract with a document and task system outside (QLVBĐH); docs/contracts/qlvbdh.md says it in words.

The other system assigns and numbers; we link its assignments to what we follow, write states back, and take
the numbers it gave our documents. Every row is one JSON object on a line of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import msgspec

# A file or an answer of the other system, at most; one page of it is far smaller.
MAX_BYTES = 20 * 1024 * 1024


class AssignmentIn(msgspec.Struct, frozen=True):
    """One assignment of the other system: who must do what of which document."""

    id: str
    document_number: str
    text: str
    unit: str
    document_date: date | None = None
    path: str = ""


class NumberIn(msgspec.Struct, frozen=True):
    """The number and day the other system gave a document of ours."""

    document: int
    number: str
    date: date


class StatusOut(msgspec.Struct, frozen=True):
    """How far the work of one assignment is; `state` is a Progress value."""

    id: str
    state: str
    done_on: date | None


@dataclass(frozen=True)
class Fault:
    """A row that was put aside, and why."""

    line: int
    rule: str
    field: str
    value: str
    reason: str


R = TypeVar("R", AssignmentIn, NumberIn)


def read_rows(lines: Iterable[bytes], kind: type[R]) -> Iterator[tuple[int, R | Fault]]:
    """Each line that is not empty with its row, or with the fault of a line that is not one."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, msgspec.json.decode(line, type=kind)
        except msgspec.ValidationError as error:
            reason, _, where = str(error).partition(" - at `$.")
            yield number, Fault(number, "row.shape", where.rstrip("`"), "", reason)
        except (msgspec.DecodeError, UnicodeDecodeError):
            excerpt = line[:80].decode("utf-8", "replace")
            yield number, Fault(number, "row.json", "", excerpt, "The line is not a JSON object in UTF-8.")


def write_rows(rows: Iterable[StatusOut]) -> bytes:
    """States as the other system reads them, one a line."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
