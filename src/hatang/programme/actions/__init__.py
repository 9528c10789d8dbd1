"""Writes of the programme: a document becomes a plan, units say how far they are."""

from hatang.programme.actions.naming import NAMES, resolve_names, settle_name
from hatang.programme.actions.progress import WrongDay, record_progress
from hatang.programme.actions.publishing import NothingToFollow, NotRead, OlderVersion, publish_plan

__all__ = [
    "NAMES",
    "NotRead",
    "NothingToFollow",
    "OlderVersion",
    "WrongDay",
    "publish_plan",
    "record_progress",
    "resolve_names",
    "settle_name",
]
