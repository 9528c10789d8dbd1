"""What an issued plan said row by row, and in what two versions differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# The fields of an activity as a kept row has them, in the order of the page.
FIELDS = (
    "title",
    "task",
    "target",
    "project",
    "uptake",
    "ends_on",
    "quarter_1",
    "quarter_2",
    "quarter_3",
    "quarter_4",
    "result",
    "measure_unit",
    "lead",
    "support",
    "risk",
    "risk_answer",
)
Row = Mapping[str, str]


class Became(StrEnum):
    """What became of a row from one version to the next."""

    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class FieldChange:
    """A field of a row before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """A row that differs between two versions; a changed one names its fields."""

    title: str
    became: Became
    fields: Sequence[FieldChange] = ()


def changes(former: Sequence[Row], latter: Sequence[Row]) -> list[RowChange]:
    """In what a version differs from the one before it; rows are the same by their `id`."""
    before, after = ({row["id"]: row for row in rows} for rows in (former, latter))
    found = []
    for key, row in after.items():
        if key not in before:
            found.append(RowChange(row["title"], Became.ADDED))
        elif fields := _differing(before[key], row):
            found.append(RowChange(row["title"], Became.CHANGED, fields))
    found += [RowChange(row["title"], Became.DROPPED) for key, row in before.items() if key not in after]
    return found


def _differing(before: Row, after: Row) -> list[FieldChange]:
    pairs = [FieldChange(name, before.get(name, ""), after.get(name, "")) for name in FIELDS]
    return [one for one in pairs if one.before != one.after]
