"""What digital signatures say about a file, and which of it keeps a report from leaving the unit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What became of the check of a signature, or of all those of a file."""

    NONE = "none"
    TRUSTED = "trusted"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    CHANGED = "changed"
    BROKEN = "broken"
    UNREADABLE = "unreadable"


V = Verdict
# A file with one of these does not leave the unit: what was signed is not what it says.
REFUSED = (V.CHANGED, V.BROKEN, V.UNREADABLE)
_WORST_FIRST = (V.UNREADABLE, V.BROKEN, V.CHANGED, V.UNKNOWN, V.EXPIRED, V.TRUSTED)


@dataclass(frozen=True)
class Signature:
    """One signature of a file.

    `claimed_at` is when the signer says to have signed, `stamped_at` when a time stamp of a trusted authority
    says so, both in ISO 8601; `covers_all` whether nothing was added to the file after it.
    """

    verdict: Verdict
    name: str = ""
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    claimed_at: str = ""
    stamped_at: str = ""
    covers_all: bool = False

    @property
    def signed_at(self) -> datetime | None:
        """When it was made: as a trusted time stamp says, else as the signer does."""
        said = self.stamped_at or self.claimed_at
        return datetime.fromisoformat(said) if said else None


def overall(signatures: Sequence[Signature]) -> Verdict:
    """What the signatures of a file say together: the worst of them, in the order in which they were made.

    A clerk who enters number and day after the leader has signed changes what the leader signed; where the
    seal that follows covers all of the file and is trusted, it answers for that.
    """
    if not signatures:
        return V.NONE
    last = signatures[-1]
    said = {one.verdict for one in signatures}
    if last.verdict is V.TRUSTED and last.covers_all:
        said.discard(V.CHANGED)
    return next(one for one in _WORST_FIRST if one in said)


def as_data(signatures: Sequence[Signature]) -> list[dict[str, Any]]:
    """Signatures as they are kept and cross a pipe."""
    return [asdict(one) for one in signatures]


def from_data(data: Sequence[Mapping[str, Any]]) -> list[Signature]:
    """Signatures as they were kept."""
    return [Signature(**{**one, "verdict": Verdict(one["verdict"])}) for one in data]


# The key of every signature, whose letters may be written as their codes (ISO 32000-1, 7.3.5).
_BYTE_RANGE = re.compile(
    rb"/" + b"".join(rb"(?:%c|#%02x)" % (code, code) for code in b"ByteRange"), re.IGNORECASE
)


def may_be_signed(content: bytes) -> bool:
    """Whether a PDF can carry a signature at all: the bytes it covers stand in none that is compressed."""
    return _BYTE_RANGE.search(content) is not None
