"""Audit kept by database triggers: every change of a tracked row becomes a row of its event table."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.db import models, transaction

M = TypeVar("M", bound=models.Model)
P = ParamSpec("P")
R = TypeVar("R")


def tracked(*, exclude: tuple[str, ...] = ()) -> Callable[[type[M]], type[M]]:
    """Class decorator: keep every change of the model's rows, with who and where in the same row.

    The context is stored in each event, not in a shared table, so that the application's database
    role needs no right to change anything it has written.
    """
    options: dict[str, Any] = {
        "context_field": pghistory.ContextJSONField(),
        "context_id_field": pghistory.ContextUUIDField(),
    }
    if exclude:
        options["exclude"] = list(exclude)
    events = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    decorate: Callable[[type[M]], type[M]] = pghistory.track(*events, **options)
    return decorate


def action(run: Callable[P, R]) -> Callable[P, R]:
    """Decorator of an action: one transaction, and every change in it names `by` and the action."""
    name = f"{run.__module__.split('.')[1]}.{run.__name__}"

    @wraps(run)
    def recorded(*args: P.args, **kwargs: P.kwargs) -> R:
        user_id = getattr(kwargs.get("by"), "pk", None)
        with pghistory.context(user=user_id, action=name), transaction.atomic():
            return run(*args, **kwargs)

    return recorded
