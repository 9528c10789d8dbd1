"""What waits within units for their leaders, over HTTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.programme import access, actions
from hatang.programme.queries import waiting_figures, waiting_hand_ins
from hatang.programme.schemas import FigureHandInOut, FigureMoveIn, HandInMoveIn, HandInOut

router = Router()


@router.get("/hand-ins", response=list[HandInOut], summary="What waits for you within your unit")
def list_hand_ins(request: HttpRequest) -> Any:
    """What waits for your word as a leader or a head, passed on first, then the longest; 200 at most."""
    return waiting_hand_ins(signed_in(request))[:200]


@router.post("/hand-ins/{int:hand_in_id}/moves", response=HandInOut, summary="Pass on, release or return")
def move_hand_in(request: HttpRequest, hand_in_id: int, body: HandInMoveIn) -> Any:
    """Pass on, release, return or take back what was handed in within a unit."""
    user = signed_in(request)
    handed = access.get_hand_in(user, hand_in_id)
    told: dict[str, Any] = {"by": user, "at": clock.now()}
    if body.move == "release":
        require(access.may_release(user, handed))
        return actions.release_hand_in(handed=handed, number=body.number, on=body.on, **told)
    if body.move == "pass_on":
        require(access.may_pass_on(user, handed))
        return actions.pass_on(handed=handed, **told)
    if body.move == "return":
        require(access.may_return(user, handed))
        return actions.return_hand_in(handed=handed, reason=body.reason, **told)
    require(access.may_take_hand_in_back(user, handed))
    return actions.take_hand_in_back(handed=handed, **told)


@router.get("/figure-hand-ins", response=list[FigureHandInOut], summary="Figures that wait for you")
def list_figure_hand_ins(request: HttpRequest) -> Any:
    """Figures that wait for your word as a leader or a head, passed on first; 200 at most."""
    return waiting_figures(signed_in(request))[:200]


@router.post(
    "/figure-hand-ins/{int:figure_id}/moves", response=FigureHandInOut, summary="Release or return a figure"
)
def move_figure(request: HttpRequest, figure_id: int, body: FigureMoveIn) -> Any:
    """Pass on, release, return or take back a figure that was handed in within a unit."""
    user = signed_in(request)
    handed = access.get_figure_hand_in(user, figure_id)
    told: dict[str, Any] = {"by": user, "at": clock.now()}
    if body.move == "release":
        require(access.may_release(user, handed))
        return actions.release_figure(handed=handed, **told)
    if body.move == "pass_on":
        require(access.may_pass_on(user, handed))
        return actions.pass_figure_on(handed=handed, **told)
    if body.move == "return":
        require(access.may_return(user, handed))
        return actions.return_figure(handed=handed, reason=body.reason, **told)
    require(access.may_take_hand_in_back(user, handed))
    return actions.take_figure_back(handed=handed, **told)
