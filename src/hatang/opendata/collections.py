"""The collections that are open: whose rows they are and what each feature says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import User
from hatang.network.access import visible_cells, visible_routes, visible_sites
from hatang.territory.access import visible_areas, visible_places

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Shape = Literal["Point", "LineString", "MultiPolygon"]


@dataclass(frozen=True)
class Collection:
    """A collection: whose rows a person sees, and where each property of a feature is found.

    `place` is the path to what has the position: for points its longitude and latitude, else its `wkb` and
    the box around it. `properties` gives the path of each property, or "" for what is asked page by page.
    """

    name: str
    title: "_StrPromise"
    description: "_StrPromise"
    shape: Shape
    visible: Callable[[User], "models.QuerySet[Any]"]
    properties: Mapping[str, str]
    place: str = ""
    joins: Callable[[], dict[str, models.FilteredRelation]] = dict

    def path(self, name: str) -> str:
        """Where a column of the position is."""
        return f"{self.place}{name}"


_LIVED = {"valid_from": "valid_from", "valid_to": "valid_to"}
_COMMUNE = {"commune": "commune__code", "commune_name": "commune__name"}
_OWNER = {"owner": "owner__code", "owner_name": "owner__name"}


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _outline() -> models.FilteredRelation:
    """The boundary that counts now; each query needs one of its own, because Django writes into it."""
    return models.FilteredRelation("boundaries", condition=models.Q(boundaries__valid_to__isnull=True))


AREAS = Collection(
    name="areas",
    title=_("Areas"),
    description=_(
        "Province, communes and wards with their boundaries; former ones without. A boundary is the one that "
        "counts now; `is_approximate` ones were drawn from a centroid and a size, not surveyed."
    ),
    shape="MultiPolygon",
    visible=visible_areas,
    place="outline__",
    joins=lambda: {"outline": _outline()},
    properties={
        **_same("code", "name", "kind", "area_km2", "population", "is_population_estimate"),
        "parent": "parent__code",
        "polygon_km2": "outline__area_km2",
        "is_approximate": "outline__is_approximate",
        "source": "outline__source",
        **_LIVED,
    },
)

PLACES = Collection(
    name="places",
    title=_("Places"),
    description=_(
        "Villages, industrial zones and clusters, schools, clinics, heritage sites, transport hubs, malls "
        "and administrative centres, each at one point."
    ),
    shape="Point",
    visible=visible_places,
    properties={
        **_same("code", "name", "kind"),
        "commune": "area__code",
        "commune_name": "area__name",
        **_same("is_priority", "is_example", "source"),
        **_LIVED,
    },
)

SITES = Collection(
    name="sites",
    title=_("Sites"),
    description=_(
        "Masts and roof positions, whoever stands on them. `state` and `operators` are those of the last day "
        "of `datetime`, or of today."
    ),
    shape="Point",
    visible=visible_sites,
    properties={
        **_same("code", "name", "mast_type", "structure", "height_m", "built_year"),
        **_COMMUNE,
        **_OWNER,
        "state": "",
        "operators": "",
        **_same("planned_on_air_on", "confidence", "verified_on", "is_example"),
        **_LIVED,
    },
)

CELLS = Collection(
    name="cells",
    title=_("Radio cells"),
    description=_(
        "Carriers on sectors, at the position of their site: of one's own operator, or all for who oversees "
        "the registry. `assumed` names what the operator did not declare."
    ),
    shape="Point",
    visible=visible_cells,
    place="tenancy__site__",
    properties={
        "code": "code",
        "site": "tenancy__site__code",
        "operator": "tenancy__operator__code",
        **_same("technology", "band", "frequency_mhz", "bandwidth_mhz", "azimuth_deg", "beamwidth_deg"),
        **_same("vertical_beamwidth_deg", "mechanical_tilt_deg", "electrical_tilt_deg", "height_m"),
        **_same("gain_dbi", "power_dbm", "eirp_dbm", "assumed"),
        **_LIVED,
    },
)

ROUTES = Collection(
    name="routes",
    title=_("Lines of plant"),
    description=_(
        "Fibre, ducts, microducts, aerial and copper cables: of one's own unit, or all for who oversees the "
        "registry. `parent` is the line it lies in."
    ),
    shape="LineString",
    visible=visible_routes,
    properties={
        **_same("code", "kind", "state"),
        **_OWNER,
        **_COMMUNE,
        "parent": "parent__code",
        "start": "start__code",
        "end": "end__code",
        **_same("drawn_length_m", "as_built_length_m", "depth_m", "is_underground", "fibres", "fibres_used"),
        "is_example": "is_example",
        **_LIVED,
    },
)

COLLECTIONS = {one.name: one for one in (AREAS, PLACES, SITES, CELLS, ROUTES)}
