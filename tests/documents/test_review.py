"""What was read, shaped for the page."""

from typing import Any

from django.utils import translation

from hatang.documents.review import lines, main_headings, review

TEXT = "I. MỤC TIÊU\nTỷ lệ đạt 80%.\nII. NHIỆM VỤ\n1. Lập kế hoạch."


def task(**fields: Any) -> dict[str, Any]:
    """A task of the contract."""
    given = {"path": "II.1", "text": "Lập kế hoạch", "lead": ["Sở A", "Sở B"], "support": [], "direct": []}
    return {**given, "due": {"kind": "none"}, "spans": {}, "confidence": {}, "gaps": [], **fields}


def test_lines_carry_offsets_that_give_back_their_words() -> None:
    assert [TEXT[line.start : line.start + line.length] for line in lines(TEXT)] == TEXT.split("\n")


def test_the_first_line_of_every_page_of_a_document_with_several_is_marked() -> None:
    marked = [(line.page, line.text) for line in lines(TEXT, [0, TEXT.index("II.")]) if line.page]
    assert marked == [(1, "I. MỤC TIÊU"), (2, "II. NHIỆM VỤ")]
    assert [line.page for line in lines(TEXT, [0])] == [None] * 4


def test_main_headings_are_those_with_a_numbering_of_one_part() -> None:
    sections = [{"path": "I", "title": "", "span": [0, 11]}, {"path": "II.1", "title": "", "span": [40, 50]}]
    assert main_headings({"sections": sections}) == {0}


def test_fields_keep_every_span_and_say_where_a_person_should_look() -> None:
    row = task(spans={"lead": [[5, 9, 1], [12, 16, 2]]}, confidence={"lead": 0.5, "text": 0.99})
    [found] = review({"tasks": [row]}).tasks
    [lead] = found.fields
    assert (lead.spans, lead.pages, lead.text, lead.is_unsure) == ("5-9 12-16", "1, 2", "Sở A; Sở B", True)
    assert found.unsure == [lead]


def test_the_least_certain_findings_come_first() -> None:
    rows = [task(confidence={"lead": 0.6}), task(confidence={"lead": 0.2}), task(confidence={"lead": 0.9})]
    assert [item.fields[0].percent for item in review({"tasks": rows}).unsure] == [20, 60]


def test_a_warning_is_said_in_vietnamese_with_the_words_it_is_about() -> None:
    row = {"code": "late", "message": "The number 4.1 stands twice.", "span": [0, 11]}
    with translation.override("vi"):
        [warned] = review({"warnings": [row]}, TEXT).warnings
    assert (warned.message, warned.words, warned.spans) == (
        "Số mục 4.1 xuất hiện hai lần.",
        "I. MỤC TIÊU",
        "0-11",
    )


def test_a_target_says_its_number_with_sign_and_measure() -> None:
    row = task(comparator="ge", value=90.0, value_max=None, unit="%")
    between = task(comparator="range", value=3.0, value_max=4.5, unit="km")
    with translation.override("vi"):
        first, second = review({"targets": [row, between]}).targets
    assert first.fields[0].text == "≥ 90 %"
    assert second.fields[0].text == "3–4,5 km"


def test_the_day_of_issue_is_written_as_in_vietnam_even_without_its_day() -> None:
    assert review({"document": {"date": "2025-10-06"}}).head[0].text == "06/10/2025"
    assert review({"document": {"date": "2026-01"}}).head[0].text == "01/2026"


def test_nothing_read_gives_nothing_to_check() -> None:
    assert review({}).n_to_check == 0
