"""Units and groups over HTTP."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from ninja import Router

from hatang.accounts import access
from hatang.accounts.models import Unit, UnitKind
from hatang.accounts.queries import members_on
from hatang.accounts.schemas import GroupPage, UnitOut, UnitPage
from hatang.base import clock
from hatang.base.paging import After, Limit, Words, page_after

router = Router(tags=["accounts"])


@router.get("/units", response=UnitPage, summary="Units")
def list_units(
    request: HttpRequest,
    kind: UnitKind | None = None,
    text: Words = "",
    on: date | None = None,
    after: After = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Units, by kind, by words of their name, or existing on a day."""
    units = access.visible_units(access.signed_in(request))
    if kind:
        units = units.filter(kind=kind)
    if text:
        units = units.filter(Q(name__icontains=text) | Q(short_name__icontains=text))
    if on:
        units = units.existing(on)
    items, following = page_after(units, after=after, limit=limit)
    return {"items": items, "next": following}


@router.get("/units/{int:unit_id}", response=UnitOut, summary="A unit")
def get_unit(request: HttpRequest, unit_id: int) -> Unit:
    """One unit."""
    return access.get_unit(access.signed_in(request), unit_id)


@router.get("/groups", response=GroupPage, summary="Groups of units")
def list_groups(request: HttpRequest, after: After = 0, limit: Limit = 100) -> dict[str, Any]:
    """Collective names that documents use for several units."""
    groups = access.visible_groups(access.signed_in(request))
    items, following = page_after(groups, after=after, limit=limit)
    return {"items": items, "next": following}


@router.get("/groups/{int:group_id}/members", response=list[UnitOut], summary="Members of a group")
def list_members(request: HttpRequest, group_id: int, on: date | None = None) -> list[Unit]:
    """Units that belong to a group on a day, today by default."""
    group = access.get_group(access.signed_in(request), group_id)
    return members_on([group.pk], on or clock.today()).get(group.pk, [])
