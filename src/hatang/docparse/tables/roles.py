"""What a column holds, told from the words of its header."""

import re
from dataclasses import dataclass

from hatang.docparse.dues import read_due

NUMBER, WORK, TARGET, LEAD, SUPPORT, DIRECT = "number", "work", "target", "lead", "support", "direct"
DUE, PRODUCT, NOTE, VALUE, BASELINE, UNIT, MONEY, BASIS = (
    "due",
    "product",
    "note",
    "value",
    "baseline",
    "unit",
    "money",
    "basis",
)
OTHER = "other"

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (NUMBER, re.compile(r"^(?:stt|tt|số tt|số thứ tự|số|#|no\.?)$")),
    (NOTE, re.compile(r"ghi chú|lưu ý")),
    (
        DIRECT,
        re.compile(
            r"(?:lãnh đạo|trách nhiệm|người|đồng chí|đ/c).*(?:chỉ đạo|phụ trách|theo dõi)|^chỉ đạo|phụ trách chỉ đạo"
        ),
    ),
    (SUPPORT, re.compile(r"^(?!.*chủ trì).*phối hợp")),
    (
        LEAD,
        re.compile(
            r"chủ trì|đầu mối|chịu trách nhiệm|(?:cơ quan|đơn vị|người|bộ phận|địa phương|sở|phòng).*(?:thực hiện|tham mưu|được giao|theo dõi|xây dựng|soạn thảo|trình)|phân công|trách nhiệm|^cơ quan$|^thực hiện$|đơn vị đăng ký"
        ),
    ),
    (
        MONEY,
        re.compile(
            r"kinh phí|tổng mức|dự toán|nguồn vốn|vốn đầu tư|\bvốn\b|nguồn lực|tổng số tiền|giá trị hợp đồng"
        ),
    ),
    (PRODUCT, re.compile(r"sản phẩm|kết quả|đầu ra|hình thức văn bản")),
    (
        DUE,
        re.compile(
            r"thời gian|thời hạn|tiến độ|hạn hoàn thành|thời điểm|lộ trình|kỳ hạn|hoàn thành|kỳ báo cáo|định kỳ"
        ),
    ),
    (
        BASIS,
        re.compile(r"căn cứ|văn bản giao|cơ sở pháp lý|theo văn bản|nguồn giao|số văn bản|văn bản chỉ đạo"),
    ),
    (UNIT, re.compile(r"^(?:đơn vị tính|đvt|đơn vị|đv tính|đơn vị đo)$|đơn vị tính")),
    (BASELINE, re.compile(r"hiện trạng|^ước|ưth|thực hiện (?:năm )?20|hiện tại|năm gốc|kết quả năm|đến nay")),
    (
        VALUE,
        re.compile(
            r"^(?:đến )?(?:kế hoạch |mục tiêu |chỉ tiêu )?(?:đến )?(?:năm )?20\d\d$|^giai đoạn 20\d\d|^giá trị|mức (?:đạt|phấn đấu)|chỉ tiêu (?:đến )?(?:năm )?20\d\d|mục tiêu (?:đến )?(?:năm )?20\d\d|kế hoạch (?:năm )?20\d\d|^năm 20|^đến 20|^đến năm|chỉ tiêu giao|^số lượng$|^tỷ lệ$|^tỉ lệ$|tỷ lệ \(?%\)?$"
        ),
    ),
    (TARGET, re.compile(r"chỉ tiêu|mục tiêu|tiêu chí|chỉ số")),
    (
        WORK,
        re.compile(
            r"nhiệm vụ|nội dung|công việc|giải pháp|hoạt động|danh mục|hạng mục|đề án|dự án|tên|văn bản|chương trình|nền tảng|việc"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its role, its printed title, and what the title says of time."""

    role: str
    title: str
    is_completion: bool | None = None
    due_text: str | None = None  # "Năm 2026" over a column of values


def read_column(title: str) -> Column:
    """The role of a column from its header; `other` when the words say nothing."""
    low = re.sub(r"\s+", " ", title.lower().replace("ỉ lệ", "ỷ lệ")).strip(" .:*()")
    for role, pattern in _RULES:
        if pattern.search(low):
            return Column(
                role,
                title,
                _completion(low) if role == DUE else None,
                _year(title) if role == VALUE else None,
            )
    return Column(OTHER, title)


def _completion(low: str) -> bool | None:
    if re.search(r"hoàn thành|thời hạn|hạn|kết thúc|trình|ban hành", low):
        return True
    return False if re.search(r"thực hiện|triển khai|giai đoạn|lộ trình|tiến độ", low) else None


def _year(title: str) -> str | None:
    return title if read_due(title).end else None


def kind_of(columns: list[Column]) -> str | None:
    """ "task", "target" or None: what the rows of a table are."""
    roles = {column.role for column in columns}
    if TARGET in roles and WORK not in roles:
        return "target" if roles & {LEAD, VALUE, UNIT, PRODUCT, DUE, BASELINE} else None
    if WORK in roles and roles & {LEAD, DUE}:
        if LEAD not in roles and roles & {VALUE, UNIT} and not roles & {PRODUCT}:
            return "target" if TARGET in roles else None
        if roles >= {VALUE, UNIT} and PRODUCT not in roles and SUPPORT not in roles:
            return "target" if TARGET in roles else "task"
        return "task"
    if TARGET in roles and VALUE in roles:
        return "target"
    return None


_PHRASES = re.compile(
    r"\s*(?:(?P<number>STT|TT|Số TT|Số thứ tự)(?!\w)"
    r"|(?P<any>(?:Nội dung(?:,)?(?: (?:nhiệm vụ|công việc|thực hiện|chỉ tiêu))*|Nhiệm vụ(?:,| và)?(?: giải pháp| cụ thể| trọng tâm| chủ yếu)*|"
    r"Tên (?:nhiệm vụ|công việc|chỉ tiêu|đề án|dự án)(?:, (?:đề án|dự án))?|Công việc|Hoạt động|Chỉ tiêu(?: cụ thể)?|Mục tiêu(?:, chỉ tiêu)?|Danh mục nhiệm vụ|"
    r"(?:Cơ quan|Đơn vị)(?:, đơn vị)? (?:chủ trì|thực hiện|phối hợp|tham mưu|đầu mối)(?: thực hiện| theo dõi, đánh giá| tham mưu)?|Chủ trì|Phối hợp|"
    r"Lãnh đạo (?:chỉ đạo|phụ trách)|(?:Thời gian|Thời hạn|Tiến độ)(?: (?:hoàn thành|thực hiện|trình|ban hành))?|"
    r"(?:Sản phẩm|Kết quả)(?: (?:dự kiến|đầu ra|đạt được|thực hiện|cần đạt))?(?:, kết quả)?|Ghi chú|Kinh phí(?: thực hiện)?(?: \(.*?\))?|Nguồn kinh phí|"
    r"Đơn vị tính|ĐVT|Hiện trạng(?: năm \d{4})?|Văn bản giao(?: nhiệm vụ)?|(?:Đến )?[Nn]ăm 20\d\d))(?!\w))"
)


def phrases(text: str) -> tuple[list[tuple[str, int, int]], int]:
    """Header titles standing one after the other at the start of `text`, and where they end."""
    found: list[tuple[str, int, int]] = []
    at = 0
    while True:
        match = _PHRASES.match(text, at)
        if not match:
            return found, at
        title = match.group().strip()
        found.append((title, match.end() - len(title), match.end()))
        at = match.end()
