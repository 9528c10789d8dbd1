"""A task as it was found: its fields with the passages they stand in."""

import re
from dataclasses import dataclass, field

from hatang.docparse.agencies import Roles, read_roles
from hatang.docparse.dues import FoundDue, find_due, read_due
from hatang.docparse.fields import Fields
from hatang.docparse.model import Due
from hatang.docparse.outline import Node
from hatang.docparse.passages import Passage


@dataclass(slots=True)
class FoundTask:
    """A task with the passages of its fields."""

    path: str
    text: Passage
    roles: Roles = field(default_factory=Roles)
    due: Due = field(default_factory=Due)
    due_words: Passage | None = None
    product: Passage | None = None
    note: Passage | None = None
    basis: str = "order"  # table, block, duty, order, time
    node: Node | None = None


def merge_roles(into: Roles, more: Roles) -> None:
    """Add the agencies of `more`."""
    into.lead.extend(more.lead)
    into.support.extend(more.support)
    into.direct.extend(more.direct)


def split_people(passage: Passage) -> list[Passage]:
    """Directing officers: names are kept with their position."""
    pieces, start = [], 0
    for match in re.finditer(
        r"\s*;\s*|\s*,\s*(?=(?:Phó |Giám đốc|Chủ tịch|đồng chí|Đồng chí|đ/c|Đ/c|Lãnh đạo|Trưởng|Chánh))|\n",
        passage.text,
    ):
        pieces.append(passage.cut(start, match.start()))
        start = match.end()
    pieces.append(passage.cut(start))
    kept = []
    for piece in pieces:
        piece = piece.strip("-+•;., ")
        scope = re.search(r"\s+theo (?:phân công|chức năng|lĩnh vực).*$", piece.text)
        kept.append(piece.cut(0, scope.start()) if scope else piece)
    return [piece for piece in kept if piece.text]


def fill_task(task: FoundTask, block: Fields) -> None:
    """Give the task the keyed values of a block."""
    for name in ("lead", "mixed"):
        for value in block.values.get(name, []):
            merge_roles(task.roles, read_roles(value))
    for value in block.values.get("support", []):
        merge_roles(task.roles, read_roles(value, default="support"))
    for value in block.values.get("direct", []):
        task.roles.direct.extend(split_people(value))
    for name, is_completion in (("deadline", True), ("period", False)):
        for value in block.values.get(name, []):
            task.due, task.due_words = read_due(value.text, is_completion=is_completion), value
    for value in block.values.get("product", []):
        task.product = value


def make_task(node: Node, text: Passage, given: Roles, inner: Fields, basis: str) -> FoundTask:
    """A task of a provision; its deadline comes from its block or from its own words."""
    task = FoundTask(node.path, text, given, basis=basis, node=node)
    fill_task(task, inner)
    if task.due.kind == "none":
        found = find_due(text.text)
        if found is not None:
            set_due(task, text, found)
    return task


def set_due(task: FoundTask, text: Passage, found: FoundDue) -> None:
    """Give the task a deadline found inside its words."""
    task.due = found.due
    task.due_words = text.cut(found.start, found.end)
