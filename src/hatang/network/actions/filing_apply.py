"""An approved filing entered into the registry: one transaction, all of it or nothing, once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.jobs import enqueue
from hatang.network.actions.filing_ending import end_gone
from hatang.network.actions.filing_lives import begun_before, ends_of_stands, next_state, not_before
from hatang.network.actions.filing_rows import keep_rows
from hatang.network.actions.filing_values import free_code, hexagon, in_bulk, said, shape
from hatang.network.actions.filings import entered_later, inspect_filing, tell_operator
from hatang.network.filing.checking import Checked, Effect
from hatang.network.filing.sites import MAST_COLUMNS
from hatang.network.filing.tables import Table
from hatang.network.models import (
    Cell,
    Confidence,
    Contract,
    DataCentre,
    Filing,
    FilingState,
    Node,
    PassiveSite,
    PublicWifi,
    Route,
    SiteStatePeriod,
    StateName,
    Tenancy,
)

# Filings are entered one after the other: what one finds is what the one before left.
_LOCK = 0x6B65_6B68
_CHUNK = 1000
_PLANT: dict[str, Any] = {"nodes": Node, "data_centres": DataCentre, "wifi": PublicWifi}
_CELL_COLUMNS = (
    *("technology", "band", "frequency_mhz", "bandwidth_mhz", "azimuth_deg", "beamwidth_deg"),
    *("vertical_beamwidth_deg", "mechanical_tilt_deg", "electrical_tilt_deg", "height_m", "gain_dbi"),
    *("power_dbm", "eirp_dbm", "assumed", "valid_from", "valid_to"),
)
_ROUTE_COLUMNS = (
    *(
        "kind",
        "as_built_length_m",
        "depth_m",
        "is_underground",
        "fibres",
        "fibres_used",
        "state",
        "valid_from",
    ),
    *("drawn_length_m", "commune_id"),
)


@action
def apply_filing(*, filing_id: int, by: User | None, at: datetime) -> Filing:
    """Enter an approved filing in the name of who approved it; one that was entered already stays as it is.

    The files are checked once more against the registry as it is now. Where that finds more to put right or
    new doubtful pairs, nothing is entered and the filing waits for the office again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    filing = Filing.objects.select_for_update(of=("self",)).select_related("operator").get(pk=filing_id)
    if filing.state != FilingState.APPROVED:
        return filing
    if entered_later(filing.operator, filing.ends_on, [FilingState.APPLIED]) is not None:
        return _back(filing, _("A later period was entered meanwhile; return this filing."))
    before, today = filing.totals, clock.local(at).date()
    checked = inspect_filing(filing, today=today)
    keep_rows(filing, checked)
    if filing.totals["set_aside"] > before["set_aside"] or filing.totals["gone"] != before["gone"]:
        return _back(
            filing, _("The registry has changed since the check; look at the report and approve again.")
        )
    if checked.matches.doubtful:
        return _back(
            filing, _("The registry has changed since the check; there are new doubtful pairs of masts.")
        )
    _Entering(filing, checked, today).run()
    filing.state, filing.applied_at = FilingState.APPLIED, at
    filing.save()
    enqueue("network.record_figures", once="network.record_figures")
    tell_operator(filing, _("The inventory for %(period)s was entered into the registry."), by=by, at=at)
    return filing


@action
def give_back_filing(*, filing_id: int, sentence: str, at: datetime) -> None:
    """Let an approved filing that could not be entered wait for the office again, with the reason."""
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    if filing.state == FilingState.APPROVED:
        _back(filing, sentence)


def _back(filing: Filing, sentence: str) -> Filing:
    filing.state, filing.sentence = FilingState.SUBMITTED, sentence
    filing.save()
    return filing


class _Entering:
    """One filing on its way into the tables of the registry."""

    def __init__(self, filing: Filing, checked: Checked, today: date) -> None:
        self.filing = filing
        self.operator = filing.operator
        self.checked = checked
        # When what has no day of its own happened.
        self.day: date = min(filing.ends_on, today)
        # What an operator files for the first time without a day is not new in the period.
        self.is_first = {
            "sites": not Tenancy.objects.filter(operator=filing.operator).exists(),
            "cells": not Cell.objects.filter(tenancy__operator=filing.operator).exists(),
            "routes": not Route.objects.filter(owner=filing.operator).exists(),
            **{
                key: not model.objects.filter(owner=filing.operator).exists() for key, model in _PLANT.items()
            },
        }

    def run(self) -> None:
        """End what is gone, then enter what is new and changed: a mast may go on by another code."""
        mast_of = self.checked.matches.mast_of
        end_gone(self.operator, self.checked.gone, self.day, kept=mast_of.values())
        if "sites" in self.checked.tables:
            self._sites(self.checked.tables["sites"])
        if "cells" in self.checked.tables:
            self._cells(self.checked.tables["cells"])
        for kind, model in _PLANT.items():
            if kind in self.checked.tables:
                self._plant(self.checked.tables[kind], model)
        if "routes" in self.checked.tables:
            self._routes(self.checked.tables["routes"])

    def _places(self, table: Table, *wanted: Effect) -> list[int]:
        effects = self.checked.effects[table.kind.key]
        return [place for place, (effect, _changes) in enumerate(effects) if effect in wanted]

    def _sites(self, table: Table) -> None:
        mast_of = self.checked.matches.mast_of
        codes = table.of("code")
        new = self._places(table, Effect.NEW)
        made = self._new_masts(table, [place for place in new if codes[place] not in mast_of])
        site_of = {**mast_of, **{code: site.pk for code, site in made.items()}}
        contracts = table.of("contract")
        ends = ends_of_stands(self.operator, mast_of.values())
        in_bulk(
            Tenancy(
                site_id=site_of[codes[place]],
                operator=self.operator,
                operator_code=codes[place],
                contract=contracts[place] or (Contract.OWN if codes[place] in made else Contract.LEASE),
                valid_from=not_before(self._begun(table, place), ends.get(site_of[codes[place]])),
            )
            for place in new
        )
        touched = [
            place for place in self._places(table, Effect.NEW, Effect.CHANGED) if codes[place] in mast_of
        ]
        self._change_masts(table, touched, mast_of)
        self._change_stands(table, self._places(table, Effect.CHANGED))

    def _new_masts(self, table: Table, places: list[int]) -> dict[str, PassiveSite]:
        taken = set(PassiveSite.objects.values_list("code", flat=True))
        made: dict[str, PassiveSite] = {}
        for place in places:
            values = {column: table.of(column)[place] for column in MAST_COLUMNS}
            code = table.of("code")[place]
            made[code] = PassiveSite(
                **said(PassiveSite, values),
                code=free_code(self.operator.code, code, taken),
                hexagon9=hexagon(values),
                commune_id=table.of("commune_id")[place],
                owner=self.operator,
                confidence=Confidence.DECLARED,
                source=self._source(),
                valid_from=self._begun(table, place, table.of("state_since")[place]),
            )
        in_bulk(made.values())
        states = table.of("state")
        by_code = {table.of("code")[place]: place for place in places}
        in_bulk(
            SiteStatePeriod(
                site=site,
                state=states[by_code[code]] or StateName.ON_AIR,
                valid_from=self._since(table, by_code[code]),
            )
            for code, site in made.items()
        )
        return made

    def _source(self) -> str:
        return f"{self.operator.label}, {self.filing.period}"[:200]

    def _begun(self, table: Table, place: int, other: date | None = None) -> date | None:
        """Since when a new row exists; None, for long ago, where a first filing does not say."""
        begun: date | None = table.of("valid_from")[place] or other
        return begun or (None if self.is_first[table.kind.key] else self.day)

    def _since(self, table: Table, place: int) -> date:
        """Since when a new mast is in its state; unsaid in a first filing, since before its period."""
        since: date | None = table.of("state_since")[place] or self._begun(table, place)
        return since or self.filing.starts_on - timedelta(days=1)

    def _change_masts(self, table: Table, places: list[int], mast_of: dict[str, int]) -> None:
        """Columns and states of masts that the operator speaks for, as the check compared them."""
        by_site = {mast_of[table.of("code")[place]]: place for place in places}
        columns: set[str] = set()
        changed: list[PassiveSite] = []
        for site in PassiveSite.objects.filter(pk__in=by_site).select_for_update():
            place = by_site[site.pk]
            changes = self.checked.effects["sites"][place][1]
            names = [name for name in changes if name in MAST_COLUMNS]
            for name in names:
                setattr(site, name, table.of(name)[place])
            if {"longitude", "latitude"} & {*names}:
                site.hexagon9 = hexagon({"longitude": site.longitude, "latitude": site.latitude})
                site.commune_id = table.of("commune_id")[place] or site.commune_id
                names += ["hexagon9", "commune_id"]
            if "state" in changes:
                next_state(site, changes["state"][1], table.of("state_since")[place] or self.day)
                # The check has it go on only for who speaks for it.
                site.valid_to = None
                names.append("valid_to")
            if names:
                # Whoever has its form open is told that it has changed.
                site.revision += 1
                names.append("revision")
                columns |= {*names}
                changed.append(site)
        if changed:
            PassiveSite.objects.bulk_update(changed, sorted(columns), batch_size=_CHUNK)

    def _change_stands(self, table: Table, places: list[int]) -> None:
        by_code = {table.of("code")[place]: place for place in places}
        changed = []
        rows = Tenancy.objects.filter(operator=self.operator, operator_code__in=by_code).select_for_update()
        stands = list(rows)
        ends = ends_of_stands(self.operator, [one.site_id for one in stands], but=[one.pk for one in stands])
        for stand in stands:
            changes = self.checked.effects["sites"][by_code[stand.operator_code]][1]
            names = [name for name in ("contract", "valid_from") if name in changes]
            for name in names:
                setattr(stand, name, table.of(name)[by_code[stand.operator_code]])
            if "valid_to" in changes:
                stand.valid_to = None
            if names or "valid_to" in changes:
                # By another code it stood there meanwhile.
                stand.valid_from = not_before(stand.valid_from, ends.get(stand.site_id))
                changed.append(stand)
        Tenancy.objects.bulk_update(changed, ["contract", "valid_from", "valid_to"], batch_size=_CHUNK)

    def _cells(self, table: Table) -> None:
        mine = Tenancy.objects.filter(operator=self.operator)
        stands = {code: (pk, site) for code, pk, site in mine.values_list("operator_code", "pk", "site_id")}
        before, made = begun_before(self.operator, self.day), []
        for place in self._places(table, Effect.NEW):
            code, (stand, site) = table.of("code")[place], stands[table.of("site_code")[place]]
            values = self._with_day(table, place, _CELL_COLUMNS)
            if table.of("valid_from")[place] is None and (site, code) in before:
                values["valid_from"] = before[site, code]
            made.append(Cell(tenancy_id=stand, code=code, **said(Cell, values)))
        in_bulk(made)
        known = {
            f"{cell.tenancy.operator_code} / {cell.code}": cell
            for cell in Cell.objects.filter(tenancy__operator=self.operator).select_related("tenancy")
        }
        self._change(table, known, Cell, _CELL_COLUMNS)

    def _plant(self, table: Table, model: Any) -> None:
        columns = (*(column.key for column in table.kind.columns if column.key != "code"), "commune_id")
        in_bulk(
            model(
                code=table.of("code")[place],
                owner=self.operator,
                **said(model, self._with_day(table, place, columns)),
            )
            for place in self._places(table, Effect.NEW)
        )
        known = {one.code: one for one in model.objects.filter(owner=self.operator)}
        self._change(table, known, model, columns)

    def _routes(self, table: Table) -> None:
        nodes = dict(Node.objects.values_list("code", "pk"))
        for place in self._places(table, Effect.NEW, Effect.CHANGED):
            table.values.setdefault("start_id", [None] * len(table))[place] = nodes.get(
                table.of("start_code")[place]
            )
            table.values.setdefault("end_id", [None] * len(table))[place] = nodes.get(
                table.of("end_code")[place]
            )
        ends = ("start_id", "end_id")
        in_bulk(
            Route(
                code=table.of("code")[place],
                owner=self.operator,
                **shape(table.of("line")[place]),
                **said(Route, self._with_day(table, place, (*_ROUTE_COLUMNS, *ends))),
            )
            for place in self._places(table, Effect.NEW)
        )
        known = {one.code: one for one in Route.objects.filter(owner=self.operator)}
        parents = dict(Route.objects.values_list("code", "pk"))
        changed = []
        for place in self._places(table, Effect.NEW, Effect.CHANGED):
            route, parent = known[table.of("code")[place]], table.of("parent_code")[place]
            if parent:
                route.parent_id = parents[parent]
            for name, value in shape(table.of("line")[place]).items():
                setattr(route, name, value)
            for column in (*_ROUTE_COLUMNS, *ends):
                if table.of(column)[place] is not None:
                    setattr(route, column, table.of(column)[place])
            route.valid_to = None
            changed.append(route)
        columns = [name.removesuffix("_id") for name in (*_ROUTE_COLUMNS, *ends)]
        box = ["wkb", "west", "south", "east", "north"]
        Route.objects.bulk_update(changed, [*columns, *box, "parent", "valid_to"], batch_size=_CHUNK)

    def _with_day(self, table: Table, place: int, columns: Iterable[str]) -> dict[str, Any]:
        """The values of a new row with its first day."""
        values = {column: table.of(column)[place] for column in columns}
        values["valid_from"] = self._begun(table, place)
        return values

    def _change(self, table: Table, known: dict[str, Any], model: Any, columns: Iterable[str]) -> None:
        changed, names = [], {*columns} - {"commune_id"}
        for place in self._places(table, Effect.CHANGED):
            row, changes = known[table.key(place)], self.checked.effects[table.kind.key][place][1]
            for name in changes.keys() & names:
                setattr(row, name, table.of(name)[place])
            if {"longitude", "latitude"} & changes.keys():
                row.commune_id = table.of("commune_id")[place] or row.commune_id
            if "valid_to" in changes:
                row.valid_to = table.of("valid_to")[place]
            if "assumed" in names:
                row.assumed = table.of("assumed")[place]
            changed.append(row)
        fields = {*names, "valid_to"} | ({"commune"} if hasattr(model, "commune_id") else set())
        model.objects.bulk_update(changed, sorted(fields), batch_size=_CHUNK)
