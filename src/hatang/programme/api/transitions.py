"""What becomes of work whose document or unit has ended, over HTTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hatang.accounts.access import get_unit, require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.paging import After, Limit, page_after
from hatang.programme import access, actions
from hatang.programme.models import Transition
from hatang.programme.transition_schemas import TransitionIn, TransitionOut, TransitionPage

router = Router()


@router.get("/transitions", response=TransitionPage, summary="Decisions about work that lost its ground")
def list_transitions(request: HttpRequest, after: After = 0, limit: Limit = 50) -> dict[str, Any]:
    """Decisions that were taken, also those taken back; what waits: `/tasks?state=in_transition`."""
    user = _decider(request)
    rows = access.visible_transitions(user).prefetch_related("parts")
    items, following = page_after(rows, after=after, limit=limit)
    return {"items": [_body(one) for one in items], "next": following}


@router.post("/transitions", response=TransitionOut, summary="Decide what becomes of work")
def decide_transition(request: HttpRequest, body: TransitionIn) -> dict[str, Any]:
    """Move, end or keep open work, all of it or none; moved work goes on where it was."""
    user = _decider(request)
    made = actions.decide_transition(
        obligations=[access.get_obligation(user, pk) for pk in body.obligation_ids],
        way=body.way,
        reason=body.reason,
        unit=get_unit(user, body.unit_id) if body.unit_id is not None else None,
        task=access.get_task(user, body.task_id) if body.task_id is not None else None,
        by=user,
        at=clock.now(),
    )
    return _body(made)


@router.post("/transitions/{int:transition_id}/undo", response=TransitionOut, summary="Take a decision back")
def undo_transition(request: HttpRequest, transition_id: int) -> dict[str, Any]:
    """Take a decision back on its day; everything is as it was before."""
    user = _decider(request)
    made = access.get_transition(user, transition_id)
    return _body(actions.undo_transition(transition=made, by=user, at=clock.now()))


def _decider(request: HttpRequest) -> User:
    user = signed_in(request)
    require(access.may_decide_transitions(user))
    return user


def _body(transition: Transition) -> dict[str, Any]:
    names = [name for name in TransitionOut.model_fields if name != "parts"]
    return {**{name: getattr(transition, name) for name in names}, "parts": list(transition.parts.all())}
