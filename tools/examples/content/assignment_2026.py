# ruff: noqa: E501 - sentences stay whole
"""The department's assignment plan of April 2026, kept as a scan: number 4 twice, marks that change half-way."""

from tools.examples.model import ANY, NOT_STATED, Due, Example, Para, by_year, task, within

ALWAYS_2026 = within("Thường xuyên năm 2026", 2026)
YEAR_2026 = by_year("Năm 2026")
POST = "Phòng Bưu chính viễn thông"
INNOVATION = "Phòng Quản lý công nghệ và ĐMST"
CENTRE = "Trung tâm KHCN và Chuyển đổi số"


def block(direct: str, lead: str, time: str) -> list[Para]:
    """The three lines that say who directs, who leads and by when."""
    return [
        Para(f"- Trách nhiệm chỉ đạo: {direct}.", "bullet"),
        Para(f"- Trách nhiệm chủ trì thực hiện: {lead}.", "bullet"),
        Para(f"- Thời gian hoàn thành: {time}.", "bullet"),
    ]


BODY = [
    Para(
        "Thực hiện Kế hoạch số 11-KH/ĐU ngày 30/01/2026 của Đảng ủy UBND tỉnh và Công văn số 3553/UBND-THĐT ngày 16/4/2026 "
        "của UBND tỉnh về các nhiệm vụ trọng tâm năm 2026, Sở Khoa học và Công nghệ phân công thực hiện như sau:"
    ),
    Para("I. MỤC ĐÍCH, YÊU CẦU", "h1"),
    Para(
        "1. Phân công rõ người chỉ đạo, đơn vị làm, thời gian xong của từng nhiệm vụ; lấy kết quả làm căn cứ đánh giá cuối "
        "năm."
    ),
    Para("2. Các đơn vị chủ động thực hiện, báo cáo ngay khi có vướng mắc, không để dồn việc vào cuối kỳ."),
    Para("II. NỘI DUNG NHIỆM VỤ VÀ PHÂN CÔNG", "h1"),
    Para("1. Phổ biến Kế hoạch số 11-KH/ĐU đến toàn thể công chức, viên chức, người lao động", "bold"),
    *block("Lãnh đạo Sở theo lĩnh vực phụ trách", "Các phòng, đơn vị", "Trước ngày 05/5/2026"),
    Para(
        "2. Xây dựng bộ chỉ số đánh giá chuyển đổi số của các cơ quan nhà nước và 99 xã, phường; cập nhật khung kiến trúc số "
        "cấp tỉnh; tạo lập dữ liệu theo Nghị quyết số 214/NQ-CP ngày 23/7/2025 của Chính phủ; nâng cấp đường truyền cho",
        "bold",
    ),
    Para("các cơ quan trong hệ thống chính trị và đưa các nền tảng số quốc gia vào sử dụng.", "bold"),
    *block(
        "Phó Giám đốc phụ trách chuyển đổi số",
        "Phòng Chuyên đổi số, Trung tâm KHCN và Chuyên đổi số",
        ALWAYS_2026.text,
    ),
    Para(
        "3. Phát triển hạ tầng viễn thông 5G, hạ tầng dữ liệu và hạ tầng IoT tại khu công nghiệp, khu đô thị; thúc đẩy dùng "
        "chung cột ăng ten giữa các doanh nghiệp.",
        "bold",
    ),
    *block("Phó Giám đốc phụ trách bưu chính, viễn thông", POST, ALWAYS_2026.text),
    Para(
        "4. Hỗ trợ hệ sinh thái khởi nghiệp đổi mới sáng tạo, nối kết nhà khoa học với doanh nghiệp trong tỉnh.",
        "bold",
    ),
    *block("Phó Giám đốc phụ trách đổi mới sáng tạo", INNOVATION, ALWAYS_2026.text),
    Para("4. Trình đề án thành lập Quỹ đầu tư mạo hiểm của tỉnh", "h2"),
    *block("Phó Giám đốc phụ trách đổi mới sáng tạo", INNOVATION, YEAR_2026.text),
    Para("5. Trình đề án thành lập Trung tâm Đổi mới sáng tạo của tỉnh", "h2"),
    *block(
        "Phó Giám đốc phụ trách đổi mới sáng tạo",
        "Trung tâm KHCN và Chuyển đổi số (chủ trì), Phòng Quản lý công nghệ và ĐMST (phối hợp)",
        YEAR_2026.text,
    ),
    Para("6. Xây dựng kế hoạch khoa học, công nghệ và đổi mới sáng tạo 5 năm của tỉnh", "h2"),
    *block("Giám đốc Sở", "Phòng Kế hoạch - Tài chính", YEAR_2026.text),
    Para("7. Xây dựng kế hoạch phát triển kinh tế tầm thấp trên địa bàn tỉnh", "h2"),
    *block("Phó Giám đốc phụ trách bưu chính, viễn thông", POST, YEAR_2026.text),
    Para("III. TỔ CHỨC THỰC HIỆN", "h1"),
    Para(
        "1. Trưởng các phòng, đơn vị phân công công chức thực hiện, kiểm điểm tiến độ hằng tuần và báo cáo tại giao ban."
    ),
    Para("2. Giao Văn phòng Sở theo dõi, đôn đốc và tổng hợp kết quả thực hiện Kế hoạch này./."),
]

EXAMPLE = Example(
    name="ke-hoach-skhcn-phan-cong-2026-ban-quet",
    superior="UBND TỈNH BẮC NINH",
    issuer=["SỞ KHOA HỌC VÀ CÔNG NGHỆ"],
    number_line="Số:            /KH-SKHCN",
    date_line="Bắc Ninh, ngày 22 tháng 4 năm 2026",
    kind_line="KẾ HOẠCH",
    title=["Triển khai các nhiệm vụ trọng tâm năm 2026", "theo Kế hoạch số 11-KH/ĐU của Đảng ủy UBND tỉnh"],
    blocks=list(BODY),
    recipients=["UBND tỉnh (b/c);", "Lãnh đạo Sở;", "Các phòng, đơn vị thuộc Sở;", "Lưu: VT, VP."],
    signature=["GIÁM ĐỐC", "(Đã ký)"],
    expected={
        "document": {
            "kind": "plan",
            "number": None,
            "date": "2026-04-22",
            "issuer": "Sở Khoa học và Công nghệ tỉnh Bắc Ninh",
            "signatory": {"name": None, "position": "Giám đốc", "authority": None},
            "cites": ["11-KH/ĐU", "3553/UBND-THĐT", "214/NQ-CP"],
        },
        "targets": [],
        "tasks": [
            task(
                "II.1",
                "Phổ biến Kế hoạch số 11-KH/ĐU đến toàn thể công chức",
                ["Các phòng, đơn vị"],
                [],
                Due("Trước ngày 05/5/2026", "by", end="2026-05-05", before=True),
                direct=["Lãnh đạo Sở"],
            ),
            task(
                "II.2",
                "Xây dựng bộ chỉ số đánh giá chuyển đổi số của các cơ quan nhà nước và 99 xã, phường",
                ["Phòng Chuyển đổi số", CENTRE],
                [],
                ALWAYS_2026,
                direct=["Phó Giám đốc phụ trách chuyển đổi số"],
            ),
            task(
                "II.3",
                "Phát triển hạ tầng viễn thông 5G, hạ tầng dữ liệu và hạ tầng IoT tại khu công nghiệp",
                [POST],
                [],
                ALWAYS_2026,
                direct=["Phó Giám đốc phụ trách bưu chính, viễn thông"],
            ),
            task(
                "II.4",
                "Hỗ trợ hệ sinh thái khởi nghiệp đổi mới sáng tạo",
                [INNOVATION],
                [],
                ALWAYS_2026,
                direct=["Phó Giám đốc phụ trách đổi mới sáng tạo"],
            ),
            task(
                "II.4",
                "Trình đề án thành lập Quỹ đầu tư mạo hiểm của tỉnh",
                [INNOVATION],
                [],
                YEAR_2026,
                direct=["Phó Giám đốc phụ trách đổi mới sáng tạo"],
            ),
            task(
                "II.5",
                "Trình đề án thành lập Trung tâm Đổi mới sáng tạo của tỉnh",
                [CENTRE],
                [INNOVATION],
                YEAR_2026,
                direct=["Phó Giám đốc phụ trách đổi mới sáng tạo"],
            ),
            task(
                "II.6",
                "Xây dựng kế hoạch khoa học, công nghệ và đổi mới sáng tạo 5 năm",
                ["Phòng Kế hoạch - Tài chính"],
                [],
                YEAR_2026,
                direct=["Giám đốc Sở"],
            ),
            task(
                "II.7",
                "Xây dựng kế hoạch phát triển kinh tế tầm thấp trên địa bàn tỉnh",
                [POST],
                [],
                YEAR_2026,
                direct=["Phó Giám đốc phụ trách bưu chính, viễn thông"],
            ),
            task(
                "III.1",
                "Trưởng các phòng, đơn vị phân công công chức thực hiện",
                ["Trưởng các phòng, đơn vị"],
                [],
                ANY,
                optional=True,
            ),
            task(
                "III.2",
                "Giao Văn phòng Sở theo dõi, đôn đốc và tổng hợp kết quả",
                ["Văn phòng Sở"],
                [],
                NOT_STATED,
            ),
        ],
        "warnings": ["duplicate_number"],
    },
)
