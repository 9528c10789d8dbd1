"""Audit kept by database triggers: every change of a tracked row becomes a row of its event table."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=models.Model)


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
