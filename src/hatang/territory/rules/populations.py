"""People of areas made to fit the total of the area above."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# A ward has so many times the people of a commune of its size; the published figures differ by about this.
WARD_DENSITY = 3.0


def fitted(figures: Sequence[int], is_estimate: Sequence[bool], total: int) -> list[int]:
    """Figures whose sum is the total: estimates give way in proportion, all of them where none is one.

    Args:
        figures: persons, >= 0.
        is_estimate: which of them are rounded or computed.
        total: persons of the area above.
    Returns:
        Whole persons, >= 0, in the same order, with the sum `total`.
    Raises:
        ValueError: there are people, and nobody has any of them.
    """
    values = np.array(figures, dtype=np.float64)
    gives = np.array(is_estimate, dtype=bool)
    rest = total - values[~gives].sum()
    if rest < 0 or (rest > 0 and values[gives].sum() == 0):
        # The sure figures do not fit either: all give way.
        gives[:], rest = True, total
    if values[gives].sum() > 0:
        values[gives] *= rest / values[gives].sum()
    elif rest:
        raise ValueError(f"{total} persons cannot be reached")
    return whole(values, total)


def whole(values: NDArray[np.float64], total: int) -> list[int]:
    """Whole numbers next to the values with the sum `total`: the largest remainders are rounded up."""
    floors = np.floor(values + 1e-9)
    n_up = int(total - floors.sum())
    order = np.argsort(-(values - floors), kind="stable")
    floors[order[:n_up]] += 1
    return [int(one) for one in floors]


def estimated(areas_km2: Sequence[float], is_ward: Sequence[bool], total: int) -> list[int]:
    """People of areas of which only the size is known: by area, wards denser; their sum is `total`."""
    weights = np.array(areas_km2, dtype=np.float64) * np.where(np.array(is_ward), WARD_DENSITY, 1.0)
    return whole(weights / weights.sum() * total, total) if len(weights) else []
