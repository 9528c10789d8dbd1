"""What document an address asks for, and that document written from the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.lists import choice, day, number
from hatang.base.official import Official
from hatang.base.refusal import NotFound, Refusal
from hatang.programme import access as programme_access
from hatang.programme.actions import announcement_of
from hatang.programme.announcements import official_announcement
from hatang.programme.models import Meeting, Plan
from hatang.programme.queries import meeting_sheet
from hatang.reporting import access, queries
from hatang.reporting.letters import asking_letter, gathered_report, reminder_letter
from hatang.reporting.models import Campaign
from hatang.reporting.papers.assigning import task_assignment
from hatang.reporting.papers.laying import slip, submission
from hatang.reporting.papers.periodic import periodic_report
from hatang.reporting.papers.ranking import ranking_result
from hatang.reporting.papers.weekly import weekly_note
from hatang.reporting.queries import Issuer
from hatang.reporting.rules.days import Bounds, Period, PeriodKind, period_around
from hatang.reporting.rules.paper_kinds import ABOUT, WORDS, About, PaperKind

PERIODS = {
    "tuan": PeriodKind.WEEK,
    "thang": PeriodKind.MONTH,
    "quy": PeriodKind.QUARTER,
    "nua-nam": PeriodKind.HALF_YEAR,
    "chin-thang": PeriodKind.NINE_MONTHS,
    "nam": PeriodKind.YEAR,
}
BOUNDS = {"lich": Bounds.CALENDAR, "chot": Bounds.CLOSING}


@dataclass(frozen=True)
class AskedPeriod:
    """A period that a document tells about, and the one after it."""

    kind: PeriodKind
    period: Period
    following: Period


@dataclass(frozen=True)
class AskedPaper:
    """A document that somebody asks for: its kind, and what it is about."""

    kind: PaperKind
    about: Campaign | Plan | Meeting | AskedPeriod


def asked_paper(user: User, query: Mapping[str, str]) -> AskedPaper:
    """The document that an address asks for.

    Raises:
        NotFound: there is no such kind, or nothing that the user may see for it to be about.
        Refusal: the period is not said.
    """
    kind = WORDS.get(query.get("loai", ""))
    if kind is None:
        raise NotFound(_("There is no such letter."))
    about = ABOUT[kind]
    if about is About.PERIOD:
        return AskedPaper(kind, _period(query))
    if about is About.PLAN:
        return AskedPaper(kind, programme_access.get_plan(user, number(query, "ke-hoach") or 0))
    if about is About.MEETING:
        return AskedPaper(kind, programme_access.get_meeting(user, number(query, "giao-ban") or 0))
    return AskedPaper(kind, access.get_campaign(user, number(query, "dot") or 0))


def written(user: User, asked: AskedPaper, *, today: date) -> Official:
    """The document, from what the house knows on a day.

    Raises:
        Refusal: there is nothing to write in it, which its sentence says.
    """
    issuer, about = queries.issuer_for(user, on=today), asked.about
    if isinstance(about, AskedPeriod):
        said = queries.period_figures(user, about.period, about.following, today=today)
        write = ranking_result if asked.kind is PaperKind.RANKING else periodic_report
        return write(about.kind, said, issuer)
    if isinstance(about, Plan):
        return task_assignment(about, queries.tasks_to_give(user, about), issuer, today)
    if isinstance(about, Meeting):
        return _of_meeting(user, asked.kind, about, issuer)
    return _of_campaign(user, asked.kind, about, issuer, today)


def plans_of(user: User, asked: AskedPaper) -> set[int]:
    """The plans whose work a document tells of: who may not see them may not read it."""
    about = asked.about
    if isinstance(about, Plan):
        return {about.pk}
    if isinstance(about, AskedPeriod):
        return queries.plans_told_of(user)
    if isinstance(about, Meeting):
        # The weekly note tells of whatever lay before the meeting; conclusions are written by people.
        seen = programme_access.visible_plans(user) if asked.kind is PaperKind.WEEKLY else Plan.objects.none()
        return set(seen.values_list("pk", flat=True))
    of_campaign = Plan.objects.filter(document__isnull=False, document=about.document_id)
    return set(of_campaign.values_list("pk", flat=True))


def _period(query: Mapping[str, str]) -> AskedPeriod:
    kind = PERIODS.get(query.get("ky", ""))
    around = day(query, "ngay")
    if kind is None or around is None:
        raise Refusal(_("Say the kind of period and a day in it."), field="ngay")
    bounds = BOUNDS[choice(query, "moc", BOUNDS) or "lich"]
    period = period_around(around, kind, bounds)
    # Nine months are followed by the quarter that is left of the year.
    after = PeriodKind.QUARTER if kind is PeriodKind.NINE_MONTHS else kind
    return AskedPeriod(kind, period, period_around(period.ends_on + timedelta(days=1), after, bounds))


def _of_meeting(user: User, kind: PaperKind, meeting: Meeting, issuer: Issuer) -> Official:
    if kind is PaperKind.CONCLUSIONS:
        said = announcement_of(meeting)
        if not said.conclusions:
            raise Refusal(_("The meeting has no conclusion yet; write one down first."), field="giao-ban")
        return official_announcement(said)
    sheet = meeting_sheet(user, meeting)
    return weekly_note(sheet, queries.done_before(user, sheet), issuer)


def _of_campaign(user: User, kind: PaperKind, campaign: Campaign, issuer: Issuer, today: date) -> Official:
    lines = queries.reporter_lines(user, campaign, today=today)
    if kind is PaperKind.ASKING:
        missing = queries.not_asked(campaign, [line.reporter.unit for line in lines])
        return asking_letter(campaign, lines, issuer, today, missing)
    if kind is PaperKind.REMINDER:
        return reminder_letter(campaign, lines, issuer, today)
    if kind is PaperKind.SLIP:
        return slip(campaign, lines, issuer, today)
    left_out = list(campaign.reporters.exclude(left_out_because="").select_related("unit"))
    # Figures stand in it as they are written in Vietnam.
    with translation.override("vi"):
        rows = queries.gathered(campaign)
        if kind is PaperKind.SUBMISSION:
            return submission(campaign, lines, rows, issuer, today)
        return gathered_report(campaign, lines, left_out, rows, issuer, today)
