"""Communes, places and fixed access as files: one description for xlsx, csv, docx and pdf."""

from collections.abc import Iterable
from decimal import Decimal

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.base.sheets import Column, Section, SheetKind, facts, sections_response, sheet_response
from hatang.territory.models import AreaPopulation, AreaSuccessor, FixedAccess, Place
from hatang.territory.queries import CommunePage, CommuneRow


def communes_sheet(kind: SheetKind, rows: Iterable[CommuneRow]) -> HttpResponseBase:
    """The communes with their figures as a file."""
    columns = [
        Column[CommuneRow](_("Code"), lambda row: row.area.code, 9),
        Column[CommuneRow](_("Commune or ward"), lambda row: row.area.name, 22),
        Column[CommuneRow](_("Kind"), lambda row: str(row.area.get_kind_display()), 12),
        Column[CommuneRow](_("Area (km²)"), lambda row: row.area.area_km2, 12),
        Column[CommuneRow](
            _("Area of the polygon (km²)"),
            lambda row: _rounded(row.boundary.area_km2 if row.boundary else None, 3),
            14,
        ),
        Column[CommuneRow](_("Difference (%)"), lambda row: _percent(row.difference), 12),
        Column[CommuneRow](_("Population"), lambda row: row.area.population, 12),
        Column[CommuneRow](
            _("Estimated"), lambda row: _("yes") if row.area.is_population_estimate else "", 10
        ),
        Column[CommuneRow](_("People per km²"), lambda row: row.density, 12),
        Column[CommuneRow](_("Villages"), lambda row: row.n_villages, 10),
        Column[CommuneRow](_("Industrial zones and clusters"), lambda row: row.n_zones, 12),
        Column[CommuneRow](_("Households"), lambda row: row.fixed.households if row.fixed else None, 12),
        Column[CommuneRow](
            _("Passed by fibre"), lambda row: row.fixed.households_passed if row.fixed else None, 12
        ),
        Column[CommuneRow](_("Passed by fibre (%)"), lambda row: _percent(row.fibre_share), 12),
        Column[CommuneRow](_("As of"), lambda row: row.fixed.on if row.fixed else None, 12),
    ]
    return sheet_response(kind, name="xa-phuong", title=_("Communes and wards"), columns=columns, rows=rows)


def places_sheet(kind: SheetKind, places: Iterable[Place]) -> HttpResponseBase:
    """Places as a file."""
    return sheet_response(kind, name="dia-diem", title=_("Places"), columns=place_columns(), rows=places)


def place_columns() -> list[Column[Place]]:
    """What a file says of a place."""
    return [
        Column[Place](_("Code"), lambda one: one.code, 18),
        Column[Place](_("Name of the place"), lambda one: one.name, 40),
        Column[Place](_("Kind"), lambda one: str(one.get_kind_display()), 22),
        Column[Place](_("Commune or ward"), lambda one: one.area.name if one.area else "", 20),
        Column[Place](_("Longitude"), lambda one: one.longitude, 12),
        Column[Place](_("Latitude"), lambda one: one.latitude, 12),
        Column[Place](_("Priority"), lambda one: _("yes") if one.is_priority else "", 9),
        Column[Place](_("Example data"), lambda one: _("yes") if one.is_example else "", 9),
        Column[Place](_("Source of the figure"), lambda one: one.source, 24),
    ]


def commune_sheet(kind: SheetKind, page: CommunePage) -> HttpResponseBase:
    """One area as a file."""
    area = page.area
    about = facts(
        _("Area"),
        [
            (_("Code"), area.code),
            (_("Kind"), str(area.get_kind_display())),
            (_("Area (km²)"), area.area_km2),
            (_("Area of the polygon (km²)"), _rounded(page.boundary.area_km2 if page.boundary else None, 3)),
            (_("Difference (%)"), _percent(page.difference)),
            (_("Source of the boundary"), page.boundary.source if page.boundary else ""),
        ],
    )
    populations = [
        Column[AreaPopulation](_("Year"), lambda one: one.year, 8),
        Column[AreaPopulation](_("Population"), lambda one: one.population, 14),
        Column[AreaPopulation](_("Estimated"), lambda one: _("yes") if one.is_estimate else "", 10),
        Column[AreaPopulation](_("Source of the figure"), lambda one: one.source, 40),
    ]
    links = [
        Column[AreaSuccessor](_("Before"), lambda one: one.area.name, 30),
        Column[AreaSuccessor](_("After"), lambda one: one.successor.name, 30),
        Column[AreaSuccessor](_("Share"), lambda one: one.share, 10),
        Column[AreaSuccessor](_("On"), lambda one: one.on, 12),
    ]
    sections = [
        about,
        Section(_("Population by year"), populations, page.populations),
        Section(_("Predecessors and successors"), links, [*page.before, *page.after]),
        Section(_("Fixed access"), fixed_columns(), page.fixed),
        Section(_("Places"), place_columns(), page.places),
    ]
    return sections_response(kind, name="dia-ban", title=area.name, sections=sections)


def fixed_columns() -> list[Column[FixedAccess]]:
    """What a file says of fixed access."""
    return [
        Column[FixedAccess](_("As of"), lambda one: one.on, 12),
        Column[FixedAccess](_("Operator"), lambda one: operator_words(one), 26),
        Column[FixedAccess](_("Households"), lambda one: one.households, 12),
        Column[FixedAccess](_("Passed by fibre"), lambda one: one.households_passed, 12),
        Column[FixedAccess](_("Can have 1 Gb/s"), lambda one: one.households_1gbps, 12),
        Column[FixedAccess](_("Premises"), lambda one: one.premises, 12),
        Column[FixedAccess](_("Premises passed"), lambda one: one.premises_passed, 12),
        Column[FixedAccess](_("Fastest download (Mb/s)"), lambda one: one.max_download_mbps, 12),
        Column[FixedAccess](_("Source of the figure"), lambda one: one.source, 24),
    ]


def operator_words(one: FixedAccess) -> str:
    """Whose figures these are."""
    return one.operator.label if one.operator else _("All operators together")


def _rounded(value: float | None, places: int) -> Decimal | None:
    return None if value is None else Decimal(str(round(value, places)))


def _percent(share: float | None) -> Decimal | None:
    return None if share is None else _rounded(share * 100, 1)
