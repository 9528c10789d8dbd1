# ruff: noqa: E501 - sentences stay whole
"""The provincial digital-infrastructure plan 2025-2030, as docx with merged cells and footnotes."""

from tools.examples.content.names import (
    COMMUNES,
    CONSTRUCTION,
    DEPARTMENTS,
    FINANCE,
    MEDIA,
    OPERATORS,
    SCIENCE,
    TRADE,
    YOUTH,
    ZONES,
)
from tools.examples.model import (
    CONTINUOUS,
    LEFT,
    NOT_STATED,
    UP,
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

BOTH = [DEPARTMENTS, COMMUNES]
DIRECTED = f"- {SCIENCE} chỉ đạo\n- {OPERATORS} thực hiện"
GUIDED = "Theo hướng dẫn của Bộ KH&CN"
END_2030 = Due("", "by", end="2030-12-31")

BODY = [
    Para(
        "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, "
        "công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia;",
        "basis",
    ),
    Para(
        "Căn cứ Nghị quyết số 193/2025/QH15 ngày 19/02/2025 của Quốc hội về thí điểm một số cơ chế, chính "
        "sách đặc biệt;",
        "basis",
    ),
    Para(
        "Căn cứ Quyết định số 1132/QĐ-TTg ngày 09/10/2024 của Thủ tướng Chính phủ về Chiến lược hạ tầng số;",
        "basis",
    ),
    Para(
        "Căn cứ Quyết định số 912/QĐ-BKHCN ngày 18/5/2025 của Bộ Khoa học và Công nghệ về Kế hoạch phát triển "
        "hạ tầng số;",
        "basis",
    ),
    Para(
        "Căn cứ Kế hoạch số 07-KH/TU ngày 25/7/2025 của Ban Thường vụ Tỉnh ủy và Kế hoạch số 17/KH-UBND ngày "
        "11/8/2025 của UBND tỉnh triển khai Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ;",
        "basis",
    ),
    Para("Xét đề nghị của Sở Khoa học và Công nghệ tại Tờ trình số 78/TTr-SKHCN ngày 24/9/2025.", "basis"),
    Para(
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch phát triển hạ tầng số giai đoạn 2025 - 2030 với các nội dung "
        "sau đây:"
    ),
    Para("I. MỤC ĐÍCH, YÊU CẦU", "h1"),
    Para("1. Mục đích", "h2"),
    Para(
        "a) Xác định những việc phải làm để hạ tầng số của tỉnh theo kịp nhu cầu của người dân, của các nhà "
        "máy trong khu công nghiệp và của bộ máy chính quyền hai cấp."
    ),
    Para(
        "b) Làm căn cứ để từng cơ quan, từng doanh nghiệp bố trí nguồn lực; đưa hạ tầng số vào quy hoạch, "
        "thiết kế cùng lúc với đường giao thông, lưới điện và công trình ngầm."
    ),
    Para("2. Yêu cầu", "h2"),
    Para(
        "a) Ưu tiên dùng chung cột, cống bể và nhà trạm sẵn có trước khi xây dựng mới; không đầu tư trùng lặp."
    ),
    Para("b) Mỗi nhiệm vụ có một đầu mối, một thời hạn và một sản phẩm kiểm đếm được."),
    Para("3. Hiện trạng", "h2"),
    Para(
        "Đến tháng 6/2025, toàn tỉnh có 3.957 trạm BTS đang hoạt động; riêng sáu tháng đầu năm lắp mới 118 trạm 4G và "
        "253 trạm 5G, ngầm hóa và chỉnh trang khoảng 60,5 km cáp. Số thuê bao điện thoại là 4.045.730, thuê bao Internet "
        "(gồm cả di động) là 4.397.720, cao hơn dân số khoảng 3,6 triệu người."
    ),
    Para("II. MỤC TIÊU", "h1"),
    Para("1. Mục tiêu chung", "h2"),
    Para(
        "Đưa hạ tầng số trở thành hạ tầng thiết yếu, có mặt ở mọi thôn, tổ dân phố, bảo đảm an toàn và thân "
        "thiện với môi trường; tạo nền cho chính quyền số, kinh tế số và xã hội số."
    ),
    Para("2. Mục tiêu cụ thể đến năm 2030", "h2"),
    Para("a) Hạ tầng viễn thông và Internet", "h3"),
    Para("- 100% người sử dụng có thể đăng ký đường truyền cáp quang có tốc độ từ 1 Gb/s trở lên.", "bullet"),
    Para("- Sóng di động 5G đến được với 100% dân số của tỉnh.", "bullet"),
    Para("- Tỷ lệ sử dụng IPv6 của toàn tỉnh đạt ít nhất 90%[^1].", "bullet"),
    Para("b) Hạ tầng dữ liệu", "h3"),
    Para(
        "- Các trung tâm dữ liệu đầu tư mới có chỉ số hiệu quả sử dụng năng lượng (PUE) không quá 1,4.",
        "bullet",
    ),
    Para("c) Hạ tầng vật lý - số", "h3"),
    Para(
        "- Số kết nối IoT thuộc nhóm trung bình cao của cả nước, hoặc bình quân mỗi người dân có 04 kết nối "
        "IoT[^2].",
        "bullet",
    ),
    Para("d) Hạ tầng tiện ích số và công nghệ số như dịch vụ", "h3"),
    Para("- Trên địa bàn tỉnh, 70% dân số trưởng thành có chữ ký số hoặc chữ ký điện tử cá nhân.", "bullet"),
    Para("(Danh mục chỉ tiêu tại Phụ lục I)"),
    Para("III. NỘI DUNG TRỌNG TÂM", "h1"),
    Para(
        "1. Viễn thông và Internet: kéo cáp quang đến từng thôn, tổ dân phố; mở rộng vùng phủ 5G trước hết ở "
        "trung tâm đô thị, khu công nghiệp, trường học, bệnh viện, khu di tích và đầu mối giao thông."
    ),
    Para(
        "2. Dữ liệu: nâng cấp Trung tâm dữ liệu tỉnh theo hướng xanh, nối với Trung tâm dữ liệu quốc gia; kêu "
        "gọi nhà đầu tư có năng lực."
    ),
    Para(
        "3. Vật lý - số: gắn cảm biến vào đường giao thông, lưới điện, cấp nước, thoát nước và các công trình "
        "đô thị; nghiên cứu bản sao số."
    ),
    Para(
        "4. Tiện ích số: hình thành các nền tảng dùng chung về định danh, thanh toán, hóa đơn và chia sẻ dữ "
        "liệu."
    ),
    Para("(Danh mục nhiệm vụ tại Phụ lục II)"),
    Para("IV. GIẢI PHÁP", "h1"),
    Para("1. Cơ chế, chính sách", "h2"),
    Para(
        "a) Đơn giản hóa trình tự cấp phép xây dựng cột ăng ten; mở trụ sở công, đất công cho việc lắp đặt "
        "trạm phát sóng."
    ),
    Para("b) Xây dựng khung giá thuê cống, bể, cột dùng chung trong khu công nghiệp."),
    Para("2. Đo lường, giám sát", "h2"),
    Para("a) Đo kiểm chất lượng mạng bằng công cụ i-Speed;"),
    Para("b) Lập bản đồ vùng lõm sóng đến từng thôn;"),
    Para("c) Thống kê trạm phát sóng theo doanh nghiệp và theo công nghệ;"),
    Para("d) Theo dõi tỷ lệ dùng chung cột ăng ten;"),
    Para("đ) Cập nhật số liệu cáp ngầm hóa;"),
    Para("e) Công khai số liệu trên cổng dữ liệu của tỉnh;"),
    Para("f) Cảnh báo nhiệm vụ chậm tiến độ;"),
    Para("g) Đối chiếu số báo cáo với số đo;"),
    Para("h) Lưu vết mọi lần điều chỉnh số liệu."),
    Para("V. KINH PHÍ", "h1"),
    Para(
        "Kinh phí thực hiện gồm ngân sách nhà nước theo phân cấp, vốn của doanh nghiệp và các nguồn hợp pháp "
        "khác."
    ),
    Para("VI. TỔ CHỨC THỰC HIỆN", "h1"),
    Para("1. Các Sở, ban, ngành; UBND các xã, phường; Các doanh nghiệp viễn thông", "h2"),
    Para(
        "a) Xây dựng, ban hành kế hoạch phát triển hạ tầng số của đơn vị và gửi về Sở Khoa học và Công nghệ "
        "trước ngày 20/10/2025."
    ),
    Para("b) Báo cáo kết quả thực hiện về Sở Khoa học và Công nghệ trước ngày 20/11 hằng năm."),
    Para("2. Sở Khoa học và Công nghệ", "h2"),
    Para("a) Hướng dẫn các cơ quan, đơn vị, UBND cấp xã và doanh nghiệp viễn thông triển khai Kế hoạch."),
    Para(
        "b) Xây dựng hệ thống quản lý hạ tầng viễn thông trên nền bản đồ số, hoàn thành trước ngày 31/12/2026."
    ),
    Para(
        "c) Phối hợp với Cục Viễn thông khai thác số liệu kết nối IoT và chỉ số phát triển hạ tầng số của tỉnh."
    ),
    Para("d) Hằng năm tổng hợp, báo cáo UBND tỉnh kết quả thực hiện Kế hoạch này."),
    Para("3. Sở Tài chính", "h2"),
    Para(
        "a) Chủ trì, phối hợp với Sở Khoa học và Công nghệ tham mưu bố trí kinh phí cho các nhiệm vụ dùng ngân "
        "sách nhà nước."
    ),
    Para("b) Tham mưu danh mục dự án hạ tầng dữ liệu kêu gọi đầu tư."),
    Para("4. Sở Xây dựng", "h2"),
    Para("a) Hướng dẫn doanh nghiệp viễn thông xây dựng hạ tầng kỹ thuật thụ động phù hợp quy hoạch đô thị."),
    Para(
        "b) Chủ trì rà soát việc dùng chung hạ tầng viễn thông với đường giao thông, chiếu sáng và thoát nước."
    ),
    Para(
        "5. Báo và Phát thanh, Truyền hình Bắc Ninh: mở chuyên mục tuyên truyền về hạ tầng số và các nội dung "
        "của Kế hoạch này."
    ),
    Para(
        "Trong quá trình thực hiện, nếu phát sinh khó khăn, các cơ quan, đơn vị kịp thời phản ánh để được xem "
        "xét, giải quyết./."
    ),
]

Row = tuple[list[str], Expected]


def target_row(
    number: int,
    text: str,
    result: str,
    lead: list[str],
    support: list[str],
    due: Due,
    *,
    note: str = "",
    lead_cell: str = "",
    value: tuple[str, float | None, str | None] = ("none", None, None),
) -> Row:
    """One row of annex I and its expected reading."""
    cells = [
        str(number),
        text,
        result,
        lead_cell or agencies_cell(lead),
        agencies_cell(support) if support else "",
        due.text,
        note,
    ]
    return cells, target(f"PL1.{number}", text, *value, due, lead=lead, support=support)


def task_row(
    number: str,
    text: str,
    lead: list[str],
    support: list[str],
    product: str,
    due: Due,
    *,
    note: str = "",
    lead_cell: str = "",
    merged: tuple[int, ...] = (),
) -> Row:
    """One row of annex II and its expected reading; `merged` columns continue the cell above."""
    cells = [number, text, lead_cell or agencies_cell(lead), agencies_cell(support), product, due.text, note]
    for column in merged:
        cells[column] = UP
    return cells, task(f"PL2.{number}", text, lead, support, due, product=product)


def group_row(number: str, text: str) -> Row:
    """An unnumbered-work row: a heading over the rows below, merged to the right."""
    return [number, text, LEFT, LEFT, LEFT, LEFT, LEFT], {}


OPERATED = [SCIENCE, OPERATORS]
UNDATED = Due(GUIDED)
TARGET_ROWS = [
    target_row(
        1,
        "Tỷ lệ dân số được phủ sóng di động 5G (% dân số)",
        "100%",
        OPERATED,
        BOTH,
        by_month("12/2030"),
        lead_cell=DIRECTED,
        value=("eq", 100, "%"),
    ),
    target_row(
        2,
        "Tỷ lệ người sử dụng có thể truy cập băng rộng cố định với tốc độ trên 01 Gbps/s",
        "100%",
        OPERATED,
        BOTH,
        by_month("12/2030"),
        lead_cell=DIRECTED,
        value=("eq", 100, "%"),
    ),
    target_row(
        3,
        "Năng lực sẵn sàng thử nghiệm mạng di động 6G",
        "Thử nghiệm tại KCN, trung tâm đô thị",
        [OPERATORS],
        [],
        UNDATED,
    ),
    target_row(
        4, "Tỷ lệ sử dụng IPv6 trên địa bàn", "≥ 90%", [SCIENCE], BOTH, by_year("2029"), value=("ge", 90, "%")
    ),
    target_row(
        5,
        "Trung tâm dữ liệu tỉnh được nâng cấp theo chuẩn xanh, phục vụ trí tuệ nhân tạo",
        "Đáp ứng tiêu chuẩn kỹ thuật",
        [SCIENCE],
        [],
        by_year("2030"),
        note="Theo hướng dẫn của Bộ KH&CN, Bộ Công an",
    ),
    target_row(
        6,
        "Cảm biến và công nghệ số được tích hợp vào hạ tầng thiết yếu (giao thông, điện, nước, đô thị)",
        "Kế hoạch",
        [DEPARTMENTS],
        [SCIENCE],
        by_year("2030"),
    ),
    target_row(
        7,
        "Bình quân mỗi người dân có 04 kết nối loT",
        "Văn bản",
        [SCIENCE],
        [],
        by_year("2030"),
        note="Số liệu do Cục Viễn thông cung cấp",
        value=("eq", 4, "kết nối/người"),
    ),
    target_row(
        8, "Thí điểm bản sao số trên địa bàn tỉnh", "", [SCIENCE], [DEPARTMENTS], by_year("2030"), note=GUIDED
    ),
    target_row(
        9,
        "Nền tảng số dùng chung được cung cấp như dịch vụ cho các ngành, lĩnh vực",
        "Văn bản",
        [SCIENCE],
        [],
        by_year("2030"),
        note=GUIDED,
        lead_cell=f"- {SCIENCE}",
    ),
    target_row(
        10,
        "Tỷ lệ dân số trưởng thành có chữ ký số",
        "≥ 70%",
        [YOUTH],
        BOTH,
        by_year("2030"),
        note="Kế hoạch số 17/KH-UBND",
        value=("ge", 70, "%"),
    ),
]
TASK_ROWS = [
    group_row("1", "Cơ chế, chính sách phát triển hạ tầng số"),
    task_row(
        "1.1",
        "Trình ban hành Chỉ thị của UBND tỉnh về gỡ vướng trong phát triển hạ tầng viễn thông và mạng 5G",
        [SCIENCE],
        [DEPARTMENTS],
        "Văn bản",
        by_month("9/2025"),
        note="Đã báo cáo Chủ tịch UBND tỉnh",
    ),
    task_row(
        "1.2",
        "Đưa hạ tầng kỹ thuật viễn thông thụ động vào quy hoạch tỉnh và các quy hoạch chuyên ngành",
        [SCIENCE],
        [DEPARTMENTS],
        "Văn bản",
        by_month("12/2026"),
        merged=(2, 3),
    ),
    task_row(
        "1.3",
        "Đề xuất chính sách hỗ trợ đầu tư và quy định dùng chung hạ tầng kỹ thuật với giao thông, năng "
        "lượng, chiếu sáng, cấp thoát nước",
        [CONSTRUCTION],
        BOTH,
        "Văn bản",
        by_month("12/2026"),
    ),
    task_row(
        "1.4",
        "Soạn thảo quy định của tỉnh về quản lý, sử dụng chung hạ tầng kỹ thuật viễn thông thụ động",
        [SCIENCE],
        [DEPARTMENTS],
        "Văn bản",
        by_month("12/2025"),
    ),
    group_row("2", "Tuyên truyền, nâng cao năng lực khai thác hạ tầng số"),
    task_row(
        "2.1",
        "Mở hội nghị, hội thảo chuyên đề về hạ tầng số cho cán bộ và người dân",
        [SCIENCE],
        BOTH,
        "Hội nghị",
        yearly(),
    ),
    task_row(
        "2.2",
        "Truyền thông trên phương tiện đại chúng về văn bản mới và kỹ năng sử dụng dịch vụ số",
        [SCIENCE, MEDIA],
        BOTH,
        "Chuyên mục, chuyên đề",
        yearly(),
        lead_cell=f"{SCIENCE}, {MEDIA}",
        merged=(3,),
    ),
    task_row(
        "2.3",
        "Khảo sát, đo lường và công bố số liệu phát triển hạ tầng số của tỉnh",
        [SCIENCE],
        BOTH,
        "Báo cáo khảo sát",
        yearly(),
        note=GUIDED,
        merged=(3,),
    ),
    task_row(
        "2.4",
        "Học tập kinh nghiệm phát triển hạ tầng số của các địa phương đi trước",
        [SCIENCE],
        [DEPARTMENTS],
        "Báo cáo",
        yearly("Hàng năm"),
    ),
    group_row("3", "Hạ tầng viễn thông và Internet"),
    task_row(
        "3.1",
        "Đầu tư, mở rộng mạng cáp quang băng rộng và vùng phủ di động đến mọi thôn, tổ dân phố",
        OPERATED,
        BOTH,
        "Báo cáo",
        yearly(),
        lead_cell=DIRECTED,
    ),
    task_row(
        "3.2",
        "Chuyển mạng lưới, hệ thống thông tin và ứng dụng của cơ quan nhà nước sang IPv6",
        [SCIENCE],
        [COMMUNES],
        "Văn bản, Kế hoạch",
        by_month("12/2030"),
        note=GUIDED,
    ),
    task_row(
        "3.3",
        "Phát triển mạng 5G và chuẩn bị điều kiện cho các thế hệ mạng tiếp theo (6G, Open RAN)",
        [OPERATORS],
        BOTH,
        "Kế hoạch",
        by_month("12/2030"),
        note=GUIDED,
    ),
    group_row("4", "Hạ tầng dữ liệu"),
    task_row(
        "4.1",
        "Mở rộng trung tâm dữ liệu, điện toán đám mây và lưu trữ dùng chung của tỉnh",
        [SCIENCE],
        [OPERATORS],
        "Văn bản",
        yearly(),
    ),
    task_row(
        "4.2",
        "Kêu gọi đầu tư trung tâm dữ liệu và điện toán đám mây theo chuẩn xanh",
        [FINANCE],
        [SCIENCE],
        "Danh mục dự án",
        by_month("12/2030"),
    ),
    group_row("5", "Hạ tầng vật lý - số"),
    task_row(
        "5.1",
        "Xây dựng kế hoạch hạ tầng 5G và IoT trong các khu khu công nghiệp, cụm công nghiệp",
        [SCIENCE],
        [TRADE, ZONES, OPERATORS],
        "Kế hoạch",
        by_month("9/2025"),
    ),
    task_row(
        "5.2",
        "Xây dựng kế hoạch ứng dụng loT trong một số ngành, lĩnh vực trọng điểm",
        [SCIENCE],
        [DEPARTMENTS, OPERATORS],
        "Kế hoạch",
        by_month("9/2025"),
    ),
    task_row(
        "5.3",
        "Nghiên cứu, đăng ký thí điểm bản sao số cấp tỉnh",
        [SCIENCE],
        [DEPARTMENTS],
        "Văn bản",
        by_month("12/2030"),
        note=GUIDED,
    ),
    group_row("6", "Tiện ích số và công nghệ số như dịch vụ"),
    task_row(
        "6.1",
        "Lập danh mục nền tảng số quốc gia và nền tảng dùng chung áp dụng trên địa bàn",
        [SCIENCE],
        BOTH,
        "Văn bản, Quyết định",
        CONTINUOUS,
        note=GUIDED,
    ),
]

REFERENCE = "(Kèm theo Kế hoạch số 94/KH-UBND ngày 06 tháng 10 năm 2025 của Ủy ban nhân dân tỉnh)"
TARGET_TABLE = Table(
    header=[
        ["STT", "Chỉ tiêu", "Kết quả dự kiến", "Cơ quan thực hiện", LEFT, "Thời gian hoàn thành", "Ghi chú"],
        [UP, UP, UP, "Cơ quan chủ trì", "Cơ quan phối hợp", UP, UP],
    ],
    widths_cm=[1.2, 6.6, 3.0, 4.4, 3.8, 2.6, 3.4],
    rows=[cells for cells, _ in TARGET_ROWS],
)
TASK_TABLE = Table(
    header=[
        [
            "STT",
            "Nhiệm vụ",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Sản phẩm",
            "Thời gian hoàn thành",
            "Ghi chú",
        ]
    ],
    widths_cm=[1.2, 7.2, 4.2, 4.0, 2.8, 2.4, 3.2],
    rows=[cells for cells, _ in TASK_ROWS],
)

ALL_THREE = [DEPARTMENTS, COMMUNES, OPERATORS]
DUTIES = [
    task(
        "VI.1.a",
        "Xây dựng, ban hành kế hoạch phát triển hạ tầng số của đơn vị và gửi về Sở Khoa học và Công nghệ",
        ALL_THREE,
        [],
        Due("trước ngày 20/10/2025", "by", end="2025-10-20", before=True),
    ),
    task(
        "VI.1.b",
        "Báo cáo kết quả thực hiện về Sở Khoa học và Công nghệ",
        ALL_THREE,
        [],
        yearly("trước ngày 20/11 hằng năm", at="11-20", before=True),
    ),
    task("VI.2.a", "Hướng dẫn các cơ quan, đơn vị, UBND cấp xã và doanh nghiệp viễn thông", [SCIENCE]),
    task(
        "VI.2.b",
        "Xây dựng hệ thống quản lý hạ tầng viễn thông trên nền bản đồ số",
        [SCIENCE],
        [],
        Due("trước ngày 31/12/2026", "by", end="2026-12-31", before=True),
    ),
    task(
        "VI.2.c", "Phối hợp với Cục Viễn thông khai thác số liệu kết nối IoT", [SCIENCE], ["Cục Viễn thông"]
    ),
    task(
        "VI.2.d",
        "Hằng năm tổng hợp, báo cáo UBND tỉnh kết quả thực hiện Kế hoạch này",
        [SCIENCE],
        [],
        yearly(),
    ),
    task(
        "VI.3.a",
        "Chủ trì, phối hợp với Sở Khoa học và Công nghệ tham mưu bố trí kinh phí",
        [FINANCE],
        [SCIENCE],
    ),
    task("VI.3.b", "Tham mưu danh mục dự án hạ tầng dữ liệu kêu gọi đầu tư", [FINANCE]),
    task("VI.4.a", "Hướng dẫn doanh nghiệp viễn thông xây dựng hạ tầng kỹ thuật thụ động", [CONSTRUCTION]),
    task("VI.4.b", "Chủ trì rà soát việc dùng chung hạ tầng viễn thông với đường giao thông", [CONSTRUCTION]),
    task("VI.5", "mở chuyên mục tuyên truyền về hạ tầng số", [MEDIA], [], NOT_STATED),
]
BODY_TARGETS = [
    target(
        "II.2.a",
        "100% người sử dụng có thể đăng ký đường truyền cáp quang",
        "eq",
        100,
        "%",
        END_2030,
        optional=True,
    ),
    target(
        "II.2.a", "Sóng di động 5G đến được với 100% dân số của tỉnh", "eq", 100, "%", END_2030, optional=True
    ),
    target("II.2.a", "Tỷ lệ sử dụng IPv6 của toàn tỉnh đạt ít nhất 90%", "ge", 90, "%", END_2030),
    target(
        "II.2.b",
        "Các trung tâm dữ liệu đầu tư mới có chỉ số hiệu quả sử dụng năng lượng (PUE) không quá 1,4",
        "le",
        1.4,
        "PUE",
        END_2030,
    ),
    target(
        "II.2.c",
        "Số kết nối IoT thuộc nhóm trung bình cao của cả nước, hoặc bình quân mỗi người dân có 04",
        "eq",
        4,
        "kết nối/người",
        END_2030,
        optional=True,
    ),
    target("II.2.d", "70% dân số trưởng thành có chữ ký số", "eq", 70, "%", END_2030, optional=True),
]

EXAMPLE = Example(
    name="94-kh-ubnd-ha-tang-so-2025-2030",
    superior="",
    issuer=["ỦY BAN NHÂN DÂN", "TỈNH BẮC NINH"],
    number_line="Số: 94/KH-UBND",
    date_line="Bắc Ninh, ngày 06 tháng 10 năm 2025",
    kind_line="KẾ HOẠCH",
    title=["Phát triển hạ tầng số trên địa bàn tỉnh Bắc Ninh", "giai đoạn 2025 - 2030"],
    blocks=list(BODY),
    recipients=[
        "Bộ Khoa học và Công nghệ (b/c);",
        "Thường trực Tỉnh ủy, Thường trực HĐND tỉnh (b/c);",
        "Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
        "Các sở, ban, ngành thuộc UBND tỉnh;",
        "UBND các xã, phường;",
        "Các doanh nghiệp viễn thông;",
        "Lưu: VT, KHCN.",
    ],
    signature=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)"],
    annexes=[
        Annex("PHỤ LỤC I", "CHỈ TIÊU PHÁT TRIỂN HẠ TẦNG SỐ ĐẾN NĂM 2030", REFERENCE, TARGET_TABLE),
        Annex(
            "PHỤ LỤC II",
            "DANH MỤC NHIỆM VỤ PHÁT TRIỂN HẠ TẦNG SỐ GIAI ĐOẠN 2025 - 2030",
            REFERENCE,
            TASK_TABLE,
        ),
    ],
    footnotes={
        1: "Theo VNNIC, tháng 8/2025 tỷ lệ này của tỉnh là 56,69%.",
        2: "Xem mục III Kết hoạch số 17/KH-UBND của UBND tỉnh.",
    },
    expected={
        "document": {
            "kind": "plan",
            "number": "94/KH-UBND",
            "date": "2025-10-06",
            "issuer": "Ủy ban nhân dân tỉnh Bắc Ninh",
            "signatory": {"name": None, "position": "Phó Chủ tịch", "authority": "KT."},
            "cites": [
                "57-NQ/TW",
                "193/2025/QH15",
                "1132/QĐ-TTg",
                "912/QĐ-BKHCN",
                "07-KH/TU",
                "17/KH-UBND",
                "71/NQ-CP",
                "78/TTr-SKHCN",
            ],
        },
        "targets": [found for _, found in TARGET_ROWS] + BODY_TARGETS,
        "tasks": [found for _, found in TASK_ROWS if found] + DUTIES,
        "warnings": ["body_annex_differ", "deadline_before_document"],
    },
)
