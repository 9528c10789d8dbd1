"""Campaigns with how complete and how timely they are, live."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Max, Prefetch, QuerySet

from hatang.base import clock
from hatang.reporting import access
from hatang.reporting.models import Campaign, CampaignState, Reminder, Report, Reporter
from hatang.reporting.rules.days import Timeliness, timeliness
from hatang.reporting.rules.life import ARRIVED, ReportState


@dataclass(frozen=True)
class Completeness:
    """How many reports a campaign expects, and what became of them; the denominator is `n_expected`."""

    n_expected: int = 0
    n_arrived: int = 0
    n_on_time: int = 0
    n_late: int = 0
    n_awaited: int = 0
    n_accepted: int = 0
    n_returned: int = 0

    @property
    def percent(self) -> int:
        """How many of those expected have arrived, of a hundred, rounded down."""
        return self.n_arrived * 100 // self.n_expected if self.n_expected else 0


@dataclass(frozen=True)
class ReporterLine:
    """A unit in a campaign: its report, how that stands to its day, and how late it is in days.

    `n_reminded` is how often the unit was reminded, `reminded_on` when it last was.
    """

    reporter: Reporter
    report: Report | None
    timeliness: Timeliness
    n_days_late: int
    may_read: bool = False
    n_reminded: int = 0
    reminded_on: date | None = None

    @property
    def has_arrived(self) -> bool:
        """Whether the office has it."""
        return self.report is not None and self.report.state in ARRIVED


@dataclass(frozen=True)
class CampaignRow:
    """A campaign of the list with its completeness, and the user's own part where there is one."""

    campaign: Campaign
    said: Completeness
    own: Sequence[ReporterLine]


def campaign_rows(user: object, campaigns: "QuerySet[Campaign]", *, today: date) -> list[CampaignRow]:
    """Campaigns with their completeness, with three queries however many there are."""
    own = set(access.visible_reporters(user).filter(campaign__in=campaigns).values_list("pk", flat=True))
    is_for_all = access.sees_every_report(user)
    rows = campaigns.select_related("form_version__form", "document").prefetch_related(
        Prefetch("reporters", Reporter.objects.select_related("unit", "report").order_by("unit__sort_key"))
    )
    found = []
    for campaign in rows:
        lines = [_line(campaign, row, today) for row in campaign.reporters.all() if not row.left_out_because]
        mine = [] if is_for_all else [line for line in lines if line.reporter.pk in own]
        found.append(CampaignRow(campaign, tally(lines), mine))
    return found


def reporter_lines(user: object, campaign: Campaign, *, today: date) -> list[ReporterLine]:
    """Every unit a campaign expects, in Vietnamese order, and whether the user may read its report.

    How often a unit was reminded is said to those who may read its report.
    """
    readable = set(access.visible_reporters(user).filter(campaign=campaign).values_list("pk", flat=True))
    rows = campaign.reporters.filter(left_out_because="").select_related("unit", "group", "report")
    reminded = _reminded(campaign)
    found = []
    for row in rows:
        line = _line(campaign, row, today, may_read=row.pk in readable)
        n, last = reminded.get(row.pk, (0, None)) if line.may_read else (0, None)
        found.append(replace(line, n_reminded=n, reminded_on=last))
    return found


def awaited_reports(user: object, *, today: date) -> list[ReporterLine]:
    """Reports of the user's units that open campaigns still wait for, the first due first; one query."""
    rows = access.own_reporters(user).filter(campaign__state=CampaignState.OPEN, left_out_because="")
    rows = rows.exclude(report__state__in=ARRIVED).select_related("campaign", "unit", "report")
    return [
        _line(row.campaign, row, today, may_read=True)
        for row in rows.order_by("campaign__due_on", "unit__sort_key", "pk")
    ]


def tally(lines: Sequence[ReporterLine]) -> Completeness:
    """What became of the reports a campaign expects."""
    by_time = Counter(line.timeliness for line in lines)
    states = Counter(line.report.state for line in lines if line.report is not None)
    return Completeness(
        n_expected=len(lines),
        n_arrived=sum(line.has_arrived for line in lines),
        n_on_time=by_time[Timeliness.ON_TIME],
        n_late=by_time[Timeliness.LATE] + by_time[Timeliness.CAME_LATE],
        n_awaited=by_time[Timeliness.AWAITED],
        n_accepted=states[ReportState.ACCEPTED],
        n_returned=states[ReportState.RETURNED],
    )


def _reminded(campaign: Campaign) -> dict[int, tuple[int, date]]:
    """How often each unit was reminded, and when last; one query."""
    rows = Reminder.objects.filter(reporter__campaign=campaign).order_by().values_list("reporter")
    return {pk: (n, last) for pk, n, last in rows.annotate(n=Count("pk"), last=Max("sent_on"))}


def _line(campaign: Campaign, reporter: Reporter, today: date, *, may_read: bool = False) -> ReporterLine:
    report = access.report_of(reporter)
    moment = report.first_submitted_at if report else None
    arrived_on = clock.local(moment).date() if moment else None
    last = campaign.last_day
    n_days = max(((arrived_on or today) - last).days, 0)
    return ReporterLine(reporter, report, timeliness(arrived_on, last, today), n_days, may_read)
