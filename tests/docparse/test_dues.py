"""Deadlines as official documents word them."""

import pytest

from hatang.docparse.dues import find_due, looks_due, read_due

# words, is a column of completion dates, kind, start, end, at, before
CELLS = [
    ("12/2030", True, "by", None, "2030-12-31", None, False),
    ("2029", True, "by", None, "2029-12-31", None, False),
    ("9/2025", True, "by", None, "2025-09-30", None, False),
    ("30/06/2025", True, "by", None, "2025-06-30", None, False),
    ("Quý IV năm 2022", None, "by", None, "2022-12-31", None, False),
    ("Quý I/2026", True, "by", None, "2026-03-31", None, False),
    ("6 tháng đầu năm 2026", True, "by", None, "2026-06-30", None, False),
    ("trong tháng 02 năm 2028", None, "by", None, "2028-02-29", None, False),
    ("Trước ngày 05/5/2026", True, "by", None, "2026-05-05", None, True),
    ("Năm 2026", True, "by", None, "2026-12-31", None, False),
    ("Năm 2026", False, "within", "2026-01-01", "2026-12-31", None, False),
    ("giai đoạn 2026-2030", None, "within", "2026-01-01", "2030-12-31", None, False),
    ("2022 - 2025", True, "within", "2022-01-01", "2025-12-31", None, False),
    ("Thường xuyên năm 2026", True, "within", "2026-01-01", "2026-12-31", None, False),
    ("Thường xuyên trong giai đoạn 2026-2030", False, "within", "2026-01-01", "2030-12-31", None, False),
    ("Từ tháng 11/2025 đến khi kết thúc", False, "within", "2025-11-01", None, None, False),
    ("Tháng 11 - 12/2025", False, "within", "2025-11-01", "2025-12-31", None, False),
    ("Hằng năm", None, "yearly", None, None, None, False),
    ("Hàng năm", None, "yearly", None, None, None, False),
    ("trước 20/11 hằng năm", None, "yearly", None, None, "11-20", True),
    ("Trước ngày 10 tháng 10 hằng năm", None, "yearly", None, None, "10-10", True),
    ("trước ngày 20 hằng tháng", None, "monthly", None, None, "20", True),
    ("Hằng quý", None, "quarterly", None, None, None, False),
    ("Thường xuyên", None, "continuous", None, None, None, False),
    ("Theo hướng dẫn của Bộ KH&CN", None, "on_event", None, None, None, False),
    ("Định kỳ theo Bộ TT&TT", None, "on_event", None, None, None, False),
    # A quarter or half is not due at its end where a day stands behind it.
    ("Báo cáo quý II/2026 trước ngày 20/6", None, "by", None, "2026-06-20", None, True),
    ("quý II năm 2026 (trước ngày 20 của tháng cuối quý)", None, "by", None, "2026-06-20", None, True),
    ("6 tháng đầu năm 2026, trước ngày 15/6", None, "by", None, "2026-06-15", None, True),
    ("Quý IV/2025, chậm nhất ngày 10/01", None, "by", None, "2026-01-10", None, False),
    ("Quý IV/2025 trước ngày 10/01/2026", True, "by", None, "2026-01-10", None, True),
    ("Năm 2026, trước ngày 15 tháng 12", None, "by", None, "2026-12-15", None, True),
    ("Tháng 6/2026 (trước ngày 20)", None, "by", None, "2026-06-20", None, True),
    ("Báo cáo quý II trước ngày 20/6", None, "yearly", None, None, "06-20", True),
    ("Quý II, trước ngày 20 tháng cuối quý", None, "yearly", None, None, "06-20", True),
    ("6 tháng đầu năm trước ngày 15/6", None, "yearly", None, None, "06-15", True),
    ("6 tháng (trước ngày 16/6)", None, "yearly", None, None, "06-16", True),
    ("Báo cáo quý II trước ngày 31/6", None, "none", None, None, None, False),
    ("Quý I/2026 trình, trước ngày 15/02/2026 lấy ý kiến", None, "by", None, "2026-03-31", None, False),
    ("hằng quý, trước ngày 20 của tháng cuối quý", None, "quarterly", None, None, "20", True),
    ("Định kỳ hằng năm (trước ngày 15 tháng 12)", None, "yearly", None, None, "12-15", True),
    ("Định kỳ hàng tháng (trước ngày 16 hàng tháng)", None, "monthly", None, None, "16", True),
    # The month of the period, counted on into the next one.
    ("Trước ngày 05 của tháng đầu quý sau", None, "quarterly", None, None, "M4-05", True),
    (
        "Báo cáo hằng quý trước ngày 5 tháng đầu tiên của quý tiếp theo",
        None,
        "quarterly",
        None,
        None,
        "M4-05",
        True,
    ),
    ("Hằng quý, chậm nhất ngày 15 của tháng thứ hai của quý", None, "quarterly", None, None, "M2-15", False),
    ("Định kỳ 6 tháng, trước ngày 10 của tháng đầu kỳ sau", None, "half_yearly", None, None, "M7-10", True),
    ("Hằng tháng, trước ngày 05 tháng sau", None, "monthly", None, None, "M2-05", True),
    ("Hằng năm, trước ngày 15 tháng 01 năm sau", None, "yearly", None, None, "M13-15", True),
    ("Báo cáo quý IV/2026 trước ngày 05 của tháng đầu quý sau", None, "by", None, "2027-01-05", None, True),
    ("Báo cáo quý IV, trước ngày 05 của tháng đầu quý sau", None, "yearly", None, None, "01-05", True),
    ("Báo cáo hằng quý trước ngày 05 đầu quý sau", None, "quarterly", None, None, "M4-05", True),
    ("Trước ngày 05 đầu quý sau", None, "quarterly", None, None, "M4-05", True),
    # No month has such a day.
    ("Hằng quý, trước ngày 45 của tháng đầu quý sau", None, "quarterly", None, None, None, True),
    ("", None, "none", None, None, None, False),
]


@pytest.mark.parametrize(("words", "completion", "kind", "start", "end", "at", "before"), CELLS)
def test_a_cell_is_read_as_its_words_say(
    words: str,
    completion: bool | None,
    kind: str,
    start: str | None,
    end: str | None,
    at: str | None,
    before: bool,
) -> None:
    due = read_due(words, is_completion=completion)

    assert (due.kind, due.start, due.end, due.at, due.before) == (kind, start, end, at, before)


def test_a_compound_deadline_keeps_its_parts_and_repeats_the_first() -> None:
    due = read_due(
        "Thường xuyên giai đoạn 2026-2030. Riêng trạm mới xong trong năm 2026.", is_completion=False
    )

    assert (due.kind, due.end) == ("within", "2030-12-31")
    assert [part.kind for part in due.parts] == ["within", "by"]
    assert due.parts[1].end == "2026-12-31"


PARTS = [
    ("quý II/2026 trình; quý IV/2026 hoàn thành", [("by", "2026-06-30"), ("by", "2026-12-31")]),
    ("trước 30/6/2026 và trước 30/11/2026", [("by", "2026-06-30"), ("by", "2026-11-30")]),
    ("Trước ngày 30/6/2026 và ngày 30/11/2026", [("by", "2026-06-30"), ("by", "2026-11-30")]),
    ("hằng năm, trước 15/12; báo cáo quý trước ngày 20", [("yearly", "12-15"), ("quarterly", "20")]),
    ("trước 30/6/2026; trong 30 ngày kể từ ngày có hướng dẫn", [("by", "2026-06-30"), ("on_event", None)]),
    ("Báo cáo quý II/2026", []),
]


@pytest.mark.parametrize(("words", "parts"), PARTS)
def test_each_part_of_a_deadline_is_read(words: str, parts: list[tuple[str, str | None]]) -> None:
    assert [(part.kind, part.end or part.at) for part in read_due(words).parts] == parts


@pytest.mark.parametrize(
    "words",
    [
        "Ngay sau khi Quyết định số 12/2026/QĐ-TTg được ban hành",
        "Trong 10 ngày kể từ ngày Nghị quyết số 57-NQ/TW ngày 22/12/2024 có hiệu lực",
    ],
)
def test_the_day_of_a_document_that_is_waited_for_is_no_deadline(words: str) -> None:
    assert read_due(words).kind == "on_event"


@pytest.mark.parametrize("words", ["31/02/2026", "tháng 13/2026", "ngày 45 tháng 1 năm 2026"])
def test_a_day_that_does_not_exist_is_no_deadline(words: str) -> None:
    assert read_due(words, is_completion=True).end is None or "02-31" not in str(
        read_due(words, is_completion=True).end
    )


SENTENCES = [
    ("Rà soát hồ sơ, hoàn thành trước ngày 31 tháng 12 năm 2025 để tổng hợp.", "by", "2025-12-31"),
    ("Lắp cảm biến cầu vượt, hoàn thành trong quý IV năm 2026. Việc lắp theo quy định.", "by", "2026-12-31"),
    ("Là đầu mối, định kỳ hằng năm báo cáo kết quả.", "yearly", None),
    ("Gửi số liệu trước ngày 20 hằng tháng.", "monthly", None),
    ("Các xã báo cáo quý II/2026 trước ngày 20/6 gửi Sở để tổng hợp.", "by", "2026-06-20"),
    ("Gửi báo cáo 6 tháng đầu năm 2026, chậm nhất ngày 15/6 về Sở.", "by", "2026-06-15"),
    ("Đơn vị gửi báo cáo 6 tháng đầu năm trước ngày 15/6 để tổng hợp.", "yearly", None),
]


@pytest.mark.parametrize(("sentence", "kind", "end"), SENTENCES)
def test_a_sentence_that_sets_a_date_is_understood(sentence: str, kind: str, end: str | None) -> None:
    found = find_due(sentence)

    assert found is not None
    assert (found.due.kind, found.due.end) == (kind, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "Bố trí dự toán ngân sách nhà nước hằng năm theo quy định.",
        "Thực hiện Kế hoạch phát triển hạ tầng số giai đoạn 2025-2030.",
        "Triển khai Quyết định số 12/QĐ-UBND ngày 03/4/2025 của UBND tỉnh.",
        "Phối hợp với các đơn vị tháo gỡ vướng mắc.",
    ],
)
def test_a_sentence_that_only_names_years_sets_no_deadline(sentence: str) -> None:
    assert find_due(sentence) is None


def test_a_cell_looks_like_a_deadline_or_not() -> None:
    assert looks_due("12/2030") > 0.9
    assert looks_due("Sở Xây dựng") == 0.0
    assert looks_due("Kế hoạch số 17/KH-UBND của UBND tỉnh") < 0.5


def test_one_report_asked_several_times_a_year_is_a_deadline_of_several_parts() -> None:
    # Plan of Sơn La, 2954/QĐ-UBND of 20/11/2025, V.1.
    said = (
        "Định kỳ hàng tháng (trước ngày 16 hàng tháng), 6 tháng (trước ngày 16/6), tổng kết năm (trước ngày "
        "20/11 hàng năm)"
    )
    text = f"Triển khai hiệu quả cao. {said} hoặc khi có yêu cầu báo cáo tình hình thực hiện Kế hoạch"

    found = find_due(text)

    assert found is not None
    assert text[found.start : found.end] == found.due.text == said
    assert (found.due.kind, found.due.at) == ("monthly", "16")
    assert [(one.kind, one.at, one.before) for one in found.due.parts] == [
        ("monthly", "16", True),
        ("yearly", "06-16", True),
        ("yearly", "11-20", True),
    ]


def test_a_period_without_its_day_begins_no_series() -> None:
    found = find_due("Định kỳ hằng quý (trước ngày 20), hằng năm báo cáo Ủy ban nhân dân tỉnh")

    assert found is not None
    assert (found.due.kind, found.due.at, found.due.parts) == ("quarterly", "20", [])
