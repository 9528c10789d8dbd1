"""Consolidators are reminded of what they gather, by the ladder of the campaign and its second last day."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.accounts.models import Role, User
from hatang.accounts.queries import people_holding
from hatang.accounts.queries.workdays import work_days
from hatang.base import clock
from hatang.base.history import action
from hatang.base.ladder import rung_due
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of
from hatang.reporting import access
from hatang.reporting.actions.chasing import MOST_TO_WHOM
from hatang.reporting.models import Campaign, CampaignState, Consolidator, GatheringReminder, Reporter


def remind_consolidators(*, at: datetime) -> int:
    """Remind the consolidators whose rung has come and was not told; gives how many were reminded."""
    today, days = clock.local(at).date(), work_days()
    n_reminded = 0
    for campaign in Campaign.objects.filter(state=CampaignState.OPEN, consolidators__isnull=False).distinct():
        last, opened_on = gathering_day(campaign), clock.local(campaign.opened_at or at).date()
        rung = rung_due(campaign.rungs, last, opened_on=opened_on, today=today, days=days)
        if rung is None:
            continue
        told = Exists(_of_rung(rung, last).filter(consolidator=OuterRef("pk")))
        pks = list(_awaited().filter(~told, campaign=campaign).values_list("pk", flat=True))
        n_reminded += sum(_remind(consolidator_id=pk, rung=rung, last=last, at=at) for pk in pks)
    return n_reminded


def gathering_day(campaign: Campaign) -> date:
    """The last day on which a consolidator hands on in time: its own, else that of the units."""
    return campaign.gathered_on or campaign.last_day


@action
def _remind(*, consolidator_id: int, rung: int, last: date, at: datetime, by: None = None) -> bool:
    # Locked, as handing on locks it: two jobs tell it once, and nobody once it was handed on.
    Consolidator.objects.select_for_update(of=("self",)).get(pk=consolidator_id)
    row = _awaited().filter(pk=consolidator_id).first()
    if row is None or gathering_day(row.campaign) != last:
        return False
    if _of_rung(rung, last).filter(consolidator=row).exists():
        return False
    today = clock.local(at).date()
    notices = tell(
        people=_people(row, last, today),
        kind=NoticeKind.REMINDER,
        subject=subject_of("campaign", row.campaign),
        sentence=lambda: _sentence(row, last, today),
        by=by,
        at=at,
    )
    # Where nobody signs in there is nothing to record, as for units.
    if not notices:
        return False
    GatheringReminder.objects.create(
        consolidator=row,
        last_on=last,
        rung=rung,
        sent_on=today,
        sent_at=at,
        to_whom=", ".join(notice.user.full_title for notice in notices)[:MOST_TO_WHOM],
        n_people=len(notices),
    )
    return True


def _awaited() -> QuerySet[Consolidator]:
    """Consolidators of open campaigns that gather for somebody and have handed on nothing."""
    asked = Reporter.objects.filter(consolidator=OuterRef("pk"), left_out_because="")
    rows = Consolidator.objects.filter(Exists(asked), campaign__state=CampaignState.OPEN, hand_ons=None)
    return rows.select_related("campaign", "unit")


def _of_rung(rung: int, last: date) -> QuerySet[GatheringReminder]:
    """Reminders of a rung or of a later one, for a last day."""
    return GatheringReminder.objects.filter(last_on=last, rung__gte=rung)


def _people(row: Consolidator, last: date, today: date) -> list[User]:
    """Who writes for the unit; its leader too, from the second reminder after the last day on."""
    writers = access.holders(row.unit, Role.FOCAL) or access.holders(row.unit, Role.OFFICER)
    people = writers or list(people_of([row.unit], on=today))
    if today > last and row.reminders.filter(last_on=last, sent_on__gt=last).exists():
        people = [*people, *people_holding(Role.APPROVER, unit_id=row.unit_id)]
    return people


def _sentence(row: Consolidator, last: date, today: date) -> str:
    """By when what is gathered is due, or how late it is, and how many reports have arrived."""
    n_late = max((today - last).days, 0)
    said = {"day": date_format(last), "n": n_late}
    due = _("What is gathered is due by %(day)s.")
    if n_late:
        due = ngettext(
            "What is gathered was due by %(day)s and is %(n)s day late.",
            "What is gathered was due by %(day)s and is %(n)s days late.",
            n_late,
        )
    asked = row.reporters.filter(left_out_because="")
    arrived = asked.filter(report__first_submitted_at__isnull=False)
    where = _("%(n)s of %(all)s reports have arrived.") % {"n": arrived.count(), "all": asked.count()}
    return f"{due % said} {where}"
