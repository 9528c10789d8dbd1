"""Provisions that start with the agency they order, and lists of orders inside one provision."""

import re
from itertools import zip_longest

from hatang.docparse.agencies import Actor, Roles, first_verb, has_order, leading_actor, leading_support
from hatang.docparse.dues import find_due
from hatang.docparse.fields import Fields
from hatang.docparse.outline import Node
from hatang.docparse.passages import Passage
from hatang.docparse.tasks.found import FoundTask, make_task, set_due
from hatang.docparse.tasks.owners import owner_of
from hatang.docparse.tasks.wording import LIKE_GOAL, ORDER

_STATES_SHARE = re.compile(r"(?:đạt|chiếm)[^.;]{0,40}\d\s*%")
_INTRO = re.compile(
    r"(?:có trách nhiệm|chịu trách nhiệm|căn cứ[^:]{0,80}|chủ trì, phối hợp[^:]{0,120}|theo chức năng[^:]{0,60})?\s*:?\s*"
)
_INLINE = re.compile(r"(?:(?<=[\s:;,.])|^)\((?:\d{1,2})\)\s*")


def listed_orders(node: Node, content: Passage) -> list[FoundTask]:
    """ "3. Title: (1) Sở A ban hành ...; (2) Sở B chủ trì ...": each item names its own agency."""
    matches = list(_INLINE.finditer(content.text))
    if len(matches) < 2:
        return []
    pieces = _pieces(content, matches)
    actors = [leading_actor(piece) for piece in pieces]
    if sum(actor is not None for actor in actors) * 2 < len(pieces):
        return []
    return [_ordered(node, piece) for piece in pieces]


def _pieces(passage: Passage, matches: list[re.Match[str]]) -> list[Passage]:
    ends = [match.start() for match in matches[1:]] + [len(passage.text)]
    return [passage.cut(match.end(), end).strip(";., ") for match, end in zip(matches, ends, strict=True)]


def behind_title(content: Passage) -> Passage | None:
    """ "2. Hoàn thiện thể chế: Các bộ khẩn trương trình ...": the order behind a title."""
    colon = content.text.find(":", 8, 170)
    if colon < 0 or not ORDER.match(content.text):
        return None
    rest = content.cut(colon + 1)
    actor = leading_actor(rest)
    is_order = actor is not None and not actor.is_colon and rest.text[:1].isupper() and len(rest.text) > 40
    return rest if is_order else None


def is_actor_of_order(rest: Passage, is_colon: bool, node: Node, chapter: str) -> bool:
    """True when the agency a provision starts with is ordered to act by the rest of it."""
    if not rest.text or re.match(r"là (?!đầu mối|cơ quan|đơn vị|thành viên)", rest.text):
        return False
    if not is_colon and chapter == "work" and node.content.text[:1].islower():
        return False
    if _STATES_SHARE.search(node.text) and not has_order(rest.text):
        return False  # "Đài truyền thanh ... đạt 80% số xã": a target, not an order
    if node.is_heading and node.kind in ("roman", "part", "capital", "article"):
        return False
    if is_colon:
        return True
    if chapter in ("duty", "money"):
        return True
    return not LIKE_GOAL.match(node.text) and not node.text.startswith("Khuyến khích")


def tasks_of_actor(node: Node, content: Passage, actor: Actor, inner: Fields) -> list[FoundTask]:
    """The tasks of a provision that starts with the agency it orders."""
    rest = actor.rest
    if _only_introduces(node, content, rest):
        return []
    pieces = _inline_pieces(rest, is_colon=actor.is_colon)
    if pieces:
        return [_item(node, piece, actor) for piece in pieces]
    owner, _ = owner_of(node)
    names = owner if content.text.startswith("Khuyến khích") and owner else actor.names
    given = Roles(lead=list(names), support=leading_support(rest))
    is_mid_sentence = content.text[:1].islower() and len(content.text) > len(rest.text)
    text = rest if actor.is_colon or is_mid_sentence else content
    first, later = _sentences_of_others(text)
    made = with_second(make_task(node, first, given, inner, "duty" if node.chapter() == "duty" else "order"))
    return [*made, *(_ordered(node, sentence) for sentence in later)]


def _only_introduces(node: Node, content: Passage, rest: Passage) -> bool:
    """ "Các bộ, ngành có trách nhiệm:" - the orders are the provisions below."""
    if node.children and _INTRO.fullmatch(rest.text):
        return True
    if not rest.text.rstrip().endswith(":") or not children_act(node):
        return False
    return _children_named(node) or not find_due(content.text)


def _item(node: Node, piece: Passage, actor: Actor) -> FoundTask:
    """One of "(1) ...; (2) ..." behind an agency; an item may name another agency itself."""
    own = leading_actor(piece)
    if own is not None and not own.is_colon:
        return _ordered(node, piece)
    given = Roles(lead=list(actor.names), support=leading_support(piece))
    return make_task(node, piece, given, Fields(), "order")


def _ordered(node: Node, words: Passage) -> FoundTask:
    """A task of the agency these words start with."""
    actor = leading_actor(words)
    given = Roles(lead=list(actor.names), support=leading_support(actor.rest)) if actor else Roles()
    return make_task(node, actor.rest if actor and actor.is_colon else words, given, Fields(), "order")


def _sentences_of_others(text: Passage) -> tuple[Passage, list[Passage]]:
    """The first sentences, and each later one that orders another agency by a date of its own."""
    later: list[Passage] = []
    first = text
    stops = [*re.finditer(r"[.;]\s+(?=[A-ZĐ])", text.text)]
    for match, stop in zip_longest(stops, stops[1:]):
        sentence = text.cut(match.end(), stop.start() if stop else None)
        actor = leading_actor(sentence)
        if actor is None or actor.is_colon or not find_due(sentence.text):
            continue
        if not later:
            first = text.cut(0, match.start())
        later.append(sentence)
    return first, later


def children_act(node: Node) -> bool:
    """The children are orders of their own, not a list of things."""
    acting = sum(
        1
        for child in node.children
        if ORDER.match(child.text)
        or leading_actor(child.content) is not None
        or first_verb(child.text[:24]) == 0
    )
    return acting * 2 >= len(node.children) > 0


def _children_named(node: Node) -> bool:
    """Most children name agencies of their own."""
    named = sum(1 for child in node.children if leading_actor(child.content) is not None)
    return named * 2 > len(node.children)


def _inline_pieces(rest: Passage, *, is_colon: bool) -> list[Passage]:
    """ "(1) ...; (2) ..." behind an actor: each is an order when it stands on its own."""
    matches = list(_INLINE.finditer(rest.text))
    if len(matches) < 2:
        return []
    starts_list = matches[0].start() < 3
    intro = rest.text[: matches[0].start()].rstrip()
    pieces = _pieces(rest, matches)
    if is_colon and starts_list:
        return pieces
    dated = sum(1 for piece in pieces if find_due(piece.text))
    return pieces if intro.endswith(":") and dated >= 2 else []


def with_second(task: FoundTask) -> list[FoundTask]:
    """ "... hoàn thành trước ngày A; định kỳ báo cáo (trước ngày B hằng năm)" is two tasks."""
    for match in re.finditer(r";\s*(?=(?:định kỳ|hằng năm|hàng năm)\b)", task.text.text):
        first, second = task.text.cut(0, match.start()), task.text.cut(match.end())
        one, two = find_due(first.text), find_due(second.text)
        if one is None or two is None or one.due.kind == two.due.kind:
            continue
        again = FoundTask(task.path, second, task.roles, basis=task.basis, node=task.node)
        set_due(again, second, two)
        set_due(task, first, one)
        task.text = first
        return [task, again]
    return [task]
