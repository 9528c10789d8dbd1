"""The registry's figures are written where the rooms above and beside read them."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.looks import one_look
from hatang.indicators.actions import Figure, put_indicator, record_values
from hatang.indicators.models import Source
from hatang.network.definitions import DEFINITIONS
from hatang.network.models import Tenancy
from hatang.network.queries.counted import COUNTED, Period, Tally, by_commune, by_operator, rows_of, tally
from hatang.network.queries.fixed import added, homes_by_commune, lengths_by_area_kind
from hatang.network.queries.reach import people_reach
from hatang.network.rules.figures import WITHIN_KM, service_radius_km
from hatang.territory.models import Area, AreaKind

# Quarters behind the day whose periods are recorded anew: what is filed late still counts where it belongs.
QUARTERS_BACK = 8


@action
def record_figures(*, day: date, by: User | None, at: datetime) -> int:
    """Record every figure of the registry as of a day; how many values are new.

    States are recorded of the day itself; what counts a period, of the quarters up to that of the day.
    """
    province = Area.objects.filter(kind=AreaKind.PROVINCE).existing(day).first()
    if province is None:
        return 0
    # All is read first, the registry once; then it is written.
    with one_look():
        computed = {code: list(_figures(code, province, day)) for code in DEFINITIONS}
    n_new = 0
    for code, definition in DEFINITIONS.items():
        version = put_indicator(definition=definition, by=by, at=at)
        n_new += record_values(
            version=version,
            source=Source.COMPUTED if code == "people-within-1km-5g" else Source.REGISTRY,
            snapshot=f"Sổ đăng ký viễn thông, {clock.local(at):%d/%m/%Y %H:%M}",
            figures=computed[code],
            by=by,
            at=at,
        )
    return n_new


def quarter(day: date) -> Period:
    """The quarter of a day."""
    first = 3 * ((day.month - 1) // 3) + 1
    return Period(date(day.year, first, 1), date(day.year, first + 2, monthrange(day.year, first + 2)[1]))


def _figures(code: str, province: Area, day: date) -> Iterable[Figure]:
    if code in COUNTED:
        periods = _quarters(day) if COUNTED[code].is_of_a_period else [Period(day, day)]
        return [figure for period in periods for figure in _counted(code, province, period, day)]
    return list(_OTHERS[code](province, day))


def _quarters(day: date) -> list[Period]:
    found = [quarter(day)]
    while len(found) < QUARTERS_BACK:
        first = found[-1].starts_on
        found.append(quarter(date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)))
    return found


def _counted(code: str, province: Area, period: Period, day: date) -> Iterator[Figure]:
    # Of a quarter under way only what has happened: what is dated later is a plan.
    so_far = Period(period.starts_on, min(period.ends_on, day))
    yield _figure(period, tally(code, rows_of(code, so_far)), area_id=province.pk)
    # Zero is said too: a commune or operator that fell to nothing must not keep what it had.
    by_area, by_unit = by_commune(code, so_far), by_operator(code, so_far)
    for area_id in Area.objects.communes().existing(day).values_list("pk", flat=True):
        yield _figure(period, by_area.get(area_id, _nothing(code)), area_id=area_id)
    for unit_id in _operators():
        found = by_unit.get(unit_id, _nothing(code))
        yield _figure(period, found, area_id=province.pk, unit_id=unit_id)


def _operators() -> list[int]:
    """Operators that ever stood on a mast."""
    return list(Tenancy.objects.order_by("operator_id").values_list("operator_id", flat=True).distinct())


def _nothing(code: str) -> Tally:
    return Tally(0, 0 if COUNTED[code].hits else None)


def _figure(period: Period, found: Tally, *, area_id: int, unit_id: int | None = None) -> Figure:
    below = None if found.denominator is None else Decimal(found.denominator)
    return Figure(area_id, unit_id, period.starts_on, period.ends_on, Decimal(found.numerator), below)


def _radius(province: Area, day: date) -> Iterator[Figure]:
    n_sites = {province.pk: tally("sites", rows_of("sites", Period(day, day))).numerator}
    n_sites |= {area: found.numerator for area, found in by_commune("sites", Period(day, day)).items()}
    for area in Area.objects.filter(pk__in=n_sites, area_km2__isnull=False):
        radius = service_radius_km(float(area.area_km2 or 0), n_sites[area.pk])
        if radius is not None:
            yield Figure(area.pk, None, day, day, _decimal(radius))


def _people(province: Area, day: date) -> Iterator[Figure]:
    found = people_reach("5G", day)
    if found.total:
        near = found.within[WITHIN_KM.index(1.0)]
        yield Figure(province.pk, None, day, day, _decimal(near), _decimal(found.total))


def _fibre(province: Area, day: date) -> Iterator[Figure]:
    homes = homes_by_commune(day)
    for area_id, said in [(province.pk, added(homes)), *homes.items()]:
        if said.households:
            yield Figure(area_id, None, day, day, Decimal(said.passed), Decimal(said.households))


def _gigabit(province: Area, day: date) -> Iterator[Figure]:
    homes = homes_by_commune(day)
    for area_id, said in [(province.pk, added(homes)), *homes.items()]:
        if said.households:
            yield Figure(area_id, None, day, day, Decimal(said.gigabit), Decimal(said.households))


def _underground(province: Area, day: date) -> Iterator[Figure]:
    lengths = lengths_by_area_kind(day)[""]
    if lengths.total_km:
        below = _decimal(lengths.total_km)
        yield Figure(province.pk, None, day, day, _decimal(lengths.underground_km), below)


def _copper(province: Area, day: date) -> Iterator[Figure]:
    yield Figure(province.pk, None, day, day, _decimal(lengths_by_area_kind(day)[""].copper_km))


_OTHERS = {
    "service-radius": _radius,
    "people-within-1km-5g": _people,
    "households-fibre": _fibre,
    "households-gigabit": _gigabit,
    "cable-underground": _underground,
    "copper": _copper,
}


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.0001"))
