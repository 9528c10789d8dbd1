"""A deadline of several parts as one unit stands with it: each part has its own day and is met for itself.

Nothing here asks the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hatang.programme.models import RECURRING, DueKind, DuePart, Occurrence
from hatang.programme.rules import Deadline, cycle_start, last_day, next_due


@dataclass(frozen=True)
class PartState:
    """One part on a day: when it is due (None while its event is awaited), and how it was met."""

    part: DuePart
    due_on: date | None
    met: Occurrence | None = None
    following_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it must still be met."""
        return self.part.counts and self.met is None

    @property
    def is_awaited(self) -> bool:
        """Whether its event has not been told."""
        return self.is_open and self.part.due_kind == DueKind.ON_EVENT and self.due_on is None

    @property
    def was_late(self) -> bool:
        """Whether it was met after its day."""
        return self.met is not None and self.met.is_late


@dataclass(frozen=True)
class Look:
    """The day of looking, whether "before X" excludes X, and the days of told events by part."""

    today: date
    is_strict: bool
    told: Mapping[int, date]


def part_states(
    parts: Iterable[DuePart], met: Sequence[Occurrence], look: Look, *, extended_to: date | None = None
) -> list[PartState]:
    """The parts of a deadline for one unit, in their order.

    Args:
        parts: of one task.
        met: what the unit has met of them, or what was waived.
        look: from where.
        extended_to: the later day that was granted; a part that is due before it is due on it.
    """
    return [_state(part, [one for one in met if one.part_id == part.pk], look, extended_to) for part in parts]


def next_day(states: Sequence[PartState]) -> date | None:
    """The day by which the next part is due: the first open one, else the next period of what recurs.

    None where the only open parts wait for an event.
    """
    open_ones = [one for one in states if one.is_open]
    if open_ones:
        return min((one.due_on for one in open_ones if one.due_on is not None), default=None)
    following = [one.following_on for one in states if one.following_on is not None]
    return min(following, default=None) or _last([one.due_on for one in states])


def met_day(states: Sequence[PartState]) -> date | None:
    """The day that decides whether done work was in time: that of a part met late, else the last one."""
    late = [one.due_on for one in states if one.was_late and one.due_on is not None]
    return min(late, default=None) or _last([one.due_on for one in states if one.met is not None])


def is_owed_again(states: Sequence[PartState], done_on: date, look: Look) -> bool:
    """Whether a recurring part has a new period since the work was done."""
    for one in states:
        if one.is_open and one.part.due_kind in RECURRING:
            start = cycle_start(_deadline(one.part), look.today, is_strict=look.is_strict)
            if start is not None and done_on < start:
                return True
    return False


def part_day(part: DuePart, look: Look) -> date | None:
    """The day a part is due by itself: the next one where it recurs, None while its event is awaited."""
    if part.due_kind == DueKind.ON_EVENT:
        return look.told.get(part.pk)
    if part.due_kind in RECURRING:
        return next_due(_deadline(part), look.today, is_strict=look.is_strict)
    return last_day(_deadline(part), is_strict=look.is_strict)


def _state(part: DuePart, met: Sequence[Occurrence], look: Look, extended_to: date | None) -> PartState:
    due_on = part_day(part, look)
    if part.due_kind in RECURRING:
        if due_on is None:
            return PartState(part, None, met[0] if met else None)
        done = next((one for one in met if one.due_on == due_on), None)
        later = due_on + timedelta(days=1)
        following = next_due(_deadline(part), later, is_strict=look.is_strict) if done else None
        return PartState(part, due_on, done, following if following != due_on else None)
    if met:
        return PartState(part, met[0].due_on, met[0])
    if due_on is not None and extended_to is not None:
        due_on = max(due_on, extended_to)
    return PartState(part, due_on)


def _deadline(part: DuePart) -> Deadline:
    return Deadline(part.due_kind, part.due_start, part.due_end, part.due_at, part.due_before)


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)
