"""Plans of units and projects over HTTP."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from hatang.accounts.access import signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.paging import After, Limit, page_after
from hatang.base.refusal import NotFound, Refusal
from hatang.planning import access, actions
from hatang.planning.actions import Planned
from hatang.planning.models import Project, UnitPlan, UnitPlanVersion
from hatang.planning.rules.life import steps_from
from hatang.planning.rules.money import Amounts
from hatang.planning.schemas import (
    ActivityIn,
    ActivityOut,
    Key,
    MoneyIn,
    ProjectDetailOut,
    ProjectPage,
    UnitPlanDetailOut,
    UnitPlanPage,
    UnitPlanStepIn,
    UnitPlanVersionDetailOut,
)
from hatang.programme.access import visible_targets, visible_tasks

router = Router(tags=["planning"])


@router.get("/unit-plans", response=UnitPlanPage, summary="Plans of units")
def list_unit_plans(
    request: HttpRequest,
    unit: Key | None = None,
    plan: Key | None = None,
    after: After = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """What units plan about a plan in a year, as far as the reader may see it."""
    rows = access.visible_unit_plans(signed_in(request))
    rows = rows.filter(**{name: pk for name, pk in (("unit", unit), ("plan", plan)) if pk is not None})
    items, following = page_after(rows, after=after, limit=limit)
    return {"items": items, "next": following}


@router.get("/unit-plans/{int:unit_plan_id}", response=UnitPlanDetailOut, summary="A unit's plan")
def get_unit_plan(request: HttpRequest, unit_plan_id: int) -> dict[str, Any]:
    """One plan with its activities and issued versions."""
    user = signed_in(request)
    return _unit_plan(user, access.get_unit_plan(user, unit_plan_id))


@router.get(
    "/unit-plans/{int:unit_plan_id}/versions/{int:ordinal}",
    response=UnitPlanVersionDetailOut,
    summary="An issued version",
)
def get_unit_plan_version(request: HttpRequest, unit_plan_id: int, ordinal: int) -> UnitPlanVersion:
    """What a plan said when it was issued, row by row."""
    found = access.get_unit_plan(signed_in(request), unit_plan_id)
    # More than a column of the database holds is the number of no version.
    kept = found.versions.filter(ordinal=ordinal).first() if ordinal < 2**15 else None
    if kept is None:
        raise NotFound(_("There is no such version."))
    return kept


@router.post("/unit-plans/{int:unit_plan_id}/activities", response=ActivityOut, summary="Add an activity")
def add_activity(request: HttpRequest, unit_plan_id: int, body: ActivityIn) -> Any:
    """Add an activity at the end of a plan that is being written; the same `mark` again adds none."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    said: dict[str, Any] = {"activity": None, "said": _planned(user, found, body), "seen": body.seen}
    mark = body.mark or uuid4()
    return actions.put_activity(unit_plan=found, **said, mark=mark, by=user, at=clock.now())


@router.put(
    "/unit-plans/{int:unit_plan_id}/activities/{int:activity_id}",
    response=ActivityOut,
    summary="Change an activity",
)
def change_activity(request: HttpRequest, unit_plan_id: int, activity_id: int, body: ActivityIn) -> Any:
    """Say anew what an activity is; what is not said becomes empty."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    activity = access.get_activity(user, found, activity_id)
    said: dict[str, Any] = {"activity": activity, "said": _planned(user, found, body), "seen": body.seen}
    return actions.put_activity(unit_plan=found, **said, mark=activity.mark, by=user, at=clock.now())


@router.post("/unit-plans/{int:unit_plan_id}/steps", response=UnitPlanDetailOut, summary="Take a step")
def take_unit_plan_step(request: HttpRequest, unit_plan_id: int, body: UnitPlanStepIn) -> dict[str, Any]:
    """Submit a plan to the unit's leader, issue it, send it back, take it back or open it again."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    said: dict[str, Any] = {"words": body.words, "number": body.number, "seen": body.seen}
    actions.take_plan_step(unit_plan=found, step=body.step, **said, by=user, at=clock.now())
    return _unit_plan(user, access.get_unit_plan(user, unit_plan_id))


@router.get("/projects", response=ProjectPage, summary="Projects")
def list_projects(
    request: HttpRequest, unit: Key | None = None, after: After = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Projects that the reader may see: of the own units, or all."""
    rows = access.visible_projects(signed_in(request))
    rows = rows.filter(unit=unit) if unit is not None else rows
    items, following = page_after(rows, after=after, limit=limit)
    return {"items": items, "next": following}


@router.get("/projects/{int:project_id}", response=ProjectDetailOut, summary="A project")
def get_project(request: HttpRequest, project_id: int) -> dict[str, Any]:
    """One project with its money by source and year, and the tasks it serves."""
    user = signed_in(request)
    return _project(user, access.get_project(user, project_id))


@router.put("/projects/{int:project_id}/money", response=ProjectDetailOut, summary="Say money")
def set_project_money(request: HttpRequest, project_id: int, body: MoneyIn) -> dict[str, Any]:
    """Say what is estimated, allocated and disbursed, and on which document that stands."""
    user = signed_in(request)
    found = access.get_project(user, project_id)
    lines = {
        (one.source.value, one.year): Amounts(one.estimate, one.allocated, one.disbursed)
        for one in body.lines
    }
    if len(lines) < len(body.lines):
        raise Refusal(_("Name each source and year once: two lines say the same one."), field="lines")
    said: dict[str, Any] = {"ground": body.ground, "ground_on": body.ground_on, "seen": body.seen}
    actions.set_money(project=found, lines=lines, **said, by=user, at=clock.now())
    return _project(user, access.get_project(user, project_id))


def _unit_plan(user: User, found: UnitPlan) -> dict[str, Any]:
    said = {name: getattr(found, name) for name in UnitPlanDetailOut.model_fields if hasattr(found, name)}
    steps = [step for step in steps_from(found.state) if access.may_take_step(user, found, step)]
    activities = found.activities.order_by("ordinal", "pk")
    return {
        **said,
        "activities": list(activities),
        "versions": list(found.versions.all()),
        "may_write": access.may_write(user, found),
        "steps": steps,
    }


def _planned(user: User, found: UnitPlan, body: ActivityIn) -> Planned:
    """What the body says, its task, target and project looked up as the form does."""
    said = body.dict(exclude={"task_id", "target_id", "project_id", "quarters", "mark", "seen"})
    said |= {f"quarter_{place}": words for place, words in enumerate(body.quarters, start=1)}
    asked: dict[str, tuple[int | None, Any]] = {
        "task": (body.task_id, visible_tasks(user).filter(plan=found.plan_id)),
        "target": (body.target_id, visible_targets(user).filter(plan=found.plan_id)),
        "project": (body.project_id, access.visible_projects(user).filter(unit=found.unit_id)),
    }
    for name, (pk, rows) in asked.items():
        said[name] = rows.filter(pk=pk).first() if pk is not None else None
        if pk is not None and said[name] is None:
            raise Refusal(_("There is no such row for this plan; look at what it lists."), field=f"{name}_id")
    return Planned(**said)


def _project(user: User, found: Project) -> dict[str, Any]:
    said = {name: getattr(found, name) for name in ProjectDetailOut.model_fields if hasattr(found, name)}
    tasks = visible_tasks(user).filter(project_links__project=found).order_by("pk")
    return {
        **said,
        "money": list(found.money.order_by("year", "source")),
        "task_ids": list(tasks.values_list("pk", flat=True)),
        "may_write": access.writes_projects_of(user, found.unit_id),
    }
