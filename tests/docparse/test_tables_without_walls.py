"""Tables that lost their walls: bars, wrapped streams, columns of white space."""

from hatang.docparse import parse_text

BARS = """PHỤ LỤC
|
**STT**
|
**Nhiệm vụ, giải
pháp**
|
**Đơn vị chủ trì**
|
**Đơn vị phối hợp**
|
**Thời gian thực hiện**
|
**Sản phẩm**
|
|
**I**
|
**Thể chế**
|
|
1
|
Xây dựng quy chế vận hành kho
dữ liệu
|
Sở Tư pháp
|
|
2026
|
Quy chế
|
|
2
|
Tập huấn cán bộ xã
|
Sở Nội vụ
|
Sở Tài chính
|
Hằng năm
|
|
**DANH MỤC KHÁC**
"""

STREAM = """KẾ HOẠCH
Sở Thông tin xây dựng Kế hoạch thực hiện các nhiệm vụ của ngành trong thời gian tới như
sau, yêu cầu các phòng nghiêm túc thực hiện những nội dung được phân công dưới đây và
báo cáo kết quả về Văn phòng Sở để tổng hợp, theo dõi, đôn đốc việc thực hiện hằng quý.
Các phòng chuyên môn căn cứ nội dung được phân công chủ động xây dựng kế hoạch riêng của
mình, bảo đảm đúng tiến độ, đúng yêu cầu và phối hợp chặt chẽ với các đơn vị có liên quan
trong quá trình triển khai, kịp thời phản ánh khó khăn, vướng mắc phát sinh để được tháo
gỡ theo thẩm quyền, không để chậm trễ ảnh hưởng đến kết quả chung của toàn ngành trong
PHỤ LỤC
STT Nội dung Đơn vị chủ trì Đơn vị phối
hợp
Thời gian
hoàn thành
Sản phẩm
1 Nhóm việc về dữ liệu của tỉnh và các hệ thống dùng chung trên địa bàn toàn tỉnh:
1.1 Trình UBND tỉnh Quyết định ban hành Quy chế chia sẻ dữ liệu giữa các ngành, các cấp
trên địa bàn tỉnh
Phòng CNTT Trung tâm
CNTT&TT
10/2022 Quy chế
1.2
Đầu tư, nâng cấp hệ thống họp trực tuyến trong toàn tỉnh bảo đảm kết nối tới cấp xã
Trung tâm
CNTT&TT
Các doanh
nghiệp viễn
thông
2023-2025 Hoàn
thành nâng
cấp
"""

COLUMNS = """                            PHỤ LỤC
STT   Nhiệm vụ                     Cơ quan chủ trì      Cơ quan phối hợp     Thời gian hoàn thành
1     Lắp trạm quan trắc           Sở Nông nghiệp       UBND các xã          12/2026
      không khí                    và Môi trường
2     Mở dữ liệu giao thông        Sở Xây dựng                               Quý II/2027
"""


def test_cells_between_bars_keep_their_columns_when_one_is_empty() -> None:
    first, second = parse_text(BARS).tasks

    assert (first.text, first.lead, first.support, first.product) == (
        "Xây dựng quy chế vận hành kho dữ liệu",
        ["Sở Tư pháp"],
        [],
        "Quy chế",
    )
    assert (first.due.kind, first.due.end) == ("within", "2026-12-31")
    assert (second.support, second.product, second.due.kind) == (["Sở Tài chính"], None, "yearly")


def test_a_wrapped_stream_is_parted_around_its_deadline() -> None:
    tasks = [task for task in parse_text(STREAM).tasks if task.path.startswith("PL.")]

    assert [task.path for task in tasks] == ["PL.1.1", "PL.1.2"]
    assert (tasks[0].lead, tasks[0].support, tasks[0].product) == (
        ["Phòng CNTT"],
        ["Trung tâm CNTT&TT"],
        "Quy chế",
    )
    assert tasks[0].due.end == "2022-10-31"
    assert (tasks[1].lead, tasks[1].support) == (["Trung tâm CNTT&TT"], ["Các doanh nghiệp viễn thông"])
    assert (tasks[1].due.kind, tasks[1].product) == ("within", "Hoàn thành nâng cấp")


def test_columns_of_white_space_are_read_by_their_places() -> None:
    first, second = parse_text(COLUMNS).tasks

    assert (first.text, first.lead, first.support) == (
        "Lắp trạm quan trắc không khí",
        ["Sở Nông nghiệp và Môi trường"],
        ["UBND các xã"],
    )
    assert (second.lead, second.support, second.due.end) == (["Sở Xây dựng"], [], "2027-06-30")
