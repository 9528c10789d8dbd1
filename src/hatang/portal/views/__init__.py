"""Doors of the portal: pages that combine rooms, and invitations by mail."""

from hatang.portal.views.invitations import again, invitation, new_person, withdraw
from hatang.portal.views.map import (
    map_page,
    map_place,
    map_point,
    map_route,
    map_search,
    map_site,
    map_table,
)
from hatang.portal.views.map_data import (
    map_areas,
    map_cells,
    map_hexagons,
    map_people,
    map_places,
    map_routes,
    map_sites,
    map_stations,
)
from hatang.portal.views.pages import Bar, Piece, home, search_all, unit, units, unknown

__all__ = [
    "Bar",
    "Piece",
    "again",
    "home",
    "invitation",
    "map_areas",
    "map_cells",
    "map_hexagons",
    "map_page",
    "map_people",
    "map_place",
    "map_places",
    "map_point",
    "map_route",
    "map_routes",
    "map_search",
    "map_site",
    "map_sites",
    "map_stations",
    "map_table",
    "new_person",
    "search_all",
    "unit",
    "units",
    "unknown",
    "withdraw",
]
