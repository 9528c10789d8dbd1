"""The example registry: masts, operators on them, cells, plant; and the figures of the last quarters."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.network.actions import put_example, record_figures
from hatang.network.actions.recording import quarter
from hatang.network.example import CommuneShape, generate
from hatang.network.models import PassiveSite
from hatang.territory.geometry import shape_of
from hatang.territory.models import Area, AreaKind, Boundary

SEED = 24
QUARTERS = 6


def load_registry(*, units: Mapping[str, Unit], by: User, at: datetime) -> None:
    """Fill the registry of the example province once its communes have outlines."""
    shapes = commune_shapes()
    if PassiveSite.objects.exists() or len(shapes) < 2:
        return
    today = clock.local(at).date()
    communes = {area.code: area for area in Area.objects.communes()}
    put_example(
        inventory=generate(seed=SEED, communes=shapes, today=today),
        operators={code: units[code] for code in ("viettel", "vnpt", "mobifone", "fpt-telecom")},
        communes=communes,
        by=by,
        at=at,
        today=today,
    )
    for day in [*_quarter_ends(today), today]:
        record_figures(day=day, by=by, at=at)


def commune_shapes() -> list[CommuneShape]:
    """The communes with the outlines that count now."""
    rows = Boundary.objects.filter(
        valid_to__isnull=True, area__kind__in=[AreaKind.COMMUNE, AreaKind.WARD]
    ).select_related("area")
    return [
        CommuneShape(
            row.area.code, row.area.kind == AreaKind.WARD, row.area.population or 20_000, shape_of(row.wkb)
        )
        for row in rows.order_by("area__code")
    ]


def _quarter_ends(today: date) -> list[date]:
    ends: list[date] = []
    first = quarter(today).starts_on
    while len(ends) < QUARTERS:
        ends.append(first - timedelta(days=1))
        first = quarter(ends[-1]).starts_on
    return ends[::-1]
