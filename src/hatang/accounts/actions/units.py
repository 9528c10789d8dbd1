"""Writes of units: added, changed, brought up to date."""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.actions.refusals import NameTaken, StaleUnit
from hatang.accounts.models import Unit, UnitKind, User
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.base.sorting import sort_key
from hatang.base.turns import wait_for_turn

# Whoever changes the tree of units or a group waits for whoever does so already.
UNITS = "accounts.units"

_CODE = re.compile(r"[-a-zA-Z0-9_]{1,40}")
# A letter with two digits for the ministry or province, then the levels below it.
_E_IDENTIFIER = re.compile(r"[A-Z]\d{2}(\.[A-Z0-9]{2,3}){0,5}")
_AREA_CODE = re.compile(r"\d{2,10}")


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """What is said of a unit beside its code; `valid_to` is the first day without it."""

    name: str
    kind: str
    short_name: str = ""
    parent: Unit | None = None
    area_code: str = ""
    e_identifier: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @classmethod
    def of(cls, unit: Unit) -> "UnitFacts":
        """What is said of a unit now."""
        return cls(**{field.name: getattr(unit, field.name) for field in fields(cls)})


@action
def put_unit(
    *,
    code: str,
    name: str,
    kind: str,
    by: User | None,
    at: datetime,
    short_name: str = "",
    parent: Unit | None = None,
    area_code: str = "",
    e_identifier: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Unit:
    """Add a unit, or bring the one of this code up to date.

    Raises:
        Refusal: a fact is missing, too long or contradicts another one.
    """
    facts = UnitFacts(
        name=name,
        kind=kind,
        short_name=short_name,
        parent=parent,
        area_code=area_code,
        e_identifier=e_identifier,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    wait_for_turn(UNITS)
    unit = Unit.objects.select_related("parent").filter(code=code).first()
    return _create(code, facts) if unit is None else _update(unit, facts)


@action
def add_unit(*, code: str, facts: UnitFacts, by: User, at: datetime) -> Unit:
    """Add a unit.

    Raises:
        NameTaken: the code is in use.
        Refusal: as for `put_unit`.
    """
    wait_for_turn(UNITS)
    taken = Unit.objects.filter(code__iexact=code.strip()).first()
    if taken is not None:
        raise NameTaken(_("The code is in use by %(unit)s.") % {"unit": taken}, field="code")
    return _create(code.strip(), facts)


@action
def change_unit(*, unit: Unit, facts: UnitFacts, seen: str, by: User, at: datetime) -> Unit:
    """Say something else of a unit.

    Args:
        unit: which one.
        facts: all that is to be said of it from now on.
        seen: its mark on the page from which it is said.

    Raises:
        StaleUnit: somebody has changed it meanwhile.
        Refusal: as for `put_unit`.
    """
    wait_for_turn(UNITS)
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    if seen != unit.mark and facts != UnitFacts.of(unit):
        raise StaleUnit(_("Somebody changed this unit meanwhile. Look at both, then save again."))
    return _update(unit, facts)


def _create(code: str, facts: UnitFacts) -> Unit:
    if not _CODE.fullmatch(code):
        raise Refusal(_("A code has 1 to 40 letters without marks, digits, - or _."), field="code")
    check_facts(facts, None)
    unit: Unit = Unit.objects.create(code=code, **_columns(facts))
    return unit


def _update(unit: Unit, facts: UnitFacts) -> Unit:
    if facts == UnitFacts.of(unit):
        return unit
    check_facts(facts, unit)
    _check_takeovers(facts, unit)
    for column, value in _columns(facts).items():
        setattr(unit, column, value)
    unit.save()
    if facts.valid_to is not None:
        for link in unit.successor_links.exclude(on=facts.valid_to):
            link.on = facts.valid_to
            link.save(update_fields=["on"])
    return unit


def _columns(facts: UnitFacts) -> dict[str, Any]:
    values = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return {**values, "name": facts.name.strip(), "sort_key": sort_key(facts.name)}


def check_facts(facts: UnitFacts, unit: Unit | None) -> None:
    """Refuse what cannot be said of a unit; `unit` is the one it is said of, None for a new one.

    Raises:
        Refusal: a fact is missing, too long or contradicts another one; its field is named.
    """
    if not facts.name.strip() or len(facts.name.strip()) > 200:
        raise Refusal(_("A name of at most 200 characters is needed."), field="name")
    if len(facts.short_name) > 60:
        raise Refusal(_("A short name has at most 60 characters."), field="short_name")
    if facts.kind not in UnitKind.values:
        raise Refusal(_("There is no such kind of unit."), field="kind")
    if facts.area_code and not _AREA_CODE.fullmatch(facts.area_code):
        raise Refusal(_("The code of an area has 2 to 10 digits."), field="area_code")
    if facts.e_identifier and not _E_IDENTIFIER.fullmatch(facts.e_identifier):
        raise Refusal(_("An electronic identifier looks like H05 or H05.12."), field="e_identifier")
    if facts.valid_from and facts.valid_to and facts.valid_to <= facts.valid_from:
        raise Refusal(_("The unit must exist for a day at least."), field="valid_to")
    _check_parent(facts, unit)


def _check_parent(facts: UnitFacts, unit: Unit | None) -> None:
    parent = facts.parent
    if parent is None:
        if facts.kind == UnitKind.DIVISION:
            raise Refusal(_("A division needs the unit it belongs to."), field="parent")
        return
    if unit is not None and is_below(parent, unit):
        raise Refusal(_("A unit cannot stand below itself."), field="parent")
    ends = parent.valid_to
    if ends is not None and (facts.valid_to is None or facts.valid_to > ends):
        said = _("%(parent)s ends on %(day)s; choose a unit that exists as long as this one.")
        raise Refusal(said % {"parent": parent, "day": ends.strftime("%d/%m/%Y")}, field="parent")


def _check_takeovers(facts: UnitFacts, unit: Unit) -> None:
    """Refuse days on which the unit would not be there to take over, or would have ended into nobody."""
    if facts.valid_to is None and unit.successor_links.exists():
        raise Refusal(_("Others took over from this unit; take its end back on its page."), field="valid_to")
    for link in unit.predecessor_links.select_related("unit"):
        words = {"unit": link.unit, "day": link.on.strftime("%d/%m/%Y")}
        if facts.valid_from is not None and facts.valid_from > link.on:
            said = _("It took over from %(unit)s on %(day)s and cannot begin later.")
            raise Refusal(said % words, field="valid_from")
        if facts.valid_to is not None and facts.valid_to <= link.on:
            said = _("It took over from %(unit)s on %(day)s and can end the day after at the earliest.")
            raise Refusal(said % words, field="valid_to")


def is_below(unit: Unit, above: Unit) -> bool:
    """Whether a unit is another one or stands below it."""
    at: Unit | None = unit
    seen: set[int] = set()
    while at is not None and at.pk not in seen:
        if at.pk == above.pk:
            return True
        seen.add(at.pk)
        at = at.parent
    return False
