"""Rows about what a unit is to bring to targets and what it declared, restricted documents left out."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncQuarter

from hatang.accounts.models import Unit
from hatang.notices.models import Evidence
from hatang.programme.models import TargetQuota, TargetValue


def quotas(unit: Unit, start: date, end: date) -> QuerySet[TargetQuota]:
    """What the unit was given for the quarters that begin in the period."""
    rows = TargetQuota.objects.filter(unit=unit, quarter__range=(start, end))
    return rows.filter(target__plan__document__is_restricted=False, target__withdrawn_at__isnull=True)


def quotas_added(unit: Unit, start: date, end: date) -> QuerySet[TargetQuota]:
    """Those that can be added up: no shares."""
    return quotas(unit, start, end).exclude(target__measure_unit__contains="%")


def quotas_reached(unit: Unit, start: date, end: date) -> QuerySet[TargetQuota]:
    """Those of which the last figure declared in the quarter is as high as what was given."""
    declared = _standing(unit).filter(target=OuterRef("target"), of_quarter=OuterRef("quarter"))
    last = Subquery(declared.order_by("-ends_on").values("value")[:1])
    return quotas(unit, start, end).alias(declared=last).filter(declared__gte=F("value"))


def declared(unit: Unit, start: date, end: date) -> QuerySet[TargetValue]:
    """Every figure that the unit declared until a day of the period and did not correct."""
    rows: QuerySet[TargetValue] = _standing(unit).filter(ends_on__range=(start, end))
    return rows


def declared_for_quotas(unit: Unit, start: date, end: date) -> QuerySet[TargetValue]:
    """The last figure of each quarter for which the unit was given something that can be added up."""
    given = quotas_added(unit, start, end).filter(target=OuterRef("target"), quarter=OuterRef("of_quarter"))
    later = _standing(unit).filter(
        target=OuterRef("target"), of_quarter=OuterRef("of_quarter"), ends_on__gt=OuterRef("ends_on")
    )
    rows: QuerySet[TargetValue] = _standing(unit).filter(Exists(given), ~Exists(later))
    return rows


def proven_for_quotas(unit: Unit, start: date, end: date) -> QuerySet[TargetValue]:
    """Those of them that a file shows."""
    files = Evidence.objects.filter(subject_kind="figure", subject_id=OuterRef("pk"), removed_at__isnull=True)
    return declared_for_quotas(unit, start, end).filter(Exists(files))


def _standing(unit: Unit) -> Any:
    """Figures of the unit that no later one replaces, each with the first day of its quarter."""
    rows = TargetValue.objects.filter(unit=unit, replaced_by__isnull=True, target__withdrawn_at__isnull=True)
    rows = rows.filter(target__plan__document__is_restricted=False)
    return rows.annotate(of_quarter=TruncQuarter("ends_on"))
