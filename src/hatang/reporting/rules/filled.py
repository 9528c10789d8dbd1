"""What was filled into a form: kept as typed, and checked before it leaves the unit.

Values are plain data by key: words as text, numbers as they were typed, tables as rows of cells, a file by
its name and hash. A field that a condition hides is kept and does not count.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hatang.base.figures import number_words, read_figure
from hatang.reporting.rules.definition import Between, Comparison, Definition, Field, FieldKind

MOST_CHARACTERS = 20_000
MOST_ROWS = 500
MOST_CELL = 2_000

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """What is wrong or unusual in a field; `row` counts the rows of a table from 1."""

    key: str
    words: str
    is_fatal: bool = True
    row: int | None = None


@dataclass(frozen=True)
class Beside:
    """Figures shown beside what is typed: from the source of a field, and of the last period.

    `apart` are words for fields whose source is measured in several ways, so that nothing can be added up.
    """

    figures: Mapping[str, Decimal]
    former: Mapping[str, Decimal]
    apart: Mapping[str, str] = made(default_factory=dict)


NOTHING_BESIDE = Beside({}, {})


@dataclass(frozen=True)
class Change:
    """A field whose value became another one."""

    field: Field
    before: str
    after: str


def kept(definition: Definition, raw: Values) -> dict[str, Any]:
    """What is kept of values that come from outside: fields of the form, of bearable size, as typed."""
    values: dict[str, Any] = {}
    for field in definition.fields():
        value = raw.get(field.key)
        if field.kind is FieldKind.TABLE:
            rows = [_kept_row(field, row) for row in value or [] if isinstance(row, Mapping)]
            values[field.key] = [row for row in rows if any(row.values())][:MOST_ROWS]
        elif field.kind is FieldKind.FILE:
            if isinstance(value, Mapping) and value.get("sha256"):
                values[field.key] = {name: str(value.get(name, "")) for name in ("sha256", "name")}
        elif isinstance(value, str):
            values[field.key] = _plain(value, MOST_CHARACTERS)
    return {key: value for key, value in values.items() if value}


def shown_fields(definition: Definition, values: Values) -> list[Field]:
    """The fields that are asked, given the answers."""
    by_key = definition.by_key()
    return [field for field in by_key.values() if is_shown(field, values, by_key)]


def is_shown(field: Field, values: Values, by_key: Mapping[str, Field]) -> bool:
    """Whether a field is asked: it has no condition, or its choice is asked itself and was answered so.

    `by_key` are the fields of the form; a condition is about one that stands before.
    """
    if field.shown_if is None:
        return True
    if values.get(field.shown_if.key) != field.shown_if.answer:
        return False
    return is_shown(by_key[field.shown_if.key], values, by_key)


def number_at(values: Values, key: str) -> Decimal | None:
    """The number of a field; None where nothing or no number is written."""
    try:
        return read_figure(str(values.get(key, "")))
    except ValueError:
        return None


def check(
    definition: Definition, values: Values, reasons: Mapping[str, str], beside: Beside = NOTHING_BESIDE
) -> list[Finding]:
    """Everything that keeps a report from leaving the unit, and what is unusual, in the order of the form."""
    shown = shown_fields(definition, values)
    found = [one for field in shown for one in _check_field(field, values, reasons, beside)]
    keys = {field.key for field in shown}
    labels = {field.key: field.label for field in shown}
    for rule in definition.between:
        if {rule.left, *rule.right} <= keys:
            found += _check_between(rule, values, labels)
    return found


def digest(form_version: int, values: Values, reasons: Mapping[str, str]) -> str:
    """The SHA-256 of what a report says, as its approval is stamped with it."""
    said = {"form": form_version, "values": values, "reasons": reasons}
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def changes(definition: Definition, before: Values, after: Values) -> list[Change]:
    """Fields that two versions of a report say differently."""
    pairs = ((field, value_words(field, before), value_words(field, after)) for field in definition.fields())
    return [Change(field, old, new) for field, old, new in pairs if old != new]


def value_words(field: Field, values: Values) -> str:
    """What was filled into a field, as words."""
    value = values.get(field.key)
    if field.kind is FieldKind.TABLE:
        return "\n".join(
            "; ".join(f"{column.label}: {row[column.key]}" for column in field.columns if row.get(column.key))
            for row in value or []
        )
    if field.kind is FieldKind.FILE:
        return str(value["name"]) if value else ""
    if field.kind is FieldKind.NUMBER:
        number = number_at(values, field.key)
        if number is not None:
            return f"{number_words(number)} {field.measure_unit}".strip()
    return str(value or "")


def _check_field(
    field: Field, values: Values, reasons: Mapping[str, str], beside: Beside
) -> Iterator[Finding]:
    value = values.get(field.key)
    if not value:
        if field.is_required:
            yield Finding(field.key, _("Must be filled in."))
        return
    if field.pair and not values.get(field.pair):
        yield Finding(field.pair, _("Must be filled in together with “%(field)s”.") % {"field": field.label})
    if field.kind is FieldKind.NUMBER:
        yield from _check_number(field, values, reasons, beside)
    elif field.kind is FieldKind.CHOICE and value not in field.choices:
        yield Finding(field.key, _("Choose one of the answers."))
    elif field.kind is FieldKind.TABLE:
        yield from _check_rows(field, value)


def _check_number(
    field: Field, values: Values, reasons: Mapping[str, str], beside: Beside
) -> Iterator[Finding]:
    try:
        number = read_figure(str(values[field.key]))
    except ValueError:
        yield Finding(field.key, _("Write a number such as 1.234,5."))
        return
    if number is None:
        return
    if field.least is not None and number < field.least:
        yield Finding(field.key, _("At least %(n)s is possible.") % {"n": number_words(field.least)})
    if field.most is not None and number > field.most:
        yield Finding(field.key, _("At most %(n)s is possible.") % {"n": number_words(field.most)})
    is_explained = bool(reasons.get(field.key, "").strip())
    figure = beside.figures.get(field.key)
    if figure is not None and figure != number:
        words = _("The system counts %(n)s. Correct the number, or explain the difference.")
        yield Finding(field.key, words % {"n": number_words(figure)}, is_fatal=not is_explained)
    former = beside.former.get(field.key)
    if (
        field.most_change is not None
        and former
        and abs(number - former) * 100 > field.most_change * abs(former)
    ):
        words = _("Last period it was %(n)s: more than %(share)s %% away. Check it, or explain.")
        said = {"n": number_words(former), "share": number_words(field.most_change)}
        yield Finding(field.key, words % said, is_fatal=not is_explained)


def _check_rows(field: Field, rows: Any) -> Iterator[Finding]:
    for place, row in enumerate(rows, 1):
        for column in field.columns:
            if column.is_number:
                try:
                    read_figure(row.get(column.key, ""))
                except ValueError:
                    words = _("Row %(n)s, “%(column)s”: write a number such as 1.234,5.")
                    yield Finding(field.key, words % {"n": place, "column": column.label}, row=place)


def _check_between(rule: Between, values: Values, labels: Mapping[str, str]) -> Iterator[Finding]:
    left = number_at(values, rule.left)
    numbers = [number_at(values, key) for key in rule.right]
    right = sum((number for number in numbers if number is not None), Decimal(0))
    if left is None or all(number is None for number in numbers):
        return
    names = " + ".join(f"“{labels[key]}”" for key in rule.right)
    said = {"names": names, "n": number_words(right)}
    if rule.comparison is Comparison.AT_MOST and left > right:
        yield Finding(rule.left, _("Must be at most %(names)s = %(n)s.") % said)
    elif rule.comparison is Comparison.AT_LEAST and left < right:
        yield Finding(rule.left, _("Must be at least %(names)s = %(n)s.") % said)
    elif rule.comparison is Comparison.EQUAL and left != right:
        yield Finding(rule.left, _("Must equal %(names)s = %(n)s.") % said)


def _kept_row(field: Field, row: Mapping[str, Any]) -> dict[str, str]:
    cells = {column.key: _plain(str(row.get(column.key) or ""), MOST_CELL) for column in field.columns}
    return {key: cell for key, cell in cells.items() if cell}


def _plain(text: str, most: int) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n").strip()[:most]
