"""Campaigns and reports as the API gives and takes them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from hatang.reporting.rules.filled import MOST_CELL, MOST_CHARACTERS, MOST_ROWS
from hatang.reporting.rules.life import ReportState, ReportStep

_NO_NUL = r"^[^\x00]*$"
Name = Annotated[str, Field(max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
Typed = Annotated[str, Field(max_length=MOST_CHARACTERS, pattern=_NO_NUL)]
Cell = Annotated[str, Field(max_length=MOST_CELL, pattern=_NO_NUL)]
Rows = Annotated[list[dict[Name, Cell]], Field(max_length=MOST_ROWS)]


class CampaignOut(Schema):
    """A campaign; `last_day` is the last day on which a unit is on time."""

    id: int
    title: str
    ground: str
    document_id: int | None
    form_version_id: int
    starts_on: date
    ends_on: date
    due_on: date
    gathered_on: date | None
    last_day: date
    state: str
    opened_at: datetime | None
    closed_at: datetime | None


class CampaignPage(Schema):
    """Campaigns after a key; `next` is the key of the following page."""

    items: list[CampaignOut]
    next: int | None


class CompletenessOut(Schema):
    """What became of the reports a campaign expects; the denominator is `n_expected`."""

    n_expected: int
    n_arrived: int
    n_on_time: int
    n_late: int
    n_awaited: int
    n_accepted: int
    n_returned: int


class ReporterOut(Schema):
    """A unit in a campaign; `report_id` and what follows only for who may read its report."""

    unit_id: int
    timeliness: str
    n_days_late: int
    report_id: int | None
    state: ReportState | None
    number: str
    signed_on: date | None
    n_returned: int


class CampaignDetailOut(CampaignOut):
    """A campaign with its form, how complete it is, and every unit it expects."""

    form: dict[str, Any]
    completeness: CompletenessOut
    reporters: list[ReporterOut]


class SaidOut(Schema):
    """What one report says in a field; `is_far` when it lies far from the others."""

    report_id: int
    words: str
    number: Decimal | None
    is_far: bool


class GatheredOut(Schema):
    """A field over all reports that have arrived, by its rule; a ratio with both its parts."""

    key: str
    label: str
    measure_unit: str
    roll_up: str
    total: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    counts: dict[str, int]
    said: list[SaidOut]


class DraftOut(Schema):
    """A document drafted here; `signature` is what the check of its signed file said, once it came."""

    id: int
    kind: str
    title: str
    unit_id: int
    state: str
    number: str
    signed_on: date | None
    file_sha256: str
    signature: str


class DraftPage(Schema):
    """Drafts after a key; `next` is the key of the following page."""

    items: list[DraftOut]
    next: int | None


class ReportFindingOut(Schema):
    """What is wrong or unusual in a field; `is_fatal` when it keeps the report from leaving the unit."""

    key: str
    words: str
    is_fatal: bool
    row: int | None


class ReportOut(Schema):
    """A unit's report; `n_saves` counts its saves, `figures` are the house's own beside what was typed."""

    id: int
    campaign_id: int
    unit_id: int
    state: ReportState
    values: dict[str, Any]
    reasons: dict[str, str]
    n_saves: int
    saved_at: datetime | None
    digest: str
    number: str
    signed_on: date | None
    file_sha256: str
    submitted_at: datetime | None
    figures: dict[str, Decimal]
    former: dict[str, Decimal]
    findings: list[ReportFindingOut]
    may_write: bool
    steps: list[ReportStep]


class ReportIn(Schema):
    """What is typed so far; `seen` is `n_saves` of the report this was written on. Files stay as they are."""

    values: dict[Name, Typed | Rows]
    reasons: dict[Name, Cell] = {}
    seen: Annotated[int, Field(ge=0, lt=2**31)]


class ReportStepIn(Schema):
    """A step, the state it is taken from, and why where the step asks for it."""

    step: ReportStep
    seen: ReportState
    words: Cell = ""
