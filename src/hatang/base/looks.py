"""One look: what a request that only reads would ask the records again and again is asked once."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

R = TypeVar("R")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Within it `once` asks each question once; only for what does not write."""
    mark = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(mark)


def is_looking() -> bool:
    """Whether a look is under way."""
    return _answers.get() is not None


def once(about: Hashable, ask: Callable[[], R]) -> R:
    """The answer to a question, asked once within a look and each time outside of one."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if about not in answers:
        answers[about] = ask()
    found: R = answers[about]
    return found
