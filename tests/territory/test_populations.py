"""People of areas fit the total of the area above; people of hexagons those of their communes."""

import numpy as np
import pytest
import shapely

from hatang.territory.hexagons import grid_of, people_of
from hatang.territory.rules.populations import WARD_DENSITY, estimated, fitted


def test_estimates_give_way_and_sure_figures_stay() -> None:
    assert fitted([100, 1000, 2000], [False, True, True], 3400) == [100, 1100, 2200]
    assert fitted([100, 1000, 2000], [False, True, True], 3100) == [100, 1000, 2000]


@pytest.mark.parametrize("total", [0, 7, 1000, 3_619_433])
def test_the_sum_is_the_total_to_the_person(total: int) -> None:
    assert sum(fitted([10, 20, 30], [True, True, True], total)) == total
    # Sure figures that do not fit give way too.
    assert sum(fitted([10, 20, 30], [False, False, False], total)) == total


def test_nobody_cannot_become_somebody() -> None:
    with pytest.raises(ValueError, match="5"):
        fitted([0, 0], [True, True], 5)


def test_a_ward_has_more_people_than_a_commune_of_its_size() -> None:
    ward, commune = estimated([10.0, 10.0], [True, False], 4000)
    assert (ward, commune) == (3000, 1000)
    assert WARD_DENSITY == 3.0


def test_people_of_hexagons_add_up_to_those_of_each_polygon() -> None:
    west, east = shapely.box(106.0, 21.2, 106.05, 21.25), shapely.box(106.06, 21.2, 106.11, 21.25)
    grid = grid_of([west, east], 9)
    people = people_of(grid, [5000, 0])
    assert people.sum() == pytest.approx(5000, abs=1e-6)
    assert people[grid.longitudes > 106.055].sum() == 0
    # By another source all live in the southern half; where it says nobody, by area.
    south = (grid.latitudes < 21.225).astype(np.float64) * (grid.longitudes < 106.05)
    people = people_of(grid, [5000, 100], south)
    assert people.sum() == pytest.approx(5100, abs=1e-6)
    assert people[(grid.latitudes > 21.23) & (grid.longitudes < 106.04)].sum() == 0
    assert people[grid.longitudes > 106.055].sum() == pytest.approx(100, abs=1e-6)
