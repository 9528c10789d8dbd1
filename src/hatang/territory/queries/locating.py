"""In which commune a point lies, by the boundaries that count now."""

import numpy as np
from numpy.typing import NDArray

from hatang.base.kept import kept
from hatang.territory.geometry import Floats, Locator, shape_of
from hatang.territory.models import AreaKind, Boundary


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
    rows = Boundary.objects.filter(
        valid_to__isnull=True, area__kind__in=[AreaKind.COMMUNE, AreaKind.WARD]
    ).order_by("area_id")
    found = list(rows.values_list("area_id", "wkb"))
    return Locator([area for area, _wkb in found], [shape_of(wkb) for _area, wkb in found])
