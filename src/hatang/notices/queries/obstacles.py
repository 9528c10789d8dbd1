"""The register of obstacles: what waits for an answer comes first, and what waits too long before that."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from hatang.accounts.models import Role, RoleHolding, Unit, User, existing
from hatang.accounts.rules import search_words
from hatang.base.looks import once
from hatang.base.words import with_words
from hatang.notices import access, subjects
from hatang.notices.models import Obstacle, ObstacleStep
from hatang.notices.queries.inbox import people_of
from hatang.notices.rules import ObstacleState, Step, steps_from
from hatang.notices.subjects import Subject, earlier_of, is_about

WAITING = (ObstacleState.OPEN, ObstacleState.ESCALATED)
LATE, UNANSWERED = "late", "waiting"


@dataclass(frozen=True)
class ObstacleFilter:
    """Which obstacles a list shows; an empty field does not narrow it.

    `state` is one of `ObstacleState`, `waiting` or `late`; `part` is `raised` or `owner` beside a unit.
    """

    text: str = ""
    state: str = ""
    unit: Unit | None = None
    part: str = ""


@dataclass(frozen=True)
class ObstacleLine:
    """An obstacle of the list, with what it is about where the person may see that."""

    obstacle: Obstacle
    subject: Subject | None
    is_late: bool


@dataclass(frozen=True)
class ObstaclePage:
    """One obstacle with everything done about it, and what the person may do."""

    obstacle: Obstacle
    subject: Subject | None
    is_late: bool
    taken: list[ObstacleStep]
    steps: list[Step]


def obstacle_list(user: User, chosen: ObstacleFilter, *, today: date) -> "QuerySet[Obstacle]":
    """Obstacles: those past their answer day, those that wait, then the others, the newest first."""
    rows = with_words(access.visible_obstacles(user), search_words(chosen.text))
    if chosen.state == LATE:
        rows = rows.filter(state__in=WAITING, answer_due_on__lt=today)
    elif chosen.state == UNANSWERED:
        rows = rows.filter(state__in=WAITING)
    elif chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.unit is not None:
        raised, owned = Q(unit=chosen.unit), Q(owner=chosen.unit)
        rows = rows.filter({"raised": raised, "owner": owned}.get(chosen.part, raised | owned))
    return rows.select_related("unit", "owner", "raised_by").order_by(*_order(today))


def obstacle_lines(user: User, obstacles: list[Obstacle], *, today: date) -> list[ObstacleLine]:
    """Obstacles with what they are about, with one query a sort of subject."""
    wanted: dict[str, set[int]] = {}
    for one in obstacles:
        if one.subject_id is not None:
            wanted.setdefault(one.subject_kind, set()).add(one.subject_id)
    found = {kind: subjects.seen(user, kind, pks) for kind, pks in wanted.items()}
    return [
        ObstacleLine(one, found.get(one.subject_kind, {}).get(one.subject_id or 0), one.is_late_on(today))
        for one in obstacles
    ]


def obstacle_page(user: User, obstacle: Obstacle, *, today: date) -> ObstaclePage:
    """One obstacle as its page shows it."""
    [line] = obstacle_lines(user, [obstacle], today=today)
    return ObstaclePage(
        obstacle=obstacle,
        subject=line.subject,
        is_late=line.is_late,
        taken=list(obstacle.steps.select_related("taken_by__unit", "owner")),
        steps=[
            step for step in steps_from(obstacle.state) if access.may_take_obstacle_step(user, obstacle, step)
        ],
    )


def obstacles_about(user: User, subject: Subject, *, today: date) -> list[Obstacle]:
    """Obstacles about a subject, or what it goes on from, that are not closed; in the register's order."""
    about = is_about([subject, *earlier_of(user, subject)])
    # Whoever may see these things may see what is asked about them.
    rows = Obstacle.objects.filter(about).exclude(state=ObstacleState.CLOSED)
    return list(rows.select_related("unit", "owner").order_by(*_order(today)))


def waiting() -> "QuerySet[Obstacle]":
    """Obstacles that somebody must still answer."""
    return Obstacle.objects.filter(state__in=WAITING)


def n_waiting(user: User, *, today: date) -> tuple[int, int]:
    """How many obstacles wait for an answer, and how many of them are past their day."""
    rows = access.visible_obstacles(user).filter(state__in=WAITING)
    is_late = Q(answer_due_on__lt=today)
    found = rows.order_by().aggregate(n=Count("pk"), n_late=Count("pk", filter=is_late))
    return found["n"], found["n_late"]


def first_waiting(user: User, *, today: date, n_rows: int) -> tuple[list[Obstacle], int, int]:
    """The first obstacles that wait for an answer, and what `n_waiting` counts."""
    found = _seen_waiting(user, today)
    return _shown(found[:n_rows]), len(found), sum(one.is_late_on(today) for one in found)


def owned_waiting(user: User, unit: Unit, *, today: date, n_rows: int) -> tuple[list[Obstacle], int]:
    """The first obstacles that wait for an answer of a unit, and how many do."""
    found = [one for one in _seen_waiting(user, today) if one.owner_id == unit.pk]
    return _shown(found[:n_rows]), len(found)


def _seen_waiting(user: User, today: date) -> list[Obstacle]:
    """What waits and the user may read, in the register's order; looked through once a page."""

    def look() -> list[Obstacle]:
        narrow = ("owner", "answer_due_on", "raised_by", "state", "subject_kind", "subject_id")
        return access.seen_among(user, list(waiting().only(*narrow).order_by(*_order(today))))

    return once(("obstacles that wait", user.pk, today), look)


def _shown(rows: list[Obstacle]) -> list[Obstacle]:
    """The same obstacles whole, with their units."""
    whole = Obstacle.objects.select_related("unit", "owner").in_bulk([one.pk for one in rows])
    return [whole[one.pk] for one in rows if one.pk in whole]


def people_who_answer(obstacle: Obstacle, *, on: date) -> list[User]:
    """Whose turn it is: the people of the owner, and the province's leaders once it was escalated."""
    people = list(people_of([obstacle.owner], on=on))
    return [*people, *leaders_of_the_province(on=on)] if obstacle.state == ObstacleState.ESCALATED else people


def leaders_of_the_province(*, on: date) -> "QuerySet[User]":
    """People who lead the province on a day."""
    holders = RoleHolding.objects.filter(existing(on), role=Role.LEADER).values("user")
    return User.objects.filter(Q(role=Role.LEADER) | Q(pk__in=holders), is_active=True)


def _order(today: date) -> tuple[Any, ...]:
    waits = Q(state__in=WAITING)
    place = Case(
        When(waits & Q(answer_due_on__lt=today), then=Value(0)),
        When(waits, then=Value(1)),
        When(state=ObstacleState.ANSWERED, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    due = Case(When(waits, then=F("answer_due_on")), default=None)
    return (place, due.asc(nulls_last=True), "-pk")
