# ruff: noqa: E501 - sentences stay whole
"""The sector plan of the former province Bắc Giang, 2022: a ruled table over several pages, closed units."""

from tools.examples.model import (
    ANY,
    NOT_STATED,
    Annex,
    Due,
    Example,
    Expected,
    Para,
    Table,
    by_month,
    target,
    task,
    within,
    yearly,
)

CENTRE = "Trung tâm CNTT&TT"
IT_OFFICE = "Phòng CNTT"
POST_OFFICE = "Phòng BCVT"
PRESS_OFFICE = "Phòng TTBCXB"
PROJECT_TEAM = "Tổ triển khai Dự án"
OFFICE = "Văn phòng Sở"
OPERATORS = "các doanh nghiệp viễn thông"

BY_2025 = Due("Đến năm 2025", "by", end="2025-12-31")
BY_2030 = Due("Đến năm 2030", "by", end="2030-12-31")

BODY = [
    Para(
        "Thực hiện Quyết định số 219/QĐ-TTg ngày 17/02/2022 của Thủ tướng Chính phủ phê duyệt Quy hoạch tỉnh Bắc Giang và Kế "
        "hoạch số 148/KH-UBND ngày 28/02/2022 của UBND tỉnh về hực hiện Quy hoạch, Sở Thông tin và Truyền thông xây dựng Kế "
        "hoạch của ngành như sau:"
    ),
    Para("I. MỤC ĐÍCH, YÊU CẦU", "h1"),
    Para("1. Mục đích", "h2"),
    Para(
        "- Đưa các nội dung thông tin và truyền thông trong Quy hoạch tỉnh vào kế hoạch công tác hằng năm của ngành.",
        "bullet",
    ),
    Para("- Làm cơ sở để doanh nghiệp chuẩn bị vốn, địa điểm xây dựng hạ tầng.", "bullet"),
    Para("2. Yêu cầu", "h2"),
    Para("- Nội dung phù hợp từng giai đoạn; bảo đảm quốc phòng, an ninh và cảnh quan.", "bullet"),
    Para("II. NỘI DUNG, GIẢI PHÁP", "h1"),
    Para("1. Chuyển đổi số", "h2"),
    Para(
        "a) Tiếp tục thực hiện Nghị quyết số 111-NQ/TW ngày 11/6/2021 của Tỉnh ủy về chuyển đổi số tỉnh Bắc Giang."
    ),
    Para(
        "b) Kết nối nền tảng LGSP của tỉnh với nền tảng NDXP quốc gia; duy trì trung tâm giám sát an toàn thông tin (SOC)."
    ),
    Para("2. Bưu chính, viễn thông", "h2"),
    Para("a) Mạng thông tin di động", "h3"),
    Para("- Đến năm 2025, mạng 5G phủ sóng tại 100% khu dân cư.", "bullet"),
    Para("- Bán kính phục vụ của một trạm truy nhập di động tối thiểu đạt 0,22 km.", "bullet"),
    Para(
        "- Đến năm 2025, dung lượng bình quân đạt 14 GB/tháng/thuê bao băng rộng di động; đến năm 2030 đạt 27 GB/tháng/thuê "
        "bao.",
        "bullet",
    ),
    Para("b) Internet vạn vật", "h3"),
    Para(
        "- Đến năm 2025, tỷ lệ thiết bị IoT đạt từ 75 - 100 thiết bị/100 dân; đến năm 2030 đạt từ 150 - 200 thiết bị/100 dân.",
        "bullet",
    ),
    Para("c) Hạ tầng thụ động và cáp", "h3"),
    Para(
        "- Đến năm 2025, tỷ lệ dùng chung hạ tầng của trạm xây mới đạt trên 40%; đến năm 2030 đạt trên 70%.",
        "bullet",
    ),
    Para(
        "- Đến năm 2030, cột ăng ten ngụy trang hoặc thân thiện với môi trường chiếm trên 80% tổng số cột.",
        "bullet",
    ),
    Para("- Đến năm 2030, ngầm hóa 100% mạng cáp ở khu đô thị, khu công nghiệp xây mới.", "bullet"),
    Para(
        "- Đến năm 2025, trên 80% hộ gia đình có đường Internet cáp quang; đến năm 2030 đạt 100% hộ gia đình.",
        "bullet",
    ),
    Para("3. Thông tin cơ sở", "h2"),
    Para(
        "- Đài truyền thanh ứng dụng công nghệ thông tin đạt 80% số xã vào năm 2025 và 100% số xã vào năm 2030.",
        "bullet",
    ),
    Para("III. TỔ CHỨC THỰC HIỆN", "h1"),
    Para(
        "1. Các phòng, đơn vị thuộc Sở cụ thể hóa nhiệm vụ được giao tại Phụ lục vào kế hoạch công tác của đơn vị."
    ),
    Para(
        "2. Các phòng, đơn vị thuộc Sở báo cáo kết quả về Văn phòng Sở trước ngày 10/10 hằng năm; Văn phòng Sở tổng hợp, trình "
        "lãnh đạo Sở./."
    ),
]

Row = tuple[list[str], Expected]


def task_row(
    number: str,
    text: str,
    lead: list[str],
    support: list[str],
    due: Due,
    product: str,
    *,
    printed: str = "",
    lead_cell: str = "",
) -> Row:
    """One row of the annex and its expected reading; `printed` has the broken characters of the paper."""
    cells = [number, printed or text, lead_cell or ", ".join(lead), ", ".join(support), due.text, product]
    return cells, task(f"PL.{number}", text, lead, support, due, product=product)


def group_row(number: str, text: str) -> Row:
    """A heading over the rows below it."""
    return [number, text, "", "", "", ""], {}


Q4_2022 = Due("Quý IV năm 2022", "by", end="2022-12-31")
OCT_2022 = Due("trong tháng 10 năm 2022", "by", end="2022-10-31")
MINISTRY = Due("Định kỳ theo Bộ TT&TT", "none")
THEN_RUN = Due("2024-2025, sau đó vận hành các năm tiếp theo", "within", start="2024-01-01", end="2025-12-31")

ROWS = [
    group_row("1", "Hạ tầng số, chính quyền số"),
    task_row(
        "1.1",
        "Trình UBND tỉnh quyết định ban hành quy chế quản lý, chia sẻ dữ liệu số",
        [IT_OFFICE],
        [CENTRE],
        OCT_2022,
        "Quyết định",
    ),
    task_row(
        "1.2",
        "Rà soát, bổ sung quy hoạch vị trí cột ăng ten cồng kềnh và tuyến cống bể dùng chung trên địa bàn các huyện, "
        "thành phố",
        [POST_OFFICE],
        [OPERATORS],
        Q4_2022,
        "Báo cáo rà soát",
    ),
    task_row(
        "1.3",
        "Lập hồ sơ dự án mở rộng Trung tâm tích hợp dữ liệu tỉnh theo tiêu chuẩn trung tâm dữ liệu, có dự phòng điện, "
        "làm mát, chữa cháy và giám sát tự động, đủ chỗ đặt máy chủ của các sở, ngành và địa phương",
        [PROJECT_TEAM],
        [OFFICE],
        within("2022-2025", 2022, 2025),
        "Hoàn thành hồ sơ",
    ),
    task_row(
        "1.4",
        "Vận hành, giám sát mạng truyền số liệu chuyên dùng từ tỉnh đến cấp xã",
        [CENTRE],
        [POST_OFFICE, OPERATORS],
        yearly("Hàng năm"),
        "Báo cáo vận hành",
    ),
    task_row(
        "1.5",
        "Thay thế, bổ sung thiết bị để các hệ thống của tỉnh chạy trên giao thức IPv6",
        [CENTRE],
        [IT_OFFICE, POST_OFFICE],
        within("2022-2025", 2022, 2025),
        "Hoàn thành chuyển đổi",
    ),
    task_row(
        "1.6",
        "Nâng cấp nền tảng tích hợp, chia sẻ dữ liệu LGSP, kết nối với nền tảng quốc gia NDXP và các cơ sở dữ liệu dùng chung của tỉnh",
        [PROJECT_TEAM],
        [OFFICE],
        within("2022-2025", 2022, 2025),
        "Hoàn thành nâng cấp",
    ),
    task_row(
        "1.7",
        "Xây dựng nền tảng điện toán đám mây của tỉnh để các cơ quan nhà nước dùng chung máy chủ, lưu trữ và dịch vụ phần "
        "mềm",
        [PROJECT_TEAM],
        [OFFICE],
        within("2023-2025", 2023, 2025),
        "Nền tảng đưa vào sử dụng",
    ),
    task_row(
        "1.8",
        "Thuê dịch vụ phân tích dữ liệu lớn và trí tuệ nhân tạo phục vụ điều hành",
        [CENTRE],
        [OFFICE],
        within("2023-2030", 2023, 2030),
        "Dịch vụ",
    ),
    task_row(
        "1.9",
        "Phát triển ứng dụng Công dân số và duy trì kênh phản ánh hiện trường",
        [CENTRE],
        [OFFICE],
        THEN_RUN,
        "Ứng dụng",
    ),
    group_row("", "Các nhiệm vụ về an toàn thông tin"),
    task_row(
        "1.10",
        "Thuê dịch vụ trung tâm giám sát, điều hành an toàn, an ninh mạng (SOC)",
        [CENTRE],
        [OFFICE],
        within("2023-2030", 2023, 2030),
        "Dịch vụ",
    ),
    task_row(
        "1.11",
        "Mua bản quyền phần mềm phòng chống mã độc quản trị tập trung cho máy chủ và máy trạm",
        [CENTRE],
        [OFFICE],
        yearly("Hàng năm"),
        "Bản quyền phần mềm",
        printed="Mua bản quyền phần mềm phòng chống mã độc quản tri\u0323 tâp\u0323 trung cho máy chủ và máy trạm",
    ),
    task_row(
        "1.12",
        "Đánh giá chỉ số chuyển đổi số của các cơ quan, địa phương trong tỉnh",
        [IT_OFFICE],
        [PRESS_OFFICE],
        MINISTRY,
        "Báo cáo xếp hạng",
    ),
    task_row(
        "1.13",
        "Tuyên truyền, tập huấn kỹ năng an toàn thông tin cho cán bộ chuyên trách và người dân ở các xã, thị trấn",
        [PRESS_OFFICE],
        [CENTRE],
        yearly("Hằng năm"),
        "Lớp tập huấn",
    ),
    task_row(
        "1.14",
        "Kết nối hệ thống thông tin báo cáo của tỉnh với hệ thống của Chính phủ; duy trì kho dữ liệu dùng chung với sáu "
        "cơ sở dữ liệu hiện có và bổ sung cơ sở dữ liệu mới khi các ngành hoàn thành việc số hóa hồ sơ, tài liệu",
        [CENTRE],
        [OFFICE, IT_OFFICE],
        within("2022-2030", 2022, 2030),
        "Hệ thống vận hành ổn định",
    ),
    group_row("2", "Cổng dữ liệu mở của tỉnh"),
    task_row(
        "2.1",
        "Tham mưu quy chế mở dữ liệu của các ngành, các cấp",
        [IT_OFFICE],
        [CENTRE],
        by_month("10/2022"),
        "Quyết định",
    ),
    task_row(
        "2.2",
        "Xây dựng hồ sơ dự án Cổng dữ liệu mở tỉnh Bắc Giang",
        [OFFICE],
        [IT_OFFICE, CENTRE],
        by_month("12/2022"),
        "Hồ sơ dự án",
    ),
    task_row(
        "2.3",
        "Triển khai Cổng dữ liệu mở trên cơ sở tích hợp các cơ sở dữ liệu nền và chuyên ngành, cung cấp cho tổ chức, doanh "
        "nghiệp khai thác",
        [PROJECT_TEAM],
        [OFFICE],
        within("2023-2025", 2023, 2025),
        "Cổng dữ liệu",
    ),
    group_row("3", "Kho dữ liệu số của tỉnh"),
    task_row(
        "3.1",
        "Xây dựng kho dữ liệu dùng chung, quản lý thống nhất việc tích hợp, lưu trữ, chia sẻ và bảo quản tài liệu điện tử "
        "của tỉnh",
        [PROJECT_TEAM],
        [OFFICE],
        within("2022-2025", 2022, 2025),
        "Kho dữ liệu",
    ),
]

TABLE = Table(
    header=[
        ["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện", "Kết quả"]
    ],
    widths_cm=[1.3, 6.4, 2.4, 2.5, 2.3, 2.3],
    rows=[cells for cells, _ in ROWS],
)

TARGETS = [
    target("II.2.a", "mạng 5G phủ sóng tại 100% khu dân cư", "eq", 100, "%", BY_2025),
    target(
        "II.2.a",
        "Bán kính phục vụ của một trạm truy nhập di động tối thiểu đạt 0,22 km",
        "any",
        0.22,
        "km",
        NOT_STATED,
    ),
    target("II.2.a", "dung lượng bình quân đạt 14 GB/tháng/thuê bao", "eq", 14, "GB/tháng/thuê bao", BY_2025),
    target("II.2.a", "đến năm 2030 đạt 27 GB/tháng/thuê bao", "eq", 27, "GB/tháng/thuê bao", BY_2030),
    target(
        "II.2.b",
        "tỷ lệ thiết bị IoT đạt từ 75 - 100 thiết bị/100 dân",
        "range",
        75,
        "thiết bị/100 dân",
        BY_2025,
        value_max=100,
    ),
    target(
        "II.2.b",
        "đến năm 2030 đạt từ 150 - 200 thiết bị/100 dân",
        "range",
        150,
        "thiết bị/100 dân",
        BY_2030,
        value_max=200,
    ),
    target("II.2.c", "tỷ lệ dùng chung hạ tầng của trạm xây mới đạt trên 40%", "gt", 40, "%", BY_2025),
    target("II.2.c", "đến năm 2030 đạt trên 70%", "gt", 70, "%", BY_2030),
    target(
        "II.2.c",
        "cột ăng ten ngụy trang hoặc thân thiện với môi trường chiếm trên 80% tổng số cột",
        "gt",
        80,
        "%",
        BY_2030,
    ),
    target("II.2.c", "ngầm hóa 100% mạng cáp ở khu đô thị, khu công nghiệp xây mới", "eq", 100, "%", BY_2030),
    target("II.2.c", "trên 80% hộ gia đình có đường Internet cáp quang", "gt", 80, "%", BY_2025),
    target("II.2.c", "đến năm 2030 đạt 100% hộ gia đình", "eq", 100, "%", BY_2030),
    target(
        "II.3",
        "Đài truyền thanh ứng dụng công nghệ thông tin đạt 80% số xã vào năm 2025",
        "eq",
        80,
        "%",
        BY_2025,
    ),
    target("II.3", "100% số xã vào năm 2030", "eq", 100, "%", BY_2030),
]

EXAMPLE = Example(
    name="ke-hoach-stttt-bac-giang-2022",
    superior="UBND TỈNH BẮC GIANG",
    issuer=["SỞ THÔNG TIN VÀ TRUYỀN THÔNG"],
    number_line="Số:            /KH-STTTT",
    date_line="Bắc Giang, ngày       tháng 3 năm 2022",
    kind_line="KẾ HOẠCH",
    title=[
        "Thực hiện Quy hoạch tỉnh Bắc Giang thuộc lĩnh vực thông tin và truyền thông",
        "thời kỳ 2021 - 2030, tầm nhìn đến năm 2050",
    ],
    blocks=list(BODY),
    recipients=["UBND tỉnh (b/c);", "Lãnh đạo Sở;", "Các phòng, đơn vị thuộc Sở;", "Lưu: VT, KHTC."],
    signature=["GIÁM ĐỐC", "(Đã ký)"],
    annexes=[
        Annex(
            "PHỤ LỤC",
            "NHIỆM VỤ THỰC HIỆN QUY HOẠCH TỈNH CỦA NGÀNH THÔNG TIN VÀ TRUYỀN THÔNG",
            "(Kèm theo Kế hoạch của Sở Thông tin và Truyền thông)",
            TABLE,
        )
    ],
    expected={
        "document": {
            "kind": "plan",
            "number": None,
            "date": "2022-03",
            "issuer": "Sở Thông tin và Truyền thông tỉnh Bắc Giang",
            "signatory": {"name": None, "position": "Giám đốc", "authority": None},
            "cites": ["219/QĐ-TTg", "148/KH-UBND", "111-NQ/TW"],
        },
        "targets": TARGETS,
        "tasks": [
            *[found for _, found in ROWS if found],
            task(
                "III.1",
                "Các phòng, đơn vị thuộc Sở cụ thể hóa nhiệm vụ được giao tại Phụ lục",
                ["Các phòng, đơn vị thuộc Sở"],
                [],
                ANY,
                optional=True,
            ),
            task(
                "III.2",
                "Các phòng, đơn vị thuộc Sở báo cáo kết quả về Văn phòng Sở",
                ["Các phòng, đơn vị thuộc Sở"],
                [],
                yearly("trước ngày 10/10 hằng năm", at="10-10", before=True),
            ),
        ],
        "warnings": ["impossible_symbol"],
    },
)
