"""What a filing no longer has: ended on a day, never deleted."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import models

from hatang.accounts.models import Unit
from hatang.network.models import (
    Cell,
    DataCentre,
    Node,
    PassiveSite,
    PublicWifi,
    Route,
    SiteStatePeriod,
    Tenancy,
)

_PLANT: dict[str, Any] = {"nodes": Node, "data_centres": DataCentre, "wifi": PublicWifi, "routes": Route}


def end_gone(operator: Unit, gone: Mapping[str, list[str]], day: date, kept: Collection[int] = ()) -> None:
    """End what a filing has no longer, by kind and code, on a day; it stays in the tables.

    Masts that are `kept` go on: the filing has them by another code.
    """
    stands = Tenancy.objects.filter(
        operator=operator, operator_code__in=gone.get("sites", []), valid_to__isnull=True
    )
    cells = Cell.objects.filter(tenancy__in=stands.values("pk"), valid_to__isnull=True)
    _end_all(cells, day)
    pairs = [key.split(" / ", 1) for key in gone.get("cells", [])]
    codes = {tuple(pair) for pair in pairs}
    ids = [
        pk
        for pk, site, code in Cell.objects.filter(
            tenancy__operator=operator, valid_to__isnull=True
        ).values_list("pk", "tenancy__operator_code", "code")
        if (site, code) in codes
    ]
    _end_all(Cell.objects.filter(pk__in=ids), day)
    sites = {*stands.values_list("site_id", flat=True)}
    _end_all(stands, day)
    _end_masts(sites - {*kept}, day)
    for kind, model in _PLANT.items():
        rows = model.objects.filter(owner=operator, code__in=gone.get(kind, []), valid_to__isnull=True)
        _end_all(rows, day)


def _end_masts(sites: set[int], day: date) -> None:
    """Masts on which nobody stands any more end, whoever owns them."""
    occupied = Tenancy.objects.filter(site__in=sites, valid_to__isnull=True).values("site")
    empty = PassiveSite.objects.filter(pk__in=sites, valid_to__isnull=True)
    ended = list(empty.exclude(pk__in=occupied).values_list("pk", flat=True))
    _end_all(SiteStatePeriod.objects.filter(site__in=ended, valid_to__isnull=True), day)
    _end_all(PassiveSite.objects.filter(pk__in=ended), day)
    # Whoever has the form of one open is told that it has changed.
    PassiveSite.objects.filter(pk__in=ended).update(revision=models.F("revision") + 1)


def _end_all(rows: Any, day: date) -> None:
    """End rows on a day; one that began later lasted a day."""
    pks = list(rows.values_list("pk", flat=True))
    rows = rows.model.objects.filter(pk__in=pks)
    late = rows.filter(valid_from__gte=day)
    late.update(valid_to=models.F("valid_from") + timedelta(days=1))
    rows.filter(valid_to__isnull=True).update(valid_to=day)
