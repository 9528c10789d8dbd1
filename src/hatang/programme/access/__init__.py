"""Who may see plans and say how far the work is."""

from hatang.programme.access.approvals import get_approval, get_publication, may_undo_publications
from hatang.programme.access.batches import get_batch, may_do_batches, may_undo_batch, visible_batches
from hatang.programme.access.conflicts import get_conflict, may_settle_conflicts, visible_conflicts
from hatang.programme.access.dependencies import get_dependency, may_link_tasks, visible_dependencies
from hatang.programme.access.feeds import get_feed, own_feeds
from hatang.programme.access.figures import get_value, may_declare, part_units, visible_values
from hatang.programme.access.items import (
    get_obligation,
    get_plan,
    get_target,
    get_task,
    reading_rights,
    visible_obligations,
    visible_plans,
    visible_targets,
    visible_tasks,
)
from hatang.programme.access.meetings import get_conclusion, get_meeting, may_call_meetings, visible_meetings
from hatang.programme.access.saved_views import get_view, may_change_view, visible_views
from hatang.programme.access.transitions import get_transition, may_decide_transitions, visible_transitions
from hatang.programme.access.work import (
    follows,
    get_milestone,
    get_request,
    is_of_the_committee,
    may_ask_for_acceptance,
    may_ask_for_update,
    may_decide_requests,
    may_record_progress,
    may_take_step,
)

__all__ = [
    "follows",
    "get_approval",
    "get_batch",
    "get_conclusion",
    "get_conflict",
    "get_dependency",
    "get_feed",
    "get_meeting",
    "get_milestone",
    "get_obligation",
    "get_plan",
    "get_publication",
    "get_request",
    "get_target",
    "get_task",
    "get_transition",
    "get_value",
    "get_view",
    "is_of_the_committee",
    "may_ask_for_acceptance",
    "may_ask_for_update",
    "may_call_meetings",
    "may_change_view",
    "may_decide_requests",
    "may_decide_transitions",
    "may_declare",
    "may_do_batches",
    "may_link_tasks",
    "may_record_progress",
    "may_settle_conflicts",
    "may_take_step",
    "may_undo_batch",
    "may_undo_publications",
    "own_feeds",
    "part_units",
    "reading_rights",
    "visible_batches",
    "visible_conflicts",
    "visible_dependencies",
    "visible_meetings",
    "visible_obligations",
    "visible_plans",
    "visible_targets",
    "visible_tasks",
    "visible_transitions",
    "visible_values",
    "visible_views",
]
