"""What was due of units in a period, row by row; every figure of a proposal counts these rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, Q

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.chasing import access
from hatang.chasing.models import EscalationStep, Proposal, ProposedUnit, Verdict
from hatang.chasing.rules import Step, Tier
from hatang.chasing.rules.figures import ANSWER, ASKED, REPORT, WORK, DueRow, Figures, figures_of, pointed_out
from hatang.notices.access import visible_obstacles
from hatang.notices.rules import Step as ObstacleStep
from hatang.notices.subjects import Subject, seen
from hatang.programme.access import hidden_plans
from hatang.programme.queries.todays_book import book_of
from hatang.programme.rules import Standing
from hatang.reporting.access import report_of, visible_reporters
from hatang.reporting.models import CampaignState

# What nobody is expected to hand over: no day of it counts.
_RESTS = (Standing.WITHDRAWN, Standing.PAUSED, Standing.IN_TRANSITION)
_SUBJECTS = {WORK: "obligation", REPORT: "reporter", ANSWER: "obstacle", ASKED: "escalation"}


@dataclass(frozen=True)
class UnitLine:
    """A unit with its figures, what these point it out for, and what the office ticked."""

    unit: Unit
    figures: Figures
    pointed: str
    proposed: ProposedUnit | None

    @property
    def pointed_words(self) -> str:
        """What it is pointed out for, in words."""
        return str(Verdict(self.pointed).label) if self.pointed else ""


def due_rows(user: User, starts_on: date, ends_on: date, *, today: date) -> list[DueRow]:
    """Work, reports and answers whose day lies in a period and has passed, or that were handed over.

    What the user may not see is not counted. As many queries however much it is.
    """
    every = [
        *_work(user, today),
        *_reports(user, today),
        *_answers(user),
        *_asked(user),
    ]
    found = []
    for unit_id, kind, pk, due_on, handed_on in every:
        if not starts_on <= due_on <= ends_on or (handed_on is None and due_on >= today):
            continue
        n_days = max(((handed_on or today) - due_on).days, 0)
        found.append(DueRow(unit_id, kind, pk, due_on, handed_on, n_days))
    return found


def unit_lines(user: User, proposal: Proposal, *, today: date) -> list[UnitLine]:
    """Units of which something was due: those ticked or pointed out first, and in Vietnamese order."""
    by_unit = defaultdict(list)
    for row in due_rows(user, proposal.starts_on, proposal.ends_on, today=today):
        by_unit[row.unit_id].append(row)
    proposed = {one.unit_id: one for one in proposal.units.select_related("unit")}
    units = Unit.objects.filter(pk__in={*by_unit, *proposed}).order_by("sort_key", "pk")
    found = []
    for unit in units:
        figures = figures_of(by_unit[unit.pk])
        pointed = pointed_out(
            figures,
            commend_from=proposal.commend_from,
            criticise_below=proposal.criticise_below,
            consider_days=proposal.consider_days,
            least_due=proposal.least_due,
        )
        found.append(UnitLine(unit, figures, pointed, proposed.get(unit.pk)))
    return sorted(found, key=lambda line: line.proposed is None and not line.pointed)


def rows_of_unit(
    user: User, proposal: Proposal, unit: Unit, *, today: date
) -> list[tuple[DueRow, Subject | None]]:
    """What the figures of a unit count, each with what it is, the longest late first."""
    rows = [
        row
        for row in due_rows(user, proposal.starts_on, proposal.ends_on, today=today)
        if row.unit_id == unit.pk
    ]
    known = {
        (kind, pk): subject
        for kind, name in _SUBJECTS.items()
        for pk, subject in seen(user, name, [row.pk for row in rows if row.kind == kind]).items()
    }
    rows.sort(key=lambda row: (-row.n_days_late, row.due_on, row.pk))
    return [(row, known.get((row.kind, row.pk))) for row in rows]


Raw = tuple[int, str, int, date, date | None]


def _work(user: User, today: date) -> Iterable[Raw]:
    hidden = hidden_plans(user)
    for one in book_of(today).owed:
        if one.due_on is None or one.plan_id in hidden or one.standing in _RESTS:
            continue
        handed_on = one.done_on if one.is_done else None
        if one.standing == Standing.SUBMITTED:
            handed_on = one.submitted_on
        # Work that waits for a later deadline asked for in time is not due yet (ADR 0061).
        if handed_on is not None or one.standing == Standing.OVERDUE:
            yield one.unit_id, WORK, one.pk, one.due_on, handed_on


def _reports(user: User, today: date) -> Iterable[Raw]:
    rows = visible_reporters(user).exclude(campaign__state=CampaignState.DRAFT).filter(left_out_because="")
    for row in rows.filter(campaign__due_on__lte=today).select_related("campaign", "report"):
        report = report_of(row)
        moment = report.first_submitted_at if report else None
        handed_on = clock.local(moment).date() if moment else None
        yield row.unit_id, REPORT, row.pk, row.campaign.last_day, handed_on


def _answers(user: User) -> Iterable[Raw]:
    """Answers to obstacles, by the day on which they are asked for now."""
    first = Min("steps__taken_at", filter=Q(steps__step=ObstacleStep.ANSWER))
    rows: Any = visible_obstacles(user).order_by().annotate(answered_at=first)
    for pk, owner_id, due_on, at in rows.values_list("pk", "owner", "answer_due_on", "answered_at"):
        yield owner_id, ANSWER, pk, due_on, clock.local(at).date() if at else None


def _asked(user: User) -> Iterable[Raw]:
    """Answers that escalations asked units for: each asking until the next step, which answers or not.

    What was decided about it by its day (held, closed, more time, a tier up) left nothing to answer.
    """
    rows = EscalationStep.objects.filter(escalation__in=access.visible_escalations(user).order_by())
    askings = (Step.ASKED, Step.ASKED_AGAIN, Step.RESUMED)
    answers = (Step.ANSWERED, Step.ENDED)
    open_ones: dict[int, tuple[int, date]] = {}
    steps = rows.order_by("escalation_id", "pk")
    for pk, unit_id, step, tier, on, at in steps.values_list(
        "escalation_id", "escalation__unit_id", "step", "tier", "on", "taken_at"
    ):
        if pk in open_ones:
            (unit, due_on), taken_on = open_ones.pop(pk), clock.local(at).date()
            if step in answers or taken_on > due_on:
                yield unit, ASKED, pk, due_on, taken_on if step in answers else None
        if step in askings and tier < Tier.COMMITTEE and on is not None:
            open_ones[pk] = unit_id, on
    for pk, (unit, due_on) in open_ones.items():
        yield unit, ASKED, pk, due_on, None
