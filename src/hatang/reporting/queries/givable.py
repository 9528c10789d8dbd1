"""What the programme has to say in documents that are written here: tasks to give out, work done."""

from datetime import timedelta
from typing import Any

from hatang.accounts.models import User
from hatang.base import clock
from hatang.programme import access as programme_access
from hatang.programme.models import Obligation, Plan
from hatang.programme.queries import MeetingSheet, Since, changes_since, done_since
from hatang.programme.queries.changes import USUAL_DAYS
from hatang.programme.queries.lists import assignments
from hatang.programme.queries.meeting_lines import owed_to


def tasks_to_give(user: User, plan: Plan) -> list[Any]:
    """Tasks that a plan asks for with all named in them as `all_assignments`; two queries."""
    tasks = programme_access.visible_tasks(user).filter(plan=plan, withdrawn_at__isnull=True)
    return list(tasks.order_by("ordinal").prefetch_related(assignments()))


def done_before(user: User, sheet: MeetingSheet) -> list[Obligation]:
    """What was done since the meeting before this one, or in the week before where there was none."""
    if sheet.former is not None:
        return changes_since(user, sheet).done
    on = sheet.meeting.held_on - timedelta(days=USUAL_DAYS)
    return list(done_since(owed_to(user, sheet.meeting), Since(on, clock.day_start(on))))
