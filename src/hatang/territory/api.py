"""Areas, places and fixed access over HTTP."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from hatang.accounts.access import signed_in
from hatang.base.paging import After, Limit, page_after
from hatang.territory.access import get_area as area_of
from hatang.territory.access import visible_areas, visible_fixed_access, visible_places
from hatang.territory.models import AreaKind, PlaceKind
from hatang.territory.queries import commune_page
from hatang.territory.schemas import AreaDetailOut, AreaPage, FixedAccessPage, PlacePage

router = Router(tags=["territory"])
Key = Annotated[int | None, Field(ge=1, le=2**63 - 1, description="The key of a commune.")]


@router.get("/areas", response=AreaPage, summary="Areas")
def list_areas(
    request: HttpRequest,
    kind: AreaKind | None = None,
    on: date | None = None,
    after: After = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Provinces and communes, by kind or existing on a day."""
    areas = visible_areas(signed_in(request))
    if kind:
        areas = areas.filter(kind=kind)
    if on:
        areas = areas.existing(on)
    items, following = page_after(areas, after=after, limit=limit)
    return {"items": items, "next": following}


@router.get("/areas/{int:area_id}", response=AreaDetailOut, summary="An area")
def get_area(request: HttpRequest, area_id: int) -> dict[str, Any]:
    """One area with its people by year and its polygon's size."""
    user = signed_in(request)
    page = commune_page(user, area_of(user, area_id))
    names = AreaDetailOut.model_fields.keys() - {"populations", "polygon_km2", "is_approximate"}
    return {
        **{name: getattr(page.area, name) for name in names},
        "populations": page.populations,
        "polygon_km2": page.boundary.area_km2 if page.boundary else None,
        "is_approximate": page.boundary.is_approximate if page.boundary else None,
    }


@router.get("/places", response=PlacePage, summary="Places")
def list_places(
    request: HttpRequest,
    kind: PlaceKind | None = None,
    area_id: Key = None,
    after: After = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Places that exist, by kind or commune."""
    places = visible_places(signed_in(request)).filter(valid_to__isnull=True).defer("wkb")
    if kind:
        places = places.filter(kind=kind)
    if area_id is not None:
        places = places.filter(area_id=area_id)
    items, following = page_after(places, after=after, limit=limit)
    return {"items": items, "next": following}


@router.get("/fixed-access", response=FixedAccessPage, summary="Fixed access of communes")
def list_fixed_access(
    request: HttpRequest, area_id: Key = None, after: After = 0, limit: Limit = 100
) -> dict[str, Any]:
    """Homes and premises that fibre passes, by commune, day and operator."""
    rows = visible_fixed_access(signed_in(request))
    if area_id is not None:
        rows = rows.filter(area_id=area_id)
    items, following = page_after(rows, after=after, limit=limit)
    return {"items": items, "next": following}
