"""Plans, tasks, targets and obligations over HTTP."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from hatang.accounts.access import get_unit, require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.paging import After, Limit, Words, page_after
from hatang.base.refusal import NotFound, Refusal
from hatang.documents.access import get_document, may_publish, visible_versions
from hatang.programme import access, actions, queries
from hatang.programme.models import DueKind, FigureHandIn, Gap, HandIn, PlanItem, Target, TargetValue, Task
from hatang.programme.queries.obligations import open_requests
from hatang.programme.schemas import (
    DecisionIn,
    FigureHandInOut,
    HandInOut,
    MilestoneIn,
    MilestoneOut,
    ObligationOut,
    OverviewOut,
    PlanOut,
    PlanPage,
    ProgressIn,
    PublishIn,
    ReachedIn,
    RequestIn,
    RequestOut,
    StepIn,
    TallyOut,
    TargetDetailOut,
    TargetOut,
    TargetPage,
    TargetValueIn,
    TargetValueOut,
    TaskDetailOut,
    TaskOut,
    TaskPage,
    UnknownNameOut,
)

router = Router()


class TaskQuery(Schema):
    """Which tasks are asked for."""

    text: Words = ""
    unit_id: int | None = None
    role: Literal["", "lead", "support", "direct"] = ""
    plan_id: int | None = None
    state: Literal[
        "",
        "late",
        "week",
        "month",
        "open",
        "done",
        "unassigned",
        "not_started",
        "in_time",
        "overdue",
        "done_in_time",
        "done_late",
        "submitted",
        "paused",
        "withdrawn",
        "in_transition",
    ] = ""
    due_kind: DueKind | None = None
    due_from: date | None = None
    due_to: date | None = None
    gap: Gap | None = None
    leader_id: int | None = None


class TargetQuery(Schema):
    """Which targets are asked for."""

    text: Words = ""
    unit_id: int | None = None
    plan_id: int | None = None
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None


@router.get("/overview", response=OverviewOut, summary="The programme this morning")
def get_overview(request: HttpRequest) -> dict[str, Any]:
    """Counts of tasks and obligations, late and due soon."""
    today = clock.today()
    found = queries.overview(signed_in(request), today=today, n_units=1000)
    names = ("n_plans", "n_targets", "n_unknown_names", "next_due", "tasks", "obligations")
    return {
        "today": today,
        **{name: getattr(found, name) for name in names},
        "by_plan": [{"plan_id": row.plan.pk, **_tally(row.tally)} for row in found.by_plan],
        "by_unit": [{"unit_id": row.unit.pk, **_tally(row.tally)} for row in found.by_unit],
    }


@router.get("/plans", response=PlanPage, summary="Plans")
def list_plans(request: HttpRequest, after: After = 0, limit: Limit = 50) -> dict[str, Any]:
    """Published plans."""
    items, following = page_after(queries.plan_list(signed_in(request)), after=after, limit=limit)
    return {"items": items, "next": following}


@router.post("/plans", response={200: PlanOut}, summary="Publish a document as a plan")
def publish_plan(request: HttpRequest, body: PublishIn) -> Any:
    """Publish the newest version of a document; doing so twice changes nothing."""
    user = signed_in(request)
    require(may_publish(user))
    document = get_document(user, body.document_id)
    version = visible_versions(user).filter(document=document, is_current=True).first()
    if version is None:
        raise NotFound(_("The document has not been read."))
    plan = actions.publish_plan(version=version, by=user, at=clock.now())
    return queries.plan_list(user).get(pk=plan.pk)


@router.get("/tasks", response=TaskPage, summary="Tasks")
def list_tasks(
    request: HttpRequest,
    chosen: Query[TaskQuery],
    after: After = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Tasks of the published plans, with their state today."""
    user = signed_in(request)
    wanted = chosen.dict()
    wanted["unit"] = _unit(user, wanted.pop("unit_id"))
    wanted |= {"due_kind": chosen.due_kind or "", "gap": chosen.gap or ""}
    tasks = queries.task_list(user, queries.TaskFilter(**wanted), today=clock.today())
    items, following = page_after(tasks, after=after, limit=limit)
    return {"items": [_task_body(task) for task in items], "next": following}


@router.get("/tasks/{int:task_id}", response=TaskDetailOut, summary="A task")
def get_task(request: HttpRequest, task_id: int) -> dict[str, Any]:
    """One task with its agencies, obligations and evidence."""
    task: Any = queries.task_detail(signed_in(request), task_id, today=clock.today())
    return {
        **_task_body(task),
        **_evidence(task),
        "agencies": task.all_assignments,
        "obligations": task.all_obligations,
    }


@router.get("/targets", response=TargetPage, summary="Targets")
def list_targets(
    request: HttpRequest,
    chosen: Query[TargetQuery],
    after: After = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Targets of the published plans."""
    user = signed_in(request)
    wanted = chosen.dict()
    wanted["unit"] = _unit(user, wanted.pop("unit_id"))
    items, following = page_after(
        queries.target_list(user, queries.TargetFilter(**wanted)), after=after, limit=limit
    )
    return {"items": [_target_body(target) for target in items], "next": following}


@router.get("/targets/{int:target_id}", response=TargetDetailOut, summary="A target")
def get_target(request: HttpRequest, target_id: int) -> dict[str, Any]:
    """One target with its agencies and evidence."""
    target: Any = queries.target_detail(signed_in(request), target_id)
    return {**_target_body(target), **_evidence(target), "agencies": target.all_assignments}


@router.get("/targets/{int:target_id}/values", response=list[TargetValueOut], summary="Declared figures")
def list_values(request: HttpRequest, target_id: int) -> Any:
    """Figures declared for a target, corrected ones too, the latest period first."""
    user = signed_in(request)
    return access.visible_values(user).filter(target=access.get_target(user, target_id))


@router.post(
    "/targets/{int:target_id}/values",
    response={200: TargetValueOut, 202: FigureHandInOut},
    summary="Declare a figure",
)
def declare_value(request: HttpRequest, target_id: int, body: TargetValueIn) -> Any:
    """Declare the figure of a period, or correct one; 202 where it waits for the unit's leader first."""
    said = _declare(signed_in(request), target_id, body)
    return Status(202 if isinstance(said, FigureHandIn) else 200, said)


def _declare(user: User, target_id: int, body: TargetValueIn) -> TargetValue | FigureHandIn:
    target = access.get_target(user, target_id)
    if body.replaces_id is not None:
        declared = access.get_value(user, body.replaces_id)
        if declared.target_id != target.pk:
            raise NotFound(_("There is no such figure."))
        require(access.may_declare(user, target, declared.unit))
        return actions.correct_value(
            declared=declared, value=body.value, reason=body.reason, by=user, at=clock.now()
        )
    unit = _unit(user, body.unit_id)
    require(access.may_declare(user, target, unit))
    if body.ends_on is None:
        raise Refusal(_("Say on which day the period ended."), field="ends_on")
    return actions.declare_value(
        target=target,
        unit=unit,
        ends_on=body.ends_on,
        value=body.value,
        note=body.note,
        by=user,
        at=clock.now(),
    )


@router.put("/obligations/{int:obligation_id}", response=ObligationOut, summary="Say how far a unit is")
def record_progress(request: HttpRequest, obligation_id: int, body: ProgressIn) -> Any:
    """Set the progress of what one unit owes."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    require(access.may_record_progress(user, obligation))
    actions.record_progress(
        obligation=obligation, state=body.state, done_on=body.done_on, by=user, at=clock.now()
    )
    return queries.obligation_detail(user, obligation_id, today=clock.today())


@router.post("/obligations/{int:obligation_id}/steps", response=ObligationOut, summary="Take a step")
def take_step(request: HttpRequest, obligation_id: int, body: StepIn) -> Any:
    """Submit, accept, return, pause, withdraw or resume what one unit owes."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    access.require_step(user, obligation, body.step)
    actions.take_step(obligation=obligation, **body.dict(), by=user, at=clock.now())
    return queries.obligation_detail(user, obligation_id, today=clock.today())


@router.get("/deadline-requests", response=list[RequestOut], summary="Later deadlines asked for")
def list_requests(request: HttpRequest) -> Any:
    """Requests that wait for a decision, the oldest first; 200 at most."""
    return open_requests(signed_in(request))[:200]


@router.post("/obligations/{int:obligation_id}/deadline-requests", response={200: RequestOut, 202: HandInOut})
def ask_deadline(request: HttpRequest, obligation_id: int, body: RequestIn) -> Any:
    """Ask for a later deadline of what one unit owes; 202 where it waits for the unit's leader first."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    require(access.may_record_progress(user, obligation))
    asked = actions.ask_deadline(obligation=obligation, **body.dict(), by=user, at=clock.now())
    return Status(202 if isinstance(asked, HandIn) else 200, asked)


@router.put("/deadline-requests/{int:request_id}", response=RequestOut)
def decide_request(request: HttpRequest, request_id: int, body: DecisionIn) -> Any:
    """Grant or refuse a later deadline."""
    user = signed_in(request)
    asked = access.get_request(user, request_id)
    access.require_deciding(user, asked.obligation)
    return actions.decide_request(request=asked, **body.dict(), by=user, at=clock.now())


@router.get("/obligations/{int:obligation_id}/milestones", response=list[MilestoneOut])
def list_milestones(request: HttpRequest, obligation_id: int) -> Any:
    """Results that a unit promises on the way."""
    return access.get_obligation(signed_in(request), obligation_id).milestones.all()


@router.post("/obligations/{int:obligation_id}/milestones", response=MilestoneOut)
def add_milestone(request: HttpRequest, obligation_id: int, body: MilestoneIn) -> Any:
    """Promise a result for a day."""
    user = signed_in(request)
    obligation = access.get_obligation(user, obligation_id)
    require(access.may_record_progress(user, obligation))
    return actions.add_milestone(obligation=obligation, **body.dict(), by=user, at=clock.now())


@router.put("/milestones/{int:milestone_id}", response=MilestoneOut)
def reach_milestone(request: HttpRequest, milestone_id: int, body: ReachedIn) -> Any:
    """Say on which day a result was there."""
    user = signed_in(request)
    milestone = access.get_milestone(user, milestone_id)
    require(access.may_record_progress(user, milestone.obligation))
    reached_on = body.reached_on
    return actions.reach_milestone(milestone=milestone, reached_on=reached_on, by=user, at=clock.now())


@router.get("/unknown-names", response=list[UnknownNameOut], summary="Names without a unit")
def list_unknown_names(request: HttpRequest) -> Any:
    """Printed names of agencies that no unit or group answers to."""
    return queries.unknown_names(signed_in(request))


def _tally(tally: queries.Tally) -> dict[str, int]:
    return {name: getattr(tally, name) for name in TallyOut.model_fields}


def _unit(user: User, unit_id: int | None) -> Any:
    return get_unit(user, unit_id) if unit_id is not None else None


def _task_body(task: Any) -> dict[str, Any]:
    assert isinstance(task, Task)  # noqa: S101 - annotated by the queries
    return {**_named(task, TaskOut), "due": _due(task), "lead": task.leads}  # type: ignore[attr-defined]


def _target_body(target: Any) -> dict[str, Any]:
    assert isinstance(target, Target)  # noqa: S101
    return {**_named(target, TargetOut), "due": _due(target), "lead": target.leads}  # type: ignore[attr-defined]


def _named(item: PlanItem, schema: type[Schema]) -> dict[str, Any]:
    return {name: getattr(item, name) for name in schema.model_fields if name not in ("due", "lead")}


def _due(item: PlanItem) -> dict[str, Any]:
    return {
        name: getattr(item, f"due_{name}")
        for name in ("kind", "start", "end", "at", "before", "text", "parts")
    }


def _evidence(item: PlanItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("spans", "confidence", "withdrawn_at")}
