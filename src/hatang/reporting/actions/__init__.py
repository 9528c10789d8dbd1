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
from hatang.reporting.actions.drafts import (
    DraftHasLeft,
    StaleDraft,
    lay_draft,
    make_draft,
    number_draft,
    return_draft,
    save_draft_text,
)
from hatang.reporting.actions.forms import StaleForm, fix_draft, make_form, retire_form, save_draft, stamp
from hatang.reporting.actions.saving import (
    PeriodLocked,
    StaleReport,
    answer_with_file,
    require_writable,
    save_report,
)
from hatang.reporting.actions.signing import BrokenSignature, keep_signed_file
from hatang.reporting.actions.steps import NotAsApproved, NotComplete, Written, WrongStep, take_report_step

__all__ = [
    "Asked",
    "BrokenSignature",
    "DraftHasLeft",
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
    "change_campaign",
    "close_campaign",
    "fix_draft",
    "give_exemption",
    "keep_signed_file",
    "lay_draft",
    "make_campaign",
    "make_draft",
    "make_form",
    "number_draft",
    "open_campaign",
    "remind_by_ladder",
    "remind_now",
    "require_writable",
    "retire_form",
    "return_draft",
    "save_draft",
    "save_draft_text",
    "save_report",
    "set_reporters",
    "stamp",
    "take_report_step",
]
