"""A point is found in the commune whose boundary counts."""

from datetime import date
from typing import Any

import pytest
import shapely

from hatang.territory.models import Area, AreaKind, Boundary
from hatang.territory.queries import commune_of

pytestmark = pytest.mark.django_db


def _commune(code: str, west: float, **values: Any) -> Area:
    area: Area = Area.objects.create(code=code, name=code, kind=AreaKind.COMMUNE, sort_key=code)
    box = shapely.box(west, 21.0, west + 0.1, 21.1)
    edges = {"west": west, "south": 21.0, "east": west + 0.1, "north": 21.1}
    known = {"wkb": shapely.to_wkb(box), "area_km2": 1.0, "source": "Tệp", "valid_from": date(2025, 7, 1)}
    Boundary.objects.create(area=area, **edges, **{**known, **values})
    return area


def test_a_point_lies_in_the_commune_whose_boundary_counts() -> None:
    first = _commune("1", 106.0)
    _commune("2", 106.1, valid_to=date(2026, 1, 1))
    assert commune_of(106.05, 21.05) == first.pk
    assert commune_of(106.15, 21.05) is None
    third = _commune("3", 106.1)
    assert commune_of(106.15, 21.05) == third.pk
