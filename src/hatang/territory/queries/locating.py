"""In which commune a point lies, by the boundaries that count now."""

import numpy as np
from numpy.typing import NDArray

from hatang.base.kept import kept
from hatang.territory.geometry import Floats, Locator
from hatang.territory.models import Boundary
from hatang.territory.queries.grids import commune_polygons


def commune_of(longitude: float, latitude: float) -> int | None:
    """The key of the commune (`Area.pk`) with this point [degrees, EPSG:4326]; None outside of all."""
    return locator().find(longitude, latitude)


def communes_of(longitudes: Floats, latitudes: Floats) -> NDArray[np.int64]:
    """The keys of the communes with these points, -1 outside of all; shape (n,) like both arrays."""
    return locator().find_many(longitudes, latitudes)


def locator() -> Locator:
    """The communes by their outlines, kept in this process until a boundary changes."""
    return kept("communes by outline", _locator, of=(Boundary,))


def _locator() -> Locator:
    found = commune_polygons()
    return Locator(list(found), list(found.values()))
