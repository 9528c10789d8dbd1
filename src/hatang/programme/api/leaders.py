"""Who directs plans and tasks, over HTTP."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.refusal import NotFound
from hatang.programme import access, actions, queries
from hatang.programme.meeting_schemas import Key
from hatang.programme.schemas import LeaderOut

router = Router()
_COUNTS = ("n_tasks", "n_late", "n_soon", "n_done", "n_submitted", "n_requests", "n_obstacles")


class LeaderDetailOut(LeaderOut):
    """What a leader directs today, of what one may read."""

    unit_id: int | None
    plan_ids: list[int]
    n_tasks: int
    n_late: int
    n_soon: int
    n_done: int
    n_submitted: int
    n_requests: int
    n_obstacles: int


class LeaderIn(Schema):
    """Who directs it; null takes the name away."""

    leader_id: Key | None


class DirectedOut(Schema):
    """The leader who was named for a plan or task itself."""

    id: int
    directed_by_id: int | None


@router.get("/leaders", response=list[LeaderOut], summary="Leaders who direct")
def list_leaders(request: HttpRequest, may_direct: bool = False) -> Any:
    """Who directs a plan or task one may read; `may_direct` gives those who may be named. 500 at most."""
    user = signed_in(request)
    if may_direct:
        require(access.may_name_leaders(user))
        return access.who_may_direct()[:500]
    return queries.leaders(user)[:500]


@router.get("/leaders/{int:leader_id}", response=LeaderDetailOut, summary="A leader")
def get_leader(request: HttpRequest, leader_id: int) -> dict[str, Any]:
    """What a leader directs, and how far it is."""
    user = signed_in(request)
    page = queries.leader_page(user, access.get_leader(user, leader_id), today=clock.today())
    leader = page.leader
    return {
        "id": leader.pk,
        "full_title": leader.full_title,
        "unit_id": leader.unit_id,
        "plan_ids": [plan.pk for plan in page.plans],
        **{name: getattr(page, name) for name in _COUNTS},
    }


@router.put("/tasks/{int:task_id}/leader", response=DirectedOut, summary="Say who directs a task")
def set_task_leader(request: HttpRequest, task_id: int, body: LeaderIn) -> Any:
    """Name the leader who directs a task, where it is not the leader of its plan."""
    user = signed_in(request)
    task = access.get_task(user, task_id)
    require(access.may_name_leaders(user))
    return actions.set_leader(item=task, person=_person(body), by=user, at=clock.now())


@router.put("/plans/{int:plan_id}/leader", response=DirectedOut, summary="Say who directs a plan")
def set_plan_leader(request: HttpRequest, plan_id: int, body: LeaderIn) -> Any:
    """Name the leader who directs a plan and every task of it that names nobody else."""
    user = signed_in(request)
    plan = access.get_plan(user, plan_id)
    require(access.may_name_leaders(user))
    return actions.set_leader(item=plan, person=_person(body), by=user, at=clock.now())


def _person(body: LeaderIn) -> User | None:
    if body.leader_id is None:
        return None
    person = access.who_may_direct().filter(pk=body.leader_id).first()
    if person is None:
        raise NotFound(_("There is no such leader."))
    return person
