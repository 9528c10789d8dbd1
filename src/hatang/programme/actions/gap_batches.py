"""Many questions that documents leave open are asked at once, and taken back at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.accounts.models import WORKING_ROLES, Unit, User
from hatang.accounts.queries import people_holding
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.actions.batches import MOST_PARTS, ChangedMeanwhile
from hatang.programme.actions.gaps import ANCHOR, ask_for_gap, take_back_gap_request
from hatang.programme.models import Gap, GapAnswer, GapBatch, GapRequest, Task
from hatang.programme.queries.gap_batches import GapOutcome, gap_outcomes
from hatang.programme.wording import day


@action
def ask_for_gaps(
    *, seen: Mapping[tuple[int, str], str], due_on: date, words: str, by: User, at: datetime
) -> GapBatch:
    """Ask many questions by one day, all of them or none; each unit and person is told once.

    Args:
        seen: the questions (task and question), each with whom the page showed (`GapOutcome.asked_key`).
        due_on: by when.
        words: what is asked.
        by: who asks; what this person may not ask is refused.
        at: when.

    Raises:
        ChangedMeanwhile: one of them was asked, answered or is another one's meanwhile.
        Refusal: none or too many were chosen, or the day or the words are refused, as `ask_for_gap` does.
    """
    if not seen:
        raise Refusal(_("Choose at least one question that can be asked."), field="chon")
    if len(seen) > MOST_PARTS:
        raise Refusal(_("At most %(n)s are changed at once.") % {"n": MOST_PARTS}, field="chon")
    _lock(pk for pk, _gap in seen)
    outcomes = gap_outcomes(by, seen)
    moved = [one for one in outcomes if one.why_not or one.asked_key != seen[one.key]]
    if moved or len(outcomes) != len(seen):
        raise ChangedMeanwhile(
            _changed(f"{one.line.task.path} · {one.line.label}" for one in moved), field="chon"
        )
    batch = GapBatch.objects.create(due_on=due_on, words=words.strip(), asked_at=at, asked_by=by)
    asked: dict[Unit | User, list[GapOutcome]] = defaultdict(list)
    for one in outcomes:
        assert one.asked is not None  # noqa: S101 - else it says why not
        ask_for_gap(
            task=one.line.task,
            gap=one.line.gap,
            asked=one.asked,
            due_on=due_on,
            words=words,
            batch=batch,
            by=by,
            at=at,
        )
        asked[one.asked].append(one)
    for whom, theirs in asked.items():
        _tell(whom, theirs, due_on, by, at)
    return batch


@action
def undo_gap_batch(*, batch: GapBatch, by: User, at: datetime) -> GapBatch:
    """Take everything a batch asked back, as long as nobody has answered any of it.

    Raises:
        Conflict: it was taken back already.
        ChangedMeanwhile: some of it was answered, taken back or asked anew meanwhile.
    """
    _lock(batch.requests.values_list("task_id", flat=True))
    batch = GapBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.undone_at is not None:
        raise Conflict(_("This was taken back already, or it changed nothing."))
    requests = list(batch.requests.select_related("task").order_by("pk"))
    answered = _answered(batch)
    moved = [one for one in requests if one.closed_at is not None or (one.task_id, one.gap) in answered]
    if moved:
        raise ChangedMeanwhile(_changed(f"{one.task.path} · {Gap(one.gap).label}" for one in moved))
    for request in requests:
        take_back_gap_request(request=request, by=by, at=at)
    batch.undone_at, batch.undone_by = at, by
    batch.save(update_fields=["undone_at", "undone_by"])
    return batch


def _lock(tasks: Iterable[int]) -> None:
    # In one order, so that two batches wait for each other instead of for ever.
    list(Task.objects.select_for_update(of=("self",)).filter(pk__in=set(tasks)).order_by("pk").values("pk"))


def _answered(batch: GapBatch) -> set[tuple[int, str]]:
    """What somebody has said something to since the batch was asked."""
    asked = GapRequest.objects.filter(batch=batch)
    answers = GapAnswer.objects.filter(task__in=asked.values("task"), answered_at__gte=batch.asked_at)
    return set(answers.order_by().values_list("task_id", "gap"))


def _tell(whom: Unit | User, asked: list[GapOutcome], due_on: date, by: User, at: datetime) -> None:
    """Tell a unit's people, or one person, once how much is asked; their home page lists it."""
    people = people_holding(*WORKING_ROLES, unit_id=whom.pk) if isinstance(whom, Unit) else [whom]

    def sentence() -> str:
        said = ngettext(
            "You are asked to fill in %(n)s question by %(day)s; it stands on your home page.",
            "You are asked to fill in %(n)s questions by %(day)s; they stand on your home page.",
            len(asked),
        )
        return said % {"n": len(asked), "day": day(due_on)}

    tell(
        people=people,
        kind=NoticeKind.ASSIGNMENT,
        subject=subject_of("task", asked[0].line.task),
        sentence=sentence,
        by=by,
        at=at,
        anchor=ANCHOR,
    )


def _changed(named: Iterable[str]) -> str:
    first = "; ".join(list(named)[:5])
    if not first:
        return _("Some of these questions are no longer open. Nothing was changed; look again.")
    return _("Meanwhile others have changed: %(named)s. Nothing was changed; look again.") % {"named": first}
