"""Reads of the registry, shaped for a screen."""

from hatang.network.queries.blocked import BlockedSite, blocked_sites, blocking_obstacles
from hatang.network.queries.card import SiteCard, Stand, site_card
from hatang.network.queries.key_pages import KeyPage, key_page
from hatang.network.queries.neighbours import Neighbour, neighbours, places_near
from hatang.network.queries.plant import (
    PlantFilter,
    RouteRow,
    Underground,
    lengths,
    narrowed,
    owners_of,
    route_list,
    route_tree,
    underground,
)
from hatang.network.queries.sites import (
    ALONE,
    EMPTY,
    ENDED,
    ENDS_SOON,
    SHARED,
    SiteFilter,
    SiteRow,
    operators_on_sites,
    permit_of,
    site_list,
    site_rows,
    sites_on,
)
from hatang.network.queries.siting import Checked, check_position

__all__ = [
    "ALONE",
    "EMPTY",
    "ENDED",
    "ENDS_SOON",
    "SHARED",
    "BlockedSite",
    "Checked",
    "KeyPage",
    "Neighbour",
    "PlantFilter",
    "RouteRow",
    "SiteCard",
    "SiteFilter",
    "SiteRow",
    "Stand",
    "Underground",
    "blocked_sites",
    "blocking_obstacles",
    "check_position",
    "key_page",
    "lengths",
    "narrowed",
    "neighbours",
    "operators_on_sites",
    "owners_of",
    "permit_of",
    "places_near",
    "route_list",
    "route_tree",
    "site_card",
    "site_list",
    "site_rows",
    "sites_on",
    "underground",
]
