"""What a parsed official document is: the JSON contract of `hatang parse`, as types."""

from typing import Literal

import msgspec

Span = tuple[int, int, int | None]

DocumentKind = Literal[
    "plan",
    "letter",
    "decision",
    "directive",
    "announcement",
    "resolution",
    "programme",
    "report",
    "submission",
    "scheme",
    "conclusion",
    "guideline",
    "circular",
    "decree",
    "law",
]
DueKind = Literal[
    "by",
    "within",
    "yearly",
    "half_yearly",
    "quarterly",
    "monthly",
    "weekly",
    "continuous",
    "on_event",
    "none",
]
Comparator = Literal["eq", "ge", "le", "gt", "lt", "range", "none"]
Clarity = Literal["people", "work", "time", "responsibility", "product", "authority"]
Spans = dict[str, list[Span]]
Confidence = dict[str, float]


class Due(msgspec.Struct):
    """When something is due, as the document words it; the first of `parts` stands at the top."""

    kind: DueKind = "none"
    start: str | None = None
    end: str | None = None
    at: str | None = None
    before: bool = False
    text: str | None = None
    parts: list["Due"] = []


class Citation(msgspec.Struct):
    """Another document named by its symbol."""

    number: str
    kind: DocumentKind | None = None
    date: str | None = None
    issuer: str | None = None


class Signatory(msgspec.Struct):
    """Who signed, in which position, on whose authority (TM., KT., TL., TUQ., Q.)."""

    name: str | None = None
    position: str | None = None
    authority: str | None = None


class DocumentInfo(msgspec.Struct):
    """The letterhead, the signature and what the document refers to."""

    kind: DocumentKind = "plan"
    number: str | None = None
    date: str | None = None
    place: str | None = None
    issuer: str | None = None
    title: str | None = None
    signatory: Signatory = msgspec.field(default_factory=Signatory)
    recipients: list[str] = []
    cites: list[Citation] = []


class Target(msgspec.Struct):
    """A number to reach, or a row of a table of targets."""

    path: str
    text: str
    comparator: Comparator = "none"
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    due: Due = msgspec.field(default_factory=Due)
    lead: list[str] = []
    support: list[str] = []
    direct: list[str] = []
    note: str | None = None
    same_as: list[str] = []
    spans: Spans = {}
    confidence: Confidence = {}


class Task(msgspec.Struct):
    """Work given to somebody."""

    path: str
    text: str
    lead: list[str] = []
    support: list[str] = []
    direct: list[str] = []
    product: str | None = None
    due: Due = msgspec.field(default_factory=Due)
    note: str | None = None
    spans: Spans = {}
    confidence: Confidence = {}
    gaps: list[Clarity] = []


class Section(msgspec.Struct):
    """A numbered heading or provision, with its offsets in the normalised text."""

    path: str
    title: str
    span: tuple[int, int]


class Warning(msgspec.Struct, omit_defaults=True):
    """Something in the document that contradicts itself or the rules.

    `places` are the total and then its parts where a sum does not add up.
    """

    code: str
    message: str
    span: tuple[int, int]
    places: list[tuple[int, int]] = []


class ParsedDocument(msgspec.Struct):
    """All that was understood of one document; `text` is what the offsets point into."""

    document: DocumentInfo
    targets: list[Target] = []
    tasks: list[Task] = []
    sections: list[Section] = []
    warnings: list[Warning] = []


def to_json(parsed: ParsedDocument, *, indent: int = 0) -> bytes:
    """Encode as the JSON object of the contract."""
    encoded = msgspec.json.encode(parsed)
    return msgspec.json.format(encoded, indent=indent) if indent else encoded
