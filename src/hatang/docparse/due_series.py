"""Days by which one report is asked again and again, each in brackets behind its period.

"Định kỳ hằng tháng (trước ngày 16 hằng tháng), 6 tháng (trước ngày 16/6), tổng kết năm (trước ngày 20/11 hằng năm)".
"""

import re

_EVERY = r"(?:hằng|hàng|mỗi)"
# What stands between the members: commas, and the words of the report itself.
_BETWEEN = (
    rf"\s*(?:[,;]|\bvà\b)\s*(?:và\s+)?(?:định kỳ\s+)?(?:(?:báo cáo|sơ kết|tổng kết)\s+)?(?:{_EVERY}\s+)?"
)
_PERIOD = r"(?P<period>tuần|tháng|quý|(?:0?6|sáu)\s+tháng(?:\s+đầu\s+năm)?|(?:0?9|chín)\s+tháng|năm)"
_DAY = r"\s*[(*]+\s*(?:trước|chậm nhất|muộn nhất)\b[^()*;]{1,60}[)*]+"
_MEMBER = re.compile(_BETWEEN + _PERIOD + _DAY, re.I)
_HEAD = re.compile(_DAY, re.I)


def series_of(text: str, start: int, end: int) -> tuple[list[str], int] | None:
    """The words of each member of a series that begins with a found deadline, and where the last one ends.

    Args:
        text: a sentence.
        start: where the first member begins.
        end: behind its period: the words "định kỳ hằng tháng", or behind its brackets.

    Returns:
        None where no second member follows.
    """
    head = _HEAD.match(text, end)
    place = head.end() if head else end
    members = [text[start:place]]
    while (found := _MEMBER.match(text, place)) is not None:
        members.append(text[found.start("period") : found.end()])
        place = found.end()
    return (members, place) if len(members) > 1 else None
