"""Writes of the room."""

from hatang.network.actions.examples import put_example
from hatang.network.actions.filing_apply import apply_filing, give_back_filing
from hatang.network.actions.filings import (
    AlreadyFiled,
    add_corrections,
    approve_filing,
    fail_check,
    file_inventory,
    inspect_filing,
    keep_check,
    return_filing,
    submit_filing,
    withdraw_filing,
)
from hatang.network.actions.matching import answer_pair, undo_answer
from hatang.network.actions.recording import record_figures

__all__ = [
    "AlreadyFiled",
    "add_corrections",
    "answer_pair",
    "apply_filing",
    "approve_filing",
    "fail_check",
    "file_inventory",
    "give_back_filing",
    "inspect_filing",
    "keep_check",
    "put_example",
    "record_figures",
    "return_filing",
    "submit_filing",
    "undo_answer",
    "withdraw_filing",
]
