"""Figures of the registry and their rows as files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.accounts.models import Unit
from hatang.base.sheets import Column, Section, SheetKind, facts, sections_response, sheet_response
from hatang.network.definitions import DEFINITIONS
from hatang.network.queries.counted import Row, Tally
from hatang.network.queries.overview import PER_COMMUNE, PER_OPERATOR, CommuneFigures, Overview
from hatang.network.queries.reach import FarPlace
from hatang.network.queries.registry import StationThen
from hatang.network.rules.figures import WITHIN_KM


@dataclass(frozen=True)
class Behind:
    """One row behind a figure in words."""

    site_id: int
    code: str
    commune: str
    mast_type: str
    operators: str
    technology: str
    since: date | None
    is_hit: bool


def behind(row: Row, communes: Mapping[int, str], units: Mapping[int, Unit]) -> Behind:
    """A row in words."""
    site = row.site
    station = row.item if isinstance(row.item, StationThen) else None
    of = (station.operator_id,) if station else site.operators
    return Behind(
        site_id=site.pk,
        code=site.code,
        commune=communes.get(site.commune_id, ""),
        mast_type=site.mast_type,
        operators=", ".join(sorted(units[pk].label for pk in of if pk in units)),
        technology=station.technology if station else "",
        since=station.since if station else site.on_air_on,
        is_hit=row.is_hit,
    )


def rows_sheet(kind: SheetKind, code: str, rows: Iterable[Behind]) -> HttpResponseBase:
    """The rows behind a figure as a file."""
    columns = [
        Column[Behind](_("Site code"), lambda row: row.code, 14),
        Column[Behind](_("Commune"), lambda row: row.commune, 22),
        Column[Behind](_("Mast type"), lambda row: row.mast_type, 10),
        Column[Behind](_("Operator"), lambda row: row.operators, 34),
        Column[Behind](_("Technology"), lambda row: row.technology, 10),
        Column[Behind](_("On air from"), lambda row: row.since, 12),
        Column[Behind](_("Counts"), lambda row: _("yes") if row.is_hit else _("no"), 10),
    ]
    title = DEFINITIONS[code].name
    return sheet_response(kind, name=f"so-lieu-{code}", title=title, columns=columns, rows=rows)


def overview_sheet(kind: SheetKind, found: Overview) -> HttpResponseBase:
    """All figures of a day as a file."""
    sections = [
        facts(_("As of"), [(_("Day"), found.on), (_("Period from"), found.period.starts_on)]),
        Section(
            _("The province"),
            [
                Column[tuple[str, Tally]](_("Figure"), lambda row: DEFINITIONS[row[0]].name, 46),
                Column[tuple[str, Tally]](_("Value"), lambda row: _round(row[1].value), 12),
                Column[tuple[str, Tally]](_("Numerator"), lambda row: row[1].numerator, 12),
                Column[tuple[str, Tally]](_("Denominator"), lambda row: row[1].denominator, 12),
            ],
            list(found.whole.items()),
        ),
        Section(
            _("By operator"),
            [
                Column[Any](_("Operator"), lambda row: row.unit.label, 30),
                *(_tally_column(place, code) for place, code in enumerate(PER_OPERATOR)),
            ],
            found.operators,
        ),
        Section(
            _("Distance to the nearest station"),
            [
                Column[Any](_("Who"), lambda row: str(row[0]), 26),
                Column[Any](_("Station"), lambda row: row[1], 12),
                Column[Any](_("How many"), lambda row: _round(row[2].total), 14),
                Column[Any](_("Median (km)"), lambda row: _round(row[2].median_km), 12),
                Column[Any](_("90 % within (km)"), lambda row: _round(row[2].p90_km), 12),
                *(_within_column(place, limit) for place, limit in enumerate(WITHIN_KM)),
            ],
            [
                line
                for one in found.served
                for line in ((one.title, _("any"), one.nearest), (one.title, "5G", one.fifth))
            ],
        ),
    ]
    return sections_response(kind, name="so-lieu-vien-thong", title=_("Telecom figures"), sections=sections)


def communes_sheet(kind: SheetKind, rows: Iterable[CommuneFigures]) -> HttpResponseBase:
    """Figures by commune as a file."""
    columns = [
        Column[CommuneFigures](_("Code"), lambda row: row.area.code, 10),
        Column[CommuneFigures](_("Commune"), lambda row: row.area.name, 24),
        *(_tally_column(place, code) for place, code in enumerate(PER_COMMUNE)),
        Column[CommuneFigures](_("Service radius (km)"), lambda row: _round(row.radius_km), 14),
        Column[CommuneFigures](_("Households with fibre (%)"), lambda row: _round(row.fibre), 14),
    ]
    title = _("Telecom figures by commune")
    return sheet_response(kind, name="so-lieu-xa-phuong", title=title, columns=columns, rows=rows)


def far_sheet(kind: SheetKind, rows: Iterable[FarPlace]) -> HttpResponseBase:
    """Places that are far from 5G or fibre as a file."""
    columns = [
        Column[FarPlace](_("Commune"), lambda row: str(row.place.area or ""), 22),
        Column[FarPlace](_("Place"), lambda row: row.place.name, 40),
        Column[FarPlace](_("Kind"), lambda row: str(row.place.get_kind_display()), 20),
        Column[FarPlace](_("To 5G (km)"), lambda row: _round(row.to_5g_km), 12),
        Column[FarPlace](_("To fibre (km)"), lambda row: _round(row.to_fibre_km), 12),
    ]
    title = _("Places far from 5G or fibre (for reference)")
    return sheet_response(kind, name="noi-chua-phu", title=title, columns=columns, rows=rows)


def _tally_column(place: int, code: str) -> Column[Any]:
    return Column(DEFINITIONS[code].name, lambda row: _round(row.tallies[place][1].value), 14)


def _within_column(place: int, limit_km: float) -> Column[Any]:
    return Column(_("Within %(n)s km") % {"n": limit_km}, lambda row: _round(row[2].within[place]), 14)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
