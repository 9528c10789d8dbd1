"""Deadlines of several parts, events they wait for, and products handed over, over HTTP."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.paging import Day
from hatang.documents.access import get_document
from hatang.notices.access import get_evidence
from hatang.programme import access, actions
from hatang.programme.parts import PartState
from hatang.programme.queries.parts import events_of, states_of
from hatang.programme.schemas import NO_NUL

router = Router()
Reason = Annotated[str, Field(max_length=2000, pattern=NO_NUL)]


class PartOut(Schema):
    """One part of a deadline as a unit stands with it; `counts` is false for what is met by going on."""

    id: int
    ordinal: int
    kind: str
    text: str
    counts: bool
    due_on: date | None
    done_on: date | None
    is_late: bool
    waived_because: str


class PartIn(Schema):
    """The day on which a part was done, or why it need not be."""

    done_on: Day | None = None
    waived_because: Reason = ""


class EventOut(Schema):
    """What a deadline waited for; one that was taken back says why."""

    id: int
    task_id: int
    part_id: int | None
    happened_on: date
    ground: str
    document_id: int | None
    n_units: int
    term_unit: str
    due_on: date
    told_at: datetime
    told_by_id: int
    taken_back_at: datetime | None
    taken_back_because: str


class EventIn(Schema):
    """An event, and how long the deadline runs from it; `because` corrects one that was told."""

    part_id: int | None = None
    happened_on: Day
    ground: Annotated[str, Field(max_length=300, pattern=NO_NUL)]
    document_id: int | None = None
    n_units: Annotated[int, Field(ge=0, le=999)]
    term_unit: Literal["day", "working_day", "month"] = "day"
    because: Reason = ""


class TakenBackIn(Schema):
    """Why an event is taken back."""

    because: Reason


class DeliveryIn(Schema):
    """What proves that a product was handed over: a number, or a file of the work."""

    done_on: Day | None = None
    number: Annotated[str, Field(max_length=80, pattern=NO_NUL)] = ""
    evidence_id: int | None = None


class DeliveryOut(Schema):
    """A product that a unit has handed over."""

    id: int
    obligation_id: int
    product_id: int
    done_on: date
    number: str
    evidence_id: int | None
    recorded_at: datetime
    recorded_by_id: int


@router.get("/obligations/{int:obligation_id}/parts", response=list[PartOut], summary="Parts of a deadline")
def list_parts(request: HttpRequest, obligation_id: int) -> Any:
    """The parts of a deadline of several parts as one unit stands with them; none where it has one part."""
    obligation = access.get_obligation(signed_in(request), obligation_id)
    return [_part(state) for state in states_of(obligation, today=clock.today())]


@router.put("/obligations/{int:obligation_id}/parts/{int:part_id}", response=list[PartOut])
def meet_part(request: HttpRequest, obligation_id: int, part_id: int, body: PartIn) -> Any:
    """Say that a unit has met one part of a deadline, or why it need not."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    require(access.may_record_progress(user, obligation))
    require(not body.waived_because.strip() or access.may_waive_parts(user, obligation))
    part = access.get_part(user, obligation.task, part_id)
    actions.meet_part(obligation=obligation, part=part, **body.dict(), by=user, at=clock.now())
    return list_parts(request, obligation_id)


@router.post("/obligations/{int:obligation_id}/parts/{int:part_id}/reopen", response=list[PartOut])
def reopen_part(request: HttpRequest, obligation_id: int, part_id: int) -> Any:
    """Say that a part was not met after all."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    require(access.may_record_progress(user, obligation))
    part = access.get_part(user, obligation.task, part_id)
    actions.reopen_part(obligation=obligation, part=part, by=user, at=clock.now())
    return list_parts(request, obligation_id)


@router.get("/tasks/{int:task_id}/events", response=list[EventOut], summary="Events of a deadline")
def list_events(request: HttpRequest, task_id: int) -> Any:
    """What was told of the events a deadline runs from, the newest first."""
    user = signed_in(request)
    return events_of(user, access.get_task(user, task_id))


@router.post("/tasks/{int:task_id}/events", response=EventOut, summary="Tell an event")
def tell_event(request: HttpRequest, task_id: int, body: EventIn) -> Any:
    """Say that the event a deadline waits for has happened."""
    user = signed_in(request)
    task = access.get_task(user, task_id)
    require(access.may_tell_events(user, task))
    told = actions.Happening(
        happened_on=body.happened_on,
        ground=body.ground,
        n_units=body.n_units,
        term_unit=body.term_unit,
        document=get_document(user, body.document_id) if body.document_id is not None else None,
    )
    part = access.get_part(user, task, body.part_id) if body.part_id is not None else None
    return actions.tell_event(task=task, part=part, told=told, because=body.because, by=user, at=clock.now())


@router.put("/due-events/{int:event_id}", response=EventOut, summary="Take an event back")
def take_back_event(request: HttpRequest, event_id: int, body: TakenBackIn) -> Any:
    """Say that an event has not happened after all."""
    user = signed_in(request)
    event = access.get_due_event(user, event_id)
    require(access.may_tell_events(user, event.task))
    return actions.take_back_event(event=event, because=body.because, by=user, at=clock.now())


@router.get("/obligations/{int:obligation_id}/deliveries", response=list[DeliveryOut])
def list_deliveries(request: HttpRequest, obligation_id: int) -> Any:
    """The products that one unit has handed over."""
    return access.get_obligation(signed_in(request), obligation_id).deliveries.all()


@router.put("/obligations/{int:obligation_id}/deliveries/{int:product_id}", response=DeliveryOut)
def deliver_product(request: HttpRequest, obligation_id: int, product_id: int, body: DeliveryIn) -> Any:
    """Say that a unit has handed a product over."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    require(access.may_record_progress(user, obligation))
    return actions.deliver_product(
        obligation=obligation,
        product=access.get_product(user, product_id),
        done_on=body.done_on,
        number=body.number,
        evidence=get_evidence(user, body.evidence_id) if body.evidence_id is not None else None,
        by=user,
        at=clock.now(),
    )


def _part(state: PartState) -> dict[str, Any]:
    met = state.met
    return {
        "id": state.part.pk,
        "ordinal": state.part.ordinal,
        "kind": state.part.due_kind,
        "text": state.part.due_text,
        "counts": state.part.counts,
        "due_on": state.due_on,
        "done_on": met.done_on if met else None,
        "is_late": state.was_late,
        "waived_because": met.waived_because if met else "",
    }
