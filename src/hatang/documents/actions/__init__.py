"""Writes of documents: a file arrives, is read, and becomes a version of a document."""

from hatang.documents.actions.audience import last_audience_word, set_audience
from hatang.documents.actions.corrections import (
    StaleReview,
    add_item,
    correct_item,
    drop_item,
    merge_chosen,
    merge_items,
    split_item,
    undo_correction,
)
from hatang.documents.actions.identities import confirm_identity
from hatang.documents.actions.numbers import NumberGiven, enter_number, mark_draft
from hatang.documents.actions.runs import (
    LOST_AFTER,
    MAX_ATTEMPTS,
    NothingToCancel,
    cancel_run,
    fail_run,
    give_up_lost_runs,
    note_progress,
    read_again,
    start_run,
    stop_run,
)
from hatang.documents.actions.uploads import Upload, WrongFileType, upload_document
from hatang.documents.actions.validity import (
    Effect,
    ReplacedInACircle,
    StaleDocument,
    last_word,
    set_validity,
)
from hatang.documents.actions.versions import keep_reading, mark_published, mark_unpublished

__all__ = [
    "LOST_AFTER",
    "MAX_ATTEMPTS",
    "Effect",
    "NothingToCancel",
    "NumberGiven",
    "ReplacedInACircle",
    "StaleDocument",
    "StaleReview",
    "Upload",
    "WrongFileType",
    "add_item",
    "cancel_run",
    "confirm_identity",
    "correct_item",
    "drop_item",
    "enter_number",
    "fail_run",
    "give_up_lost_runs",
    "keep_reading",
    "last_audience_word",
    "last_word",
    "mark_draft",
    "mark_published",
    "mark_unpublished",
    "merge_chosen",
    "merge_items",
    "note_progress",
    "read_again",
    "set_audience",
    "set_validity",
    "split_item",
    "start_run",
    "stop_run",
    "undo_correction",
    "upload_document",
]
