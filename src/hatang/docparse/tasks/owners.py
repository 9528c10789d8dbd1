"""Whose duty list or intro a provision stands under."""

import re

from hatang.docparse.agencies import is_agency_title, leading_actor, split_agencies
from hatang.docparse.outline import Node
from hatang.docparse.passages import Passage

_DUTIES_OF = re.compile(r"(?:Trách nhiệm|Nhiệm vụ) của\s+\S.{3,120}$")


def owner_of(node: Node) -> tuple[list[Passage] | None, bool]:
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
        if actor is not None and len(actor.rest.text) < 260 and (is_intro or not actor.rest.text):
            return list(actor.names), False
    return None, False


def _title_names(passage: Passage) -> Passage:
    """ "Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo" -> "Sở Tài chính"."""
    passage = passage.strip(":.; ")
    lead_in = re.match(r"(?:Nhiệm vụ|Trách nhiệm|Đối với)(?: của)?\s+", passage.text)
    if lead_in:
        passage = passage.cut(lead_in.end())
    side = re.search(r"\s+[-–]\s+(?:[Cc]ơ quan|[Tt]hường trực|[Đđ]ơn vị|[Ll]à )", passage.text)
    return passage.cut(0, side.start()) if side else passage


def is_theme(owner: list[Passage]) -> bool:
    """Outside duty lists "Doanh nghiệp số" heads a subject, not an agency."""
    return any(
        re.match(
            r"(?:các\s+)?(?:doanh nghiệp|cơ quan|đơn vị|tổ chức|hợp tác xã|trường|cơ sở|hội|trung tâm|báo|đài|ngành|lĩnh vực)\b",
            name.text,
            re.I,
        )
        for name in owner
    )
