"""Two documents that ask the same units for their report by different days are a contradiction."""

from datetime import date
from typing import Any

import pytest

from hatang.programme.contradictions import TaskRow
from hatang.programme.reports_due import differing_reports

REPORT = "Báo cáo kết quả thực hiện về Sở Khoa học và Công nghệ"


def report(pk: int, due: str, **more: Any) -> TaskRow:
    row: dict[str, Any] = {
        "document_id": pk,
        "text": REPORT,
        "issued_on": date(2025, 10, pk),
        "due_end": None,
        "named": frozenset({"group:1"}),
    }
    return TaskRow(pk=pk, due=due, **{**row, **more})


def pairs(*rows: TaskRow) -> list[tuple[int | None, int | None]]:
    return [(one.task, one.other_task) for one in differing_reports(rows)]


def test_the_yearly_day_of_one_plan_stands_against_the_day_of_a_later_letter() -> None:
    assert pairs(report(1, "yearly M13-15"), report(2, "2027-01-15")) == []
    assert pairs(report(1, "yearly M13-15"), report(2, "yearly 12-15")) == [(1, 2)]
    [found] = differing_reports([report(2, "<2026-12-15"), report(1, "yearly 11-20")])
    assert (found.kind, found.task, found.other_task, found.figures["differs"]) == ("two_plans", 1, 2, "due")


@pytest.mark.parametrize(
    "other",
    [
        report(2, "2026-11-20"),
        report(2, ""),
        report(2, "monthly 15"),
        report(2, "half_yearly M10-15"),
        report(2, "2026-12-15", named=frozenset({"group:2"})),
        report(2, "2026-12-15", document_id=1),
        report(2, "2026-12-15", issued_on=None),
        report(2, "2026-12-15", text="Tổng hợp, báo cáo UBND tỉnh"),
    ],
    ids=[
        "same-day",
        "no-day",
        "no-day-of-a-year",
        "half-yearly",
        "other-units",
        "same-document",
        "undated",
        "no-report",
    ],
)
def test_what_does_not_ask_the_same_of_the_same_is_no_contradiction(other: TaskRow) -> None:
    assert pairs(report(1, "yearly 11-20"), other) == []


def test_many_documents_are_compared_one_after_the_other() -> None:
    rows = [report(pk, f"yearly 11-{10 + pk}") for pk in range(1, 9)]
    assert pairs(*rows) == [(pk, pk + 1) for pk in range(1, 8)]


def test_two_shared_leads_are_one_finding() -> None:
    both = frozenset({"group:1", "unit:7"})
    assert pairs(report(1, "yearly 11-20", named=both), report(2, "2026-12-15", named=both)) == [(1, 2)]
