"""Writes of sites by the programme office: entered and changed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.network import access
from hatang.network.actions.words import line, one_of, within
from hatang.network.models import (
    LATITUDES,
    LONGITUDES,
    Backhaul,
    Confidence,
    LandRight,
    MastType,
    PassiveSite,
    Power,
    SiteStatePeriod,
    StateName,
    Structure,
)
from hatang.network.queries.neighbours import neighbours
from hatang.territory.hexagons import hexagon_of
from hatang.territory.models import Area
from hatang.territory.queries import commune_of

# Nearer than this [m] two rows are most likely the same mast.
SAME_MAST_M = 30.0
TURN = "network.sites"


class StaleSite(Conflict):
    """Somebody else has changed the site since this form saw it."""

    code = "stale_site"


@dataclass(frozen=True)
class SiteFacts:
    """What the office says of a site; units as in `PassiveSite`."""

    code: str
    commune: Area
    longitude: float
    latitude: float
    mast_type: str
    structure: str
    height_m: float
    name: str = ""
    ground_elevation_m: float | None = None
    built_year: int | None = None
    owner: Unit | None = None
    land_right: str = ""
    permit_number: str = ""
    permitted_on: date | None = None
    permit_expires_on: date | None = None
    planned_on_air_on: date | None = None
    max_tenants: int | None = None
    spare_load_kg: float | None = None
    power: str = ""
    backup_h: float | None = None
    backhaul: str = ""
    confidence: str = Confidence.DECLARED.value
    verified_on: date | None = None
    source: str = ""


@action
def make_site(
    *, facts: SiteFacts, state: str, since: date, is_another: bool = False, by: User, at: datetime
) -> PassiveSite:
    """Enter a site in a state from a day on.

    Args:
        facts: what is said of it.
        state: one of `StateName`; a plan begins as proposed.
        since: from when it is in this state; not a day to come.
        is_another: whether the person knows of the mast within 30 m and says that this is another one.
        by: who enters it.
        at: when.

    Raises:
        NotAllowed: the person does not keep the registry.
        Refusal: something is missing, out of range, out of order or taken.
    """
    require(access.may_keep_the_registry(by))
    # One at a time: nobody may enter the same mast beside.
    wait_for_turn(TURN)
    one_of(state, StateName.values, "state", _("state"))
    refuse_future(since, "since", at)
    site = PassiveSite(valid_from=since)
    _fill(site, facts, at)
    if not is_another:
        _refuse_same(site, by, at)
    site.save()
    SiteStatePeriod.objects.create(site=site, state=state, valid_from=since)
    return site


@action
def change_site(
    *,
    site: PassiveSite,
    facts: SiteFacts,
    seen: int | None,
    is_another: bool = False,
    by: User,
    at: datetime,
) -> PassiveSite:
    """Change what is said of a site; the same again changes nothing.

    Args:
        site: which one.
        facts: what is said now.
        seen: the `revision` that the form showed; None where it does not matter.
        is_another: whether the person knows of a mast within 30 m of a new place of this one.
        by: who changes it.
        at: when.

    Raises:
        NotAllowed: the person does not keep the registry.
        StaleSite: somebody was faster.
        Refusal: something is missing, out of range, out of order or taken.
    """
    require(access.may_keep_the_registry(by))
    wait_for_turn(TURN)
    site = locked_site(site, seen)
    before = _said(site)
    place = (site.longitude, site.latitude)
    _fill(site, facts, at)
    if place != (site.longitude, site.latitude) and not is_another:
        _refuse_same(site, by, at)
    if _said(site) != before:
        site.revision += 1
        site.save()
    return site


def locked_site(site: PassiveSite, seen: int | None) -> PassiveSite:
    """The site, locked.

    Raises:
        StaleSite: it is no longer what was seen.
    """
    found: PassiveSite = PassiveSite.objects.select_for_update(of=("self",)).get(pk=site.pk)
    if seen is not None and seen != found.revision:
        raise StaleSite(
            _("Somebody has changed this site meanwhile; what you typed is still in the form, not kept.")
        )
    return found


def refuse_future(day: date, field: str, at: datetime) -> None:
    """What has not happened yet is no fact of the registry.

    Raises:
        Refusal: the day is still to come.
    """
    if day > clock.local(at).date():
        raise Refusal(_("This day is still to come; enter the day on which it happened."), field=field)


def _fill(site: PassiveSite, facts: SiteFacts, at: datetime) -> None:
    site.code = line(facts.code, "code", _("site code"), most=40, is_needed=True)
    site.name = line(facts.name, "name", _("name"), most=200)
    site.source = line(facts.source, "source", _("source"), most=200)
    site.owner = facts.owner
    _fill_place(site, facts)
    _fill_kind(site, facts)
    _fill_permit(site, facts)
    _fill_capacity(site, facts)
    site.planned_on_air_on = facts.planned_on_air_on
    site.confidence = one_of(facts.confidence, Confidence.values, "confidence", _("confidence"))
    if facts.verified_on is not None:
        refuse_future(facts.verified_on, "verified_on", at)
    site.verified_on = facts.verified_on
    if PassiveSite.objects.exclude(pk=site.pk).filter(code__iexact=site.code).exists():
        said = _("Another site has the code %(code)s; give this one another code.")
        raise Refusal(said % {"code": site.code}, field="code")


def _fill_place(site: PassiveSite, facts: SiteFacts) -> None:
    if LATITUDES[0] <= facts.longitude <= LATITUDES[1] and LONGITUDES[0] <= facts.latitude <= LONGITUDES[1]:
        raise Refusal(_("Longitude and latitude are swapped; exchange the two numbers."), field="longitude")
    within(facts.longitude, "longitude", _("longitude"), *LONGITUDES)
    within(facts.latitude, "latitude", _("latitude"), *LATITUDES)
    found = commune_of(facts.longitude, facts.latitude)
    if found is not None and found != facts.commune.pk:
        said = _("The point lies in %(there)s, not in %(said)s; correct the commune or the coordinates.")
        there = Area.objects.get(pk=found)
        raise Refusal(said % {"there": there.name, "said": facts.commune.name}, field="commune")
    site.longitude, site.latitude, site.commune = facts.longitude, facts.latitude, facts.commune
    site.hexagon9 = hexagon_of(facts.longitude, facts.latitude, 9)
    site.ground_elevation_m = within(
        facts.ground_elevation_m, "ground_elevation_m", _("ground elevation (m)"), -50, 3200
    )


def _fill_kind(site: PassiveSite, facts: SiteFacts) -> None:
    site.mast_type = one_of(facts.mast_type, MastType.values, "mast_type", _("mast type"))
    site.structure = one_of(facts.structure, Structure.values, "structure", _("structure"))
    within(facts.height_m, "height_m", _("height (m)"), 0.1, 350)
    site.height_m = facts.height_m
    within(facts.built_year, "built_year", _("year of construction"), 1950, 2100)
    site.built_year = facts.built_year


def _fill_permit(site: PassiveSite, facts: SiteFacts) -> None:
    site.permit_number = line(facts.permit_number, "permit_number", _("permit number"), most=60)
    if facts.permitted_on and facts.permit_expires_on and facts.permit_expires_on < facts.permitted_on:
        raise Refusal(
            _("The permit expires before it was given; look at the two days."), field="permit_expires_on"
        )
    site.permitted_on, site.permit_expires_on = facts.permitted_on, facts.permit_expires_on


def _fill_capacity(site: PassiveSite, facts: SiteFacts) -> None:
    within(facts.max_tenants, "max_tenants", _("operators it can carry"), 0, 20)
    site.max_tenants = facts.max_tenants
    site.spare_load_kg = within(facts.spare_load_kg, "spare_load_kg", _("spare load (kg)"), 0, 100_000)
    site.backup_h = within(facts.backup_h, "backup_h", _("backup (hours)"), 0, 1000)
    site.land_right = one_of(facts.land_right, LandRight.values, "land_right", _("right to the land"))
    site.power = one_of(facts.power, Power.values, "power", _("power"))
    site.backhaul = one_of(facts.backhaul, Backhaul.values, "backhaul", _("backhaul"))


def _refuse_same(site: PassiveSite, by: User, at: datetime) -> None:
    today = clock.local(at).date()
    near = neighbours(by, site.longitude, site.latitude, within_m=SAME_MAST_M, on=today, but=site.pk)
    if near:
        said = _(
            "The mast %(code)s stands %(m)s m away: it may be the same one. Look at it;"
            " where this is another mast, say so below and send again."
        )
        raise Refusal(said % {"code": near[0].site.code, "m": round(near[0].distance_m)}, field="is_another")


def _said(site: PassiveSite) -> tuple[Any, ...]:
    return tuple(
        getattr(site, column.attname)
        for column in PassiveSite._meta.concrete_fields
        if column.name not in ("id", "revision")
    )
