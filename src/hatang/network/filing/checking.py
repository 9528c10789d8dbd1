"""The check of a whole filing: every row accepted, corrected or set aside, and what it would change."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from hatang.network.filing.cells import read_cells
from hatang.network.filing.columns import CELLS, KINDS, ROW
from hatang.network.filing.known import Known, KnownMast
from hatang.network.filing.positions import settle_communes, settle_positions
from hatang.network.filing.radio_and_plant import check_cells, check_routes
from hatang.network.filing.sites import MAST_COLUMNS, SiteMatches, check_sites, is_same
from hatang.network.filing.tables import Table
from hatang.network.models.words import StateName

STAGES = 4


class Verdict(StrEnum):
    """What became of a row."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    SET_ASIDE = "set_aside"


class Effect(StrEnum):
    """What a row does to the registry."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
    NONE = ""


# A change of a column: before and after, in plain values.
Changes = dict[str, tuple[Any, Any]]


@dataclass
class Checked:
    """The outcome: the tables with their findings, what each row does, and what the filing no longer has.

    `unknown` are columns of the files that nobody knows, which were not read.
    """

    tables: dict[str, Table]
    matches: SiteMatches
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)
    effects: dict[str, list[tuple[Effect, Changes]]] = field(default_factory=dict)
    gone: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows of each kind have each verdict and effect, and how many are gone."""
        return {
            kind: {
                "rows": len(table),
                **{str(verdict): n for verdict, n in Counter(self.verdicts[kind]).items()},
                **{str(effect): n for (effect, _changes), n in _counted(self.effects[kind]) if effect},
                "gone": len(self.gone.get(kind, [])),
            }
            for kind, table in self.tables.items()
        }

    def by_rule(self) -> dict[str, int]:
        """How many findings each rule has."""
        return dict(Counter(one.rule for table in self.tables.values() for one in table.findings))


def _counted(effects: list[tuple[Effect, Changes]]) -> list[tuple[tuple[Effect, Changes], int]]:
    return [((effect, {}), n) for effect, n in Counter(effect for effect, _changes in effects).items()]


def check_inventory(
    tables: Mapping[str, Table],
    known: Known,
    *,
    system: str = "",
    watch: Callable[[int], None] = lambda n: None,
) -> Checked:
    """Check the sheets of a filing against each other and against the registry.

    Args:
        tables: the sheets by kind, with raw cells only.
        known: what the registry has.
        system: EPSG number of VN-2000 metres, where the filing states one.
        watch: told how many of `STAGES` are done.
    """
    ordered = {key: tables[key] for key in KINDS if key in tables}
    for table in ordered.values():
        read_cells(table)
    watch(1)
    for table in ordered.values():
        _codes(table, known)
        if "longitude" in table.values:
            settle_positions(table, system)
            settle_communes(table, known.places)
    watch(2)
    matches = SiteMatches()
    if "sites" in ordered:
        matches = check_sites(ordered["sites"], known)
    if "cells" in ordered:
        check_cells(ordered["cells"], ordered.get("sites"), known, matches)
    if "routes" in ordered:
        check_routes(ordered["routes"], ordered.get("nodes"), known)
    watch(3)
    checked = Checked(ordered, matches)
    for kind, table in ordered.items():
        _judge(checked, kind, table, known)
    watch(4)
    return checked


def _codes(table: Table, known: Known) -> None:
    """Codes that stand twice are ambiguous, so that every row of them is set aside; and codes of others."""
    first: dict[str, int] = {}
    doubled: set[int] = set()
    registered = known.rows.get(table.kind.key, {})
    column = table.kind.code[-1]
    for place in range(len(table)):
        if table.of(column)[place] is None:
            continue
        key = table.key(place)
        if key in first:
            table.find(place, "duplicate-code", column, row=table.rows[first[key]])
            if first[key] not in doubled:
                table.find(first[key], "duplicate-code", column, row=table.rows[place])
            doubled |= {place, first[key]}
        else:
            first[key] = place
        other = registered.get(key)
        if other is not None and other.owner_id != known.operator_id:
            table.find(place, "code-taken", column)


def _judge(checked: Checked, kind: str, table: Table, known: Known) -> None:
    set_aside, corrected = table.set_aside().tolist(), table.corrected().tolist()
    checked.verdicts[kind] = [
        Verdict.SET_ASIDE if bad else Verdict.CORRECTED if mended else Verdict.ACCEPTED
        for bad, mended in zip(set_aside, corrected, strict=True)
    ]
    change = _site_change if kind == "sites" else _row_change
    checked.effects[kind] = [
        (Effect.NONE, {}) if bad else change(table, place, known, checked.matches)
        for place, bad in enumerate(set_aside)
    ]
    # A row that was set aside is still in the filing: what it stands for is not gone.
    filed = {table.key(place) for place in range(len(table))}
    if kind == "sites":
        standing = [code for code, stand in known.stands.items() if stand.valid_to is None]
    else:
        standing = [
            key
            for key, row in known.rows.get(kind, {}).items()
            if row.owner_id == known.operator_id and row.valid_to is None
        ]
    checked.gone[kind] = [key for key in standing if key not in filed]


def _site_change(table: Table, place: int, known: Known, matches: SiteMatches) -> tuple[Effect, Changes]:
    code = table.of("code")[place]
    stand, mast = known.stands.get(code), known.masts.get(matches.mast_of.get(code, 0))
    if stand is None:
        return Effect.NEW, _mast_changes(table, place, mast, known) if mast is not None else {}
    changes: Changes = _mast_changes(table, place, mast, known) if mast is not None else {}
    for column, before in (("contract", stand.contract), ("valid_from", stand.valid_from)):
        after = table.of(column)[place]
        if after is not None and after != before:
            changes[column] = (_plain(before), _plain(after))
    if stand.valid_to is not None:
        changes["valid_to"] = (_plain(stand.valid_to), None)
    return (Effect.CHANGED if changes else Effect.SAME), changes


def _mast_changes(table: Table, place: int, mast: KnownMast, known: Known) -> Changes:
    """What the row says otherwise of a mast that the operator speaks for; an empty cell says nothing."""
    if mast.owner_id not in (None, known.operator_id):
        return {}
    changes: Changes = {}
    for column in MAST_COLUMNS:
        before, after = mast.values.get(column), table.of(column)[place]
        if after is not None and not is_same(before, after):
            changes[column] = (_plain(before), _plain(after))
    state = table.of("state")[place]
    if mast.ended_on is not None:
        # It stands again: in the state that is filed, or in the last one it had.
        changes["state"] = ("", state or mast.state or StateName.ON_AIR.value)
    elif state is not None and state != mast.state:
        changes["state"] = (mast.state, state)
    return changes


def _row_change(table: Table, place: int, known: Known, matches: SiteMatches) -> tuple[Effect, Changes]:
    row = known.rows.get(table.kind.key, {}).get(table.key(place))
    if row is None:
        return Effect.NEW, {}
    changes: Changes = {}
    for column in table.kind.columns:
        if column.key in (*table.kind.code, ROW.key):
            continue
        before, after = row.values.get(column.key), table.of(column.key)[place]
        if after is not None and not is_same(before, after):
            changes[column.key] = (_plain(before), _plain(after))
    before, after = row.values.get("assumed") or [], table.of("assumed")[place] or []
    if {*before} != {*after}:
        changes["assumed"] = (_titles(before), _titles(after))
    if row.valid_to is not None and table.of("valid_to")[place] is None:
        changes["valid_to"] = (_plain(row.valid_to), None)
    return (Effect.CHANGED if changes else Effect.SAME), changes


def _titles(columns: list[str]) -> str:
    return ", ".join(column.vi for column in CELLS.columns if column.key in columns)


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(f"{x} {y}" for x, y in value)
    return value
