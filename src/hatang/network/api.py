"""The registry over HTTP, by key and as of any day."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from hatang.accounts.access import signed_in
from hatang.base import clock
from hatang.base.paging import After, Day, Limit, page_after
from hatang.network import access, queries
from hatang.network.models import ExistingQuerySet
from hatang.network.queries import Checked, SiteFilter, SiteRow
from hatang.network.rules.siting import Finding, Near, Position
from hatang.network.schemas import (
    CellPage,
    CheckOut,
    CheckQuery,
    Key,
    RoutePage,
    SiteDetailOut,
    SiteOut,
    SitePage,
    SiteQuery,
    TenancyPage,
)

router = Router(tags=["network"])
_OF_THE_ROW = ("state", "operator_ids")


@router.get("/network/sites", response=SitePage, summary="Telecom sites")
def list_sites(
    request: HttpRequest, chosen: Query[SiteQuery], after: After = 0, limit: Limit = 100
) -> dict[str, Any]:
    """Sites as of a day. A technology is that of cells you may see."""
    user = signed_in(request)
    wanted = SiteFilter(
        on=chosen.on or clock.today(),
        words=chosen.text,
        operator_id=chosen.operator_id,
        technology=chosen.technology or "",
        state=chosen.state or "",
        commune_id=chosen.commune_id,
        mast_type=chosen.mast_type or "",
        sharing=chosen.sharing,
        permit=chosen.permit,
    )
    found, following = page_after(queries.site_list(user, wanted), after=after, limit=limit)
    return {
        "items": [_site(row) for row in queries.site_rows(user, found, wanted.on)],
        "next": following,
    }


@router.get("/network/sites/{int:site_id}", response=SiteDetailOut, summary="A telecom site")
def get_site(request: HttpRequest, site_id: int, on: Day | None = None) -> dict[str, Any]:
    """One site as of a day, with the states of its life."""
    user, day = signed_in(request), on or clock.today()
    site = access.get_site(user, site_id)
    period = site.states.existing(day).first()
    site.state = period.state if period else ""  # type: ignore[attr-defined]
    row = queries.site_rows(user, [site], day)[0]
    return {**_site(row), "states": list(site.states.order_by("valid_from"))}


@router.get("/network/tenancies", response=TenancyPage, summary="Operators on sites")
def list_tenancies(
    request: HttpRequest,
    on: Day | None = None,
    site_id: Key | None = None,
    after: After = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Who stands where, as of a day."""
    rows = access.visible_tenancies(signed_in(request)).existing(on or clock.today())
    return _page(rows.filter(site=site_id) if site_id is not None else rows, after, limit)


@router.get("/network/cells", response=CellPage, summary="Radio cells")
def list_cells(
    request: HttpRequest,
    on: Day | None = None,
    site_id: Key | None = None,
    after: After = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Cells of your own unit as of a day; the programme office and leaders of the province see all."""
    rows = access.visible_cells(signed_in(request)).existing(on or clock.today())
    return _page(rows.filter(tenancy__site=site_id) if site_id is not None else rows, after, limit)


@router.get("/network/routes", response=RoutePage, summary="Lines of plant")
def list_routes(
    request: HttpRequest, on: Day | None = None, after: After = 0, limit: Limit = 100
) -> dict[str, Any]:
    """Lines of plant of your own unit as of a day; the office and leaders of the province see all."""
    rows = access.visible_routes(signed_in(request)).existing(on or clock.today())
    return _page(rows.defer("wkb"), after, limit)


@router.get("/network/check", response=CheckOut, summary="May a mast stand here?")
def check_position(request: HttpRequest, asked: Query[CheckQuery]) -> dict[str, Any]:
    """Every rule of the day that is about such a mast, with its number, its source and what is near."""
    user = signed_in(request)
    at = Position(asked.longitude, asked.latitude, asked.mast_type, asked.height_m)
    but = access.get_site(user, asked.site_id) if asked.site_id is not None else None
    return _answer(queries.check_position(user, at, on=asked.on or clock.today(), area=asked.area, but=but))


def _page(rows: ExistingQuerySet, after: int, limit: int) -> dict[str, Any]:
    items, following = page_after(rows, after=after, limit=limit)
    return {"items": items, "next": following}


def _site(row: SiteRow) -> dict[str, Any]:
    names = [name for name in SiteOut.model_fields if name not in _OF_THE_ROW]
    said = {name: getattr(row.site, name) for name in names}
    return {**said, "state": row.state, "operator_ids": [one.pk for one in row.operators]}


def _answer(checked: Checked) -> dict[str, Any]:
    found = [_finding("spacing", one) for one in checked.spacings]
    found += [_finding("zone", one) for one in checked.zones]
    return {
        "answer": checked.answer.value,
        "on": checked.on,
        "area": checked.area,
        "commune_id": checked.commune.pk if checked.commune else None,
        "findings": found,
        "neighbours": [_near(one.near) for one in checked.near],
    }


def _finding(kind: str, one: Finding) -> dict[str, Any]:
    return {
        "kind": kind,
        "source": getattr(one.rule, "source", ""),
        "is_binding": one.is_binding,
        "asked_m": one.asked_m,
        "holds": one.holds,
        "nearest": _near(one.nearest) if one.nearest else None,
        "in_the_way": [_near(near) for near in one.in_the_way],
    }


def _near(near: Near) -> dict[str, Any]:
    return {"id": near.pk, "name": near.name, "distance_m": round(near.distance_m, 2)}
