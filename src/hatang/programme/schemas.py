"""The programme as the API gives and takes it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from hatang.base.paging import Day

# The database keeps no such character.
NO_NUL = r"^[^\x00]*$"


class PlanOut(Schema):
    """A plan."""

    id: int
    document_id: int
    number: str
    title: str
    issuer: str
    issued_on: date | None
    is_issued_day_known: bool
    directed_by_id: int | None
    published_at: datetime
    n_tasks: int
    n_targets: int


class PlanPage(Schema):
    """Plans after a key; `next` is the key of the following page."""

    items: list[PlanOut]
    next: int | None


class PublishIn(Schema):
    """The document whose newest version becomes a plan."""

    document_id: int


class AgencyOut(Schema):
    """An agency as printed, and the unit or group it was resolved to."""

    printed_name: str
    role: str
    unit_id: int | None
    group_id: int | None


class DueOut(Schema):
    """When something is due; the words of the contract of `hatang parse`."""

    kind: str
    start: date | None
    end: date | None
    at: str
    before: bool
    text: str
    parts: list[dict[str, Any]]


class LeaderOut(Schema):
    """A leader who directs a plan or a task; accounts carry positions, no personal names."""

    id: int
    full_title: str


class TaskOut(Schema):
    """A task in a list, with its state on the day of the request.

    `ruled_fields` follow another source by a settled contradiction, not the plan of the task.
    """

    id: int
    plan_id: int
    path: str
    text: str
    product: str
    note: str
    gaps: list[str]
    due: DueOut
    due_on: date | None
    urgency: str
    standing: str
    n_obligations: int
    n_done: int
    n_started: int
    ruled_fields: list[Literal["due", "lead", "product"]]
    lead: list[AgencyOut]
    leader: LeaderOut | None


class TaskPage(Schema):
    """Tasks after a key; `next` is the key of the following page."""

    items: list[TaskOut]
    next: int | None


class ObligationOut(Schema):
    """What one unit owes for a task."""

    id: int
    unit_id: int
    group_id: int | None
    state: str
    standing: str
    due_on: date | None
    done_on: date | None
    submitted_on: date | None
    submitted_number: str
    issued_number: str
    issued_on: date | None
    extended_to: date | None
    note: str
    is_with_leader: bool


class TaskDetailOut(TaskOut):
    """A task with everybody named in it and what each unit owes."""

    agencies: list[AgencyOut]
    obligations: list[ObligationOut]
    spans: dict[str, Any]
    confidence: dict[str, float]
    withdrawn_at: datetime | None


class GapOut(Schema):
    """A question ("6 rõ") that the document leaves open, who must fill it in, and what counts as its answer.

    `is_by_field` says that it is answered by what is said elsewhere about the task: persons in charge,
    milestones, the unit that answers for all of it. `latest_id` is the newest answer, 0 for none; `answer_id`
    the one that counts, `waiting_id` the one that waits for confirmation.
    """

    gap: str
    filler: str
    state: str
    is_by_field: bool
    asked_unit_id: int | None
    asked_person_id: int | None
    due_on: date | None
    answer: str
    ground: str
    request_id: int | None
    answer_id: int | None
    waiting_id: int | None
    latest_id: int


class TargetOut(Schema):
    """A target in a list; `ruled_fields` follow another source by a settled contradiction."""

    id: int
    plan_id: int
    path: str
    text: str
    comparator: str
    value: Decimal | None
    value_max: Decimal | None
    measure_unit: str
    note: str
    same_as: list[str]
    ruled_fields: list[Literal["value", "due", "lead"]]
    due: DueOut
    lead: list[AgencyOut]


class TargetPage(Schema):
    """Targets after a key; `next` is the key of the following page."""

    items: list[TargetOut]
    next: int | None


class TargetDetailOut(TargetOut):
    """A target with everybody named in it."""

    agencies: list[AgencyOut]
    spans: dict[str, Any]
    confidence: dict[str, float]
    withdrawn_at: datetime | None


class TargetValueOut(Schema):
    """A declared figure; one that `replaces` another is its correction, with the reason."""

    id: int
    target_id: int
    unit_id: int | None
    ends_on: date
    value: Decimal
    note: str
    replaces_id: int | None
    reason: str
    declared_at: datetime
    declared_by_id: int


class TargetValueIn(Schema):
    """A figure at the end of a period, of the whole or of a unit's part; or a correction with its reason."""

    unit_id: int | None = None
    ends_on: Day | None = None
    value: Annotated[Decimal, Field(max_digits=19, decimal_places=6, allow_inf_nan=False)]
    note: Annotated[str, Field(max_length=2000)] = ""
    replaces_id: int | None = None
    reason: Annotated[str, Field(max_length=2000)] = ""


class ProgressIn(Schema):
    """How far a unit is."""

    state: Literal["not_started", "in_progress", "done"]
    done_on: Day | None = None


class StepIn(Schema):
    """A step beside progress, and what was done or why; only accepting needs no words."""

    step: Literal["submit", "accept", "return", "pause", "withdraw", "resume"]
    words: Annotated[str, Field(max_length=2000, pattern=NO_NUL)] = ""
    number: Annotated[str, Field(max_length=80, pattern=NO_NUL)] = ""
    on: Day | None = None


class RequestIn(Schema):
    """A later deadline that is asked for."""

    until: Day
    reason: Annotated[str, Field(max_length=2000, pattern=NO_NUL)]


class DecisionIn(Schema):
    """What is decided about a later deadline; without a day the one asked for is granted."""

    is_granted: bool
    answer: Annotated[str, Field(max_length=2000, pattern=NO_NUL)] = ""
    until: Day | None = None


class RequestOut(Schema):
    """A request for a later deadline; `decision` is empty while it waits."""

    id: int
    obligation_id: int
    former_on: date
    until: date
    reason: str
    asked_at: datetime
    decision: str
    granted_until: date | None
    answer: str
    decided_at: datetime | None


class HandInOut(Schema):
    """What waits within a unit for its leader, or waited; `outcome` is empty while it waits."""

    id: int
    obligation_id: int
    kind: str
    words: str
    number: str
    on: date | None
    handed_at: datetime
    passed_at: datetime | None
    outcome: str
    reason: str
    decided_at: datetime | None


class FigureHandInOut(Schema):
    """A figure of a target that waits within a unit for its leader, or waited; nothing counts it before."""

    id: int
    target_id: int
    unit_id: int | None
    ends_on: date
    value: Decimal
    words: str
    replaces_id: int | None
    handed_at: datetime
    passed_at: datetime | None
    outcome: str
    reason: str
    decided_at: datetime | None
    became_id: int | None


class FigureMoveIn(Schema):
    """What is done with a figure that was handed in; returning needs a reason."""

    move: Literal["pass_on", "release", "return", "take_back"]
    reason: Annotated[str, Field(max_length=2000, pattern=NO_NUL)] = ""


class HandInMoveIn(Schema):
    """What is done with something that was handed in; returning needs a reason."""

    move: Literal["pass_on", "release", "return", "take_back"]
    reason: Annotated[str, Field(max_length=2000, pattern=NO_NUL)] = ""
    number: Annotated[str, Field(max_length=80, pattern=NO_NUL)] = ""
    on: Day | None = None


class MilestoneIn(Schema):
    """A result that is promised for a day."""

    title: Annotated[str, Field(max_length=300, pattern=NO_NUL)]
    due_on: Day


class ReachedIn(Schema):
    """The day on which a result was there; none where it is not there yet."""

    reached_on: Day | None


class MilestoneOut(Schema):
    """A result that a unit promises for a day."""

    id: int
    obligation_id: int
    title: str
    due_on: date
    reached_on: date | None


class TallyOut(Schema):
    """How many there are, late, due within 7 and 30 days, and done."""

    n_all: int
    n_late: int
    n_week: int
    n_month: int
    n_done: int
    n_open: int


class PlanTallyOut(TallyOut):
    """How the tasks of a plan stand."""

    plan_id: int


class UnitTallyOut(TallyOut):
    """How the obligations of a unit stand."""

    unit_id: int


class OverviewOut(Schema):
    """The programme on the day of the request."""

    today: date
    n_plans: int
    n_targets: int
    n_unknown_names: int
    next_due: date | None
    tasks: TallyOut
    obligations: TallyOut
    by_plan: list[PlanTallyOut]
    by_unit: list[UnitTallyOut]


class UnknownNameOut(Schema):
    """A printed name that no unit or group answers to."""

    printed_name: str
    n_times: int
