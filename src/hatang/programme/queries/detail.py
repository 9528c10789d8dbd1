"""One task with everything its page shows; what the day makes of it stands in the book of the day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects

from hatang.programme import access
from hatang.programme.horizon import horizon
from hatang.programme.models import AssignmentRole, Obligation, Task, TransitionPart, Way
from hatang.programme.queries.chosen import STATE_COLUMNS, with_day
from hatang.programme.queries.hand_ins import mark_with_leader
from hatang.programme.queries.lists import assignments, moves_seen_by
from hatang.programme.queries.states import with_standing, with_state
from hatang.programme.queries.todays_book import book_of


def task_detail(user: object, pk: int, *, today: date) -> Task:
    """One task with its state, `leads`, `all_assignments` and `all_obligations`.

    Raises:
        NotFound: there is none the user may see.
    """
    # Leaders, focal and following unit are asked for where there are any: planning to join all of these in
    # one question took the database 20 ms.
    task: Any = access.get_task(user, pk, "plan__version")
    prefetch_related_objects([task], assignments(), "parts")
    task.leads = [one for one in task.all_assignments if one.role == AssignmentRole.LEAD]
    task.all_obligations = _owed(user, task)
    book = book_of(today)
    day, owed_days = book.by_pk.get(pk), {one.pk: one for one in book.owed_by_task.get(pk, ())}
    if day is None or any(owed.pk not in owed_days for owed in task.all_obligations):
        # The book has only what plans still ask for, and what was there when it was opened.
        _ask_for_the_day(task, today)
    else:
        with_day(task, day, today)
        for owed in task.all_obligations:
            owed.due_on, owed.standing = owed_days[owed.pk].due_on, owed_days[owed.pk].standing
    mark_with_leader(task.all_obligations)
    return task  # type: ignore[no-any-return]


def _ask_for_the_day(task: Any, today: date) -> None:
    """Set what the day makes of a task and of what is owed for it, asked of the database."""
    view = horizon(today)
    states: QuerySet[Any] = with_state(Task.objects.filter(pk=task.pk), view)
    for name, value in states.values(*STATE_COLUMNS).get().items():
        setattr(task, name, value)
    rows: QuerySet[Any] = with_standing(Obligation.objects.filter(task=task), view).order_by()
    by_pk = {pk: days for pk, *days in rows.values_list("pk", "due_on", "standing")}
    for owed in task.all_obligations:
        owed.due_on, owed.standing = by_pk[owed.pk]


def _owed(user: object, task: Task) -> list[Any]:
    """What each unit owes, with what was moved to others as `moved_to`, and from others as `moved_from`."""
    rows = Obligation.objects.filter(task=task, withdrawn_at__isnull=True)
    owed: list[Any] = list(
        rows.select_related("unit", "group", "responsible").order_by("unit__sort_key", "pk")
    )
    for one in owed:
        one.task = task
    _mark_moves(user, owed)
    return owed


def _mark_moves(user: object, owed: Sequence[Any]) -> None:
    """Set what was moved, where anything was: two questions for that, one to know."""
    moves = TransitionPart.objects.filter(transition__undone_at__isnull=True, transition__way=Way.MOVE)
    if not owed or not moves.filter(Q(obligation__in=owed) | Q(successor__in=owed)).exists():
        for one in owed:
            one.moved_to, one.moved_from = [], []
        return
    prefetch_related_objects(owed, *moves_seen_by(user))
