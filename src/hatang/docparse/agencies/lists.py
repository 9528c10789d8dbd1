"""Lists of agencies: cut into single names, with the roles their words give.

The names of Vietnamese agencies hold commas and "và" themselves (Sở Văn hóa, Thể thao và Du lịch;
các sở, ban, ngành), so a list is cut only where the next words can begin another agency.
"""

import re
from dataclasses import dataclass, field

from hatang.docparse.agencies.wording import (
    FRESH_GROUP,
    HEAD,
    LEADING,
    LOW_HEAD,
    PAREN,
    TO_ORGANISATION,
    VERB,
    first_verb,
    is_head,
)
from hatang.docparse.passages import Passage, joined

_CUT = re.compile(
    r"\s*;\s*|\s*\n\s*|\s*,\s*(?:và\s+)?|\s+và\s+|\s*/\s*|\s+cùng(?: với)?\s+|\s*\+\s+|\.\s+(?=[A-ZĐ])"
)
_GROUP_PART = re.compile(
    r"(?:sở|bộ|ban|ngành|phường|xã|đặc khu|huyện|thị xã|thành phố|tỉnh|địa phương|đơn vị|cơ quan|tổ chức|đoàn thể|hội|phòng|liên quan|có liên quan|"
    r"cá nhân|doanh nghiệp|thị trấn|lĩnh vực|cấp|trường|viện)\b"
)
_ROLE_TAIL = re.compile(
    r"\s+(?:(?:trực tiếp\s+)?(?:chỉ đạo|chủ trì|thực hiện|phối hợp|tổng hợp|hướng dẫn|theo dõi|đôn đốc|thúc đẩy|báo cáo|triển khai|"
    r"tham mưu|chịu trách nhiệm|phụ trách)(?:\s*,\s*)?)+(?:\s+(?:chỉ tiêu|thực hiện|chung|và .*|công bố.*|theo .*|các .*))?\s*$"
)
_LEADS_WITH = re.compile(r"\s+(?:chủ trì)?\s*,?\s*phối hợp\s+(?:với|cùng)\s+")
_PAREN_ROLE = re.compile(
    r"\(\s*(?P<role>chủ trì|phối hợp|chỉ đạo|thực hiện|cơ quan thường trực|đầu mối|là đầu mối)[^)]*\)", re.I
)
_BY_FUNCTION = re.compile(
    r"[\s,;]*(?:\(\s*)?(?:theo|căn cứ|trong phạm vi)\s+(?:chức năng|nhiệm vụ|thẩm quyền|lĩnh vực|phân công|phân cấp|quy định)[^;]*$",
    re.I,
)
_ROLE_VERB = re.compile(
    r"(?<=\s)(?:chỉ đạo|chủ trì|thực hiện|tổng hợp|hướng dẫn|theo dõi|đôn đốc|thúc đẩy|triển khai|tham mưu|chịu trách nhiệm|"
    r"phụ trách|có trách nhiệm|công bố)(?![^\W\d_])"
)
_WITH_SCOPE = re.compile(
    r"\s+(?:với|đối với|trong lĩnh vực|về)\s+(?:các|những|lĩnh vực|nội dung|nhiệm vụ)\b.*$"
)
_CONDITION = re.compile(r"\s+(?:trên cơ s\w+|khi|nếu|theo hướng dẫn)(?![^\W\d_]).*$")
_LABEL = re.compile(
    r"^(?:(?:cơ quan|đơn vị|các)\s+)?(?:(?:chủ trì|phối hợp|chỉ đạo|thực hiện|chủ trì thực hiện|chủ trì, phối hợp)\s*:\s*)",
    re.I,
)
_TAIL_WORDS = re.compile(
    r"[\s,;:.]+$|\s+(?:và|với|là|thì|phải|cần|sẽ|đã|được|để|trong|tại|theo|khi|đê|nếu|căn)$"
)
_GLUED = re.compile(
    r"(?<=[a-zà-ỹ&\w]) (?=(?:Sở|Bộ|Ban Quản lý|Phòng|Trung tâm|Công an tỉnh|UBND|Các sở)\s+\S)"
)
_BELONGS = re.compile(
    r"(?:thuộc|của|các|với|và|giữa|do|Văn phòng|Lãnh đạo|Giám đốc|Thanh tra|Chủ tịch|Đảng ủy|HĐND|phòng|đạo|tịch|đốc|tra)$"
)
_SHARED = re.compile(
    r"^(?:[Cc]ác\s+)?(?P<head>[Ss]ở|[Bb]ộ|[Pp]hòng|UBND|[Cc]ông ty|[Tt]rường|doanh nghiệp(?: viễn thông)?)\s*:\s*"
)


@dataclass(slots=True)
class Roles:
    """Agencies by role, each as the passage that was printed."""

    lead: list[Passage] = field(default_factory=list)
    support: list[Passage] = field(default_factory=list)
    direct: list[Passage] = field(default_factory=list)


def split_agencies(passage: Passage) -> list[Passage]:
    """Cut a list of agencies into single names, as printed and cleaned."""
    names: list[Passage] = []
    text = passage.text
    start = 0
    for match in _CUT.finditer(text):
        if _inside_paren(text, match.start()) or not _may_cut(text, start, match):
            continue
        names.extend(_unglued(passage.cut(start, match.start())))
        start = match.end()
    names.extend(_unglued(passage.cut(start)))
    cleaned = [_clean(name) for name in _spread(names)]
    return [name for name in cleaned if name.text and any(char.isalpha() for char in name.text)]


def read_roles(passage: Passage, *, default: str = "lead") -> Roles:
    """Read a cell of agencies, with the roles its own words give ("... chỉ đạo", "(phối hợp)")."""
    roles = Roles()
    for role, words in _statements(passage, default):
        for own, names in _with_paren_role(words, role):
            getattr(roles, own).extend(split_agencies(names))
    return roles


def _statements(passage: Passage, default: str) -> list[tuple[str, Passage]]:
    """ "X chủ trì, phối hợp với Y" is two statements; a plain list is one of the default role."""
    text = passage.text
    match = _LEADS_WITH.search(text)
    if match and match.start() > 3:
        support = passage.cut(match.end())
        verb = VERB.search(support.text)
        return [
            (default, passage.cut(0, match.start())),
            ("support", support.cut(0, verb.start()) if verb else support),
        ]
    label = _LABEL.match(LEADING.sub("", text))
    if re.search(r"phối hợp\s*:", text[:30], re.I):
        return [("support", passage)]
    if label and "chỉ đạo" in label.group().lower():
        return [("direct", passage)]
    return [(default, passage)]


def _with_paren_role(passage: Passage, default: str) -> list[tuple[str, Passage]]:
    """ "Trung tâm A (chủ trì), Phòng B (phối hợp)" -> each name with its own role."""
    found, start = [], 0
    for match in _PAREN_ROLE.finditer(passage.text):
        word = match["role"].lower()
        role = "support" if word == "phối hợp" else "direct" if word == "chỉ đạo" else "lead"
        if word == "thực hiện":
            role = default
        words = passage.cut(start, match.start()).strip(",;")
        if words.text:
            found.append((role, words))
        start = match.end()
    rest = passage.cut(start).strip(",;. ") if start else passage
    if rest.text:
        found.append((default, rest))
    return found


def _may_cut(text: str, start: int, match: re.Match[str]) -> bool:
    separator = match.group().strip()
    rest = text[match.end() :]
    if separator.startswith(";") or "\n" in match.group():
        return bool(rest.strip())
    if separator == ".":
        return HEAD.match(rest) is not None
    rest = LEADING.sub("", rest)
    current = TO_ORGANISATION.sub("", LEADING.sub("", text[start : match.start()].strip()))
    if separator == "/" and not HEAD.match(rest):
        return False
    if _is_open_group(current) and _GROUP_PART.match(rest) and not FRESH_GROUP.match(rest):
        return False
    if re.match(r"(?:[Cc]ác )?hiệp hội$", current) and rest.startswith("hội"):
        return False
    if re.search(r"\b(?:sở|Sở|ban|bộ)$", current) and re.match(r"(?:ban|ngành|Ban|Ngành)\b", rest):
        return False
    if separator.startswith("và") and re.match(r"(?:Báo|Tổ|Hội|Đoàn|Quỹ)\s+(?:chí|chức)", rest):
        return False
    if HEAD.match(rest):
        return not re.match(
            r"(?:Báo|Ban|Đoàn|Tổ|Phòng|Khu|Trạm|Hội|Xã|Ngành|Thuế|Thanh tra|Nhóm)\b(?=,|\s*$)", rest
        )
    if LOW_HEAD.match(rest):
        if FRESH_GROUP.match(rest) or re.match(
            r"(?:chủ đầu tư|doanh nghiệp|công an|nhà mạng|ngân hàng)\s+[^\W\d_]", rest
        ):
            return True
        return bool(
            re.match(
                r"(?:đơn vị|cơ quan|doanh nghiệp|hiệp hội|công an|chủ đầu tư|nhà mạng|đài|báo|trung tâm|trưởng|giám đốc|tập đoàn|lực lượng|ngân hàng)\s+[^\W\d_]",
                rest,
            )
        ) and not _is_open_group(current)
    return False


def _is_open_group(current: str) -> bool:
    """ "các sở, ban" still takes "ngành"; "Sở Tài chính" takes nothing more."""
    return re.match(
        r"(?:[Cc]ác|[Nn]hững)\s+(?:[Ss]ở|[Bb]ộ|[Bb]an|[Nn]gành|cơ quan|đơn vị|phòng|xã|phường|địa phương|tổ chức)|(?:[Ss]ở|[Bb]ộ|[Bb]an)(?:,|$|\s+(?:ban|ngành))|(?:cơ quan|đơn vị)(?:,|$)",
        current,
    ) is not None or (
        re.match(
            r"(?:(?:[Cc]ác\s+)?(?:UBND|[UỦ][ỷy] ban nhân dân)\s+(?:các\s+)?(?:xã|phường|đặc khu|huyện|thị xã|thành phố)|[Cc]hủ tịch (?:UBND|[UỦ][ỷy] ban nhân dân) (?:các )?(?:xã|phường))",
            current,
        )
        is not None
    )


def _unglued(passage: Passage) -> list[Passage]:
    """Part names that lost the mark between them: "Sở Tài chính Sở Xây dựng"."""
    if not re.match(r"[-•\s]*(?:Sở|Bộ|Phòng|Trung tâm|Ban Quản lý)\s+\S+\s+\S", passage.text):
        return [passage]
    pieces, start = [], 0
    for match in _GLUED.finditer(passage.text):
        current = passage.text[start : match.start()]
        if len(current.split()) < 3 or _BELONGS.search(current) or _inside_paren(passage.text, match.start()):
            continue
        pieces.append(passage.cut(start, match.start()))
        start = match.end()
    return [*pieces, passage.cut(start)]


def _inside_paren(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _spread(names: list[Passage]) -> list[Passage]:
    """ "Các sở: Tài chính, Xây dựng" -> Sở Tài chính, Sở Xây dựng (the head word is shared)."""
    out: list[Passage] = []
    for name in names:
        shared = _SHARED.match(name.text)
        if not shared:
            out.append(name)
            continue
        head = shared["head"][0].upper() + shared["head"][1:]
        rest = name.cut(shared.end())
        for piece in _comma_parts(rest):
            whole = (
                piece.text if piece.text.startswith(head) or is_head(piece.text) else f"{head} {piece.text}"
            )
            out.append(Passage(whole, piece.pieces))
    return out


def _comma_parts(passage: Passage) -> list[Passage]:
    """Cut at commas, but keep "Văn hóa, Thể thao và Du lịch" whole."""
    pieces, start, text = [], 0, passage.text
    for match in re.finditer(r"\s*[,;]\s*|\s+và\s+(?=[A-ZĐ][^\W\d_]*\s+[a-zđ]\w+\s*$)", text):
        if text[match.end() :].startswith("Thể thao") or text[
            max(0, match.start() - 8) : match.start()
        ].endswith("Khoa học"):
            continue
        pieces.append(passage.cut(start, match.start()))
        start = match.end()
    pieces.append(passage.cut(start))
    return [piece for piece in pieces if piece.text]


def _clean(name: Passage) -> Passage:
    text = name.text
    leading = LEADING.match(text)
    if leading:
        name = name.cut(leading.end())
    label = _LABEL.match(name.text)
    if label:
        name = name.cut(label.end())
    verb = _ROLE_VERB.search(name.text)
    if verb and verb.start() > 2 and first_verb(name.text[: verb.end()]) == verb.start():
        name = name.cut(0, verb.start())
    for pattern in (_BY_FUNCTION, _WITH_SCOPE, _CONDITION, _ROLE_TAIL):
        match = pattern.search(name.text)
        if match and match.start() > 1:
            name = name.cut(0, match.start())
    paren = PAREN.search(name.text)
    while paren:
        name = joined([name.cut(0, paren.start()), name.cut(paren.end())])
        paren = PAREN.search(name.text)
    person = TO_ORGANISATION.match(name.text)
    if person:
        name = name.cut(person.end())
    tail = _TAIL_WORDS.search(name.text)
    while tail:
        name = name.cut(0, tail.start())
        tail = _TAIL_WORDS.search(name.text)
    return name.strip(",;:.-–+*•")
