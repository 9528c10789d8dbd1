"""What days and states of tasks are made of, for results kept until something of it changes (ADR 0065)."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from django.db.models import Model

from hatang.accounts.models import Unit
from hatang.base.kept import kept
from hatang.documents.models import Document
from hatang.programme.models import (
    DeadlineRequest,
    DueEvent,
    DuePart,
    Obligation,
    Occurrence,
    Plan,
    Task,
    Transition,
    TransitionPart,
)

R = TypeVar("R")

DAYS_ARE_MADE_OF: tuple[type[Model], ...] = (
    Task,
    Obligation,
    Plan,
    Document,
    Unit,
    DeadlineRequest,
    Transition,
    TransitionPart,
    DuePart,
    DueEvent,
    Occurrence,
)


def kept_of_days(about: Hashable, make: Callable[[], R]) -> R:
    """The result of `make`, which depends on days and states of tasks and on `about` only."""
    return kept(about, make, of=DAYS_ARE_MADE_OF)
