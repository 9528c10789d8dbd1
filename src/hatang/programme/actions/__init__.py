"""Writes of the programme: a document becomes a plan, units say how far they are."""

from hatang.programme.actions.approving import (
    AlreadyDecided,
    ChangedSince,
    approve,
    ask_approval,
    return_reading,
    take_back_approval,
)
from hatang.programme.actions.asking_figures import ask_for_figures
from hatang.programme.actions.batches import MOST_PARTS, ChangedMeanwhile, run_batch, undo_batch
from hatang.programme.actions.conclusions import (
    MOST_CONCLUSIONS,
    Concluded,
    add_conclusion,
    announcement_of,
    close_meeting,
    remove_conclusion,
    reopen_meeting,
)
from hatang.programme.actions.conflicts import (
    AlreadySettled,
    find_conflicts,
    reopen_conflict,
    settle_conflict,
    settlements_of,
)
from hatang.programme.actions.declaring import DeclaredAlready, correct_value, declare_value
from hatang.programme.actions.dependencies import Circle, add_dependency, remove_dependency
from hatang.programme.actions.events import Happening, ToldAlready, take_back_event, tell_event
from hatang.programme.actions.exchange import (
    Exchanged,
    link_assignments,
    note_sent,
    take_numbers,
    unsent_states,
)
from hatang.programme.actions.feeds import UnknownFeed, open_feed, revoke_feed, use_feed
from hatang.programme.actions.figures import pass_figure_on, return_figure, take_figure_back
from hatang.programme.actions.gap_batches import ask_for_gaps, undo_gap_batch
from hatang.programme.actions.gaps import (
    AnswerDecided,
    AnsweredMeanwhile,
    answer_gap,
    ask_for_gap,
    confirm_gap_answer,
    return_gap_answer,
    take_back_gap_request,
)
from hatang.programme.actions.hand_ins import (
    AlreadyHandedIn,
    NotWaiting,
    pass_on,
    return_hand_in,
    take_hand_in_back,
)
from hatang.programme.actions.leading import set_leader
from hatang.programme.actions.measures import measure_target
from hatang.programme.actions.meetings import (
    AnotherMeeting,
    Call,
    NotOpen,
    WrittenMeanwhile,
    call_meeting,
    change_meeting,
    open_meeting,
    set_answer_day,
    write_note,
)
from hatang.programme.actions.milestones import add_milestone, reach_milestone, remove_milestone
from hatang.programme.actions.naming import NAMES, resolve_names, settle_name
from hatang.programme.actions.numbering import enter_number
from hatang.programme.actions.own_products import add_product, drop_product, rename_product
from hatang.programme.actions.parts import meet_part, reopen_part
from hatang.programme.actions.products import deliver_product, set_product_kind, take_back_delivery
from hatang.programme.actions.progress import (
    WrongDay,
    WrongMove,
    ask_for_acceptance,
    record_progress,
    take_step,
)
from hatang.programme.actions.publishing import NothingToFollow, NotRead, OlderVersion, publish_plan
from hatang.programme.actions.quotas import StaleQuotas, put_quotas
from hatang.programme.actions.releasing import release_figure, release_hand_in
from hatang.programme.actions.reminding import remind_of_deadlines, remind_of_milestones
from hatang.programme.actions.requests import (
    AlreadyAsked,
    NoFixedDay,
    ask_deadline,
    decide_request,
    take_back_request,
)
from hatang.programme.actions.responsibility import (
    acknowledge,
    name_responsible,
    set_follower,
    set_ladder,
    set_quiet_weeks,
    set_responsibility,
)
from hatang.programme.actions.rulings import SettledElsewhere, SourcesChanged
from hatang.programme.actions.saved_views import begin_with, change_view, delete_view, save_view
from hatang.programme.actions.targets import ChangedTarget, TargetFacts, set_target_facts
from hatang.programme.actions.transitions import (
    MOST_AT_ONCE,
    DecidedAlready,
    NobodyTakesOver,
    TooLateToUndo,
    decide_transition,
    may_undo_transition,
    undo_transition,
)
from hatang.programme.actions.undoing import TooLate, WorkHasBegun, may_be_undone, undo_publication

__all__ = [
    "MOST_AT_ONCE",
    "MOST_CONCLUSIONS",
    "MOST_PARTS",
    "NAMES",
    "AlreadyAsked",
    "AlreadyDecided",
    "AlreadyHandedIn",
    "AlreadySettled",
    "AnotherMeeting",
    "AnswerDecided",
    "AnsweredMeanwhile",
    "Call",
    "ChangedMeanwhile",
    "ChangedSince",
    "ChangedTarget",
    "Circle",
    "Concluded",
    "DecidedAlready",
    "DeclaredAlready",
    "Exchanged",
    "Happening",
    "NoFixedDay",
    "NobodyTakesOver",
    "NotOpen",
    "NotRead",
    "NotWaiting",
    "NothingToFollow",
    "OlderVersion",
    "SettledElsewhere",
    "SourcesChanged",
    "StaleQuotas",
    "TargetFacts",
    "ToldAlready",
    "TooLate",
    "TooLateToUndo",
    "UnknownFeed",
    "WorkHasBegun",
    "WrittenMeanwhile",
    "WrongDay",
    "WrongMove",
    "acknowledge",
    "add_conclusion",
    "add_dependency",
    "add_milestone",
    "add_product",
    "announcement_of",
    "answer_gap",
    "approve",
    "ask_approval",
    "ask_deadline",
    "ask_for_acceptance",
    "ask_for_figures",
    "ask_for_gap",
    "ask_for_gaps",
    "begin_with",
    "call_meeting",
    "change_meeting",
    "change_view",
    "close_meeting",
    "confirm_gap_answer",
    "correct_value",
    "decide_request",
    "decide_transition",
    "declare_value",
    "delete_view",
    "deliver_product",
    "drop_product",
    "enter_number",
    "find_conflicts",
    "link_assignments",
    "may_be_undone",
    "may_undo_transition",
    "measure_target",
    "meet_part",
    "name_responsible",
    "note_sent",
    "open_feed",
    "open_meeting",
    "pass_figure_on",
    "pass_on",
    "publish_plan",
    "put_quotas",
    "reach_milestone",
    "record_progress",
    "release_figure",
    "release_hand_in",
    "remind_of_deadlines",
    "remind_of_milestones",
    "remove_conclusion",
    "remove_dependency",
    "remove_milestone",
    "rename_product",
    "reopen_conflict",
    "reopen_meeting",
    "reopen_part",
    "resolve_names",
    "return_figure",
    "return_gap_answer",
    "return_hand_in",
    "return_reading",
    "revoke_feed",
    "run_batch",
    "save_view",
    "set_answer_day",
    "set_follower",
    "set_ladder",
    "set_leader",
    "set_product_kind",
    "set_quiet_weeks",
    "set_responsibility",
    "set_target_facts",
    "settle_conflict",
    "settle_name",
    "settlements_of",
    "take_back_approval",
    "take_back_delivery",
    "take_back_event",
    "take_back_gap_request",
    "take_back_request",
    "take_figure_back",
    "take_hand_in_back",
    "take_numbers",
    "take_step",
    "tell_event",
    "undo_batch",
    "undo_gap_batch",
    "undo_publication",
    "undo_transition",
    "unsent_states",
    "use_feed",
    "write_note",
]
