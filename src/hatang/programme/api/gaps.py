"""What documents leave open ("6 rõ") over HTTP: asked for, filled in, confirmed and returned."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from hatang.accounts.access import get_unit, require, signed_in
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.paging import Day
from hatang.base.refusal import Refusal
from hatang.programme import access, actions, queries
from hatang.programme.meeting_schemas import Key
from hatang.programme.models import Gap
from hatang.programme.schemas import NO_NUL, GapOut

router = Router()
Words = Annotated[str, Field(max_length=2000, pattern=NO_NUL)]


class GapRequestIn(Schema):
    """Who is asked, a unit or a person, and until when."""

    unit_id: Key | None = None
    person_id: Key | None = None
    due_on: Day
    words: Words = ""


class GapRequestOut(Schema):
    """Somebody is asked to fill a question in; `closed_at` is set once nobody is any more."""

    id: int
    task_id: int
    gap: str
    unit_id: int | None
    person_id: int | None
    due_on: date
    words: str
    asked_at: datetime
    closed_at: datetime | None


class GapAnswerIn(Schema):
    """An answer and its ground; `seen` is the newest answer one knows (`latest_id`), 0 for none."""

    text: Words
    ground: Annotated[str, Field(max_length=300, pattern=NO_NUL)]
    seen: Annotated[int, Field(ge=0, lt=2**63)] = 0


class GapReturnIn(Schema):
    """Why an answer is sent back."""

    reason: Words


class GapAnswerOut(Schema):
    """An answer; `decision` is empty while it waits, then confirmed, returned or replaced."""

    id: int
    task_id: int
    gap: str
    text: str
    ground: str
    unit_id: int | None
    answered_at: datetime
    answered_by_id: int
    decision: str
    reason: str
    decided_at: datetime | None


@router.get("/tasks/{int:task_id}/gaps", response=list[GapOut], summary="What a document leaves open")
def list_gaps(request: HttpRequest, task_id: int) -> list[dict[str, Any]]:
    """The questions ("6 rõ") that the document of a task leaves open, and how far each is."""
    user, today = signed_in(request), clock.today()
    lines = queries.task_gap_lines(user, access.get_task(user, task_id), today=today)
    return [_line(line, today) for line in lines]


@router.post("/tasks/{int:task_id}/gaps/{gap}/requests", response=GapRequestOut, summary="Ask for an answer")
def ask_for_gap(request: HttpRequest, task_id: int, gap: Gap, body: GapRequestIn) -> Any:
    """Ask a unit or a person to fill in a question by a day; whoever was asked before no longer is."""
    user = signed_in(request)
    task = access.get_task(user, task_id)
    require(access.may_ask_for_gaps(user, task))
    asked = _asked(user, body)
    told: dict[str, Any] = {"due_on": body.due_on, "words": body.words, "by": user, "at": clock.now()}
    return actions.ask_for_gap(task=task, gap=gap, asked=asked, **told)


@router.post("/gap-requests/{int:request_id}/take-back", response=GapRequestOut)
def take_back_gap_request(request: HttpRequest, request_id: int) -> Any:
    """Ask nobody any more."""
    user = signed_in(request)
    asked = access.get_gap_request(user, request_id)
    require(access.may_ask_for_gaps(user, asked.task))
    return actions.take_back_gap_request(request=asked, by=user, at=clock.now())


@router.post("/tasks/{int:task_id}/gaps/{gap}/answers", response=GapAnswerOut, summary="Fill in a question")
def answer_gap(request: HttpRequest, task_id: int, gap: Gap, body: GapAnswerIn) -> Any:
    """Fill in a question; it counts at once, or once it was confirmed, by who fills it in."""
    user = signed_in(request)
    task = access.get_task(user, task_id)
    asked = queries.open_gap_requests().filter(task=task, gap=gap).first()
    require(access.may_fill_gap(user, task, asked))
    is_final = access.fills_finally(user, task)
    own = next(iter(access.filling_units(user, task, asked)), user.unit)
    return actions.answer_gap(
        task=task,
        gap=gap,
        **body.dict(),
        unit=None if is_final else own,
        is_final=is_final,
        by=user,
        at=clock.now(),
    )


@router.post("/gap-answers/{int:answer_id}/confirm", response=GapAnswerOut, summary="Confirm an answer")
def confirm_gap_answer(request: HttpRequest, answer_id: int) -> Any:
    """Let an answer count; nobody is asked any more."""
    user = signed_in(request)
    answer = access.get_gap_answer(user, answer_id)
    require(access.may_decide_gap(user, answer))
    return actions.confirm_gap_answer(answer=answer, by=user, at=clock.now())


@router.post("/gap-answers/{int:answer_id}/return", response=GapAnswerOut, summary="Return an answer")
def return_gap_answer(request: HttpRequest, answer_id: int, body: GapReturnIn) -> Any:
    """Send an answer back, also one that counted until now."""
    user = signed_in(request)
    answer = access.get_gap_answer(user, answer_id)
    require(access.may_decide_gap(user, answer))
    return actions.return_gap_answer(answer=answer, reason=body.reason, by=user, at=clock.now())


def _asked(user: User, body: GapRequestIn) -> Unit | User:
    if body.unit_id is not None and body.person_id is None:
        return get_unit(user, body.unit_id)
    person = User.objects.filter(pk=body.person_id or 0, is_active=True).first()
    if person is None or body.unit_id is not None:
        raise Refusal(_("Choose who is asked to fill it in."), field="unit_id")
    return person


def _line(line: queries.GapLine, today: date) -> dict[str, Any]:
    asked, answer = line.request, line.answer
    return {
        **{name: getattr(line, name) for name in ("gap", "filler", "is_by_field", "latest_id")},
        "state": line.facts.state(today),
        "request_id": asked.pk if asked else None,
        "asked_unit_id": asked.unit_id if asked else None,
        "asked_person_id": asked.person_id if asked else None,
        "due_on": asked.due_on if asked else None,
        "answer": answer.text if answer else "",
        "ground": answer.ground if answer else "",
        "answer_id": answer.pk if answer else None,
        "waiting_id": line.waiting.pk if line.waiting else None,
    }
