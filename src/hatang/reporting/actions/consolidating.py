"""Writes of the stage between: who gathers for whom, and what is handed on to the office."""

from collections.abc import Collection
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.accounts.access import require
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of
from hatang.reporting import access, queries
from hatang.reporting.models import Campaign, CampaignState, Consolidator, HandOn

MOST_NOTE = 2000


@action
def set_consolidator(
    *, campaign: Campaign, unit: Unit, reporters: Collection[int], by: User, at: datetime
) -> Consolidator | None:
    """Say for which reporters of a campaign a unit gathers; for none, it no longer does.

    Its people are told where the campaign is open. A reporter has one consolidator: the last one said.

    Raises:
        NotAllowed: the person does not run campaigns.
        Conflict: the campaign is closed, or the unit has handed on already and would gather for nobody.
        Refusal: the unit would gather the report of its own agency.
    """
    require(access.may_run_campaigns(by))
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if campaign.state == CampaignState.CLOSED:
        raise Conflict(_("The campaign is closed."))
    asked = campaign.reporters.filter(left_out_because="", pk__in=set(reporters))
    if any(access.are_of_one_agency(unit, row.unit) for row in asked.select_related("unit")):
        raise Refusal(_("%(unit)s cannot gather its own report; untick it.") % {"unit": unit}, field="cho")
    found = campaign.consolidators.filter(unit=unit).first()
    if not asked.exists():
        if found is not None:
            _no_longer(found)
        return None
    is_new = found is None
    found = found or Consolidator.objects.create(campaign=campaign, unit=unit)
    # Row by row, so that each change is kept with who made it.
    for row in found.reporters.exclude(pk__in=asked.values("pk")):
        row.consolidator = None
        row.save(update_fields=["consolidator"])
    for row in asked.exclude(consolidator=found):
        row.consolidator = found
        row.save(update_fields=["consolidator"])
    if is_new and campaign.is_open:
        tell_consolidator(found, campaign, by=by, at=at)
    return found


def tell_consolidator(consolidator: Consolidator, campaign: Campaign, *, by: User, at: datetime) -> None:
    """Tell the people of a consolidator for how many units they gather, and by when."""
    n = consolidator.reporters.filter(left_out_because="").count()

    def sentence() -> str:
        said = {"n": n, "day": date_format(campaign.gathered_on or campaign.last_day)}
        words = ngettext(
            "Gather the report of %(n)s unit by %(day)s", "Gather the reports of %(n)s units by %(day)s", n
        )
        return words % said

    people = people_of([consolidator.unit], on=clock.local(at).date())
    subject = subject_of("campaign", campaign)
    tell(people=people, kind=NoticeKind.ASSIGNMENT, subject=subject, sentence=sentence, by=by, at=at)


@action
def hand_on(*, consolidator: Consolidator, note: str = "", by: User, at: datetime) -> HandOn:
    """Hand on what a consolidator has gathered, stamped with its hash; the same again is the same version.

    Raises:
        NotAllowed: handing on is not the person's.
        Conflict: the campaign is not open.
        Refusal: no report has arrived, or it is not said who is missing.
    """
    require(access.may_hand_on(by, consolidator))
    consolidator = (
        Consolidator.objects.select_for_update(of=("self",))
        .select_related("campaign__form_version", "campaign__made_by", "unit")
        .get(pk=consolidator.pk)
    )
    if not consolidator.campaign.is_open:
        raise Conflict(_("The campaign is not open."))
    part = queries.gathered_part(consolidator)
    if not part.reports:
        raise Refusal(_("No report has arrived; there is nothing to hand on."), field="ghi-chu")
    last = consolidator.hand_ons.first()
    if last is not None and last.digest == part.digest:
        return last
    note = note.replace("\x00", "").strip()[:MOST_NOTE]
    if len(part.reports) < part.n_expected and not note:
        raise Refusal(_("Not all reports have arrived: say who is missing, and why."), field="ghi-chu")
    made = HandOn.objects.create(
        consolidator=consolidator,
        number=last.number + 1 if last else 1,
        note=note,
        n_expected=part.n_expected,
        n_arrived=len(part.reports),
        reports=part.reports,
        figures=part.figures,
        digest=part.digest,
        handed_by=by,
        handed_at=at,
    )
    _tell_office(consolidator, made, by=by, at=at)
    return made


def _no_longer(found: Consolidator) -> None:
    """Take away a consolidator that gathers for nobody."""
    if found.hand_ons.exists():
        raise Conflict(_("The unit has handed on already; it stays, with at least one reporter."))
    for row in found.reporters.all():
        row.consolidator = None
        row.save(update_fields=["consolidator"])
    # What it was told stays in the audit.
    found.reminders.all().delete()
    found.delete()


def _tell_office(consolidator: Consolidator, made: HandOn, *, by: User, at: datetime) -> None:
    def sentence() -> str:
        said = {"unit": consolidator.unit.label, "n": made.n_arrived, "all": made.n_expected}
        return _("%(unit)s has handed on what it gathered from %(n)s of %(all)s units") % said

    campaign = consolidator.campaign
    tell(
        people=[campaign.made_by],
        kind=NoticeKind.PROGRESS,
        subject=subject_of("campaign", campaign),
        sentence=sentence,
        by=by,
        at=at,
    )
