"""Writes of indicators and their values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.indicators.models import Indicator, IndicatorValue, IndicatorVersion

_Key = tuple[int | None, int | None, date, date]


@dataclass(frozen=True)
class Definition:
    """An indicator as a room brings it; another definition or formula makes a new version."""

    code: str
    name: str
    measure_unit: str
    kind: str
    roll_up: str
    definition: str
    formula: str = ""
    limits: str = ""


@dataclass(frozen=True)
class Figure:
    """A value to record: of an area and a unit, for a period; a share has a denominator."""

    area_id: int | None
    unit_id: int | None
    starts_on: date
    ends_on: date
    numerator: Decimal | None
    denominator: Decimal | None = None

    @property
    def key(self) -> _Key:
        """What it is a value of."""
        return self.area_id, self.unit_id, self.starts_on, self.ends_on


@action
def put_indicator(*, definition: Definition, by: User | None, at: datetime) -> IndicatorVersion:
    """Make an indicator known, or give it a new version where its meaning has changed; its latest version."""
    said = {
        "name": definition.name,
        "measure_unit": definition.measure_unit,
        "kind": definition.kind,
        "roll_up": definition.roll_up,
    }
    indicator, is_new = Indicator.objects.get_or_create(code=definition.code, defaults=said)
    # Two processes may record at once: the first makes the version, the second finds it.
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if not is_new and any(getattr(indicator, field) != value for field, value in said.items()):
        for field, value in said.items():
            setattr(indicator, field, value)
        indicator.save()
    last = indicator.versions.order_by("-number").first()
    if last and (last.definition, last.formula, last.limits) == (
        definition.definition,
        definition.formula,
        definition.limits,
    ):
        return last
    return IndicatorVersion.objects.create(
        indicator=indicator,
        number=last.number + 1 if last else 1,
        definition=definition.definition,
        formula=definition.formula,
        limits=definition.limits,
        valid_from=clock.local(at).date(),
    )


@action
def record_values(
    *,
    version: IndicatorVersion,
    source: str,
    snapshot: str,
    figures: Iterable[Figure],
    by: User | None,
    at: datetime,
) -> int:
    """Record what a source says; a value that says the same stays, another one supersedes it.

    Returns how many values are new.
    """
    wanted = {figure.key: figure for figure in figures}
    # The version is the lock: two recordings of one indicator follow one another.
    IndicatorVersion.objects.select_for_update().get(pk=version.pk)
    days = {day for key in wanted for day in key[2:]}
    standing = {
        (one.area_id, one.unit_id, one.starts_on, one.ends_on): one
        for one in IndicatorValue.objects.filter(
            version=version, source=source, superseded_at__isnull=True, ends_on__in=days
        )
    }
    changed = [figure for key, figure in wanted.items() if not _says_the_same(standing.get(key), figure)]
    superseded = [standing[figure.key].pk for figure in changed if figure.key in standing]
    IndicatorValue.objects.filter(pk__in=superseded).update(superseded_at=at)
    IndicatorValue.objects.bulk_create(
        [
            IndicatorValue(
                version=version,
                area_id=figure.area_id,
                unit_id=figure.unit_id,
                starts_on=figure.starts_on,
                ends_on=figure.ends_on,
                source=source,
                numerator=figure.numerator,
                denominator=figure.denominator,
                snapshot=snapshot,
                recorded_at=at,
                recorded_by=by,
            )
            for figure in changed
        ],
        batch_size=1000,
    )
    return len(changed)


def _says_the_same(standing: IndicatorValue | None, figure: Figure) -> bool:
    return standing is not None and (standing.numerator, standing.denominator) == (
        _rounded(figure.numerator),
        _rounded(figure.denominator),
    )


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.0001"))
