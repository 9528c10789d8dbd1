"""Corrections of reviewers laid over what was read.

Pure: the reading stays as the parser left it; its corrected form is computed from it and the corrections, in
their order. Every item has a key: its place in the reading ("0", "1", ...), "3.1" and "3.2" for the parts of
a split one, "+7" for one that the seventh correction added. Keys travel with the rows as `key`.
"""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

KINDS = ("tasks", "targets")
OPS = ("set", "drop", "add", "split", "merge")
# What a task no longer leaves unclear when a field of it is filled, and leaves unclear when it is emptied.
_GAPS = {"lead": ("people", "responsibility"), "due": ("time",), "product": ("product",), "text": ("work",)}

Row = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One correction: what was done to which item.

    `value` is the new value of `field` for "set", the row for "add", the rows of the parts for "split",
    and the keys of the items taken in for "merge".
    """

    ordinal: int
    op: str
    kind: str
    item: str
    field: str = ""
    value: Any = None


def corrected(result: dict[str, Any], steps: Iterable[Step]) -> dict[str, Any]:
    """The result of the contract with the corrections laid over it; its rows carry their `key`.

    A correction of an item that an earlier one took away has no effect.
    """
    shown = {**result, **{kind: _keyed(result.get(kind, [])) for kind in KINDS}}
    for step in sorted(steps, key=lambda one: one.ordinal):
        shown[step.kind] = _APPLY[step.op](shown[step.kind], step)
    return shown


def find_row(result: dict[str, Any], kind: str, key: str) -> Row | None:
    """The row with this key in a corrected result."""
    return next((row for row in result.get(kind, []) if row.get("key") == key), None)


def touches(step: Step, key: str) -> bool:
    """Whether a correction concerns an item, one of its parts, or what it was part of."""
    keys = [step.item, *(step.value if step.op == "merge" else [])]
    if step.op == "add":
        keys = [f"+{step.ordinal}"]
    return any(one == key or one.startswith(f"{key}.") or key.startswith(f"{one}.") for one in keys)


def _keyed(rows: Sequence[Row]) -> list[Row]:
    return [{**row, "key": str(place)} for place, row in enumerate(rows)]


def _set(rows: list[Row], step: Step) -> list[Row]:
    return [_with(row, step.field, step.value) if row["key"] == step.item else row for row in rows]


def _with(row: Row, field: str, value: Any) -> Row:
    changed = {**copy.deepcopy(row), **(value if field == "value" else {field: value})}
    # A person has said it: there is nothing left to doubt.
    changed["confidence"] = {**row.get("confidence", {}), field: 1.0}
    if field in _GAPS and "gaps" in row:
        is_said = bool(value) and not (field == "due" and value.get("kind") == "none")
        others = [gap for gap in row["gaps"] if gap not in _GAPS[field]]
        changed["gaps"] = others if is_said else [*others, *_GAPS[field]]
    return changed


def _drop(rows: list[Row], step: Step) -> list[Row]:
    return [row for row in rows if row["key"] != step.item]


def _add(rows: list[Row], step: Step) -> list[Row]:
    new = {**copy.deepcopy(step.value), "key": f"+{step.ordinal}"}
    place = next((at for at, row in enumerate(rows, start=1) if row["key"] == step.item), len(rows))
    return [*rows[:place], new, *rows[place:]]


def _split(rows: list[Row], step: Step) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        if row["key"] != step.item:
            found.append(row)
            continue
        for number, part in enumerate(step.value, start=1):
            spans = {**row.get("spans", {}), **part.get("spans", {})}
            own = {**copy.deepcopy(row), **part, "spans": spans, "key": f"{step.item}.{number}"}
            own["confidence"] = {**row.get("confidence", {}), "text": 1.0}
            found.append(own)
    return found


def _merge(rows: list[Row], step: Step) -> list[Row]:
    taken = [row for row in rows if row["key"] in step.value]
    if not any(row["key"] == step.item for row in rows):
        return rows
    return [
        _joined(row, taken) if row["key"] == step.item else row
        for row in rows
        if row["key"] not in step.value or row["key"] == step.item
    ]


def _joined(row: Row, others: Sequence[Row]) -> Row:
    """One item of several: their words in a row, their agencies together, the first of the rest."""
    whole = copy.deepcopy(row)
    for other in others:
        whole["text"] = f"{whole['text'].rstrip('.; ')}; {other['text']}"
        for role in ("lead", "support", "direct"):
            names = whole.get(role, [])
            whole[role] = [*names, *(name for name in other.get(role, []) if name not in names)]
        for field in ("due", "product", "value"):
            if not _says(whole, field) and _says(other, field):
                names = ("value", "value_max", "comparator", "unit") if field == "value" else (field,)
                whole |= {name: copy.deepcopy(other.get(name)) for name in names}
        for field, spans in other.get("spans", {}).items():
            whole.setdefault("spans", {})[field] = [*whole["spans"].get(field, []), *spans]
    if "gaps" in whole:
        said = {gap for field, gaps in _GAPS.items() if _says(whole, field) for gap in gaps}
        whole["gaps"] = [gap for gap in whole["gaps"] if gap not in said]
    return whole


def _says(row: Row, field: str) -> bool:
    """Whether a field of an item says something."""
    value = row.get(field)
    return (value or {}).get("kind", "none") != "none" if field == "due" else value not in (None, "", [])


_APPLY = {"set": _set, "drop": _drop, "add": _add, "split": _split, "merge": _merge}
