"""Who may see and change campaigns, forms and reports."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, holds_in, is_of_the_office, is_reader
from hatang.accounts.models import WORKING_ROLES, Role, Unit, UnitKind, User
from hatang.accounts.queries import people_holding
from hatang.base.looks import once
from hatang.base.refusal import NotFound
from hatang.documents.access import hidden_documents
from hatang.reporting.models import (
    Campaign,
    CampaignState,
    Consolidator,
    DraftPaper,
    Form,
    FormVersion,
    IncomingReport,
    PaperState,
    Report,
    Reporter,
)
from hatang.reporting.rules.life import ReportState, ReportStep

# Who writes a report; whoever leads or heads the unit may write as well.
_WRITERS = WORKING_ROLES
# Who signs and numbers the documents of a unit.
_SIGNERS = (Role.APPROVER, Role.CLERK)


def may_run_campaigns(user: object) -> bool:
    """Whether the user prepares campaigns, designs forms, accepts and gathers: the programme office."""
    return is_of_the_office(user)


def sees_every_report(user: object) -> bool:
    """Whether the user reads what every unit reports: the office, and who leads the province."""
    return is_of_the_office(user) or holds(user, Role.LEADER)


def visible_campaigns(user: object) -> "QuerySet[Campaign]":
    """Campaigns the user may look at: drafts only for the office, none of a document hidden from the user."""
    rows = Campaign.objects.all()
    if not is_reader(user):
        return rows.none()
    if is_of_the_office(user):
        return rows
    rows = rows.exclude(state=CampaignState.DRAFT)
    units = _units_of(user)
    asked = Exists(Reporter.objects.filter(campaign=OuterRef("pk"), unit__in=units))
    gathers = Exists(Consolidator.objects.filter(campaign=OuterRef("pk"), unit__in=units))
    return rows.filter(Q(document__isnull=True) | ~Q(document__in=hidden_documents(user)) | asked | gathers)


def get_campaign(user: object, pk: int) -> Campaign:
    """The campaign of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_campaigns(user).select_related("form_version__form", "document", "after")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such campaign."))
    return found


def visible_reporters(user: object) -> "QuerySet[Reporter]":
    """Those asked whose report the user may read: all for who sees every one, else the own units'.

    A consolidator's people read those of its reporters from the day on which they first arrived.
    """
    rows = Reporter.objects.filter(campaign__in=visible_campaigns(user))
    if sees_every_report(user):
        return rows
    units = _units_of(user)
    arrived = Q(consolidator__unit__in=units, report__first_submitted_at__isnull=False)
    return rows.filter(Q(unit__in=units) | arrived)


def own_reporters(user: object) -> "QuerySet[Reporter]":
    """The parts in campaigns of the units for which the user works."""
    rows = Reporter.objects.exclude(campaign__state=CampaignState.DRAFT)
    return rows.filter(unit__in=_units_of(user))


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


def visible_forms(user: object) -> "QuerySet[Form]":
    """Forms the user may look at: the office designs them, others meet them in campaigns."""
    return Form.objects.all() if may_run_campaigns(user) else Form.objects.none()


def get_form(user: object, pk: int) -> Form:
    """The form of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_forms(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such form."))
    return found


def get_form_version(user: object, form: Form, number: int) -> FormVersion:
    """A version of a form by its number.

    Raises:
        NotFound: there is none the user may see.
    """
    found = form.versions.filter(number=number).first() if may_run_campaigns(user) else None
    if found is None:
        raise NotFound(_("There is no such form."))
    return found


def writes_for(user: object, unit: Unit) -> bool:
    """Whether the user writes the unit's reports: who works in it or in one of its divisions."""
    return isinstance(user, User) and user.is_active and bool(user.units_held(*_WRITERS) & _within(unit))


def heads(user: object, unit: Unit) -> bool:
    """Whether the user is a head in the unit or in one of its divisions."""
    return isinstance(user, User) and user.is_active and bool(user.units_held(Role.REVIEWER) & _within(unit))


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
    signs in, who writes it approves it. The office and the consolidator return, accept and unlock.
    """
    unit = report.reporter.unit
    if step in (ReportStep.RETURN, ReportStep.ACCEPT, ReportStep.UNLOCK):
        consolidator = report.reporter.consolidator
        return is_of_the_office(user) or (consolidator is not None and gathers_for(user, consolidator))
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


def visible_consolidators(user: object) -> "QuerySet[Consolidator]":
    """Consolidators the user may look at: all for who sees every report, else the own units'."""
    rows = Consolidator.objects.filter(campaign__in=visible_campaigns(user))
    return rows if sees_every_report(user) else rows.filter(unit__in=_units_of(user))


def get_consolidator(user: object, pk: int) -> Consolidator:
    """The consolidator of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_consolidators(user).select_related("campaign__form_version__form", "unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such consolidator."))
    return found


def gathers_for(user: object, consolidator: Consolidator) -> bool:
    """Whether the user looks through what a consolidator gathers: who works in it or leads it."""
    return writes_for(user, consolidator.unit) or holds_in(user, consolidator.unit_id, Role.APPROVER)


def may_hand_on(user: object, consolidator: Consolidator) -> bool:
    """Whether the user hands the gathered version on: the leader, or who works there where none signs in."""
    if holds_in(user, consolidator.unit_id, Role.APPROVER):
        return True
    return writes_for(user, consolidator.unit) and not has_leader(consolidator.unit)


def may_send_report(user: object, unit: Unit) -> bool:
    """Whether the user adds written reports of a unit: who writes for it, and the office."""
    return is_of_the_office(user) or writes_for(user, unit)


def sending_units(user: object) -> "QuerySet[Unit]":
    """The units of which the user may add written reports."""
    rows = Unit.objects.filter(valid_to__isnull=True).exclude(kind=UnitKind.DIVISION)
    if is_of_the_office(user):
        return rows
    own = user.units_held(*_WRITERS) if isinstance(user, User) and user.is_active else set()
    above = Unit.objects.filter(pk__in=own, kind=UnitKind.DIVISION).values("parent")
    return rows.filter(Q(pk__in=own) | Q(pk__in=above))


def visible_incoming(user: object) -> "QuerySet[IncomingReport]":
    """Written reports the user may read: all for who sees every report, else the own units'."""
    rows = IncomingReport.objects.all()
    if not is_reader(user):
        return rows.none()
    return rows if sees_every_report(user) else rows.filter(unit__in=_units_of(user))


def get_incoming(user: object, pk: int) -> IncomingReport:
    """The written report of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_incoming(user).select_related("unit", "sent_by").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such report."))
    return found


def has_leader(unit: Unit) -> bool:
    """Whether somebody who signs in leads the unit."""
    return people_holding(Role.APPROVER, unit_id=unit.pk).exists()


def has_head(unit: Unit, *, besides: User) -> bool:
    """Whether somebody other than the author heads the unit or one of its divisions."""
    return any(
        people_holding(Role.REVIEWER, unit_id=pk).exclude(pk=besides.pk).exists() for pk in _within(unit)
    )


def holders(unit: Unit, *roles: str) -> list[User]:
    """People who hold one of the roles in the unit or in one of its divisions."""
    found = {one.pk: one for pk in sorted(_within(unit)) for one in people_holding(*roles, unit_id=pk)}
    return list(found.values())


def _within(unit: Unit) -> set[int]:
    """The unit and its divisions."""
    divisions = Unit.objects.filter(parent=unit, kind=UnitKind.DIVISION)
    return {unit.pk, *divisions.values_list("pk", flat=True)}


def _units_of(user: object) -> set[int]:
    """Units in which the user holds a role, and the agencies of which these are divisions."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    return once(("units reported for", user), lambda: _units_held_by(user))


def _units_held_by(user: User) -> set[int]:
    own = {unit for _role, unit in user.held if unit is not None}
    above = Unit.objects.filter(pk__in=own, kind=UnitKind.DIVISION).values_list("parent_id", flat=True)
    return own | {pk for pk in above if pk is not None}


def visible_drafts(user: object) -> "QuerySet[DraftPaper]":
    """Documents the user may look at: the office all; leaders and clerks of its unit what was laid."""
    rows = DraftPaper.objects.select_related("unit", "made_by", "saved_by")
    if may_run_campaigns(user):
        return rows
    if not is_reader(user) or not isinstance(user, User):
        return rows.none()
    rows = rows.exclude(state=PaperState.DRAFT)
    return rows if holds(user, Role.LEADER) else rows.filter(unit__in=user.units_held(*_SIGNERS))


def get_draft(user: object, pk: int) -> DraftPaper:
    """The draft of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_drafts(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such draft."))
    return found


def may_see_drafts(user: object) -> bool:
    """Whether drafts concern the user at all: the office, leaders, and clerks."""
    return may_run_campaigns(user) or holds(user, Role.LEADER, *_SIGNERS)


def may_return_draft(user: object, draft: DraftPaper) -> bool:
    """Whether the user may send a laid draft back: the office, and the leader before whom it lies."""
    is_above = holds(user, Role.LEADER) and draft.unit.kind == UnitKind.PROVINCE
    return may_run_campaigns(user) or is_above or holds_in(user, draft.unit_id, Role.APPROVER)


def may_number_draft(user: object, draft: DraftPaper) -> bool:
    """Whether the user may enter number, day and signed file: the office, and a clerk of the unit."""
    return may_run_campaigns(user) or holds_in(user, draft.unit_id, Role.CLERK)
