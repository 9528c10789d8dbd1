"""Money is summed before it is divided, and overlaps are found by words that projects do not all share."""

from decimal import Decimal

from hatang.planning.rules.money import Amounts, Remark, rate, total
from hatang.planning.rules.overlaps import Ground, Side, compared, overlaps
from hatang.planning.rules.projects import ProjectStep, steps_from


def d(figure: int) -> Decimal:
    return Decimal(figure)


def test_a_rate_of_several_lines_is_of_their_sums() -> None:
    lines = [Amounts(d(100), d(10), d(10)), Amounts(d(900), d(990), d(0)), Amounts(d(50)), Amounts()]
    whole = total(lines)
    assert whole.amounts == Amounts(d(1050), d(1000), d(10))
    assert whole.amounts.rate == Decimal("1.0")  # and not the mean of 100 % and 0 %
    assert (whole.n_lines, whole.n_silent) == (3, 0)
    assert total([]).amounts == Amounts()
    assert rate(d(1), d(0)) is None
    assert rate(None, d(8)) is None
    assert rate(d(1), d(16)) == Decimal("6.3")  # 6.25, half up


def test_what_is_remarkable_is_said_and_not_refused() -> None:
    assert Amounts(d(5), d(5), d(6)).remarks == [Remark.OVER_ALLOCATED]
    assert Amounts(None, None, d(1)).remarks == [Remark.OVER_ALLOCATED]
    assert Amounts(d(4), d(5), d(5)).remarks == [Remark.OVER_ESTIMATE]
    assert Amounts(d(5), d(5)).remarks == [Remark.SILENT]
    assert Amounts(d(5), d(0)).remarks == []
    assert Amounts(d(5), d(5), d(0)).remarks == []


def test_an_activity_is_approved_without_an_appraisal() -> None:
    assert ProjectStep.APPROVE in steps_from("proposed", needs_appraisal=False)
    assert ProjectStep.APPROVE not in steps_from("proposed", needs_appraisal=True)
    assert steps_from("stopped", needs_appraisal=True) == [ProjectStep.REOPEN]


def side(key: str, system: str, words: str = "", unit_id: int | None = None) -> Side:
    return Side(key, unit_id, system, words or system)


def test_systems_of_like_names_overlap_and_common_words_do_not() -> None:
    left = side("p1", "Xây dựng Hệ thống thông tin báo cáo ngành nội vụ tỉnh Bắc Ninh")
    found = compared(left, side("n1", "HỆ THỐNG THÔNG TIN BÁO CÁO của tỉnh"))
    assert found is not None
    assert found.grounds[0] is Ground.SYSTEM
    assert found.words == ("thông", "tin", "báo", "cáo")
    others = [
        "Hệ thống thông tin đất đai tỉnh Bắc Ninh",
        "Xây dựng hệ thống phần mềm trên địa bàn tỉnh Bắc Ninh năm 2026",
        "Cảm biến giám sát cầu, hầm",
    ]
    assert [compared(left, side(f"p{n}", name)) for n, name in enumerate(others, start=2)] == [None] * 3


def test_likeness_that_is_enough_within_a_unit_is_not_enough_between_two() -> None:
    first = side("p1", "", "Cảm biến giám sát tải trọng 12 cầu trên tuyến tỉnh lộ", 7)
    second = side("p2", "", "Cảm biến giám sát tải trọng, cảnh báo quá tải cho trạm cân", 7)
    found = compared(first, second)
    assert found is not None
    assert found.grounds == (Ground.UNIT,)
    assert compared(first, Side("p2", 8, "", second.words)) is None


def test_a_pair_is_found_once_and_never_with_itself() -> None:
    one, two = side("p1", "Nền tảng IoT dùng chung"), side("p2", "Nền tảng IoT dùng chung ngành y tế")
    found = overlaps([one, two], [one, two, side("n1", "Kho dữ liệu dùng chung")])
    assert [(pair.left.key, pair.right.key, pair.likeness) for pair in found] == [("p1", "p2", 100)]
