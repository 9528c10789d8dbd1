"""How long a deadline runs from an event, and what the words of a product say it is."""

from datetime import date

import pytest

from hatang.base.workdays import WorkDays
from hatang.programme.products import kind_of, products_of
from hatang.programme.terms import Term, term_end, term_of


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("Trong 10 ngày làm việc kể từ ngày Nghị định được ban hành", Term(10, "working_day")),
        ("trong vòng 15 (mười lăm) ngày sau khi có hướng dẫn", Term(15, "day")),
        ("02 tuần sau khi được phê duyệt", Term(14, "day")),
        ("Sau 3 tháng kể từ khi khởi công", Term(3, "month")),
        ("trong 01 năm kể từ ngày ban hành", Term(12, "month")),
        ("Ngay sau khi Quyết định số 12/2026/QĐ-TTg được ban hành", Term(0, "day")),
        ("khi có yêu cầu", Term(0, "day")),
        ("theo hướng dẫn của Bộ", None),
    ],
)
def test_the_words_say_how_long(words: str, term: Term | None) -> None:
    assert term_of(words) == term


@pytest.mark.parametrize(
    ("term", "happened_on", "end"),
    [
        # Thursday 26/2/2026 and three working days: Friday, Monday, Tuesday.
        (Term(3, "working_day"), date(2026, 2, 26), date(2026, 3, 3)),
        # From a Saturday the first working day is Monday.
        (Term(1, "working_day"), date(2026, 2, 28), date(2026, 3, 2)),
        # Three working days over 31/8, 1/9 and 2/9/2026, which are not worked.
        (Term(3, "working_day"), date(2026, 8, 28), date(2026, 9, 7)),
        # A term that ends at Tết ends when offices open again.
        (Term(10, "day"), date(2026, 2, 6), date(2026, 2, 23)),
        # Ten days after 05/3 are Sunday 15/3: it ends on Monday.
        (Term(10, "day"), date(2026, 3, 5), date(2026, 3, 16)),
        # A month after 31/1 is the last day of February, 29/2 in a leap year.
        (Term(1, "month"), date(2024, 1, 31), date(2024, 2, 29)),
        (Term(12, "month"), date(2024, 2, 29), date(2025, 2, 28)),
        # Three months after the end of a quarter: 30/6/2026 is a Tuesday.
        (Term(3, "month"), date(2026, 3, 31), date(2026, 6, 30)),
        # "At once" ends on the day itself, a Sunday too.
        (Term(0, "day"), date(2026, 3, 1), date(2026, 3, 1)),
        (Term(0, "working_day"), date(2026, 3, 1), date(2026, 3, 1)),
    ],
)
def test_a_term_ends_on_a_day(term: Term, happened_on: date, end: date) -> None:
    assert term_end(term, happened_on, WorkDays()) == end


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Tờ trình của Sở Xây dựng", "submission"),
        ("Quyết định của UBND tỉnh ban hành Kế hoạch", "decision"),
        ("Kế hoạch của UBND tỉnh", "plan"),
        ("Nghị quyết của HĐND tỉnh", "resolution"),
        ("Báo cáo kết quả", "report"),
        ("Cơ sở dữ liệu hạ tầng viễn thông", "data"),
        ("Hệ thống giám sát được vận hành", "system"),
        ("139 trạm BTS", "works"),
        ("Văn bản hướng dẫn", "document"),
        ("Khảo sát", "other"),
    ],
)
def test_the_words_of_a_product_say_what_it_is(words: str, kind: str) -> None:
    assert kind_of(words) == kind


def test_products_are_set_apart_by_semicolons_lines_and_dashes() -> None:
    said = "- Tờ trình của Sở; Nghị quyết của HĐND tỉnh.\nTờ trình của Sở; "
    assert products_of(said) == ["Tờ trình của Sở", "Nghị quyết của HĐND tỉnh"]
    assert products_of("Văn bản, Kế hoạch") == ["Văn bản, Kế hoạch"]
    assert products_of(" ") == []
