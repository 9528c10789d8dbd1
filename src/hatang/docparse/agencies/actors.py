"""Who a sentence orders to act, and with whom."""

import re
from dataclasses import dataclass

from hatang.docparse.agencies.lists import split_agencies
from hatang.docparse.agencies.wording import (
    FRESH_GROUP,
    HEAD,
    OFFICE,
    PAREN,
    STRONG_VERB,
    first_verb,
    is_head,
)
from hatang.docparse.passages import Passage

_OPENER = re.compile(
    r"(?:Giao|giao|Đề nghị|đề nghị|Yêu cầu|yêu cầu|Khuyến khích|Kính đề nghị|Trân trọng đề nghị)\s+(?:cho\s+)?"
)
_ASKS = re.compile(r"(?:đề nghị|yêu cầu|giao)\s+(?:cho\s+)?")
_OWN_ORDER = re.compile(
    r"(?:chủ trì|phối hợp|tổng hợp|tham mưu|khẩn trương|chủ động|xây dựng kế hoạch|hướng dẫn)(?![^\W\d_])"
)
_GROUND = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Theo|Để|Nhằm|Trong quá trình|Hằng năm|Hàng năm|Định kỳ|Trước|Đến|Trong)\b[^:;]{0,320}"
)
_SUPPORT = re.compile(
    r"^(?:(?:[Cc]hủ trì|[Ll]à đầu mối|[Ll]àm đầu mối|[Ll]à cơ quan thường trực|[Cc]hủ động|[Tt]ích cực|[Tt]hường xuyên)\s*(?:,|và)?\s*)?"
    r"(?:cùng\s+)?[Pp]hối hợp(?:\s+(?:chặt chẽ|đồng bộ|tốt|thường xuyên))?(?:\s+(?:cùng|với))*\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a sentence orders to act, and the rest of the sentence."""

    names: tuple[Passage, ...]
    rest: Passage
    is_colon: bool


def leading_actor(passage: Passage) -> Actor | None:
    """Read the agencies a provision starts with: "Sở A, Sở B chủ trì ...", "Sở A: ..."."""
    text = passage.text
    start = _behind_ground(text)
    if start is None:
        return None
    colon = _actor_colon(text, start)
    verb = first_verb(text, start)
    asked = _ASKS.match(text, verb) if verb is not None else None
    if asked and is_head(text[asked.end() :]) and (colon is None or colon > asked.end()):
        return leading_actor(passage.cut(asked.end()))  # "Sở A đề nghị Sở B ...": B is to act
    if colon is not None and (verb is None or colon < verb or _is_title(text[start:colon])):
        like = re.search(r"(?:như|gồm|bao gồm)\s*$", text[start:colon])
        if like:
            end = first_verb(text, colon + 1)
            if end is not None:
                names = split_agencies(passage.cut(colon + 1, end))
                return Actor(tuple(names), passage.cut(end), False) if names else None
        names = split_agencies(passage.cut(start, colon))
        return Actor(tuple(names), passage.cut(colon + 1), True) if names else None
    if verb is None or verb - start > 420 or verb - start < 3:
        return None
    names = split_agencies(passage.cut(start, verb))
    if not names or not HEAD.match(names[0].text[:1].upper() + names[0].text[1:]):
        return None
    return Actor(tuple(names), passage.cut(verb), False)


def _behind_ground(text: str) -> int | None:
    """Where the actor begins, behind "Giao", "Đề nghị" or "Căn cứ Kế hoạch này, ..."."""
    opener = _OPENER.match(text)
    start = opener.end() if opener else 0
    if is_head(text[start:]):
        return start
    ground = _GROUND.match(text)
    if not ground:
        return None
    asked = re.search(r",\s*(?:đề nghị|yêu cầu|giao)\s+", ground.group())
    if asked and is_head(text[asked.end() :]):
        return asked.end()
    reach = 45 if re.match(r"Đến|Trong|Trước", text) else len(text)
    for comma in re.finditer(r",\s*(?:(?:đề nghị|yêu cầu|giao)\s+)?", ground.group()):
        rest = text[comma.end() :]
        if comma.start() > reach:
            return None
        if _OWN_ORDER.match(rest):
            return None
        if HEAD.match(rest) or FRESH_GROUP.match(rest) or re.match(r"thủ trưởng|người đứng đầu", rest):
            return comma.end()
    return None


def _actor_colon(text: str, start: int) -> int | None:
    colon = text.find(":", start, start + 260)
    return colon if colon > start + 2 else None


def _is_title(words: str) -> bool:
    """The words before a colon are names and nothing else: no order stands among them."""
    return len(words) < 90 and not STRONG_VERB.search(words)


def is_agency_title(text: str) -> bool:
    """True when a heading is nothing but agencies: "2. Sở Khoa học và Công nghệ"."""
    words = text.strip(" .:;")
    if not words or len(words) > 330 or not is_head(words):
        return False
    bare = PAREN.sub("", words)
    verb = first_verb(bare)
    if verb is not None and not STRONG_VERB.search(bare) and len(words) < 90 and OFFICE.match(words):
        return True  # "Trung tâm Xúc tiến đầu tư, thương mại và du lịch"
    return verb is None or (
        re.search(r"(?:trách nhiệm|như sau|thực hiện)\s*:?$", bare[verb:][:40]) is not None and verb > 3
    )


def leading_support(passage: Passage) -> list[Passage]:
    """Who an order says to work with: "Chủ trì, phối hợp với Sở B, Sở C triển khai ..."."""
    match = _SUPPORT.match(passage.text)
    if not match or ("hủ động" in match.group() and "hủ trì" not in match.group()):
        return []
    rest = passage.cut(match.end())
    if not is_head(rest.text):
        return []
    end = first_verb(rest.text)
    stop = re.search(r"\s(?:trong việc|trong quá trình|trong công tác|để|nhằm|về)\s|:|\.\s", rest.text)
    if stop and (end is None or stop.start() < end):
        end = stop.start()
    if end is None and len(rest.text) < 220:
        end = len(rest.text.rstrip(" :.;"))
    if end is None or end > 420:
        return []
    return split_agencies(rest.cut(0, end))
