"""Who did what: database triggers keep every change, this names the actor and reads it back.

The event tables are written by the triggers alone (`base.history.tracked`); the role the application
connects with may only read them.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory
from django.db import models
from pghistory.models import Events


@dataclass(frozen=True)
class Entry:
    """One change of one row."""

    at: datetime
    actor_id: int | None
    source: str
    table: str
    object_id: str
    label: str
    changes: dict[str, Any]


def acting(*, user_id: int | None, source: str) -> AbstractContextManager[Any]:
    """Mark the changes made inside as done by this user through this door (a job's or command's name)."""
    context: AbstractContextManager[Any] = pghistory.context(user=user_id, url=source)
    return context


def history_of(row: models.Model) -> list[Entry]:
    """Every kept change of a row, the oldest first."""
    events = Events.objects.tracks(row)  # type: ignore[no-untyped-call]
    return [_entry(event) for event in events.order_by("pgh_created_at", "pgh_id")]


def _entry(event: Any) -> Entry:
    context = event.pgh_context or {}
    return Entry(
        at=event.pgh_created_at,
        actor_id=context.get("user"),
        source=context.get("url", ""),
        table=event.pgh_model,
        object_id=event.pgh_obj_id,
        label=event.pgh_label,
        changes=event.pgh_diff or {},
    )
