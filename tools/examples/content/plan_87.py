# ruff: noqa: E501 - sentences stay whole
"""The IoT plan for key sectors, as the text a portal shows: annex cells one a line, empty cells dropped."""

from tools.examples.content.names import (
    AGRICULTURE,
    COMMUNES,
    CONSTRUCTION,
    DEPARTMENTS,
    EDUCATION,
    HEALTH,
    OPERATORS,
    SCIENCE,
    TRADE,
    ZONES,
)
from tools.examples.model import (
    CONTINUOUS,
    LEFT,
    Annex,
    Due,
    Example,
    Expected,
    Para,
    Table,
    agencies_cell,
    by_month,
    by_year,
    target,
    task,
    yearly,
)

BODY = [
    Para(
        "Thực hiện Kế hoạch số 17/KH-UBND ngày 11/8/2025 của UBND tỉnh triển khai Nghị quyết số 71/NQ-CP ngày "
        "01/4/2025 của Chính phủ và Kế hoạch số 07-KH/TU ngày 25/7/2025 của Ban Thường vụ Tỉnh ủy; căn cứ Quyết "
        "định số 1132/QĐ-TTg ngày 09/10/2024 của Thủ tướng Chính phủ về Chiến lược hạ tầng số, UBND tỉnh ban hành "
        "Kế hoạch ứng dụng loT trong một số ngành, lĩnh vực trọng điểm như sau:"
    ),
    Para("I. MỤC ĐÍCH, YÊU CẦU", "h1"),
    Para(
        "1. Đưa Internet vạn vật vào những việc người dân và doanh nghiệp cần nhất: canh tác, chăn nuôi, thủy sản, "
        "quan trắc môi trường, trường học, bệnh viện, cầu đường và nhà máy."
    ),
    Para(
        "2. Thiết bị phải theo chuẩn mở, dữ liệu thuộc về cơ quan chủ quản và được chia sẻ qua nền tảng dùng chung "
        "của tỉnh."
    ),
    Para("II. MỤC TIÊU", "h1"),
    Para(
        "Mở rộng ứng dụng IoT theo lộ trình, có đo đếm; số liệu kết nối do Cục Viễn thông cung cấp[^1]. Các chỉ tiêu "
        "cụ thể nêu tại Phụ lục 1."
    ),
    Para("III. GIẢI PHÁP", "h1"),
    Para("1. Ưu tiên thuê dịch vụ; chỉ mua sắm thiết bị khi không thể thuê."),
    Para("2. Bảo đảm an toàn thông tin ngay từ khâu thiết kế."),
    Para("IV. TỔ CHỨC THỰC HIỆN", "h1"),
    Para("1. Sở Khoa học và Công nghệ"),
    Para(
        "a) Theo dõi, đôn đốc các cơ quan thực hiện Kế hoạch; tổng hợp, báo cáo UBND tỉnh trước ngày 30/11 hằng năm."
    ),
    Para("b) Công bố danh mục nền tảng IoT dùng chung trong Quý I năm 2026."),
    Para(
        "2. Sở Giáo dục và Đào tạo: Lựa chọn các trường học thí điểm điểm danh tự động và phòng thí nghiệm ảo, gửi "
        "danh sách về Sở Khoa học và Công nghệ trước ngày 31/12/2025."
    ),
    Para(
        "3. UBND các xã, phường: Rà soát nhu cầu lắp đặt cảm biến quan trắc trên địa bàn, hoàn thành trong tháng 12 "
        "năm 2025."
    ),
    Para("Quá trình triển khai nếu có vướng mắc, các đơn vị phản ánh kịp thời để tháo gỡ./."),
]

Row = tuple[list[str], Expected]


def target_row(
    number: int,
    text: str,
    result: str,
    lead: list[str],
    support: list[str],
    due: Due,
    value: tuple[str, float | None, str | None],
    note: str = "",
) -> Row:
    """One row of annex 1 and its expected reading."""
    cells = [
        str(number),
        text,
        result,
        agencies_cell(lead),
        agencies_cell(support) if support else "",
        due.text,
        note,
    ]
    return cells, target(f"PL1.{number}", text, *value, due, lead=lead, support=support)


def task_row(
    number: str, text: str, due: Due, lead: list[str], support: list[str], product: str | None, note: str = ""
) -> Row:
    """One row of annex 2, whose columns stand in another order than those of annex 1."""
    cells = [
        number,
        text,
        due.text,
        agencies_cell(lead),
        agencies_cell(support) if support else "",
        product or "",
        note,
    ]
    return cells, task(f"PL2.{number}", text, lead, support, due, product=product)


def group_row(number: str, text: str) -> Row:
    """A heading over the rows below it."""
    return [number, text, LEFT, LEFT, LEFT, LEFT, LEFT], {}


NO_NUMBER = ("none", None, None)
TARGET_ROWS = [
    target_row(
        1,
        "Số kết nối IoT bình quân trên một người dân",
        "04 kết nối",
        [SCIENCE],
        [OPERATORS],
        by_year("2030"),
        ("eq", 4, "kết nối/người"),
        "Số liệu Cục Viễn thông",
    ),
    target_row(
        2,
        "Tỷ lệ trạm quan trắc môi trường tự động kết nối về trung tâm",
        "100%",
        [AGRICULTURE],
        [],
        by_month("12/2027"),
        ("eq", 100, "%"),
    ),
    target_row(
        3,
        "Tỷ lệ trường trung học phổ thông điểm danh tự động",
        "≥ 80%",
        [EDUCATION],
        [COMMUNES],
        by_month("12/2028"),
        ("ge", 80, "%"),
    ),
    target_row(
        4,
        "Dữ liệu thiết bị đeo được đưa vào hồ sơ sức khỏe điện tử",
        "Thí điểm",
        [HEALTH],
        [],
        by_year("2027"),
        NO_NUMBER,
    ),
    target_row(
        5,
        "Cầu trên tuyến nối khu công nghiệp có cảm biến tải trọng",
        "Tối thiểu 05 cầu",
        [CONSTRUCTION],
        [SCIENCE],
        by_month("6/2028"),
        ("ge", 5, "cầu"),
    ),
    target_row(
        6,
        "Nhà máy thông minh dùng mạng 5G riêng trong các khu công nghiệp",
        "",
        [ZONES],
        [TRADE, OPERATORS],
        by_year("2030"),
        NO_NUMBER,
        "Theo nhu cầu doanh nghiệp",
    ),
]
TASK_ROWS = [
    group_row("1", "Nông nghiệp và môi trường"),
    task_row(
        "1.1",
        "Lắp đặt cảm biến đất, nước, thời tiết cho vùng trồng vải thiều và rau an toàn",
        by_month("12/2026"),
        [AGRICULTURE],
        [COMMUNES],
        "Mô hình",
    ),
    task_row(
        "1.2",
        "Giám sát chuồng trại và ao nuôi thủy sản bằng thiết bị IoT",
        by_month("12/2027"),
        [AGRICULTURE],
        [],
        "Mô hình",
    ),
    task_row(
        "1.3",
        "Kết nối các trạm quan trắc nước, không khí, khí thải về một hệ thống",
        by_month("6/2027"),
        [AGRICULTURE],
        [SCIENCE, ZONES],
        "Hệ thống",
        "Ưu tiên các khu khu công nghiệp",
    ),
    group_row("2", "Giáo dục và y tế"),
    task_row(
        "2.1",
        "Triển khai điểm danh tự động và camera thông minh tại trường học",
        by_month("12/2026"),
        [EDUCATION],
        [COMMUNES],
        "Hệ thống",
    ),
    task_row(
        "2.2",
        "Xây dựng các phòng thí nghiệm ảo dùng chung",
        by_year("2027"),
        [EDUCATION],
        [],
        "Phòng thí nghiệm ảo",
    ),
    task_row(
        "2.3",
        "Xây dựng nền tảng thu nhận dữ liệu thiết bị đeo vào hồ sơ sức khỏe điện tử",
        by_year("2027"),
        [HEALTH],
        [SCIENCE],
        "Nền tảng",
    ),
    group_row("3", "Giao thông, xây dựng và công nghiệp"),
    task_row(
        "3.1",
        "Thí điểm cảm biến giám sát tải trọng xe và kết cấu cầu đường",
        by_month("12/2026"),
        [CONSTRUCTION],
        [SCIENCE, OPERATORS],
        None,
    ),
    task_row(
        "3.2",
        "Hỗ trợ doanh nghiệp xây dựng nhà máy thông minh trên mạng 5G",
        yearly(),
        [ZONES, TRADE],
        [OPERATORS],
        "Báo cáo",
    ),
    group_row("4", "Nhiệm vụ chung"),
    task_row(
        "4.1",
        "Tuyên truyền, tập huấn về an toàn thông tin cho thiết bị IoT",
        CONTINUOUS,
        [SCIENCE],
        [DEPARTMENTS, COMMUNES],
        "Lớp tập huấn",
    ),
]

REFERENCE = "(Ban hành kèm theo Kế hoạch số 87/KH-UBND ngày 29 tháng 9 năm 2025 của UBND tỉnh)"
TARGET_TABLE = Table(
    [
        [
            "STT",
            "Chỉ tiêu",
            "Kết quả dự kiến",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Thời gian hoàn thành",
            "Ghi chú",
        ]
    ],
    [1, 6, 3, 4, 4, 3, 3],
    [cells for cells, _ in TARGET_ROWS],
)
TASK_TABLE = Table(
    [
        [
            "STT",
            "Nhiệm vụ",
            "Thời gian hoàn thành",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Sản phẩm",
            "Ghi chú",
        ]
    ],
    [1, 6, 3, 4, 4, 3, 3],
    [cells for cells, _ in TASK_ROWS],
)

DUTIES = [
    task(
        "IV.1.a",
        "Theo dõi, đôn đốc các cơ quan thực hiện Kế hoạch; tổng hợp, báo cáo UBND tỉnh",
        [SCIENCE],
        [],
        yearly("trước ngày 30/11 hằng năm", at="11-30", before=True),
    ),
    task(
        "IV.1.b",
        "Công bố danh mục nền tảng IoT dùng chung",
        [SCIENCE],
        [],
        Due("Quý I năm 2026", "by", end="2026-03-31"),
    ),
    task(
        "IV.2",
        "Lựa chọn các trường học thí điểm điểm danh tự động và phòng thí nghiệm ảo",
        [EDUCATION],
        [],
        Due("trước ngày 31/12/2025", "by", end="2025-12-31", before=True),
    ),
    task(
        "IV.3",
        "Rà soát nhu cầu lắp đặt cảm biến quan trắc trên địa bàn",
        [COMMUNES],
        [],
        Due("trong tháng 12 năm 2025", "by", end="2025-12-31"),
    ),
]

EXAMPLE = Example(
    name="87-kh-ubnd-iot-2025-2030",
    superior="",
    issuer=["ỦY BAN NHÂN DÂN", "TỈNH BẮC NINH"],
    number_line="",
    date_line="Bắc Ninh, ngày 29 tháng 9 năm 2025",
    kind_line="KẾ HOẠCH",
    title=[
        "ỨNG DỤNG INTERNET VẠN VẬT (IOT) TRONG MỘT SỐ NGÀNH, LĨNH VỰC TRỌNG ĐIỂM TỈNH BẮC NINH GIAI ĐOẠN 2025-2030"
    ],
    blocks=list(BODY),
    recipients=[
        "Thường trực Tỉnh ủy, HĐND tỉnh (b/c);",
        "Chủ tịch, các PCT UBND tỉnh;",
        "Các sở, ban, ngành;",
        "UBND các xã, phường;",
        "Các doanh nghiệp viễn thông;",
        "Lưu: VT.",
    ],
    signature=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)"],
    annexes=[
        Annex("PHỤ LỤC 1", "CHỈ TIÊU ỨNG DỤNG IOT", REFERENCE, TARGET_TABLE),
        Annex("PHỤ LỤC 2", "DANH MỤC NHIỆM VỤ ỨNG DỤNG IOT", REFERENCE, TASK_TABLE),
    ],
    footnotes={1: "Mục 4 Kết hoạch số 17/KH-UBND của UBND tỉnh"},
    expected={
        "document": {
            "kind": "plan",
            "number": "87/KH-UBND",
            "date": "2025-09-29",
            "issuer": "Ủy ban nhân dân tỉnh Bắc Ninh",
            "signatory": {"name": None, "position": "Phó Chủ tịch", "authority": "KT."},
            "cites": ["17/KH-UBND", "71/NQ-CP", "07-KH/TU", "1132/QĐ-TTg"],
        },
        "targets": [found for _, found in TARGET_ROWS],
        "tasks": [found for _, found in TASK_ROWS if found] + DUTIES,
        "warnings": [],
    },
)
