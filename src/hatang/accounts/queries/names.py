"""Printed names and what they mean."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hatang.accounts.models import (
    Unit,
    UnitAlias,
    UnitGroup,
    UnitKind,
)
from hatang.accounts.rules import candidate_keys, name_key, own_keys

Named = Unit | UnitGroup


@dataclass
class NameIndex:
    """All names of units and groups, to resolve many printed names with few reads."""

    home: str = ""
    exact: dict[str, Named] = field(default_factory=dict)
    names: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))

    def resolve(self, printed: str, *, on: date | None = None) -> Named | None:
        """The unit or group that a printed name means on the day, or None when it is not known.

        Aliases and groups come first, then units that exist on the day, then closed ones; a name that
        several units could mean is not guessed.
        """
        for key in candidate_keys(printed, home=self.home):
            if key in self.exact:
                return self.exact[key]
            unit = _only(self.names.get(key, []), on)
            if unit is not None:
                return unit
        return None


def name_index() -> NameIndex:
    """Read every name of the house, with three queries."""
    units = list(Unit.objects.all())
    province = next(
        (unit.name for unit in units if unit.kind == UnitKind.PROVINCE and unit.valid_to is None), ""
    )
    index = NameIndex(home=_home_of(province))
    for alias in UnitAlias.objects.select_related("unit", "group"):
        named = alias.unit or alias.group
        if named is not None:
            index.exact[alias.key] = named
    for group in UnitGroup.objects.all():
        index.exact.setdefault(name_key(group.name), group)
    for unit in units:
        for key in {*own_keys(unit.name, home=index.home), *_short_keys(unit)}:
            index.names[key].append(unit)
    return index


def _only(units: list[Unit], on: date | None) -> Unit | None:
    """The one unit meant: the one that exists on the day, else the only one there is."""
    alive = [unit for unit in units if on is None or unit.exists_on(on)]
    chosen = alive or units
    return chosen[0] if len(chosen) == 1 else None


def _short_keys(unit: Unit) -> list[str]:
    return [name_key(unit.short_name)] if unit.short_name else []


def _home_of(province: str) -> str:
    """The province's own name out of that of its committee."""
    _before, found, after = province.rpartition("tỉnh ")
    return after if found else ""


@dataclass(frozen=True)
class AliasRow:
    """A printed name, and who last decided when what it means; nobody for what was loaded."""

    alias: UnitAlias
    at: datetime | None
    actor_id: int | None


def alias_rows(named: Named) -> list[AliasRow]:
    """Printed names of a unit or a group with the last decision about each; two queries."""
    rows: list[Any] = list(named.aliases.order_by("text").prefetch_related("events"))
    return [_alias_row(alias, list(alias.events.all())) for alias in rows]


def _alias_row(alias: UnitAlias, events: list[Any]) -> AliasRow:
    last = max(events, key=lambda event: event.pgh_id, default=None)
    return AliasRow(alias, last and last.pgh_created_at, last and (last.pgh_context or {}).get("user"))


def printed_names() -> dict[int, str]:
    """Other printed names of units, one after the other, by the unit's number; one query."""
    names: dict[int, str] = defaultdict(str)
    for unit_id, text in UnitAlias.objects.filter(unit__isnull=False).values_list("unit_id", "text"):
        names[unit_id or 0] += f" {text}"
    return names
