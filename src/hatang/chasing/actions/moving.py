"""What the job does: escalations begin by the ladder, end by themselves, and go up where nobody answers."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.accounts.queries.workdays import work_days
from hatang.base import clock
from hatang.base.history import action
from hatang.base.ladder import escalates_on
from hatang.base.refusal import Conflict
from hatang.base.workdays import ANSWER_DAYS, WorkDays
from hatang.chasing.actions.asking import ask, begin, tier_words
from hatang.chasing.models import Escalation, EscalationStep
from hatang.chasing.queries import late_obligations, late_reporters, still_late
from hatang.chasing.rules import State, Step, Tier, next_tier
from hatang.notices.queries import people_of
from hatang.programme.models import Obligation
from hatang.reporting.models import Reminder, Reporter


def begin_by_ladder(*, at: datetime) -> int:
    """Begin escalations where the reminders that are waited for brought nothing; gives how many.

    What was escalated for the same missed day before, by hand or not, is not begun again by itself.
    """
    today, days = clock.local(at).date(), work_days()
    if not days.is_worked(today):
        return 0
    n_begun = 0
    for thing, n_reminders in _silent(today, days):
        because = ngettext(
            "%(n)s reminder after the last day brought nothing.",
            "%(n)s reminders after the last day brought nothing.",
            n_reminders,
        ) % {"n": n_reminders}
        try:
            begin(thing=thing, because=because, by=None, at=at)
        except Conflict:
            continue
        n_begun += 1
    return n_begun


def move_on(*, at: datetime) -> int:
    """End what is no longer late, and on worked days take silence a tier up; gives how many changed."""
    today, days = clock.local(at).date(), work_days()
    rows = list(Escalation.objects.filter(closed_at__isnull=True))
    late, is_worked = still_late(rows, today), days.is_worked(today)
    due = [one.pk for one in rows if one.pk not in late or (is_worked and _is_over(one, today))]
    return sum(_move(escalation_id=pk, today=today, is_worked=is_worked, at=at) for pk in due)


@action
def _move(*, escalation_id: int, today: date, is_worked: bool, at: datetime, by: None = None) -> bool:
    # Locked: two workers that move it at once move it once.
    rows = Escalation.objects.select_for_update(of=("self",))
    one = rows.select_related(
        "unit", "obligation__task__plan", "obligation__unit", "obligation__responsible", "reporter__campaign"
    ).get(pk=escalation_id)
    if not one.is_open:
        return False
    if not still_late([one], today):
        return _end(one, at)
    if not is_worked or not _is_over(one, today):
        return False
    if one.state == State.HELD:
        day = date_format(one.held_until or today)
        ask(
            one,
            Tier(one.tier),
            because=_("Held until %(day)s.") % {"day": day},
            by=None,
            at=at,
            step=Step.RESUMED,
        )
        return True
    above = next_tier(one.tier)
    if above is None:
        return False
    said = {"tier": tier_words(one.tier), "day": date_format(one.answer_on)}
    ask(one, above, because=_("No answer at “%(tier)s” by %(day)s.") % said, by=None, at=at)
    return True


def _is_over(one: Escalation, today: date) -> bool:
    """Whether the day of the answer, or the day until which it is held, has passed."""
    if one.state == State.HELD:
        return one.held_until is not None and one.held_until < today
    return one.state == State.WAITING and one.tier < Tier.COMMITTEE and one.answer_on < today


def _end(one: Escalation, at: datetime) -> bool:
    one.state, one.held_until, one.closed_at = State.CLOSED, None, at
    one.save(update_fields=["state", "held_until", "closed_at"])
    EscalationStep.objects.create(
        escalation=one, step=Step.ENDED, tier=one.tier, words=_why_over(one), taken_at=at
    )
    return True


def _why_over(one: Escalation) -> str:
    """What became of what was late: where the report or the work is now."""
    if one.obligation is not None:
        return str(one.obligation.get_state_display())
    report = getattr(one.reporter, "report", None)
    return str(report.get_state_display()) if report is not None else _("Nobody waits for it any more.")


def _silent(today: date, days: WorkDays) -> list[tuple[Obligation | Reporter, int]]:
    """Late things whose reminders are over, with how many these were."""
    found: list[tuple[Obligation | Reporter, int]] = []
    asked = list(late_reporters(today).filter(campaign__escalates_after__gt=0))
    told = _told(asked)
    for row in asked:
        if _is_silent(row, told[row.pk, row.campaign.last_day], today, days):
            found.append((row, row.campaign.escalates_after))
    for owed in late_obligations(today).filter(task__plan__escalates_after__gt=0):
        plan = owed.task.plan
        if _has_come(plan.rungs, plan.escalates_after, owed.due_on, today, days):
            found.append((owed, plan.escalates_after))
    known = set(Escalation.objects.values_list("obligation", "reporter", "due_on"))
    return [(thing, n) for thing, n in found if _key(thing) not in known]


def _told(rows: Sequence[Reporter]) -> dict[tuple[int, date], list[date]]:
    """Days after the last one on which units were reminded, by report and last day, the first one first."""
    found: dict[tuple[int, date], list[date]] = defaultdict(list)
    sent = Reminder.objects.filter(reporter__in=rows, sent_on__gt=F("last_on")).order_by("sent_on")
    for pk, last, on in sent.values_list("reporter", "last_on", "sent_on"):
        found[pk, last].append(on)
    return found


def _is_silent(row: Reporter, told: Sequence[date], today: date, days: WorkDays) -> bool:
    """Whether a unit was silent about its reminders, and for three worked days after the last of them."""
    campaign = row.campaign
    after, opened_at = campaign.escalates_after, campaign.opened_at
    # Units are asked from the opening on, where that lies after the last day.
    asked_on = max(campaign.last_day, clock.local(opened_at).date()) if opened_at else campaign.last_day
    if not _has_come(campaign.rungs, after, asked_on, today, days):
        return False
    if len(told) < after:
        # Where nobody signs in nobody is reminded; that is taken up all the same.
        return not people_of([row.unit], on=today).exists()
    return days.after(told[after - 1], ANSWER_DAYS + 1) <= today


def _has_come(rungs: list[int], after: int, last: date, today: date, days: WorkDays) -> bool:
    first = escalates_on(rungs, after, last, days)
    return first is not None and first <= today


def _key(thing: Obligation | Reporter) -> tuple[int | None, int | None, date]:
    """An escalation about a thing and its missed day, as it is kept."""
    if isinstance(thing, Reporter):
        return None, thing.pk, thing.campaign.last_day
    due_on: date = getattr(thing, "due_on")  # noqa: B009 - annotated by the query
    return thing.pk, None, due_on
