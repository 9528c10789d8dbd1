"""What came of the work of a period: what fell due, by plan and by unit, and the reports asked for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hatang.accounts.models import Unit
from hatang.base import clock
from hatang.notices.models import Evidence
from hatang.programme import access as programme_access
from hatang.programme.models import Plan
from hatang.programme.queries.daybook import Daybook, OwedDay
from hatang.programme.queries.todays_book import book_of
from hatang.programme.rules import Standing
from hatang.reporting import access
from hatang.reporting.models import Campaign, CampaignState, Reporter
from hatang.reporting.rules.days import Period, Timeliness, timeliness

# What nobody is expected to hand over: no day of it counts.
_RESTS = (Standing.WITHDRAWN, Standing.PAUSED, Standing.IN_TRANSITION)


@dataclass
class Due:
    """Of what falls due in a period: handed over in time or late, not handed over in time, not due yet.

    Work that waits for a later deadline asked for in time is not due yet (ADR 0061).
    """

    n_in_time: int = 0
    n_late: int = 0
    n_overdue: int = 0
    n_ahead: int = 0

    @property
    def n_due(self) -> int:
        """What had to be handed over by now: the denominator."""
        return self.n_in_time + self.n_late + self.n_overdue

    @property
    def share(self) -> str:
        """How much of it was in time, "3/4 (75 %)"; empty where nothing was due."""
        return share_words(self.n_in_time, self.n_due)


@dataclass
class UnitFigures:
    """What a unit did in a period: work, reports that were due, and files shown for its work."""

    unit: Unit
    due: Due = field(default_factory=Due)
    n_reports: int = 0
    n_reports_in_time: int = 0
    n_proofs: int = 0


@dataclass(frozen=True)
class CampaignFigures:
    """A campaign whose day lies in a period, and what arrived of it."""

    campaign: Campaign
    n_expected: int
    n_arrived: int
    n_in_time: int


@dataclass(frozen=True)
class PeriodFigures:
    """All that a report of a period says; `late` is what is overdue on the day, `coming` what is due next."""

    period: Period
    on: date
    whole: Due
    n_done: int
    by_unit: Sequence[UnitFigures]
    by_plan: Sequence[tuple[Plan, Due]]
    campaigns: Sequence[CampaignFigures]
    late: Sequence[Any]
    coming: Sequence[Any]


def share_words(part: int, whole: int) -> str:
    """A share with its numerator and denominator, rounded down: "3/4 (75 %)"; empty without a denominator."""
    return f"{part}/{whole} ({part * 100 // whole}\u00a0%)" if whole else ""


def plans_told_of(user: object) -> set[int]:
    """The plans of which reports of a period tell: those the user sees, but none of a restricted document."""
    open_to_all = programme_access.visible_plans(user).exclude(document__is_restricted=True)
    return set(open_to_all.values_list("pk", flat=True))


def period_figures(user: object, period: Period, following: Period, *, today: date) -> PeriodFigures:
    """What a period brought as it is known on a day; the same number of queries however much it was.

    Args:
        user: who reads; what is hidden from them is not counted, nor what is of a restricted document.
        period: the days that are told about.
        following: the days of which `coming` says what falls due.
        today: the day from which deadlines are looked at.
    """
    book, told_of = book_of(today), plans_told_of(user)
    owed = [one for one in book.owed if one.plan_id in told_of and one.standing not in _RESTS]
    due = [one for one in owed if _is_within(one.due_on, period)]
    whole, by_plan, by_unit = Due(), defaultdict[int, Due](Due), defaultdict[int, Due](Due)
    for one in due:
        for tally in (whole, by_plan[one.plan_id], by_unit[one.unit_id]):
            _count(tally, one, today)
    reporters = _reporters(user, period)
    late = [one for one in owed if one.standing == Standing.OVERDUE]
    coming = [one for one in owed if one.is_running and _is_within(one.due_on, following)]
    found = _rows(user, [*late, *coming])
    return PeriodFigures(
        period=period,
        on=today,
        whole=whole,
        n_done=sum(one.is_done and _is_within(one.done_on, period) for one in owed),
        by_unit=_units(by_unit, reporters, _proofs(book, owed, period), today),
        by_plan=[
            (plan, by_plan[plan.pk]) for plan in programme_access.visible_plans(user).filter(pk__in=by_plan)
        ],
        campaigns=_campaigns(reporters, today),
        late=[found[one.pk] for one in late if one.pk in found],
        coming=[found[one.pk] for one in coming if one.pk in found],
    )


def _is_within(day: date | None, period: Period) -> bool:
    return day is not None and period.starts_on <= day <= period.ends_on


def _count(tally: Due, one: OwedDay, today: date) -> None:
    handed_on = (
        one.done_on if one.is_done else one.submitted_on if one.standing == Standing.SUBMITTED else None
    )
    if handed_on is not None and one.due_on is not None:
        tally.n_in_time += handed_on <= one.due_on
        tally.n_late += handed_on > one.due_on
    elif one.standing == Standing.OVERDUE:
        tally.n_overdue += 1
    else:
        tally.n_ahead += 1


def _rows(user: object, owed: Iterable[OwedDay]) -> dict[int, Any]:
    """Obligations with unit and task, and their days as in the book."""
    days = {one.pk: one for one in owed}
    rows: Any = programme_access.visible_obligations(user).filter(pk__in=list(days))
    found: dict[int, Any] = {}
    for row in rows.select_related("unit", "task__plan"):
        row.due_on = days[row.pk].due_on
        found[row.pk] = row
    return found


def _reporters(user: object, period: Period) -> list[Reporter]:
    """Units of campaigns whose last day lies in the period, each with its report."""
    rows = access.visible_reporters(user).exclude(campaign__state=CampaignState.DRAFT)
    rows = rows.exclude(campaign__document__is_restricted=True)
    # The last day may be the one before the day that was written.
    days = (period.starts_on, period.ends_on + timedelta(days=1))
    rows = rows.filter(left_out_because="", campaign__due_on__range=days)
    rows = rows.select_related("campaign", "unit", "report").order_by("campaign__due_on", "campaign_id")
    return [row for row in rows if _is_within(row.campaign.last_day, period)]


def _timeliness(row: Reporter, today: date) -> Timeliness:
    report = access.report_of(row)
    moment = report.first_submitted_at if report else None
    arrived_on = clock.local(moment).date() if moment else None
    return timeliness(arrived_on, row.campaign.last_day, today)


def _campaigns(rows: Sequence[Reporter], today: date) -> list[CampaignFigures]:
    by_campaign: dict[int, list[Reporter]] = defaultdict(list)
    for row in rows:
        by_campaign[row.campaign_id].append(row)
    found = []
    for asked in by_campaign.values():
        states = Counter(_timeliness(row, today) for row in asked)
        in_time = states[Timeliness.ON_TIME]
        arrived = in_time + states[Timeliness.CAME_LATE]
        found.append(CampaignFigures(asked[0].campaign, len(asked), arrived, in_time))
    return found


def _proofs(book: Daybook, owed: Iterable[OwedDay], period: Period) -> Counter[int]:
    """Files of the period by the unit whose work they show: to its part, or by its people to the task."""
    unit_of = {one.pk: one.unit_id for one in owed}
    rows = Evidence.objects.filter(
        subject_kind__in=("obligation", "task"),
        removed_at__isnull=True,
        added_at__gte=clock.day_start(period.starts_on),
        added_at__lt=clock.day_end(period.ends_on),
    )
    found: Counter[int] = Counter()
    for kind, subject, own_unit in rows.values_list("subject_kind", "subject_id", "added_by__unit_id"):
        units = {unit_of[one.pk] for one in book.owed_by_task.get(subject, ()) if one.pk in unit_of}
        unit = unit_of.get(subject) if kind == "obligation" else own_unit if own_unit in units else None
        if unit is not None:
            found[unit] += 1
    return found


def _units(
    due: dict[int, Due], reporters: Sequence[Reporter], proofs: Counter[int], today: date
) -> list[UnitFigures]:
    """Units with work or reports due in the period, in Vietnamese order."""
    asked = {row.unit_id for row in reporters}
    units = Unit.objects.filter(pk__in={*due, *asked}).order_by("sort_key", "pk")
    found = {unit.pk: UnitFigures(unit, due.get(unit.pk, Due()), n_proofs=proofs[unit.pk]) for unit in units}
    for row in reporters:
        one = found[row.unit_id]
        standing = _timeliness(row, today)
        one.n_reports += standing is not Timeliness.AWAITED
        one.n_reports_in_time += standing is Timeliness.ON_TIME
    return list(found.values())
