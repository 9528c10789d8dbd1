"""What is late now: obligations by their standing, reports that open campaigns wait for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hatang.base import clock
from hatang.chasing.models import Escalation
from hatang.programme.horizon import horizon
from hatang.programme.models import Obligation
from hatang.programme.queries.states import with_standing
from hatang.programme.rules import Standing
from hatang.reporting.models import Campaign, CampaignState, Reporter
from hatang.reporting.rules.life import ARRIVED


def late_obligations(today: date) -> "QuerySet[Any]":
    """What units owe and is overdue, with its day as `due_on`."""
    rows = Obligation.objects.filter(withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    standing: QuerySet[Any] = with_standing(rows, horizon(today))
    return standing.filter(standing=Standing.OVERDUE.value).select_related("unit", "task__plan")


def late_reporters(today: date) -> "QuerySet[Reporter]":
    """Reports that open campaigns wait for past their last day.

    One that came by it and was returned since is not late (ADR 0076).
    """
    open_ones = Campaign.objects.filter(state=CampaignState.OPEN, due_on__lte=today)
    late = [one for one in open_ones if one.last_day < today]
    missed = Q(report__first_submitted_at__isnull=True)
    for one in late:
        missed |= Q(campaign=one, report__first_submitted_at__gte=clock.day_end(one.last_day))
    rows = Reporter.objects.filter(missed, campaign__in=late, left_out_because="")
    return rows.exclude(report__state__in=ARRIVED).select_related("campaign", "unit")


def late_day(thing: Obligation | Reporter, today: date) -> date | None:
    """The day that a thing has missed, None where it is not late."""
    if isinstance(thing, Reporter):
        found = late_reporters(today).filter(pk=thing.pk).first()
        return found.campaign.last_day if found else None
    day: date | None = late_obligations(today).filter(pk=thing.pk).values_list("due_on", flat=True).first()
    return day


def still_late(rows: Iterable[Escalation], today: date) -> set[int]:
    """Those of some escalations whose report or obligation is still late; as many queries however many."""
    rows = list(rows)
    owed = {one.obligation_id for one in rows if one.obligation_id is not None}
    asked = {one.reporter_id for one in rows if one.reporter_id is not None}
    late = set(late_obligations(today).filter(pk__in=owed).values_list("pk", flat=True)) if owed else set()
    silent = set(late_reporters(today).filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    return {one.pk for one in rows if one.obligation_id in late or one.reporter_id in silent}
