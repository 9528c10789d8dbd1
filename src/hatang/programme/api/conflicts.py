"""Contradictions over HTTP: found, settled, and settlements taken back."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.paging import After, Limit, page_after
from hatang.programme import access, actions, queries
from hatang.programme.meeting_schemas import Key
from hatang.programme.models import Conflict, ConflictKind, Settlement
from hatang.programme.schemas import NO_NUL

router = Router()


class ContradictionQuery(Schema):
    """Which contradictions are asked for."""

    kind: ConflictKind | None = None
    state: Literal["open", "settled", "gone", "all"] = "open"
    plan_id: Key | None = None


class ContradictionOut(Schema):
    """What stands against what; `settlement` is empty while nobody has said what counts.

    `figures` say what differs, by kind; `choices` are the settlements that fit the kind.
    """

    id: int
    kind: str
    target_id: int | None
    other_target_id: int | None
    task_id: int | None
    other_task_id: int | None
    document_id: int | None
    unit_id: int | None
    figures: dict[str, Any]
    found_at: datetime
    gone_at: datetime | None
    settlement: str
    reason: str
    settled_at: datetime | None
    settled_by_id: int | None
    choices: list[Settlement]


class ContradictionPage(Schema):
    """Contradictions after a key; `next` is the key of the following page."""

    items: list[ContradictionOut]
    next: int | None


class SettlementIn(Schema):
    """What counts, one of `choices`, and why."""

    settlement: Settlement
    reason: Annotated[str, Field(max_length=2000, pattern=NO_NUL)]


@router.get("/contradictions", response=ContradictionPage, summary="Contradictions")
def list_contradictions(
    request: HttpRequest, chosen: Query[ContradictionQuery], after: After = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Contradictions between sources that one may read, all of them."""
    wanted = queries.ConflictFilter(
        kind=chosen.kind or "", state="" if chosen.state == "all" else chosen.state, plan_id=chosen.plan_id
    )
    rows = queries.narrowed_conflicts(signed_in(request), wanted)
    items, following = page_after(rows, after=after, limit=limit)
    return {"items": [_body(one) for one in items], "next": following}


@router.get("/contradictions/{int:conflict_id}", response=ContradictionOut, summary="A contradiction")
def get_contradiction(request: HttpRequest, conflict_id: int) -> dict[str, Any]:
    """One contradiction, and how it was settled."""
    return _body(access.get_conflict(signed_in(request), conflict_id))


@router.put("/contradictions/{int:conflict_id}/settlement", response=ContradictionOut)
def settle_contradiction(request: HttpRequest, conflict_id: int, body: SettlementIn) -> dict[str, Any]:
    """Say what counts; where one of two sources does, the other one follows it."""
    user = _settler(request)
    conflict = access.get_conflict(user, conflict_id)
    return _body(actions.settle_conflict(conflict=conflict, **body.dict(), by=user, at=clock.now()))


@router.post("/contradictions/{int:conflict_id}/reopen", response=ContradictionOut)
def reopen_contradiction(request: HttpRequest, conflict_id: int) -> dict[str, Any]:
    """Take a settlement back; both sources say again what they print."""
    user = _settler(request)
    conflict = access.get_conflict(user, conflict_id)
    return _body(actions.reopen_conflict(conflict=conflict, by=user, at=clock.now()))


def _settler(request: HttpRequest) -> User:
    user = signed_in(request)
    require(access.may_settle_conflicts(user))
    return user


def _body(conflict: Conflict) -> dict[str, Any]:
    names = [name for name in ContradictionOut.model_fields if name != "choices"]
    said = {name: getattr(conflict, name) for name in names}
    return {**said, "choices": actions.settlements_of(conflict.kind)}
