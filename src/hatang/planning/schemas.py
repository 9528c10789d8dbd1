"""Plans of units and projects as the API gives and takes them; money in đồng, whole."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hatang.base.paging import Day
from hatang.planning.actions.activities import MOST_MEASURE, MOST_NAME, MOST_TITLE, MOST_WORDS
from hatang.planning.models import MoneySource
from hatang.planning.rules.life import PlanState, PlanStep
from hatang.planning.rules.money import MOST, YEARS
from hatang.planning.rules.projects import ProjectState

_NO_NUL = r"^[^\x00]*$"
Key = Annotated[int, Field(ge=1, lt=2**63)]
Words = Annotated[str, Field(max_length=MOST_WORDS, pattern=_NO_NUL)]
Name = Annotated[str, Field(max_length=MOST_NAME, pattern=_NO_NUL)]
Money = Annotated[Decimal, Field(ge=0, le=MOST, decimal_places=0)]
Seen = Annotated[int, Field(ge=0, lt=2**31)]


class UnitPlanOut(Schema):
    """What a unit plans for a year about a plan; `note` is why it was sent back, `because` why it changes."""

    id: int
    unit_id: int
    plan_id: int
    year: int
    state: PlanState
    number: str
    note: str
    because: str
    begun_at: datetime


class UnitPlanPage(Schema):
    """Plans of units after a key; `next` is the key of the following page."""

    items: list[UnitPlanOut]
    next: int | None


class ActivityOut(Schema):
    """What a unit will do; `result` is in `measure_unit`, `revision` counts its saves."""

    id: int
    ordinal: int
    title: str
    task_id: int | None
    target_id: int | None
    project_id: int | None
    uptake: str
    quarters: list[str]
    result: Decimal | None
    measure_unit: str
    lead: str
    support: str
    risk: str
    risk_answer: str
    ends_on: date | None
    revision: int


class UnitPlanVersionOut(Schema):
    """An issued version; `because` is why the one before it was changed."""

    ordinal: int
    number: str
    because: str
    issued_at: datetime


class UnitPlanDetailOut(UnitPlanOut):
    """A unit's plan with its activities, its issued versions and the steps the reader may take."""

    activities: list[ActivityOut]
    versions: list[UnitPlanVersionOut]
    may_write: bool
    steps: list[PlanStep]


class UnitPlanVersionDetailOut(UnitPlanVersionOut):
    """An issued version with its rows as they were said, each field in words."""

    rows: list[dict[str, str]]


class ActivityIn(Schema):
    """An activity; `mark` tells a new one from the next, `seen` is the `revision` of the one it changes."""

    title: Annotated[str, Field(min_length=1, max_length=MOST_TITLE, pattern=_NO_NUL)]
    task_id: Key | None = None
    target_id: Key | None = None
    project_id: Key | None = None
    uptake: Annotated[str, Field(pattern="^(whole|part)$")] = "whole"
    quarters: Annotated[list[Words], Field(min_length=4, max_length=4)] = ["", "", "", ""]
    result: Annotated[Decimal, Field(max_digits=20, decimal_places=6)] | None = None
    measure_unit: Annotated[str, Field(max_length=MOST_MEASURE, pattern=_NO_NUL)] = ""
    lead: Name = ""
    support: Words = ""
    risk: Words = ""
    risk_answer: Words = ""
    ends_on: Day | None = None
    mark: UUID | None = None
    seen: Seen = 0


class UnitPlanStepIn(Schema):
    """A step, the state it is taken from, and why where the step asks for it."""

    step: PlanStep
    seen: PlanState
    words: Words = ""
    number: Annotated[str, Field(max_length=80, pattern=_NO_NUL)] | None = None


class ProjectOut(Schema):
    """A project of a unit; `revision` counts every change of it or of its money."""

    id: int
    code: str
    title: str
    unit_id: int
    kind: str
    system_name: str
    about: str
    starts_on: date | None
    ends_on: date | None
    state: ProjectState
    revision: int


class ProjectPage(Schema):
    """Projects after a key; `next` is the key of the following page."""

    items: list[ProjectOut]
    next: int | None


class MoneyLineOut(Schema):
    """Money of one source in one year [đồng]; nothing is said where a figure is null."""

    source: MoneySource
    year: int
    estimate: Decimal | None
    allocated: Decimal | None
    disbursed: Decimal | None
    ground: str
    ground_on: date
    changed_at: datetime


class ProjectDetailOut(ProjectOut):
    """A project with its money, and the tasks it serves that the reader may see."""

    money: list[MoneyLineOut]
    task_ids: list[int]
    may_write: bool


class MoneyLineIn(Schema):
    """Figures of one source in one year [đồng]; all null takes back what was said."""

    source: MoneySource
    year: Annotated[int, Field(ge=YEARS[0], le=YEARS[1])]
    estimate: Money | None = None
    allocated: Money | None = None
    disbursed: Money | None = None


class MoneyIn(Schema):
    """Money of a project; lines not named stay. `seen` is the `revision` of the project it was written on."""

    lines: Annotated[list[MoneyLineIn], Field(min_length=1, max_length=100)]
    ground: Annotated[str, Field(max_length=120, pattern=_NO_NUL)]
    ground_on: Day
    seen: Seen
