"""Units are reminded of reports that have not arrived: by the ladder of the campaign, and by the office.

Each unit is reminded in a transaction of its own, which keeps the reminder and the notices together.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.accounts.access import require
from hatang.accounts.models import Role, Unit, User
from hatang.accounts.queries import people_holding
from hatang.accounts.queries.workdays import work_days
from hatang.base import clock
from hatang.base.history import action
from hatang.base.ladder import rung_due
from hatang.base.refusal import Conflict
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of
from hatang.reporting import access
from hatang.reporting.models import Campaign, CampaignState, Reminder, Reporter
from hatang.reporting.rules.ladder import Turn, turn_of
from hatang.reporting.rules.life import ARRIVED

MOST_TO_WHOM = 500
_WRITERS = (Role.FOCAL, Role.OFFICER)
# Who is told, by whose turn it is; the first of these roles that somebody holds in the unit.
_ROLES = {
    Turn.NOT_BEGUN: (_WRITERS,),
    Turn.WRITING: (_WRITERS,),
    Turn.RETURNED: (_WRITERS,),
    Turn.WITH_HEAD: ((Role.REVIEWER,), _WRITERS),
    Turn.WITH_LEADER: ((Role.APPROVER,), _WRITERS),
    Turn.SENDING: ((Role.CLERK,), _WRITERS),
}


def remind_by_ladder(*, at: datetime) -> int:
    """Remind the units whose rung has come and was not told; gives how many were reminded.

    What a day without the job left out is made good on the next worked day.
    """
    today, days = clock.local(at).date(), work_days()
    n_reminded = 0
    for campaign in Campaign.objects.filter(state=CampaignState.OPEN):
        last, opened_on = campaign.last_day, clock.local(campaign.opened_at or at).date()
        rung = rung_due(campaign.rungs, last, opened_on=opened_on, today=today, days=days)
        if rung is None:
            continue
        told = Exists(_of_rung(rung, last).filter(reporter=OuterRef("pk")))
        rows = _awaited().filter(~told, campaign=campaign)
        pks = list(rows.values_list("pk", flat=True))
        n_reminded += sum(_remind(reporter_id=pk, rung=rung, last=last, by=None, at=at) for pk in pks)
    return n_reminded


def remind_now(*, campaign: Campaign, turns: Collection[Turn], by: User, at: datetime) -> int:
    """Remind the units whose report is at one of these turns, each at most once a day; gives how many.

    Raises:
        NotAllowed: the person does not run campaigns.
        Conflict: the campaign is not open.
    """
    require(access.may_run_campaigns(by))
    campaign = Campaign.objects.get(pk=campaign.pk)
    if not campaign.is_open:
        raise Conflict(_("The campaign is not open."))
    rows = [row for row in _awaited().filter(campaign=campaign) if _turn(row) in turns]
    last = campaign.last_day
    return sum(_remind(reporter_id=row.pk, rung=None, last=last, by=by, at=at) for row in rows)


@action
def _remind(*, reporter_id: int, rung: int | None, last: date, by: User | None, at: datetime) -> bool:
    # Locked, as steps of a report lock it: two who remind at once tell it once, and nobody once it arrived.
    Reporter.objects.select_for_update(of=("self",)).get(pk=reporter_id)
    today = clock.local(at).date()
    reporter = _awaited().filter(pk=reporter_id).first()
    if reporter is None or reporter.campaign.last_day != last:
        return False
    told = Q(sent_on=today) if rung is None else Q(sent_on=today) | Q(pk__in=_of_rung(rung, last))
    if reporter.reminders.filter(told).exists():
        return False
    kind, subject = NoticeKind.REMINDER, subject_of("reporter", reporter)
    people = _people(reporter, today)
    notices = tell(
        people=people, kind=kind, subject=subject, sentence=lambda: _sentence(reporter, today), by=by, at=at
    )
    # Where nobody signs in there is nothing to record; the unit is reminded as soon as somebody does.
    if not notices:
        return False
    Reminder.objects.create(
        reporter=reporter,
        last_on=last,
        rung=rung,
        sent_on=today,
        sent_at=at,
        sent_by=by,
        to_whom=", ".join(notice.user.full_title for notice in notices)[:MOST_TO_WHOM],
        n_people=len(notices),
    )
    return True


def _awaited() -> QuerySet[Reporter]:
    """Units whose report open campaigns wait for."""
    rows = Reporter.objects.filter(campaign__state=CampaignState.OPEN, left_out_because="")
    return rows.exclude(report__state__in=ARRIVED).select_related("campaign", "unit", "report")


def _of_rung(rung: int, last: date) -> QuerySet[Reminder]:
    """Reminders of a rung or of a later one, for a last day."""
    return Reminder.objects.filter(last_on=last, rung__gte=rung)


def _turn(reporter: Reporter) -> Turn | None:
    report = access.report_of(reporter)
    return turn_of(report.state if report else None)


def _people(reporter: Reporter, today: date) -> list[User]:
    """Whose turn it is; the leader of the unit too, from the second reminder after the last day on."""
    turn, unit, last = _turn(reporter), reporter.unit, reporter.campaign.last_day
    people = (_in_turn(unit, turn) if turn else []) or list(people_of([unit], on=today))
    if today > last and reporter.reminders.filter(last_on=last, sent_on__gt=last).exists():
        people += people_holding(Role.APPROVER, unit_id=unit.pk)
    return people


def _in_turn(unit: Unit, turn: Turn) -> list[User]:
    for roles in _ROLES[turn]:
        if people := access.holders(unit, *roles):
            return people
    return []


def _sentence(reporter: Reporter, today: date) -> str:
    """By when the report is due, or how late it is, and where it is."""
    turn, last = _turn(reporter), reporter.campaign.last_day
    n_late = max((today - last).days, 0)
    said = {"day": date_format(last), "n": n_late}
    report = access.report_of(reporter)
    due = _("The report is due by %(day)s.")
    if report is not None and report.first_submitted_at is not None:
        due = _("The report was returned and is awaited again.")
    elif n_late:
        due = ngettext(
            "The report was due by %(day)s and is %(n)s day late.",
            "The report was due by %(day)s and is %(n)s days late.",
            n_late,
        )
    where = {
        Turn.NOT_BEGUN: _("Nobody has begun it."),
        Turn.WRITING: _("It is being written."),
        Turn.WITH_HEAD: _("It waits for the head of the division."),
        Turn.WITH_LEADER: _("It waits for the leader of the unit."),
        Turn.SENDING: _("It is approved and not submitted."),
    }
    return f"{due % said} {where[turn]}" if turn in where else due % said
