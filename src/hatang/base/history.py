"""Audit kept by database triggers: every change of a tracked row becomes a row of its event table."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.utils.translation import gettext as _
from pghistory.models import Events

from hatang.base.refusal import NotFound

M = TypeVar("M", bound=models.Model)
P = ParamSpec("P")
R = TypeVar("R")

_is_inside_an_action: ContextVar[bool] = ContextVar("is_inside_an_action", default=False)


@dataclass(frozen=True)
class Entry:
    """One change of one row; `changes` gives the old and the new value of each column of an update."""

    at: datetime
    actor_id: int | None
    action: str
    label: str
    changes: dict[str, Any]


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


def append_only(model: type[M]) -> type[M]:
    """Class decorator: the application's database role may add rows of the model and change none."""
    model.is_append_only = True  # type: ignore[attr-defined]
    return model


def action(run: Callable[P, R]) -> Callable[P, R]:
    """Decorator of an action: one transaction, and every change in it names `by` and the action.

    An action that calls another one keeps its own name and actor for all changes. Every action reads what it
    was given anew; what is not there any more was removed by somebody meanwhile, and is refused as such.
    """
    name = f"{run.__module__.split('.')[1]}.{run.__name__.strip('_')}"

    @wraps(run)
    def recorded(*args: P.args, **kwargs: P.kwargs) -> R:
        if _is_inside_an_action.get():
            with transaction.atomic():
                return run(*args, **kwargs)
        user_id = getattr(kwargs.get("by"), "pk", None)
        mark = _is_inside_an_action.set(True)
        try:
            with pghistory.context(user=user_id, action=name), transaction.atomic():
                return run(*args, **kwargs)
        except ObjectDoesNotExist as error:
            raise NotFound(_("Somebody has removed this meanwhile; go back and look again.")) from error
        finally:
            _is_inside_an_action.reset(mark)

    return recorded


def history_of(row: models.Model) -> list[Entry]:
    """Every kept change of a row, the oldest first."""
    events = Events.objects.tracks(row)  # type: ignore[no-untyped-call]
    return [
        Entry(
            at=event.pgh_created_at,
            actor_id=(event.pgh_context or {}).get("user"),
            action=(event.pgh_context or {}).get("action", ""),
            label=event.pgh_label,
            changes=event.pgh_diff or {},
        )
        for event in events.order_by("pgh_created_at", "pgh_id")
    ]
