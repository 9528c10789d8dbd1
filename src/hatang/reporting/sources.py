"""Figures the house knows itself, shown beside what a unit types: from tasks and quotas."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hatang.accounts.models import Unit
from hatang.planning.queries import unit_money
from hatang.planning.rules.money import MILLION
from hatang.programme.models import Obligation, Progress, TargetQuota


@dataclass(frozen=True)
class Source:
    """A figure by its name: what it counts in words, and how, for a unit from one day to another."""

    words: str | Promise
    figure: Callable[[Unit, date, date], Decimal]


def _owed(unit: Unit) -> QuerySet[Obligation]:
    """What a unit owes; that of a restricted document is not counted, as its page may be shown to others."""
    rows = Obligation.objects.filter(unit=unit, withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    return rows.exclude(state=Progress.WITHDRAWN).filter(task__plan__document__is_restricted=False)


def _n(rows: QuerySet[Obligation]) -> Decimal:
    return Decimal(rows.count())


def _n_owed(unit: Unit, _start: date, _end: date) -> Decimal:
    return _n(_owed(unit))


def _n_done(unit: Unit, start: date, end: date) -> Decimal:
    return _n(_owed(unit).filter(state=Progress.DONE, done_on__range=(start, end)))


def _n_open(unit: Unit, _start: date, end: date) -> Decimal:
    return _n(_owed(unit).exclude(Q(state=Progress.DONE) & Q(done_on__lte=end)))


def _n_given(unit: Unit, start: date, end: date) -> Decimal:
    """Sum of the quotas of the quarters that begin in the period."""
    rows = TargetQuota.objects.filter(unit=unit, quarter__range=(start, end))
    rows = rows.filter(target__plan__document__is_restricted=False, target__withdrawn_at__isnull=True)
    return rows.aggregate(sum=Sum("value"))["sum"] or Decimal(0)


def _money(part: str) -> Callable[[Unit, date, date], Decimal]:
    """Money of the unit's projects in the year in which the period ends [million đồng]."""

    def figure(unit: Unit, _start: date, end: date) -> Decimal:
        said: Decimal | None = getattr(unit_money(unit.pk, end.year), part)
        return (said or Decimal(0)) / MILLION

    return figure


SOURCES: dict[str, Source] = {
    "tasks_owed": Source(_("Tasks the unit leads"), _n_owed),
    "tasks_done": Source(_("Tasks of the unit done in the period"), _n_done),
    "tasks_open": Source(_("Tasks of the unit not done at the end of the period"), _n_open),
    "quota": Source(_("Quota given to the unit for the quarters of the period"), _n_given),
    "money_allocated": Source(
        _("Money allocated to projects of the unit in the year (million đồng)"), _money("allocated")
    ),
    "money_disbursed": Source(
        _("Money disbursed of projects of the unit in the year (million đồng)"), _money("disbursed")
    ),
}
