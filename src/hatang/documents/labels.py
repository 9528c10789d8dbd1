"""Corrections as labelled cases: words, what the parser made of them, and what a person says they mean."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from hatang.documents.models import Correction, Extraction
from hatang.documents.overlay import corrected, find_row


class LabelledCase(msgspec.Struct, frozen=True):
    """One correction that stands; `words` are those of the source at `spans`."""

    document: str
    file_sha256: str
    parser: str
    kind: str
    op: str
    path: str
    field: str | None
    spans: list[list[int | None]]
    words: str
    predicted: Any
    corrected: Any


def labelled_cases() -> Iterator[LabelledCase]:
    """Every correction that was not taken back, by reading and in its order."""
    made = Correction.objects.filter(undone_at__isnull=True)
    made = made.select_related("extraction__version__document", "extraction__run__file")
    steps: dict[int, list[Correction]] = {}
    for one in made.order_by("extraction_id", "ordinal"):
        before = steps.setdefault(one.extraction_id, [])
        yield _case(one, _row_before(one, before))
        before.append(one)


def to_lines(cases: Iterable[LabelledCase]) -> bytes:
    """Cases as JSON, one a line."""
    return b"".join(msgspec.json.encode(case) + b"\n" for case in cases)


def _row_before(one: Correction, earlier: list[Correction]) -> dict[str, Any]:
    """The item as it stood before a correction; for an added one, the item as it was added."""
    if one.op == "add":
        return dict(one.after or {})
    shown = corrected(one.extraction.result, [step.step for step in earlier])
    return find_row(shown, one.kind, one.item) or {}


def _case(one: Correction, row: dict[str, Any]) -> LabelledCase:
    extraction = one.extraction
    spans = row.get("spans", {}).get(one.field or "text") or []
    return LabelledCase(
        document=extraction.version.document.number,
        file_sha256=extraction.run.file.sha256,
        parser=extraction.parser_version,
        kind=one.kind,
        op=one.op,
        path=row.get("path", ""),
        field=one.field or None,
        spans=spans,
        words=_words(extraction, spans),
        predicted=one.before,
        corrected=one.after,
    )


def _words(extraction: Extraction, spans: list[list[Any]]) -> str:
    return " ".join(extraction.text[span[0] : span[1]] for span in spans)
