"""Who fills in what a document leaves open of a task ("6 rõ"), and how far that is. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hatang.programme.models import Gap


class Filler(StrEnum):
    """Who must fill in one of the six questions of a task."""

    OFFICE = "office"
    FOLLOWER = "follower"
    LEAD = "lead"
    LEADER = "leader"


class GapState(StrEnum):
    """How far an open question of a task is."""

    OPEN = "open"
    ASKED = "asked"
    LATE = "late"
    WAITING = "waiting"
    FILLED = "filled"


# Who is asked first; the next one where there is no such unit or person yet.
FILLERS: dict[str, tuple[Filler, ...]] = {
    Gap.PEOPLE: (Filler.LEAD, Filler.OFFICE),
    Gap.WORK: (Filler.OFFICE,),
    Gap.TIME: (Filler.LEAD, Filler.FOLLOWER),
    Gap.RESPONSIBILITY: (Filler.FOLLOWER,),
    Gap.PRODUCT: (Filler.LEAD, Filler.FOLLOWER),
    Gap.AUTHORITY: (Filler.LEADER, Filler.OFFICE),
}
# Questions that are answered by what is said about a task elsewhere: each unit's person in charge,
# each unit's milestones, the unit that answers for all of it, a product that was added.
BY_FIELD = (Gap.PEOPLE, Gap.TIME, Gap.RESPONSIBILITY, Gap.PRODUCT)


@dataclass(frozen=True)
class GapFacts:
    """What is known about one open question of a task."""

    is_filled: bool
    is_waiting: bool
    due_on: date | None = None

    def is_in(self, state: str, today: date) -> bool:
        """Whether it counts under a state: what waits may be filled as well, what is late is asked."""
        is_asked = self.due_on is not None and not self.is_filled
        return {
            GapState.OPEN: not self.is_filled,
            GapState.ASKED: is_asked,
            GapState.LATE: is_asked and self.due_on is not None and self.due_on < today,
            GapState.WAITING: self.is_waiting,
            GapState.FILLED: self.is_filled,
        }[GapState(state)]

    def state(self, today: date) -> GapState:
        """The state to be shown: what somebody must do something about goes first."""
        order = (GapState.WAITING, GapState.FILLED, GapState.LATE, GapState.ASKED)
        return next((one for one in order if self.is_in(one, today)), GapState.OPEN)


def who_fills(gap: str, *, is_owed: bool, has_leader: bool) -> Filler:
    """Who must fill in a question of a task.

    Args:
        gap: one of `Gap`.
        is_owed: whether some unit owes the task.
        has_leader: whether a leader directs it.
    """
    there = {Filler.LEAD: is_owed, Filler.LEADER: has_leader}
    return next(one for one in FILLERS[gap] if there.get(one, True))
