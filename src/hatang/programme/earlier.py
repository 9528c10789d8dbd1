"""What moved work goes on from: the obligations and tasks it was before, through however many moves."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from hatang.programme.models import TransitionPart, Way


def earlier_obligations(asked: "Collection[int] | QuerySet[Any]") -> dict[int, int]:
    """The obligations whose work was moved to these, with the task of each; moves taken back do not count.

    One query, and one for each further move of the same work.

    Args:
        asked: keys of obligations, or the obligations as a question.

    Returns:
        Task keys by obligation keys, without keys asked about.
    """
    known = set() if isinstance(asked, QuerySet) else set(asked)
    found: dict[int, int] = {}
    newest: Any = asked
    while newest is asked or newest:
        moves = TransitionPart.objects.filter(
            successor__in=newest, transition__way=Way.MOVE, transition__undone_at__isnull=True
        )
        before = dict(moves.values_list("obligation", "obligation__task"))
        newest = before.keys() - found.keys() - known
        found |= {pk: before[pk] for pk in newest}
    return found
