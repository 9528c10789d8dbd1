"""Names of agencies: where one begins, where a list of them ends, and what role the words give.

The names of Vietnamese agencies hold commas and "và" themselves (Sở Văn hóa, Thể thao và Du lịch;
các sở, ban, ngành), so a list is cut only where the next words can begin another agency.
"""

import re
from dataclasses import dataclass, field

from hatang.docparse.passages import Passage, joined

_PROPER = (
    r"Sở|Bộ(?! (?:chỉ số|tiêu chí|công cụ|dữ liệu|nhận diện|quy))|UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Ban(?! hành)|Công an|Quân khu|Văn phòng|VP|Phòng|Trung tâm|Chi cục|Cục|Tổng cục|Vụ|"
    r"Viện|Trường|Bệnh viện|Báo(?! cáo)|Đài|Cổng|Tạp chí|Tỉnh đoàn|Tỉnh Đoàn|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành đoàn|Thành Đoàn|Đoàn|Hội|"
    r"Hiệp hội|Liên đoàn|Liên minh|Mặt trận|MTTQ|UBMTTQ|Ngân hàng|Kho bạc|Thuế|Hải quan|Tổng [Cc]ông [Tt]y|Công ty|Tập đoàn|"
    r"Viettel|VNPT|MobiFone|Mobifone|FPT|CMC|EVN|Bưu điện|Bưu Điện|Doanh nghiệp|DN|Thanh tra|Tòa án|Toà án|TAND|VKSND|Viện kiểm sát|Quỹ|"
    r"Tổ(?! chức)|Đảng ủy|Đảng uỷ|Đảng bộ|Lực lượng|Học viện|Đại học|Điện lực|Cảng vụ|Bảo hiểm|BHXH|Chính phủ|Thủ tướng|Quốc hội|"
    r"Giám đốc|Phó Giám đốc|Chủ tịch|Phó Chủ tịch|Bộ trưởng|Thủ trưởng|Lãnh đạo|Trưởng|Chánh|Trợ lý|Thường trực|Bộ phận|"
    r"Chủ đầu tư|Nhà đầu tư|Nhà mạng|Đơn vị|Cơ quan|Địa phương|Các|Những|Toàn thể|Ngành|BQL|"
    r"BCH|Bộ đội|Cơ sở(?! (?:dữ liệu|hạ tầng|vật chất|pháp lý))|Hợp tác xã|HTX|Thành viên|Đồng chí|Đ/c|Người đứng đầu|Cán bộ|Cá nhân|Chi nhánh|Tiểu ban|"
    r"SKHCN|SKH-CN|SXD|SYT|STC|SGDĐT|SNN&MT|SCT|STP|SNV|SVHTTDL|TT\.TU|Sở, ban|Sở, ngành|Xí nghiệp|Trạm|Phân hiệu|Nhóm|Chuyên gia"
)
_GROUP = (
    r"các|những|sở|bộ|ban|ngành|cơ quan|đơn vị|địa phương|tổ chức|doanh nghiệp|hiệp hội|hội|đoàn thể|phòng|chính quyền|"
    r"cấp ủy|ủy ban|công an|trường|chủ đầu tư|nhà đầu tư|nhà mạng|hợp tác xã|đài(?= truyền| phát)|báo(?= và| chí| đài|,)|trung tâm|lãnh đạo|thủ trưởng|"
    r"trưởng|giám đốc|chủ tịch|người đứng đầu|thành viên|lực lượng|viện|ngân hàng|tập đoàn|bệnh viện|cơ sở(?! (?:dữ liệu|hạ tầng|vật chất|pháp lý))|nhân dân|quỹ"
)
_HEAD = re.compile(rf"(?!(?:Các|Những|Toàn thể)\s+(?!(?i:{_GROUP}|{_PROPER})(?![^\W\d_])))(?:{_PROPER})(?![^\W\d_])")
_LOW_HEAD = re.compile(rf"(?:{_GROUP})(?![^\W\d_])")
_CUT = re.compile(r"\s*;\s*|\s*\n\s*|\s*,\s*(?:và\s+)?|\s+và\s+|\s*/\s*|\s+cùng(?: với)?\s+|\s*\+\s+|\.\s+(?=[A-ZĐ])")
_GROUP_START = re.compile(r"(?:[Cc]ác|[Nn]hững|[Ss]ở|[Bb]ộ|[Uu]BND)\b")
_GROUP_PART = re.compile(
    r"(?:sở|bộ|ban|ngành|phường|xã|đặc khu|huyện|thị xã|thành phố|tỉnh|địa phương|đơn vị|cơ quan|tổ chức|đoàn thể|hội|phòng|liên quan|có liên quan|"
    r"cá nhân|doanh nghiệp|thị trấn|lĩnh vực|cấp|trường|viện)\b"
)
_FRESH_GROUP = re.compile(r"(?:các|những|hiệp hội|UBND|Ủy ban|chính quyền|lãnh đạo|chủ tịch|thủ trưởng)\b")

_ROLE_TAIL = re.compile(
    r"\s+(?:(?:trực tiếp\s+)?(?:chỉ đạo|chủ trì|thực hiện|phối hợp|tổng hợp|hướng dẫn|theo dõi|đôn đốc|thúc đẩy|báo cáo|triển khai|"
    r"tham mưu|chịu trách nhiệm|phụ trách)(?:\s*,\s*)?)+(?:\s+(?:chỉ tiêu|thực hiện|chung|và .*|công bố.*|theo .*|các .*))?\s*$"
)
_PAREN_ROLE = re.compile(r"\(\s*(?P<role>chủ trì|phối hợp|chỉ đạo|thực hiện|cơ quan thường trực|đầu mối|là đầu mối)[^)]*\)", re.I)
_PAREN = re.compile(r"\s*\([^()]*\)")
_BY_FUNCTION = re.compile(
    r"[\s,;]*(?:\(\s*)?(?:theo|căn cứ|trong phạm vi)\s+(?:chức năng|nhiệm vụ|thẩm quyền|lĩnh vực|phân công|phân cấp|quy định)[^;]*$", re.I
)
_ROLE_VERB = re.compile(
    r"(?<=\s)(?:chỉ đạo|chủ trì|thực hiện|tổng hợp|hướng dẫn|theo dõi|đôn đốc|thúc đẩy|triển khai|tham mưu|chịu trách nhiệm|"
    r"phụ trách|có trách nhiệm|công bố)(?![^\W\d_])"
)
_WITH_SCOPE = re.compile(r"\s+(?:với|đối với|trong lĩnh vực|về)\s+(?:các|những|lĩnh vực|nội dung|nhiệm vụ)\b.*$")
_CONDITION = re.compile(r"\s+(?:trên cơ s\w+|khi|nếu|theo hướng dẫn)(?![^\W\d_]).*$")
_LABEL = re.compile(
    r"^(?:(?:cơ quan|đơn vị|các)\s+)?(?:(?:chủ trì|phối hợp|chỉ đạo|thực hiện|chủ trì thực hiện|chủ trì, phối hợp)\s*:\s*)", re.I
)
_LEADING = re.compile(r"^(?:[-–—•+*]\s*|\d{1,2}[.)]\s+|và\s+|với\s+|gồm:?\s*|do\s+)+")
_TO_ORGANISATION = re.compile(r"^(?:Thủ trưởng|thủ trưởng|Người đứng đầu|người đứng đầu)\s+(?=các|Các|cơ quan|đơn vị|sở|Sở|bộ)")
_TAIL_WORDS = re.compile(r"[\s,;:.]+$|\s+(?:và|với|là|thì|phải|cần|sẽ|đã|được|để|trong|tại|theo|khi|đê|nếu|căn)$")

VERBS = (
    r"có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|chủ động|căn cứ|tiếp tục|tổ chức|triển khai|thực hiện|xây dựng|hướng dẫn|"
    r"tham mưu|đôn đốc|theo dõi|kiểm tra|giám sát|tăng cường|đẩy mạnh|nghiên cứu|rà soát|tổng hợp|báo cáo|đề xuất|trình|ban hành|"
    r"hỗ trợ|tạo điều kiện|bố trí|cân đối|thẩm định|phê duyệt|chỉ đạo|điều hành|quản lý|vận hành|cập nhật|cung cấp|công bố|công khai|gửi|"
    r"hoàn thành|hoàn thiện|khẩn trương|tích cực|tập trung|ưu tiên|khuyến khích|vận động|phát động|tuyên truyền|truyền thông|phổ biến|"
    r"thông tin|quán triệt|cụ thể hóa|cụ thể hoá|phát huy|phát triển|đầu tư|huy động|lồng ghép|đảm bảo|bảo đảm|quyết liệt|nghiêm túc|"
    r"thường xuyên|định kỳ|hằng năm|hàng năm|hằng quý|hàng quý|kịp thời|làm đầu mối|là đầu mối|là cơ quan|là đơn vị|thành lập|kiện toàn|"
    r"lập|cử|giao|phân công|thống nhất|đăng ký|tiếp nhận|xử lý|giải quyết|bồi dưỡng|đào tạo|tập huấn|mở|khai thác|sử dụng|ứng dụng|"
    r"nâng cao|thúc đẩy|mở rộng|duy trì|đánh giá|sơ kết|tổng kết|khảo sát|thống kê|thu thập|chuẩn bị|đăng tải|phản ánh|tuân thủ|"
    r"chấp hành|cam kết|tham gia|góp ý|đồng hành|san tạo|đưa|trực tiếp|thường trực|kết nối|chia sẻ|số hóa|số hoá|tích hợp|"
    r"xác định|lựa chọn|phân bổ|sắp xếp|bàn giao|ký kết|phối kết hợp|hợp tác|đề nghị|yêu cầu|quan tâm|tiến hành|xem xét|quyết định|"
    r"tháo gỡ|nắm|giới thiệu|thiết lập|phòng ngừa|ngăn chặn|tạo lập|nâng cấp|chuyển đổi|hình thành|đẩy nhanh|chuyển|bảo vệ|chăm lo|"
    r"khai trương|lấy|kết hợp|làm việc|đối soát|kê khai|gắn|phân tích|dự báo|cảnh báo|quan trắc|lắp đặt|trang bị|mua sắm|thông báo|"
    r"phân loại|phân tuyến|nhân rộng|tôn vinh|biểu dương|tham khảo|chọn|theo tiến độ|vào cuộc|cập nhập|giảm|tăng|chi trả|đẩy|tư vấn|cấp|thu hút|khắc phục|phải|cần|sẽ|được giao|theo chức năng|trên cơ sở|trong phạm vi|dựa trên|gương mẫu|tiên phong|cùng phối hợp|lãnh đạo"
)
_VERB = re.compile(rf"(?<![^\W\d_])(?:{VERBS})(?![^\W\d_])")
_NOT_VERB_AFTER = {  # the word before makes it a part of a name
    "tổ chức": re.compile(r"(?:các|cơ quan,|và|hoặc|đoàn thể,|những|,|một số)\s*$", re.I),
    "triển khai": re.compile(r"Tổ\s*$"),
    "quản lý": re.compile(r"(?:Ban|ban|cơ quan|đơn vị|Phòng|Chi cục|Cục|nhà nước|tham mưu)\s*$"),
    "phát triển": re.compile(r"(?:Quỹ|Hỗ trợ|Viện|đầu tư|tham gia|Trung tâm)\s*$"),
    "kiểm tra": re.compile(r"(?:Ủy ban|Uỷ ban|Ban|Đoàn)\s*$"),
    "chỉ đạo": re.compile(r"(?:Ban)\s*$"),
    "đầu tư": re.compile(r"(?:Chủ|chủ|Nhà|nhà|nhà|Quỹ|và)\s*$"),
    "xây dựng": re.compile(r"(?:Ban Quản lý dự án đầu tư|đầu tư)\s*$"),
    "thông tin": re.compile(r"(?:Cổng|Trung tâm|công nghệ|truyền)\s*$"),
    "truyền thông": re.compile(r"(?:cơ quan|đơn vị|Trung tâm)\s*$"),
    "sử dụng": re.compile(r"(?:đơn vị|cơ quan)\s*$"),
    "cung cấp": re.compile(r"(?:doanh nghiệp|đơn vị|tổ chức)\s*$"),
    "đào tạo": re.compile(r"(?:cơ sở|Trung tâm|và|giáo dục -|giáo dục và)\s*$"),
    "ứng dụng": re.compile(r"(?:Trung tâm|Viện)\s*$"),
    "thực hiện": re.compile(r"(?:đơn vị|cơ quan)\s*$"),
    "chủ trì": re.compile(r"(?:cơ quan|đơn vị)\s*$"),
    "phối hợp": re.compile(r"(?:cơ quan|đơn vị)\s*$"),
    "tư vấn": re.compile(r"(?:Hội đồng|Tổ|tổ|đơn vị|Trung tâm)\s*$"),
    "cấp": re.compile(r".*"),
    "tham mưu": re.compile(r"cơ quan(?: quan)?\s*$"),
    "lập": re.compile(r"(?:công|ngoài công|độc)\s*$"),
    "trình": re.compile(r"(?:công|quá|lộ|chương|truyền|Công|Chương)\s*$"),
    "mở": re.compile(r"(?:dữ liệu|nguồn)\s*$"),
    "hợp tác": re.compile(r"(?:các|liên minh|,)\s*$", re.I),
    "vận hành": re.compile(r"(?:đơn vị|quản lý,|Trung tâm|điều hành)\s*$"),
    "hỗ trợ": re.compile(r"(?:Trung tâm|Quỹ)\s*$"),
    "tham gia": re.compile(r"(?:doanh nghiệp)\s*$"),
    "giao": re.compile(r"(?:được|bàn|ngoại)\s*$"),
    "phải": re.compile(r"^$"),
    "báo cáo": re.compile(r"^$"),
    "thường trực": re.compile(r"(?:cơ quan|Cơ quan|Ban|đơn vị)\s*$"),
    "lãnh đạo": re.compile(r"(?:đồng chí|các|,)\s*$"),
}
_NOT_VERB_BEFORE = {
    "tổ chức": re.compile(
        r"\s*(?:chính trị|xã hội|đoàn thể|thành viên|tín dụng|,|và cá nhân|cá nhân|có liên quan|liên quan|đảng|quốc tế|hội|khoa học|công đoàn|đoàn cơ sở|và cán bộ)"
    ),
    "quản lý": re.compile(r"\s*(?:nhà nước về .{0,40}(?:chủ trì|phối hợp)|dự án|khu|các khu|rừng|ngành|chuyên ngành)"),
    "đầu tư": re.compile(r"\s*(?:hạ tầng (?:kỹ thuật )?(?:khu|KCN|CCN)|xây dựng và kinh doanh|dự án)"),
    "truyền thông": re.compile(r"\s*(?:như|và)"),
    "được giao": re.compile(r"\s*(?:nhiệm vụ|chủ trì)"),
    "thông tin": re.compile(r"\s*(?:và [Tt]ruyền|điện tử|truyền thông)"),
    "phát triển": re.compile(r"\s*(?:hạ tầng số của tỉnh\s*:)"),
    "báo cáo": re.compile(r"\s*viên"),
    "thực hiện": re.compile(r"\s*(?:dự án|nhiệm vụ)\s+(?:chủ trì|có trách nhiệm)"),
    "căn cứ": re.compile(r"^$"),
}
_OFFICE = re.compile(r"(?:Trung tâm|Sở|Quỹ|Ban Quản lý|Phòng|Viện|Cục|Chi cục|Văn phòng|Hội đồng|Tổ|Trường|Công ty|Tổng công ty)\s")
_STRONG_VERB = re.compile(
    r"(?<![^\W\d_])(?:chủ trì|phối hợp|trách nhiệm|thực hiện|hướng dẫn|tham mưu|căn cứ|triển khai|chủ động|bố trí|ban hành|trình|báo cáo|gửi|tổng hợp|"
    r"tập trung|tiếp tục|khẩn trương|đôn đốc|rà soát|đẩy mạnh|tăng cường|hoàn thành|cung cấp|tổ chức (?!chính|đoàn|xã|tín))(?![^\W\d_])"
)
_OPENER = re.compile(
    r"(?:Giao|giao|Đề nghị|đề nghị|Yêu cầu|yêu cầu|Khuyến khích|Kính đề nghị|Trân trọng đề nghị)\s+(?:cho\s+)?"
)
_ASKS = re.compile(r"(?:đề nghị|yêu cầu|giao)\s+(?:cho\s+)?")
_OWN_ORDER = re.compile(r"(?:chủ trì|phối hợp|tổng hợp|tham mưu|khẩn trương|chủ động|xây dựng kế hoạch|hướng dẫn)(?![^\W\d_])")
_GROUND = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Theo|Để|Nhằm|Trong quá trình|Hằng năm|Hàng năm|Định kỳ|Trước|Đến|Trong)\b[^:;]{0,320}"
)
_SUPPORT = re.compile(
    r"^(?:[^:;.]{0,28}?\b)?(?:(?:[Cc]hủ trì|[Ll]à đầu mối|[Ll]àm đầu mối|[Ll]à cơ quan thường trực|[Cc]hủ động|[Tt]ích cực|[Tt]hường xuyên)\s*(?:,|và)?\s*)?"
    r"(?:cùng\s+)?[Pp]hối hợp(?:\s+(?:chặt chẽ|đồng bộ|tốt|thường xuyên))?(?:\s+(?:cùng|với))*\s+(?=\S)"
)


@dataclass(slots=True)
class Roles:
    """Agencies by role, each as the passage that was printed."""

    lead: list[Passage] = field(default_factory=list)
    support: list[Passage] = field(default_factory=list)
    direct: list[Passage] = field(default_factory=list)


def is_head(text: str) -> bool:
    """True when these words can begin the name of an agency."""
    return _HEAD.match(text) is not None or _LOW_HEAD.match(text) is not None


def looks_agency(text: str) -> float:
    """How much a table cell looks like agencies, 0..1."""
    words = _LEADING.sub("", text.strip())
    if not words or len(words) > 600:
        return 0.0
    if _HEAD.match(words):
        return 1.0 if not _VERB.match(words) else 0.3
    if _LOW_HEAD.match(words):
        return 0.85
    if re.match(r"[A-ZĐ][A-ZĐ&\-.]{1,9}(?:\s|,|;|$)", words):
        return 0.6
    return 0.0


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
    for piece in _statements(passage):
        text = piece.text
        label = _LABEL.match(_LEADING.sub("", text))
        role = default
        if re.search(r"phối hợp\s*:", text[:30], re.I):
            role = "support"
        elif label and re.search("chỉ đạo", label.group()):
            role = "direct"
        for name in _with_paren_role(piece, role):
            target, words = name
            getattr(roles, target).extend(split_agencies(words))
    return roles


def _statements(passage: Passage) -> list[Passage]:
    """Cut "X chủ trì, phối hợp với Y" style cells; plain lists stay whole."""
    match = re.search(r"\s+(?:chủ trì)?\s*,?\s*phối hợp\s+(?:với|cùng)\s+", passage.text)
    if match and match.start() > 3:
        support = passage.cut(match.end())
        verb = _VERB.search(support.text)
        return [passage.cut(0, match.start()), Passage(f"phối hợp: {support.text}", ())] if False else [
            passage.cut(0, match.start()),
            _marked_support(support.cut(0, verb.start()) if verb else support),
        ]
    return [passage]


def _marked_support(passage: Passage) -> Passage:
    return Passage(passage.text + " (phối hợp)", passage.pieces)


def _with_paren_role(passage: Passage, default: str) -> list[tuple[str, Passage]]:
    """"Trung tâm A (chủ trì), Phòng B (phối hợp)" -> each name with its own role."""
    found, start = [], 0
    for match in _PAREN_ROLE.finditer(passage.text):
        word = match["role"].lower()
        role = "support" if word == "phối hợp" else "direct" if word == "chỉ đạo" else "lead"
        if word in ("thực hiện",):
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
        return _HEAD.match(rest) is not None
    rest = _LEADING.sub("", rest)
    current = _TO_ORGANISATION.sub("", _LEADING.sub("", text[start : match.start()].strip()))
    if separator == "/" and not _HEAD.match(rest):
        return False
    if _is_open_group(current) and _GROUP_PART.match(rest) and not _FRESH_GROUP.match(rest):
        return False
    if re.match(r"(?:[Cc]ác )?hiệp hội$", current) and rest.startswith("hội"):
        return False
    if re.search(r"\b(?:sở|Sở|ban|bộ)$", current) and re.match(r"(?:ban|ngành|Ban|Ngành)\b", rest):
        return False
    if separator.startswith("và") and re.match(r"(?:Báo|Tổ|Hội|Đoàn|Quỹ)\s+(?:chí|chức)", rest):
        return False
    if _HEAD.match(rest):
        return not re.match(r"(?:Báo|Ban|Đoàn|Tổ|Phòng|Khu|Trạm|Hội|Xã|Ngành|Thuế|Thanh tra|Nhóm)\b(?=,|\s*$)", rest)
    if _LOW_HEAD.match(rest):
        if _FRESH_GROUP.match(rest) or re.match(r"(?:chủ đầu tư|doanh nghiệp|công an|nhà mạng|ngân hàng)\s+[^\W\d_]", rest):
            return True
        return bool(re.match(r"(?:đơn vị|cơ quan|doanh nghiệp|hiệp hội|công an|chủ đầu tư|nhà mạng|đài|báo|trung tâm|trưởng|giám đốc|tập đoàn|lực lượng|ngân hàng)\s+[^\W\d_]", rest)) and not _is_open_group(current)
    return False


def _is_open_group(current: str) -> bool:
    """"các sở, ban" still takes "ngành"; "Sở Tài chính" takes nothing more."""
    return re.match(r"(?:[Cc]ác|[Nn]hững)\s+(?:[Ss]ở|[Bb]ộ|[Bb]an|[Nn]gành|cơ quan|đơn vị|phòng|xã|phường|địa phương|tổ chức)|(?:[Ss]ở|[Bb]ộ|[Bb]an)(?:,|$|\s+(?:ban|ngành))|(?:cơ quan|đơn vị)(?:,|$)", current) is not None or (
        re.match(r"(?:(?:[Cc]ác\s+)?(?:UBND|[UỦ][ỷy] ban nhân dân)\s+(?:các\s+)?(?:xã|phường|đặc khu|huyện|thị xã|thành phố)|[Cc]hủ tịch (?:UBND|[UỦ][ỷy] ban nhân dân) (?:các )?(?:xã|phường))", current) is not None
    )


_GLUED = re.compile(r"(?<=[a-zà-ỹ&\w]) (?=(?:Sở|Bộ|Ban Quản lý|Phòng|Trung tâm|Công an tỉnh|UBND|Các sở)\s+\S)")
_BELONGS = re.compile(r"(?:thuộc|của|các|với|và|giữa|do|Văn phòng|Lãnh đạo|Giám đốc|Thanh tra|Chủ tịch|Đảng ủy|HĐND|phòng|đạo|tịch|đốc|tra)$")


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


_SHARED = re.compile(r"^(?:[Cc]ác\s+)?(?P<head>[Ss]ở|[Bb]ộ|[Pp]hòng|UBND|[Cc]ông ty|[Tt]rường|doanh nghiệp(?: viễn thông)?)\s*:\s*")


def _spread(names: list[Passage]) -> list[Passage]:
    """"Các sở: Tài chính, Xây dựng" -> Sở Tài chính, Sở Xây dựng (the head word is shared)."""
    out: list[Passage] = []
    for name in names:
        shared = _SHARED.match(name.text)
        if not shared:
            out.append(name)
            continue
        head = shared["head"][0].upper() + shared["head"][1:]
        rest = name.cut(shared.end())
        for piece in _comma_parts(rest):
            whole = piece.text if piece.text.startswith(head) or is_head(piece.text) else f"{head} {piece.text}"
            out.append(Passage(whole, piece.pieces))
    return out


def _comma_parts(passage: Passage) -> list[Passage]:
    """Cut at commas, but keep "Văn hóa, Thể thao và Du lịch" whole."""
    pieces, start, text = [], 0, passage.text
    for match in re.finditer(r"\s*[,;]\s*|\s+và\s+(?=[A-ZĐ][^\W\d_]*\s+[a-zđ]\w+\s*$)", text):
        if text[match.end() :].startswith("Thể thao") or text[max(0, match.start() - 8) : match.start()].endswith("Khoa học"):
            continue
        pieces.append(passage.cut(start, match.start()))
        start = match.end()
    pieces.append(passage.cut(start))
    return [piece for piece in pieces if piece.text]


def _clean(name: Passage) -> Passage:
    text = name.text
    leading = _LEADING.match(text)
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
    paren = _PAREN.search(name.text)
    while paren:
        name = joined([name.cut(0, paren.start()), name.cut(paren.end())])
        paren = _PAREN.search(name.text)
    person = _TO_ORGANISATION.match(name.text)
    if person:
        name = name.cut(person.end())
    tail = _TAIL_WORDS.search(name.text)
    while tail:
        name = name.cut(0, tail.start())
        tail = _TAIL_WORDS.search(name.text)
    return name.strip(",;:.-–+*•")


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
    if not names or not _HEAD.match(names[0].text[:1].upper() + names[0].text[1:]):
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
        if _HEAD.match(rest) or _FRESH_GROUP.match(rest) or re.match(r"thủ trưởng|người đứng đầu", rest):
            return comma.end()
    return None


def _actor_colon(text: str, start: int) -> int | None:
    colon = text.find(":", start, start + 260)
    return colon if colon > start + 2 else None


def _is_title(words: str) -> bool:
    """The words before a colon are names and nothing else: no order stands among them."""
    return len(words) < 90 and not re.search(r"(?<![^\W\d_])(?:chủ trì|phối hợp|có trách nhiệm|thực hiện|triển khai|căn cứ|hướng dẫn)(?![^\W\d_])", words)


def first_verb(text: str, start: int = 0) -> int | None:
    """Offset of the first word that gives an order, outside parentheses and names."""
    for match in _VERB.finditer(text, start):
        word = match.group()
        before, after = text[start : match.start()], text[match.end() :]
        if before.count("(") > before.count(")"):
            continue
        inside = _NOT_VERB_AFTER.get(word)
        if inside is not None and inside.search(before):
            continue
        name = _NOT_VERB_BEFORE.get(word)
        if name is not None and name.match(after):
            continue
        return match.start()
    return None


def is_agency_title(text: str) -> bool:
    """True when a heading is nothing but agencies: "2. Sở Khoa học và Công nghệ"."""
    words = text.strip(" .:;")
    if not words or len(words) > 330 or not is_head(words):
        return False
    bare = _PAREN.sub("", words)
    verb = first_verb(bare)
    if verb is not None and not _STRONG_VERB.search(bare) and len(words) < 90 and _OFFICE.match(words):
        return True  # "Trung tâm Xúc tiến đầu tư, thương mại và du lịch"
    return verb is None or re.search(r"(?:trách nhiệm|như sau|thực hiện)\s*:?$", bare[verb:][:40]) is not None and verb > 3


def leading_support(passage: Passage) -> list[Passage]:
    """Who an order says to work with: "Chủ trì, phối hợp với Sở B, Sở C triển khai ..."."""
    match = _SUPPORT.match(passage.text)
    if not match or "hủ động" in match.group() and "hủ trì" not in match.group():
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


def is_group(name: str) -> bool:
    """True for "Các Sở, ban, ngành": a kind of agency instead of one."""
    return re.match(r"(?:các|những|toàn thể)\b|(?:sở|bộ), |(?:đơn vị|cơ quan|sở, ngành)\b.*liên quan|UBND (?:các|cấp)|doanh nghiệp viễn", name, re.I) is not None
