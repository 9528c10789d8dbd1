"""What a passage of a report says of a piece of work: sentences of officials, labelled by hand."""

import pytest

from hatang.docparse.said import SaidState, said_in

# Sentence; state; percent; day; number of the document it brings; whether it names what hinders.
SENTENCES: list[tuple[str, str | None, int | None, str | None, str, bool]] = [
    (
        "Sở đã ban hành Kế hoạch số 45/KH-SXD ngày 12/3/2026 về phát triển hạ tầng số.",
        "done",
        None,
        "2026-03-12",
        "45/KH-SXD",
        False,
    ),
    ("Đang triển khai, khối lượng đạt 60%.", "in_progress", 60, None, "", False),
    ("Chưa triển khai do chưa được bố trí kinh phí.", "not_started", None, None, "", True),
    ("Dự kiến hoàn thành trong quý IV/2026.", "in_progress", None, None, "", False),
    ("Đã hoàn thành 100% khối lượng, nghiệm thu ngày 05/10/2026.", "done", 100, "2026-10-05", "", False),
    (
        "Thực hiện Kế hoạch số 94/KH-UBND ngày 31/3/2025 của UBND tỉnh, Sở đang rà soát hiện trạng.",
        "in_progress",
        None,
        None,
        "",
        False,
    ),
    ("Căn cứ Quyết định số 1132/QĐ-TTg, đơn vị đã hoàn thành việc rà soát.", "done", None, None, "", False),
    ("Đã cơ bản hoàn thành phần xây lắp.", "in_progress", None, None, "", False),
    ("Chưa hoàn thành; nguyên nhân: vướng mắc giải phóng mặt bằng.", "in_progress", None, None, "", True),
    ("Khó khăn, vướng mắc: Không.", None, None, None, "", False),
    (
        "Đã tham mưu UBND tỉnh ban hành Quyết định số 512/QĐ-UBND ngày 20 tháng 5 năm 2026.",
        "done",
        None,
        "2026-05-20",
        "512/QĐ-UBND",
        False,
    ),
    ("Đang lấy ý kiến các sở, ngành đối với dự thảo Quyết định.", "in_progress", None, None, "", False),
    (
        "Đã trình UBND tỉnh tại Tờ trình số 88/TTr-SKHCN ngày 02/6/2026.",
        "in_progress",
        None,
        None,
        "88/TTr-SKHCN",
        False,
    ),
    ("Chưa đến thời gian thực hiện.", "not_started", None, None, "", False),
    ("Hoàn thành", "done", None, None, "", False),
    ("Đang thực hiện", "in_progress", None, None, "", False),
    ("Chưa thực hiện", "not_started", None, None, "", False),
    ("75%", "in_progress", 75, None, "", False),
    ("Viettel đã phát sóng 80/80 trạm 5G mới, hoàn thành đúng tiến độ.", "done", None, None, "", False),
    (
        "Tiếp tục phối hợp với các doanh nghiệp viễn thông khảo sát vị trí.",
        "in_progress",
        None,
        None,
        "",
        False,
    ),
    (
        "Đã lắp đặt cảm biến cho 8/12 cầu; phấn đấu hoàn thành trước ngày 31/12/2026.",
        "in_progress",
        None,
        None,
        "",
        False,
    ),
    ("Đã đưa vào vận hành trung tâm dữ liệu từ ngày 01/9/2026.", "done", None, "2026-09-01", "", False),
    ("Đề nghị UBND tỉnh sớm bố trí vốn cho dự án.", None, None, None, "", True),
    ("Đạt 95% dân số được phủ sóng 5G.", None, None, None, "", False),
    (
        "Sở đã có Công văn số 1021/SXD-HT ngày 15/7/2026 hướng dẫn các địa phương; đến nay 60/99 xã đã thực hiện.",
        "in_progress",
        None,
        None,
        "1021/SXD-HT",
        False,
    ),
    ("Đã tổ chức thành công hội nghị ngày 18/8/2026.", "done", None, "2026-08-18", "", False),
    (
        "Nhiệm vụ đã hoàn thành (Báo cáo số 77/BC-SXD ngày 30/6/2026).",
        "done",
        None,
        "2026-06-30",
        "77/BC-SXD",
        False,
    ),
    (
        "Chưa ban hành do phải chờ hướng dẫn của Bộ Khoa học và Công nghệ.",
        "in_progress",
        None,
        None,
        "",
        False,
    ),
    ("Tiến độ giải ngân chậm do thiếu kinh phí đối ứng.", None, None, None, "", True),
    ("Sẽ hoàn thành trong tháng 12.", "in_progress", None, None, "", False),
    ("Xây dựng quy chế quản lý, vận hành hệ thống quan trắc trên địa bàn tỉnh.", None, None, None, "", False),
    (
        "Đơn vị đã thành lập Tổ công tác theo Quyết định số 15/QĐ-SXD ngày 10/02/2026.",
        "done",
        None,
        "2026-02-10",
        "",
        False,
    ),
    ("Đang thẩm định hồ sơ; không có khó khăn, vướng mắc.", "in_progress", None, None, "", False),
    ("Đã ký kết thỏa thuận hợp tác với VNPT ngày 03/4/2026.", "done", None, "2026-04-03", "", False),
    ("Dự án đã khởi công ngày 19/5/2026, tiến độ đạt 35% khối lượng.", "in_progress", 35, None, "", False),
    ("Không triển khai được trong năm do chưa có mặt bằng.", "not_started", None, None, "", True),
    (
        "Trạng thái: Đã hoàn thành. Sản phẩm: Kế hoạch số 21/KH-SKHCN.",
        "done",
        None,
        None,
        "21/KH-SKHCN",
        False,
    ),
    ("Đã số hóa toàn bộ hồ sơ lưu trữ.", "done", None, None, "", False),
    ("UBND xã đã bàn giao 3 vị trí đặt trạm cho doanh nghiệp.", "done", None, None, "", False),
    (
        "Phối hợp với Sở Công Thương thực hiện theo chức năng, nhiệm vụ được giao.",
        None,
        None,
        None,
        "",
        False,
    ),
]


@pytest.mark.parametrize(("text", "state", "percent", "day", "number", "hinders"), SENTENCES)
def test_a_sentence_says(
    text: str, state: str | None, percent: int | None, day: str | None, number: str, hinders: bool
) -> None:
    said = said_in(text, (0, len(text)))
    assert said.state == (SaidState(state) if state else None)
    assert (said.percent, said.number) == (percent, number)
    assert (said.done_on.isoformat() if said.done_on else None) == day
    assert bool(said.obstacle) is hinders


def test_what_the_report_concludes_goes_before_what_it_tells() -> None:
    text = "Sở đã trình dự thảo và đang lấy ý kiến.\nĐã hoàn thành\n"
    said = said_in(text, (0, len(text)))
    assert said.state is SaidState.DONE
    assert said.state_span is not None
    assert text[slice(*said.state_span)].strip() == "Đã hoàn thành"


def test_a_line_that_begins_anew_is_a_sentence_of_its_own() -> None:
    text = "4. Thí điểm cảm biến cầu đường\nChưa triển khai do chưa được\nbố trí kinh phí"
    said = said_in(text, (0, len(text)))
    assert said.state is SaidState.NOT_STARTED
    assert said.obstacle == "Chưa triển khai do chưa được bố trí kinh phí"


def test_only_the_passage_is_read() -> None:
    text = "Đã hoàn thành. Chưa triển khai."
    assert said_in(text, (15, len(text))).state is SaidState.NOT_STARTED
    assert said_in(text, (0, 0)).state is None


@pytest.mark.parametrize(
    "letters", ["a " * 50_000, "đã " * 30_000, "1/" * 40_000, "ngày " * 20_000, "." * 90_000]
)
def test_long_nonsense_is_read_in_time(letters: str) -> None:
    assert said_in(letters, (0, len(letters))).number == ""
