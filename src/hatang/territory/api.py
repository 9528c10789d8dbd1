"""Areas over HTTP."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router

from hatang.accounts.access import signed_in
from hatang.base.paging import After, Limit, page_after
from hatang.territory.access import visible_areas
from hatang.territory.models import AreaKind
from hatang.territory.schemas import AreaPage

router = Router(tags=["territory"])


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
