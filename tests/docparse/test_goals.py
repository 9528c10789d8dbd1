"""Numbers to reach: what is one, what is not, and what its words say of it."""

import pytest

from hatang.docparse.goals import find_goals, read_value, to_number
from hatang.docparse.passages import Passage


def goals(words: str, *, in_goal_section: bool = True) -> list[tuple[str, float, float | None, str | None]]:
    """Comparator, value, upper value and unit of every goal."""
    found = find_goals(Passage.of(words, 0), in_goal_section=in_goal_section)
    return [(goal.comparator, goal.value, goal.value_max, goal.unit) for goal in found]


@pytest.mark.parametrize(
    ("words", "value"), [("1.234,5", 1234.5), ("04", 4.0), ("0,22", 0.22), ("5.000", 5000.0)]
)
def test_a_number_is_read_as_vietnamese_prints_it(words: str, value: float) -> None:
    assert to_number(words) == value


ONE = [
    ("Sóng 5G phủ 100% dân số.", ("eq", 100.0, None, "%")),
    ("Tỷ lệ dùng IPv6 đạt tối thiểu 90%.", ("ge", 90.0, None, "%")),
    ("Trên 80% trạm y tế có đường truyền.", ("gt", 80.0, None, "%")),
    ("Tỷ lệ dùng chung cột đạt 70 - 80%.", ("range", 70.0, 80.0, "%")),
    ("Chỉ số hiệu quả sử dụng năng lượng không vượt quá 1,4.", ("le", 1.4, None, "PUE")),
    ("Trung bình mỗi người dân có 04 kết nối IoT.", ("eq", 4.0, None, "kết nối/người")),
    ("Người dùng truy nhập tốc độ 1Gb/s trở lên đạt 95%.", ("eq", 95.0, None, "%")),
    ("Lắp đặt thêm ít nhất 139 trạm BTS 5G trong năm 2026.", ("ge", 139.0, None, "trạm BTS 5G")),
]


@pytest.mark.parametrize(("words", "expected"), ONE)
def test_one_number_to_reach_is_read_with_its_comparator_and_unit(
    words: str, expected: tuple[str, float, float | None, str | None]
) -> None:
    assert goals(words) == [expected]


def test_two_years_are_two_goals_each_with_its_own() -> None:
    found = find_goals(
        Passage.of("Đài truyền thanh thông minh đạt 80% (2025), 100% (2030).", 0), in_goal_section=True
    )

    assert [(goal.value, goal.due.end if goal.due else None) for goal in found] == [
        (80.0, "2025-12-31"),
        (100.0, "2030-12-31"),
    ]


def test_the_clause_of_each_number_is_cut_out() -> None:
    words = "Phát triển mới khoảng 5.000 trạm đến năm 2030, tỷ lệ dùng chung hạ tầng đạt trên 40%."
    clauses = [goal.clause.text for goal in find_goals(Passage.of(words, 0), in_goal_section=True)]

    assert clauses == [
        "Phát triển mới khoảng 5.000 trạm đến năm 2030",
        "tỷ lệ dùng chung hạ tầng đạt trên 40%",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Đến nay toàn tỉnh đã có 3.957 trạm, đạt 99% dân số.",
        "Người dân từ 15 tuổi trở lên có điện thoại.",
        "Thực hiện Điều 5, khoản 2 của Nghị định số 163.",
        "Phát triển mạng 5G, 6G và IPv6.",
        "Giai đoạn 2025 - 2030.",
        "Phát triển kinh tế số (16 mục tiêu)",
    ],
)
def test_counts_of_what_exists_and_references_are_no_goals(words: str) -> None:
    assert goals(words) == []


def test_outside_a_section_of_targets_a_share_of_the_budget_is_no_goal() -> None:
    assert goals("Bố trí tối thiểu 03% ngân sách cho chuyển đổi số.", in_goal_section=False) == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("≥ 90%", ("ge", 90.0, None, "%")),
        ("100%", ("eq", 100.0, None, "%")),
        ("1.200", ("eq", 1200.0, None, None)),
    ],
)
def test_a_value_cell_is_read(cell: str, expected: tuple[str, float, float | None, str | None]) -> None:
    assert read_value(cell) == expected


@pytest.mark.parametrize("cell", ["Văn bản", "2030", "Kế hoạch số 17/KH-UBND của UBND tỉnh ngày 11"])
def test_a_cell_without_a_number_to_reach_has_no_value(cell: str) -> None:
    assert read_value(cell) is None
