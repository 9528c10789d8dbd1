"""Paragraphs -> the tree of numbered provisions, with printed paths such as II.3.1 or PL2.1.1."""

import re
from dataclasses import dataclass, field

from hatang.docparse.lines import Paragraph
from hatang.docparse.markers import Marker, roman_value
from hatang.docparse.passages import Passage

_RANK = {
    "part": 0,
    "article": 1,
    "capital": 2,
    "roman": 3,
    "roman_decimal": 4,
    "number": 5,
    "decimal": 6,
    "letter": 10,
    "paren_number": 11,
    "paren_letter": 11,
    "paren_roman": 12,
    "bullet": 13,
    "plus": 14,
    "text": 15,
}
_IN_PATH = {"capital", "roman", "number", "letter", "paren_number", "paren_letter"}
_ANNEX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|BIỂU SỐ|Biểu số|BIỂU)\s*(?:SỐ|số)?\s*:?\s*(?P<n>[IVX]+|\d{1,2}|[A-Z])?\b(?P<rest>.*)$"
)
_RESUME = re.compile(
    r"(?:KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|ĐỀ ÁN|CHƯƠNG TRÌNH|PHƯƠNG ÁN|DANH MỤC|BẢNG|CHIẾN LƯỢC|BỘ CHỈ SỐ|BỘ TIÊU CHÍ|HƯỚNG DẪN)\b"
)
_GOAL = re.compile(r"mục tiêu|chỉ tiêu", re.I)
_NOT_WORK = re.compile(
    r"mục đích|yêu cầu|quan điểm|phạm vi|đối tượng|nguyên tắc|hiện trạng|thực trạng|tình hình|kết quả đạt|tồn tại|hạn chế|nguyên nhân|"
    r"sự cần thiết|căn cứ|khái quát|đánh giá chung|bối cảnh|giải thích từ|về kết quả|định hướng|tầm nhìn",
    re.I,
)
_STATUS = re.compile(
    r"hiện trạng|thực trạng|tình hình|kết quả đạt|tồn tại|hạn chế|nguyên nhân|sự cần thiết|bối cảnh|đánh giá chung|về kết quả",
    re.I,
)
_DUTY = re.compile(
    r"tổ chức thực hiện|phân công|trách nhiệm|nhiệm vụ cụ thể|chế độ (?:thông tin|báo cáo)|thông tin,? báo cáo|tổ chức triển khai|nhiệm vụ của",
    re.I,
)
_MONEY = re.compile(r"kinh phí|nguồn vốn|vốn đầu tư|^vốn|nguồn lực tài chính|dự toán", re.I)


@dataclass(slots=True)
class Node:
    """One provision: a numbered paragraph, a bullet, or a paragraph without number."""

    index: int
    kind: str
    label: str
    path: str
    passage: Passage  # with its number
    content: Passage  # without
    parent: "Node | None"
    is_bold: bool = False
    is_heading: bool = False
    annex: str | None = None
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.content.text

    def ancestors(self) -> list["Node"]:
        """From the nearest to the root."""
        found, node = [], self.parent
        while node is not None:
            found.append(node)
            node = node.parent
        return found

    def chapter(self) -> str:
        """What kind of section it stands in: goal, duty, money, status, purpose or work."""
        for node in (self, *self.ancestors()):
            if not node.is_heading or node.kind in ("bullet", "plus", "text"):
                continue
            title = node.text
            if _STATUS.search(title) and len(title) < 120:
                return "status"
            if _DUTY.search(title) and node.kind in (
                "roman",
                "capital",
                "number",
                "part",
                "roman_decimal",
                "decimal",
            ):
                return "duty"
            if _GOAL.search(title) and len(title) < 160 and not re.search(r"nhiệm vụ|giải pháp", title, re.I):
                return "goal"
            if node.kind in ("roman", "capital", "part") or node.parent is None:
                if _NOT_WORK.search(title):
                    return "purpose"
                if _MONEY.search(title):
                    return "money"
            elif _NOT_WORK.match(title):
                return "purpose"
        return "work"


@dataclass(slots=True)
class Outline:
    """All nodes in reading order and the places of the annexes."""

    nodes: list[Node] = field(default_factory=list)
    annexes: list[tuple[int, str]] = field(default_factory=list)  # (offset, "PL1")

    def annex_at(self, offset: int) -> str | None:
        """The annex an offset lies in."""
        found = None
        for start, label in self.annexes:
            if start <= offset:
                found = label
        return found

    def last_before(self, offset: int) -> Node | None:
        """The last numbered provision before an offset."""
        found = None
        for node in self.nodes:
            if node.passage.start > offset:
                break
            if node.kind not in ("text", "bullet", "plus"):
                found = node
        return found


def build_outline(paragraphs: list[Paragraph], *, body_start: int) -> Outline:
    """Arrange paragraphs by their numbers; letterhead, addressees and signature are left out."""
    outline = Outline()
    stack: list[Node] = []
    in_tail = addressed = False
    annex: str | None = None
    n_annexes = sum(1 for paragraph in paragraphs if _annex(paragraph))
    for paragraph in paragraphs:
        found = _annex(paragraph)
        if found is not None:
            number = _annex_number(found)
            annex = "PL" if n_annexes == 1 and not number else f"PL{number or len(outline.annexes) + 1}"
            if n_annexes == 1:
                annex = "PL"
            outline.annexes.append((paragraph.passage.start, annex))
            stack, in_tail = [], False
            continue
        if re.match(r"Nơi nhận\s*:?", paragraph.text):
            in_tail = True
            continue
        if in_tail and not _resumes(paragraph):
            continue
        in_tail = False
        if paragraph.text.startswith("Kính gửi"):
            addressed = True
            continue
        if addressed and (paragraph.marker is not None and paragraph.marker.kind in ("bullet", "plus")):
            continue
        addressed = False
        if paragraph.passage.start < body_start and not _starts_body(paragraph):
            continue
        _add(outline, stack, paragraph, annex)
    for node in outline.nodes:
        node.is_heading = node.is_heading or _is_heading(node)
    return outline


def _annex(paragraph: Paragraph) -> re.Match[str] | None:
    match = _ANNEX.match(paragraph.text)
    if not match or len(paragraph.text) > 220:
        return None
    is_caps = paragraph.text[:7].isupper()
    rest = match["rest"].strip(" .:-–")
    if not is_caps and (rest and not (paragraph.is_bold or rest[:1].isupper())):
        return None
    if paragraph.text.startswith(("BIỂU", "Biểu")) and not match["n"]:
        return None
    return match


def _annex_number(match: re.Match[str]) -> str:
    label = match["n"] or ""
    if label.isdigit():
        return str(int(label))
    return str(roman_value(label)) if roman_value(label) else label


def _resumes(paragraph: Paragraph) -> bool:
    if paragraph.is_capitals and _RESUME.match(paragraph.text):
        return True
    return (
        paragraph.marker is not None
        and paragraph.marker.kind in ("roman", "part")
        and (paragraph.is_bold or paragraph.is_capitals)
    )


def _starts_body(paragraph: Paragraph) -> bool:
    marker = paragraph.marker
    return marker is not None and marker.kind in ("roman", "article", "part", "number", "capital")


def _add(outline: Outline, stack: list[Node], paragraph: Paragraph, annex: str | None) -> None:
    marker = paragraph.marker
    kind, label = _kind(marker, paragraph)
    rank = _rank(kind, label)
    while stack and _rank(stack[-1].kind, stack[-1].label) >= rank and not _introduces(stack[-1], kind):
        stack.pop()
    parent = stack[-1] if stack else None
    node = Node(
        len(outline.nodes),
        kind,
        label,
        _path(parent, kind, label, annex),
        paragraph.passage,
        paragraph.content if kind != "text" else paragraph.passage,
        parent,
        paragraph.is_bold,
        paragraph.is_heading or (kind != "text" and paragraph.is_capitals),
        annex,
    )
    if parent is not None:
        parent.children.append(node)
    outline.nodes.append(node)
    stack.append(node)


def _introduces(node: Node, kind: str) -> bool:
    """A paragraph without number that ends with a colon opens the bullets behind it."""
    return node.kind == "text" and kind in ("bullet", "plus") and node.text.rstrip().endswith(":")


def _kind(marker: Marker | None, paragraph: Paragraph) -> tuple[str, str]:
    if marker is None:
        return "text", ""
    if marker.kind == "capital" and not (paragraph.is_bold or paragraph.is_capitals):
        return "text", ""
    return marker.kind, marker.label


def _rank(kind: str, label: str) -> int:
    if kind in ("decimal", "roman_decimal"):
        return _RANK[kind] + label.count(".") - 1
    return _RANK[kind]


def _path(parent: Node | None, kind: str, label: str, annex: str | None) -> str:
    if kind in ("bullet", "plus", "text", "paren_roman"):
        return parent.path if parent else (annex or "")
    if kind == "article":
        return f"Điều {label}"
    base = _base(parent, kind)
    if base is None:
        base = annex
    if kind in ("part", "roman_decimal"):
        return f"{annex}.{label}" if annex else label
    return f"{base}.{label}" if base else label


def _base(parent: Node | None, kind: str) -> str | None:
    """The path the label is put behind; a decimal label carries its own parents."""
    node = parent
    while node is not None:
        is_number = node.kind in ("number", "decimal")
        if node.kind in ("part", "article") and kind in ("roman", "capital", "number"):
            node = node.parent if node.kind == "part" or kind != "number" else None
            continue
        if not (kind == "decimal" and is_number) and node.kind not in (
            "bullet",
            "plus",
            "text",
            "paren_roman",
        ):
            return node.path
        node = node.parent
    return None


def _is_heading(node: Node) -> bool:
    text = node.text
    if node.kind in ("bullet", "plus", "paren_roman") or len(text) > 230:
        return False
    if node.kind == "text":
        return False
    if node.kind in ("roman", "part", "capital") and len(text) < 200:
        return True
    if re.search(r"[.;]$", text.rstrip()) and not (node.is_bold and len(text) < 120):
        return False
    return bool(node.children) or node.is_bold
