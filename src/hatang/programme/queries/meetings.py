"""The sheet of a weekly meeting: what is late or waits, by the unit that has to speak."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hatang.accounts.models import Unit, User
from hatang.programme import access
from hatang.programme.models import Meeting, MeetingNote, Obligation
from hatang.programme.queries.changes import Changes, changes_between
from hatang.programme.queries.meeting_lines import (
    Found,
    Left,
    left_of,
    lines_of,
    looked_at,
    next_day,
    owed_to,
)
from hatang.programme.queries.meeting_obstacles import SheetObstacle, obstacles_to_keep, sheet_obstacles
from hatang.programme.rules import Reason, is_red


@dataclass(frozen=True)
class SheetLine:
    """One thing owed, why it stands on the sheet, and what was written about it.

    `is_settled` when its deadline followed another source by a settled contradiction.
    """

    owed: Obligation
    due_on: date | None
    reasons: list[Reason]
    n_days_late: int
    note: MeetingNote | None = None
    is_settled: bool = False

    @property
    def is_red(self) -> bool:
        """Whether it is late."""
        return is_red(self.reasons)

    @property
    def key(self) -> str:
        """Names the line on the page."""
        return f"nv-{self.owed.pk}"


@dataclass
class Speaker:
    """A unit that has to speak, with its lines, the latest first."""

    unit: Unit
    lines: list[SheetLine] = field(default_factory=list)

    @property
    def n_red(self) -> int:
        """How many of its lines are late."""
        return sum(line.is_red for line in self.lines)

    @property
    def n_amber(self) -> int:
        """How many of its lines are to be watched."""
        return len(self.lines) - self.n_red

    @property
    def lateness(self) -> tuple[int, int, int, str]:
        """Where the unit stands in the order of speaking: the latest first."""
        worst = max((line.n_days_late for line in self.lines), default=0)
        return (-worst, -self.n_red, -len(self.lines), self.unit.sort_key)


@dataclass(frozen=True)
class MeetingSheet:
    """What a meeting looks at; `former` is the one before it, `next_on` the day of the one after it.

    `general` is what was said beside all lines. `left` counts what is not on the sheet though something could
    be remarked about it; a closed one kept no count.
    """

    meeting: Meeting
    former: Meeting | None
    next_on: date
    speakers: list[Speaker]
    obstacles: list[SheetObstacle]
    n_more_obstacles: int = 0
    left: Left | None = None
    general: MeetingNote | None = None

    @property
    def lines(self) -> list[SheetLine]:
        """All lines in the order of speaking."""
        return [line for speaker in self.speakers for line in speaker.lines]

    @property
    def n_red(self) -> int:
        """How many lines are late."""
        return sum(speaker.n_red for speaker in self.speakers)

    @property
    def n_amber(self) -> int:
        """How many lines are to be watched."""
        return sum(speaker.n_amber for speaker in self.speakers)


def meeting_list(user: User) -> QuerySet[Meeting]:
    """Meetings the user may look at, the newest first."""
    return access.visible_meetings(user).select_related("unit")


def next_meeting(user: User, *, today: date) -> Meeting | None:
    """The next meeting that is not closed."""
    coming = meeting_list(user).filter(held_on__gte=today, closed_at__isnull=True)
    return coming.order_by("held_on", "pk").first()


def former_meeting(meeting: Meeting) -> Meeting | None:
    """The last meeting of the same circle before this one that was held."""
    same = Q(unit=meeting.unit_id) if meeting.unit_id else Q(unit__isnull=True)
    earlier = Meeting.objects.filter(same, held_on__lt=meeting.held_on, opened_at__isnull=False)
    return earlier.order_by("-held_on").first()


def meeting_sheet(user: User, meeting: Meeting) -> MeetingSheet:
    """The sheet made for the day of a meeting; a closed one shows what it was about."""
    former = former_meeting(meeting)
    written = list(meeting.notes.select_related("written_by"))
    notes = {note.obligation_id: note for note in written if note.obligation_id}
    about_obstacles = {note.obstacle_id: note for note in written if note.obstacle_id}
    general = next((note for note in written if not note.obligation_id and not note.obstacle_id), None)
    obstacles, n_more = sheet_obstacles(user, meeting, about_obstacles)
    next_on, left = next_day(meeting), None
    if meeting.closed_at:
        found = _kept(user, meeting)
    else:
        rows = looked_at(user, meeting, former, next_on=next_on)
        found, left = lines_of(rows, meeting), left_of(rows)
    by_unit: dict[int, Speaker] = {}
    for owed, due_on, reasons in found:
        late = (meeting.held_on - due_on).days if due_on and is_red(reasons) else 0
        is_settled = getattr(owed, "was_settled", "due" in owed.task.ruled_fields)
        line = SheetLine(owed, due_on, reasons, late, notes.get(owed.pk), is_settled)
        by_unit.setdefault(owed.unit_id, Speaker(owed.unit)).lines.append(line)
    for speaker in by_unit.values():
        speaker.lines.sort(key=lambda line: (-line.n_days_late, line.due_on or date.max, line.owed.pk))
    return MeetingSheet(
        meeting=meeting,
        former=former,
        next_on=next_on,
        speakers=sorted(by_unit.values(), key=lambda speaker: speaker.lateness),
        obstacles=obstacles,
        n_more_obstacles=n_more,
        left=left,
        general=general,
    )


def sheet_to_keep(sheet: MeetingSheet) -> list[dict[str, Any]]:
    """The lines and obstacles of a sheet as a closed meeting keeps them."""
    lines: list[dict[str, Any]] = [
        {
            "obligation": line.owed.pk,
            "due_on": line.due_on.isoformat() if line.due_on else None,
            "reasons": [reason.value for reason in line.reasons],
            "is_settled": line.is_settled,
        }
        for line in sheet.lines
    ]
    return [*lines, *obstacles_to_keep(sheet.obstacles)]


def _kept(user: User, meeting: Meeting) -> Iterator[Found]:
    """What a closed meeting was about, as far as the user may see it."""
    kept = [line for line in meeting.kept if "obligation" in line]
    rows = owed_to_anybody(user, [line["obligation"] for line in kept])
    for line in kept:
        if (owed := rows.get(line["obligation"])) is not None:
            due_on = date.fromisoformat(line["due_on"]) if line["due_on"] else None
            owed.was_settled = line.get("is_settled", False)  # type: ignore[attr-defined]
            yield owed, due_on, [Reason(one) for one in line["reasons"]]


def owed_to_anybody(user: object, pks: Iterable[int]) -> dict[int, Obligation]:
    """Obligations by number with unit, task and plan, as far as the user may see them."""
    rows = access.visible_obligations(user).filter(pk__in=list(pks))
    return {owed.pk: owed for owed in rows.select_related("unit", "task__plan", "responsible")}


def changes_since(user: User, sheet: MeetingSheet) -> Changes:
    """What was done, became late and was moved since the former meeting; nothing where there was none."""
    former, meeting = sheet.former, sheet.meeting
    if former is None:
        return Changes()
    newly_late = [
        line.owed
        for line in sheet.lines
        if line.is_red and line.due_on is not None and line.due_on >= former.held_on
    ]
    return changes_between(owed_to(user, meeting), former, meeting, newly_late)
