"""The whole example registry from a seed: the same seed and communes give the same rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from hatang.network.example.masts import CommuneShape, Mast, Stand, place_masts, settle_operators
from hatang.network.example.plant import Centre, Line, Point, Spot, lay_plant
from hatang.network.example.radio import Carrier, equip

__all__ = ["CommuneShape", "Inventory", "generate"]


@dataclass(frozen=True)
class Inventory:
    """What a province's operators would file: masts, who stands on them, carriers, plant and the rest."""

    masts: list[Mast]
    stands: list[Stand]
    carriers: list[Carrier]
    points: list[Point]
    lines: list[Line]
    centres: list[Centre]
    wifi: list[Spot]


def generate(*, seed: int, communes: Sequence[CommuneShape], today: date, n_masts: int = 3957) -> Inventory:
    """An example registry.

    Args:
        seed: any whole number; the same gives the same rows.
        communes: the communes with their polygons; at least two.
        today: what is dated later is a plan.
        n_masts: masts on air at the middle of 2025; some follow, and some are planned.

    Raises:
        ValueError: there are fewer than two communes.
    """
    if len(communes) < 2:
        raise ValueError("An example registry needs two communes or more.")
    rng = np.random.default_rng(seed)
    masts = place_masts(rng, communes, n_masts, today)
    stands = settle_operators(rng, masts, today)
    carriers = equip(rng, masts, stands, today)
    plant = lay_plant(rng, communes)
    return Inventory(masts, stands, carriers, *plant)
