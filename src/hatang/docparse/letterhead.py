"""Who issued the document, its number, date, title, signature and addressees."""

import re

from hatang.docparse.citations import KIND_OF_SYMBOL, tidy_symbol
from hatang.docparse.lines import Line
from hatang.docparse.model import DocumentInfo, DocumentKind, Signatory
from hatang.docparse.passages import Passage, joined

_TITLES: tuple[tuple[str, DocumentKind], ...] = (
    ("KẾ HOẠCH", "plan"),
    ("QUYẾT ĐỊNH", "decision"),
    ("CHỈ THỊ", "directive"),
    ("THÔNG BÁO", "announcement"),
    ("NGHỊ QUYẾT", "resolution"),
    ("CHƯƠNG TRÌNH", "programme"),
    ("BÁO CÁO", "report"),
    ("TỜ TRÌNH", "submission"),
    ("ĐỀ ÁN", "scheme"),
    ("PHƯƠNG ÁN", "scheme"),
    ("KẾT LUẬN", "conclusion"),
    ("HƯỚNG DẪN", "guideline"),
    ("THÔNG TƯ", "circular"),
    ("NGHỊ ĐỊNH", "decree"),
    ("LUẬT", "law"),
    ("CÔNG ĐIỆN", "letter"),
    ("CÔNG VĂN", "letter"),
)
_NUMBER = re.compile(
    r"\bSố\s*:?\s*(?P<n>\d{1,5}[A-Za-z]?)?\s*(?:\.{2,}|…+)?\s*(?P<s>[/-]\s?[A-ZĐ][\wĐđ&]*(?:\s?[-/&]\s?[A-ZĐ][\wĐđ&]*)*)"
)
_NUMBER_LAW = re.compile(r"\bSố\s*:?\s*(?P<n>\d{1,5})/(?P<y>\d{4})/(?P<s>[A-ZĐ][\wĐđ]*(?:-[A-ZĐ][\wĐđ]*)*)")
_PORTAL_NUMBER = re.compile(
    r"(?:Số hiệu|Số ký hiệu|Số/Ký hiệu)[\s:|]*(\d{1,5}[A-Za-z]?(?:/\d{4})?[/-][\wĐđ&/-]+)"
)
_PLACE_DATE = re.compile(
    r"(?<![\w-])(?P<place>(?:TP\. ?)?[A-ZĐÀ-Ỹ][a-zà-ỹđ]+(?:[ -][A-ZĐÀ-Ỹ][a-zà-ỹđ]+){0,3})\s*,\s*ngày\s*(?P<d>\d{1,2})?\s*(?:\.{2,}|…+)?\s*tháng\s*(?P<m>\d{1,2})?\s*(?:\.{2,}|…+)?\s*năm\s*(?P<y>\d{4})"
)
_PORTAL_DATE = re.compile(r"Ngày ban hành[\s:|]*(\d{1,2})/(\d{1,2})/(\d{4})")
_ISSUER_LINE = re.compile(
    r"^(?:VĂN$|[UỦ][ỶY] BAN NHÂN|UBND|SỞ|BỘ|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|VĂN PHÒNG|HỘI ĐỒNG|BAN |TỈNH ỦY|TỈNH UỶ|ĐẢNG|CỤC|CHI CỤC|TỔNG CỤC|"
    r"CÔNG AN|TRUNG TÂM|NGÂN HÀNG|TẬP ĐOÀN|VIỆN|TRƯỜNG|LIÊN|MẶT TRẬN|THANH TRA|THÀNH ỦY|HUYỆN ỦY|CÔNG TY|TỔNG CÔNG TY|BẢO HIỂM)"
)
_ISSUER_GOES_ON = re.compile(
    r"^(?:TỈNH|THÀNH PHỐ|DÂN|CHÍNH|PHỦ|HUYỆN|QUẬN|XÃ|PHƯỜNG|VÀ|NHÂN DÂN|CÔNG NGHỆ|[A-ZĐÀ-Ỹ ,\-]{3,60}$)"
)
_MOTTO = re.compile(
    r"CỘNG\s*(?:\n\s*)?H[ÒO]|CHỦ NGHĨA VIỆT NAM|Độc lập|ĐẢNG CỘNG SẢN VIỆT NAM|^XÃ HỘI CHỦ|^Tự do|^Hạnh phúc|^VIỆT NAM$"
)
_BEHIND_TITLE = re.compile(
    r"Căn cứ|Thực hiện .{60,}|[IVX]+\.|Phần|\(|Ngày \d|Kính gửi|Điều|Theo |CHỦ TỊCH|GIÁM ĐỐC|THỦ TƯỚNG|BỘ TRƯỞNG|"
    r"[UỦ][ỶY] BAN NHÂN DÂN|Triển khai .{40,}"
)
_AUTHORITY = re.compile(r"^(TM|KT|TL|TUQ|Q)\s*\.\s*(.*)$")
_POSITION = re.compile(
    r"^(?:PHÓ\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|TỔNG GIÁM ĐỐC|CHỦ NHIỆM|TRƯỞNG|CHÁNH|CỤC TRƯỞNG|BÍ THƯ|THỨ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|TỔNG BÍ THƯ|TRƯỞNG BAN|CHI CỤC TRƯỞNG)"
)
_NAME = re.compile(r"^(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*\.?\s+){1,5}[A-ZĐÀ-Ỹ][a-zà-ỹđ]*$")
_RECIPIENT = re.compile(r"^[-+–•]\s*\+?\s*(.+)$")
_PROVINCE = {"TỈNH", "THÀNH PHỐ", "HUYỆN", "XÃ", "PHƯỜNG", "QUẬN"}
_NO_CAPITAL = {"và", "của", "các", "tỉnh", "thành", "phố", "nhân", "dân"}


def head_size(lines: list[Line]) -> int:
    """Index of the line behind the letterhead: where the title, the grounds or the text begin."""
    for index, line in enumerate(lines[:90]):
        text = line.text
        if (
            re.match(
                r"Căn cứ|Thực hiện |Kính gửi|Ngày \d+|Theo đề nghị|Xét |Nhằm |Để |Triển khai |Tiếp theo|Trả lời|[IVX]+\.\s|I\.|Điều 1|Trong ",
                text,
            )
            and index > 0
        ):
            return index
        if len(text) > 160:
            return index
    return min(len(lines), 40)


def read_letterhead(text: str, lines: list[Line]) -> DocumentInfo:
    """Read who issued what, when, and who signed it."""
    info = DocumentInfo()
    head = lines[: head_size(lines)]
    head_end = head[-1].passage.end + 200 if head else 600
    top = _flat(text[: max(600, head_end)])
    _read_number(info, top)
    _read_date(info, top)
    issuer = _read_issuer(head)
    title = _read_title(info, lines, head)
    info.title = title.text if title is not None else None
    _read_kind(info, top)
    if issuer:
        info.issuer = issuer
    sign = _read_signature(lines)
    if sign:
        info.signatory = sign
    info.recipients = _read_recipients(lines)
    if not info.issuer:
        info.issuer = _issuer_from_text(info, text)
    return info


def _flat(text: str) -> str:
    return re.sub(r"[ \t]*\n[ \t|*]*", "\n", text.replace("*", "").replace("\\", ""))


def _read_number(info: DocumentInfo, top: str) -> None:
    match = _NUMBER_LAW.search(top)
    if match:
        info.number = f"{match['n']}/{match['y']}/{match['s']}"
        return
    match = _NUMBER.search(top)
    if match:
        info.number = tidy_symbol(match["n"] + match["s"]) if match["n"] else None
        return
    portal = _PORTAL_NUMBER.search(top)
    if portal:
        info.number = portal[1]
        return
    if re.search(r"\bSố\s*:\s*(?:\n|$)", top):
        info.number = None
        return
    named = re.match(r"\s*(?:Kế hoạch|Quyết định|Công văn|Thông báo|Chỉ thị)\s+(\d{1,5}/[\wĐđ&-]+)", top)
    info.number = named[1] if named else None


def _read_date(info: DocumentInfo, top: str) -> None:
    match = _PLACE_DATE.search(re.sub(r"\s+", " ", top))
    if match:
        info.place = match["place"].strip()
        year, month, day = match["y"], match["m"], match["d"]
        if month:
            info.date = f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
        else:
            info.date = year
        return
    portal = _PORTAL_DATE.search(top)
    if portal:
        info.date = f"{portal[3]}-{int(portal[2]):02d}-{int(portal[1]):02d}"


def _read_issuer(head: list[Line]) -> str | None:
    for index, line in enumerate(head[:30]):
        first = re.split(r"\s{3,}", line.text)[0].strip()
        if not _ISSUER_LINE.match(first) or _MOTTO.search(first):
            continue
        parts = [first]
        for follower in head[index + 1 : index + 5]:
            words = re.split(r"\s{3,}", follower.text)[0].strip()
            if (
                follower.is_bar
                or _MOTTO.search(words)
                or not _ISSUER_GOES_ON.match(words)
                or _is_title(words)
            ):
                break
            parts.append(words)
        superior, own = _own_body(parts)
        return _sentence_case(f"{own} {superior}".strip())
    return None


def _own_body(parts: list[str]) -> tuple[str, str]:
    """The issuing body is the last name of the block; its superior stands above it."""
    whole = " ".join(parts)
    starts = [
        match.start()
        for match in re.finditer(
            r"(?<!\S)(?:[UỦ][ỶY] BAN NHÂN DÂN|UBND|SỞ|BỘ|VĂN PHÒNG|BAN QUẢN LÝ|CHI CỤC|TRUNG TÂM|HỘI ĐỒNG NHÂN DÂN)(?!\S)",
            whole,
        )
    ]
    if len(starts) > 1 and starts[0] == 0:
        superior = whole[: starts[1]].strip()
        place = re.search(r"(?:TỈNH|THÀNH PHỐ)\s+(.*)$", superior)
        own = whole[starts[1] :].strip()
        if place and place.group() not in own and own.startswith(("SỞ", "VĂN PHÒNG", "BAN")):
            return (place.group() if own.startswith("SỞ") else ""), own
        return "", own
    return "", whole


def _sentence_case(words: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH BẮC NINH" -> "Ủy ban nhân dân tỉnh Bắc Ninh"."""
    if any(char.islower() for char in words):
        return words
    low = words.lower().split()
    text = " ".join(low)
    for head in (
        "ủy ban nhân dân",
        "uỷ ban nhân dân",
        "hội đồng nhân dân",
        "văn phòng",
        "thủ tướng",
        "chính phủ",
    ):
        text = re.sub(rf"(?<!\S){head}(?!\S)", head[0].upper() + head[1:], text)
    place = re.search(r"(?<!\S)(?:tỉnh|thành phố|xã|phường|huyện)\s+(.*)$", text)
    if place:
        name = " ".join(word.capitalize() for word in place[1].split())
        text = text[: place.start(1)] + name
    body = re.match(r"(sở|bộ)\s+(.*?)(?=\s+(?:tỉnh|thành phố)\s|$)", text)
    if body:
        fields = body[2]
        named = " và ".join(part[:1].upper() + part[1:] for part in fields.split(" và "))
        named = ", ".join(part[:1].upper() + part[1:] for part in named.split(", "))
        text = body[1].capitalize() + " " + named + text[body.end() :]
    return text[:1].upper() + text[1:]


def _is_title(words: str) -> DocumentKind | None:
    bare = words.strip(" :").upper() if words.isupper() else words.strip(" :")
    for title, kind in _TITLES:
        if bare == title:
            return kind
    return None


def _read_title(info: DocumentInfo, lines: list[Line], head: list[Line]) -> Passage | None:
    window = lines[: len(head) + 25]
    for index, line in enumerate(window):
        kind = None if line.is_bar else _is_title(line.text)
        if kind:
            info.kind = kind
            parts = _title_lines(lines[index + 1 : index + 14])
            return joined(parts).strip("-_ ") if parts else None
    for index, line in enumerate(window):
        if re.match(r"V/v\b", line.text):
            info.kind = "letter"
            return joined([line.passage, *_subject_lines(lines[index + 1 : index + 6])])
    return None


def _title_lines(followers: list[Line]) -> list[Passage]:
    """The lines of the title: as long as the look stays, until the text begins."""
    parts: list[Passage] = []
    size = 0
    for follower in followers:
        if follower.is_bar or (parts and _BEHIND_TITLE.match(follower.text)):
            break
        same_look = follower.is_bold == followers[0].is_bold or follower.text.isupper()
        if parts and follower.gap and not same_look:
            break
        parts.append(follower.passage)
        size += len(follower.text)
        if size > 500:
            break
    return parts


def _subject_lines(followers: list[Line]) -> list[Passage]:
    """The lines behind "V/v ..." until the motto, the date or the addressees."""
    parts: list[Passage] = []
    for follower in followers:
        ends = _MOTTO.search(follower.text) or re.match(r"Kính gửi|.*ngày\s.*tháng", follower.text)
        if follower.is_bar or ends or (follower.gap and len(follower.text) < 12):
            break
        parts.append(follower.passage)
    return parts


def _read_kind(info: DocumentInfo, top: str) -> None:
    if info.title is not None and info.kind != "plan":
        return
    symbol = re.search(r"(?:\d|Số\s*:?\s*)\s*[/-]\s*([A-ZĐ][\wĐđ]*)(?:[-/])", top)
    if info.number:
        code = re.sub(r"^\d+[A-Za-z]?(?:/\d{4})?[/-]", "", info.number)
        head = re.split(r"[-/]", code)[0].upper()
        if head in KIND_OF_SYMBOL:
            info.kind = KIND_OF_SYMBOL[head]
        elif "-" in code and info.title is None:
            info.kind = "letter"
    elif symbol and info.title is None and symbol[1].upper() not in KIND_OF_SYMBOL:
        info.kind = "letter"


def _read_signature(lines: list[Line]) -> Signatory | None:
    """The last block of authority, position and name."""
    for index in range(len(lines) - 1, -1, -1):
        pieces = re.split(r"\s{3,}", lines[index].text)
        position = next((piece for piece in pieces if _POSITION.match(piece.strip())), None)
        if position is None or not position.strip().isupper() or len(position) > 70:
            continue
        name = _name_after(lines, index)
        if name is None and not _is_signed(lines, index):
            continue
        authority, top = None, index
        while top > 0 and index - top < 5:
            above = [piece for piece in re.split(r"\s{3,}", lines[top - 1].text) if piece.strip()]
            marks = [match for piece in above if (match := _AUTHORITY.match(piece.strip()))]
            if marks:
                authority = marks[-1][1] + "."
                break
            top -= 1
        own = _AUTHORITY.match(position.strip())
        return Signatory(name, position.strip(" *,"), authority or (own[1] + "." if own else None))
    return None


def _is_signed(lines: list[Line], index: int) -> bool:
    """ "(Đã ký)" under the position, or "KT." and the like above it: a signature without a name."""
    below = [line.text for line in lines[index + 1 : index + 5]]
    above = [line.text for line in lines[max(0, index - 2) : index + 1]]
    return any(re.search(r"\(?[Đđ]ã ký", text) for text in below) or any(
        _AUTHORITY.match(piece.strip()) for text in above for piece in re.split(r"\s{3,}", text)
    )


def _name_after(lines: list[Line], index: int) -> str | None:
    for line in lines[index + 1 : index + 18]:
        if line.is_bar:
            continue
        for piece in reversed(re.split(r"\s{3,}", line.text)):
            words = piece.strip(" *")
            if _NAME.match(words) and not re.match(r"(?:Nơi nhận|Như trên|Lưu|Phụ lục|Đã ký)", words):
                return words
        if re.match(r"PHỤ LỤC|KẾ HOẠCH|[IVX]+\.", line.text):
            return None
    return None


def _read_recipients(lines: list[Line]) -> list[str]:
    for index, line in enumerate(lines):
        if not re.match(r"Nơi nhận\s*:?", line.text):
            continue
        found: list[str] = []
        for follower in lines[index + 1 : index + 45]:
            text = re.split(r"\s{4,}", follower.text)[0].strip()
            item = _RECIPIENT.match(text)
            if item:
                found.append(item[1].strip(" ;."))
            elif follower.is_bar or _AUTHORITY.match(text) or text.isupper() or not found:
                if found:
                    break
            elif len(text) < 80 and not follower.gap:
                found[-1] = f"{found[-1]} {text.strip(' ;.')}"
            else:
                break
        return found
    return []


def _issuer_from_text(info: DocumentInfo, text: str) -> str | None:
    """A letterhead that was lost: who "ban hành" the document, or whose office signs it."""
    place = info.place or ""
    if info.number:
        code = info.number.split("/")[-1]
        if code.endswith("UBND") and place:
            return f"Ủy ban nhân dân tỉnh {place}"
    symbol = re.search(r"Số\s*:?\s*\S*\s*/\s?([A-ZĐ][\wĐđ&-]*)", text[:800])
    code = symbol[1] if symbol else ""
    sample = text[:4000] + text[-4000:]
    if "UBND" in code or re.search(r"TM\.\s*[UỦ][ỶY] BAN NHÂN", text[-6000:]):
        name = re.search(
            r"(?:UBND|[UỦ][ỷy] ban nhân dân)\s+(tỉnh|thành phố|huyện|xã|phường)\s+((?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*\s?){1,3})",
            sample,
        )
        if place:
            return f"Ủy ban nhân dân tỉnh {place}"
        return f"Ủy ban nhân dân {name[1]} {name[2].strip()}" if name else None
    said = re.search(
        r"((?:Sở|Bộ|Ban Quản lý|Văn phòng)\s+(?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*)(?:[\s,]+(?:và\s+)?[\wÀ-ỹ]+){0,7}?)\s+(?:ban hành|xây dựng|đề nghị|yêu cầu|thông báo|hướng dẫn)",
        text[:6000],
    )
    return re.sub(r"\s+", " ", said[1]) if said else None
