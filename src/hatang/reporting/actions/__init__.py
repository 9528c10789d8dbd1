"""Writes of the room."""

from hatang.reporting.actions.campaigns import (
    Asked,
    Expected,
    change_campaign,
    close_campaign,
    give_exemption,
    make_campaign,
    open_campaign,
    set_reporters,
)
from hatang.reporting.actions.chasing import remind_by_ladder, remind_now
from hatang.reporting.actions.chasing_gathering import remind_consolidators
from hatang.reporting.actions.consolidating import hand_on, set_consolidator
from hatang.reporting.actions.drafts import (
    DraftHasLeft,
    StaleDraft,
    lay_draft,
    make_draft,
    number_draft,
    return_draft,
    save_draft_text,
)
from hatang.reporting.actions.forms import (
    StaleForm,
    fix_draft,
    make_form,
    retire_form,
    save_draft,
    stamp,
    use_ready_form,
)
from hatang.reporting.actions.incoming import (
    cancel_reading,
    end_reading,
    keep_proposals,
    note_pages,
    receive_report,
    start_reading,
)
from hatang.reporting.actions.periods import make_next_campaign, set_period_terms
from hatang.reporting.actions.proposing import Decided, decide_proposals
from hatang.reporting.actions.sampling import DrawRule, draw_sample
from hatang.reporting.actions.saving import (
    PeriodLocked,
    StaleReport,
    answer_with_file,
    require_writable,
    save_report,
)
from hatang.reporting.actions.sending import send_values
from hatang.reporting.actions.signing import BrokenSignature, keep_signed_file
from hatang.reporting.actions.steps import NotAsApproved, NotComplete, Written, WrongStep, take_report_step
from hatang.reporting.actions.templates import drop_template, take_template

__all__ = [
    "Asked",
    "BrokenSignature",
    "Decided",
    "DraftHasLeft",
    "DrawRule",
    "Expected",
    "NotAsApproved",
    "NotComplete",
    "PeriodLocked",
    "StaleDraft",
    "StaleForm",
    "StaleReport",
    "Written",
    "WrongStep",
    "answer_with_file",
    "cancel_reading",
    "change_campaign",
    "close_campaign",
    "decide_proposals",
    "draw_sample",
    "drop_template",
    "end_reading",
    "fix_draft",
    "give_exemption",
    "hand_on",
    "keep_proposals",
    "keep_signed_file",
    "lay_draft",
    "make_campaign",
    "make_draft",
    "make_form",
    "make_next_campaign",
    "note_pages",
    "number_draft",
    "open_campaign",
    "receive_report",
    "remind_by_ladder",
    "remind_consolidators",
    "remind_now",
    "require_writable",
    "retire_form",
    "return_draft",
    "save_draft",
    "save_draft_text",
    "save_report",
    "send_values",
    "set_consolidator",
    "set_period_terms",
    "set_reporters",
    "stamp",
    "start_reading",
    "take_report_step",
    "take_template",
    "use_ready_form",
]
