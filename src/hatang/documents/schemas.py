"""Documents as the API gives and takes them."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from hatang.base.paging import Day
from hatang.documents.models import CitationRelation, Validity


class DocumentOut(Schema):
    """A document in a list."""

    id: int
    kind: str
    number: str
    issuer: str
    issuer_unit_id: int | None
    title: str
    issued_on: date | None
    is_issued_day_known: bool
    is_identity_confirmed: bool
    is_published: bool
    validity: Validity
    validity_today: Validity
    valid_from: date | None
    valid_to: date | None
    replaced_by_id: int | None = Field(None, alias="successor_id")
    scope_id: int | None
    is_restricted: bool
    n_tasks: int | None
    n_targets: int | None
    n_warnings: int | None
    n_versions: int


class ValidityIn(Schema):
    """Whether a document is in effect; `valid_to` is the first day without it, `reason` is kept."""

    validity: Validity
    valid_from: Day | None = None
    valid_to: Day | None = None
    replaced_by_id: int | None = None
    scope_id: int | None = None
    reason: str = Field(min_length=1, max_length=2000)


class DocumentPageOut(Schema):
    """Documents after a key; `next` is the key of the following page."""

    items: list[DocumentOut]
    next: int | None


class FileOut(Schema):
    """Original bytes somebody sent."""

    id: int
    name: str
    sha256: str
    media_type: str
    n_bytes: int
    uploaded_at: datetime


class CitationOut(Schema):
    """A document that this one names."""

    number: str
    kind: str
    issued_text: str
    issuer: str
    relation: CitationRelation
    n_times: int
    cited_id: int | None


class CitingOut(Schema):
    """A document that names this one."""

    document_id: int
    number: str
    relation: CitationRelation
    n_times: int


class LineageOut(Schema):
    """A document in a lineage and what it follows from."""

    number: str
    document_id: int | None
    is_national: bool
    parents: list["LineageOut"]


class RelationsOut(Schema):
    """What one document has to do with others."""

    carries_out: list[CitationOut]
    carried_out_by: list[CitingOut]
    refers_to: list[CitationOut]
    referred_to_by: list[CitingOut]
    lineage: LineageOut


class MissingOut(Schema):
    """A document that others name and that is not in the house."""

    number: str
    kind: str
    issuer: str
    year: str
    n_documents: int
    n_times: int
    citing_ids: list[int]


class VersionOut(Schema):
    """One wording of a document."""

    id: int
    ordinal: int
    is_current: bool
    created_at: datetime
    files: list[FileOut]


class AudienceOut(Schema):
    """A unit or group a document is for."""

    unit_id: int | None
    group_id: int | None


class AudienceIn(Schema):
    """For whom a document is, and whether it is hidden from everybody else."""

    is_restricted: bool
    unit_ids: list[int] = Field(default_factory=list, max_length=500)
    group_ids: list[int] = Field(default_factory=list, max_length=100)
    reason: str = Field("", max_length=2000)


class DocumentDetailOut(Schema):
    """A document with the reading of its current version; `result` is the object of `hatang parse --json`."""

    document: DocumentOut
    versions: list[VersionOut]
    citations: list[CitationOut]
    audience: list[AudienceOut]
    result: dict[str, Any] | None


class DocumentTextOut(Schema):
    """The normalised text that the spans of the result point into."""

    text: str
    page_starts: list[int]


class RunOut(Schema):
    """How far the reading of a file is."""

    id: int
    file_id: int
    state: str
    pages_done: int
    pages_total: int
    error: str
    requested_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    document_id: int | None


class UploadOut(Schema):
    """What became of a file that was sent."""

    file: FileOut
    is_new: bool
    run: RunOut | None


class ItemChangeOut(Schema):
    """A target or task in two versions; `fields` names what differs."""

    change: str
    fields: list[str]
    old: dict[str, Any] | None
    new: dict[str, Any] | None


class ComparisonOut(Schema):
    """What came, went and changed between two versions, by their ordinals."""

    old: int
    new: int
    n_changes: int
    tasks: list[ItemChangeOut]
    targets: list[ItemChangeOut]
