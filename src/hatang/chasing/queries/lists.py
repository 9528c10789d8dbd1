"""Lists of escalations, what could be escalated, and how many wait for somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from hatang.accounts.models import Unit, User
from hatang.chasing import access
from hatang.chasing.models import Escalation
from hatang.chasing.queries.late import late_obligations, late_reporters
from hatang.chasing.rules import State, Tier
from hatang.notices.subjects import Subject
from hatang.programme.access import visible_obligations
from hatang.programme.models import Obligation
from hatang.reporting.access import visible_reporters
from hatang.reporting.models import Reporter

# Words of the address: what waits for the unit, for who looks, and what is over.
UNIT, MINE, HELD, OVER = "cho-don-vi", "cho-toi", "tam-giu", "da-dong"
REPORTS, TASKS = "bao-cao", "phan-viec"
MOST_CANDIDATES = 50
MOST_ABOUT = 50
# Kinds of things on whose pages escalations are shown -> how one is about it.
WAYS = {
    "task": "obligation__task",
    "obligation": "obligation",
    "campaign": "reporter__campaign",
    "reporter": "reporter",
}


@dataclass(frozen=True)
class EscalationFilter:
    """Which escalations a list shows; an empty field does not narrow it, but only open ones are shown."""

    view: str = ""
    tier: int = 0
    kind: str = ""
    unit: Unit | None = None


@dataclass(frozen=True)
class EscalationLine:
    """An escalation of the list: how late the thing is, and for how long its answer is [days]."""

    escalation: Escalation
    n_days_late: int
    n_days_silent: int

    @property
    def title(self) -> str:
        """What it is about."""
        return title_of(self.escalation)


@dataclass(frozen=True)
class Candidate:
    """Something late that is not escalated; `key` names it in forms."""

    key: str
    thing: Obligation | Reporter
    title: str
    unit: Unit
    due_on: date
    n_days_late: int


@dataclass(frozen=True)
class Counts:
    """Open escalations: by tier, those that the own units must answer, those the user decides."""

    n_by_tier: Sequence[int]
    n_own: int
    n_mine: int

    @property
    def n_all(self) -> int:
        """All open ones that the user may look at."""
        return sum(self.n_by_tier)


def escalation_rows(user: User, chosen: EscalationFilter) -> "QuerySet[Escalation]":
    """Escalations, the highest tier first and in it the oldest answer day; those over the newest first."""
    rows = access.visible_escalations(user)
    if chosen.view == OVER:
        rows = rows.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")
    else:
        rows = rows.filter(closed_at__isnull=True)
    if chosen.view == UNIT:
        rows = rows.filter(state=State.WAITING)
    if chosen.view == HELD:
        rows = rows.filter(state=State.HELD)
    if chosen.view == MINE:
        rows = rows.filter(access.waits_for(user))
    if chosen.tier:
        rows = rows.filter(tier=chosen.tier)
    if chosen.kind:
        rows = rows.filter(reporter__isnull=chosen.kind == TASKS)
    return rows.filter(unit=chosen.unit) if chosen.unit is not None else rows


def escalation_lines(rows: Iterable[Escalation], *, today: date) -> list[EscalationLine]:
    """Escalations with their days."""
    return [
        EscalationLine(
            one,
            max((today - one.due_on).days, 0) if one.is_open else 0,
            max((today - one.answer_on).days, 0) if one.state == State.WAITING else 0,
        )
        for one in rows
    ]


def counts_for(user: User) -> Counts:
    """How many open escalations there are for a person; one query of a few rows."""
    rows = access.visible_escalations(user).filter(closed_at__isnull=True).order_by()
    own = Q(unit__in=access.own_units(user), state=State.WAITING)
    said = rows.aggregate(
        own=Count("pk", filter=own),
        mine=Count("pk", filter=access.waits_for(user)),
        **{f"tier{tier.value}": Count("pk", filter=Q(tier=tier)) for tier in Tier},
    )
    return Counts([said[f"tier{tier.value}"] for tier in Tier], said["own"], said["mine"])


def escalations_about(user: User, subject: Subject, *, today: date) -> list[EscalationLine]:
    """Escalations about a thing that the user may look at: open ones first, the newest first."""
    rows = access.visible_escalations(user).filter(**{WAYS[subject.kind.name]: subject.pk})
    return escalation_lines(
        rows.order_by(F("closed_at").desc(nulls_first=True), "-pk")[:MOST_ABOUT], today=today
    )


def candidates(
    user: User, *, unit: Unit | None, about: Subject | None = None, today: date
) -> tuple[list[Candidate], int]:
    """What is late and not escalated, the longest first, and how many there are; those shown are limited.

    Args:
        user: who may see them.
        unit: only those of this unit.
        about: only those of this task, obligation, campaign or report.
        today: the day that is looked at.
    """
    owed = late_obligations(today).filter(pk__in=visible_obligations(user).order_by().values("pk"))
    owed = owed.filter(~_escalated(obligation=OuterRef("pk")))
    asked = late_reporters(today).filter(pk__in=visible_reporters(user).order_by().values("pk"))
    asked = asked.filter(~_escalated(reporter=OuterRef("pk")))
    if unit is not None:
        owed, asked = owed.filter(unit=unit), asked.filter(unit=unit)
    if about is not None:
        owed, asked = _of(owed, "obligation", about), _of(asked, "reporter", about)
    found = [candidate_of(one, one.campaign.last_day, today) for one in asked]
    found += [candidate_of(one, one.due_on, today) for one in owed.order_by("due_on", "pk")[:MOST_CANDIDATES]]
    found.sort(key=lambda one: (one.due_on, one.unit.sort_key, one.key))
    n_all = len(found) if len(found) < MOST_CANDIDATES else asked.count() + owed.count()
    return found[:MOST_CANDIDATES], n_all


def candidate_of(thing: Obligation | Reporter, due_on: date, today: date) -> Candidate:
    """Something late as forms and lists name it."""
    if isinstance(thing, Reporter):
        key, title = f"r{thing.pk}", str(thing.campaign)
    else:
        key, title = f"o{thing.pk}", thing.task.text
    return Candidate(key, thing, title, thing.unit, due_on, (today - due_on).days)


def title_of(escalation: Escalation) -> str:
    """The report or the task an escalation is about."""
    if escalation.reporter is not None:
        return str(escalation.reporter.campaign)
    return escalation.obligation.task.text if escalation.obligation is not None else ""


def _of(rows: "QuerySet[Any]", kind: str, about: Subject) -> "QuerySet[Any]":
    """Those of some obligations or reporters that are, or belong to, a thing."""
    first, _dots, rest = WAYS[about.kind.name].partition("__")
    return rows.filter(**{rest or "pk": about.pk}) if first == kind else rows.none()


def _escalated(**thing: OuterRef) -> Exists:
    return Exists(Escalation.objects.filter(closed_at__isnull=True, **thing))
