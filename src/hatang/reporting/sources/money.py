"""Rows about the money of a unit's projects, of every source, in the year in which a period ends."""

from datetime import date

from django.db.models import QuerySet

from hatang.accounts.models import Unit
from hatang.planning.models import MoneyLine


def allocated(unit: Unit, _start: date, end: date) -> QuerySet[MoneyLine]:
    """Lines that say what was allocated."""
    return MoneyLine.objects.filter(project__unit=unit, year=end.year, allocated__isnull=False)


def disbursed(unit: Unit, _start: date, end: date) -> QuerySet[MoneyLine]:
    """Lines that say what was disbursed."""
    return MoneyLine.objects.filter(project__unit=unit, year=end.year, disbursed__isnull=False)
