# ruff: noqa: E501 - sentences stay whole
"""The co-operation plan of the province and an operator group: lead/support/time blocks, shared by a range."""

from tools.examples.content.names import (
    AGRICULTURE,
    COMMUNES,
    CONCERNED,
    CONSTRUCTION,
    CULTURE,
    EDUCATION,
    FINANCE,
    HEALTH,
    HOME_AFFAIRS,
    MEDIA,
    POLICE,
    SCIENCE,
    TRADE,
    VIETTEL,
    VIETTEL_POST,
)
from tools.examples.model import ANY, NOT_STATED, Due, Example, Expected, Para, target, task, within

PERIOD = within("Thường xuyên trong giai đoạn 2026-2030", 2026, 2030)
YEAR_2026 = within("Năm 2026", 2026)
PAIR = [VIETTEL, VIETTEL_POST]


def block(lead: str, support: str, time: str, *, scope: str = "", dash: str = "") -> list[Para]:
    """The three lines that say who leads, who supports and when."""
    return [
        Para(f"{dash}a) Cơ quan chủ trì{scope}: {lead}."),
        Para(f"{dash}b) Cơ quan phối hợp: {support}."),
        Para(f"{dash}c) Thời gian thực hiện: {time}."),
    ]


BODY = [
    Para(
        "Thực hiện Biên bản ghi nhớ hợp tác ngày 23/12/2025 giữa UBND tỉnh Bắc Ninh và Tập đoàn Công nghiệp - Viễn thông "
        "Quân đội (Tập đoàn Viettel) về triển khai Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị và Nghị quyết số "
        "71/NQ-CP ngày 01/4/2025 của Chính phủ; theo đề nghị của Sở Khoa học và Công nghệ tại Tờ trình số 18/TTr-SKH-CN "
        "ngày 23/01/2026, UBND tỉnh ban hành Kế hoạch thực hiện như sau:"
    ),
    Para("I. MỤC ĐÍCH, YÊU CẦU", "h1"),
    Para("1. Mục đích", "h2"),
    Para(
        "Biến các cam kết trong Biên bản ghi nhớ thành công việc có người làm, có thời gian và kết quả; kết hợp thế mạnh "
        "công nghệ của doanh nghiệp với nhu cầu thực tế của tỉnh."
    ),
    Para("2. Yêu cầu", "h2"),
    Para(
        "Bám sát nội dung đã ký; không làm phát sinh độc quyền; tuân thủ pháp luật về đầu tư, đấu thầu, ngân sách và an "
        "toàn thông tin."
    ),
    Para("II. NỘI DUNG THỰC HIỆN", "h1"),
    Para("1. Tuyên truyền, nâng cao nhận thức", "h2"),
    Para(
        "1.1. Tư vấn giải pháp truyền thông số cho các cơ quan của tỉnh, hỗ trợ kỹ thuật khi khai thác nền tảng tuyên "
        "truyền trực tuyến."
    ),
    *block(
        "Viettel Bắc Ninh, Tổng công ty Bưu chính Viettel",
        "Sở Khoa học và Công nghệ; Báo và Phát thanh, Truyền hình Bắc "
        "Ninh; các sở, ngành, địa phương liên quan",
        PERIOD.text,
    ),
    Para(
        "1.2. Biên soạn, chia sẻ tài liệu phổ thông về chuyển đổi số và kinh tế tầm thấp cho tổ công nghệ số cộng đồng."
    ),
    *block(
        "Viettel Bắc Ninh, Tổng công ty Bưu chính Viettel",
        "Sở Khoa học và Công nghệ; các sở, ngành, địa phương liên quan",
        PERIOD.text,
    ),
    Para("2. Nghiên cứu cơ chế, chính sách", "h2"),
    Para(
        "2.1. Giới thiệu mô hình đã triển khai ở các tỉnh, thành phố khác để cơ quan chuyên môn tham khảo khi soạn thảo văn "
        "bản."
    ),
    *block(
        "Viettel Bắc Ninh, Tổng công ty Bưu chính Viettel",
        "Sở Khoa học và Công nghệ và các sở, ngành, địa phương liên quan",
        PERIOD.text,
    ),
    Para(
        "2.2. Trình UBND tỉnh danh sách chuyên gia của Tập đoàn Viettel tham gia tổ tư vấn chuyển đổi số của tỉnh."
    ),
    *block(
        "Sở Khoa học và Công nghệ",
        "Viettel Bắc Ninh; các sở, ngành, địa phương liên quan",
        YEAR_2026.text,
        dash="- ",
    ),
    Para("3. Phát triển hạ tầng số", "h2"),
    Para(
        "3.1. Khảo sát hiện trạng, nhu cầu phát triển hạ tầng viễn thông và hạ tầng cho kinh tế tầm thấp trên địa bàn."
    ),
    *block(
        "Sở Khoa học và Công nghệ, Viettel Bắc Ninh, Tổng công ty Bưu chính Viettel",
        "Các sở, ngành, địa phương liên quan",
        YEAR_2026.text,
        dash="- ",
    ),
    Para(
        "3.2. Bố trí nguồn lực phát triển băng thông rộng trên toàn tỉnh, trong đó chú trọng: (i) mạng 5G; (ii) chuẩn bị cho "
        "6G; (iii) trung tâm dữ liệu; (iv) đường truyền số liệu chuyên dùng; (v) cáp quang tốc độ gigabit; (vi) kết nối IoT; "
        "(vii) thanh toán số; (viii) an toàn, an ninh mạng."
    ),
    *block(
        "Viettel Bắc Ninh, Sở Khoa học và Công nghệ",
        "Các sở, ngành, địa phương liên quan",
        PERIOD.text,
        dash="- ",
    ),
    Para(
        "3.3. Đầu tư trạm 5G tại các xã, phường còn vùng lõm; phấn đấu phủ sóng 5G đạt 100% dân số trong năm 2026; cung cấp "
        "mạng 5G dùng riêng cho nhà máy tự động hóa."
    ),
    *block(
        "Viettel Bắc Ninh, Sở Khoa học và Công nghệ",
        "Các sở, ngành liên quan; UBND các xã, phường",
        "Thường xuyên trong giai đoạn 2026-2030. Riêng phủ sóng 5G đạt 100% dân số trong năm 2026",
        dash="- ",
    ),
    Para(
        "3.4. Tháo gỡ thủ tục về vị trí đặt trạm phát sóng, vận động người dân đồng thuận khi xây dựng trạm."
    ),
    *block(
        "Sở Khoa học và Công nghệ", "Sở Xây dựng; các sở, ngành, địa phương liên quan", PERIOD.text, dash="- "
    ),
    Para("4. Phát triển nguồn nhân lực", "h2"),
    Para("4.1. Góp ý cho tỉnh về chính sách thu hút chuyên gia công nghệ số."),
    Para("4.2. Bồi dưỡng kỹ năng số, dữ liệu lớn và trí tuệ nhân tạo cho công chức, viên chức."),
    Para("4.3 Tiếp nhận cán bộ, sinh viên của tỉnh đến thực tập tại các đơn vị của Tập đoàn."),
    *block(
        "Viettel Bắc Ninh, Tổng công ty Bưu chính Viettel và Sở Khoa học và Công nghệ, Sở Nội vụ, Sở Giáo dục và Đào tạo "
        "(theo chức năng, nhiệm vụ)",
        "Các sở, ngành, địa phương liên quan",
        PERIOD.text,
        scope=" (nội dung 4.1-4.3)",
        dash="- ",
    ),
    Para("5. Chuyển đổi số trong hoạt động của cơ quan nhà nước", "h2"),
    Para(
        "5.1. Xây dựng cơ sở dữ liệu chuyên ngành nông nghiệp và môi trường, y tế, giáo dục trên nền tảng dùng chung."
    ),
    Para("5.2. Hình thành các bài toán lớn về chuyển đổi số để đặt hàng doanh nghiệp giải quyết."),
    *block(
        "Viettel Bắc Ninh, Sở Khoa học và Công nghệ, Sở Y tế, Sở Giáo dục và Đào tạo, Sở Nông nghiệp và Môi trường",
        "các sở, ngành, địa phương liên quan",
        PERIOD.text,
        scope=" (nội dung 5.1-5.2)",
    ),
    Para("6. Hỗ trợ doanh nghiệp", "h2"),
    Para("6.1. Tư vấn lộ trình chuyển đổi số cho doanh nghiệp nhỏ và vừa của tỉnh."),
    Para("6.2. Đặt hàng nhiệm vụ khoa học, công nghệ gắn với sản xuất thông minh."),
    *block(
        "Viettel Bắc Ninh, Sở Khoa học và Công nghệ, Sở Tài chính",
        "các sở, ngành, địa phương liên quan",
        PERIOD.text,
        scope=" (nội dung 6.1-6.2)",
    ),
    Para("7. Văn hóa và du lịch số", "h2"),
    Para("7.1. Số hóa di sản Quan họ và các di tích quốc gia đặc biệt để phục vụ du khách."),
    *block(
        "Viettel Bắc Ninh, Sở Văn hóa, Thể thao và Du lịch",
        "các sở, ngành, địa phương liên quan",
        PERIOD.text,
    ),
    Para("8. Kinh tế tầm thấp", "h2"),
    Para("8.1. Đề xuất đề án thí điểm kinh tế không gian tầm thấp của tỉnh."),
    *block(
        "Viettel Bắc Ninh, Tổng công ty Bưu chính Viettel",
        "Sở Khoa học và Công nghệ; Sở Công Thương; các sở, ngành, địa phương liên quan",
        "Giai đoạn 2026-2027",
    ),
    Para("8.2. Mở rộng các mô hình kinh tế tầm thấp đã thí điểm thành công."),
    *block(
        "Viettel Bắc Ninh, Tổng công ty Bưu chính Viettel",
        "Sở Khoa học và Công nghệ; Sở Công Thương; các sở, ngành, địa phương liên quan",
        "Giai đoạn 2027-2030",
    ),
    Para("9. An toàn, an ninh mạng", "h2"),
    Para("9.1. Diễn tập ứng cứu sự cố, tập huấn an toàn thông tin cho cán bộ chuyên trách."),
    Para("9.2. Tư vấn giải pháp giám sát an ninh mạng cho các hệ thống thông tin của tỉnh khi có yêu cầu."),
    *block(
        "Viettel Bắc Ninh",
        "Công an tỉnh; Sở Khoa học và Công nghệ; các sở, ngành, địa phương liên quan",
        PERIOD.text,
        scope=" (nội dung 9.1-9.2)",
    ),
    Para("III. KINH PHÍ", "h1"),
    Para("Mỗi bên tự bảo đảm kinh phí cho phần việc của mình theo quy định của pháp luật."),
    Para("IV. TỔ CHỨC THỰC HIỆN", "h1"),
    Para("1. Sở Khoa học và Công nghệ", "h2"),
    Para("a) Là đầu mối của tỉnh làm việc với Tập đoàn Viettel."),
    Para("b) Tổng hợp tình hình, báo cáo UBND tỉnh định kỳ 6 tháng và hằng năm."),
    Para("2. Viettel Bắc Ninh, Tổng công ty Bưu chính Viettel", "h2"),
    Para("a) Bố trí nhân lực, kinh phí thực hiện các nội dung được giao chủ trì."),
    Para("b) Bảo mật thông tin, dữ liệu trong quá trình hợp tác."),
    Para(
        "Trên đây là Kế hoạch thực hiện Biên bản ghi nhớ; yêu cầu các cơ quan, đơn vị nghiêm túc triển khai./."
    ),
]


def item(path: str, text: str, lead: list[str], support: list[str], due: Due) -> Expected:
    """An expected task of section II."""
    return task(f"II.{path}", text, lead, support, due)


TRAINERS = [*PAIR, SCIENCE, HOME_AFFAIRS, EDUCATION]
STATE = [VIETTEL, SCIENCE, HEALTH, EDUCATION, AGRICULTURE]
BUSINESS = [VIETTEL, SCIENCE, FINANCE]
LOW_ALTITUDE = [SCIENCE, TRADE, CONCERNED]
CYBER = [POLICE, SCIENCE, CONCERNED]

TASKS = [
    item(
        "1.1",
        "Tư vấn giải pháp truyền thông số cho các cơ quan của tỉnh",
        PAIR,
        [SCIENCE, MEDIA, CONCERNED],
        PERIOD,
    ),
    item(
        "1.2",
        "Biên soạn, chia sẻ tài liệu phổ thông về chuyển đổi số và kinh tế tầm thấp",
        PAIR,
        [SCIENCE, CONCERNED],
        PERIOD,
    ),
    item(
        "2.1",
        "Giới thiệu mô hình đã triển khai ở các tỉnh, thành phố khác",
        PAIR,
        [SCIENCE, CONCERNED],
        PERIOD,
    ),
    item(
        "2.2",
        "Trình UBND tỉnh danh sách chuyên gia của Tập đoàn Viettel",
        [SCIENCE],
        [VIETTEL, CONCERNED],
        YEAR_2026,
    ),
    item(
        "3.1",
        "Khảo sát hiện trạng, nhu cầu phát triển hạ tầng viễn thông",
        [SCIENCE, *PAIR],
        [CONCERNED],
        YEAR_2026,
    ),
    item(
        "3.2",
        "Bố trí nguồn lực phát triển băng thông rộng trên toàn tỉnh",
        [VIETTEL, SCIENCE],
        [CONCERNED],
        PERIOD,
    ),
    item(
        "3.3",
        "Đầu tư trạm 5G tại các xã, phường còn vùng lõm",
        [VIETTEL, SCIENCE],
        ["Các sở, ngành liên quan", COMMUNES],
        PERIOD,
    ),
    item("3.4", "Tháo gỡ thủ tục về vị trí đặt trạm phát sóng", [SCIENCE], [CONSTRUCTION, CONCERNED], PERIOD),
    item(
        "4.1", "Góp ý cho tỉnh về chính sách thu hút chuyên gia công nghệ số", TRAINERS, [CONCERNED], PERIOD
    ),
    item("4.2", "Bồi dưỡng kỹ năng số, dữ liệu lớn và trí tuệ nhân tạo", TRAINERS, [CONCERNED], PERIOD),
    item("4.3", "Tiếp nhận cán bộ, sinh viên của tỉnh đến thực tập", TRAINERS, [CONCERNED], PERIOD),
    item(
        "5.1",
        "Xây dựng cơ sở dữ liệu chuyên ngành nông nghiệp và môi trường, y tế, giáo dục",
        STATE,
        [CONCERNED],
        PERIOD,
    ),
    item("5.2", "Hình thành các bài toán lớn về chuyển đổi số", STATE, [CONCERNED], PERIOD),
    item("6.1", "Tư vấn lộ trình chuyển đổi số cho doanh nghiệp nhỏ và vừa", BUSINESS, [CONCERNED], PERIOD),
    item(
        "6.2",
        "Đặt hàng nhiệm vụ khoa học, công nghệ gắn với sản xuất thông minh",
        BUSINESS,
        [CONCERNED],
        PERIOD,
    ),
    item(
        "7.1",
        "Số hóa di sản Quan họ và các di tích quốc gia đặc biệt",
        [VIETTEL, CULTURE],
        [CONCERNED],
        PERIOD,
    ),
    item(
        "8.1",
        "Đề xuất đề án thí điểm kinh tế không gian tầm thấp của tỉnh",
        PAIR,
        LOW_ALTITUDE,
        within("Giai đoạn 2026-2027", 2026, 2027),
    ),
    item(
        "8.2",
        "Mở rộng các mô hình kinh tế tầm thấp đã thí điểm thành công",
        PAIR,
        LOW_ALTITUDE,
        within("Giai đoạn 2027-2030", 2027, 2030),
    ),
    item("9.1", "Diễn tập ứng cứu sự cố, tập huấn an toàn thông tin", [VIETTEL], CYBER, PERIOD),
    item(
        "9.2",
        "Tư vấn giải pháp giám sát an ninh mạng cho các hệ thống thông tin của tỉnh",
        [VIETTEL],
        CYBER,
        PERIOD,
    ),
    task("IV.1.a", "Là đầu mối của tỉnh làm việc với Tập đoàn Viettel", [SCIENCE], [], ANY),
    task(
        "IV.1.b",
        "Tổng hợp tình hình, báo cáo UBND tỉnh định kỳ 6 tháng và hằng năm",
        [SCIENCE],
        [],
        Due("định kỳ 6 tháng và hằng năm", "half_yearly"),
    ),
    task(
        "IV.2.a", "Bố trí nhân lực, kinh phí thực hiện các nội dung được giao chủ trì", PAIR, [], NOT_STATED
    ),
    task("IV.2.b", "Bảo mật thông tin, dữ liệu trong quá trình hợp tác", PAIR, [], NOT_STATED),
]

EXAMPLE = Example(
    name="ke-hoach-hop-tac-ubnd-viettel-2026",
    superior="",
    issuer=["ỦY BAN NHÂN DÂN", "TỈNH BẮC NINH"],
    number_line="Số:            /KH-UBND",
    date_line="Bắc Ninh, ngày       tháng 01 năm 2026",
    kind_line="KẾ HOẠCH",
    title=[
        "Thực hiện Biên bản ghi nhớ hợp tác giữa UBND tỉnh Bắc Ninh",
        "và Tập đoàn Công nghiệp - Viễn thông Quân đội",
    ],
    blocks=list(BODY),
    recipients=[
        "Thường trực Tỉnh ủy (b/c);",
        "Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
        "Các sở, ban, ngành;",
        "UBND các xã, phường;",
        "Tập đoàn Viettel, Viettel Bắc Ninh;",
        "Lưu: VT, KHCN.",
    ],
    signature=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)"],
    expected={
        "document": {
            "kind": "plan",
            "number": None,
            "date": "2026-01",
            "issuer": "Ủy ban nhân dân tỉnh Bắc Ninh",
            "signatory": {"name": None, "position": "Phó Chủ tịch", "authority": "KT."},
            "cites": ["57-NQ/TW", "71/NQ-CP", "18/TTr-SKH-CN"],
        },
        "targets": [
            target(
                "II.3.3",
                "phấn đấu phủ sóng 5G đạt 100% dân số trong năm 2026",
                "eq",
                100,
                "%",
                Due("trong năm 2026", "by", end="2026-12-31"),
            ),
        ],
        "tasks": TASKS,
        "warnings": [],
    },
)
