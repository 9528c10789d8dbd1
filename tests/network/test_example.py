"""The example registry is the same for the same seed, grows by month, and holds the slips the check finds."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
import shapely

from hatang.accounts.models import User
from hatang.base import filestore
from hatang.network.actions import file_inventory, inspect_filing, load_licences
from hatang.network.example import CommuneShape, Inventory, generate
from hatang.network.example.rows import rows_of
from hatang.network.filing.books import filled
from hatang.network.rules.periods import filing_period
from hatang.territory.models import Boundary

from .conftest import area, unit

TODAY = date(2026, 11, 30)
WARD, COMMUNE = shapely.box(106.05, 21.15, 106.15, 21.25), shapely.box(106.15, 21.15, 106.35, 21.25)


def _inventory(seed: int = 24) -> Inventory:
    communes = [
        CommuneShape("09253", True, 60_000, WARD),
        CommuneShape("09193", False, 30_000, COMMUNE),
    ]
    return generate(seed=seed, communes=communes, today=TODAY, n_masts=300)


def test_the_same_seed_gives_the_same_rows() -> None:
    assert _inventory() == _inventory()
    assert _inventory(25) != _inventory()


def test_masts_grow_by_month_and_lie_in_their_commune() -> None:
    masts = _inventory().masts
    n = [sum(mast.on_air_on <= day for mast in masts) for day in (date(2020, 1, 1), date(2025, 6, 30), TODAY)]
    assert n[0] < n[1] == 300 < n[2] < len(masts)
    for mast in masts:
        polygon = WARD if mast.commune == "09253" else COMMUNE
        assert shapely.contains_xy(polygon, mast.longitude, mast.latitude)
    assert len({mast.code for mast in masts}) == len(masts)


def test_who_stands_on_a_mast_is_there_after_it_and_not_twice() -> None:
    inventory = _inventory()
    since = {mast.code: mast.on_air_on for mast in inventory.masts}
    assert all(stand.since >= since[stand.mast] for stand in inventory.stands)
    pairs = [(stand.mast, stand.operator) for stand in inventory.stands]
    assert len(pairs) == len(set(pairs))
    assert 0.1 < sum(len(pairs) - len(since) for _ in (1,)) / len(since) < 0.25


def test_a_duct_comes_before_what_lies_in_it() -> None:
    routes = [
        row
        for code in ("viettel", "vnpt", "fpt-telecom")
        for row in rows_of(_inventory(), code, TODAY).get("routes", [])
    ]
    before: set[str] = set()
    for row in routes:
        assert row["parent_code"] is None or row["parent_code"] in before
        before.add(row["code"])


@pytest.mark.django_db
def test_what_the_example_files_passes_the_check(
    office: User, at: datetime, make_user: Callable[..., User]
) -> None:
    for commune, polygon in ((area(), WARD), (area("09193", "Yên Phong", "commune"), COMMUNE)):
        west, south, east, north = polygon.bounds
        Boundary.objects.create(
            area=commune, wkb=shapely.to_wkb(polygon), west=west, south=south, east=east, north=north,
            area_km2=100, source="x", valid_from=date(2025, 7, 1),
        )  # fmt: skip
    operator = unit()
    load_licences(by=office, at=at)
    period = filing_period("2026-11")
    assert period is not None
    rows = rows_of(_inventory(), "viettel", TODAY)

    def found(sheets: dict[str, list[dict[str, object]]]) -> dict[str, set[str]]:
        stored = filestore.store(iter([filled(sheets)]))
        filing = file_inventory(
            operator=operator, period=period, file=stored, name="x.xlsx", by=office, at=at
        )
        checked = inspect_filing(filing)
        return {
            kind: {one.rule for one in table.findings if one.severity == "error"}
            for kind, table in checked.tables.items()
        }

    assert not any(found(rows).values())
