"""One deed for many obligations, and taking it back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of
from hatang.programme.actions.hand_ins import reopen_result, waiting_results
from hatang.programme.actions.occurrences import note_occurrence
from hatang.programme.actions.progress import MOST_WORDS, record_progress, take_step
from hatang.programme.actions.telling import tell_of_state
from hatang.programme.models import Batch, BatchDeed, BatchPart, Obligation
from hatang.programme.queries.batches import NEED_WORDS, STATES_OF_DEEDS, STEPS_OF_DEEDS, outcome

MOST_PARTS = 200
_WORDS = ("state", "note", "submitted_number", "issued_number")
_DAYS = ("done_on", "submitted_on", "issued_on")
# A result that waited in the unit, and left it with what the batch did.
_CLOSED = "hand_in"


class ChangedMeanwhile(Conflict):
    """Some of the obligations are no longer what the page showed."""

    code = "changed_meanwhile"


@action
def run_batch(*, deed: str, seen: Mapping[int, str], words: str, by: User, at: datetime) -> Batch:
    """Do one thing to many obligations, all of them or none.

    Args:
        deed: one of `BatchDeed`.
        seen: the obligations, each with the state in which the page showed it.
        words: the reason, or the question.
        by: who does it; what this person may not do is refused.
        at: when.

    Raises:
        ChangedMeanwhile: one of them is in another state, gone, or no longer allows it.
        Refusal: the deed is unknown, none or too many were chosen, or the reason is missing or too long.
    """
    words = words.strip()
    if deed not in BatchDeed.values:
        raise Refusal(_("Choose what is to be done."), field="deed")
    if not seen:
        raise Refusal(_("Choose at least one task of which something can be changed."), field="seen")
    if len(seen) > MOST_PARTS:
        raise Refusal(_("At most %(n)s are changed at once.") % {"n": MOST_PARTS}, field="seen")
    if deed in NEED_WORDS and not words:
        raise Refusal(_("Write what was done, or the reason."), field="words")
    if len(words) > MOST_WORDS:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": MOST_WORDS}, field="words")
    rows = _locked(seen)
    moved = [row for row in rows if row.state != seen[row.pk] or outcome(by, row, BatchDeed(deed)).why_not]
    if moved or len(rows) != len(seen):
        raise ChangedMeanwhile(_changed(moved), field="seen")
    batch = Batch.objects.create(deed=deed, words=words, done_at=at, done_by=by)
    befores = [_columns(row) for row in rows]
    waiting = waiting_results(rows)
    afters = [_columns(_do(BatchDeed(deed), row, words, by, at)) for row in rows]
    closed = waiting.keys() - waiting_results(rows).keys()
    BatchPart.objects.bulk_create(
        BatchPart(
            batch=batch,
            obligation=row,
            before={**before, _CLOSED: waiting[row.pk]} if row.pk in closed else before,
            after=after,
        )
        for row, before, after in zip(rows, befores, afters, strict=True)
    )
    return batch


@action
def undo_batch(*, batch: Batch, by: User, at: datetime) -> Batch:
    """Put everything a batch changed back as it was, as long as nothing of it changed since.

    A result that it took out of the unit waits for the leader of the unit again; who handed it in is told.

    Raises:
        Conflict: it was undone already, or it only asked.
        ChangedMeanwhile: somebody has worked on with some of it.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if not batch.may_be_undone:
        raise Conflict(_("This was taken back already, or it changed nothing."))
    parts = {part.obligation_id: part for part in batch.parts.all()}
    rows = _locked(parts)
    changed = [row for row in rows if _columns(row) != parts[row.pk].after]
    if changed or len(rows) != len(parts):
        raise ChangedMeanwhile(_changed(changed))
    for row in rows:
        _put_back(row, parts[row.pk].before)
        if (closed := parts[row.pk].before.get(_CLOSED)) is not None:
            reopen_result(closed, row, by=by, at=at)
        # The period of a recurring duty is the one the batch meant, whatever day it is now.
        note_occurrence(row, by=by, at=batch.done_at)
        tell_of_state(row, words=_("Taken back."), by=by, at=at)
    batch.undone_at, batch.undone_by = at, by
    batch.save(update_fields=["undone_at", "undone_by"])
    return batch


def _locked(keys: Mapping[int, Any]) -> list[Obligation]:
    # In one order, so that two batches wait for each other instead of for ever.
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("task__plan", "unit")
    return list(rows.filter(pk__in=list(keys), withdrawn_at__isnull=True).order_by("pk"))


def _do(deed: BatchDeed, row: Obligation, words: str, by: User, at: datetime) -> Obligation:
    if deed in STATES_OF_DEEDS:
        return record_progress(obligation=row, state=STATES_OF_DEEDS[deed], by=by, at=at)
    if deed in STEPS_OF_DEEDS:
        return take_step(obligation=row, step=STEPS_OF_DEEDS[deed], words=words, by=by, at=at)
    _ask(row, words, by, at)
    return row


def _ask(row: Obligation, words: str, by: User, at: datetime) -> None:
    def sentence() -> str:
        said = {"unit": row.unit, "words": words[:200]}
        asked = _("%(unit)s is asked how far this is. %(words)s")
        return (asked if words else _("%(unit)s is asked how far this is.")) % said

    people = people_of([row.unit], on=clock.local(at).date())
    subject = subject_of("task", row.task)
    tell(people=people, kind=NoticeKind.REMINDER, subject=subject, sentence=sentence, by=by, at=at)


def _columns(row: Obligation) -> dict[str, str | None]:
    values = {name: getattr(row, name) for name in (*_WORDS, *_DAYS)}
    said = {name: None if value is None else str(value) for name, value in values.items()}
    return {**said, "updated_at": row.updated_at.astimezone(UTC).isoformat() if row.updated_at else None}


def _put_back(row: Obligation, before: dict[str, Any]) -> None:
    for name in _WORDS:
        setattr(row, name, before[name])
    for name in _DAYS:
        setattr(row, name, parse_date(before[name]) if before[name] else None)
    row.updated_at = parse_datetime(before["updated_at"]) if before["updated_at"] else None
    row.save(update_fields=[*_WORDS, *_DAYS, "updated_at"])


def _changed(rows: list[Obligation]) -> str:
    named = "; ".join(f"{row.task.path} · {row.unit}" for row in rows[:5])
    if not named:
        return _("Some of these are no longer asked of their units. Nothing was changed; look again.")
    return _("Meanwhile others have changed: %(named)s. Nothing was changed; look again.") % {"named": named}
