"""Work given to somebody: rows of task tables, provisions with a block, duties, orders."""

import re
from typing import Any
from dataclasses import dataclass, field

from hatang.docparse.agencies import (
    Roles,
    first_verb,
    is_agency_title,
    leading_actor,
    leading_support,
    looks_agency,
    read_roles,
    split_agencies,
)
from hatang.docparse.dues import FoundDue, find_due, read_due
from hatang.docparse.fields import Fields, field_blocks, is_field, read_fields
from hatang.docparse.model import Due
from hatang.docparse.outline import Node, Outline
from hatang.docparse.passages import Passage, joined
from hatang.docparse.tables import roles
from hatang.docparse.tables.grid import Grid, Row


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


_COURTESY = re.compile(
    r"(?:Trên đây là|Trong quá trình|Quá trình (?:tổ chức )?(?:thực hiện|triển khai)|Nếu có|Nơi nhận|Xin trân trọng|Trân trọng|"
    r"(?:Đề nghị|Yêu cầu)[^:;.]{0,220}(?:nghiêm túc|tổ chức|khẩn trương|kịp thời|chủ động)?,? (?:triển khai|tổ chức)?,? ?thực hiện(?: (?:nghiêm túc|tốt|có hiệu quả|đầy đủ|Kế hoạch này|các nội dung trên|nội dung trên))*\s*[./]*$|"
    r"(?:Đề nghị|Yêu cầu)[^:;.]{0,160}(?:quan tâm|phối hợp),? (?:chỉ đạo,? )?(?:triển khai|tổ chức)? ?(?:thực hiện)?\s*[./]|"
    r"(?:Quyết định|Kế hoạch) này (?:có hiệu lực|thay thế)|.{0,240}chịu trách nhiệm (?:thi hành|thực hiện) (?:Quyết định|Nghị quyết|Chỉ thị) này|"
    r"Ban hành kèm theo|Căn cứ [^,]{0,80};$|Giao .{0,120}chịu trách nhiệm thi hành)"
)
_CLOSING = re.compile(
    r".{0,80}(?:đề nghị|yêu cầu)[^:;.]{0,260}(?:triển khai|tổ chức)?,? ?thực hiện (?:theo (?:đúng )?(?:quy định|nội dung|các nội dung)|nghiêm túc)[^:;.]{0,40}\.\s+Trong quá trình"
)
_DUTIES_OF = re.compile(r"(?:Trách nhiệm|Nhiệm vụ) của\s+\S.{3,120}$")
_FORMULA = re.compile(r"(?:chịu trách nhiệm|căn cứ|có trách nhiệm)[^.]{0,80}thi hành|thi hành Quyết định|có hiệu lực (?:kể từ|thi hành)|Ban hành kèm theo Quyết định này|Phê duyệt .{0,80}(?:với các nội dung|kèm theo)")
_INLINE = re.compile(r"(?:(?<=[\s:;,.])|^)\((?:\d{1,2})\)\s*")
_ROMAN_INLINE = re.compile(r"(?:(?<=[\s:;,.])|^)\((?:i|ii|iii|iv|v|vi|vii|viii|ix|x)\)\s*")
_ORDER = re.compile(
    r"^(?:Tham mưu|Chủ trì|Phối hợp|Xây dựng|Hoàn thành|Hoàn thiện|Triển khai|Tổ chức|Trình|Ban hành|Rà soát|Báo cáo|Nghiên cứu|Đẩy mạnh|Thực hiện|"
    r"Tiếp tục|Đầu tư|Phát triển|Nâng cấp|Lập|Thành lập|Kiện toàn|Khẩn trương|Tập trung|Hướng dẫn|Đôn đốc|Cập nhật|Công bố|Gửi|Đánh giá|Đăng ký|"
    r"Đề xuất|Bố trí|Kiểm tra|Theo dõi|Tuyên truyền|Sửa đổi|Bổ sung|Thẩm định|Phê duyệt|Cung cấp|Chuẩn bị|Thống kê|Khảo sát|Đào tạo|Tập huấn|Hằng năm|Hàng năm|Định kỳ|Trong năm|Năm 20)"
)
_LIKE_GOAL = re.compile(r"^(?:\d|Tỷ lệ|Tỉ lệ|Trên \d|Ít nhất|Tối thiểu|Phấn đấu (?:đến|đạt|\d|trên))")


def find_tasks(outline: Outline, grids: list[Grid]) -> list[FoundTask]:
    """All tasks in reading order."""
    found = [task for grid in grids if grid.kind == "task" for task in _from_grid(grid, outline)]
    blocks = field_blocks(outline.nodes)
    taken: set[int] = set()
    for block in blocks:
        made = _from_block(block)
        taken.update(node.index for node in block.nodes)
        taken.update(node.index for node in block.covered)
        found.extend(made)
    found.extend(_from_nodes(outline.nodes, taken))
    return sorted(found, key=lambda task: task.text.start)


# --- tables -------------------------------------------------------------------------------------


def _from_grid(grid: Grid, outline: Outline) -> list[FoundTask]:
    made: list[FoundTask] = []
    annex = outline.annex_at(grid.start)
    place = annex or _section_path(outline, grid.start)
    group: Row | None = None
    group_lead: list[Passage] = []
    numbered_twice = _restarts(grid)
    for row in grid.rows:
        work = row.of(roles.WORK, roles.TARGET)
        if not work:
            continue
        if not _is_assigned(row):
            group = row
            group_lead = split_agencies(work[0]) if looks_agency(work[0].text) > 0.8 and is_agency_title(work[0].text) else []
            if not (group_lead or _is_group(row, grid)):
                continue
            continue
        task = _from_row(row, _row_path(place, row, group if numbered_twice else None))
        if not task.roles.lead and group_lead:
            task.roles.lead = list(group_lead)
        made.append(task)
    return made


def _is_assigned(row: Row) -> bool:
    return bool(row.of(roles.LEAD, roles.DUE, roles.DIRECT)) or (bool(row.of(roles.SUPPORT)) and bool(row.of(roles.PRODUCT)))


def _is_group(row: Row, grid: Grid) -> bool:
    return row.label is None or len(row.cells) == 1


def _restarts(grid: Grid) -> bool:
    labels = [row.label for row in grid.rows if row.label and row.label.isdigit()]
    return len(labels) != len(set(labels))


def _row_path(place: str, row: Row, group: Row | None) -> str:
    label = row.label or ""
    if group is not None and group.label and label and not label.startswith(f"{group.label}."):
        label = f"{group.label}.{label}"
    return f"{place}.{label}" if place and label else place or label


def _section_path(outline: Outline, offset: int) -> str:
    node = outline.last_before(offset)
    return node.path if node else ""


def _from_row(row: Row, path: str) -> FoundTask:
    work = _clean_work(joined(row.of(roles.WORK, roles.TARGET)))
    task = FoundTask(path, work, basis="table")
    for cell in row.of(roles.LEAD):
        _merge(task.roles, read_roles(cell))
    for cell in row.of(roles.SUPPORT):
        _merge(task.roles, read_roles(cell, default="support"))
    for cell in row.of(roles.DIRECT):
        task.roles.direct.extend(split_people(cell))
    dated = [(column, cell) for column, cell in row.cells if column.role == roles.DUE]
    for column, cell in dated:
        due = read_due(cell.text, is_completion=column.is_completion)
        if due.kind != "none" or task.due_words is None:
            if task.due.kind == "none":
                task.due, task.due_words = due, cell
    if task.due.kind == "none" and task.due_words is not None and not re.search(r"\d", task.due_words.text):
        task.note = task.due_words if len(dated) == 1 else task.note
    products = [cell for column, cell in row.cells if column.role == roles.PRODUCT]
    if products:
        task.product = joined(products, "\n").strip("-+•;. ")
    notes = row.of(roles.NOTE)
    if notes:
        task.note = notes[0]
    return task


def _clean_work(passage: Passage) -> Passage:
    match = re.match(r"(?:[-–+•]\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s+|[a-zđ]\)\s*)", passage.text)
    return passage.cut(match.end()) if match else passage


def _merge(into: Roles, more: Roles) -> None:
    into.lead.extend(more.lead)
    into.support.extend(more.support)
    into.direct.extend(more.direct)


def split_people(passage: Passage) -> list[Passage]:
    """Directing officers: names are kept with their position."""
    pieces, start = [], 0
    for match in re.finditer(r"\s*;\s*|\s*,\s*(?=(?:Phó |Giám đốc|Chủ tịch|đồng chí|Đồng chí|đ/c|Đ/c|Lãnh đạo|Trưởng|Chánh))|\n", passage.text):
        pieces.append(passage.cut(start, match.start()))
        start = match.end()
    pieces.append(passage.cut(start))
    kept = []
    for piece in pieces:
        piece = piece.strip("-+•;., ")
        scope = re.search(r"\s+theo (?:phân công|chức năng|lĩnh vực).*$", piece.text)
        kept.append(piece.cut(0, scope.start()) if scope else piece)
    return [piece for piece in kept if piece.text]


# --- blocks -------------------------------------------------------------------------------------


def _from_block(block: Fields) -> list[FoundTask]:
    made = []
    for node in block.covered:
        inner = Fields()
        text = read_fields(node.content, inner)
        own = leading_actor(node.content) if node.kind in ("plus", "bullet") else None
        task = FoundTask(node.path, text if text.text else node.content, basis="block", node=node)
        _fill(task, block)
        _fill(task, inner)
        if own is not None and own.is_colon and not block.values.get("lead"):
            task.roles.lead = list(own.names)
            task.text = own.rest
        elif not task.roles.lead:
            _give_lead(task, node)
        made.append(task)
    return [task for task in made if task.text.text]


def _fill(task: FoundTask, block: Fields) -> None:
    for name in ("lead", "mixed"):
        for value in block.values.get(name, []):
            _merge(task.roles, read_roles(value))
    for value in block.values.get("support", []):
        _merge(task.roles, read_roles(value, default="support"))
    for value in block.values.get("direct", []):
        task.roles.direct.extend(split_people(value))
    for name, is_completion in (("deadline", True), ("period", False)):
        for value in block.values.get(name, []):
            task.due, task.due_words = read_due(value.text, is_completion=is_completion), value
    for value in block.values.get("product", []):
        task.product = value


def _give_lead(task: FoundTask, node: Node) -> None:
    """A block without lead: the agency of the duty list, or who the sentence orders."""
    actor = leading_actor(task.text)
    if actor is not None:
        task.roles.lead = list(actor.names)
        task.roles.support.extend(leading_support(actor.rest))
        return
    owner, _ = _owner(node)
    if owner is not None:
        task.roles.lead = list(owner)
    task.roles.support.extend(leading_support(task.text))


# --- duties and orders --------------------------------------------------------------------------


def _from_nodes(nodes: list[Node], taken: set[int]) -> list[FoundTask]:
    made: list[FoundTask] = []
    skipped: set[int] = set()
    first_numbered = next((node.index for node in nodes if node.kind not in ("text", "bullet", "plus")), len(nodes))
    for node in nodes:
        if node.index in taken or node.index in skipped or _is_formal(node) or is_field(node):
            continue
        if node.index < first_numbered and node.annex is None and not _is_plain_order(node, nodes):
            continue
        chapter = node.chapter()
        if chapter in ("status", "purpose", "goal") and not (chapter == "purpose" and node.text.startswith("Giao ")):
            continue
        tasks = _from_node(node, chapter, skipped)
        made.extend(tasks)
        if tasks:
            skipped.update(child.index for child in _details(node))
    return made


def _is_formal(node: Node) -> bool:
    return bool(_COURTESY.match(node.text) or _CLOSING.match(node.text)) or (node.kind == "article" and bool(_FORMULA.search(node.text)))


def _is_plain_order(node: Node, nodes: list[Node]) -> bool:
    """A letter without numbering: "Đề nghị Sở A báo cáo ... trước ngày ..."."""
    return all(other.kind in ("text", "bullet", "plus") for other in nodes) and node.text.startswith(("Đề nghị", "Yêu cầu", "Giao"))


def _details(node: Node) -> list[Node]:
    """Everything below a task that only explains it."""
    below: list[Node] = []
    for child in node.children:
        below.append(child)
        below.extend(_details(child))
    return below


def _from_node(node: Node, chapter: str, skipped: set[int]) -> list[FoundTask]:
    if is_agency_title(node.text) and (node.children or node.is_heading):
        return []
    inner = Fields()
    content = read_fields(node.content, inner)
    if not content.text:
        return []
    actor = leading_actor(content)
    owner, is_title = _owner(node)
    if actor is not None and _is_actor_of_order(actor.rest, actor.is_colon, node, chapter):
        return _from_actor(node, content, inner, skipped)
    listed = _listed_orders(node, content)
    if listed:
        return listed
    titled = _behind_title(content)
    if titled is not None and chapter != "goal":
        return _from_actor(node, titled, inner, skipped)
    if owner is not None and (chapter in ("duty", "money") or (chapter == "work" and not (is_title and _is_theme(owner)))):
        return _duty(node, content, owner, inner)
    if chapter in ("duty", "work") and _is_timed_order(node, content):
        task = _make(node, content, Roles(), inner, "time")
        return [task] if task.due.kind in ("by", "within") else []
    return []


def _listed_orders(node: Node, content: Passage) -> list[FoundTask]:
    """"3. Title: (1) Sở A ban hành ...; (2) Sở B chủ trì ...": each item names its own agency."""
    matches = list(_INLINE.finditer(content.text))
    if len(matches) < 2:
        return []
    pieces = _pieces(content, matches)
    actors = [leading_actor(piece) for piece in pieces]
    if sum(actor is not None for actor in actors) * 2 < len(pieces):
        return []
    made = []
    for piece, actor in zip(pieces, actors, strict=True):
        given = Roles(lead=list(actor.names), support=leading_support(actor.rest)) if actor else Roles()
        made.append(_make(node, actor.rest if actor and actor.is_colon else piece, given, Fields(), "order"))
    return made


def _pieces(passage: Passage, matches: list[re.Match[str]]) -> list[Passage]:
    ends = [match.start() for match in matches[1:]] + [len(passage.text)]
    return [passage.cut(match.end(), end).strip(";., ") for match, end in zip(matches, ends, strict=True)]


def _behind_title(content: Passage) -> Passage | None:
    """"2. Hoàn thiện thể chế: Các bộ khẩn trương trình ...": the order behind a title."""
    colon = content.text.find(":", 8, 170)
    if colon < 0 or not _ORDER.match(content.text):
        return None
    rest = content.cut(colon + 1)
    actor = leading_actor(rest)
    is_order = actor is not None and not actor.is_colon and rest.text[:1].isupper() and len(rest.text) > 40
    return rest if is_order else None


def _is_actor_of_order(rest: Passage, is_colon: bool, node: Node, chapter: str) -> bool:
    if not rest.text or re.match(r"là (?!đầu mối|cơ quan|đơn vị|thành viên)", rest.text):
        return False
    if not is_colon and chapter == "work" and node.content.text[:1].islower():
        return False
    if node.is_heading and node.kind in ("roman", "part", "capital", "article"):
        return False
    if is_colon:
        return True
    if chapter in ("duty", "money"):
        return True
    return not _LIKE_GOAL.match(node.text) and not node.text.startswith("Khuyến khích")


def _from_actor(node: Node, content: Passage, inner: Fields, skipped: set[int]) -> list[FoundTask]:
    actor = leading_actor(content)
    assert actor is not None
    given = Roles(lead=list(actor.names))
    owner, _ = _owner(node)
    if content.text.startswith("Khuyến khích") and owner:
        given = Roles(lead=list(owner))
    rest = actor.rest
    if re.fullmatch(r"(?:có trách nhiệm|chịu trách nhiệm|căn cứ[^:]{0,80}|chủ trì, phối hợp[^:]{0,120}|theo chức năng[^:]{0,60})?\s*:?\s*", rest.text) and node.children:
        return []
    if rest.text.rstrip().endswith(":") and _children_act(node) and not find_due(content.text):
        return []
    pieces = _inline_pieces(rest, is_colon=actor.is_colon)
    if pieces:
        made = []
        for piece in pieces:
            own = leading_actor(piece)
            if own is not None and not own.is_colon:
                task = _make(node, piece, Roles(lead=list(own.names), support=leading_support(own.rest)), Fields(), "order")
            else:
                task = _make(node, piece, Roles(lead=list(actor.names), support=leading_support(piece)), Fields(), "order")
            made.append(task)
        return made
    given.support.extend(leading_support(rest))
    text = rest if actor.is_colon or len(content.text) - len(rest.text) > 0 and content.text[:1].islower() else content
    first, *later = _sentences_of_others(text)
    made = _with_second(_make(node, first, given, inner, "order" if node.chapter() != "duty" else "duty"), rest)
    return [*made, *(_make(node, words, roles_, Fields(), "order") for words, roles_ in later)]


def _sentences_of_others(text: Passage) -> list[Any]:
    """The first sentences, then each later sentence that orders another agency by a date of its own."""
    pieces: list[Any] = []
    for match in re.finditer(r"[.;]\s+(?=[A-ZĐ])", text.text):
        rest = text.cut(match.end())
        stop = re.search(r"[.;]\s+(?=[A-ZĐ])", rest.text)
        sentence = rest.cut(0, stop.start()) if stop else rest
        actor = leading_actor(sentence)
        if actor is None or actor.is_colon or not find_due(sentence.text):
            continue
        if not pieces:
            pieces.append(text.cut(0, match.start()))
        pieces.append((sentence, Roles(lead=list(actor.names), support=leading_support(actor.rest))))
    return pieces or [text]


def _children_act(node: Node) -> bool:
    """The children are orders of their own, not a list of things."""
    acting = sum(1 for child in node.children if _ORDER.match(child.text) or leading_actor(child.content) is not None or first_verb(child.text[:24]) == 0)
    return acting * 2 >= len(node.children) > 0


def _inline_pieces(rest: Passage, *, is_colon: bool) -> list[Passage]:
    """"(1) ...; (2) ..." behind an actor: each is an order when it stands on its own."""
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


def _owner(node: Node) -> tuple[list[Passage] | None, bool]:
    """The agencies of the nearest title ("2. Sở Khoa học và Công nghệ") or intro ("Đề nghị Sở A:") above.

    The second value says whether it was a title.
    """
    for above in node.ancestors():
        if above.kind in ("roman", "part", "capital") and not is_agency_title(above.text):
            return None, False
        if is_agency_title(above.text) or _DUTIES_OF.match(above.text):
            return split_agencies(_title_names(above.content)) or None, True
        actor = leading_actor(above.content)
        is_intro = above.text.rstrip().endswith(":")
        if actor is not None and (above.kind not in ("bullet", "plus", "text") or is_intro):
            if len(actor.rest.text) < 260 and (is_intro or not actor.rest.text):
                return list(actor.names), False
    return None, False


def _title_names(passage: Passage) -> Passage:
    """"Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo" -> "Sở Tài chính"."""
    passage = passage.strip(":.; ")
    lead_in = re.match(r"(?:Nhiệm vụ|Trách nhiệm|Đối với)(?: của)?\s+", passage.text)
    if lead_in:
        passage = passage.cut(lead_in.end())
    side = re.search(r"\s+[-–]\s+(?:[Cc]ơ quan|[Tt]hường trực|[Đđ]ơn vị|[Ll]à )", passage.text)
    return passage.cut(0, side.start()) if side else passage


def _is_theme(owner: list[Passage]) -> bool:
    """Outside duty lists "Doanh nghiệp số" heads a subject, not an agency."""
    return any(re.match(r"(?:các\s+)?(?:doanh nghiệp|cơ quan|đơn vị|tổ chức|hợp tác xã|trường|cơ sở|hội|trung tâm|báo|đài|ngành|lĩnh vực)\b", name.text, re.I) for name in owner)


def _duty(node: Node, content: Passage, owner: list[Passage], inner: Fields) -> list[FoundTask]:
    if node.kind == "text" and not _is_first_text(node):
        return []
    if node.is_heading and node.children and not content.text.rstrip().endswith((".", ";")) and not _ORDER.match(content.text):
        return []
    support = leading_support(content)
    if node.children:
        body = content.text.rstrip()
        bare_intro = support and first_verb(re.sub(r"^.*?phối hợp", "", body, flags=re.I)) is None and len(body) < 260
        if (body.endswith(":") and _children_act(node)) or bare_intro:
            return []
    if not support:
        above = node.parent
        if above is not None and above.kind in ("letter", "number", "text") and re.match(r"(?:[Cc]hủ trì, )?[Pp]hối hợp", above.text):
            support = leading_support(Passage(above.text.rstrip(" :") + " thực hiện", above.content.pieces))
    task = _make(node, content, Roles(lead=list(owner), support=support), inner, "duty")
    if len(task.text.text) < 12:
        return []
    return _with_second(task, content)


def _is_first_text(node: Node) -> bool:
    """An unnumbered paragraph directly under the title of its agency."""
    if node.parent is None or not (is_agency_title(node.parent.text) or node.parent.text.rstrip().endswith(":")):
        return False
    before = [child for child in node.parent.children if child.index < node.index]
    return all(child.kind == "text" for child in before)


def _is_timed_order(node: Node, content: Passage) -> bool:
    """Without an agency a provision is a task when it orders something and sets a date for it."""
    if node.is_heading or not _ORDER.match(content.text) or _LIKE_GOAL.match(content.text):
        return False
    found = find_due(content.text)
    return found is not None and found.due.kind == "by"


def _make(node: Node, text: Passage, given: Roles, inner: Fields, basis: str) -> FoundTask:
    task = FoundTask(node.path, text, given, basis=basis, node=node)
    _fill(task, inner)
    if task.due.kind == "none":
        found = find_due(text.text)
        if found is not None:
            _set_due(task, text, found)
    return task


def _set_due(task: FoundTask, text: Passage, found: FoundDue) -> None:
    task.due = found.due
    task.due_words = text.cut(found.start, found.end)


def _with_second(task: FoundTask, rest: Passage) -> list[FoundTask]:
    """"... hoàn thành trước ngày A; định kỳ báo cáo (trước ngày B hằng năm)" is two tasks."""
    for match in re.finditer(r";\s*(?=(?:định kỳ|hằng năm|hàng năm)\b)", task.text.text):
        first, second = task.text.cut(0, match.start()), task.text.cut(match.end())
        one, two = find_due(first.text), find_due(second.text)
        if one is None or two is None or one.due.kind == two.due.kind:
            continue
        again = FoundTask(task.path, second, task.roles, basis=task.basis, node=task.node)
        _set_due(again, second, two)
        _set_due(task, first, one)
        task.text = first
        return [task, again]
    return [task]
