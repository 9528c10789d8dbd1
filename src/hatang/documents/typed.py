"""What a reviewer types in a field, and what it means in the contract of the parser."""

import re
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from hatang.base.refusal import Refusal
from hatang.docparse.dues import read_due

TASK_FIELDS = ("text", "lead", "support", "direct", "due", "product", "note")
TARGET_FIELDS = ("text", "value", "lead", "support", "direct", "due", "note")
MAX_CHARACTERS = 10_000

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_VALUE = re.compile(
    rf"(?P<sign>[≥≤<>=]?)\s*(?P<value>{_NUMBER})(?:\s*[–-]\s*(?P<max>{_NUMBER}))?\s*(?P<unit>[^\d\s.,].{{0,79}})?"
)
# Nothing is measured in so many; hundreds of digits are no number that can be kept.
_TOO_LARGE = 1e13
_SIGNS = {"≥": "ge", "≤": "le", ">": "gt", "<": "lt", "=": "eq", "": "eq"}
_SHOWN = {sign: shown for shown, sign in _SIGNS.items() if shown not in ("", "=")}


def fields_of(kind: str) -> tuple[str, ...]:
    """Fields a reviewer may correct of a task or a target."""
    return TASK_FIELDS if kind == "tasks" else TARGET_FIELDS


def as_typed(row: dict[str, Any], field: str) -> str:
    """The text that stands in the form for a field."""
    value = row.get(field)
    if field in ("lead", "support", "direct"):
        return "; ".join(value or [])
    if field == "due":
        return (value or {}).get("text") or ""
    if field == "value":
        return _shown(row)
    return value or ""


def as_meant(field: str, typed: str) -> Any:
    """The value of the contract that a typed text means.

    Raises:
        Refusal: it is empty where words are needed, too long, no deadline, or no figure.
    """
    typed = typed.replace("\x00", "").strip()
    if len(typed) > MAX_CHARACTERS:
        raise Refusal(_("At most 10,000 characters fit in a field."), field=field)
    if field == "text":
        if not typed:
            raise Refusal(_("The words of a task or target cannot be empty; drop it instead."), field=field)
        return " ".join(typed.split())
    if field in ("lead", "support", "direct"):
        return [name for part in re.split(r"[;\n]", typed) if (name := " ".join(part.split()))]
    if field == "due":
        return _due(typed)
    if field == "value":
        return _figure(typed)
    return typed or None


def _due(typed: str) -> dict[str, Any]:
    due = read_due(typed)
    if typed and due.kind == "none":
        raise Refusal(
            _("“%(words)s” is not understood as a deadline; write for example 31/12/2026 or quý IV năm 2026.")
            % {"words": typed[:80]},
            field="due",
        )
    meant: dict[str, Any] = msgspec.to_builtins(due)
    return meant


def _figure(typed: str) -> dict[str, Any]:
    if not typed:
        return {"value": None, "value_max": None, "comparator": "none", "unit": None}
    found = _VALUE.fullmatch(typed)
    if found is None:
        raise Refusal(_("Write the figure as ≥ 90 % or 1.234,5 km."), field="value")
    comparator = "range" if found["max"] else _SIGNS[found["sign"]]
    value, value_max = _number(found["value"]), _number(found["max"]) if found["max"] else None
    if max(value, value_max or 0) >= _TOO_LARGE:
        raise Refusal(_("Write the figure as ≥ 90 % or 1.234,5 km."), field="value")
    return {
        "value": value,
        "value_max": value_max,
        "comparator": comparator,
        "unit": (found["unit"] or "").strip() or None,
    }


def _number(printed: str) -> float:
    return float(printed.replace(".", "").replace(",", "."))


def _shown(row: dict[str, Any]) -> str:
    if row.get("value") is None:
        return ""
    words = _printed(row["value"])
    if row.get("comparator") == "range" and row.get("value_max") is not None:
        words = f"{words}–{_printed(row['value_max'])}"
    sign = _SHOWN.get(row.get("comparator") or "", "")
    return f"{sign} {words} {row.get('unit') or ''}".strip()


def _printed(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
