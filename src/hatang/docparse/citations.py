"""Symbols of other documents: 1132/QĐ-TTg, 57-NQ/TW, 193/2025/QH15, 2754/SKHCN-BCVT."""

import re

from hatang.docparse.dues import read_due
from hatang.docparse.model import Citation, DocumentKind
from hatang.docparse.model import Warning as Finding

KIND_OF_SYMBOL: dict[str, DocumentKind] = {
    "NQ": "resolution",
    "QĐ": "decision",
    "CT": "directive",
    "TB": "announcement",
    "HD": "guideline",
    "CTR": "programme",
    "CTHĐ": "programme",
    "KH": "plan",
    "ĐA": "scheme",
    "BC": "report",
    "TTR": "submission",
    "KL": "conclusion",
    "TT": "circular",
    "TTLT": "circular",
    "NĐ": "decree",
    "CĐ": "letter",
    "CV": "letter",
}
_KIND_WORDS: tuple[tuple[str, DocumentKind], ...] = (
    ("nghị quyết", "resolution"),
    ("quyết định", "decision"),
    ("chỉ thị", "directive"),
    ("thông báo", "announcement"),
    ("kế hoạch", "plan"),
    ("chương trình", "programme"),
    ("đề án", "scheme"),
    ("báo cáo", "report"),
    ("tờ trình", "submission"),
    ("kết luận", "conclusion"),
    ("hướng dẫn", "guideline"),
    ("thông tư", "circular"),
    ("nghị định", "decree"),
    ("công văn", "letter"),
    ("văn bản", "letter"),
    ("luật", "law"),
)
_U = "A-ZĐƯƠÔÂÊĂ"
_CODE = rf"[{_U}][{_U}a-zđ]*(?:&[{_U}]+)?"
SYMBOL = re.compile(
    rf"(?<![\w/.-])(?P<n>\d{{1,5}}[A-Za-z]?)(?:(?P<law>/(?:19|20)\d{{2}}/(?:{_CODE})(?:[-–](?:{_CODE}))*\d{{0,2}})"
    rf"|(?P<state>\s?/\s?(?:{_CODE})(?:\s?[-–]\s{{0,2}}(?:{_CODE}))*(?:\d{{1,2}})?)"
    rf"|(?P<party>\s?[-–]\s{{0,2}}(?:{_CODE})\s?/\s?(?:{_CODE})(?:[-–.](?:{_CODE}))*))(?![\w/])"
)
_DATE = re.compile(
    r"\s*,?\s*(?:ngày|/ngày)\s+(\d{1,2})\s*(?:[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})|tháng\s+(\d{1,2})\s+n[ăá]m\s+(\d{4}))"
)
_ISSUER = re.compile(r"\s*của\s+(?P<who>[A-ZĐỦƯÔ][^,;.()“”\"]{2,90})")
_ISSUER_END = re.compile(
    r"\s+(?:về|phê duyệt|ban hành|triển khai|thực hiện|quy định|sửa đổi|hướng dẫn|thúc đẩy|thí điểm|phát triển|năm|và (?=Kế hoạch|Nghị|Quyết|Công văn|Thông|Chỉ|các)|giai đoạn|"
    r"tại|trong|cho|được|để|đảm bảo|bảo đảm|trên địa bàn|yêu cầu|giao|tổ chức|phát động|công bố|tăng cường|chỉ đạo)\b"
)
_UNITS = {"GB", "MB", "TB", "KV", "KW", "MW", "HA", "KM"}


def tidy_symbol(text: str) -> str:
    """The symbol without inner spaces and with plain hyphens."""
    return re.sub(r"\s+", "", text).replace("–", "-")


def find_citations(text: str, own: str | None) -> tuple[list[Citation], list[tuple[str, int, int]]]:
    """Every symbol once, in order, and the place of each first mention."""
    seen: dict[str, Citation] = {}
    places: list[tuple[str, int, int]] = []
    for match in SYMBOL.finditer(text):
        number = tidy_symbol(match.group())
        if number == own or not _is_symbol(match, number, text):
            continue
        found = Citation(number, _kind(number, text, match.start()))
        after = match.end()
        date = _DATE.match(text, after)
        if date:
            found.date = _iso(date)
            after = date.end()
        issuer = _ISSUER.match(text, after)
        if issuer:
            found.issuer = _issuer(issuer["who"])
        if number not in seen:
            seen[number] = found
            places.append((number, match.start(), match.end()))
        else:
            _fill(seen[number], found)
    return list(seen.values()), places


def _is_symbol(match: re.Match[str], number: str, text: str) -> bool:
    code = re.sub(r"^\d+[A-Za-z]?(?:/\d{4})?[/-]", "", number)
    head = re.split(r"[-/&\d]", code)[0]
    if head.upper() in _UNITS or len(code) < 2:
        return False
    if match["state"] and "-" not in code:
        # "số 12/BC" is a symbol; "14GB/tháng", "2/TP" are not.
        return (
            bool(re.search(r"số:?\s*$", text[max(0, match.start() - 6) : match.start()])) and len(head) >= 2
        )
    return any(char.isupper() for char in head)


def _kind(number: str, text: str, at: int) -> DocumentKind | None:
    code = re.sub(r"^\d+[A-Za-z]?(?:/\d{4})?[/-]", "", number)
    head = re.split(r"[-/]", code)[0].upper()
    if re.match(r"QH\d", code):
        word = text[max(0, at - 40) : at].lower()
        return "resolution" if "nghị quyết" in word else "law"
    if head in KIND_OF_SYMBOL:
        return KIND_OF_SYMBOL[head]
    before = text[max(0, at - 40) : at].lower()
    found = [(before.rfind(words), kind) for words, kind in _KIND_WORDS if words in before]
    return max(found)[1] if found else ("letter" if "-" in code else None)


def _iso(match: re.Match[str]) -> str | None:
    day, month, year = match[1], match[2] or match[4], match[3] or match[5]
    return read_due(f"ngày {day}/{month}/{year}", is_completion=True).end


def _issuer(words: str) -> str:
    stop = _ISSUER_END.search(words)
    return " ".join((words[: stop.start()] if stop else words).split())


def _fill(kept: Citation, found: Citation) -> None:
    kept.date = kept.date or found.date
    kept.issuer = kept.issuer or found.issuer
    kept.kind = kept.kind or found.kind


_ISSUER_OF_CODE = (
    (re.compile(r"/TW$"), re.compile(r"Tỉnh ủy|Tỉnh uỷ|Thành ủy|UBND|Sở")),
    (re.compile(r"-UBND$|/UBND$"), re.compile(r"^(?:Sở|Bộ|Chính phủ|Thủ tướng|Quốc hội|Tỉnh ủy)")),
    (re.compile(r"-TTg$"), re.compile(r"^(?:Sở|UBND|Bộ|Tỉnh)")),
    (re.compile(r"-CP$"), re.compile(r"^(?:Sở|UBND|Bộ|Tỉnh|Thủ tướng)")),
    (re.compile(r"-HĐND$|/HĐND$"), re.compile(r"^(?:Sở|Bộ|Chính phủ|UBND)")),
)


def impossible_symbols(text: str) -> list[Finding]:
    """Citations whose symbol and issuer cannot both be right, mention by mention."""
    findings = []
    for match in SYMBOL.finditer(text):
        number = tidy_symbol(match.group())
        date = _DATE.match(text, match.end())
        issuer = _ISSUER.match(text, date.end() if date else match.end())
        if not issuer:
            continue
        who = _issuer(issuer["who"])
        for code, wrong in _ISSUER_OF_CODE:
            if code.search(number) and wrong.search(who):
                findings.append(
                    Finding(
                        "impossible_symbol",
                        f"The symbol {number} cannot belong to {who}.",
                        (match.start(), issuer.end()),
                    )
                )
    return findings
