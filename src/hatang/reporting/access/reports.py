"""Who may see reports, write them and take them a step on."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds_in, is_of_the_office, unit_with_divisions, units_of, writes_for
from hatang.accounts.models import Role, Unit, User
from hatang.accounts.queries import has_leader, people_holding
from hatang.base.refusal import NotFound
from hatang.reporting.access.campaigns import sees_every_report, visible_campaigns
from hatang.reporting.access.consolidators import gathers_for
from hatang.reporting.models import CampaignState, Report, Reporter
from hatang.reporting.rules.life import ReportState, ReportStep


def visible_reporters(user: object) -> "QuerySet[Reporter]":
    """Those asked whose report the user may read: all for who sees every one, else the own units'.

    A consolidator's people read those of its reporters from the day on which they first arrived.
    """
    rows = Reporter.objects.filter(campaign__in=visible_campaigns(user))
    if sees_every_report(user):
        return rows
    units = units_of(user)
    arrived = Q(consolidator__unit__in=units, report__first_submitted_at__isnull=False)
    return rows.filter(Q(unit__in=units) | arrived)


def own_reporters(user: object) -> "QuerySet[Reporter]":
    """The parts in campaigns of the units for which the user works."""
    rows = Reporter.objects.exclude(campaign__state=CampaignState.DRAFT)
    return rows.filter(unit__in=units_of(user))


def get_reporter(user: object, pk: int) -> Reporter:
    """The unit's part in a campaign by its address, with its report where one was begun.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_reporters(user).select_related(
        "campaign__form_version__form",
        "campaign__after",
        "unit",
        "group",
        "report__saved_by",
        "consolidator__unit",
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such report."))
    return found


def heads(user: object, unit: Unit) -> bool:
    """Whether the user is a head in the unit or in one of its divisions."""
    return (
        isinstance(user, User)
        and user.is_active
        and bool(user.units_held(Role.REVIEWER) & unit_with_divisions(unit))
    )


def may_write(user: object, reporter: Reporter, *, today: date) -> bool:
    """Whether the user may write in the report now: its state lets it, and so does the campaign."""
    if not writes_for(user, reporter.unit) or not is_unlocked(reporter, today=today):
        return False
    report = report_of(reporter)
    return report is None or report.is_writable


def is_unlocked(reporter: Reporter, *, today: date) -> bool:
    """Whether the campaign takes the unit's report: it is open, or the unit has an exemption for today."""
    if reporter.left_out_because or reporter.campaign.state == CampaignState.DRAFT:
        return False
    return reporter.campaign.is_open or reporter.exemptions.filter(until_on__gte=today).exists()


def report_of(reporter: Reporter) -> Report | None:
    """The report of a unit in a campaign, where one was begun."""
    return getattr(reporter, "report", None)


def may_take_step(user: object, report: Report, step: ReportStep) -> bool:
    """Whether a step is the user's, whatever state the report is in.

    Within the unit it goes from who writes it to a head and to the leader; where a unit has no leader who
    signs in, who writes it approves it. The office and the consolidator return, accept and unlock; who
    writes for the unit does not, though they gather.
    """
    unit = report.reporter.unit
    if step in (ReportStep.RETURN, ReportStep.ACCEPT, ReportStep.UNLOCK):
        consolidator = report.reporter.consolidator
        if is_of_the_office(user):
            return True
        return consolidator is not None and gathers_for(user, consolidator) and not writes_for(user, unit)
    if step is ReportStep.APPROVE:
        return holds_in(user, unit.pk, Role.APPROVER) or (writes_for(user, unit) and not has_leader(unit))
    if step is ReportStep.PASS_ON:
        return heads(user, unit) and report.saved_by_id != getattr(user, "pk", None)
    if step is ReportStep.SEND_BACK:
        return holds_in(user, unit.pk, Role.APPROVER) or (
            heads(user, unit) and report.state == ReportState.WITH_HEAD
        )
    if step is ReportStep.HAND_IN:
        return writes_for(user, unit) and has_leader(unit) and not holds_in(user, unit.pk, Role.APPROVER)
    if step is ReportStep.SUBMIT:
        return holds_in(user, unit.pk, Role.CLERK) or writes_for(user, unit)
    return writes_for(user, unit)


def has_head(unit: Unit, *, besides: User) -> bool:
    """Whether somebody other than the author heads the unit or one of its divisions."""
    return any(
        people_holding(Role.REVIEWER, unit_id=pk).exclude(pk=besides.pk).exists()
        for pk in unit_with_divisions(unit)
    )


def holders(unit: Unit, *roles: str) -> list[User]:
    """People who hold one of the roles in the unit or in one of its divisions."""
    found = {
        one.pk: one for pk in sorted(unit_with_divisions(unit)) for one in people_holding(*roles, unit_id=pk)
    }
    return list(found.values())
