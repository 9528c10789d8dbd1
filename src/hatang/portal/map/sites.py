"""The registry's masts as columns: who stands where in which state, each with its days.

The page filters by day itself, so that the slider asks nothing of the server (ADR 0094).
"""

from datetime import date
from typing import Any

import numpy as np
from django.db.models import Max, Min
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from hatang.accounts.models import Unit, User
from hatang.network.access import visible_cells, visible_services, visible_sites, visible_tenancies
from hatang.network.models import Cell, PassiveSite, SiteStatePeriod, StateName, Technology, Tenancy
from hatang.portal.map.columns import ALWAYS, NEVER, days, pack

MADE_OF = (PassiveSite, SiteStatePeriod, Tenancy, Cell, Unit)
_STATES = list(StateName)
_TECHNOLOGIES = list(Technology)
_FIRST, _LAST = date(1900, 1, 1), date(2200, 12, 31)


def operators(user: User) -> list[Unit]:
    """Units that stand, or stood, on a mast, in Vietnamese order."""
    there = visible_tenancies(user).values("operator")
    return list(Unit.objects.filter(pk__in=there).order_by("sort_key"))


def has_examples(user: User) -> bool:
    """Whether a mast of the registry is made up."""
    return bool(visible_sites(user).filter(is_example=True).exists())


def sites_columns(user: User) -> bytes:
    """All masts the user may see, with the technologies of those stations that are shown to the user."""
    rows = list(visible_sites(user).order_by("pk").values_list("pk", "longitude", "latitude", "commune_id"))
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    found = operators(user)
    places = {unit.pk: place for place, unit in enumerate(found)}
    meta = {
        "operators": [{"id": unit.pk, "name": unit.label} for unit in found],
        "technologies": [name.label for name in _TECHNOLOGIES],
        "isExample": has_examples(user),
    }
    columns = {
        "id": ("u4", ids),
        "position": ("f4", np.array([row[1:3] for row in rows], dtype=np.float64)),
        "commune": ("u4", np.array([row[3] for row in rows], dtype=np.int64)),
        **_states(ids),
        **_tenancies(user, ids, places),
        **_services(user, ids, places),
    }
    return pack(meta, columns)


def _states(ids: NDArray[np.int64]) -> dict[str, tuple[str, NDArray[Any]]]:
    rows = list(SiteStatePeriod.objects.values_list("site_id", "state", "valid_from", "valid_to"))
    places = {state.value: place for place, state in enumerate(_STATES)}
    states = np.fromiter((places[row[1]] for row in rows), dtype=np.uint8)
    return {**_periods("states", ids, [(row[0], *row[2:]) for row in rows]), "states.state": ("u1", states)}


def _tenancies(
    user: User, ids: NDArray[np.int64], places: dict[int, int]
) -> dict[str, tuple[str, NDArray[Any]]]:
    rows = list(visible_tenancies(user).values_list("site_id", "operator_id", "valid_from", "valid_to"))
    who = np.fromiter((places[row[1]] for row in rows), dtype=np.uint8)
    return {
        **_periods("tenancies", ids, [(row[0], *row[2:]) for row in rows]),
        "tenancies.operator": ("u1", who),
    }


def _services(
    user: User, ids: NDArray[np.int64], places: dict[int, int]
) -> dict[str, tuple[str, NDArray[Any]]]:
    """From the first cell of an operator and technology on a mast to the end of the last one.

    Of the stations the person may see; all others are counted by commune only (`stations`).
    """
    rows = list(
        visible_services(user)
        .order_by()
        .values("tenancy__site_id", "tenancy__operator_id", "technology")
        .annotate(
            first=Min(Coalesce("valid_from", _FIRST)),
            last=Max(Coalesce("valid_to", _LAST)),
        )
        .values_list("tenancy__site_id", "tenancy__operator_id", "technology", "first", "last")
    )
    order = {name.value: place for place, name in enumerate(_TECHNOLOGIES)}
    return {
        **_periods("services", ids, [(row[0], *row[3:]) for row in rows]),
        "services.operator": ("u1", np.fromiter((places[row[1]] for row in rows), dtype=np.uint8)),
        "services.technology": ("u1", np.fromiter((order[row[2]] for row in rows), dtype=np.uint8)),
    }


def _periods(
    of: str, ids: NDArray[np.int64], rows: list[tuple[int, date | None, date | None]]
) -> dict[str, tuple[str, NDArray[Any]]]:
    sites = np.fromiter((row[0] for row in rows), dtype=np.int64)
    return {
        f"{of}.site": ("u4", np.searchsorted(ids, sites)),
        f"{of}.from": ("i2", days((row[1] for row in rows), ALWAYS)),
        f"{of}.to": ("i2", days((row[2] for row in rows), NEVER)),
    }


def cells_columns(user: User) -> bytes:
    """Cells whose radio parameters the user may see, with the direction they look in [degrees from north]."""
    found = operators(user)
    places = {unit.pk: place for place, unit in enumerate(found)}
    order = {name.value: place for place, name in enumerate(_TECHNOLOGIES)}
    rows = list(
        visible_cells(user)
        .order_by("pk")
        .values_list(
            "tenancy__site_id",
            "tenancy__site__longitude",
            "tenancy__site__latitude",
            "azimuth_deg",
            "technology",
            "tenancy__operator_id",
            "valid_from",
            "valid_to",
        )
    )
    columns: dict[str, tuple[str, NDArray[Any]]] = {
        "site": ("u4", np.fromiter((row[0] for row in rows), dtype=np.int64)),
        "position": ("f4", np.array([row[1:3] for row in rows], dtype=np.float64)),
        "azimuth": ("u2", np.fromiter((row[3] for row in rows), dtype=np.float64).round()),
        "technology": ("u1", np.fromiter((order[row[4]] for row in rows), dtype=np.uint8)),
        "operator": ("u1", np.fromiter((places[row[5]] for row in rows), dtype=np.uint8)),
        "from": ("i2", days((row[6] for row in rows), ALWAYS)),
        "to": ("i2", days((row[7] for row in rows), NEVER)),
    }
    return pack({}, columns)
