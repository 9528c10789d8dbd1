"""Search in the kept changes, of one kind of object or of all, the newest first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db.models import CharField, Model, Q, QuerySet, TextField, Value
from django.utils.timezone import make_aware
from pghistory.models import Event

# Columns of an event that are not columns of the object.
_OWN = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context", "pgh_context_id")


@dataclass(frozen=True)
class AuditFilter:
    """Which changes are looked for; an empty field does not narrow them.

    `before` is the last number seen of one kind; of all kinds, `skip` is how many were seen.
    """

    kind: str = ""
    object_id: int | None = None
    actor_id: int | None = None
    action: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None
    skip: int = 0


@dataclass(frozen=True)
class Change:
    """One column of an object, before and after; an object that came or went has one side."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True)
class AuditEntry:
    """One kept change of one object, with who did it, by which action and from where."""

    kind: str
    number: int
    at: datetime
    label: str
    object_id: int
    actor_id: int | None
    action: str
    address: str
    user_agent: str
    token: str
    url: str
    changes: list[Change]


def audited_kinds() -> dict[str, str]:
    """Every kind of object whose changes are kept, as "room.model", with its name."""
    kinds = {
        event.pgh_tracked_model._meta.label_lower: str(event.pgh_tracked_model._meta.verbose_name)
        for event in _event_models().values()
    }
    return dict(sorted(kinds.items(), key=lambda pair: pair[1]))


def audit_entries(chosen: AuditFilter, n_rows: int) -> list[AuditEntry]:
    """The newest changes that fit, with what they changed; two queries a kind that is found.

    Raises:
        KeyError: no changes of this kind are kept.
    """
    if not chosen.kind:
        return _entries_of_all(chosen, n_rows)
    rows = list(_narrowed(_event_models()[chosen.kind].objects.order_by("-pgh_id"), chosen)[:n_rows])
    return _entries(chosen.kind, rows)


def _entries(kind: str, rows: list[Any]) -> list[AuditEntry]:
    former = _former(_event_models()[kind], rows)
    return [_entry(kind, row, former.get(row.pgh_id)) for row in rows]


def _entries_of_all(chosen: AuditFilter, n_rows: int) -> list[AuditEntry]:
    """The same of every kind of object: first the keys of all, then the rows that are shown."""
    models, last = _event_models(), chosen.skip + n_rows
    newest = [
        _narrowed(events.objects.order_by("-pgh_id"), chosen)
        .annotate(of_kind=Value(kind, output_field=CharField()))
        .values_list("pgh_created_at", "of_kind", "pgh_id")[:last]
        for kind, events in models.items()
    ]
    keys = newest[0].union(*newest[1:], all=True).order_by("-pgh_created_at", "of_kind", "-pgh_id")
    shown = [(kind, number) for _at, kind, number in keys[chosen.skip : last]]
    wanted: dict[str, list[int]] = defaultdict(list)
    for kind, number in shown:
        wanted[kind].append(number)
    found = {
        (kind, entry.number): entry
        for kind, numbers in wanted.items()
        for entry in _entries(kind, list(models[kind].objects.filter(pgh_id__in=numbers)))
    }
    return [found[key] for key in shown if key in found]


def _event_models() -> dict[str, Any]:
    models: Iterable[type[Model]] = apps.get_models()
    events: list[Any] = [model for model in models if issubclass(model, Event) and not model._meta.abstract]
    tracked = [event for event in events if getattr(event, "pgh_tracked_model", None) is not None]
    return {event.pgh_tracked_model._meta.label_lower: event for event in tracked}


def _narrowed(rows: "QuerySet[Any]", chosen: AuditFilter) -> "QuerySet[Any]":
    if chosen.object_id is not None:
        rows = rows.filter(pgh_obj_id=chosen.object_id)
    if chosen.actor_id is not None:
        rows = rows.filter(pgh_context__user=chosen.actor_id)
    if chosen.action:
        rows = rows.filter(pgh_context__action=chosen.action)
    for word in chosen.words.split():
        rows = rows.filter(_has(rows.model, word))
    if chosen.since is not None:
        rows = rows.filter(pgh_created_at__gte=make_aware(datetime.combine(chosen.since, time.min)))
    if chosen.until is not None:
        end = datetime.combine(chosen.until + timedelta(days=1), time.min)
        rows = rows.filter(pgh_created_at__lt=make_aware(end))
    return rows.filter(pgh_id__lt=chosen.before) if chosen.before is not None else rows


def _has(event: type[Model], word: str) -> Q:
    """Whether a column of words of the object, as it was after the change, has the word."""
    columns = [
        column.name
        for column in event._meta.concrete_fields
        if isinstance(column, (CharField, TextField)) and column.name not in _OWN
    ]
    fits = Q(pk__in=[])
    for column in columns:
        fits |= Q(**{f"{column}__icontains": word})
    return fits


def _former(events: Any, rows: list[Any]) -> dict[int, Any]:
    """For each event the one before it of the same object."""
    if not rows:
        return {}
    of_objects = events.objects.filter(
        pgh_obj_id__in={row.pgh_obj_id for row in rows}, pgh_id__lte=max(row.pgh_id for row in rows)
    )
    by_object: dict[int, list[Any]] = defaultdict(list)
    for event in of_objects.order_by("pgh_id"):
        by_object[event.pgh_obj_id].append(event)
    return {after.pgh_id: before for chain in by_object.values() for before, after in pairwise(chain)}


def _entry(kind: str, row: Any, former: Any) -> AuditEntry:
    context = row.pgh_context or {}
    return AuditEntry(
        kind=kind,
        number=row.pgh_id,
        at=row.pgh_created_at,
        label=row.pgh_label,
        object_id=row.pgh_obj_id,
        actor_id=context.get("user"),
        action=context.get("action", ""),
        address=context.get("address", ""),
        user_agent=context.get("user_agent", ""),
        token=context.get("token", ""),
        url=context.get("url", ""),
        changes=_changes(row, former),
    )


def _changes(row: Any, former: Any) -> list[Change]:
    columns = [field.attname for field in row._meta.concrete_fields if field.name not in _OWN]
    is_gone, is_new = row.pgh_label == "delete", former is None
    pairs = [
        (column, None if is_new else getattr(former, column), None if is_gone else getattr(row, column))
        for column in columns
        if column != "id"
    ]
    return [Change(*pair) for pair in pairs if pair[1] != pair[2] and _is_said(pair[1:])]


def _is_said(values: tuple[Any, Any]) -> bool:
    """Whether one of two values says something: nothing, no words and an empty list do not."""
    return any(value not in (None, "", [], {}) for value in values)
