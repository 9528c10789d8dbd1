"""What the words of a task say about who answers for it, and whose field of work they name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hatang.docparse.normalise import fold

_OWN_PART = re.compile(
    r"theo (chuc nang|nhiem vu|linh vuc|pham vi|tham quyen)|trong (pham vi|linh vuc) (quan ly|phu trach)"
)
# Who issues what others have prepared: the committee, the council, or who stands above them.
_ISSUER = r"(ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|tinh uy|chu tich ubnd|ban thuong vu)"
_SUBMITTED = re.compile(rf"\btham muu\b|\btrinh ([a-z ]{{0,40}}){_ISSUER}\b|\btrinh cap co tham quyen\b")
# Words every plan uses for any work; as a field they would name the department in each task.
_NO_FIELD = frozenset({"xay dung", "cong nghe", "khoa hoc", "dao tao", "noi vu", "the thao", "ton giao"})


@dataclass(frozen=True)
class Field:
    """A field of work, and the unit whose name says that it is its own."""

    words: str
    unit_id: int


def answers_for_own_part(text: str, lead_names: Sequence[str], *, has_group: bool) -> bool:
    """Whether each lead answers for its own part: a group leads, or the words say "in its own field"."""
    said = " ".join([text, *lead_names])
    return has_group or (len(lead_names) > 1 and _OWN_PART.search(fold(said)) is not None)


def is_issued_above(text: str, product: str) -> bool:
    """Whether the unit only prepares and submits, and another body issues: "tham mưu", "trình UBND …"."""
    return _SUBMITTED.search(fold(f"{text} ; {product}")) is not None


def fields_of(name: str) -> list[str]:
    """Fields of work a department's name lists: "Sở Nông nghiệp và Môi trường" has two."""
    folded = fold(name)
    if not folded.startswith("so "):
        return []
    parts = re.split(r",| va ", folded.removeprefix("so "))
    return [part.strip() for part in parts if part.strip() and part.strip() not in _NO_FIELD]


def as_printed(name: str, words: str) -> str:
    """A field of a department as its name prints it: "nông nghiệp", not "nong nghiep"."""
    parts = (part.strip() for part in re.split(r",| và ", name[3:]))
    return next((part for part in parts if fold(part) == words), words)


def left_out(text: str, fields: Iterable[Field], named: Iterable[int]) -> list[Field]:
    """Fields of work that a text names although their unit has no part in it, each unit once."""
    known, folded = set(named), fold(text)
    found: dict[int, Field] = {}
    for one in fields:
        if one.unit_id not in known and re.search(rf"\b{re.escape(one.words)}\b", folded):
            found.setdefault(one.unit_id, one)
    return list(found.values())
