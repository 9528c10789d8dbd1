"""Weekly meetings over HTTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from hatang.accounts.access import get_unit, require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.paging import After, Limit, page_after
from hatang.documents.access import may_publish
from hatang.programme import access, actions, queries
from hatang.programme.meeting_schemas import (
    ConclusionIn,
    ConclusionOut,
    MeetingDetailOut,
    MeetingIn,
    MeetingNoteIn,
    MeetingNoteOut,
    MeetingOut,
    MeetingPage,
    ReopeningIn,
)
from hatang.programme.models import Meeting, MeetingConclusion

router = Router()


@router.get("/meetings", response=MeetingPage, summary="Meetings")
def list_meetings(request: HttpRequest, after: After = 0, limit: Limit = 50) -> dict[str, Any]:
    """Meetings of the province, and those of one's own units."""
    items, following = page_after(queries.meeting_list(signed_in(request)), after=after, limit=limit)
    return {"items": items, "next": following}


@router.get("/meetings/{int:meeting_id}", response=MeetingDetailOut, summary="A meeting")
def get_meeting(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    """One meeting with its sheet and what was concluded."""
    user = signed_in(request)
    return _detail(user, access.get_meeting(user, meeting_id))


@router.post("/meetings", response=MeetingDetailOut, summary="Call a meeting")
def call_meeting(request: HttpRequest, body: MeetingIn) -> dict[str, Any]:
    """Put a meeting of the province or of a unit on the calendar."""
    user = signed_in(request)
    unit = get_unit(user, body.unit_id) if body.unit_id is not None else None
    require(access.may_call_meetings(user, body.unit_id))
    call = actions.Call(body.held_on, body.begins_at, body.place, body.chair, unit)
    return _detail(user, actions.call_meeting(call=call, by=user, at=clock.now()))


@router.put("/meetings/{int:meeting_id}/notes/{int:obligation_id}", response=MeetingNoteOut)
def write_note(request: HttpRequest, meeting_id: int, obligation_id: int, body: MeetingNoteIn) -> Any:
    """Write what was said and agreed about one thing that is owed."""
    user = signed_in(request)
    meeting = _run_by(user, meeting_id)
    owed = access.get_obligation(user, obligation_id)
    return actions.write_note(
        meeting=meeting, about=owed, text=body.text, seen=body.seen, by=user, at=clock.now()
    )


@router.put(
    "/meetings/{int:meeting_id}/note", response=MeetingNoteOut, summary="Write what was said in general"
)
def write_general_note(request: HttpRequest, meeting_id: int, body: MeetingNoteIn) -> Any:
    """Write what was said and agreed beside all lines of the sheet."""
    user = signed_in(request)
    meeting = _run_by(user, meeting_id)
    return actions.write_note(
        meeting=meeting, about=None, text=body.text, seen=body.seen, by=user, at=clock.now()
    )


@router.post("/meetings/{int:meeting_id}/conclusions", response=ConclusionOut)
def add_conclusion(request: HttpRequest, meeting_id: int, body: ConclusionIn) -> dict[str, Any]:
    """Write down what was concluded; the same words twice are one conclusion."""
    user = signed_in(request)
    meeting = _run_by(user, meeting_id)
    said = actions.Concluded(
        text=body.text,
        lead=get_unit(user, body.lead_id),
        due_on=body.due_on,
        supports=[get_unit(user, pk) for pk in body.support_ids],
        product=body.product,
    )
    return _conclusion(actions.add_conclusion(meeting=meeting, said=said, by=user, at=clock.now()))


@router.post("/meetings/{int:meeting_id}/conclusions/{int:conclusion_id}/remove", response={204: None})
def remove_conclusion(request: HttpRequest, meeting_id: int, conclusion_id: int) -> Any:
    """Take a conclusion away while the meeting goes on."""
    user = signed_in(request)
    conclusion = access.get_conclusion(user, _run_by(user, meeting_id), conclusion_id)
    actions.remove_conclusion(conclusion=conclusion, by=user, at=clock.now())
    return Status(204, None)


@router.post("/meetings/{int:meeting_id}/open", response=MeetingDetailOut, summary="Begin a meeting")
def open_meeting(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    """Begin a meeting: what is said is written from now on."""
    user = signed_in(request)
    opened = actions.open_meeting(meeting=_run_by(user, meeting_id), by=user, at=clock.now())
    return _detail(user, opened)


@router.post("/meetings/{int:meeting_id}/close", response=MeetingDetailOut, summary="End a meeting")
def close_meeting(request: HttpRequest, meeting_id: int) -> dict[str, Any]:
    """End a meeting: its work is given out, or laid before a leader by whoever may not give it out."""
    user = signed_in(request)
    meeting = _run_by(user, meeting_id)
    kept = queries.sheet_to_keep(queries.meeting_sheet(user, meeting))
    told: dict[str, Any] = {"is_given_out": may_publish(user), "by": user, "at": clock.now()}
    return _detail(user, actions.close_meeting(meeting=meeting, kept=kept, **told))


@router.post("/meetings/{int:meeting_id}/reopen", response=MeetingDetailOut, summary="Open a meeting again")
def reopen_meeting(request: HttpRequest, meeting_id: int, body: ReopeningIn) -> dict[str, Any]:
    """Take the closing of a meeting back on its day, with the work it gave out."""
    user = signed_in(request)
    meeting = _run_by(user, meeting_id)
    require(queries.may_undo_work(user, meeting))
    told: dict[str, Any] = {"reason": body.reason, "by": user, "at": clock.now()}
    return _detail(user, actions.reopen_meeting(meeting=meeting, **told))


def _run_by(user: User, meeting_id: int) -> Meeting:
    meeting = access.get_meeting(user, meeting_id)
    require(access.may_call_meetings(user, meeting.unit_id))
    return meeting


def _detail(user: User, meeting: Meeting) -> dict[str, Any]:
    sheet = queries.meeting_sheet(user, meeting)
    return {
        **{name: getattr(meeting, name) for name in MeetingOut.model_fields},
        "general": sheet.general,
        "lines": [
            {
                "obligation_id": line.owed.pk,
                "unit_id": line.owed.unit_id,
                "due_on": line.due_on,
                "n_days_late": line.n_days_late,
                "reasons": [reason.value for reason in line.reasons],
                "note": line.note,
            }
            for line in sheet.lines
        ],
        "conclusions": [_conclusion(one) for one in queries.conclusions_of(meeting)],
    }


def _conclusion(one: MeetingConclusion) -> dict[str, Any]:
    names = [name for name in ConclusionOut.model_fields if name != "support_ids"]
    return {
        **{name: getattr(one, name) for name in names},
        "support_ids": [unit.pk for unit in one.supports.all()],
    }
