"""What differs between two wordings of a document."""

from dataclasses import dataclass
from typing import Any, Literal

from hatang.documents import access
from hatang.documents.models import DocumentVersion, Extraction
from hatang.documents.rules import items_of, match_items, said

# Below this a person should look at a field first.
LOW_CONFIDENCE = 0.7

Change = Literal["added", "removed", "changed", "same"]
_COMPARED = (
    "path",
    "text",
    "lead",
    "support",
    "direct",
    "product",
    "due",
    "comparator",
    "value",
    "value_max",
    "unit",
    "note",
)


@dataclass(frozen=True)
class ItemChange:
    """A task or target in two versions; one side is None when it came or went."""

    change: Change
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What differs between two versions of a document."""

    old: DocumentVersion
    new: DocumentVersion
    tasks: list[ItemChange]
    targets: list[ItemChange]

    @property
    def n_changes(self) -> int:
        """How many items came, went or changed."""
        return sum(item.change != "same" for item in (*self.tasks, *self.targets))


def compare_versions(user: object, old: DocumentVersion, new: DocumentVersion) -> Comparison:
    """What came, went and changed from one version to another, by place and words."""
    before, after = _result_of(user, old), _result_of(user, new)
    return Comparison(
        old=old,
        new=new,
        tasks=_changes(before.get("tasks", []), after.get("tasks", [])),
        targets=_changes(before.get("targets", []), after.get("targets", [])),
    )


def shown_result(user: object, extraction: Extraction) -> dict[str, Any]:
    """What the user sees of a reading: the office as it is corrected now, readers as it was published."""
    is_reviewer = access.sees_unpublished(user)
    return extraction.corrected(until=None if is_reviewer else extraction.version.published_at)


def _result_of(user: object, version: DocumentVersion) -> dict[str, Any]:
    latest = access.visible_extractions(user).filter(version=version).first()
    return shown_result(user, latest) if latest else {}


def _changes(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[ItemChange]:
    changes = []
    for left, right in match_items(items_of(old), items_of(new)):
        before = old[left] if left is not None else None
        after = new[right] if right is not None else None
        changes.append(_change(before, after))
    return changes


def _change(before: dict[str, Any] | None, after: dict[str, Any] | None) -> ItemChange:
    if before is None or after is None:
        return ItemChange("added" if before is None else "removed", before, after)
    fields = tuple(name for name in _COMPARED if said(before, name) != said(after, name))
    return ItemChange("changed" if fields else "same", before, after, fields)
