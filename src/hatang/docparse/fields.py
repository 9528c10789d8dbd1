"""Blocks "Cơ quan chủ trì: ...", "Thời gian thực hiện: ..." and which provisions they cover."""

import re
from dataclasses import dataclass, field

from hatang.docparse.outline import Node
from hatang.docparse.passages import Passage

_KEYS = (
    (
        "direct",
        r"(?:trách nhiệm|lãnh đạo|đồng chí|đ/c|người)\s+(?:trực tiếp\s+)?(?:chỉ đạo|phụ trách)(?: thực hiện)?|chỉ đạo thực hiện",
    ),
    ("mixed", r"(?:cơ quan|đơn vị)?\s*chủ trì,? (?:và )?phối hợp(?: thực hiện)?"),
    (
        "lead",
        r"(?:trách nhiệm|(?:cơ quan|đơn vị|bộ phận|phòng|cá nhân|các đơn vị|đơn vị, cá nhân|cơ quan, đơn vị)(?:, (?:cơ quan|đơn vị))?)\s+"
        r"(?:được giao\s+)?(?:chủ trì|thực hiện|tham mưu|đầu mối|chịu trách nhiệm)(?:\s+(?:thực hiện|tham mưu|triển khai))?|chủ trì(?: thực hiện)?|đầu mối(?: thực hiện)?|phân công thực hiện|đơn vị đầu mối",
    ),
    (
        "support",
        r"(?:(?:cơ quan|đơn vị|trách nhiệm|các đơn vị|cơ quan, đơn vị)\s+)?phối hợp(?:\s+thực hiện)?",
    ),
    (
        "period",
        r"thời gian(?:\s+(?:thực hiện|triển khai|tổ chức))?|lộ trình(?: thực hiện)?|tiến độ(?: thực hiện)?",
    ),
    (
        "deadline",
        r"thời (?:gian|hạn|điểm)\s+(?:hoàn thành|trình|báo cáo|ban hành|kết thúc)|thời hạn(?: thực hiện)?|hạn hoàn thành|hoàn thành",
    ),
    (
        "product",
        r"(?:sản phẩm|kết quả)(?:\s+(?:dự kiến|đầu ra|đạt được|thực hiện|cần đạt|hoàn thành|chính))?",
    ),
    ("money", r"(?:nguồn\s+)?kinh phí(?: thực hiện)?|nguồn vốn"),
)
_KEY = re.compile(
    r"(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _KEYS) + r")"
    r"\s*(?:\((?P<scope>[^)]{0,60})\))?\s*:",
    re.I,
)
_LEAD_IN = re.compile(r"(?:^|[.;)]\s+|\s[-+]\s+|\()\s*$")
_SCOPE = re.compile(r"(\d+(?:\.\d+)+|\d+|[a-zđ])\s*(?:[-–]|đến)\s*(\d+(?:\.\d+)+|\d+|[a-zđ])")


@dataclass(slots=True)
class Fields:
    """The values of one block; each value is the passage that was printed."""

    values: dict[str, list[Passage]] = field(default_factory=dict)
    scope: str | None = None
    nodes: list[Node] = field(default_factory=list)
    covered: list[Node] = field(default_factory=list)

    def add(self, name: str, value: Passage) -> None:
        """Keep one value."""
        if value.text:
            self.values.setdefault(name, []).append(value)


def read_fields(passage: Passage, fields: Fields) -> Passage:
    """Move the keyed values of a paragraph into `fields`; returns the words before them."""
    if ":" not in passage.text:
        return passage
    matches = [
        match for match in _KEY.finditer(passage.text) if _LEAD_IN.search(passage.text[: match.start()])
    ]
    if not matches:
        return passage
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(passage.text)
        name = next(key for key, _ in _KEYS if match[key] is not None)
        fields.add(name, passage.cut(match.end(), end).strip(".;-+ ("))
        if match["scope"] and (_SCOPE.search(match["scope"]) or "nội dung" in match["scope"]):
            fields.scope = match["scope"]
    return passage.cut(0, matches[0].start()).strip("(-+ ")


def is_field(node: Node) -> bool:
    """True when a paragraph is nothing but keyed values."""
    if node.text.find(":", 0, 110) < 0:
        return False
    match = _KEY.match(node.text)
    return match is not None and not (
        match["money"] and len(match.groups()) and node.kind in ("roman", "number")
    )


def field_blocks(nodes: list[Node]) -> list[Fields]:
    """All blocks in order, each with the provisions it covers."""
    blocks: list[Fields] = []
    current: Fields | None = None
    since: list[Node] = []
    for node in nodes:
        if node.kind not in ("roman", "part", "capital") and is_field(node):
            if current is None:
                current = Fields()
                blocks.append(current)
            read_fields(node.content, current)
            current.nodes.append(node)
            continue
        if current is not None:
            _cover(current, since)
            covered = {id(item) for item in current.covered}
            since = [item for item in since if id(item) not in covered] if current.scope else []
            current = None
        since.append(node)
    if current is not None:
        _cover(current, since)
    return blocks


def _cover(block: Fields, since: list[Node]) -> None:
    block.covered = _by_scope(block.scope, since) or _by_place(since, block.nodes[0])


def _by_scope(scope: str | None, since: list[Node]) -> list[Node]:
    """ "nội dung 4.1-4.3": the provisions with these numbers."""
    match = _SCOPE.search(scope or "")
    if not match:
        return []
    first, last = match[1], match[2]
    labels = [node.label for node in since]
    try:
        start = len(labels) - 1 - labels[::-1].index(first)
        end = len(labels) - 1 - labels[::-1].index(last)
    except ValueError:
        return []
    kind = since[start].kind
    return [
        node
        for node in since[start : end + 1]
        if node.kind == kind or (node.label.count(".") == first.count(".") and node.label)
    ]


def _by_place(since: list[Node], first: Node) -> list[Node]:
    """The provisions between the block before and this one that stand on the level of the last."""
    if not since:
        return []
    last = since[-1]
    while last.kind in ("text", "paren_roman") and last.parent is not None:
        last = last.parent
    if last.kind == "plus" and last.parent is not None and last.parent.kind == "bullet":
        siblings = [node for node in since if node.kind == "plus" and node.parent is last.parent]
        return siblings if all(":" in node.text[:90] for node in siblings) else [last.parent]
    if last.kind in ("bullet", "plus"):
        siblings = [node for node in since if node.kind == last.kind and node.parent is last.parent]
        parent = last.parent
        if (
            parent is not None
            and parent in since
            and not parent.is_heading
            and not parent.text.rstrip().endswith(":")
            and parent.kind in ("decimal", "number", "letter")
        ):
            return [parent]
        return siblings
    if last.is_heading and last.children and last not in since[-1:]:
        return []
    siblings = [
        node
        for node in since
        if node.kind == last.kind
        and node.parent is last.parent
        and node.label.count(".") == last.label.count(".")
    ]
    return siblings or [last]
