"""What units owe, in columns by how it stands."""

from dataclasses import dataclass, replace
from datetime import date
from heapq import nlargest, nsmallest
from itertools import islice
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from hatang.programme import access
from hatang.programme.horizon import Horizon, horizon
from hatang.programme.models import AssignmentRole, Obligation, Progress
from hatang.programme.queries.chosen import columns, owed_of
from hatang.programme.queries.daybook import OwedDay
from hatang.programme.queries.filters import TaskFilter, narrowed
from hatang.programme.queries.states import (
    DONE,
    DUE_MONTH,
    DUE_WEEK,
    LATE,
    MONTH,
    OPEN,
    STATES,
    WEEK,
    live,
    with_standing,
    within,
)
from hatang.programme.queries.todays_book import book_of
from hatang.programme.rules import Standing

CARDS_A_COLUMN = 12
# The way of the work from left to right.
COLUMNS = (
    Standing.OVERDUE,
    Standing.NOT_STARTED,
    Standing.IN_TIME,
    Standing.REQUESTED,
    Standing.SUBMITTED,
    Standing.DONE_IN_TIME,
    Standing.DONE_LATE,
    Standing.IN_TRANSITION,
    Standing.PAUSED,
    Standing.WITHDRAWN,
)
# Columns that are shown though nothing stands there.
_ALWAYS = (Standing.OVERDUE, Standing.NOT_STARTED, Standing.IN_TIME, Standing.DONE_IN_TIME)
_DONE = (Standing.DONE_IN_TIME, Standing.DONE_LATE)
_BY_DAY: tuple[Any, ...] = (
    F("due_on").asc(nulls_last=True),
    "task__plan_id",
    "task__ordinal",
    "unit__sort_key",
    "pk",
)
_LAST_DONE_FIRST: tuple[Any, ...] = (F("done_on").desc(nulls_last=True), "pk")


@dataclass(frozen=True)
class BoardColumn:
    """Obligations that stand alike: how many there are, and the first of them."""

    standing: Standing
    n: int
    cards: list[Obligation]

    @property
    def n_more(self) -> int:
        """How many the column does not show."""
        return self.n - len(self.cards)


def board(
    user: object, chosen: TaskFilter, *, today: date, n_cards: int = CARDS_A_COLUMN
) -> list[BoardColumn]:
    """The columns of what a filter leaves; as many queries for thousands of cards as for one."""
    found = columns(user, chosen, today=today)
    firsts = {
        name: _latest(user, name, n_cards, today)
        if days and name in _DONE and not chosen.is_set
        else _first(days, Standing(name), n_cards)
        for name, days in found.items()
    }
    shown = [one for days in firsts.values() for one in days]
    cards = {card.pk: card for card in owed_of(shown, today=today)}
    return [
        BoardColumn(
            one,
            len(found.get(one.value, ())),
            [cards[day.pk] for day in firsts.get(one.value, ()) if day.pk in cards],
        )
        for one in COLUMNS
        if found.get(one.value) or one in _ALWAYS
    ]


def _latest(user: object, standing: str, n_cards: int, today: date) -> list[OwedDay]:
    """The first cards of what is done, where no filter leaves anything out: the book has them in order."""
    hidden = access.hidden_plans(user)
    done = (one for one in book_of(today).done if one.standing == standing and one.plan_id not in hidden)
    return list(islice(done, n_cards))


def _first(days: list[OwedDay], standing: Standing, n_cards: int) -> list[OwedDay]:
    """The first cards of a column: by day, of what is done the latest first."""
    if standing not in _DONE or not days:
        return days[:n_cards]
    # Of thousands most are left out by their day alone, which is quickly compared.
    last = nlargest(n_cards, (one.done_on or date.min for one in days))
    days = [one for one in days if (one.done_on or date.min) >= last[-1]]
    return nsmallest(n_cards, days, key=lambda one: (-(one.done_on or date.min).toordinal(), *one.place[1:]))


def owed_by_standing(user: object, chosen: TaskFilter, *, today: date) -> QuerySet[Obligation]:
    """The same in the order of the columns, within each by day."""
    places = [When(standing=one.value, then=Value(place)) for place, one in enumerate(COLUMNS)]
    column = Case(*places, default=Value(len(COLUMNS)), output_field=IntegerField())
    return owed_list(user, chosen, today=today).order_by(column, *_BY_DAY)


def owed_list(user: object, chosen: TaskFilter, *, today: date) -> QuerySet[Obligation]:
    """What is owed for the tasks a filter leaves, with its day and standing; of a unit's only its own.

    A state of the filter is asked of the obligation itself, not of its task.
    """
    view = horizon(today)
    of_tasks = replace(chosen, state="", due_from=None, due_to=None)
    own = chosen.unit if chosen.role in ("", AssignmentRole.LEAD) else None
    if own is not None:
        of_tasks = replace(of_tasks, unit=None, role="")
    tasks = narrowed(live(access.visible_tasks(user)), of_tasks, view)
    owed: QuerySet[Any] = with_standing(
        access.visible_obligations(user).filter(withdrawn_at__isnull=True), view
    )
    owed = owed.filter(task__in=tasks.order_by().values("pk"))
    if own is not None:
        owed = owed.filter(unit=own)
    if chosen.due_from is not None:
        owed = owed.filter(due_on__gte=chosen.due_from)
    if chosen.due_to is not None:
        owed = owed.filter(due_on__lte=chosen.due_to)
    order = _order(Standing(chosen.state)) if chosen.state in COLUMNS else _BY_DAY
    return _in_state(owed, chosen.state, view).select_related("task__plan", "unit", "group").order_by(*order)


def _in_state(owed: QuerySet[Any], state: str, view: Horizon) -> QuerySet[Obligation]:
    if state in COLUMNS:
        return owed.filter(standing=state)
    if state not in STATES:
        return owed
    conditions = {
        LATE: view.running() & Q(due_on__lt=view.today),
        DUE_WEEK: view.running() & within(view.today, WEEK),
        DUE_MONTH: view.running() & within(view.today, MONTH),
        OPEN: ~view.done() & ~Q(state=Progress.WITHDRAWN),
        DONE: view.done(),
    }
    # What nobody owes has no card.
    return owed.filter(conditions[state]) if state in conditions else owed.none()


def _order(standing: Standing) -> tuple[Any, ...]:
    return _LAST_DONE_FIRST if standing in _DONE else _BY_DAY
