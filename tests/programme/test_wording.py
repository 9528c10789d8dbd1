"""Deadlines and values as they are said on pages and in sheets."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from hatang.programme.models import Target, Task
from hatang.programme.wording import due_words, urgency_words, value_words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due_kind": "by", "due_end": date(2026, 5, 5)}, "05/05/2026"),
        ({"due_kind": "by", "due_end": date(2026, 5, 5), "due_before": True}, "trước 05/05/2026"),
        ({"due_kind": "within", "due_start": date(2026, 1, 1), "due_end": date(2030, 12, 31)}, "2026–2030"),
        (
            {"due_kind": "within", "due_start": date(2026, 1, 1), "due_end": date(2026, 12, 31)},
            "trong năm 2026",
        ),
        (
            {"due_kind": "within", "due_start": date(2026, 4, 1), "due_end": date(2026, 6, 30)},
            "01/04/2026 – 30/06/2026",
        ),
        ({"due_kind": "yearly", "due_at": "11-20"}, "Hằng năm, hạn 20/11"),
        ({"due_kind": "monthly", "due_at": "15"}, "Hằng tháng, hạn ngày 15"),
        ({"due_kind": "quarterly"}, "Hằng quý"),
        ({"due_kind": "weekly"}, "Hằng tuần"),
        ({"due_kind": "continuous"}, "Thường xuyên"),
        ({"due_kind": "on_event", "due_text": "sau khi có hướng dẫn"}, "sau khi có hướng dẫn"),
        ({"due_kind": "none"}, "Không nêu thời hạn"),
    ],
)
def test_a_deadline_is_said_in_few_words(fields: dict[str, Any], words: str) -> None:
    with translation.override("vi"):
        assert due_words(Task(**fields)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"comparator": "ge", "value": Decimal("90.000000"), "measure_unit": "%"}, "≥ 90 %"),
        ({"comparator": "le", "value": Decimal("1.4"), "measure_unit": "PUE"}, "≤ 1,4 PUE"),
        ({"comparator": "eq", "value": Decimal("1234.5")}, "1.234,5"),
        ({"comparator": "range", "value": Decimal(3), "value_max": Decimal(4)}, "3–4"),
        ({"comparator": "eq", "value": Decimal(100000), "measure_unit": "trạm"}, "100.000 trạm"),
        ({"comparator": "none", "value": None}, ""),
    ],
)
def test_a_value_is_said_with_its_sign_and_measure(fields: dict[str, Any], words: str) -> None:
    with translation.override("vi"):
        assert value_words(Target(**fields)) == words


@pytest.mark.parametrize(
    ("urgency", "late", "left", "vi", "en"),
    [
        ("late", 3, -3, "quá hạn 3 ngày", "3 days late"),
        ("late", 1, -1, "quá hạn 1 ngày", "1 day late"),
        ("week", 0, 0, "hôm nay", "today"),
        ("month", 0, 20, "còn 20 ngày", "20 days left"),
        ("done", 0, 0, "Đã hoàn thành", "Done"),
        ("", 0, 0, "", ""),
    ],
)
def test_how_a_task_stands_is_said_in_both_languages(
    urgency: str, late: int, left: int, vi: str, en: str
) -> None:
    task = Task()
    vars(task).update(urgency=urgency, n_days_late=late, n_days_left=left)
    for language, words in (("vi", vi), ("en", en)):
        with translation.override(language):
            assert urgency_words(task) == words
