"""Writes of documents: a file arrives, is read, and becomes a version of a document."""

from hatang.documents.actions.identities import confirm_identity
from hatang.documents.actions.numbers import NumberGiven, enter_number
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
from hatang.documents.actions.versions import keep_reading, mark_published

__all__ = [
    "LOST_AFTER",
    "MAX_ATTEMPTS",
    "NothingToCancel",
    "NumberGiven",
    "Upload",
    "WrongFileType",
    "cancel_run",
    "confirm_identity",
    "enter_number",
    "fail_run",
    "give_up_lost_runs",
    "keep_reading",
    "mark_published",
    "note_progress",
    "read_again",
    "start_run",
    "stop_run",
    "upload_document",
]
