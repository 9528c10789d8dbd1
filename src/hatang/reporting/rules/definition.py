"""What a form asks: sections of fields, and rules between them; data that an officer designs.

A definition is kept as JSON and read into these structs; `read_definition` refuses what nobody could fill in.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec
from django.utils.translation import gettext as _

MOST_FIELDS = 200
MOST_COLUMNS = 20
MOST_CHOICES = 50
MOST_LABEL = 500
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class FieldKind(StrEnum):
    """What is typed into a field."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    TABLE = "table"
    FILE = "file"


class RollUp(StrEnum):
    """How a field of many reports becomes one: percentages only from numerator and denominator."""

    SUM = "sum"
    RATIO = "ratio"
    LOWEST = "lowest"
    HIGHEST = "highest"
    TEXTS = "texts"
    COUNTS = "counts"
    NONE = "none"


class Comparison(StrEnum):
    """How one number stands to the sum of others."""

    AT_MOST = "le"
    AT_LEAST = "ge"
    EQUAL = "eq"


# How the fields of a kind may be rolled up; the first is the usual one.
ROLL_UPS: dict[FieldKind, tuple[RollUp, ...]] = {
    FieldKind.TEXT: (RollUp.TEXTS, RollUp.NONE),
    FieldKind.NUMBER: (RollUp.SUM, RollUp.RATIO, RollUp.LOWEST, RollUp.HIGHEST, RollUp.NONE),
    FieldKind.CHOICE: (RollUp.COUNTS, RollUp.NONE),
    FieldKind.TABLE: (RollUp.TEXTS, RollUp.NONE),
    FieldKind.FILE: (RollUp.NONE,),
}


class Refused(ValueError):
    """A definition that nobody could fill in, or that contradicts itself; its text is a sentence."""


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A column of a table: text, or numbers in a unit."""

    key: str
    label: str
    is_number: bool = False
    measure_unit: str = ""


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The answer to a choice under which a field is asked."""

    key: str
    answer: str


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One question of a form.

    `source` names the figure shown beside what is typed; `numerator` and `denominator` make a ratio;
    `pair` must be filled in when this one is; `most_change` is a share of the last period's value [%].
    """

    key: str
    label: str
    kind: FieldKind
    help: str = ""
    measure_unit: str = ""
    is_required: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    most_change: Decimal | None = None
    source: str = ""
    roll_up: RollUp | None = None
    numerator: str = ""
    denominator: str = ""
    choices: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    shown_if: Condition | None = None
    pair: str = ""

    @property
    def rolled_up(self) -> RollUp:
        """How it is rolled up: as said, else as usual for its kind."""
        return self.roll_up or ROLL_UPS[self.kind][0]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Fields under a heading."""

    title: str
    fields: tuple[Field, ...]


class Between(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A rule between numbers: `left` compared with the sum of `right`."""

    left: str
    comparison: Comparison
    right: tuple[str, ...]


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A whole form."""

    sections: tuple[Section, ...]
    between: tuple[Between, ...] = ()

    def fields(self) -> Iterator[Field]:
        """Every field, in the order of the form."""
        for section in self.sections:
            yield from section.fields

    def by_key(self) -> dict[str, Field]:
        """Fields by their key."""
        return {field.key: field for field in self.fields()}


def read_definition(data: Any, *, sources: Mapping[str, Any]) -> Definition:
    """The definition that plain data describes.

    Raises:
        Refused: it is not one, names something that is not there, or contradicts itself.
    """
    try:
        definition = msgspec.convert(data, Definition, strict=False)
    except msgspec.ValidationError as error:
        raise Refused(_("The form cannot be read: %(why)s.") % {"why": error}) from error
    fields = list(definition.fields())
    if not fields:
        raise Refused(_("A form asks at least one thing: add a field."))
    if len(fields) > MOST_FIELDS:
        raise Refused(_("A form has at most %(n)s fields.") % {"n": MOST_FIELDS})
    keys = [field.key for field in fields]
    for key in keys:
        if not _KEY.fullmatch(key) or keys.count(key) > 1:
            raise Refused(_("The key “%(key)s” is used twice or is not a-z, 0-9, _.") % {"key": key[:60]})
    by_key = definition.by_key()
    for place, field in enumerate(fields):
        _check_field(field, by_key, set(keys[:place]), sources)
    for rule in definition.between:
        _check_between(rule, by_key)
    return definition


def written(definition: Definition) -> dict[str, Any]:
    """The definition as plain data for JSON."""
    data: dict[str, Any] = msgspec.to_builtins(definition, str_keys=True)
    return data


def _check_field(
    field: Field, by_key: Mapping[str, Field], before: set[str], sources: Mapping[str, Any]
) -> None:
    name = {"field": field.label[:80] or field.key}
    if not field.label.strip() or len(field.label) > MOST_LABEL:
        raise Refused(_("The field “%(field)s” has no words, or more than 500 characters.") % name)
    if field.kind is FieldKind.CHOICE and not 2 <= len(set(field.choices)) <= MOST_CHOICES:
        raise Refused(_("“%(field)s” needs between 2 and 50 different answers to choose from.") % name)
    if field.kind is FieldKind.TABLE:
        columns = [column.key for column in field.columns]
        if not 1 <= len(columns) <= MOST_COLUMNS or len(set(columns)) < len(columns):
            raise Refused(
                _("The table “%(field)s” needs between 1 and 20 columns with different keys.") % name
            )
    bounds = (field.least, field.most, field.most_change)
    if not all(one.is_finite() for one in bounds if one is not None):
        raise Refused(_("“%(field)s”: a limit is no number.") % name)
    if field.least is not None and field.most is not None and field.least > field.most:
        raise Refused(_("“%(field)s”: the least value is above the most.") % name)
    if field.rolled_up not in ROLL_UPS[field.kind]:
        raise Refused(_("“%(field)s” cannot be gathered in this way.") % name)
    if field.source and (field.source not in sources or field.kind is not FieldKind.NUMBER):
        raise Refused(_("“%(field)s” takes a figure from a source that there is not.") % name)
    if field.rolled_up is RollUp.RATIO:
        _require_numbers(field, (field.numerator, field.denominator), by_key)
    if field.pair and (field.pair not in by_key or field.pair == field.key):
        raise Refused(_("“%(field)s” is paired with a field that there is not.") % name)
    if field.shown_if is not None:
        asked = by_key.get(field.shown_if.key)
        if asked is None or asked.key not in before or field.shown_if.answer not in asked.choices:
            raise Refused(_("“%(field)s” depends on an answer that no choice before it offers.") % name)


def _check_between(rule: Between, by_key: Mapping[str, Field]) -> None:
    left = by_key.get(rule.left)
    if left is None or not rule.right:
        raise Refused(_("A rule compares a field that there is not."))
    _require_numbers(left, (rule.left, *rule.right), by_key)


def _require_numbers(field: Field, keys: tuple[str, ...], by_key: Mapping[str, Field]) -> None:
    for key in keys:
        if key not in by_key or by_key[key].kind is not FieldKind.NUMBER:
            raise Refused(
                _("“%(field)s” is computed from “%(key)s”, which is no number of this form.")
                % {"field": field.label[:80], "key": key[:60]}
            )
