"""Escalations over HTTP."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.paging import After, Limit, page_after
from hatang.base.refusal import Refusal
from hatang.chasing import access, actions, queries
from hatang.chasing.actions import Answered, Decided
from hatang.chasing.models import Escalation, EscalationStep
from hatang.chasing.queries.pages import open_obstacles
from hatang.chasing.schemas import (
    AnswerIn,
    DecisionIn,
    EscalationDetailOut,
    EscalationIn,
    EscalationOut,
    EscalationPage,
)
from hatang.programme.access import visible_obligations
from hatang.programme.models import Obligation
from hatang.reporting.access import get_reporter
from hatang.reporting.models import Reporter

router = Router(tags=["chasing"])


@router.get("/escalations", response=EscalationPage, summary="Escalations")
def list_escalations(
    request: HttpRequest, is_open: bool = True, after: After = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Escalations that the reader may look at: those still open, or those that are over."""
    rows = access.visible_escalations(signed_in(request)).filter(closed_at__isnull=is_open)
    items, following = page_after(rows, after=after, limit=limit)
    return {"items": [_escalation(one) for one in items], "next": following}


@router.post("/escalations", response=EscalationDetailOut, summary="Escalate")
def begin_escalation(request: HttpRequest, body: EscalationIn) -> dict[str, Any]:
    """Ask a unit for an answer about what it owes or reports late."""
    user = signed_in(request)
    require(access.may_begin(user))
    made = actions.begin(thing=_thing(user, body), because=body.because, by=user, at=clock.now())
    return _detail(user, access.get_escalation(user, made.pk))


@router.get("/escalations/{int:escalation_id}", response=EscalationDetailOut, summary="An escalation")
def get_escalation(request: HttpRequest, escalation_id: int) -> dict[str, Any]:
    """One escalation with everything done in it."""
    user = signed_in(request)
    return _detail(user, access.get_escalation(user, escalation_id))


@router.post("/escalations/{int:escalation_id}/answer", response=EscalationDetailOut, summary="Answer")
def answer_escalation(request: HttpRequest, escalation_id: int, body: AnswerIn) -> dict[str, Any]:
    """Answer for the unit: the reason, a new day, or the obstacle in the way."""
    user = signed_in(request)
    found = access.get_escalation(user, escalation_id)
    require(access.answers_for(user, found))
    obstacles = open_obstacles(user, found) if body.obstacle_id is not None else []
    obstacle = next((one for one in obstacles if one.pk == body.obstacle_id), None)
    said = Answered(body.answer, body.words, body.until, obstacle)
    actions.answer(escalation=found, said=said, by=user, at=clock.now())
    return _detail(user, access.get_escalation(user, escalation_id))


@router.post("/escalations/{int:escalation_id}/decision", response=EscalationDetailOut, summary="Decide")
def decide_escalation(request: HttpRequest, escalation_id: int, body: DecisionIn) -> dict[str, Any]:
    """Give more time, hold it, ask again, take it up a tier, or close it."""
    user = signed_in(request)
    found = access.get_escalation(user, escalation_id)
    require(not found.is_open or access.may_decide(user, found))
    said = Decided(body.decision, body.words, body.until)
    actions.decide(escalation=found, said=said, seen=body.seen, by=user, at=clock.now())
    return _detail(user, access.get_escalation(user, escalation_id))


def _thing(user: User, body: EscalationIn) -> Obligation | Reporter:
    """What is escalated, as far as the user may see it.

    Raises:
        Refusal: none or both are named, or there is no such obligation.
        NotFound: there is no such report.
    """
    if (body.obligation_id is None) == (body.report_id is None):
        raise Refusal(_("Name what is late: obligation_id or report_id."), field="obligation_id")
    if body.report_id is not None:
        return get_reporter(user, body.report_id)
    rows = visible_obligations(user).select_related("unit", "task__plan")
    found = rows.filter(pk=body.obligation_id or 0).first()
    if found is None:
        raise Refusal(_("There is no such obligation."), field="obligation_id")
    return found


def _escalation(one: Escalation) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in EscalationOut.model_fields if hasattr(one, name)}
    return {**said, "report_id": one.reporter_id}


def _detail(user: User, found: Escalation) -> dict[str, Any]:
    page = queries.escalation_page(user, found, today=clock.today())
    return {
        **_escalation(found),
        "title": page.title,
        "steps": [_step(one) for one in page.steps],
        "answers": page.answers,
        "decisions": page.decisions,
    }


def _step(one: EscalationStep) -> dict[str, Any]:
    names = ("step", "tier", "answer", "words", "on", "to_whom", "taken_at")
    said = {name: getattr(one, name) for name in names}
    return {**said, "taken_by": one.taken_by.full_title if one.taken_by else ""}
