# ruff: noqa: E501 - sentences stay whole
"""The department's letter on the work of 2026: no number, blank day, a footnote that cuts a sentence."""

from tools.examples.content.names import AGRICULTURE, CONSTRUCTION, EDUCATION, HEALTH, OPERATORS, TRADE, ZONES
from tools.examples.model import ANY, Block, Due, Example, PageFootnote, Para, target, task

OFFICES = ["các cơ quan, đơn vị"]

BODY: list[Block] = [
    Para(
        "Thực hiện Chiến lược tổng thể 10 năm phát triển hạ tầng số của tỉnh được phê duyệt tại Quyết định số "
        "1777/QĐ-UBND ngày 15/12/2025; các Kế hoạch của UBND tỉnh: số 86/KH-UBND ngày 29/9/2025 về hạ tầng 5G và "
        "IoT trong khu công nghiệp, cụm công nghiệp, số 87/KH-UBND ngày 29/9/2025 về ứng dụng IoT và số "
        "94/KH-UBND ngày 06/10/2025 về phát triển hạ tầng số."
    ),
    Para(
        "Sau khi Sở Khoa học và Công nghệ có Công văn số 2754/SKHCN-BCVT ngày 19/12/2025, đến nay mới có năm sở gửi "
        "kế hoạch của ngành mình¹. Đối chiếu với thời hạn trước ngày 20/10/2025 đã giao, phần lớn kế hoạch gửi "
        "chậm; nhiều đơn vị chưa gửi."
    ),
    Para(
        "Theo báo cáo, đến tháng 10/2025 toàn tỉnh có 384 trạm 5G, phủ khoảng 54% dân số; trong khi một doanh nghiệp có 300 "
        "trạm chỉ tự đánh giá phủ 14% dân số. Các đơn vị cần thống nhất cách tính khi xây dựng kế hoạch. Những vướng mắc "
        "được phản ánh nhiều là thủ tục lắp đặt trạm trên đất công, giá thuê cống bể trong khu công nghiệp và tâm lý lo "
        "ngại bức xạ của người dân sống gần trạm."
    ),
    Para("Để các nhiệm vụ được triển khai đồng bộ ngay từ đầu năm, Sở Khoa học và Công nghệ đề nghị:"),
    Para(
        "1. Trên cơ sở nhiệm vụ đã được phân công trong ba Kế hoạch nêu trên, đề nghị các cơ quan, đơn vị xây dựng kế "
        "hoạch chi tiết của năm 2026. Kế hoạch cần tách nhiệm vụ chung thành dự án, đề án, hoạt động cụ thể; có tiến "
        "độ theo từng quý và thời điểm hoàn thành; kết quả phải đếm được, đối chiếu được với số liệu của ngành và của doanh "
        "nghiệp viễn thông trên cùng địa bàn (ví dụ: số trạm 5G lắp mới, số thôn có cáp quang, số xã hết vùng lõm sóng, số "
        "trường"
    ),
    PageFootnote(
        "¹ (1) Kế hoạch số 38/KH-UBND ngày 10/10/2025 của Sở Nông nghiệp và Môi trường; (2) Kế hoạch số "
        "52/KH-SGDĐT ngày 01/12/2025 của Sở Giáo dục và Đào tạo; (3) Kế hoạch số 71/KH-STP ngày 21/12/2025 của "
        "Sở Tư pháp; (4) Kế hoạch số 02/KH-SVHTTDL ngày 08/01/2026 của Sở Văn hóa, Thể thao và Du lịch; (5) Kế "
        "hoạch số 14/KH-SXD ngày 26/01/2026 của Sở Xây dựng."
    ),
    Para("học thông minh, số nhà máy dùng IoT) và chỉ rõ nguồn kinh phí, đơn vị chủ trì, phối hợp.", "plain"),
    Para(
        "2. Tập trung vào các nhiệm vụ trọng tâm của năm 2026: (1) hạ tầng kết nối, gồm cột, trạm BTS, phủ sóng 5G, "
        "cáp quang; (2) hạ tầng 5G, IoT trong khu công nghiệp, cụm công nghiệp; (3) ứng dụng IoT trong các ngành, "
        "lĩnh vực trọng điểm, cụ thể như sau:"
    ),
    Para(
        "- Sở Nông nghiệp và Môi trường: Nhân rộng ứng dụng IoT trong trồng trọt, chăn nuôi, thủy sản và quan trắc "
        "môi trường.",
        "bullet",
    ),
    Para(
        "- Sở Giáo dục và Đào tạo: Đưa hệ thống điểm danh tự động, camera thông minh vào trường học; lập phòng thí "
        "nghiệm ảo.",
        "bullet",
    ),
    Para(
        "- Sở Xây dựng: Thí điểm cảm biến theo dõi tải trọng xe và tình trạng cầu đường trên các tuyến nối khu công "
        "nghiệp.",
        "bullet",
    ),
    Para("- Sở Y tế: Kết nối dữ liệu từ thiết bị đeo của người bệnh với hồ sơ sức khỏe điện tử.", "bullet"),
    Para(
        "- Ban Quản lý các khu công nghiệp, Sở Công Thương: Hỗ trợ doanh nghiệp xây dựng nhà máy thông minh 5G và thí "
        "điểm hạ tầng IoT trong khu công nghiệp, cụm công nghiệp.",
        "bullet",
    ),
    Para(
        "- Các doanh nghiệp viễn thông: Bảo đảm lộ trình phủ sóng 5G, trong năm 2026 lắp đặt thêm ít nhất 139 trạm BTS "
        "5G; cung cấp nền tảng số cho cơ quan nhà nước và doanh nghiệp.",
        "bullet",
    ),
    Para(
        "3. Đề nghị các cơ quan, đơn vị gửi về Sở Khoa học và Công nghệ: (1) Kế hoạch chi tiết năm 2026 trước ngày "
        "28/02/2026; (2) Báo cáo kết quả thực hiện năm 2026 trước ngày 15/12/2026, làm căn cứ xếp hạng chuyển đổi số."
    ),
    Para("Rất mong các cơ quan, đơn vị quan tâm phối hợp./."),
]

BULLETS = [
    ([AGRICULTURE], "Nhân rộng ứng dụng IoT trong trồng trọt, chăn nuôi, thủy sản và quan trắc môi trường"),
    ([EDUCATION], "Đưa hệ thống điểm danh tự động, camera thông minh vào trường học"),
    ([CONSTRUCTION], "Thí điểm cảm biến theo dõi tải trọng xe và tình trạng cầu đường"),
    ([HEALTH], "Kết nối dữ liệu từ thiết bị đeo của người bệnh với hồ sơ sức khỏe điện tử"),
    ([ZONES, TRADE], "Hỗ trợ doanh nghiệp xây dựng nhà máy thông minh 5G"),
    ([OPERATORS], "Bảo đảm lộ trình phủ sóng 5G, trong năm 2026 lắp đặt thêm ít nhất 139 trạm BTS 5G"),
]

EXAMPLE = Example(
    name="cong-van-skhcn-nhiem-vu-2026",
    superior="UBND TỈNH BẮC NINH",
    issuer=["SỞ KHOA HỌC VÀ CÔNG NGHỆ"],
    number_line="Số:            /SKHCN-BCVT",
    date_line="Bắc Ninh, ngày       tháng 01 năm 2026",
    kind_line="",
    title=["V/v triển khai nhiệm vụ phát triển hạ tầng số và ứng dụng IoT năm 2026"],
    addressees=["Các sở, ban, ngành thuộc UBND tỉnh;", "Các doanh nghiệp viễn thông trên địa bàn tỉnh."],
    blocks=list(BODY),
    recipients=[
        "Như trên;",
        "Phó Chủ tịch thường trực UBND tỉnh (b/c);",
        "Giám đốc, các Phó Giám đốc Sở;",
        "Lưu: VT, BCVT.",
    ],
    signature=["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "(Đã ký)"],
    expected={
        "document": {
            "kind": "letter",
            "number": None,
            "date": "2026-01",
            "issuer": "Sở Khoa học và Công nghệ tỉnh Bắc Ninh",
            "signatory": {"name": None, "position": "Phó Giám đốc", "authority": "KT."},
            "cites": [
                "1777/QĐ-UBND",
                "86/KH-UBND",
                "87/KH-UBND",
                "94/KH-UBND",
                "2754/SKHCN-BCVT",
                "38/KH-UBND",
                "52/KH-SGDĐT",
                "71/KH-STP",
                "02/KH-SVHTTDL",
                "14/KH-SXD",
            ],
        },
        "targets": [
            target(
                "2",
                "trong năm 2026 lắp đặt thêm ít nhất 139 trạm BTS 5G",
                "ge",
                139,
                "trạm",
                Due("trong năm 2026", "by", end="2026-12-31"),
                lead=[OPERATORS],
            ),
        ],
        "tasks": [
            task(
                "1",
                "Trên cơ sở nhiệm vụ đã được phân công trong ba Kế hoạch nêu trên, đề nghị các cơ quan, đơn vị xây "
                "dựng kế hoạch chi tiết",
                OFFICES,
                [],
                ANY,
            ),
            *[task("2", text, lead, [], ANY) for lead, text in BULLETS],
            task(
                "3",
                "Kế hoạch chi tiết năm 2026",
                OFFICES,
                [],
                Due("trước ngày 28/02/2026", "by", end="2026-02-28", before=True),
            ),
            task(
                "3",
                "Báo cáo kết quả thực hiện năm 2026",
                OFFICES,
                [],
                Due("trước ngày 15/12/2026", "by", end="2026-12-15", before=True),
            ),
        ],
        "warnings": ["impossible_symbol"],
    },
)
