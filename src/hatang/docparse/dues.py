"""When something is due: the forms in which official documents say it.

`read_due` reads a cell or the value of "Thời gian ...:"; `find_due` looks for a deadline inside a
sentence and is stricter, since sentences also name years that are no deadlines.
"""

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

from hatang.docparse.due_days import OF_NEXT_QUARTER, day_at
from hatang.docparse.due_series import series_of
from hatang.docparse.markers import roman_value
from hatang.docparse.model import Due, DueKind

_YEAR = r"(?:19|20)\d{2}"
_DAY = (
    rf"(?:ngày\s+)?(?P<d>\d{{1,2}})\s*(?:[/.-]\s*(?P<m>\d{{1,2}})\s*[/.-]\s*(?P<y>{_YEAR})"
    rf"|tháng\s+(?P<m2>\d{{1,2}})\s+năm\s+(?P<y2>{_YEAR}))"
)
_MONTHS = rf"tháng\s+(?P<ma>\d{{1,2}})\s*(?:[-–]|đến(?:\s+tháng)?|và(?:\s+tháng)?|,)\s*(?P<mb>\d{{1,2}})\s*(?:/|năm\s+|\s+năm\s+)\s*(?P<my>{_YEAR})"
_MONTH = rf"(?:tháng\s+)?(?P<mm>\d{{1,2}})\s*(?:/|\s+năm\s+|-)\s*(?P<mmy>{_YEAR})"
_QUARTER = rf"quý\s+(?P<q>[ivx]{{1,3}}|[1-4])(?:\s*[-–,]\s*(?P<q2>[ivx]{{1,3}}|[1-4]))?\s*(?:/|,|năm|-)?\s*(?:năm\s+)?(?P<qy>{_YEAR})"
_HALF = rf"(?:(?:6|06|sáu)\s+tháng|nửa)\s+(?P<h>đầu|cuối)\s+năm\s+(?P<hy>{_YEAR})"
_RANGE = rf"(?:từ\s+)?(?:năm\s+)?(?P<ya>{_YEAR})\s*(?:[-–—÷]|đến(?:\s+hết)?(?:\s+năm)?|tới(?:\s+năm)?)\s*(?:năm\s+)?(?P<yb>{_YEAR})"
_ONE_YEAR = rf"(?:năm\s+)?(?P<yy>{_YEAR})"
_MOMENT = re.compile("|".join((_DAY, _MONTHS, _QUARTER, _HALF, _RANGE, _MONTH, _ONE_YEAR)))
_SPAN = re.compile(
    r"từ\s+(?:ngày\s+|tháng\s+|năm\s+|quý\s+)?(?P<a>[\w/.\s]{1,22}?)\s+(?:đến|tới)\b\s*(?P<b>.*)", re.S
)

_EVERY = r"(?:hằng|hàng|mỗi)"
_YEARLY = re.compile(
    rf"{_EVERY}\s+năm|định kỳ\s+(?:01\s+)?năm\b|\b0?1\s+lần/năm|một lần/năm|\d\s*năm\s*/\s*lần"
)
_HALF_YEARLY = re.compile(
    r"(?:định kỳ|hằng|hàng|mỗi)\s+(?:6|06|sáu)\s+tháng|6 tháng[,;]? (?:và )?(?:1 )?năm|\b0?2\s+lần/năm|6 tháng/lần|06 tháng/lần"
)
_QUARTERLY = re.compile(
    rf"{_EVERY}\s+quý|định kỳ\s+(?:theo\s+)?quý|\bquý/lần|báo cáo\s+quý(?!\s*(?:[ivx]+\b|\d))"
)
_MONTHLY = re.compile(rf"{_EVERY}\s+tháng|định kỳ\s+tháng|tháng/lần|báo cáo\s+tháng(?!\s*\d)")
_WEEKLY = re.compile(rf"{_EVERY}\s+tuần|định kỳ\s+tuần|tuần/lần")
_CONTINUOUS = re.compile(r"thường xuyên|liên tục|hằng ngày|hàng ngày|thường niên")
_EVENT = re.compile(
    r"theo\s+(?:hướng dẫn|tiến độ|yêu cầu|quy định|lộ trình|kế hoạch|chỉ đạo|thời (?:gian|hạn)|phân kỳ)|sau khi|ngay sau|khi có|kể từ|"
    r"định kỳ theo|trong (?:vòng|thời hạn)\s+\d+|\d+\s+ngày\s+(?:làm việc\s+)?(?:kể từ|sau)|sau\s+\d+\s+(?:ngày|tháng)|khi\s+\w+"
)
_BEFORE = re.compile(r"trước(?:\s+(?:ngày|tháng|năm|quý|hết))?\s*$|trước\s+ngày")
# A period and, close behind it, the day by which what it is about is handed in: "quý II, trước ngày 20/6".
_LIMIT = (
    r"[\s,(:–-]*(?:(?:gửi|nộp|báo cáo|hoàn thành|xong)\s+)?(?P<lb>trước|chậm nhất|muộn nhất)\s+"
    r"(?:(?:là|vào|trước)\s+)*(?:ngày\s+)?(?P<ld>\d{1,2})"
    rf"(?:\s*(?:/|tháng\s+)\s*(?P<lm>\d{{1,2}})(?:\s*(?:/|năm\s+)\s*(?P<ly>{_YEAR}))?"
    r"|\s+(?:của\s+)?tháng\s+(?P<ll>đầu|cuối)(?:\s+tiên)?\s+(?:của\s+)?(?:quý|kỳ)(?P<ln>\s+(?:sau|tiếp theo|kế tiếp|liền kề))?)?(?![\d/])"
)
_LIMITED = re.compile(_LIMIT)
_SHARE = r"(?:quý\s+(?P<sq>[ivx]{1,3}|[1-4])\b|(?:0?6|sáu|0?9|chín)\s+tháng\b(?:\s+(?:đầu|cuối)\s+năm)?)"
_SHARE_OF_EACH_YEAR = re.compile(rf"{_SHARE}{_LIMIT}")
_SHARE_WITH_LIMIT = re.compile(rf"{_SHARE}(?:\s*(?:/|năm|,)?\s*(?:năm\s+)?{_YEAR})?{_LIMIT}", re.I)
_TILL = re.compile(r"(?:đến(?:\s+hết)?|xong|hoàn thành|chậm nhất|muộn nhất|hết|trước|trong)\b")
_PERIOD = re.compile(r"giai đoạn|thời kỳ|từ\b|trong các năm|thực hiện")
_DONE = re.compile(r"hoàn thành|thời hạn|ban hành|trình|hạn chót|kết thúc|xong")
_PART = re.compile(
    r"[;\n]|\.\s+(?=[A-ZĐ])|,\s*(?=(?:riêng|sau đó|duy trì|trong đó|hằng năm|hàng năm|thường xuyên)\b)"
    rf"|\s+và\s+(?=(?:trước|chậm nhất|muộn nhất)\b|ngày\s+\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR})",
    re.I,
)
# A document named by its number, with its day: no day by which anything is due.
_NAMED = re.compile(rf"\b\d{{1,5}}[A-Za-z]?(?:/{_YEAR})?[/–-][A-ZĐ][^\s,;.()]*(?:\s+(?i:{_DAY}))?")


@dataclass(frozen=True, slots=True)
class _Moment:
    start: str
    end: str
    precision: str  # day month quarter half year range


def read_due(text: str, *, is_completion: bool | None = None) -> Due:
    """Read a deadline cell.

    Args:
        text: the words as printed, e.g. "12/2030" or "Trước ngày 05/5/2026".
        is_completion: True in a column of completion dates (a bare year is a deadline), False in
            a column of working periods (a bare year is a period), None when unknown.
    """
    whole = " ".join(text.split()).strip(" .;,-")
    if not whole:
        return Due()
    pieces = [piece.strip(" .;,-") for piece in _PART.split(text) if piece and piece.strip(" .;,-")]
    parts = [due for due in (_read_one(piece, is_completion) for piece in pieces) if due.kind != "none"]
    if len(parts) < 2:
        due = _read_one(whole, is_completion)
        return due if due.kind != "none" else Due(kind="none", text=whole)
    first = parts[0]
    return Due(first.kind, first.start, first.end, first.at, first.before, whole, parts)


def _read_one(text: str, is_completion: bool | None) -> Due:
    low = text.lower()
    recurring = _recurring(low)
    if recurring:
        kind, _ = recurring
        at, before = day_at(low, kind)
        start = end = None
        years = re.search(rf"(?:giai đoạn|từ(?: năm)?)\s+({_YEAR})\s*(?:[-–—]|đến(?: năm)?)\s*({_YEAR})", low)
        if years:
            start, end = f"{years[1]}-01-01", f"{years[2]}-12-31"
        return Due(kind, start, end, at, before, text)
    dated = _NAMED.sub(lambda name: " " * len(name.group()), text).lower() if _EVENT.search(low) else low
    moments = [(match, _moment(match)) for match in _MOMENT.finditer(dated)]
    known = [(match, moment) for match, moment in moments if moment]
    if _CONTINUOUS.search(low):
        if known:
            return Due("within", known[0][1].start, known[-1][1].end, None, False, text)
        return Due("continuous", text=text)
    if not known:
        again = _each_year(low, text) or _each_quarter(low, text)
        return again or (Due("on_event", text=text) if _EVENT.search(low) else Due(text=text))
    return _limited(low, text, *known[0]) or _dated(low, text, known, is_completion)


def _limited(low: str, text: str, match: re.Match[str], moment: _Moment) -> Due | None:
    """A period with a day of its own behind it is due on that day; a day before the period lies behind it."""
    limit = _LIMITED.match(low, match.end())
    if limit is None or moment.precision in ("day", "range"):
        return None
    first, last, year = int(moment.start[5:7]), int(moment.end[5:7]), int(moment.end[:4])
    is_in_last = moment.precision == "month" or limit["ll"]
    if limit["lm"] is None and not is_in_last:
        return None
    month = int(limit["lm"] or _month_of_share(limit, first, last))
    day = _day(int(limit["ld"]), month, int(limit["ly"] or (year + 1 if month < first else year)))
    return Due("by", None, day.end, None, limit["lb"] == "trước", text) if day else None


def _month_of_share(limit: re.Match[str], first: int, last: int) -> int:
    """The month "the first/last month of the (next) quarter" means, 1 to 12, of a share of months."""
    month = first if limit["ll"] == "đầu" else last
    return (month + last - first) % 12 + 1 if limit["ln"] else month


def _each_year(low: str, text: str) -> Due | None:
    """A quarter or half of no named year with a day of its own comes again each year."""
    found = _SHARE_OF_EACH_YEAR.search(low)
    if found is None:
        return None
    quarter = _quarter(found["sq"]) if found["sq"] else 0
    named = _month_of_share(found, quarter * 3 - 2, quarter * 3) if quarter and found["ll"] else 0
    month = int(found["lm"] or named)
    # 2028 has a 29 February.
    if not _day(int(found["ld"]), month, 2028):
        return None
    at = f"{month:02d}-{int(found['ld']):02d}"
    return Due("yearly", None, None, at, found["lb"] == "trước", text)


def _each_quarter(low: str, text: str) -> Due | None:
    """A day of the next quarter comes again each quarter."""
    if not OF_NEXT_QUARTER.search(low):
        return None
    at, before = day_at(low, "quarterly")
    return Due("quarterly", None, None, at, before, text)


def _dated(
    low: str, text: str, known: list[tuple[re.Match[str], _Moment]], is_completion: bool | None
) -> Due:
    match, moment = known[0]
    lead_in = low[: match.start()]
    begins = re.search(
        r"(?:^|\b)từ\s+(?:ngày\s+|tháng\s+|năm\s+|quý\s+)?$", lead_in
    ) or lead_in.rstrip().endswith("từ")
    if len(known) > 1 and (
        begins
        or re.fullmatch(r"\s*[-–—]\s*(?:hết\s+)?(?:năm |tháng )?", low[match.end() : known[1][0].start()])
    ):
        return Due("within", moment.start, known[1][1].end, None, False, text)
    if begins and moment.precision != "range":
        return Due("within", moment.start, None, None, False, text)
    before = bool(_BEFORE.search(lead_in)) or bool(re.search(r"trước", lead_in[-16:]))
    if moment.precision == "range":
        if is_completion and not _PERIOD.search(low) and not lead_in.strip():
            return Due("within", moment.start, moment.end, None, False, text)
        return Due("within", moment.start, moment.end, None, before, text)
    if before:
        end = moment.end
        if moment.precision != "day":  # "trước năm 2025": the last day before it still counts
            end = moment.end
        return Due("by", None, end, None, True, text)
    if _TILL.search(lead_in) and not (is_completion is False and lead_in.strip() == "trong"):
        return Due("by", None, moment.end, None, False, text)
    if (
        moment.precision in ("year", "half")
        and (is_completion is False or _PERIOD.search(lead_in))
        and is_completion is not True
    ):
        return Due("within", moment.start, moment.end, None, False, text)
    if moment.precision == "months" and is_completion is not True:
        return Due("within", moment.start, moment.end, None, False, text)
    if moment.precision == "year" and is_completion is None:
        return Due("within", moment.start, moment.end, None, False, text)
    return Due("by", None, moment.end, None, False, text)


def _recurring(low: str) -> tuple[DueKind, re.Match[str]] | None:
    best: tuple[DueKind, re.Match[str]] | None = None
    patterns: tuple[tuple[DueKind, re.Pattern[str]], ...] = (
        ("half_yearly", _HALF_YEARLY),
        ("yearly", _YEARLY),
        ("quarterly", _QUARTERLY),
        ("monthly", _MONTHLY),
        ("weekly", _WEEKLY),
    )
    for kind, pattern in patterns:
        match = pattern.search(low)
        if match and (best is None or match.start() < best[1].start()):
            best = (kind, match)
    return best


def _moment(match: re.Match[str]) -> _Moment | None:
    found = match.groupdict()
    if found["d"]:
        return _day(int(found["d"]), int(found["m"] or found["m2"]), int(found["y"] or found["y2"]))
    if found["ma"]:
        return _months(int(found["ma"]), int(found["mb"]), int(found["my"]), "months")
    if found["q"]:
        first, last = _quarter(found["q"]), _quarter(found["q2"] or found["q"])
        return _months(first * 3 - 2, last * 3, int(found["qy"]), "quarter") if first and last else None
    if found["h"]:
        return _months(
            1 if found["h"] == "đầu" else 7, 6 if found["h"] == "đầu" else 12, int(found["hy"]), "half"
        )
    if found["ya"]:
        return _Moment(f"{found['ya']}-01-01", f"{found['yb']}-12-31", "range")
    if found["mm"]:
        return _months(int(found["mm"]), int(found["mm"]), int(found["mmy"]), "month")
    return _Moment(f"{found['yy']}-01-01", f"{found['yy']}-12-31", "year")


def _quarter(label: str) -> int:
    value = int(label) if label.isdigit() else roman_value(label)
    return value if 1 <= value <= 4 else 0


def _day(day: int, month: int, year: int) -> _Moment | None:
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    iso = f"{year:04d}-{month:02d}-{day:02d}"
    return _Moment(iso, iso, "day")


def _months(first: int, last: int, year: int, precision: str) -> _Moment | None:
    if not (1 <= first <= last <= 12):
        return None
    end = calendar.monthrange(year, last)[1]
    return _Moment(f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{end:02d}", precision)


_WHEN = rf"(?:{_DAY}|{_QUARTER.replace('?P<', '?P<x')}|{_MONTH.replace('?P<', '?P<x')}|{_ONE_YEAR.replace('?P<', '?P<x')})"
_INLINE = re.compile(
    r"(?:(?:phấn đấu\s+)?(?:hoàn thành|xong|báo cáo|gửi|trình|ban hành|thực hiện|công bố|tổng hợp)[^.;:]{0,90}?\s)?"
    r"\(?(?P<when>(?:trước|chậm nhất(?: là)?(?: trước| trong| vào| đến)?|muộn nhất|đến hết|hết|trong|xong trong|vào|ngay trong)\s+"
    rf"(?:ngày|tháng|quý|năm)\s+(?:\d|[ivx]+\b)[^,;.()]{{0,28}}?(?=[,;.()]|\s+(?:của|để|gửi|về|theo|và|nhằm|cho|với|các|tại|từ)\b|$)|trước\s+\d{{1,2}}/\d{{1,2}}/{_YEAR})",
    re.I,
)
_REPEATED = re.compile(
    rf"(?:định kỳ\s*,?\s*(?:\(?)(?:{_EVERY}\s+)?(?:năm|quý|tháng|tuần|6 tháng|06 tháng)\b|(?:^|[;:,.]\s*){_EVERY}\s+(?:năm|quý|tháng|tuần)\s*,?\s*"
    rf"(?=\(?trước|xây dựng|tổ chức|báo cáo|tổng hợp|phối hợp|đặt hàng|rà soát|công bố|đánh giá|gửi|tham mưu|sơ kết|cập nhật|thực hiện|ban hành|lập)"
    rf"|(?:trước|chậm nhất)\s+(?:là\s+)?(?:ngày\s+)?\d{{1,2}}(?:(?:/|\s+tháng\s+)\d{{1,2}})?\s*,?\s*(?:của\s+)?{_EVERY}\s+(?:năm|quý|tháng|tuần)"
    rf"|{_EVERY}\s+(?:năm|quý|tháng)\s*\(?\s*trước\s+(?:ngày\s+)?\d)",
    re.I,
)
_STANDING = re.compile(
    r"nhiệm vụ thường xuyên|thực hiện thường xuyên|^\s*thường xuyên\b|thường xuyên, liên tục", re.I
)
_OF_TEXT = re.compile(
    r"(?:quyết định|nghị quyết|kế hoạch|thông báo|công văn|luật|nghị định|chỉ thị|văn bản|thông tư)[^.;]{0,60}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class FoundDue:
    """A deadline found inside a sentence, with its place."""

    due: Due
    start: int
    end: int


def find_due(text: str) -> FoundDue | None:
    """The first deadline a sentence sets; None when it sets none."""
    candidates: list[FoundDue] = []
    for match in _INLINE.finditer(text):
        start, end = match.span("when")
        if _is_citation_date(text, match.start("when")) or re.match(r"\s+của\b", text[end:]):
            continue
        share = _share_around(text, start)
        start = share.start() if share else start
        due = _read_one(share.group() if share else _trim(text[start : end + 18]), True)
        if due.kind in ("by", "within") and due.end:
            candidates.append(FoundDue(due, start, start + len(due.text or "")))
            break
        if due.kind != "none":
            candidates.append(FoundDue(due, start, start + len(due.text or "")))
            break
    repeated = _REPEATED.search(text)
    series = _series(text, repeated) if repeated else None
    if series is not None:
        candidates.append(series)
    elif repeated:
        start = repeated.start()
        window = text[start : repeated.end() + 40].lstrip("( ,;:.")
        due = _read_one(_trim(window), None)
        if due.kind != "none":
            candidates.append(FoundDue(due, start, repeated.end()))
    if not candidates:
        standing = _STANDING.search(text)
        if standing:
            return FoundDue(Due("continuous", text=standing.group().strip()), *standing.span())
        return None
    return min(candidates, key=lambda found: found.start)


def _series(text: str, repeated: re.Match[str]) -> FoundDue | None:
    """A report asked several times a year, each by a day of its own, as one deadline of several parts."""
    start = repeated.start() + len(repeated.group()) - len(repeated.group().lstrip(" ,;:.("))
    found = series_of(text, start, repeated.end())
    if found is None:
        return None
    members, end = found
    parts = [_read_member(" ".join(one.split())) for one in members]
    if any(part.kind == "none" for part in parts):
        return None
    first, whole = parts[0], " ".join(text[start:end].split())
    return FoundDue(Due(first.kind, first.start, first.end, first.at, first.before, whole, parts), start, end)


def _read_member(words: str) -> Due:
    """A member of a series by itself: "quý (trước ngày 20)" is meant as every quarter."""
    due = _read_one(words, None)
    if due.kind == "none":
        due = _read_one(f"hằng {words}", None)
        due.text = words
    return due


def _share_around(text: str, start: int) -> re.Match[str] | None:
    """The quarter or half with the day that closely follows it, around the place of that day."""
    found = _SHARE_WITH_LIMIT.finditer(text, max(start - 60, 0))
    return next((match for match in found if match.start() < start < match.end()), None)


def _trim(window: str) -> str:
    stop = re.search(r"[;)]|\.\s|,\s(?!năm)", window[4:])
    return window[: stop.start() + 4] if stop else window


def _is_citation_date(text: str, at: int) -> bool:
    return bool(re.search(r"số\s+\S+\s*$", text[max(0, at - 40) : at]))


_DUE_WORDS = re.compile(
    rf"^\W*(?:(?:trước|trong|từ|đến|hết|giai đoạn|năm|tháng|quý|ngày|hoàn thành|{_EVERY}|thường xuyên|định kỳ)\b|\d)",
    re.I,
)


@lru_cache(maxsize=4096)
def looks_due(text: str) -> float:
    """How much a table cell looks like a deadline, 0..1."""
    low = text.lower().strip(" .-;,")
    if not low or len(low) > 130:
        return 0.0
    due = _read_one(low, None)
    if due.kind == "none":
        return 0.0
    if due.kind == "on_event":
        return 0.45 if len(low) < 70 else 0.2
    covered = sum(len(match.group()) for match in _MOMENT.finditer(low))
    words = len(low.split())
    if covered >= 0.5 * len(low) or (words <= 5 and _DUE_WORDS.match(low)):
        return 1.0
    return 0.8 if _DUE_WORDS.match(low) and words <= 14 else 0.35
