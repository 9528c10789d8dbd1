"""How the names of agencies begin, and which words give an order."""

import re

_PROPER = (
    r"Sở|Bộ(?! (?:chỉ số|tiêu chí|công cụ|dữ liệu|nhận diện|quy))|UBND|Ủy ban|Uỷ ban|HĐND|Hội đồng|Ban(?! hành)|Công an|Quân khu|Văn phòng|VP|Phòng(?! (?:thí nghiệm|họp|học|khám|máy|chống|bệnh|ngừa|cháy|đọc|lab))|Trung tâm|Chi cục|Cục|Tổng cục|Vụ|"
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
    r"các|những|sở|bộ|ban|ngành|cơ quan|đơn vị|địa phương|tổ chức|doanh nghiệp|hiệp hội|hội|đoàn thể|phòng(?! (?:thí nghiệm|họp|học|khám|máy|chống|bệnh|ngừa|cháy|đọc|lab))|chính quyền|"
    r"cấp ủy|ủy ban|công an|trường|chủ đầu tư|nhà đầu tư|nhà mạng|hợp tác xã|đài(?= truyền| phát)|báo(?= và| chí| đài|,)|trung tâm|lãnh đạo|thủ trưởng|"
    r"trưởng|giám đốc|chủ tịch|người đứng đầu|thành viên|lực lượng|viện|ngân hàng|tập đoàn|bệnh viện|cơ sở(?! (?:dữ liệu|hạ tầng|vật chất|pháp lý))|nhân dân|quỹ"
)
HEAD = re.compile(
    rf"(?!(?:Các|Những|Toàn thể)\s+(?!(?i:{_GROUP}|{_PROPER})(?![^\W\d_])))(?:{_PROPER})(?![^\W\d_])"
)
LOW_HEAD = re.compile(rf"(?:{_GROUP})(?![^\W\d_])")
FRESH_GROUP = re.compile(r"(?:các|những|hiệp hội|UBND|Ủy ban|chính quyền|lãnh đạo|chủ tịch|thủ trưởng)\b")
PAREN = re.compile(r"\s*\([^()]*\)")
LEADING = re.compile(r"^(?:[-–—•+*]\s*|\d{1,2}[.)]\s+|và\s+|với\s+|gồm:?\s*|do\s+)+")
TO_ORGANISATION = re.compile(
    r"^(?:Thủ trưởng|thủ trưởng|Người đứng đầu|người đứng đầu)\s+(?=các|Các|cơ quan|đơn vị|sở|Sở|bộ)"
)
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
VERB = re.compile(rf"(?<![^\W\d_])(?:{VERBS})(?![^\W\d_])")
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
    "quản lý": re.compile(
        r"\s*(?:nhà nước về .{0,40}(?:chủ trì|phối hợp)|dự án|khu|các khu|rừng|ngành|chuyên ngành)"
    ),
    "đầu tư": re.compile(r"\s*(?:hạ tầng (?:kỹ thuật )?(?:khu|KCN|CCN)|xây dựng và kinh doanh|dự án)"),
    "truyền thông": re.compile(r"\s*(?:như|và)"),
    "được giao": re.compile(r"\s*(?:nhiệm vụ|chủ trì)"),
    "thông tin": re.compile(r"\s*(?:và [Tt]ruyền|điện tử|truyền thông)"),
    "phát triển": re.compile(r"\s*(?:hạ tầng số của tỉnh\s*:)"),
    "báo cáo": re.compile(r"\s*viên"),
    "thực hiện": re.compile(r"\s*(?:dự án|nhiệm vụ)\s+(?:chủ trì|có trách nhiệm)"),
    "căn cứ": re.compile(r"^$"),
}
OFFICE = re.compile(
    r"(?:Trung tâm|Sở|Quỹ|Ban Quản lý|Phòng|Viện|Cục|Chi cục|Văn phòng|Hội đồng|Tổ|Trường|Công ty|Tổng công ty)\s"
)
STRONG_VERB = re.compile(
    r"(?<![^\W\d_])(?:chủ trì|phối hợp|trách nhiệm|thực hiện|hướng dẫn|tham mưu|căn cứ|triển khai|chủ động|bố trí|ban hành|trình|báo cáo|gửi|tổng hợp|"
    r"tập trung|tiếp tục|khẩn trương|đôn đốc|rà soát|đẩy mạnh|tăng cường|hoàn thành|cung cấp|tổ chức (?!chính|đoàn|xã|tín))(?![^\W\d_])"
)


def is_head(text: str) -> bool:
    """True when these words can begin the name of an agency."""
    return HEAD.match(text) is not None or LOW_HEAD.match(text) is not None


def looks_agency(text: str) -> float:
    """How much a table cell looks like agencies, 0..1."""
    words = LEADING.sub("", text.strip())
    if not words or len(words) > 600:
        return 0.0
    if HEAD.match(words):
        return 1.0 if not VERB.match(words) else 0.3
    if LOW_HEAD.match(words):
        return 0.85
    if re.match(r"[A-ZĐ][A-ZĐ&\-.]{1,9}(?:\s|,|;|$)", words):
        return 0.6
    return 0.0


def first_verb(text: str, start: int = 0) -> int | None:
    """Offset of the first word that gives an order, outside parentheses and names."""
    for match in VERB.finditer(text, start):
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


def has_order(text: str) -> bool:
    """True when the words hold a verb that only orders use."""
    return STRONG_VERB.search(text) is not None


def is_group(name: str) -> bool:
    """True for "Các Sở, ban, ngành": a kind of agency instead of one."""
    return (
        re.match(
            r"(?:các|những|toàn thể)\b|(?:sở|bộ), |(?:đơn vị|cơ quan|sở, ngành)\b.*liên quan|UBND (?:các|cấp)|doanh nghiệp viễn",
            name,
            re.I,
        )
        is not None
    )
