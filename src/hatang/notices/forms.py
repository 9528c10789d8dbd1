"""What the forms of the room show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from hatang.notices.actions.evidence import MOST_NOTE
from hatang.notices.file_types import FILE_TYPES
from hatang.notices.subjects import Subject


@dataclass(frozen=True)
class EvidenceForm:
    """Where a file may be added, and what may be sent."""

    places: Sequence[tuple[str, str]]
    endings: Sequence[str]
    limit_bytes: int
    limit_mb: float
    most_note: int = MOST_NOTE


def evidence_form(places: Sequence[Subject]) -> EvidenceForm:
    """The form that adds a file to one of these."""
    return EvidenceForm(
        places=[(f"{one.kind.word}:{one.pk}", f"{one.kind.noun}: {one.title[:120]}") for one in places],
        endings=[*(f".{one.ending}" for one in FILE_TYPES), ".jpeg"],
        limit_bytes=settings.MAX_EVIDENCE_BYTES,
        limit_mb=settings.MAX_EVIDENCE_BYTES / 1024**2,
    )
