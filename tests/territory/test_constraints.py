"""Every constraint of the room's records refuses what it names."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from pghistory.models import Event

from hatang.base import clock
from hatang.territory.models import (
    Area,
    AreaKind,
    AreaPopulation,
    AreaSuccessor,
    Boundary,
    BoundaryImport,
    FixedAccess,
    Hexagon,
    HexagonShare,
    Place,
)

pytestmark = pytest.mark.django_db

MERGED_ON = date(2025, 7, 1)


def area_row(**values: Any) -> Area:
    area: Area = Area.objects.create(
        **{"code": "1", "name": "A", "kind": AreaKind.COMMUNE, "sort_key": "A", **values}
    )
    return area


def _area() -> Area:
    return Area.objects.filter(code="1").first() or area_row()


def _link(**values: Any) -> None:
    first, second = area_row(code="1"), area_row(code="2")
    AreaSuccessor.objects.create(**{"area": first, "successor": second, "on": MERGED_ON, **values})


def _link_to_itself() -> None:
    area = area_row()
    AreaSuccessor.objects.create(area=area, successor=area, on=MERGED_ON)


def _link_twice() -> None:
    _link()
    link = AreaSuccessor.objects.get()
    AreaSuccessor.objects.create(area=link.area, successor=link.successor, on=MERGED_ON)


def _population(**values: Any) -> None:
    AreaPopulation.objects.create(
        **{"area": _area(), "year": 2025, "population": 1, "source": "Sổ", **values}
    )


def _boundary(**values: Any) -> None:
    box = {"west": 106.0, "east": 106.1, "south": 21.0, "north": 21.1}
    known = {"wkb": b"\0", "area_km2": 1.0, "source": "Tệp", "valid_from": MERGED_ON}
    Boundary.objects.create(**{"area": _area(), **box, **known, **values})


def _import(**values: Any) -> None:
    BoundaryImport.objects.create(
        **{"sha256": "0" * 64, "name": "a.geojson", "made_at": clock.now(), **values}
    )


def _hexagon(**values: Any) -> Hexagon:
    known = {"id": 1, "resolution": 9, "area_km2": 0.1, "longitude": 106.0, "latitude": 21.0}
    return Hexagon.objects.create(**{**known, **values})


def _share(hexagon: Hexagon, **values: Any) -> None:
    HexagonShare.objects.create(**{"hexagon": hexagon, "area": _area(), "share": 1.0, **values})


def _shares_twice() -> None:
    one = _hexagon()
    _share(one)
    _share(one)


def _place(**values: Any) -> None:
    known = {"code": "a", "name": "Thôn A", "kind": "village", "longitude": 106.0, "latitude": 21.0}
    Place.objects.create(**{**known, "hexagon9": 1, "source": "Sổ", "sort_key": "a", **values})


def _access(**values: Any) -> None:
    known = {"area": _area(), "on": MERGED_ON, "households": 10, "households_passed": 5, "source": "Sổ"}
    FixedAccess.objects.create(**{**known, **values})


BREAKS: dict[str, Callable[[], object]] = {
    "area_code_once_per_kind": lambda: (area_row(), area_row()),
    "area_kind_known": lambda: area_row(kind="galaxy"),
    "area_existence_in_order": lambda: area_row(valid_from=MERGED_ON, valid_to=MERGED_ON),
    "area_size_positive": lambda: area_row(area_km2=0),
    "area_estimate_has_a_figure": lambda: area_row(is_population_estimate=True),
    "area_successor_once": _link_twice,
    "area_successor_share_in_range": lambda: _link(share=0),
    "area_not_its_own_successor": _link_to_itself,
    "population_once_per_year": lambda: (_population(), _population()),
    "population_year_in_range": lambda: _population(year=25),
    "population_has_a_source": lambda: _population(source=""),
    "boundary_import_state_known": lambda: _import(state="lost"),
    "boundary_import_refused_with_a_reason": lambda: _import(state="refused"),
    "boundary_import_applied_once_said": lambda: _import(state="applied"),
    "boundary_one_counts_per_area": lambda: (_boundary(), _boundary(valid_from=date(2026, 1, 1))),
    "boundary_once_per_day": lambda: (_boundary(valid_to=date(2026, 1, 1)), _boundary()),
    "boundary_existence_in_order": lambda: _boundary(valid_to=MERGED_ON),
    "boundary_area_positive": lambda: _boundary(area_km2=0),
    "boundary_box_on_earth": lambda: _boundary(west=107.0),
    "hexagon_resolution_known": lambda: _hexagon(resolution=8),
    "hexagon_figures_in_range": lambda: _hexagon(population=-1),
    "hexagon_centre_on_earth": lambda: _hexagon(latitude=106.0),
    "hexagon_share_once": _shares_twice,
    "hexagon_share_in_range": lambda: _share(_hexagon(), share=1.2),
    "place_kind_known": lambda: _place(kind="moon"),
    "place_has_code_and_name": lambda: _place(code=""),
    "place_on_earth": lambda: _place(latitude=106.0),
    "place_existence_in_order": lambda: _place(valid_from=MERGED_ON, valid_to=MERGED_ON),
    "fixed_access_once": lambda: (_access(), _access()),
    "fixed_access_passes_what_is_there": lambda: _access(households_passed=11),
}


def test_the_database_refuses() -> None:
    for name, breaks in BREAKS.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            breaks()
            connection.check_constraints()


def test_every_constraint_of_the_room_is_broken_here() -> None:
    models = [model for model in apps.get_app_config("territory").get_models() if not _is_event(model)]
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named == set(BREAKS)


def _is_event(model: type[Model]) -> bool:
    return issubclass(model, Event)
