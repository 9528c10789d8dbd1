"""Whole documents of our own: letterhead, provisions, blocks, duties, tables, warnings, spans."""

import pytest

from hatang.docparse import parse_text
from hatang.docparse.model import ParsedDocument

PLAN = """ỦY BAN NHÂN DÂN
TỈNH MẪU
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 12/KH-UBND
Mẫu, ngày 06 tháng 10 năm 2025
KẾ HOẠCH
LẮP ĐẶT CẢM BIẾN TRÊN ĐỊA BÀN TỈNH GIAI ĐOẠN 2025-2030
Căn cứ Nghị quyết số 45-NQ/TW ngày 02/01/2024 của Bộ Chính trị và Luật số 24/2023/QH15, UBND tỉnh ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Các doanh nghiệp viễn thông phối hợp dùng chung hạ tầng.
II. MỤC TIÊU
1. Mục tiêu cụ thể đến năm 2030
a) Tỷ lệ cầu đường có cảm biến đạt tối thiểu 60%.
III. NỘI DUNG
1.1. Khảo sát vị trí lắp cảm biến trên các tuyến đường chính.
a) Cơ quan chủ trì: Sở Xây dựng.
b) Cơ quan phối hợp: Công an tỉnh; các sở, ngành liên quan.
c) Thời gian thực hiện: Năm 2026.
2.1. Lập danh mục trạm quan trắc.
2.2. Lắp đặt trạm quan trắc nước.
a) Cơ quan chủ trì (nội dung 2.1-2.2): Sở Nông nghiệp và Môi trường và Viettel Mẫu (theo chức năng của từng đơn vị).
b) Thời gian hoàn thành: Trước ngày 15/9/2025.
IV. TỔ CHỨC THỰC HIỆN
1. Các cơ quan, đơn vị xây dựng kế hoạch riêng, hoàn thành trước ngày 20/11/2025; định kỳ báo cáo (trước ngày 20/11 hằng năm) về Sở Khoa học và Công nghệ.
2. Sở Khoa học và Công nghệ
a) Chủ trì, phối hợp với Sở Tài chính tham mưu bố trí kinh phí.
f) Xây dựng bản đồ số về cảm biến.
3. Các cơ quan truyền thông như: Báo và Phát thanh, Truyền hình tỉnh, Cổng thông tin điện tử tỉnh truyền thông về Kế hoạch.
Trên đây là Kế hoạch, yêu cầu các đơn vị nghiêm túc thực hiện./.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Họ Và Tên
"""

ANNEXES = """PHỤ LỤC 1
CÁC CHỈ TIÊU
STT
Chỉ tiêu
Kết quả dự kiến
Cơ quan chủ trì
Cơ quan phối hợp
Thời gian hoàn thành
Ghi chú
1
Tỷ lệ cầu đường có cảm biến
≥ 60%
- Sở Xây dựng chỉ đạo
- Các doanh nghiệp viễn thông thực hiện
- Các Sở, ban, ngành
- UBND các xã, phường
2029
2
Thí điểm bản sao số một khu công nghiệp
Sở Khoa học và Công nghệ
2030
Theo hướng dẫn của Bộ KH&CN
PHỤ LỤC 2
DANH MỤC NHIỆM VỤ
STT
Nhiệm vụ
Cơ quan chủ trì
Cơ quan phối hợp
Kết quả dự kiến
Thời gian hoàn thành
1
Cơ chế, chính sách
1.1
Tham mưu quy định dùng chung cột ăng ten
Sở Khoa học và Công nghệ
Các Sở, ban, ngành
Văn bản
12/2026
1.2
Khảo sát nhu cầu hằng năm của các khu công nghiệp
Ban Quản lý các khu công nghiệp
Hằng năm
"""


@pytest.fixture(scope="module")
def plan() -> ParsedDocument:
    """The plan with its two annexes."""
    return parse_text(PLAN + ANNEXES)


def test_the_letterhead_and_the_signature_are_read(plan: ParsedDocument) -> None:
    info = plan.document

    assert (info.kind, info.number, info.date, info.place) == ("plan", "12/KH-UBND", "2025-10-06", "Mẫu")
    assert info.issuer == "Ủy ban nhân dân tỉnh Mẫu"
    assert info.title == "LẮP ĐẶT CẢM BIẾN TRÊN ĐỊA BÀN TỈNH GIAI ĐOẠN 2025-2030"
    assert (info.signatory.name, info.signatory.position, info.signatory.authority) == (
        "Họ Và Tên",
        "PHÓ CHỦ TỊCH",
        "KT.",
    )
    assert info.recipients == ["Như trên", "Lưu: VT"]
    assert [cite.number for cite in info.cites] == ["45-NQ/TW", "24/2023/QH15"]


def test_a_blank_number_and_day_stay_blank() -> None:
    blank = PLAN.replace("Số: 12/KH-UBND", "Số: /KH-UBND").replace("ngày 06 tháng 10", "ngày tháng 10")
    parsed = parse_text(blank)

    assert (parsed.document.number, parsed.document.date) == (None, "2025-10")
    assert {"no_number", "no_date"} <= {warning.code for warning in parsed.warnings}


def test_a_block_belongs_to_the_provision_before_it(plan: ParsedDocument) -> None:
    task = next(task for task in plan.tasks if task.path == "III.1.1")

    assert task.lead == ["Sở Xây dựng"]
    assert task.support == ["Công an tỉnh", "các sở, ngành liên quan"]
    assert (task.due.kind, task.due.start, task.due.end) == ("within", "2026-01-01", "2026-12-31")


def test_one_block_for_a_range_belongs_to_each_provision_of_it(plan: ParsedDocument) -> None:
    covered = [task for task in plan.tasks if task.path in ("III.2.1", "III.2.2")]

    assert len(covered) == 2
    assert all(task.lead == ["Sở Nông nghiệp và Môi trường", "Viettel Mẫu"] for task in covered)
    assert all(task.due.before and task.due.end == "2025-09-15" for task in covered)


def test_duties_are_tasks_of_the_agency_above_them(plan: ParsedDocument) -> None:
    duties = [task for task in plan.tasks if task.path.startswith("IV.2.")]

    assert [task.path for task in duties] == ["IV.2.a", "IV.2.f"]
    assert all(task.lead == ["Sở Khoa học và Công nghệ"] for task in duties)
    assert duties[0].support == ["Sở Tài chính"]


def test_a_sentence_with_two_deadlines_is_two_tasks(plan: ParsedDocument) -> None:
    both = [task for task in plan.tasks if task.path == "IV.1"]

    assert [(task.due.kind, task.due.end, task.due.at) for task in both] == [
        ("by", "2025-11-20", None),
        ("yearly", None, "11-20"),
    ]


def test_agencies_named_as_examples_lead_themselves(plan: ParsedDocument) -> None:
    task = next(task for task in plan.tasks if task.path == "IV.3")

    assert task.lead == ["Báo và Phát thanh, Truyền hình tỉnh", "Cổng thông tin điện tử tỉnh"]


def test_purposes_and_closing_sentences_are_no_tasks(plan: ParsedDocument) -> None:
    assert not [task for task in plan.tasks if task.path.startswith("I.") or "Trên đây" in task.text]


def test_a_dropped_empty_cell_does_not_shift_its_row(plan: ParsedDocument) -> None:
    pilot = next(target for target in plan.targets if target.path == "PL1.2")
    survey = next(task for task in plan.tasks if task.path == "PL2.1.2")

    assert (pilot.comparator, pilot.lead, pilot.due.end) == (
        "none",
        ["Sở Khoa học và Công nghệ"],
        "2030-12-31",
    )
    assert pilot.note == "Theo hướng dẫn của Bộ KH&CN"
    assert (survey.lead, survey.support, survey.product) == (["Ban Quản lý các khu công nghiệp"], [], None)
    assert survey.due.kind == "yearly"


def test_a_heading_row_of_a_table_is_no_task(plan: ParsedDocument) -> None:
    assert [task.path for task in plan.tasks if task.path.startswith("PL2")] == ["PL2.1.1", "PL2.1.2"]


def test_director_and_executor_in_one_cell_both_lead(plan: ParsedDocument) -> None:
    target = next(target for target in plan.targets if target.path == "PL1.1")

    assert target.lead == ["Sở Xây dựng", "Các doanh nghiệp viễn thông"]
    assert target.support == ["Các Sở, ban, ngành", "UBND các xã, phường"]


def test_body_and_annex_that_differ_stay_side_by_side_with_a_warning(plan: ParsedDocument) -> None:
    both = [target for target in plan.targets if target.value == 60]

    assert {(target.path, target.due.end) for target in both} == {
        ("PL1.1", "2029-12-31"),
        ("II.1.a", "2030-12-31"),
    }
    assert "body_annex_differ" in {warning.code for warning in plan.warnings}


def test_a_target_said_twice_alike_is_one_with_both_places() -> None:
    agreeing = parse_text((PLAN + ANNEXES).replace("2029\n", "12/2030\n"))
    same = [target for target in agreeing.targets if target.value == 60]

    assert [(target.path, target.same_as) for target in same] == [("PL1.1", ["II.1.a"])]


def test_contradictions_are_warned_of_at_their_place(plan: ParsedDocument) -> None:
    codes = [warning.code for warning in plan.warnings]

    assert codes.count("deadline_before_document") == 2
    assert "irregular_letter" in codes


def test_a_number_printed_twice_is_warned_of_and_both_are_kept() -> None:
    doubled = PLAN.replace("2.2. Lắp đặt", "2.1. Lắp đặt").replace(" (nội dung 2.1-2.2)", "")
    parsed = parse_text(doubled)

    assert "duplicate_number" in {warning.code for warning in parsed.warnings}
    assert [task.text for task in parsed.tasks if task.path == "III.2.1"] == [
        "Lập danh mục trạm quan trắc.",
        "Lắp đặt trạm quan trắc nước.",
    ]


@pytest.mark.parametrize(
    ("citation", "is_possible"),
    [
        ("Nghị quyết số 111-NQ/TW ngày 11/6/2021 của Tỉnh ủy", False),
        ("Kế hoạch số 38/KH-UBND ngày 10/10/2025 của Sở Nông nghiệp và Môi trường", False),
        ("Kế hoạch số 52/KH-SGDĐT ngày 01/12/2025 của Sở Giáo dục và Đào tạo", True),
        ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", True),
    ],
)
def test_a_symbol_its_issuer_cannot_have_is_warned_of(citation: str, is_possible: bool) -> None:
    parsed = parse_text(f"KẾ HOẠCH\nThực hiện {citation} về hạ tầng số.\nI. NỘI DUNG\n1. Việc chung.")

    assert ("impossible_symbol" in {warning.code for warning in parsed.warnings}) is not is_possible


def test_every_span_points_at_the_words_of_its_field(plan: ParsedDocument) -> None:
    text = PLAN + ANNEXES
    for task in plan.tasks:
        assert " ".join(text[a:b] for a, b, _ in task.spans["text"]).split() == task.text.split()
        for name in task.lead:
            assert any(name.split()[0] in text[a:b] for a, b, _ in task.spans["lead"])
        assert all(0 < sure <= 1 for sure in task.confidence.values())


def test_a_text_without_tasks_gives_empty_lists() -> None:
    parsed = parse_text("Một đoạn văn không giao việc cho ai.")

    assert (parsed.tasks, parsed.targets) == ([], [])


LETTER = """Số: /SKHCN-BCVT
Mẫu, ngày tháng 01 năm 2026
V/v triển khai nhiệm vụ năm 2026
Kính gửi:
- Các Sở, ban ngành thuộc UBND tỉnh;
- Các doanh nghiệp viễn thông.
Sở Khoa học và Công nghệ đề nghị các cơ quan thực hiện các nội dung sau:
1. Các cơ quan tập trung vào các nhiệm vụ: (1) hạ tầng kết nối; (2) ứng dụng IoT:
- Sở Y tế: Xây dựng nền tảng theo dõi bệnh nhân.
- Ban Quản lý các khu công nghiệp, Sở Công Thương: Hỗ trợ nhà máy thông minh.
2. Các đơn vị gửi báo cáo về Sở: (1) Kế hoạch chi tiết trước ngày 28/02/2026; (2) Báo cáo kết quả trước ngày 15/12/2026 để tổng hợp.
Đề nghị các cơ quan quan tâm, triển khai thực hiện./.
Nơi nhận:
- Như trên.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
"""


def test_a_letter_gives_each_addressed_agency_its_bullet_and_splits_dated_items() -> None:
    parsed = parse_text(LETTER)

    assert (parsed.document.kind, parsed.document.number) == ("letter", None)
    assert [(task.lead, task.due.end) for task in parsed.tasks] == [
        (["Sở Y tế"], None),
        (["Ban Quản lý các khu công nghiệp", "Sở Công Thương"], None),
        (["Các đơn vị"], "2026-02-28"),
        (["Các đơn vị"], "2026-12-15"),
    ]


def test_marks_that_drifted_from_their_letters_come_home() -> None:
    parsed = parse_text("I. NỘI DUNG\n1. Sở Y tế chủ trì xây dưṇg hê ̣thống phuc̣ vu ̣người bêṇh.")

    assert parsed.tasks[0].text == "Sở Y tế chủ trì xây dựng hệ thống phục vụ người bệnh."
