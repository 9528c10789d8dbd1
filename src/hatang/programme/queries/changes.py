"""What happened since a weekly meeting: from when on it counts, what was done and what was moved."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from hatang.accounts.models import WORKING_ROLES, Unit, User
from hatang.base import clock
from hatang.base.kept import kept_in_look
from hatang.documents.access import rights_of
from hatang.programme import access
from hatang.programme.models import DeadlineRequest, Meeting, Obligation, RequestDecision

# Without any meeting the changes of so many days are told.
USUAL_DAYS = 7


@dataclass(frozen=True)
class Since:
    """From when changes count: the day and moment of `meeting`, or `n_days` ago where there is none."""

    on: date
    moment: datetime
    meeting: Meeting | None = None
    n_days: int = USUAL_DAYS


@dataclass
class Changes:
    """What happened between two meetings."""

    done: list[Obligation] = field(default_factory=list)
    newly_late: list[Obligation] = field(default_factory=list)
    moved: list[tuple[Obligation, date]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened."""
        return not (self.done or self.newly_late or self.moved)


def moment_of(meeting: Meeting) -> datetime:
    """From when on something is news: when the meeting was opened on its day, else when its day began."""
    opened = meeting.opened_at
    if opened is not None and clock.local(opened).date() == meeting.held_on:
        return opened
    return clock.day_start(meeting.held_on)


def since_last_meeting(user: User, *, today: date) -> Since:
    """Since the last meeting that was held, of the province or of a unit the user works in."""
    about = ("last meeting", today, *rights_of(user))
    return kept_in_look(about, lambda: _since_last_meeting(user, today), of=(Meeting, Unit))


def _since_last_meeting(user: User, today: date) -> Since:
    held = access.visible_meetings(user).filter(
        Q(unit__isnull=True) | Q(unit__in=user.units_held(*WORKING_ROLES)),
        Q(held_on__lt=today) | Q(held_on=today, closed_at__isnull=False),
        opened_at__isnull=False,
    )
    meeting = held.select_related("unit").order_by("-held_on", "-pk").first()
    if meeting is None:
        on = today - timedelta(days=USUAL_DAYS)
        return Since(on, clock.day_start(on))
    return Since(meeting.held_on, moment_of(meeting), meeting)


def done_since(rows: QuerySet[Obligation], since: Since) -> QuerySet[Obligation]:
    """Those done, as it was said since then, the latest first."""
    done = rows.filter(state="done", updated_at__gte=since.moment, withdrawn_at__isnull=True)
    return done.select_related("unit", "task__plan").order_by("-done_on", "pk")


def moved_since(
    rows: QuerySet[Obligation], since: datetime, until: datetime | None = None
) -> QuerySet[DeadlineRequest]:
    """Later deadlines that were granted since then, the latest first."""
    granted = DeadlineRequest.objects.filter(
        decision=RequestDecision.GRANTED,
        granted_until__isnull=False,
        decided_at__gte=since,
        obligation__in=rows.filter(withdrawn_at__isnull=True),
    )
    granted = granted.filter(decided_at__lt=until) if until else granted
    return granted.select_related("obligation__unit", "obligation__task__plan").order_by("-decided_at", "-pk")


def changes_between(
    rows: QuerySet[Obligation], former: Meeting, meeting: Meeting, newly_late: Iterable[Obligation]
) -> Changes:
    """What was done and moved between two meetings; what became late the sheet knows."""
    since = moment_of(former)
    until = meeting.closed_at or clock.day_end(meeting.held_on)
    done = _done_between(since, until)
    found = Changes(
        done=list(
            rows.filter(pk__in=done).select_related("unit", "task__plan").order_by("unit__sort_key", "pk")
        ),
        newly_late=list(newly_late),
    )
    for asked in reversed(moved_since(rows, since, until)):
        if asked.granted_until is not None:
            found.moved.append((asked.obligation, asked.granted_until))
    return found


def _done_between(since: datetime, until: datetime) -> list[int]:
    """Obligations that were not done at the first moment and were at the second, from the kept changes."""
    events: Any = Obligation.pgh_event_model  # type: ignore[attr-defined]
    last = events.objects.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    after = [
        one.pgh_obj_id
        for one in last.filter(pgh_created_at__gte=since, pgh_created_at__lt=until).exclude(
            pgh_label="delete"
        )
        # When it was said counts, not when a machine took it over.
        if one.state == "done" and one.updated_at is not None and one.updated_at >= since
    ]
    before: dict[int, str] = defaultdict(str)
    earlier = last.filter(pgh_created_at__lt=since, pgh_obj_id__in=after)
    before.update({one.pgh_obj_id: one.state for one in earlier})
    return [pk for pk in after if before[pk] != "done"]
