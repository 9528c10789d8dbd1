"""What waits for a person in the morning: a leader, somebody of a unit, or of the programme office."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hatang.accounts.access import holds, is_of_the_office
from hatang.accounts.models import WORKING_ROLES, Role, Unit, User
from hatang.documents.access import may_publish
from hatang.programme import access
from hatang.programme.models import (
    Acknowledgement,
    AssignmentRole,
    DeadlineRequest,
    Obligation,
    Progress,
    Task,
)
from hatang.programme.queries import Tally, TaskFilter, owed_list, unit_tally
from hatang.programme.queries.obligations import open_requests, without_milestone

N_DAYS = 7
_ROWS = 6
_LONGER = 12


@dataclass(frozen=True)
class Few:
    """The first rows of something, and how many there are."""

    rows: Sequence[Any] = ()
    n: int = 0

    @property
    def n_more(self) -> int:
        """How many are not shown."""
        return self.n - len(self.rows)


@dataclass(frozen=True)
class UnitDesk:
    """What the unit of a person owes by day, and what is asked of it."""

    unit: Unit
    tally: Tally
    owed: Few
    to_note: Few
    without_milestone: Few


@dataclass(frozen=True)
class Desk:
    """What waits for a person beside the lists everybody sees."""

    unit: UnitDesk | None = None
    requests: Few = field(default_factory=Few)
    submitted: Few = field(default_factory=Few)
    without_milestone: Few = field(default_factory=Few)
    done: Few = field(default_factory=Few)
    newly_late: Few = field(default_factory=Few)
    n_days: int = N_DAYS

    @property
    def n_waiting(self) -> int:
        """Things that wait for a word of this person."""
        return self.requests.n + self.submitted.n


def desk(user: User, *, today: date) -> Desk:
    """The desk of a person: of a unit's people their unit, of office and leaders what they decide."""
    leads = holds(user, Role.LEADER) or may_publish(user)
    if not leads and not is_of_the_office(user):
        unit = unit_of(user)
        return _desk_of_unit(user, unit, today=today) if unit is not None else Desk()
    return Desk(
        requests=_few(open_requests(user)),
        submitted=_few(_submitted(user)),
        without_milestone=_few(without_milestone(user, today=today)),
        done=_few(_done_lately(user, today=today)),
        newly_late=_few(_newly_late(user, today=today)),
    )


def unit_of(user: User) -> Unit | None:
    """The unit a person works for: the own one, else the first of those in which a role is held."""
    units = user.units_held(*WORKING_ROLES)
    if user.unit_id in units:
        return user.unit
    return Unit.objects.filter(pk__in=units).order_by("sort_key").first() if units else None


def _desk_of_unit(user: User, unit: Unit, *, today: date) -> Desk:
    """The desk of a unit's people; who follows a plan also finds what waits for a word about it."""
    own = _unit_desk(user, unit, today=today)
    units = user.units_held(*WORKING_ROLES)
    if not access.visible_plans(user).filter(followed_by__in=units).exists():
        return Desk(unit=own)
    return Desk(
        unit=own,
        requests=_few(open_requests(user).filter(obligation__task__plan__followed_by__in=units)),
        submitted=_few(_submitted(user).filter(task__plan__followed_by__in=units)),
    )


def _unit_desk(user: User, unit: Unit, *, today: date) -> UnitDesk:
    open_ones = owed_list(user, TaskFilter(unit=unit, state="open"), today=today)
    return UnitDesk(
        unit=unit,
        tally=unit_tally(user, unit, today=today),
        owed=_few(open_ones, _LONGER),
        to_note=_few(_to_note(user, unit)),
        without_milestone=_few(without_milestone(user, today=today).filter(unit=unit)),
    )


def _to_note(user: User, unit: Unit) -> QuerySet[Task]:
    """Tasks in which a unit has a part that it has not said to know of, the newest first."""
    owed = Obligation.objects.filter(task=OuterRef("pk"), unit=unit, withdrawn_at__isnull=True)
    tasks = access.visible_tasks(user).filter(withdrawn_at__isnull=True)
    named = Q(Exists(owed)) | Q(
        pk__in=tasks.filter(assignments__unit=unit, assignments__role=AssignmentRole.SUPPORT).values("pk")
    )
    said = Acknowledgement.objects.filter(task=OuterRef("pk"), unit=unit)
    fresh = tasks.filter(named).exclude(Exists(said))
    return fresh.select_related("plan").order_by("-plan__published_at", "ordinal")


def _submitted(user: User) -> QuerySet[Obligation]:
    rows = access.visible_obligations(user).filter(state=Progress.SUBMITTED, withdrawn_at__isnull=True)
    return rows.select_related("unit", "task__plan").order_by("submitted_on", "pk")


def _done_lately(user: User, *, today: date) -> QuerySet[Obligation]:
    rows = access.visible_obligations(user).filter(
        state=Progress.DONE, done_on__gt=today - timedelta(days=N_DAYS), withdrawn_at__isnull=True
    )
    return rows.select_related("unit", "task__plan").order_by("-done_on", "pk")


def _newly_late(user: User, *, today: date) -> QuerySet[Obligation]:
    yesterday = today - timedelta(days=1)
    span = {"due_from": today - timedelta(days=N_DAYS), "due_to": yesterday}
    return owed_list(user, TaskFilter(state="late", **span), today=today)  # type: ignore[arg-type]


def _few(rows: "QuerySet[Any, Any] | QuerySet[DeadlineRequest]", n_rows: int = _ROWS) -> Few:
    """The first rows; they are counted only where there are more."""
    first = list(rows[: n_rows + 1])
    return Few(first[:n_rows], len(first) if len(first) <= n_rows else rows.count())
