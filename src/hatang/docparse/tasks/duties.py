"""Duty lists, orders and dated provisions of the body."""

import re

from hatang.docparse.agencies import Roles, first_verb, is_agency_title, leading_actor, leading_support
from hatang.docparse.dues import find_due
from hatang.docparse.fields import Fields, is_field, read_fields
from hatang.docparse.outline import Node
from hatang.docparse.passages import Passage
from hatang.docparse.tasks.found import FoundTask, make_task
from hatang.docparse.tasks.orders import (
    behind_title,
    children_act,
    is_actor_of_order,
    listed_orders,
    tasks_of_actor,
    with_second,
)
from hatang.docparse.tasks.owners import is_theme, owner_of
from hatang.docparse.tasks.wording import CLOSING, COURTESY, FORMULA, LIKE_GOAL, ORDER


def tasks_of_nodes(nodes: list[Node], taken: set[int]) -> list[FoundTask]:
    """The tasks of provisions that no block covers."""
    made: list[FoundTask] = []
    skipped: set[int] = set()
    first_numbered = next(
        (node.index for node in nodes if node.kind not in ("text", "bullet", "plus")), len(nodes)
    )
    is_letter = first_numbered == len(nodes)
    for node in nodes:
        if node.index in taken or node.index in skipped or _is_formal(node) or is_field(node):
            continue
        is_plain_order = is_letter and _is_plain_order(node)
        if node.index < first_numbered and node.annex is None and not is_plain_order:
            continue
        chapter = node.chapter()
        if chapter in ("status", "purpose", "goal") and not (
            chapter == "purpose" and node.text.startswith("Giao ")
        ):
            continue
        tasks = _from_node(node, chapter)
        made.extend(tasks)
        if tasks:
            skipped.update(child.index for child in _details(node))
    return made


def _is_formal(node: Node) -> bool:
    return bool(COURTESY.match(node.text) or CLOSING.match(node.text)) or (
        node.kind == "article" and bool(FORMULA.search(node.text))
    )


def _is_plain_order(node: Node) -> bool:
    """A sentence of a letter without numbering: "Đề nghị Sở A báo cáo ... trước ngày ..."."""
    return node.text.startswith(("Đề nghị", "Yêu cầu", "Giao"))


def _details(node: Node) -> list[Node]:
    """Everything below a task that only explains it."""
    below: list[Node] = []
    for child in node.children:
        below.append(child)
        below.extend(_details(child))
    return below


def _from_node(node: Node, chapter: str) -> list[FoundTask]:
    if is_agency_title(node.text) and (node.children or node.is_heading):
        return []
    inner = Fields()
    content = read_fields(node.content, inner)
    if not content.text:
        return []
    actor = leading_actor(content)
    owner, is_title = owner_of(node)
    if actor is not None and is_actor_of_order(actor.rest, actor.is_colon, node, chapter):
        return tasks_of_actor(node, content, actor, inner)
    listed = listed_orders(node, content)
    if listed:
        return listed
    titled = behind_title(content)
    behind = leading_actor(titled) if titled is not None else None
    if titled is not None and behind is not None and chapter != "goal":
        return tasks_of_actor(node, titled, behind, inner)
    if owner is not None and (
        chapter in ("duty", "money") or (chapter == "work" and not (is_title and is_theme(owner)))
    ):
        return _duty(node, content, owner, inner)
    if chapter in ("duty", "work") and _is_timed_order(node, content):
        task = make_task(node, content, Roles(), inner, "time")
        return [task] if task.due.kind in ("by", "within") else []
    return []


def _duty(node: Node, content: Passage, owner: list[Passage], inner: Fields) -> list[FoundTask]:
    if node.kind == "text" and not _is_first_text(node):
        return []
    if (
        node.is_heading
        and node.children
        and not content.text.rstrip().endswith((".", ";"))
        and not ORDER.match(content.text)
    ):
        return []
    support = leading_support(content)
    if node.children:
        body = content.text.rstrip()
        bare_intro = (
            support and first_verb(re.sub(r"^.*?phối hợp", "", body, flags=re.I)) is None and len(body) < 260
        )
        if (body.endswith(":") and children_act(node)) or bare_intro:
            return []
    if not support:
        above = node.parent
        if (
            above is not None
            and above.kind in ("letter", "number", "text")
            and re.match(r"(?:[Cc]hủ trì, )?[Pp]hối hợp", above.text)
        ):
            support = leading_support(Passage(above.text.rstrip(" :") + " thực hiện", above.content.pieces))
    task = make_task(node, content, Roles(lead=list(owner), support=support), inner, "duty")
    if len(task.text.text) < 12:
        return []
    return with_second(task)


def _is_first_text(node: Node) -> bool:
    """An unnumbered paragraph directly under the title of its agency."""
    if node.parent is None or not (
        is_agency_title(node.parent.text) or node.parent.text.rstrip().endswith(":")
    ):
        return False
    before = [child for child in node.parent.children if child.index < node.index]
    return all(child.kind == "text" for child in before)


def _is_timed_order(node: Node, content: Passage) -> bool:
    """Without an agency a provision is a task when it orders something and sets a date for it."""
    if node.is_heading or not ORDER.match(content.text) or LIKE_GOAL.match(content.text):
        return False
    found = find_due(content.text)
    return found is not None and found.due.kind == "by"
