"""The example registry as rows: of the demo and of measurements, always marked as example."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import shapely

from hatang.accounts.models import Unit, User
from hatang.base.history import action
from hatang.network.example import Carrier, Centre, Inventory, Line, Mast, Point, Spot, Stand
from hatang.network.models import (
    Cell,
    DataCentre,
    Node,
    PassiveSite,
    PublicWifi,
    Route,
    SiteStatePeriod,
    StateName,
    Tenancy,
)
from hatang.territory.hexagons import hexagon_of
from hatang.territory.models import Area

SOURCE = "Dữ liệu ví dụ"
_AT_ONCE = 2000


@action
def put_example(
    *,
    inventory: Inventory,
    operators: Mapping[str, Unit],
    communes: Mapping[str, Area],
    by: User | None,
    at: datetime,
    today: date,
) -> int:
    """Add an example registry to an empty one; how many sites it has.

    Args:
        operators: units by the codes the inventory uses.
        communes: communes by code.
        today: masts that go on air later are planned.
    """
    sites = _sites(inventory.masts, operators, communes, today)
    _put(PassiveSite, sites)
    by_code = {site.code: site for site in sites}
    _put(SiteStatePeriod, (one for mast in inventory.masts for one in _states(mast, by_code, today)))
    tenancies = [_tenancy(stand, by_code, operators) for stand in inventory.stands]
    _put(Tenancy, tenancies)
    by_operator_code = {one.operator_code: one for one in tenancies}
    _put(Cell, (_cell(carrier, by_operator_code) for carrier in inventory.carriers))
    nodes = [_node(point, operators, communes) for point in inventory.points]
    _put(Node, nodes)
    _put_lines(inventory.lines, {node.code: node for node in nodes}, operators, communes)
    _put(DataCentre, (_centre(one, operators, communes) for one in inventory.centres))
    _put(PublicWifi, (_spot(one, operators, communes) for one in inventory.wifi))
    return len(sites)


def _put(model: type[Any], rows: Iterable[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=_AT_ONCE)


def _sites(
    masts: list[Mast], operators: Mapping[str, Unit], communes: Mapping[str, Area], today: date
) -> list[PassiveSite]:
    hexagons = [hexagon_of(mast.longitude, mast.latitude, 9) for mast in masts]
    return [
        PassiveSite(
            code=mast.code,
            name="",
            longitude=mast.longitude,
            latitude=mast.latitude,
            hexagon9=hexagon,
            commune=communes[mast.commune],
            mast_type=mast.mast_type,
            structure=mast.structure,
            height_m=mast.height_m,
            owner=operators[mast.builder],
            built_year=mast.on_air_on.year if mast.on_air_on <= today else None,
            permit_number=f"GP-{mast.code}" if mast.permitted_on else "",
            permitted_on=mast.permitted_on,
            permit_expires_on=mast.permit_expires_on,
            planned_on_air_on=mast.on_air_on if mast.on_air_on > today else None,
            max_tenants=mast.max_tenants,
            power=mast.power,
            backhaul=mast.backhaul,
            source=SOURCE,
            is_example=True,
        )
        for mast, hexagon in zip(masts, hexagons, strict=True)
    ]


def _states(mast: Mast, sites: Mapping[str, PassiveSite], today: date) -> list[SiteStatePeriod]:
    site = sites[mast.code]
    steps: list[tuple[str, date]] = []
    if mast.permitted_on and mast.on_air_on > today:
        steps.append((StateName.PERMITTED, mast.permitted_on))
    elif mast.on_air_on > today:
        steps.append((StateName.PROPOSED, today.replace(day=1)))
    else:
        steps.append((StateName.ON_AIR, mast.on_air_on))
    if mast.off_on:
        steps.append((StateName.OFF, mast.off_on))
    ends = [*(since for _state, since in steps[1:]), None]
    return [
        SiteStatePeriod(site=site, state=state, valid_from=since, valid_to=end)
        for (state, since), end in zip(steps, ends, strict=True)
    ]


def _tenancy(stand: Stand, sites: Mapping[str, PassiveSite], operators: Mapping[str, Unit]) -> Tenancy:
    return Tenancy(
        site=sites[stand.mast],
        operator=operators[stand.operator],
        operator_code=stand.operator_code,
        contract=stand.contract,
        valid_from=stand.since,
    )


def _cell(carrier: Carrier, tenancies: Mapping[str, Tenancy]) -> Cell:
    return Cell(
        tenancy=tenancies[carrier.operator_code],
        code=carrier.code,
        technology=carrier.technology,
        band=carrier.band,
        frequency_mhz=carrier.frequency_mhz,
        bandwidth_mhz=carrier.bandwidth_mhz,
        azimuth_deg=carrier.azimuth_deg,
        mechanical_tilt_deg=carrier.tilt_deg,
        electrical_tilt_deg=carrier.electrical_tilt_deg,
        height_m=carrier.height_m,
        gain_dbi=carrier.gain_dbi,
        power_dbm=carrier.power_dbm,
        eirp_dbm=carrier.eirp_dbm,
        assumed=list(carrier.assumed),
        valid_from=carrier.since,
    )


def _node(point: Point, operators: Mapping[str, Unit], communes: Mapping[str, Area]) -> Node:
    return Node(
        code=point.code,
        kind=point.kind,
        longitude=point.longitude,
        latitude=point.latitude,
        commune=communes[point.commune],
        owner=operators[point.owner],
        is_example=True,
        valid_from=point.since,
    )


def _put_lines(
    lines: list[Line],
    nodes: Mapping[str, Node],
    operators: Mapping[str, Unit],
    communes: Mapping[str, Area],
) -> None:
    """Ducts before what lies in them."""
    made: dict[str, Route] = {}
    waiting = lines
    while waiting:
        ready = [line for line in waiting if not line.parent or line.parent in made]
        routes = [_route(line, made, nodes, operators, communes) for line in ready]
        _put(Route, routes)
        made |= {route.code: route for route in routes}
        waiting = [line for line in waiting if line.code not in made]


def _route(
    line: Line,
    made: Mapping[str, Route],
    nodes: Mapping[str, Node],
    operators: Mapping[str, Unit],
    communes: Mapping[str, Area],
) -> Route:
    shape = shapely.LineString(line.coordinates)
    west, south, east, north = shape.bounds
    return Route(
        code=line.code,
        kind=line.kind,
        owner=operators[line.owner],
        parent=made.get(line.parent),
        start=nodes.get(line.start),
        end=nodes.get(line.end),
        commune=communes[line.commune],
        wkb=shapely.to_wkb(shape),
        west=west,
        south=south,
        east=east,
        north=north,
        drawn_length_m=line.drawn_length_m,
        as_built_length_m=line.as_built_length_m,
        depth_m=line.depth_m,
        is_underground=line.is_underground,
        fibres=line.fibres,
        fibres_used=line.fibres_used,
        is_example=True,
        valid_from=line.since,
    )


def _centre(one: Centre, operators: Mapping[str, Unit], communes: Mapping[str, Area]) -> DataCentre:
    return DataCentre(
        code=one.code,
        name=one.name,
        owner=operators["vnpt"],
        longitude=one.longitude,
        latitude=one.latitude,
        commune=communes[one.commune],
        tier=one.tier,
        racks=one.racks,
        power_kw=one.power_kw,
        pue=one.pue,
        is_example=True,
        valid_from=one.since,
    )


def _spot(one: Spot, operators: Mapping[str, Unit], communes: Mapping[str, Area]) -> PublicWifi:
    return PublicWifi(
        code=one.code,
        name=one.name,
        owner=operators[one.owner],
        longitude=one.longitude,
        latitude=one.latitude,
        commune=communes[one.commune],
        access_points=one.access_points,
        is_example=True,
        valid_from=one.since,
    )
