"""What a passage of a written report says of a piece of work: how far it is, when, by which document, what hinders.

Rules of the language of officials; every finding names the words it rests on, so that a person can check it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Span = tuple[int, int]


class SaidState(StrEnum):
    """How far a passage says the work is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


S = SaidState


@dataclass(frozen=True)
class Said:
    """What a passage says; spans count characters of the text that was given, `percent` is 0 to 100."""

    state: SaidState | None = None
    percent: int | None = None
    done_on: date | None = None
    number: str = ""
    obstacle: str = ""
    state_span: Span | None = None
    percent_span: Span | None = None
    day_span: Span | None = None
    number_span: Span | None = None
    obstacle_span: Span | None = None


_I = re.IGNORECASE
_CONCLUDED = {"done": S.DONE, "going": S.IN_PROGRESS, "not": S.NOT_STARTED}
# A sentence ends at a semicolon, at a stop that is not within a number, and before a line that begins anew.
_SENTENCE = re.compile(
    r"[^.;\n]+(?:(?:\.(?=\w)|\n(?![ \t]*(?:[-+•*]|\d{1,3}[.)]|\d{1,3} ?%|[a-zđ]\)|\n"
    r"|(?:Đã|Đang|Chưa|Không|Hoàn thành|Tiếp tục|Dự kiến|Kết quả|Khó khăn|Vướng mắc|Tình trạng|Tiến độ)(?!\w))))[^.;\n]*)*"
)
_PLANNED = re.compile(
    r"(?:dự kiến|sẽ|phấn đấu|bảo đảm|đảm bảo|cam kết|nhằm|để|kế hoạch|mục tiêu|yêu cầu|cơ bản|tiếp tục)(?: \w+){0,4} hoàn thành"
    r"|hoàn thành(?: \w+){0,6} (?:trong|trước|vào) (?:ngày|tháng|quý|năm|thời gian)|dự kiến|(?<!\w)sẽ (?:\w+ ){0,2}?(?:trình|ban hành|triển khai|tổ chức|thực hiện|phê duyệt|báo cáo)|phấn đấu",
    _I,
)
_UNFINISHED = re.compile(
    r"chưa (?:được )?(?:hoàn thành|hoàn thiện|ban hành|phê duyệt|xong|nghiệm thu|bàn giao|đạt|đầy đủ|trình|thẩm định)",
    _I,
)
_NOT_BEGUN = re.compile(
    r"chưa (?:được )?(?:triển khai|thực hiện|bắt đầu|khởi công|tổ chức|tham mưu|xây dựng|phát sinh|đến (?:hạn|thời (?:điểm|gian)))"
    r"|không (?:triển khai|thực hiện) được",
    _I,
)
_DONE = re.compile(
    r"(?:đã|vừa) (?:\w+ ){0,2}?(?:hoàn thành|hoàn tất|ban hành|phê duyệt|công bố|bàn giao|nghiệm thu|đưa vào (?:vận hành|sử dụng|khai thác)"
    r"|khai trương|tổ chức thành công|thành lập|kiện toàn|ký kết)"
    r"|đã (?:tham mưu|trình)\b[^.;]{0,140}?(?:ban hành|phê duyệt|thông qua)"
    r"|đã (?:\w+ ){1,3}toàn bộ(?!\w)|đã có (?:quyết định|kế hoạch|văn bản|báo cáo) (?:số|phê duyệt|ban hành)"
    r"|(?<!\w)hoàn thành (?:100 ?%|toàn bộ|đúng (?:hạn|tiến độ)|vượt|xong|nhiệm vụ)|(?:kết quả|tình trạng|trạng thái) ?: ?(?:đã )?hoàn thành",
    _I,
)
# A sentence or a cell that says nothing else is what the report concludes.
_CONCLUSION = re.compile(
    r"\s*[-+•|]?\s*(?:(?:kết quả|tình trạng|trạng thái|đánh giá|tiến độ)\s*:\s*)?(?:nhiệm vụ )?(?:"
    r"(?P<done>(?:đã )?hoàn thành(?: (?:quá hạn|đúng hạn|trước hạn|100 ?%|đúng tiến độ))?)"
    r"|(?P<going>đang (?:thực hiện|triển khai|hoàn thành)|chưa hoàn thành|thực hiện thường xuyên)"
    r"|(?P<not>chưa (?:thực hiện|triển khai|đến hạn)))\s*[|.]?\s*",
    _I,
)
_UNDER_WAY = re.compile(
    r"(?<!\w)đang (?:\w+)|(?<!\w)tiếp tục (?:\w+)|đã (?:triển khai|dự thảo|khởi công|lấy ý kiến|bắt đầu|xây dựng (?:xong )?dự thảo|rà soát)"
    r"|đã trình(?! \w*(?:ban hành|phê duyệt))|(?:kết quả|tình trạng|trạng thái) ?: ?đang",
    _I,
)
# Whatever else was done is a beginning: nothing is proposed as done that is not said to be.
_SOMETHING = re.compile(r"(?<!\w)(?:đã|vừa) (?!được|giao|nêu|đề ra|xác định)\w+", _I)
_PERCENT = re.compile(
    r"(?:hoàn thành|đạt|tiến độ|khối lượng|thực hiện được|thực hiện|ước đạt)[^.;%\n]{0,40}?(?<![\d,.])(\d{1,3})(?:[,.]\d+)? ?%"
    r"(?= ?(?:khối lượng|tiến độ|kế hoạch|công việc|nhiệm vụ|so với kế hoạch|[.,;)]|\n|$))|^\s*(\d{1,3}) ?%\s*$",
    _I | re.MULTILINE,
)
_DAY = re.compile(
    r"(?<!trước )(?:ngày )?\b(\d{1,2})[/-](\d{1,2})[/-](20\d{2})\b|ngày (\d{1,2}) tháng (\d{1,2}) năm (20\d{2})",
    _I,
)
_NUMBER = re.compile(r"\bsố:? ?(\d{1,5}(?:/20\d{2})?/[A-ZĐ][A-Za-zĐđ]{0,6}(?:[-–][A-ZĐ0-9&]{1,12})*)")
# The document a sentence rests on is not the one it brings.
_GROUND = re.compile(
    r"(?:theo|căn cứ|thực hiện|triển khai|của|tại(?! (?:tờ trình|công văn|văn bản|báo cáo)))\s+(?:[\w,]+\s+){0,6}$",
    _I,
)
_PART_OF = re.compile(
    r"(?<![\d/])(\d{1,4})/(\d{1,4}) (?:xã|phường|thôn|hộ|cơ quan|đơn vị|doanh nghiệp|trạm|điểm|vị trí|cầu|hầm|tuyến|km|khu|cụm|dự án"
    r"|công trình|nhiệm vụ|chỉ tiêu|hồ sơ|cơ sở|trường|hệ thống|thủ tục)(?!\w)",
    _I,
)
_OBSTACLE = re.compile(
    r"khó khăn|vướng mắc|nguyên nhân|chưa (?:được )?(?:bố trí|cấp|có) (?:\w+ ){0,2}?(?:kinh phí|vốn|mặt bằng|hướng dẫn|nhân lực|quỹ đất)"
    r"|thiếu (?:kinh phí|vốn|nhân lực|mặt bằng|hướng dẫn)|(?:chậm|trễ) (?:tiến độ|do)|kiến nghị|đề nghị",
    _I,
)
_NO_OBSTACLE = re.compile(
    r"không (?:có |phát sinh |gặp )*(?:khó khăn|vướng mắc)|(?:khó khăn|vướng mắc)[^:.;]{0,40}: ?(?:không|chưa phát sinh)|khắc phục (?:\w+ )?khó khăn",
    _I,
)


def said_in(text: str, span: Span) -> Said:
    """What a passage of a text says; nothing where it only repeats what was asked.

    Args:
        text: the whole text.
        span: where the passage begins and ends in it.
    """
    sentences = list(_sentences(text, span))
    percent, percent_span = _percent(text, sentences)
    # Words that the end of a line parts belong together; the places stay.
    text = text.replace("\n", " ")
    state, state_span = _state(text, sentences)
    if (
        percent is not None
        and state is not S.NOT_STARTED
        and not (percent < 100 and state is S.DONE and _is_concluded(text, state_span))
    ):
        if percent < 100:
            state, state_span = S.IN_PROGRESS, percent_span
        elif state is None:
            state, state_span = S.DONE, percent_span
    number, number_span = _number(text, sentences)
    day, day_span = _day(text, sentences, number_span, state) if state is S.DONE else (None, None)
    obstacle, obstacle_span = _obstacle(text, sentences)
    return Said(
        state, percent, day, number, obstacle, state_span, percent_span, day_span, number_span, obstacle_span
    )


def _is_concluded(text: str, span: Span | None) -> bool:
    return span is not None and _CONCLUSION.fullmatch(text, *span) is not None


def _sentences(text: str, span: Span) -> Iterator[Span]:
    for found in _SENTENCE.finditer(text, *span):
        if found.group().strip():
            yield found.span()


def _state(text: str, sentences: list[Span]) -> tuple[SaidState | None, Span | None]:
    """The state that all sentences together say: what is only partly done is in progress."""
    found: dict[SaidState, Span] = {}
    for start, end in reversed(sentences):
        concluded = _CONCLUSION.fullmatch(text, start, end)
        if concluded:
            return _CONCLUDED[concluded.lastgroup or ""], (start, end)
    for start, end in sentences:
        state, span = _state_of(text, start, end)
        if state is not None and span is not None:
            found.setdefault(state, span)
    if S.IN_PROGRESS in found:
        return S.IN_PROGRESS, found[S.IN_PROGRESS]
    if S.DONE in found and S.NOT_STARTED in found:
        return S.IN_PROGRESS, found[S.NOT_STARTED]
    for state in (S.DONE, S.NOT_STARTED):
        if state in found:
            return state, found[state]
    return None, None


def _state_of(text: str, start: int, end: int) -> tuple[SaidState | None, Span | None]:
    """What one sentence says: what it plans or lacks before what it has done."""
    if _is_obstacle(text, start, end) and not _DONE.search(text, start, end):
        begun = _NOT_BEGUN.search(text, start, end)
        return (S.NOT_STARTED, begun.span()) if begun else (None, None)
    for state, pattern in (
        (S.IN_PROGRESS, _UNFINISHED),
        (S.NOT_STARTED, _NOT_BEGUN),
        (S.IN_PROGRESS, _PLANNED),
        (S.DONE, _DONE),
        (S.IN_PROGRESS, _UNDER_WAY),
    ):
        found = pattern.search(text, start, end)
        if found:
            return state, found.span()
    for part in _PART_OF.finditer(text, start, end):
        if int(part[1]) < int(part[2]):
            return S.IN_PROGRESS, part.span()
    other = _SOMETHING.search(text, start, end)
    return (S.IN_PROGRESS, other.span()) if other else (None, None)


def _percent(text: str, sentences: list[Span]) -> tuple[int | None, Span | None]:
    for start, end in sentences:
        found = _PERCENT.search(text, start, min(end + 1, len(text)))
        if found and not _PLANNED.search(text, start, end):
            value = int(found[1] or found[2])
            if value <= 100:
                return value, found.span()
    return None, None


def _number(text: str, sentences: list[Span]) -> tuple[str, Span | None]:
    """The number of the document that a sentence brings, not of the one it rests on."""
    for start, end in sentences:
        for found in _NUMBER.finditer(text, start, end):
            if not _GROUND.search(text[max(start, found.start() - 60) : found.start()]):
                return found[1].replace("–", "-"), found.span(1)
    return "", None


def _day(
    text: str, sentences: list[Span], number_span: Span | None, state: SaidState | None
) -> tuple[date | None, Span | None]:
    """The day of the document where there is one, else that of the sentence that says it is done."""
    for start, end in sentences:
        has_number = number_span is not None and start <= number_span[0] < end
        if number_span is not None and not has_number:
            continue
        if number_span is None and _state_of(text, start, end)[0] is not state:
            continue
        for found in _DAY.finditer(text, number_span[1] if has_number and number_span else start, end):
            day, month, year = (int(part) for part in found.groups() if part)
            try:
                return date(year, month, day), found.span()
            except ValueError:
                continue
    return None, None


def _obstacle(text: str, sentences: list[Span]) -> tuple[str, Span | None]:
    for start, end in sentences:
        if _is_obstacle(text, start, end):
            return " ".join(text[start:end].split()), (start, end)
    return "", None


def _is_obstacle(text: str, start: int, end: int) -> bool:
    return bool(_OBSTACLE.search(text, start, end)) and not _NO_OBSTACLE.search(text, start, end)
