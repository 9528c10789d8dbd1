"""Contradictions: found again and again, settled by a person."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict as Refused
from hatang.base.refusal import Refusal
from hatang.base.turns import wait_for_turn
from hatang.programme.actions.naming import NAMES
from hatang.programme.actions.progress import record_progress
from hatang.programme.actions.rulings import lay, lift, open_again
from hatang.programme.contradictions import Contradiction
from hatang.programme.models import Conflict, ConflictKind, Obligation, Progress, Ruling, Settlement
from hatang.programme.queries.contradictions import contradictions
from hatang.programme.rules import RUNNING

FINDING = "programme.find_conflicts"
_PAIRS = (ConflictKind.TWO_PLANS, ConflictKind.BODY_ANNEX)


class AlreadySettled(Refused):
    """Somebody has settled it meanwhile."""

    code = "already_settled"


@action
def find_conflicts(*, by: User | None, at: datetime) -> int:
    """Look for contradictions in everything published; returns how many are new.

    One that is found again stays as it was settled, unless its sources say something else by now: then it
    is open again. One that is not found is marked as gone. What a settlement laid over a source is taken
    away with it, and where the source that counts was restricted since.
    """
    wait_for_turn(FINDING)
    found = {one.fingerprint: one for one in contradictions(today=clock.local(at).date())}
    found = _without_fulfilled(found)
    # Nobody publishes meanwhile: what a settlement lays over a plan is changed here too.
    wait_for_turn(NAMES)
    for row in _restricted_since():
        lift(row, by=by, at=at)
        open_again(row)
    present = {row.fingerprint: row for row in Conflict.objects.filter(fingerprint__in=list(found))}
    new = [_row(one, at) for key, one in found.items() if key not in present]
    Conflict.objects.bulk_create(new, batch_size=500)
    for key, row in present.items():
        if row.gone_at is not None or row.figures != found[key].figures:
            if row.settlement and _says_something_else(row.figures, found[key].figures):
                lift(row, by=by, at=at)
                open_again(row)
            row.gone_at, row.figures = None, found[key].figures
            row.save()
    Conflict.objects.filter(pk__in=[row.pk for row in present.values()]).update(seen_at=at)
    gone = Conflict.objects.filter(gone_at__isnull=True).exclude(fingerprint__in=list(found))
    for row in gone.filter(rulings__in=Ruling.objects.standing()).distinct():
        lift(row, by=by, at=at)
        open_again(row)
    gone.update(gone_at=at)
    return len(new)


@action
def settle_conflict(*, conflict: Conflict, settlement: str, reason: str, by: User, at: datetime) -> Conflict:
    """Say what counts, with the reason.

    Where one of two sources counts, the other one follows it until this is taken back or either changes. A
    task fulfilled by a document is done on the document's day.

    Raises:
        Refusal: the choice is not offered for this kind, or the reason is missing or too long.
        AlreadySettled: somebody was faster.
        SourcesChanged, SettledElsewhere: as for `rulings.lay`.
    """
    # A plan that is being published now is there before, or comes after.
    wait_for_turn(NAMES)
    conflict = Conflict.objects.select_for_update().get(pk=conflict.pk)
    if conflict.settlement:
        raise AlreadySettled(_("This contradiction has been settled meanwhile; look at it again."))
    if settlement not in settlements_of(conflict.kind):
        raise Refusal(_("Choose what counts."), field="quyet-dinh")
    reason = reason.strip()
    if not reason or len(reason) > 2000:
        raise Refusal(_("Say in a sentence of at most 2,000 characters why."), field="ly-do")
    conflict.settlement, conflict.reason = settlement, reason
    conflict.settled_at, conflict.settled_by = at, by
    conflict.save(update_fields=["settlement", "reason", "settled_at", "settled_by"])
    if settlement == Settlement.FULFILLED:
        _fulfil(conflict, by, at)
    if settlement in (Settlement.FIRST, Settlement.SECOND):
        lay(conflict, by=by, at=at)
    return conflict


@action
def reopen_conflict(*, conflict: Conflict, by: User, at: datetime) -> Conflict:
    """Take a settlement back: both sources say again what they print; recorded progress stays.

    Raises:
        Refused: it is not settled, or no longer.
    """
    wait_for_turn(NAMES)
    conflict = Conflict.objects.select_for_update().get(pk=conflict.pk)
    if not conflict.settlement:
        raise Refused(_("This contradiction is open already; look at it again."))
    lift(conflict, by=by, at=at)
    open_again(conflict)
    return conflict


def settlements_of(kind: str) -> list[Settlement]:
    """What may be decided about a contradiction of this kind."""
    if kind in _PAIRS:
        return [Settlement.FIRST, Settlement.SECOND, Settlement.BOTH, Settlement.NONE]
    if kind == ConflictKind.FULFILLED:
        return [Settlement.FULFILLED, Settlement.NONE]
    return [Settlement.FOLLOWED_UP, Settlement.NONE]


def _restricted_since() -> QuerySet[Conflict]:
    """Settled contradictions by which the words of a restricted document are shown in another plan."""
    counts = {Settlement.FIRST: ("target", "task"), Settlement.SECOND: ("other_target", "other_task")}
    is_hidden = Q(pk__in=[])
    for settlement, sides in counts.items():
        for side in sides:
            is_hidden |= Q(**{"settlement": settlement, f"{side}__plan__document__is_restricted": True})
    rows = Conflict.objects.filter(is_hidden, rulings__in=Ruling.objects.standing())
    return rows.exclude(kind=ConflictKind.BODY_ANNEX).distinct()


def _says_something_else(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether the sources changed what they say; findings older than `said` tell nothing about it."""
    names = ("said", "sources", "closed_on", "n_needed")
    return any(before.get(name, now.get(name)) != now.get(name) for name in names)


def _without_fulfilled(found: dict[str, Contradiction]) -> dict[str, Contradiction]:
    """Leave out other documents for a task that somebody has said to be fulfilled by one."""
    settled = Conflict.objects.filter(kind=ConflictKind.FULFILLED, settlement=Settlement.FULFILLED)
    by_task = dict(settled.values_list("task_id", "fingerprint"))
    return {
        key: one
        for key, one in found.items()
        if one.kind != ConflictKind.FULFILLED or by_task.get(one.task or 0, key) == key
    }


def _row(found: Contradiction, at: datetime) -> Conflict:
    rows: dict[str, Any] = {
        f"{name}_id": getattr(found, name)
        for name in ("target", "other_target", "task", "other_task", "document", "unit")
    }
    return Conflict(
        kind=found.kind,
        fingerprint=found.fingerprint,
        figures=found.figures,
        found_at=at,
        seen_at=at,
        **rows,
    )


def _fulfil(conflict: Conflict, by: User, at: datetime) -> None:
    """Everybody who owes the task has done it with the document."""
    issued_on = conflict.document.issued_on if conflict.document else None
    today = clock.local(at).date()
    # What is submitted, paused or withdrawn was decided about on its own.
    owed = Obligation.objects.filter(task=conflict.task, withdrawn_at__isnull=True, state__in=RUNNING)
    for obligation in owed:
        done_on = min(issued_on or today, today)
        record_progress(obligation=obligation, state=Progress.DONE, done_on=done_on, by=by, at=at)
