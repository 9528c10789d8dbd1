"""Pages of tasks and targets, and the buttons on them."""

from hatang.programme.views.approvals import (
    approve,
    ask_approval,
    publish,
    return_reading,
    take_back,
    undo_publication,
)
from hatang.programme.views.batches import batch, batch_preview, run_batch, undo_batch
from hatang.programme.views.board import board, move
from hatang.programme.views.calendar import calendar, feed, feeds, revoke_feed
from hatang.programme.views.clarity import clarity, gap_list, left_out
from hatang.programme.views.conclusions import (
    add_conclusion,
    close_meeting,
    remove_conclusion,
    reopen_meeting,
)
from hatang.programme.views.conflicts import conflict_list, find_conflicts, reopen_conflict, settle_conflict
from hatang.programme.views.declaring import correct_value, declare_value
from hatang.programme.views.dependencies import add_dependency, dependencies, remove_dependency
from hatang.programme.views.dues import meet_part, take_back_event, tell_event
from hatang.programme.views.figures import pass_figure_on, release_figure, return_figure, take_figure_back
from hatang.programme.views.gap_batches import (
    ask_for_gaps,
    gap_batch,
    gap_batch_preview,
    undo_gap_batch,
)
from hatang.programme.views.gaps import (
    answer_gap,
    ask_for_gap,
    decide_gap_answer,
    take_back_gap_request,
    task_gaps,
)
from hatang.programme.views.hand_ins import enter_number, pass_on, release, return_hand_in, take_hand_in_back
from hatang.programme.views.items import task
from hatang.programme.views.leaders import leader, set_plan_leader, set_task_leader
from hatang.programme.views.lists import target_list, task_list
from hatang.programme.views.measures import measure_target
from hatang.programme.views.meeting_notes import (
    set_answer_day,
    write_general_note,
    write_note,
    write_obstacle_note,
)
from hatang.programme.views.meetings import (
    call_meeting,
    change_meeting,
    meeting,
    meetings,
    open_meeting,
)
from hatang.programme.views.obligations import (
    add_milestone,
    ask_deadline,
    change_milestone,
    decide_request,
    name_responsible,
    obligation,
    take_back_request,
)
from hatang.programme.views.own_products import add_product, change_product
from hatang.programme.views.products import deliver_product, set_product_kind
from hatang.programme.views.quotas import put_quotas
from hatang.programme.views.responsibility import (
    acknowledge,
    set_follower,
    set_quiet_weeks,
    set_responsibility,
)
from hatang.programme.views.saved_views import begin_with, change_view, delete_view, saved_views
from hatang.programme.views.targets import set_target_facts, target
from hatang.programme.views.timeline import timeline
from hatang.programme.views.transitions import decide_transition, transitions, undo_transition
from hatang.programme.views.writes import acceptance, progress, step

__all__ = [
    "acceptance",
    "acknowledge",
    "add_conclusion",
    "add_dependency",
    "add_milestone",
    "add_product",
    "answer_gap",
    "approve",
    "ask_approval",
    "ask_deadline",
    "ask_for_gap",
    "ask_for_gaps",
    "batch",
    "batch_preview",
    "begin_with",
    "board",
    "calendar",
    "call_meeting",
    "change_meeting",
    "change_milestone",
    "change_product",
    "change_view",
    "clarity",
    "close_meeting",
    "conflict_list",
    "correct_value",
    "decide_gap_answer",
    "decide_request",
    "decide_transition",
    "declare_value",
    "delete_view",
    "deliver_product",
    "dependencies",
    "enter_number",
    "feed",
    "feeds",
    "find_conflicts",
    "gap_batch",
    "gap_batch_preview",
    "gap_list",
    "leader",
    "left_out",
    "measure_target",
    "meet_part",
    "meeting",
    "meetings",
    "move",
    "name_responsible",
    "obligation",
    "open_meeting",
    "pass_figure_on",
    "pass_on",
    "progress",
    "publish",
    "put_quotas",
    "release",
    "release_figure",
    "remove_conclusion",
    "remove_dependency",
    "reopen_conflict",
    "reopen_meeting",
    "return_figure",
    "return_hand_in",
    "return_reading",
    "revoke_feed",
    "run_batch",
    "saved_views",
    "set_answer_day",
    "set_follower",
    "set_plan_leader",
    "set_product_kind",
    "set_quiet_weeks",
    "set_responsibility",
    "set_target_facts",
    "set_task_leader",
    "settle_conflict",
    "step",
    "take_back",
    "take_back_event",
    "take_back_gap_request",
    "take_back_request",
    "take_figure_back",
    "take_hand_in_back",
    "target",
    "target_list",
    "task",
    "task_gaps",
    "task_list",
    "tell_event",
    "timeline",
    "transitions",
    "undo_batch",
    "undo_gap_batch",
    "undo_publication",
    "undo_transition",
    "write_general_note",
    "write_note",
    "write_obstacle_note",
]
