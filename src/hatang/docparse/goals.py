"""Numbers to reach, found in a sentence: value, comparator, unit, and the clause that says it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hatang.docparse.dues import read_due
from hatang.docparse.model import Comparator, Due
from hatang.docparse.passages import Passage

_N = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?"
_COUNTED = (
    r"kết nối|thiết bị|trạm|doanh nghiệp|hộ|xã|phường|thôn|người|km|ha|héc ta|tấn|m2|m3|triệu (?:USD|đồng|tấn|lượt|người)|tỷ (?:đồng|USD)|"
    r"GB|Gb/s|Gbps|Mb/s|Mbps|MW|kW|điểm|kênh|bộ|tập|kịch bản|cơ sở|trường|mô hình|sàn|nền tảng|khu|cụm|lần|sản phẩm|dịch vụ|hệ thống|đề tài|dự án|"
    r"bưu gửi|thuê bao|tuyến|trung tâm|ứng dụng|lớp|hội nghị|cuộc|lượt|học sinh|giường|bác sĩ|căn|chuyên gia|đại biểu|tổ|HTX|hợp tác xã|phòng|"
    r"phút|giây|giờ|%o|‰|điểm %|đơn vị|chỗ|công trình|nhà máy|nhiệm vụ|sáng chế|bằng|đầu số|tổ chức|cán bộ|nhân lực|kỹ sư|nghìn|vạn|triệu"
)
_NUMBER = re.compile(
    rf"(?<![\w/.,\-–])(?:(?P<low>{_N})\s*(?P<lowpc>%)?\s*(?:[-–÷]|đến)\s*(?=\d))?(?P<n>{_N})"
    rf"(?:\s*(?P<pc>%)(?P<per>/năm)?|(?P<sp>\s*)(?P<unit>{_COUNTED})(?![^\W\d_])(?P<of>(?:/(?:\d{{2,4}}\s)?[^\W\d_]+)*))?(?![\w/]|[.,]\d)"
)
_GE = re.compile(
    r"(?:ít nhất|tối thiểu|≥|>=|không (?:thấp|ít|dưới)(?: hơn)?|từ)\s*(?:đạt\s*|là\s*|khoảng\s*|có\s*|từ\s*|được\s*)?$",
    re.I,
)
_GT = re.compile(r"(?:trên|hơn|vượt|>|cao hơn|lớn hơn)\s*$", re.I)
_LE = re.compile(
    r"(?:không (?:quá|vượt quá|vượt|lớn hơn|cao hơn)|tối đa|≤|<=|nhiều nhất|chậm nhất)\s*(?:là\s*)?$", re.I
)
_LT = re.compile(r"(?:dưới|<|thấp hơn|ít hơn|nhỏ hơn|giảm (?:xuống )?(?:còn )?dưới)\s*$", re.I)
_MORE_AFTER = re.compile(r"[^,;.()]{0,24}?\btrở lên\b")
_LESS_AFTER = re.compile(r"[^,;.()]{0,24}?\btrở xuống\b")

_AIM = re.compile(
    r"(?:phấn đấu|đạt|chiếm|tối thiểu|ít nhất|hoàn thành|bảo đảm|đảm bảo|≥|≤|không quá|không vượt quá|tăng|giảm|nâng|mục tiêu|chỉ tiêu|đến năm \d{4}|"
    r"trên|dưới|gấp|là|còn|có|khoảng|bình quân|trung bình|xây dựng|phát triển|triển khai|thu hút|thành lập|lắp đặt|cho|tại|từ|:|phủ sóng)\s*(?:được\s*|mới\s*|thêm\s*|đạt\s*|có\s*|từ\s*)*$",
    re.I,
)
_STRONG = re.compile(
    r"phấn đấu|tối thiểu|ít nhất|không quá|không vượt quá|≥|≤|trở lên|đạt (?:tỷ lệ |mức |chuẩn )?(?:trên |khoảng |từ )?$|đạt 100|mục tiêu|chỉ tiêu|"
    r"hoàn thành|nâng tổng số|lắp đặt|đầu tư mới|chuyển đổi từ|thành lập mới|đến năm 20|năm 20\d\d[^.;]{0,60}(?:đạt|phủ)|phủ sóng[^.;]{0,40}$|chiếm (?:tối thiểu|trên)|tỷ lệ[^.;]{0,90}đạt",
    re.I,
)
_REACH = re.compile(
    r"(?<![^\W\d_])(?:đạt|đến|tới|xây dựng|bảo đảm|đảm bảo|thực hiện|phục vụ|đáp ứng|số hóa|số hoá|ngầm hóa|ngầm hoá|triển khai|duy trì|nâng|tăng|giảm|"
    r"phủ|có|cho|trên|tại|là|phát triển|kết nối|cung cấp|chuyển đổi|xử lý|hoàn thiện|tiếp nhận|giải quyết|ứng dụng|áp dụng|với)(?![^\W\d_])[^;]{0,70}$",
    re.I,
)
_PAST = re.compile(
    r"hiện nay|hiện có|hiện tại|đến nay|đã (?:đạt|có|hoàn thành|được|triển khai|đưa)|tính đến|hiện đang|mới đạt|tự đánh giá|theo (?:VNNIC|thống kê|báo cáo|số liệu|tổng hợp)|so với (?:cùng kỳ|năm)|ước đạt|là \d+ trạm",
    re.I,
)
_NO_GOAL_BEFORE = re.compile(
    r"(?:điều|khoản|điểm|mục|số|phụ lục|quý|tháng|ngày|năm|chương|cấp độ|mức độ|cấp|lớp|hạng|thứ|phiên bản|version|dự án|nhóm|tiểu dự án|đề án|công nghệ|"
    r"nghị quyết|quyết định|luật|tiêu chí|trong|sau|nội dung|quốc lộ|khu vực|lần thứ|kế hoạch|pl|mẫu|biểu|\()\s*$",
    re.I,
)
_NO_GOAL_AFTER = re.compile(
    r"\s*(?:tuổi|tháng|ngày|năm|giờ|quý|tuần|h\d|mục tiêu|nhóm|trụ cột|thành phần|khâu|bước|cấp\b|G\b|giai đoạn|lĩnh vực trọng)",
    re.I,
)
_RATE = re.compile(r"GB|Gb/s|Gbps|Mb/s|Mbps", re.I)
_MONEY = re.compile(r"(?:triệu|tỷ|nghìn tỷ) đồng", re.I)
_SENTENCE = re.compile(r";|\.(?=\s+[A-ZĐÀ-Ỹ\d]|\s*$)|(?<=\d)\.\s+(?=[A-ZĐ])|\n")
_TIME = re.compile(
    r"(?:đến|trước|trong|vào|tới|hết)?\s*(?:hết\s+|cuối\s+)?(?:năm|giai đoạn|quý [IV]+(?: năm|/)?|tháng \d+(?:/| năm )?)\s*20\d{2}(?:\s*[-–]\s*20\d{2})?|\(\s*(?:năm\s+)?20\d{2}\s*\)|đến 20\d{2}|và 20\d\d",
    re.I,
)
_YEARLY = re.compile(r"(?:hằng|hàng|mỗi) năm|/năm", re.I)
_PUE = re.compile(r"hiệu quả sử dụng năng lượng|PUE", re.I)


@dataclass(frozen=True, slots=True)
class Goal:
    """One number to reach."""

    clause: Passage
    number: Passage
    comparator: Comparator
    value: float
    value_max: float | None
    unit: str | None
    due: Due | None


def to_number(text: str) -> float:
    """Read a number as printed in Vietnamese: "1.234,5" -> 1234.5, "04" -> 4."""
    plain = text.strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    return float(plain.replace(",", "."))


def read_value(text: str) -> tuple[Comparator, float, float | None, str | None] | None:
    """Read a value cell: "≥ 90%" -> ("ge", 90, None, "%"); None when it holds no number."""
    match = _NUMBER.search(text)
    if (
        not match
        or len(text) > 60
        or re.search(r"[^\W\d_]{3,}.*[^\W\d_]{3,}.*[^\W\d_]{3,}.*\d", text[: match.start()])
    ):
        return None
    has_unit = match["pc"] or match["unit"]
    if not has_unit and (match.start() > 18 or re.match(r"(?:19|20)\d{2}$", match["n"])):
        return None
    if re.search(r"(?:số|ngày|tháng|năm|quý)\s*$", text[: match.start()], re.I):
        return None
    comparator, low, high = _compare(text, match)
    unit = "%" if match["pc"] or match["lowpc"] else _unit(match, text[match.end() :])
    return comparator, low, high, unit


_LONGEST_SENTENCE = 4_000


def find_goals(passage: Passage, *, in_goal_section: bool) -> list[Goal]:
    """Every number to reach in a provision, one per number and object."""
    found: list[Goal] = []
    text = passage.text
    start, carried = 0, None
    for stop in _stops(text):
        if stop <= start:
            continue
        sentence = text[start:stop]
        goals = _in_sentence(passage, start, stop, in_goal_section, carried)
        times = list(_TIME.finditer(sentence))
        if times and not (goals and goals[-1].due and _YEARLY.search(sentence)):
            first = times[0]
            if first.start() < 30:
                carried = first.group()
        found.extend(goals)
        start = stop + 1
    return found


def _stops(text: str) -> Iterator[int]:
    """Where sentences end; a text without full stops is cut at spaces, as each number looks back to its start."""
    last = 0
    for stop in [*(match.start() for match in _SENTENCE.finditer(text)), len(text)]:
        while stop - last > _LONGEST_SENTENCE:
            space = text.rfind(" ", last + 1, last + _LONGEST_SENTENCE)
            last = space if space > last else last + _LONGEST_SENTENCE
            yield last
        yield stop
        last = stop


def _in_sentence(
    passage: Passage, start: int, stop: int, in_goal_section: bool, carried: str | None
) -> list[Goal]:
    text = passage.text
    sentence = text[start:stop]
    if _PAST.search(sentence) and not re.search(r"phấn đấu|mục tiêu", sentence, re.I):
        return []
    accepted = []
    for match in _NUMBER.finditer(text, start, stop):
        if _accept(text, start, stop, match, in_goal_section):
            accepted.append(match)
    if any(match["pc"] for match in accepted):
        accepted = [match for match in accepted if not _RATE.fullmatch(match["unit"] or "")]
    goals = []
    for index, match in enumerate(accepted):
        low = start if index == 0 else _border(text, accepted[index - 1].end(), match.start())
        high = stop if index + 1 == len(accepted) else _border(text, match.end(), accepted[index + 1].start())
        goals.append(_goal(passage, match, start, stop, low, high, carried))
    return goals


def _border(text: str, left: int, right: int) -> int:
    """Where one clause ends and the next begins, between two numbers."""
    between = text[left:right]
    leads = re.search(
        r"(?:,|;|\bvà|\bvới)\s+(?:\(\w+\)\s*)?(?:đạt\s+|phấn đấu\s+|có\s+)?(?:trên|ít nhất|tối thiểu|dưới|hơn|không quá|khoảng|từ|≥|≤|>|<)?\s*$",
        between,
        re.I,
    )
    if leads:
        return left + leads.start()
    for cut in re.finditer(r",\s+|;\s*", between):
        if between.count("(", 0, cut.start()) <= between.count(")", 0, cut.start()) + text[
            max(0, left - 120) : left
        ].count("("):
            return left + cut.start()
    plain = re.search(r"\s+và\s+|\)\s*", between)
    return left + plain.start() if plain else left


def _accept(text: str, start: int, stop: int, match: re.Match[str], in_goal_section: bool) -> bool:
    before = text[max(start, match.start() - 70) : match.start()]
    after = text[match.end() : min(stop, match.end() + 30)]
    has_unit = bool(match["pc"] or match["unit"])
    if match["lowpc"] and not match["pc"]:
        return False
    if not has_unit and re.fullmatch(r"(?:19|20)\d{2}", match["n"]):
        return False
    if _NO_GOAL_AFTER.match(after) and not match["pc"]:
        return False
    if match["unit"] and _MONEY.match((match["unit"] or "") + after[:6]) and not in_goal_section:
        return False
    if _NO_GOAL_BEFORE.search(before) and not match["pc"]:
        return False
    if re.search(r"(?:giai đoạn|từ năm|năm)\s*$", before):
        return False
    depth = text.count("(", start, match.start()) - text.count(")", start, match.start())
    if (
        depth > 0
        and not match["pc"]
        and re.search(r"\([^()]*(?:trong đó|gồm|ví dụ|hiện)[^()]*$", text[start : match.start()], re.I)
    ):
        return False
    if depth > 0 and re.search(r"\([^()]*(?:chiếm|trong đó|hiện)[^()]*$", text[start : match.start()], re.I):
        return False
    if in_goal_section:
        if match["pc"]:
            return True
        if has_unit:
            return bool(_AIM.search(before)) or match.start() == start or before.strip() in ("", "-", "+")
        return (
            bool(_GE.search(before) or _LE.search(before))
            and match["n"] not in ("1", "01")
            and bool(re.match(r"\s*(?:$|[),;.])", text[match.end() : stop + 1]))
        )
    context = text[max(start, match.start() - 160) : match.start()]
    if match["pc"]:
        if re.match(r"\s*(?:tổng\s+)?(?:chi\s+)?ngân sách", after) or re.search(
            r"ngân sách|kinh phí|bố trí (?:tối thiểu|ít nhất)", context[-60:], re.I
        ):
            return False
        return (
            bool(_STRONG.search(context))
            or bool(_REACH.search(context))
            or bool(re.match(r"\s*(?:ít nhất|trên)?\s*$", text[start : match.start()], re.I))
        )
    if not has_unit:
        return False
    near = text[max(start, match.start() - 45) : match.start()]
    if re.search(
        r"(?:đến năm|năm 20|giai đoạn 20|phấn đấu|tối thiểu|chỉ tiêu)", context + after, re.I
    ) and re.search(
        r"(?:đạt|là|từ|khoảng|thêm|phát triển mới|ít nhất|tối thiểu|trên|không quá|bình quân)\s*(?:đạt\s+|khoảng\s+|từ\s+)*$",
        near,
        re.I,
    ):
        return True
    return (
        bool(
            re.search(
                r"(?:ít nhất|tối thiểu|phấn đấu(?: đạt| có)?|trên|khoảng trên|không quá|không vượt quá)\s*$",
                near,
                re.I,
            )
        )
        and bool(
            re.search(
                r"phấn đấu|hoàn thành|đạt|lắp đặt|thành lập|xây dựng|phát triển|ít nhất|tối thiểu|di dời|đảm bảo|bảo đảm|thu hút",
                context,
                re.I,
            )
        )
    ) or (
        bool(
            re.search(
                r"(?:trạm[^:;.]{0,25}|đầu tư mới[^:;.]{0,30}|lắp đặt mới[^:;.]{0,30}|tổng số[^:;.]{0,25}):\s*$",
                near,
                re.I,
            )
        )
        and match["unit"] == "trạm"
    )


def _goal(
    passage: Passage, match: re.Match[str], start: int, stop: int, low: int, high: int, carried: str | None
) -> Goal:
    text = passage.text
    comparator, value, value_max = _compare(text[start:stop], match, start)
    unit = "%" if match["pc"] else _unit(match, text[match.end() : high])
    if match["pc"] and match["per"]:
        unit = "%/năm"
    if unit is None and _PUE.search(text[start : match.start()]):
        unit = "PUE"
    colon = text.rfind(": ", low, match.start())
    if (
        colon > low
        and match.start() - colon > 14
        and text.count("(", low, colon) <= text.count(")", low, colon)
    ):
        low = colon + 1
    clause = passage.cut(low, high).strip(",;.:-+ ")
    before = re.match(r"(?:và|đồng thời|trong đó|đến)\s+", clause.text)
    if before:
        clause = clause.cut(before.end())
    if re.match(r"[(\[][^)\]]*$", clause.text):
        clause = clause.cut(1)
    if clause.text.count("(") > clause.text.count(")"):
        opened = clause.text.rfind("(")
        if match.start() - low > opened:
            clause = clause.cut(opened + 1)
    number = passage.cut(match.start(), match.end())
    return Goal(
        clause, number, comparator, value, value_max, unit, _due(text, match, low, high, start, carried)
    )


def _compare(text: str, match: re.Match[str], offset: int = 0) -> tuple[Comparator, float, float | None]:
    first = match.start() - offset
    before, after = text[max(0, first - 34) : first], text[match.end() - offset :]
    value = to_number(match["n"])
    if match["low"]:
        low = to_number(match["low"])
        if low < value:
            return "range", low, value
    for comparator, pattern in (("le", _LE), ("ge", _GE), ("gt", _GT), ("lt", _LT)):
        if pattern.search(before):
            if comparator == "gt" and value == 100 and match["pc"]:
                break  # "trên 100% thiết bị" says where, not more than
            return comparator, value, None  # type: ignore[return-value]
    if _MORE_AFTER.match(after):
        return "ge", value, None
    if _LESS_AFTER.match(after):
        return "le", value, None
    return "eq", value, None


def _unit(match: re.Match[str], after: str) -> str | None:
    unit = match["unit"]
    if not unit:
        return None
    if unit == "kết nối":
        return (
            "kết nối/người"
            if re.search(
                r"mỗi người|/người|bình quân|trung bình",
                match.string[max(0, match.start() - 60) : match.end() + 12],
            )
            else unit
        )
    if unit in ("trạm",):
        kind = re.match(r"\s+((?:BTS|thu phát sóng)?\s*[2-6]G)", after)
        return f"trạm {kind[1]}".replace("  ", " ") if kind else unit
    return unit + (match["of"] or "")


def _due(text: str, match: re.Match[str], low: int, high: int, start: int, carried: str | None) -> Due | None:
    """The time nearest to the number: behind it in brackets, in its clause, or carried over."""
    behind = re.match(r"\s*\(?(?:vào\s+|đến\s+)?(?:năm\s+)?(20\d{2})\)", text[match.end() : match.end() + 24])
    if behind:
        return read_due(behind[1], is_completion=True)
    clause = text[low:high]
    times = list(_TIME.finditer(clause))
    if times:
        at = match.start() - low
        before = [time for time in times if time.start() < at]
        return _as_deadline((before[-1] if before else times[0]).group())
    if re.search(r"(?:hằng|hàng|mỗi) năm", clause, re.I) or match["per"]:
        return Due("yearly", text="hằng năm")
    head = _TIME.search(text[start:low])
    if head:
        return _as_deadline(head.group())
    return _as_deadline(carried) if carried else None


def _as_deadline(words: str) -> Due:
    """A target's year is the year to reach it in."""
    due = read_due(words.strip("() ").replace("và ", "đến "), is_completion=True)
    if due.kind == "within" and due.end and not re.search(r"giai đoạn", words, re.I):
        return Due("by", None, due.end, None, False, due.text)
    return due


def deadline_of_heading(title: str) -> Due | None:
    """ "Mục tiêu cụ thể đến năm 2030" -> by 2030-12-31."""
    match = re.search(
        r"(?:đến|trong|tới|hết)\s+(?:hết\s+)?(?:cuối\s+)?năm\s+20\d{2}|năm 20\d{2}|đến 20\d{2}", title, re.I
    )
    if match and not re.search(rf"giai đoạn[^.]*{match.group()[-4:]}", title, re.I):
        return Due("by", None, f"{match.group()[-4:]}-12-31", None, False, match.group())
    span = re.search(r"giai đoạn\s+(20\d{2})\s*[-–]\s*(20\d{2})", title, re.I)
    if span:
        return Due("within", f"{span[1]}-01-01", f"{span[2]}-12-31", None, False, span.group())
    return None
