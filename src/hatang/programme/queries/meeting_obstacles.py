"""The obstacles on the sheet of a weekly meeting: who must answer, by when, and what was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hatang.accounts.models import Unit, User
from hatang.notices.access import may_take_obstacle_step, visible_obstacles
from hatang.notices.models import Obstacle
from hatang.notices.queries import ObstacleFilter, ObstacleLine, obstacle_lines, obstacle_list
from hatang.notices.rules import ObstacleState, Step, steps_from
from hatang.programme.models import Meeting, MeetingNote

MOST_OBSTACLES = 60


@dataclass(frozen=True)
class SheetObstacle:
    """An obstacle on the sheet, what was written about it, and whether its day of answer may be set."""

    line: ObstacleLine
    note: MeetingNote | None = None
    may_set_day: bool = False

    @property
    def obstacle(self) -> Obstacle:
        """The obstacle itself."""
        return self.line.obstacle

    @property
    def is_late(self) -> bool:
        """Whether its answer was past its day."""
        return self.line.is_late

    @property
    def key(self) -> str:
        """Names the line on the page."""
        return f"vm-{self.obstacle.pk}"


def sheet_obstacles(
    user: User, meeting: Meeting, notes: Mapping[int, MeetingNote]
) -> tuple[list[SheetObstacle], int]:
    """Obstacles of a meeting and how many more there are: the open ones, those nobody answered first.

    A closed meeting shows those it was about, as they stood.
    """
    if meeting.closed_at is not None:
        kept = _kept(user, meeting)
        return [SheetObstacle(line, notes.get(line.obstacle.pk)) for line in kept], 0
    rows = obstacle_list(user, ObstacleFilter(unit=meeting.unit), today=meeting.held_on)
    rows = rows.exclude(state=ObstacleState.CLOSED)
    first = list(rows[: MOST_OBSTACLES + 1])
    n_more = rows.count() - MOST_OBSTACLES if len(first) > MOST_OBSTACLES else 0
    first = first[:MOST_OBSTACLES]
    # What was spoken about stays on the sheet, though it was closed during the meeting.
    missing = set(notes) - {one.pk for one in first}
    if missing:
        first += visible_obstacles(user).filter(pk__in=missing).select_related("unit", "owner", "raised_by")
    lines = obstacle_lines(user, first, today=meeting.held_on)
    return [
        SheetObstacle(line, notes.get(line.obstacle.pk), _may_set_day(user, line.obstacle)) for line in lines
    ], n_more


def obstacles_to_keep(lines: Iterable[SheetObstacle]) -> list[dict[str, Any]]:
    """Obstacles as a closed meeting keeps them."""
    return [
        {
            "obstacle": one.obstacle.pk,
            "owner": one.obstacle.owner_id,
            "state": str(one.obstacle.state),
            "answer_due_on": one.obstacle.answer_due_on.isoformat(),
        }
        for one in lines
    ]


def _may_set_day(user: User, obstacle: Obstacle) -> bool:
    return Step.SET_DAY in steps_from(obstacle.state) and may_take_obstacle_step(user, obstacle, Step.SET_DAY)


def _kept(user: User, meeting: Meeting) -> list[ObstacleLine]:
    """What a closed meeting was about, as it stood and as far as the user may see it."""
    kept = {one["obstacle"]: one for one in meeting.kept if "obstacle" in one}
    rows = visible_obstacles(user).filter(pk__in=list(kept)).select_related("unit", "owner", "raised_by")
    found = {one.pk: one for one in rows}
    owners = Unit.objects.in_bulk({one["owner"] for one in kept.values()})
    for pk, obstacle in found.items():
        obstacle.state = kept[pk]["state"]
        obstacle.answer_due_on = date.fromisoformat(kept[pk]["answer_due_on"])
        obstacle.owner = owners.get(kept[pk]["owner"], obstacle.owner)
    return obstacle_lines(user, [found[pk] for pk in kept if pk in found], today=meeting.held_on)
