"""Which passage of a report is about which piece of work."""

from hatang.docparse.answers import Asked, passages

SENSORS = Asked(1, "PL2.1.1", "Lắp đặt cảm biến giám sát kết cấu cho cầu, hầm trên các tuyến tỉnh lộ")
TUNNELS = Asked(2, "PL2.1.2", "Ban hành quy định dùng chung hạ tầng kỹ thuật ngầm trong khu đô thị mới")
STATIONS = Asked(3, "III.2.a", "Rà soát quy hoạch vị trí trạm phát sóng BTS tại các khu nhà ở xã hội")
ASKED = [SENSORS, TUNNELS, STATIONS]


def found(text: str) -> dict[int, str]:
    return {one.key: text[one.start : one.end] for one in passages(text, ASKED)}


def test_a_task_named_by_its_number() -> None:
    text = "1. Nhiệm vụ 2.1.1 (cảm biến cho cầu, hầm): đã lắp 8 cầu.\n- Còn 4 cầu.\n2. Việc khác\nĐã làm."
    assert found(text) == {1: "1. Nhiệm vụ 2.1.1 (cảm biến cho cầu, hầm): đã lắp 8 cầu.\n- Còn 4 cầu."}


def test_a_number_alone_is_not_enough() -> None:
    assert found("Thực hiện nhiệm vụ 2.1.1 về cải cách hành chính, đơn vị đã cập nhật thủ tục.") == {}


def test_tasks_told_by_their_words_shortened_or_in_a_row_of_a_table() -> None:
    text = "a) Quy hoạch vị trí trạm BTS tại khu nhà ở xã hội: đang rà soát.\n1\n" + TUNNELS.text
    text += "\nĐã ban hành\n100%\n2\nHọp giao ban\nĐã họp"
    assert found(text) == {
        3: "a) Quy hoạch vị trí trạm BTS tại khu nhà ở xã hội: đang rà soát.",
        2: f"1\n{TUNNELS.text}\nĐã ban hành\n100%",
    }


def test_lines_of_a_pdf_that_belong_together() -> None:
    text = "2. Lắp đặt cảm biến giám sát kết cấu cho cầu,\nhầm trên các tuyến tỉnh lộ\nSở đang triển\nkhai.\n"
    assert found(text) == {1: text.strip()}


def test_the_letterhead_names_the_report_and_is_about_nothing() -> None:
    asked = [
        Asked(1, "VI.1", "Báo cáo kết quả thực hiện về Sở Khoa học và Công nghệ trước ngày 20/11 hằng năm")
    ]
    text = (
        "SỞ XÂY DỰNG\nBÁO CÁO\nKết quả thực hiện năm 2026\nKính gửi: Sở Khoa học và Công nghệ\nI. KẾT QUẢ\n"
    )
    assert passages(text, asked) == []


def test_what_two_plans_ask_alike_is_said_of_both() -> None:
    twin = Asked(4, "II.4", SENSORS.text)
    assert {one.key for one in passages(f"1. {SENSORS.text}: đã lắp.", [SENSORS, twin, TUNNELS])} == {1, 4}


def test_other_work_and_nonsense_are_about_nothing() -> None:
    assert found("Tổ chức hội nghị tổng kết công tác thi đua, khen thưởng năm 2026.") == {}
    assert found("") == {}
    assert found("x " * 100_000) == {}
