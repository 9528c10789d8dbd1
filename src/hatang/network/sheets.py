"""Lists of the registry and the card of a site as files: one description for xlsx, csv, docx and pdf."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.base import clock
from hatang.base.sheets import Cell, Column, Section, SheetKind, facts, sections_response, sheet_response
from hatang.network.models import Rule, SpacingRule, ZoneRule
from hatang.network.queries import BlockedSite, SiteCard, SiteRow
from hatang.network.rule_forms import RuleKind
from hatang.network.wording import heights_words, permit_words


def sites_sheet(kind: SheetKind, rows: Iterable[SiteRow], *, on: date) -> HttpResponseBase:
    """The list of sites as of a day."""
    columns = [
        Column[SiteRow](_("Code"), lambda row: row.site.code, 12),
        Column[SiteRow](_("Name"), lambda row: row.site.name, 28),
        Column[SiteRow](_("Commune"), lambda row: row.site.commune.name, 18),
        Column[SiteRow](_("Longitude"), lambda row: row.site.longitude, 12),
        Column[SiteRow](_("Latitude"), lambda row: row.site.latitude, 12),
        Column[SiteRow](_("Type"), lambda row: row.site.mast_type, 8),
        Column[SiteRow](_("Structure"), lambda row: str(row.site.get_structure_display()), 16),
        Column[SiteRow](_("Height (m)"), lambda row: row.site.height_m, 10),
        Column[SiteRow](_("State"), lambda row: row.state_words, 16),
        Column[SiteRow](_("Operators"), lambda row: ", ".join(one.label for one in row.operators), 30),
        Column[SiteRow](_("Number of operators"), lambda row: len(row.operators), 10),
        Column[SiteRow](_("Technologies"), lambda row: ", ".join(row.technologies), 14),
        Column[SiteRow](_("Permit number"), lambda row: row.site.permit_number, 18),
        Column[SiteRow](_("Permit expires on"), lambda row: row.site.permit_expires_on, 14),
        Column[SiteRow](_("Confidence"), lambda row: str(row.site.get_confidence_display()), 18),
    ]
    under = _("As of %(day)s") % {"day": f"{on:%d/%m/%Y}"}
    return sheet_response(
        kind, name="vi-tri-tram", title=_("Telecom sites"), under=under, columns=columns, rows=rows
    )


def card_sheet(kind: SheetKind, card: SiteCard) -> HttpResponseBase:
    """One site as of a day."""
    site = card.site
    about = facts(
        _("Site"),
        [
            (_("Code"), site.code),
            (_("Name"), site.name),
            (_("Commune"), site.commune.name),
            (_("Longitude"), site.longitude),
            (_("Latitude"), site.latitude),
            (_("Type"), str(site.get_mast_type_display())),
            (_("Structure"), str(site.get_structure_display())),
            (_("Height (m)"), site.height_m),
            (_("Owner"), site.owner.label if site.owner else ""),
            (_("State"), str(card.period.get_state_display()) if card.period else ""),
            (_("Permit number"), site.permit_number),
            (_("Permit expires on"), site.permit_expires_on),
            (_("Permit"), permit_words(card.permit)),
            (_("Source of the data"), site.source),
        ],
    )
    cells = [(stand.tenancy.operator.label, cell) for stand in card.stands for cell in stand.cells]
    sections = [
        about,
        Section(_("States"), _state_columns(), card.history),
        Section(_("Operators"), _stand_columns(), card.stands),
        Section(_("Radio cells"), _cell_columns(), cells),
        Section(_("Masts nearby"), _near_columns(), card.near),
    ]
    under = _("As of %(day)s") % {"day": f"{card.on:%d/%m/%Y}"}
    return sections_response(kind, name=f"vi-tri-{site.pk}", title=site.code, under=under, sections=sections)


def blocked_sheet(kind: SheetKind, rows: Sequence[BlockedSite]) -> HttpResponseBase:
    """Sites that something stands in the way of."""
    columns = [
        Column[BlockedSite](_("Site"), lambda row: row.site.code, 12),
        Column[BlockedSite](_("Commune"), lambda row: row.site.commune.name, 18),
        Column[BlockedSite](_("State of the site"), lambda row: row.state_words, 16),
        Column[BlockedSite](_("Obstacle"), lambda row: row.obstacle.title, 40),
        Column[BlockedSite](_("Raised by"), lambda row: row.obstacle.unit.label, 22),
        Column[BlockedSite](_("Must answer"), lambda row: row.obstacle.owner.label, 22),
        Column[BlockedSite](_("Since"), lambda row: clock.local(row.obstacle.raised_at).date(), 12),
        Column[BlockedSite](_("Days"), lambda row: row.days, 8),
        Column[BlockedSite](_("Answer by"), lambda row: row.obstacle.answer_due_on, 12),
        Column[BlockedSite](_("State"), lambda row: str(row.obstacle.get_state_display()), 18),
    ]
    return sheet_response(kind, name="vuong-mac-tram", title=_("Blocked sites"), columns=columns, rows=rows)


def route_sheet(kind: SheetKind, rows: Iterable[Any]) -> HttpResponseBase:
    """Lines of plant, each with what it lies in."""
    columns = [
        Column[Any](_("Code"), lambda row: row.code, 16),
        Column[Any](_("Lies in"), lambda row: row.parent.code if row.parent_id else "", 16),
        Column[Any](_("Kind"), lambda row: str(row.get_kind_display()), 16),
        Column[Any](_("Owner"), lambda row: row.owner.label, 22),
        Column[Any](_("Commune"), lambda row: row.commune.name, 18),
        Column[Any](_("Drawn (m)"), lambda row: round(row.drawn_length_m, 1), 12),
        Column[Any](_("As built (m)"), lambda row: row.as_built_length_m, 12),
        Column[Any](_("Depth (m)"), lambda row: row.depth_m, 10),
        Column[Any](_("Underground"), lambda row: _("yes") if row.is_underground else _("no"), 10),
        Column[Any](_("Fibres"), lambda row: row.fibres, 8),
        Column[Any](_("Fibres in use"), lambda row: row.fibres_used, 10),
        Column[Any](_("State"), lambda row: str(row.get_state_display()), 16),
    ]
    return sheet_response(kind, name="tuyen", title=_("Lines of plant"), columns=columns, rows=rows)


def node_sheet(kind: SheetKind, rows: Iterable[Any]) -> HttpResponseBase:
    """Points of plant."""
    columns = [
        Column[Any](_("Code"), lambda row: row.code, 16),
        Column[Any](_("Kind"), lambda row: str(row.get_kind_display()), 18),
        *_place_columns(),
    ]
    return sheet_response(kind, name="diem", title=_("Points of plant"), columns=columns, rows=rows)


def data_centre_sheet(kind: SheetKind, rows: Iterable[Any]) -> HttpResponseBase:
    """Data centres."""
    columns = [
        Column[Any](_("Code"), lambda row: row.code, 12),
        Column[Any](_("Name"), lambda row: row.name, 30),
        Column[Any](_("Tier"), lambda row: row.tier, 8),
        Column[Any](_("Racks"), lambda row: row.racks, 8),
        Column[Any](_("Power (kW)"), lambda row: row.power_kw, 10),
        Column[Any](_("PUE"), lambda row: row.pue, 8),
        *_place_columns(),
    ]
    return sheet_response(kind, name="trung-tam-du-lieu", title=_("Data centres"), columns=columns, rows=rows)


def wifi_sheet(kind: SheetKind, rows: Iterable[Any]) -> HttpResponseBase:
    """Places with public Wi-Fi."""
    columns = [
        Column[Any](_("Code"), lambda row: row.code, 12),
        Column[Any](_("Place"), lambda row: row.name, 34),
        Column[Any](_("Access points"), lambda row: row.access_points, 10),
        Column[Any](_("Speed (Mb/s)"), lambda row: row.speed_mbps, 10),
        *_place_columns(),
    ]
    return sheet_response(kind, name="wifi", title=_("Public Wi-Fi"), columns=columns, rows=rows)


def rules_sheet(kind: SheetKind, shown: Sequence[tuple[RuleKind, Sequence[Any]]]) -> HttpResponseBase:
    """Rules of siting by their kind."""
    said = [
        Column[Any](_("Written in"), lambda rule: rule.source, 40),
        Column[Any](_("Binding"), lambda rule: _("yes") if rule.is_binding else _("no"), 10),
        Column[Any](_("From"), lambda rule: rule.valid_from, 12),
        Column[Any](_("Until"), lambda rule: rule.valid_to, 12),
        Column[Any](_("Note"), lambda rule: rule.note, 30),
    ]
    sections = [Section(str(one.noun), [*_rule_columns(one.model), *said], rules) for one, rules in shown]
    return sections_response(kind, name="quy-tac", title=_("Rules of siting"), sections=sections)


def licences_sheet(kind: SheetKind, rows: Iterable[Any]) -> HttpResponseBase:
    """Licences of bands."""
    columns = [
        Column[Any](_("Operator"), lambda row: row.operator.label, 24),
        Column[Any](_("Band"), lambda row: row.band, 12),
        Column[Any](_("From (MHz)"), lambda row: row.low_mhz, 12),
        Column[Any](_("To (MHz)"), lambda row: row.high_mhz, 12),
        Column[Any](_("Technologies"), lambda row: ", ".join(row.technologies), 14),
        Column[Any](_("Checked"), lambda row: _("yes") if row.is_checked else _("no"), 10),
        Column[Any](_("Source of the data"), lambda row: row.source, 50),
        Column[Any](_("From"), lambda row: row.valid_from, 12),
        Column[Any](_("Until"), lambda row: row.valid_to, 12),
    ]
    return sheet_response(kind, name="bang-tan", title=_("Licences of bands"), columns=columns, rows=rows)


def _rule_columns(model: type[Rule]) -> list[Column[Any]]:
    area = Column[Any](_("Kind of area"), lambda rule: str(rule.get_area_display()), 18)
    if model is SpacingRule:
        return [
            Column[Any](_("Types of mast"), lambda rule: ", ".join(rule.mast_types), 16),
            Column[Any](_("Height"), lambda rule: heights_words(rule), 20),
            area,
            Column[Any](_("Least distance (m)"), lambda rule: rule.least_m, 12),
        ]
    if model is ZoneRule:
        return [
            Column[Any](_("Around"), lambda rule: str(rule.get_around_display()), 24),
            Column[Any](_("Within (m)"), lambda rule: rule.within_m, 12),
            Column[Any](_("Allowed types"), lambda rule: ", ".join(rule.allowed_types), 16),
        ]
    return [area, Column[Any](_("At least (%)"), lambda rule: rule.least_percent, 12)]


def _place_columns() -> list[Column[Any]]:
    return [
        Column[Any](_("Owner"), lambda row: row.owner.label, 22),
        Column[Any](_("Commune"), lambda row: row.commune.name, 18),
        Column[Any](_("Longitude"), lambda row: row.longitude, 12),
        Column[Any](_("Latitude"), lambda row: row.latitude, 12),
        Column[Any](_("State"), lambda row: str(row.get_state_display()), 16),
    ]


def _state_columns() -> list[Column[Any]]:
    return [
        Column[Any](_("State"), lambda one: str(one.get_state_display()), 24),
        Column[Any](_("From"), lambda one: one.valid_from, 12),
        Column[Any](_("Until"), lambda one: one.valid_to, 12),
        Column[Any](_("Ground"), lambda one: one.ground, 40),
    ]


def _stand_columns() -> list[Column[Any]]:
    return [
        Column[Any](_("Operator"), lambda one: one.tenancy.operator.label, 28),
        Column[Any](_("Operator's code"), lambda one: one.tenancy.operator_code, 18),
        Column[Any](_("Terms"), lambda one: str(one.tenancy.get_contract_display()), 20),
        Column[Any](_("From"), lambda one: one.tenancy.valid_from, 12),
        Column[Any](_("Until"), lambda one: one.tenancy.valid_to, 12),
    ]


def _cell_columns() -> list[Column[Any]]:
    def of(name: str) -> Any:
        return lambda pair: getattr(pair[1], name)

    return [
        Column[Any](_("Operator"), lambda pair: pair[0], 20),
        Column[Any](_("Cell"), of("code"), 18),
        Column[Any](_("Technology"), of("technology"), 10),
        Column[Any](_("Band"), of("band"), 10),
        Column[Any](_("Frequency (MHz)"), of("frequency_mhz"), 12),
        Column[Any](_("Bandwidth (MHz)"), of("bandwidth_mhz"), 12),
        Column[Any](_("Azimuth (°)"), of("azimuth_deg"), 10),
        Column[Any](_("Height (m)"), of("height_m"), 10),
        Column[Any](_("EIRP (dBm)"), of("eirp_dbm"), 10),
        Column[Any](_("Assumed"), lambda pair: _assumed(pair[1].assumed), 20),
    ]


def _assumed(names: Sequence[str]) -> Cell:
    return ", ".join(names)


def _near_columns() -> list[Column[Any]]:
    return [
        Column[Any](_("Site"), lambda one: one.site.code, 14),
        Column[Any](_("Name"), lambda one: one.site.name, 28),
        Column[Any](_("Type"), lambda one: one.site.mast_type, 8),
        Column[Any](_("Distance (m)"), lambda one: round(one.distance_m, 1), 12),
    ]
