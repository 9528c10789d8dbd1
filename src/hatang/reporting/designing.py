"""A form as its designer shows it: a row for each section and field, moved, dropped and added."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hatang.base.figures import number_words, read_figure
from hatang.docparse.normalise import fold
from hatang.reporting.rules.definition import (
    MOST_FIELDS,
    Comparison,
    Definition,
    FieldKind,
    Refused,
)

SECTION = "section"
_SIGNS = {Comparison.AT_MOST: "<=", Comparison.AT_LEAST: ">=", Comparison.EQUAL: "="}


@dataclass
class Row:
    """One row of the designer, everything as it is typed; `kind` is "section" for a heading."""

    kind: str = FieldKind.TEXT.value
    label: str = ""
    key: str = ""
    help: str = ""
    measure_unit: str = ""
    is_required: str = ""
    least: str = ""
    most: str = ""
    most_change: str = ""
    source: str = ""
    roll_up: str = ""
    numerator: str = ""
    denominator: str = ""
    choices: str = ""
    columns: str = ""
    shown_key: str = ""
    shown_answer: str = ""
    pair: str = ""


NAMES = [one.name for one in fields(Row)]


def rows_of(definition: Definition) -> list[Row]:
    """The rows of a form."""
    rows = []
    for section in definition.sections:
        rows.append(Row(kind=SECTION, label=section.title))
        for field in section.fields:
            shown = field.shown_if
            rows.append(
                Row(
                    kind=field.kind.value,
                    label=field.label,
                    key=field.key,
                    help=field.help,
                    measure_unit=field.measure_unit,
                    is_required="1" if field.is_required else "",
                    least=_typed(field.least),
                    most=_typed(field.most),
                    most_change=_typed(field.most_change),
                    source=field.source,
                    roll_up=field.roll_up.value if field.roll_up else "",
                    numerator=field.numerator,
                    denominator=field.denominator,
                    choices="\n".join(field.choices),
                    columns="\n".join(
                        f"{column.label} | {_('number')}" if column.is_number else column.label
                        for column in field.columns
                    ),
                    shown_key=shown.key if shown else "",
                    shown_answer=shown.answer if shown else "",
                    pair=field.pair,
                )
            )
    return rows


def rules_of(definition: Definition) -> str:
    """The rules between fields, one a line: "tram <= phep + cho"."""
    return "\n".join(
        f"{rule.left} {_SIGNS[rule.comparison]} {' + '.join(rule.right)}" for rule in definition.between
    )


def sent_rows(sent: Mapping[str, str]) -> list[Row]:
    """The rows as the form sends them: "kind-0", "label-0"."""
    rows = []
    for place in range(MOST_FIELDS * 2):
        if f"kind-{place}" not in sent:
            break
        rows.append(Row(**{name: sent.get(f"{name}-{place}", "").strip() for name in NAMES}))
    return rows


def moved(rows: list[Row], button: str) -> list[Row]:
    """The rows after a button: "len-3" up, "xuong-3" down, "bo-3" dropped, "them-3" a field after it.

    "muc" adds a section at the end; any other word changes nothing.
    """
    word, _dash, place = button.partition("-")
    rows = list(rows)
    if word == "muc":
        return [*rows, Row(kind=SECTION), Row()]
    if not place.isdecimal() or len(place) > 4 or int(place) >= len(rows):
        return rows
    at = int(place)
    if word == "len" and at > 0:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    elif word == "xuong" and at < len(rows) - 1:
        rows[at], rows[at + 1] = rows[at + 1], rows[at]
    elif word == "bo":
        del rows[at]
    elif word == "them":
        rows.insert(at + 1, Row())
    return rows


def data_of(rows: list[Row], rules: str) -> dict[str, Any]:
    """The definition that rows describe, as plain data.

    Raises:
        Refused: a field stands before the first section, or a rule cannot be read.
    """
    sections: list[dict[str, Any]] = []
    keys = {row.key for row in rows if row.key}
    for row in rows:
        if row.kind == SECTION:
            sections.append({"title": row.label, "fields": []})
        elif not sections:
            raise Refused(_("A form begins with a section: move one to the top."))
        else:
            row.key = row.key or _new_key(row.label, keys)
            keys.add(row.key)
            sections[-1]["fields"].append(_field(row))
    return {"sections": sections, "between": [_rule(line) for line in rules.splitlines() if line.strip()]}


def _field(row: Row) -> dict[str, Any]:
    said = {
        "key": row.key,
        "label": row.label,
        "kind": row.kind,
        "help": row.help,
        "is_required": row.is_required == "1",
    }
    if row.kind == FieldKind.NUMBER:
        said |= {name: getattr(row, name) for name in ("measure_unit", "source", "numerator", "denominator")}
        said |= {name: _bound(row, name) for name in ("least", "most", "most_change") if getattr(row, name)}
    if row.kind == FieldKind.CHOICE:
        said["choices"] = [line.strip() for line in row.choices.splitlines() if line.strip()]
    if row.kind == FieldKind.TABLE:
        lines = [line for line in row.columns.splitlines() if line.strip()]
        said["columns"] = [_column(line, place) for place, line in enumerate(lines, 1)]
    if row.roll_up:
        said["roll_up"] = row.roll_up
    if row.pair:
        said["pair"] = row.pair
    if row.shown_key:
        said["shown_if"] = {"key": row.shown_key, "answer": row.shown_answer}
    return said


def _typed(figure: Decimal | None) -> str:
    """A figure as people type it, whatever the language of the page: "1.234,5"."""
    with translation.override("vi"):
        return "" if figure is None else number_words(figure)


def _bound(row: Row, name: str) -> str:
    """A limit as it is kept.

    Raises:
        Refused: it is no number.
    """
    try:
        return str(read_figure(getattr(row, name)))
    except ValueError as error:
        said = _("“%(field)s”: “%(typed)s” is no number; write one such as 1.234,5.")
        typed = {"field": row.label[:80] or row.key, "typed": getattr(row, name)[:40]}
        raise Refused(said % typed) from error


def _column(line: str, place: int) -> dict[str, Any]:
    label, _bar, kind = line.partition("|")
    return {"key": f"cot_{place}", "label": label.strip(), "is_number": bool(kind.strip())}


def _rule(line: str) -> dict[str, Any]:
    for comparison, sign in _SIGNS.items():
        left, found, right = line.partition(sign)
        if found:
            return {
                "left": left.strip(),
                "comparison": comparison.value,
                "right": [one.strip() for one in right.split("+")],
            }
    said = _("The rule “%(rule)s” cannot be read; write for example: a <= b + c.")
    raise Refused(said % {"rule": line[:80]})


def _new_key(label: str, taken: set[str]) -> str:
    """A key out of the words of a field, which no other one has."""
    words = "_".join(fold(label).split())[:30].strip("_") or "cau"
    key = words if words[0].isalpha() else f"cau_{words}"
    place, found = 2, key
    while found in taken:
        found, place = f"{key}_{place}", place + 1
    return found
