"""Writes of campaigns: prepared, their reporters said, opened, closed, and exceptions given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Unit, UnitGroup, User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.ladder import (
    MOST_DAYS,
    MOST_ESCALATES_AFTER,
    MOST_RUNGS,
    USUAL_ESCALATES_AFTER,
    USUAL_RUNGS,
    is_bearable,
)
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.documents.models import Document
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of
from hatang.reporting import access
from hatang.reporting.actions.consolidating import tell_consolidator
from hatang.reporting.models import (
    Campaign,
    CampaignState,
    Exemption,
    FormVersion,
    Report,
    Reporter,
    ReportKind,
)
from hatang.reporting.rules.days import last_day
from hatang.reporting.rules.life import ReportState

MOST_TITLE = 300
MOST_WORDS = 2000
MOST_REASON = 500


@dataclass(frozen=True)
class Asked:
    """What a campaign asks: see `models.Campaign`."""

    title: str
    ground: str
    form_version: FormVersion
    starts_on: date
    ends_on: date
    due_on: date
    gathered_on: date | None = None
    is_before: bool = False
    is_strict: bool = False
    document: Document | None = None
    after: Campaign | None = None
    rungs: Sequence[int] = USUAL_RUNGS
    escalates_after: int = USUAL_ESCALATES_AFTER


@dataclass(frozen=True)
class Expected:
    """A unit that is to report, and why it: the group it belongs to and the words that name it."""

    unit: Unit
    group: UnitGroup | None = None
    printed: str = ""


@action
def make_campaign(*, asked: Asked, mark: UUID, by: User, at: datetime) -> Campaign:
    """Prepare a campaign; the same form sent twice makes one.

    Raises:
        NotAllowed: the person does not run campaigns.
        Refusal: the title is missing, a day is out of order, or the form is not in use.
    """
    require(access.may_run_campaigns(by))
    wait_for_turn(f"reporting.campaign {mark}")
    there = Campaign.objects.filter(mark=mark).first()
    return there or Campaign.objects.create(**_checked(asked), mark=mark, made_by=by, made_at=at)


@action
def change_campaign(*, campaign: Campaign, asked: Asked, by: User, at: datetime) -> Campaign:
    """Change what a campaign asks; once it is open neither form nor period, and its last day to a later one.

    Raises:
        NotAllowed: the person does not run campaigns.
        Refusal: a value is wrong, or may no longer change.
        Conflict: it is closed.
    """
    require(access.may_run_campaigns(by))
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    columns = _checked(asked, but=campaign)
    if campaign.state == CampaignState.CLOSED:
        raise Conflict(_("The campaign is closed."))
    if campaign.is_open:
        if asked.form_version.pk != campaign.form_version_id:
            raise Refusal(_("Units write in this form already; it can no longer change."), field="form")
        if (asked.starts_on, asked.ends_on) != (campaign.starts_on, campaign.ends_on):
            raise Refusal(
                _("Units report on the period they were told; it can no longer change."), field="starts_on"
            )
        if last_day(asked.due_on, is_before=asked.is_before, is_strict=asked.is_strict) < campaign.last_day:
            raise Refusal(_("Units were told another day; it can only become later."), field="due_on")
    _refuse_no_survey_where_drawn(campaign, asked.form_version)
    for name, value in columns.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(columns))
    return campaign


@action
def set_reporters(
    *, campaign: Campaign, expected: Sequence[Expected], because: str = "", by: User, at: datetime
) -> Campaign:
    """Say who is to report; who was expected and no longer is stays, left out with the reason.

    In a campaign that is open a reason is asked for, and units that are new are told.

    Raises:
        NotAllowed: the person does not run campaigns.
        Refusal: nobody is expected, the reason is missing, or a unit is not of the sample that was drawn.
        Conflict: it is closed, or a unit that has submitted would be left out.
    """
    require(access.may_run_campaigns(by))
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if campaign.state == CampaignState.CLOSED:
        raise Conflict(_("The campaign is closed."))
    if not expected:
        raise Refusal(_("Choose at least one unit that is to report."), field="don-vi")
    wanted = {one.unit.pk: one for one in expected}
    _refuse_others_than_drawn(campaign, set(wanted))
    there = {row.unit_id: row for row in campaign.reporters.select_related("unit", "report")}
    dropped = [row for pk, row in there.items() if pk not in wanted and not row.left_out_because]
    because = because.strip()[:MOST_REASON]
    if dropped and campaign.is_open and not because:
        raise Refusal(_("Say why units are left out that were asked before."), field="ly-do")
    _refuse_submitted(dropped)
    for row in dropped:
        if campaign.is_open:
            row.left_out_because = because
            row.save(update_fields=["left_out_because"])
        else:
            row.delete()
    new = _keep_expected(campaign, wanted.values(), there)
    if campaign.is_open:
        _tell_units(campaign, new, by=by, at=at)
    return campaign


@action
def open_campaign(*, campaign: Campaign, by: User, at: datetime) -> Campaign:
    """Open a campaign: units are told and may write.

    Raises:
        NotAllowed: the person does not run campaigns.
        Conflict: it was opened before.
        Refusal: nobody is expected to report.
    """
    require(access.may_run_campaigns(by))
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if campaign.state != CampaignState.DRAFT:
        raise Conflict(_("The campaign was opened before."))
    reporters = list(campaign.reporters.select_related("unit"))
    if not reporters:
        raise Refusal(_("Nobody is expected to report: choose the units first."), field="don-vi")
    campaign.state, campaign.opened_at = CampaignState.OPEN, at
    campaign.save(update_fields=["state", "opened_at"])
    _tell_units(campaign, reporters, by=by, at=at)
    for consolidator in campaign.consolidators.select_related("unit"):
        tell_consolidator(consolidator, campaign, by=by, at=at)
    return campaign


@action
def close_campaign(*, campaign: Campaign, by: User, at: datetime) -> Campaign:
    """Close a campaign: reports are locked, and only an exception lets a unit write.

    Raises:
        NotAllowed: the person does not run campaigns.
        Conflict: it is not open.
    """
    require(access.may_run_campaigns(by))
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if not campaign.is_open:
        raise Conflict(_("The campaign is not open."))
    campaign.state, campaign.closed_at = CampaignState.CLOSED, at
    campaign.save(update_fields=["state", "closed_at"])
    return campaign


@action
def give_exemption(*, reporter: Reporter, until_on: date, reason: str, by: User, at: datetime) -> Exemption:
    """Let a unit write until a day although the campaign is closed; it is told.

    Raises:
        NotAllowed: the person does not run campaigns.
        Refusal: the day is past, or the reason is missing or too long.
        Conflict: the campaign is not closed.
    """
    require(access.may_run_campaigns(by))
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=reporter.campaign_id)
    if campaign.state != CampaignState.CLOSED:
        raise Conflict(_("The campaign is open: the unit may write anyway."))
    reason = checked_reason(reason)
    if until_on < clock.local(at).date():
        raise Refusal(_("The day is past; choose today or a later one."), field="until_on")
    given = Exemption.objects.create(
        reporter=reporter, until_on=until_on, reason=reason, given_by=by, given_at=at
    )

    def sentence() -> str:
        return _("You may write until %(day)s: %(reason)s") % {
            "day": date_format(until_on),
            "reason": reason[:200],
        }

    people = people_of([reporter.unit], on=clock.local(at).date())
    subject = subject_of("reporter", reporter)
    tell(people=people, kind=NoticeKind.DEADLINE, subject=subject, sentence=sentence, by=by, at=at)
    return given


def checked_reason(reason: str) -> str:
    """The reason, where one is given and bearable.

    Raises:
        Refusal: it is missing or too long.
    """
    reason = reason.replace("\x00", "").strip()
    if not reason:
        raise Refusal(_("Write the reason."), field="words")
    if len(reason) > MOST_WORDS:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": MOST_WORDS}, field="words")
    return reason


def _keep_expected(
    campaign: Campaign, wanted: Iterable[Expected], there: dict[int, Reporter]
) -> list[Reporter]:
    """Rows for those who are expected; gives those who were not before."""
    new: list[Reporter] = []
    for one in wanted:
        row = there.get(one.unit.pk)
        if row is None:
            columns = {"unit": one.unit, "group": one.group, "printed": one.printed[:300]}
            new.append(Reporter.objects.create(campaign=campaign, **columns))
        elif row.left_out_because:
            row.left_out_because = ""
            row.save(update_fields=["left_out_because"])
            new.append(row)
    return new


def _refuse_others_than_drawn(campaign: Campaign, wanted: set[int]) -> None:
    """Refuse to ask whom the sample of a survey does not ask, and to leave one out before it opens."""
    sample = campaign.samples.first()
    if sample is None:
        return
    drawn = {one.unit for one in sample.units if one.is_drawn}
    if wanted - drawn or (not campaign.is_open and wanted != drawn):
        said = _("The survey asks the sample that was drawn; to ask others draw it again, with the reason.")
        raise Refusal(said, field="don-vi")


def _refuse_no_survey_where_drawn(campaign: Campaign, version: FormVersion) -> None:
    """Refuse another kind of form than the draw was made for: nothing could be changed after that."""
    if version.form.kind != ReportKind.SURVEY and campaign.samples.exists():
        said = _("A sample was drawn for this campaign; choose a form of the kind “Survey”.")
        raise Refusal(said, field="form")


def _refuse_submitted(dropped: Sequence[Reporter]) -> None:
    # One that was returned and sent back within its unit is a draft again.
    has_come = ~Q(state=ReportState.DRAFT) | Q(first_submitted_at__isnull=False)
    arrived = Report.objects.filter(has_come, reporter__in=dropped)
    first = arrived.select_related("reporter__unit").first()
    if first is not None:
        said = _("%(unit)s has handed its report in; it cannot be left out.") % {"unit": first.reporter.unit}
        raise Conflict(said, field="don-vi")


def _tell_units(campaign: Campaign, reporters: Iterable[Reporter], *, by: User, at: datetime) -> None:
    """One line to everybody of each unit, about its own report."""
    today = clock.local(at).date()
    for reporter in reporters:
        reporter.campaign = campaign

        def sentence() -> str:
            return _("Report by %(day)s: %(title)s") % {
                "day": date_format(campaign.last_day),
                "title": campaign.title,
            }

        people = people_of([reporter.unit], on=today)
        subject = subject_of("reporter", reporter)
        tell(people=people, kind=NoticeKind.ASSIGNMENT, subject=subject, sentence=sentence, by=by, at=at)


def _checked(asked: Asked, *, but: Campaign | None = None) -> dict[str, object]:
    title = " ".join(asked.title.replace("\x00", "").split())
    ground = asked.ground.replace("\x00", "").strip()
    if not title or len(title) > MOST_TITLE:
        raise Refusal(_("Give the campaign a title of at most 300 characters."), field="title")
    if len(ground) > MOST_WORDS:
        raise Refusal(_("The legal ground has at most 2,000 characters."), field="ground")
    if asked.ends_on < asked.starts_on:
        raise Refusal(_("The period ends before it begins."), field="ends_on")
    if asked.gathered_on is not None and asked.gathered_on < asked.due_on:
        raise Refusal(_("It cannot be gathered before the units are due."), field="gathered_on")
    if not asked.form_version.is_fixed or asked.form_version.form.retired_at is not None:
        is_kept = but is not None and but.form_version_id == asked.form_version.pk
        if not is_kept:
            raise Refusal(_("Choose a version of a form that is in use."), field="form")
    if not is_bearable(asked.rungs):
        said = _("Give at most %(n)s days of reminders, each within %(most)s days of the last day.")
        raise Refusal(said % {"n": MOST_RUNGS, "most": MOST_DAYS}, field="rungs")
    if not 0 <= asked.escalates_after <= MOST_ESCALATES_AFTER:
        said = _("Reminders before it is escalated: enter a number from 0 to %(most)s.")
        raise Refusal(said % {"most": MOST_ESCALATES_AFTER}, field="escalates_after")
    if asked.after is not None and but is not None and asked.after.pk == but.pk:
        raise Refusal(_("A campaign cannot follow itself."), field="after")
    return {
        "title": title,
        "ground": ground,
        "form_version": asked.form_version,
        "starts_on": asked.starts_on,
        "ends_on": asked.ends_on,
        "due_on": asked.due_on,
        "gathered_on": asked.gathered_on,
        "is_before": asked.is_before,
        "is_strict": asked.is_strict,
        "document": asked.document,
        "after": asked.after,
        "rungs": sorted(set(asked.rungs)),
        "escalates_after": asked.escalates_after,
    }
