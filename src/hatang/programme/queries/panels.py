"""What the home page tells of what is owed, from the book of the day."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import partial

from hatang.accounts.models import Unit
from hatang.base.kept import kept_in_look
from hatang.programme.models import Milestone, Obligation
from hatang.programme.queries.changes import Since
from hatang.programme.queries.chosen import Rows, seen
from hatang.programme.queries.obligations import UNDATED
from hatang.programme.queries.shown_rows import shown_owed
from hatang.programme.queries.todays_book import book_of
from hatang.programme.rules import RUNNING, Standing, quarter_of


def lacking_milestone(user: object, *, today: date, unit: Unit | None = None) -> Sequence[Obligation]:
    """What `without_milestone` finds, of one unit where it is named."""
    book, promised = book_of(today), _promised(today)
    # What has no day stands last.
    undated = book.owed[bisect_left(book.owed, (date.max,), key=lambda one: one.place) :]
    days = [
        one
        for one in seen(user, undated)
        if one.due_on is None
        and one.due_kind in UNDATED
        and one.state in RUNNING
        and one.standing != Standing.IN_TRANSITION
        and one.pk not in promised
        and (unit is None or one.unit_id == unit.pk)
    ]
    days.sort(key=lambda one: (one.unit_key, one.task_id))
    return Rows(days, partial(shown_owed, book))


def _promised(today: date) -> frozenset[int]:
    """Obligations that promise something for the present quarter."""
    span = quarter_of(today)
    return kept_in_look(
        ("milestones", span),
        lambda: frozenset(Milestone.objects.filter(due_on__range=span).values_list("obligation", flat=True)),
        of=(Milestone,),
    )


def newly_done(user: object, since: Since, *, today: date) -> Sequence[Obligation]:
    """What `done_since` finds of all that the user may see."""
    book = book_of(today)
    days = [one for one in book.done if one.updated_at is not None and one.updated_at >= since.moment]
    return Rows(seen(user, days), partial(shown_owed, book))
