"""Obstacles and comments over HTTP."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from hatang.accounts.access import get_unit, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.paging import After, Limit, Words, page_after
from hatang.notices import access, actions, queries
from hatang.notices.models import Comment, Obstacle
from hatang.notices.schemas import (
    CommentIn,
    CommentOut,
    CommentPage,
    CommentWrittenOut,
    Key,
    Line,
    ObstacleDetailOut,
    ObstacleIn,
    ObstacleOut,
    ObstaclePage,
    ObstacleStepIn,
)

router = Router(tags=["notices"])


class ObstacleQuery(Schema):
    """Which obstacles are asked for."""

    text: Words = ""
    state: Literal["", "waiting", "late", "open", "answered", "escalated", "closed"] = ""
    unit_id: Key | None = None
    part: Literal["", "raised", "owner"] = ""


@router.get("/obstacles", response=ObstaclePage, summary="Obstacles")
def list_obstacles(
    request: HttpRequest, chosen: Query[ObstacleQuery], after: After = 0, limit: Limit = 50
) -> dict[str, Any]:
    """The register of difficulties, obstacles and proposals."""
    user = signed_in(request)
    unit = get_unit(user, chosen.unit_id) if chosen.unit_id is not None else None
    wanted = queries.ObstacleFilter(text=chosen.text, state=chosen.state, unit=unit, part=chosen.part)
    rows = queries.obstacle_list(user, wanted, today=clock.today())
    items, following = page_after(rows, after=after, limit=limit)
    return {"items": [_body(one) for one in items], "next": following}


@router.get("/obstacles/{int:obstacle_id}", response=ObstacleDetailOut, summary="An obstacle")
def get_obstacle(request: HttpRequest, obstacle_id: int) -> dict[str, Any]:
    """One obstacle with all that was done about it."""
    return _detail(access.get_obstacle(signed_in(request), obstacle_id))


@router.post("/obstacles", response=ObstacleDetailOut, summary="Raise an obstacle")
def raise_obstacle(request: HttpRequest, body: ObstacleIn) -> dict[str, Any]:
    """Raise an obstacle for one's own unit."""
    user = signed_in(request)
    said = actions.Raised(
        title=body.title,
        text=body.text,
        proposal=body.proposal,
        place=body.place,
        owner=get_unit(user, body.owner_id),
        answer_due_on=body.answer_due_on,
        subject=_subject(user, body),
        unit=get_unit(user, body.unit_id) if body.unit_id is not None else None,
    )
    return _detail(actions.raise_obstacle(said=said, mark=body.mark, by=user, at=clock.now()))


@router.post("/obstacles/{int:obstacle_id}/steps", response=ObstacleDetailOut, summary="Take a step")
def take_obstacle_step(request: HttpRequest, obstacle_id: int, body: ObstacleStepIn) -> dict[str, Any]:
    """Answer, hand on, escalate, return, close or reopen."""
    user = signed_in(request)
    obstacle = actions.take_obstacle_step(
        obstacle=access.get_obstacle(user, obstacle_id),
        step=body.step,
        words=body.words,
        owner=get_unit(user, body.owner_id) if body.owner_id is not None else None,
        answer_due_on=body.answer_due_on,
        by=user,
        at=clock.now(),
    )
    return _detail(obstacle)


@router.get("/comments", response=CommentPage, summary="What was said about a subject")
def list_comments(
    request: HttpRequest, subject_kind: Line, subject_id: Key, after: After = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Comments on a task, an obligation, a target, a document or an obstacle that are still shown.

    Where work was moved, those on what it goes on from are among them; each says what it is about.
    """
    user = signed_in(request)
    rows = queries.comments_on(user, access.get_subject(user, subject_kind, subject_id))
    items, following = page_after(rows, after=after, limit=limit)
    return {"items": [_comment(one) for one in items], "next": following}


@router.post("/comments", response=CommentWrittenOut, summary="Say something about a subject")
def write_comment(request: HttpRequest, body: CommentIn) -> dict[str, Any]:
    """Say something about a subject; a name after @ calls a person or a unit."""
    user = signed_in(request)
    subject = access.get_subject(user, body.subject_kind, body.subject_id)
    written = actions.write_comment(subject=subject, text=body.text, mark=body.mark, by=user, at=clock.now())
    return {**_comment(written.comment), "unknown_names": written.unknown}


def _subject(user: User, body: ObstacleIn) -> Any:
    if body.subject_id is None or not body.subject_kind:
        return None
    return access.get_subject(user, body.subject_kind, body.subject_id)


def _body(obstacle: Obstacle) -> dict[str, Any]:
    names = [name for name in ObstacleOut.model_fields if name != "is_late"]
    return {
        **{name: getattr(obstacle, name) for name in names},
        "is_late": obstacle.is_late_on(clock.today()),
    }


def _detail(obstacle: Obstacle) -> dict[str, Any]:
    return {**_body(obstacle), "steps": list(obstacle.steps.all())}


def _comment(comment: Comment) -> dict[str, Any]:
    names = [name for name in CommentOut.model_fields if name != "author"]
    return {**{name: getattr(comment, name) for name in names}, "author": str(comment.author)}
