"""Corrections of a reading as the list of them shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hatang.documents.models import Correction, CorrectionOp, Extraction
from hatang.documents.review import LABELS
from hatang.documents.typed import as_typed


@dataclass(frozen=True)
class CorrectionLine:
    """One correction as the list of them shows it."""

    pk: int
    title: str
    label: str
    before: str
    after: str
    by: str
    at: datetime
    undone_by: str
    undone_at: datetime | None

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back."""
        return self.undone_at is not None


def correction_lines(extraction: Extraction) -> list[CorrectionLine]:
    """Every correction of a reading, the newest first."""
    made = extraction.corrections.select_related("made_by", "undone_by").order_by("-ordinal")
    return [_line(one) for one in made]


def _line(one: Correction) -> CorrectionLine:
    return CorrectionLine(
        pk=one.pk,
        title=one.get_op_display(),
        label=str(LABELS.get(one.field, "")) or str(one.get_kind_display()),
        before=_words_of(one.before, one.field),
        after=_words_of(one.after, one.field) if one.op != CorrectionOp.MERGE else "",
        by=str(one.made_by),
        at=one.made_at,
        undone_by=str(one.undone_by or ""),
        undone_at=one.undone_at,
    )


def _words_of(value: Any, field_name: str) -> str:
    """A value of a correction in words: a field, a whole row, or several rows."""
    if field_name:
        return as_typed(value if field_name == "value" and value else {field_name: value}, field_name)
    rows = value if isinstance(value, list) else [value] if value else []
    return " / ".join(row["text"] for row in rows)
