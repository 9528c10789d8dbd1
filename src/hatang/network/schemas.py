"""The registry as the API gives it; coordinates in degrees (WGS 84), lengths in metres."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from hatang.base.paging import Day, Words
from hatang.network.models import LATITUDES, LONGITUDES, MastType, StateName, Technology

Longitude = Annotated[float, Field(ge=LONGITUDES[0], le=LONGITUDES[1], description="Degrees, WGS 84.")]
Latitude = Annotated[float, Field(ge=LATITUDES[0], le=LATITUDES[1], description="Degrees, WGS 84.")]
Key = Annotated[int, Field(ge=1, lt=2**63)]


class SiteQuery(Schema):
    """Which sites are asked for, as of a day; today where none is said."""

    on: Day | None = None
    text: Words = ""
    operator_id: Key | None = None
    technology: Technology | None = None
    state: StateName | None = None
    commune_id: Key | None = None
    mast_type: MastType | None = None
    sharing: Literal["", "shared", "alone", "empty"] = ""
    permit: Literal["", "ends_soon", "ended"] = ""


class SiteOut(Schema):
    """A site as of the day: its state, and the operators on it."""

    id: int
    code: str
    name: str
    longitude: float
    latitude: float
    commune_id: int
    mast_type: str
    structure: str
    height_m: float
    owner_id: int | None
    state: str
    operator_ids: list[int]
    permit_number: str
    permit_expires_on: date | None
    planned_on_air_on: date | None
    max_tenants: int | None
    confidence: str
    is_example: bool


class SitePage(Schema):
    """Sites after a key; `next` is the key of the following page."""

    items: list[SiteOut]
    next: int | None


class StateOut(Schema):
    """A site is in a state from a day until the day before another."""

    state: str
    valid_from: date
    valid_to: date | None
    ground: str


class SiteDetailOut(SiteOut):
    """A site with all states of its life."""

    states: list[StateOut]


class TenancyOut(Schema):
    """An operator on a site."""

    id: int
    site_id: int
    operator_id: int
    operator_code: str
    contract: str
    valid_from: date | None
    valid_to: date | None


class TenancyPage(Schema):
    """Operators on sites after a key."""

    items: list[TenancyOut]
    next: int | None


class CellOut(Schema):
    """A cell with its radio parameters; those in `assumed` were not declared by the operator."""

    id: int
    tenancy_id: int
    code: str
    technology: str
    band: str
    frequency_mhz: float
    bandwidth_mhz: float
    azimuth_deg: float
    beamwidth_deg: float
    vertical_beamwidth_deg: float
    mechanical_tilt_deg: float
    electrical_tilt_deg: float
    height_m: float
    gain_dbi: float | None
    power_dbm: float | None
    eirp_dbm: float
    assumed: list[str]
    valid_from: date | None
    valid_to: date | None


class CellPage(Schema):
    """Cells after a key."""

    items: list[CellOut]
    next: int | None


class RouteOut(Schema):
    """A line of plant; `parent_id` is what it lies in."""

    id: int
    code: str
    kind: str
    owner_id: int
    parent_id: int | None
    start_id: int | None
    end_id: int | None
    commune_id: int
    drawn_length_m: float
    as_built_length_m: float | None
    depth_m: float | None
    is_underground: bool
    fibres: int | None
    fibres_used: int | None
    state: str
    valid_from: date | None
    valid_to: date | None


class RoutePage(Schema):
    """Lines of plant after a key."""

    items: list[RouteOut]
    next: int | None


class CheckQuery(Schema):
    """A mast that is asked about; `area` says the kind of area where it does not follow from the point."""

    longitude: Longitude
    latitude: Latitude
    mast_type: MastType
    height_m: Annotated[float, Field(gt=0, le=350)]
    on: Day | None = None
    area: Literal["urban", "other"] | None = None
    site_id: Key | None = None


class NearOut(Schema):
    """A mast or place, and how far it is."""

    id: int
    name: str
    distance_m: float


class FindingOut(Schema):
    """What one rule says; `in_the_way` is nearer than allowed."""

    kind: Literal["spacing", "zone"]
    source: str
    is_binding: bool
    asked_m: float
    holds: bool
    nearest: NearOut | None
    in_the_way: list[NearOut]


class CheckOut(Schema):
    """Whether a mast may stand there: `yes`, `caution` (against what does not bind) or `no`."""

    answer: Literal["yes", "caution", "no"]
    on: date
    area: str | None
    commune_id: int | None
    findings: list[FindingOut]
    neighbours: list[NearOut]
