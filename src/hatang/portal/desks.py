"""What waits for a person in the morning: a leader, somebody of a unit, or of the programme office."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from hatang.accounts.access import holds, is_of_the_office
from hatang.accounts.models import WORKING_ROLES, Role, Unit, User
from hatang.documents.access import may_publish
from hatang.portal.asked import Asked, asked_of
from hatang.portal.few import ROWS, Few, few
from hatang.programme import access
from hatang.programme.clearing import Filler
from hatang.programme.models import Obligation
from hatang.programme.queries import (
    Since,
    Tally,
    TaskFilter,
    gaps_by_filler,
    lacking_milestone,
    moved_since,
    newly_done,
    owed_rows,
    since_last_meeting,
    submitted,
    targets_behind,
    to_note,
    unit_tally,
    unit_targets,
)
from hatang.programme.queries.obligations import open_requests

_LONGER = 12


@dataclass(frozen=True)
class UnitDesk:
    """What the unit of a person owes by day, and what is asked of it."""

    unit: Unit
    tally: Tally
    owed: Few
    to_note: Few
    without_milestone: Few
    asked: Asked
    targets: Few = field(default_factory=Few)

    @property
    def is_asked_nothing(self) -> bool:
        """Whether nobody waits for anything of this unit."""
        return not (self.asked.n_all or self.to_note.n or self.without_milestone.n)


@dataclass(frozen=True)
class News:
    """What changed since the last meeting, or in some days where there was none."""

    since: Since
    done: Few = field(default_factory=Few)
    newly_late: Few = field(default_factory=Few)
    moved: Few = field(default_factory=Few)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.done.n or self.newly_late.n or self.moved.n)


@dataclass(frozen=True)
class Desk:
    """What waits for a person beside the lists everybody sees."""

    unit: UnitDesk | None = None
    requests: Few = field(default_factory=Few)
    submitted: Few = field(default_factory=Few)
    without_milestone: Few = field(default_factory=Few)
    news: News | None = None
    gaps: list[tuple[Filler, int]] = field(default_factory=list)
    published: Few = field(default_factory=Few)
    behind: Few = field(default_factory=Few)

    @property
    def n_waiting(self) -> int:
        """Things that wait for a word of this person."""
        return self.requests.n + self.submitted.n


def desk(user: User, *, today: date) -> Desk:
    """The desk of a person: of a unit's people their unit, of office and leaders what they decide."""
    leads = holds(user, Role.LEADER) or may_publish(user)
    if not leads and not is_of_the_office(user):
        unit = unit_of(user)
        return _desk_of_unit(user, unit, today=today) if unit is not None else _desk_of_reader(user)
    return Desk(
        requests=few(open_requests(user)),
        submitted=few(submitted(user, today=today)),
        without_milestone=few(lacking_milestone(user, today=today)),
        news=_news(user, today=today),
        gaps=gaps_by_filler(user, today=today) if is_of_the_office(user) else [],
        behind=_behind(user, today=today),
    )


def _behind(user: User, *, today: date) -> Few:
    """Targets behind their way, of the plans this person directs as a leader."""
    if not holds(user, Role.LEADER, Role.APPROVER):
        return Few()
    return Few(*targets_behind(user, user, today=today, n_rows=ROWS))


def unit_of(user: User) -> Unit | None:
    """The unit a person works for: the own one, else the first of those in which a role is held."""
    units = user.units_held(*WORKING_ROLES)
    if user.unit_id in units:
        return user.unit
    return Unit.objects.filter(pk__in=units).order_by("sort_key").first() if units else None


def _desk_of_unit(user: User, unit: Unit, *, today: date) -> Desk:
    """The desk of a unit's people; who follows a plan also finds what waits for a word about it."""
    own, behind = _unit_desk(user, unit, today=today), _behind(user, today=today)
    units = user.units_held(*WORKING_ROLES)
    if not access.visible_plans(user).filter(followed_by__in=units).exists():
        return Desk(unit=own, behind=behind)
    return Desk(
        unit=own,
        requests=few(_of_others(open_requests(user), units, "obligation__")),
        submitted=few(submitted(user, today=today, judged_by=units)),
        behind=behind,
    )


def _desk_of_reader(user: User) -> Desk:
    """Whoever only reads finds what was given out, the newest first."""
    return Desk(published=few(access.visible_plans(user).order_by("-published_at", "-pk")))


def _of_others(rows: QuerySet[Any], units: set[int], prefix: str = "") -> QuerySet[Any]:
    """What these units follow and do not lead themselves: nobody judges the own unit's work."""
    followed = rows.filter(**{f"{prefix}task__plan__followed_by__in": units})
    return followed.exclude(**{f"{prefix}unit__in": units})


def _unit_desk(user: User, unit: Unit, *, today: date) -> UnitDesk:
    open_ones = owed_rows(user, TaskFilter(unit=unit, state="open"), today=today)
    return UnitDesk(
        unit=unit,
        tally=unit_tally(user, unit, today=today),
        owed=few(open_ones, _LONGER),
        to_note=few(to_note(user, unit, today=today)),
        without_milestone=few(lacking_milestone(user, today=today, unit=unit)),
        asked=asked_of(user, unit, today=today),
        targets=Few(*unit_targets(user, unit, today=today, n_rows=ROWS)),
    )


def _news(user: User, *, today: date) -> News:
    """What changed since the last meeting in what the user may see."""
    since, rows = since_last_meeting(user, today=today), access.visible_obligations(user)
    return News(
        since=since,
        done=few(newly_done(user, since, today=today)),
        newly_late=few(_newly_late(user, since, today=today)),
        moved=few(moved_since(rows, since.moment)),
    )


def _newly_late(user: User, since: Since, *, today: date) -> Sequence[Obligation]:
    yesterday = today - timedelta(days=1)
    return owed_rows(user, TaskFilter(state="late", due_from=since.on, due_to=yesterday), today=today)
