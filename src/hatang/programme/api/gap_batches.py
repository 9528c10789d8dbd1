"""Many questions ("6 rõ") at once over HTTP: whom each would be asked of, asked, and taken back."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.paging import Day
from hatang.base.refusal import NotFound, Refusal
from hatang.programme import access, actions
from hatang.programme.actions import MOST_PARTS
from hatang.programme.api.gaps import GapRequestOut, Words
from hatang.programme.meeting_schemas import Key
from hatang.programme.models import Gap, GapBatch
from hatang.programme.queries.gap_batches import GapOutcome, batch_requests, gap_outcomes, recent_gap_batches

router = Router()
Question = Annotated[str, Field(pattern=r"^[1-9]\d{0,17}:[a-z]+$")]


class QuestionsIn(Schema):
    """Questions as task and question, such as `12:product`."""

    question: Annotated[list[Question], Field(min_length=1, max_length=MOST_PARTS)]


class GapOutcomeOut(Schema):
    """Whom a question would be asked of; of nobody where `why_not` says why."""

    task_id: int
    gap: str
    unit_id: int | None
    person_id: int | None
    why_not: str


class AskedIn(Schema):
    """A question and whom the outcome named; another one by now refuses all of them."""

    task_id: Key
    gap: Gap
    unit_id: Key | None = None
    person_id: Key | None = None


class GapBatchIn(Schema):
    """What is asked at once, by when, in which words."""

    questions: Annotated[list[AskedIn], Field(min_length=1, max_length=MOST_PARTS)]
    due_on: Day
    words: Words = ""


class GapBatchOut(Schema):
    """Questions that were asked at once; `undone_at` is set once they were taken back."""

    id: int
    due_on: date
    words: str
    asked_at: datetime
    asked_by_id: int
    undone_at: datetime | None


class GapBatchDetailOut(GapBatchOut):
    """The same with what was asked of the tasks one may read."""

    requests: list[GapRequestOut]


@router.get("/gap-batches/preview", response=list[GapOutcomeOut], summary="Whom questions would be asked of")
def preview_gap_batch(request: HttpRequest, chosen: Query[QuestionsIn]) -> list[dict[str, Any]]:
    """Whom each question would be asked of, or why of nobody; what is no longer open is left out."""
    user = signed_in(request)
    require(access.may_do_batches(user))
    pairs = (one.split(":") for one in chosen.question)
    keys = [(int(pk), gap) for pk, gap in pairs if gap in Gap.values]
    return [_outcome(one) for one in gap_outcomes(user, keys)]


@router.get("/gap-batches", response=list[GapBatchOut], summary="What was asked at once")
def list_gap_batches(request: HttpRequest) -> Any:
    """The last twenty batches one may look at, the newest first."""
    return recent_gap_batches(signed_in(request))


@router.get("/gap-batches/{int:gap_batch_id}", response=GapBatchDetailOut, summary="A batch of questions")
def get_gap_batch(request: HttpRequest, gap_batch_id: int) -> dict[str, Any]:
    """What was asked at once, and what of it still is."""
    user = signed_in(request)
    return _batch(user, access.get_gap_batch(user, gap_batch_id))


@router.post("/gap-batches", response=GapBatchDetailOut, summary="Ask many questions")
def ask_for_gaps(request: HttpRequest, body: GapBatchIn) -> dict[str, Any]:
    """Ask many questions by one day, all of them or none; each unit and person is told once."""
    user = signed_in(request)
    require(access.may_do_batches(user))
    wanted = {one.task_id for one in body.questions}
    if access.visible_tasks(user).filter(pk__in=wanted).count() != len(wanted):
        raise NotFound(_("There is no such task."))
    seen = {(one.task_id, one.gap.value): _asked_key(one) for one in body.questions}
    batch = actions.ask_for_gaps(seen=seen, due_on=body.due_on, words=body.words, by=user, at=clock.now())
    return _batch(user, batch)


@router.post("/gap-batches/{int:gap_batch_id}/undo", response=GapBatchDetailOut, summary="Take a batch back")
def undo_gap_batch(request: HttpRequest, gap_batch_id: int) -> dict[str, Any]:
    """Ask nobody any more, as long as nobody has answered any of it."""
    user = signed_in(request)
    batch = access.get_gap_batch(user, gap_batch_id)
    require(access.may_undo_gap_batch(user, batch))
    return _batch(user, actions.undo_gap_batch(batch=batch, by=user, at=clock.now()))


def _asked_key(one: AskedIn) -> str:
    """Whom, as `GapOutcome.asked_key` says it."""
    if (one.unit_id is None) == (one.person_id is None):
        raise Refusal(_("Choose who is asked to fill it in."), field="questions")
    return f"u{one.unit_id}" if one.unit_id is not None else f"p{one.person_id}"


def _outcome(one: GapOutcome) -> dict[str, Any]:
    return {
        "task_id": one.line.task.pk,
        "gap": one.line.gap,
        "unit_id": one.asked.pk if isinstance(one.asked, Unit) else None,
        "person_id": one.asked.pk if isinstance(one.asked, User) else None,
        "why_not": one.why_not,
    }


def _batch(user: User, batch: GapBatch) -> dict[str, Any]:
    names = ("id", "due_on", "words", "asked_at", "asked_by_id", "undone_at")
    return {
        **{name: getattr(batch, name) for name in names},
        "requests": list(batch_requests(user, batch)),
    }
