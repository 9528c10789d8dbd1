"""What was read from a document, shaped for the eye: findings with fields, and the text as lines."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy

from hatang.base.sentences import translated
from hatang.documents.queries import LOW_CONFIDENCE, Comparison, ItemChange
from hatang.documents.typed import as_typed, fields_of

LABELS = {
    "text": gettext_lazy("Content"),
    "lead": gettext_lazy("Lead"),
    "support": gettext_lazy("Co-operates"),
    "direct": gettext_lazy("Directs"),
    "due": gettext_lazy("Deadline"),
    "product": gettext_lazy("Product"),
    "value": gettext_lazy("To reach"),
    "unit": gettext_lazy("Measure"),
    "note": gettext_lazy("Note"),
    "number": gettext_lazy("Number"),
    "date": gettext_lazy("Date"),
    "issuer": gettext_lazy("Issuer"),
    "title": gettext_lazy("Title"),
    "place": gettext_lazy("Place"),
}
_GAPS = {
    "people": gettext_lazy("who"),
    "work": gettext_lazy("what work"),
    "time": gettext_lazy("when"),
    "responsibility": gettext_lazy("whose responsibility"),
    "product": gettext_lazy("which product"),
    "authority": gettext_lazy("whose authority"),
}
_TASK_FIELDS = ("lead", "support", "direct", "due", "product", "note")
_TARGET_FIELDS = ("value", "due", "lead", "support", "direct", "note")
# Characters of the source shown under a warning.
_EXCERPT = 120
_SIGNS = {"ge": "≥ ", "le": "≤ ", "gt": "> ", "lt": "< "}


@dataclass(frozen=True)
class Field:
    """One field of a finding: what was understood, where its words stand, and how sure the parser is."""

    name: str
    text: str
    spans: str = ""
    pages: str = ""
    confidence: float | None = None

    @property
    def label(self) -> str:
        """The name of the field for a person."""
        return str(LABELS.get(self.name, self.name))

    @property
    def is_unsure(self) -> bool:
        """Whether a person should compare it with the source."""
        return self.confidence is not None and self.confidence < LOW_CONFIDENCE

    @property
    def percent(self) -> int:
        """Confidence in per cent."""
        return round(100 * (self.confidence or 0))


@dataclass(frozen=True)
class Typed:
    """One field of the form that corrects a finding."""

    name: str
    text: str
    # What the item says by now, where somebody else's words differ from those typed.
    now: str = ""

    @property
    def label(self) -> str:
        """The name of the field for a person."""
        return str(LABELS.get(self.name, self.name))

    @property
    def is_long(self) -> bool:
        """Whether it needs several lines."""
        return self.name in ("text", "note")


@dataclass(frozen=True)
class Finding:
    """One task or target as it was read and corrected; `key` names it in the overlay."""

    anchor: str
    is_task: bool
    path: str
    text: Field
    fields: Sequence[Field] = field(default_factory=tuple)
    gaps: Sequence[str] = field(default_factory=tuple)
    key: str = ""
    typed: Sequence[Typed] = field(default_factory=tuple)

    @property
    def kind(self) -> str:
        """The list of the contract it is in."""
        return "tasks" if self.is_task else "targets"

    @property
    def gap_words(self) -> list[str]:
        """What the task leaves unclear, for a person."""
        return [str(_GAPS[gap]) for gap in self.gaps if gap in _GAPS]

    @property
    def unsure(self) -> list[Field]:
        """Fields to be compared with the source."""
        return [item for item in (self.text, *self.fields) if item.is_unsure]


@dataclass(frozen=True)
class Refused:
    """A form of the review that was refused: the reason, and the reviewer's own words to be sent again.

    Without an `item` the words stand in the form that adds one, with `path`.
    """

    kind: str
    item: str
    sentence: str
    typed: Sequence[Typed] = field(default_factory=tuple)
    parts: str = ""
    path: str = ""
    chosen: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Warned:
    """A contradiction the parser found, and where."""

    anchor: str
    code: str
    message: str
    words: str
    spans: str


@dataclass(frozen=True)
class Line:
    """A line of the source text; `page` is set on the first line of a page, `is_head` on a main heading."""

    start: int
    length: int
    text: str
    page: int | None = None
    is_head: bool = False


@dataclass(frozen=True)
class Review:
    """Everything the document page shows of one extraction."""

    head: Sequence[Field]
    warnings: Sequence[Warned]
    tasks: Sequence[Finding]
    targets: Sequence[Finding]

    @property
    def unsure(self) -> list[Finding]:
        """Findings with a field that a person should look at, the least certain first."""
        found = [finding for finding in (*self.tasks, *self.targets) if finding.unsure]
        return sorted(found, key=lambda finding: min(item.percent for item in finding.unsure))

    @property
    def n_to_check(self) -> int:
        """Warnings and uncertain findings together."""
        return len(self.warnings) + len(self.unsure)


def review(result: dict[str, Any], text: str = "") -> Review:
    """The result of the contract as findings with fields; `text` is what its offsets point into."""
    warnings = [_warned(place, item, text) for place, item in enumerate(result.get("warnings", []), start=1)]
    return Review(
        head=_head(result.get("document", {})),
        warnings=warnings,
        tasks=[_task(place, item) for place, item in enumerate(result.get("tasks", []), start=1)],
        targets=[_target(place, item) for place, item in enumerate(result.get("targets", []), start=1)],
    )


def main_headings(result: dict[str, Any]) -> set[int]:
    """Where the main sections begin: those whose numbering has one part."""
    sections = result.get("sections", [])
    return {section["span"][0] for section in sections if section["path"] and "." not in section["path"]}


def lines(text: str, page_starts: Sequence[int] = (), heads: Collection[int] = ()) -> Iterator[Line]:
    """The text line by line with offsets in characters, pages marked where they begin, and headings."""
    starts = list(page_starts) if len(page_starts) > 1 else []
    at, page = 0, 0
    for words in text.split("\n"):
        begun = None
        while page < len(starts) and starts[page] <= at + len(words):
            page += 1
            begun = page
        yield Line(at, len(words), words, begun, at in heads)
        at += len(words) + 1


def _warned(place: int, item: dict[str, Any], text: str) -> Warned:
    start, end = [*(item.get("span") or ()), 0, 0][:2]
    words = " ".join(text[start : min(end, start + _EXCERPT)].split())
    places = [(first, last) for first, last in item.get("places", [])] or [(start, end)]
    spans = _joined(places) if end > start else ""
    return Warned(f"cb-{place}", item["code"], translated(item["message"]), words, spans)


def _head(document: dict[str, Any]) -> list[Field]:
    names = ("number", "date", "issuer", "place", "title")
    said = ((name, str(document[name])) for name in names if document.get(name))
    return [
        Field(name, "/".join(reversed(text.split("-"))) if name == "date" else text) for name, text in said
    ]


def _task(place: int, item: dict[str, Any]) -> Finding:
    return Finding(
        f"nv-{place}",
        True,
        item["path"],
        _text(item),
        _fields(item, _TASK_FIELDS),
        item.get("gaps", []),
        item.get("key", ""),
        _typed(item, "tasks"),
    )


def _target(place: int, item: dict[str, Any]) -> Finding:
    return Finding(
        f"ct-{place}",
        False,
        item["path"],
        _text(item),
        _fields(item, _TARGET_FIELDS),
        key=item.get("key", ""),
        typed=_typed(item, "targets"),
    )


def empty_form(kind: str) -> list[Typed]:
    """The fields of the form that adds a task or target."""
    return _typed({}, kind)


def _typed(item: dict[str, Any], kind: str) -> list[Typed]:
    return [Typed(name, as_typed(item, name)) for name in fields_of(kind)]


def _text(item: dict[str, Any]) -> Field:
    return _field(item, "text", item["text"])


def _fields(item: dict[str, Any], names: Sequence[str]) -> list[Field]:
    said = ((name, _said(item, name)) for name in names)
    return [_field(item, name, text) for name, text in said if text]


def _field(item: dict[str, Any], name: str, text: str) -> Field:
    spans = item.get("spans", {}).get(name) or []
    pages = sorted({span[2] for span in spans if len(span) > 2 and span[2]})
    return Field(name, text, _joined(spans), ", ".join(map(str, pages)), item.get("confidence", {}).get(name))


def _said(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    if name == "due":
        return _due(value or {})
    if name == "value":
        return _value(item)
    if isinstance(value, list):
        return "; ".join(value)
    return str(value) if value else ""


def _due(due: dict[str, Any]) -> str:
    return due.get("text") or "" if due.get("kind", "none") != "none" else ""


def _value(item: dict[str, Any]) -> str:
    value = item.get("value")
    if value is None:
        return ""
    if item.get("comparator") == "range":
        words = f"{_number(value)}–{_number(item.get('value_max') or 0)}"
    else:
        words = f"{_SIGNS.get(item.get('comparator', ''), '')}{_number(value)}"
    return f"{words} {item.get('unit') or ''}".strip()


def _number(value: float) -> str:
    return number_format(f"{value:.6f}".rstrip("0").rstrip("."), use_l10n=True)


def _joined(spans: Sequence[Sequence[Any]]) -> str:
    return " ".join(f"{span[0]}-{span[1]}" for span in spans if len(span) > 1)


@dataclass(frozen=True)
class ChangedPart:
    """One field of an item in the older and the newer wording."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Changed:
    """A task or target that came, went or changed."""

    path: str
    title: str
    css: str
    parts: Sequence[ChangedPart]
    before: tuple[str, str] = ("", "")


_CHANGES = {
    "added": (gettext_lazy("New"), "is-done"),
    "removed": (gettext_lazy("Left out"), "is-late"),
    "changed": (gettext_lazy("Changed"), "is-soon"),
}
_OF_A_VALUE = ("comparator", "value_max", "unit")


def changes(comparison: Comparison | None) -> list[Changed]:
    """What differs between two wordings, field by field."""
    items = (*comparison.tasks, *comparison.targets) if comparison else ()
    return [_changed(item) for item in items if item.change != "same"]


def _changed(item: ItemChange) -> Changed:
    title, css = _CHANGES[item.change]
    old, new = item.old or {}, item.new or {}
    names = [name for name in item.fields if name not in _OF_A_VALUE]
    if any(name in _OF_A_VALUE for name in item.fields) and "value" not in names:
        names.append("value")
    parts = [ChangedPart(str(LABELS.get(name, "")), _said(old, name), _said(new, name)) for name in names]
    if "text" not in names:
        words = (new or old).get("text", "")
        whole = ChangedPart(
            "", words if item.change == "removed" else "", "" if item.change == "removed" else words
        )
        if item.change == "changed":
            whole = ChangedPart(words, "", "")
        parts.insert(0, whole)
    before = (old.get("path", ""), old.get("text", ""))
    return Changed((new or old).get("path", ""), str(title), css, parts, before)
