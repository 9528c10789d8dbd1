"""Values that stand, of one indicator or of all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet

from hatang.indicators.models import Indicator, IndicatorValue, IndicatorVersion


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its latest version and the last value of the whole province by each source."""

    indicator: Indicator
    version: IndicatorVersion
    latest: list[IndicatorValue]


def current_values(indicator: Indicator) -> "QuerySet[IndicatorValue]":
    """Values that stand, under whichever version they were recorded, the latest day first."""
    return (
        IndicatorValue.objects.filter(version__indicator=indicator, superseded_at__isnull=True)
        .select_related("area", "unit", "version__indicator")
        .order_by(
            "-ends_on",
            "-starts_on",
            F("area__parent_id").asc(nulls_first=True),
            "area__sort_key",
            "unit__sort_key",
            "-version__number",
        )
    )


def values_page(
    indicator: Indicator, *, area_id: int | None, unit_id: int | None, source: str
) -> "QuerySet[IndicatorValue]":
    """Values of an indicator, narrowed by area, unit and source."""
    values = current_values(indicator)
    if area_id:
        values = values.filter(area=area_id)
    if unit_id:
        values = values.filter(unit=unit_id)
    return values.filter(source=source) if source else values


def indicator_rows(indicators: "QuerySet[Indicator]") -> list[IndicatorRow]:
    """Each indicator with what was said last of the province as a whole; two queries."""
    versions: dict[int, IndicatorVersion] = {}
    for version in IndicatorVersion.objects.filter(indicator__in=indicators).order_by("number"):
        versions[version.indicator_id] = version
    latest: dict[int, dict[str, IndicatorValue]] = {}
    whole = (
        IndicatorValue.objects.filter(
            version__in=versions.values(), unit__isnull=True, superseded_at__isnull=True
        )
        .filter(area__kind="province")
        .select_related("area", "version__indicator")
        .order_by("version_id", "source", "-ends_on", "-starts_on")
        .distinct("version_id", "source")
    )
    for value in whole:
        latest.setdefault(value.version.indicator_id, {})[value.source] = value
    return [
        IndicatorRow(one, versions[one.pk], list(latest.get(one.pk, {}).values()))
        for one in indicators
        if one.pk in versions
    ]


def latest_whole(indicator: Indicator) -> list[IndicatorValue]:
    """The last value of the province as a whole by each source."""
    values = (
        IndicatorValue.objects.filter(
            version__indicator=indicator,
            unit__isnull=True,
            area__kind="province",
            superseded_at__isnull=True,
        )
        .select_related("area", "version__indicator")
        .order_by("source", "-ends_on", "-version__number")
        .distinct("source")
    )
    return list(values)


def measured(
    code: str, *, unit_ids: Collection[int], starts: Collection[date], source: str
) -> dict[tuple[int, date], Decimal]:
    """What a source counted of an indicator in periods, by unit and first day of the period.

    A state of the first day is no figure of the period and is left out.
    """
    values = (
        IndicatorValue.objects.filter(
            version__indicator__code=code,
            unit__in=unit_ids,
            starts_on__in=starts,
            source=source,
            superseded_at__isnull=True,
            ends_on__gt=F("starts_on"),
        )
        .select_related("version__indicator")
        .order_by("version__number", "ends_on")
    )
    return {
        (one.unit_id, one.starts_on): value
        for one in values
        if one.unit_id is not None and (value := one.value) is not None
    }
