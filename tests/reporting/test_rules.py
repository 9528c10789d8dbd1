"""Forms, filled values, steps and days, without a database."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from hatang.reporting.designing import Row, data_of, rows_of
from hatang.reporting.forms import read_values
from hatang.reporting.rules import filled
from hatang.reporting.rules.days import (
    Bounds,
    Period,
    PeriodKind,
    Timeliness,
    last_day,
    period_around,
    timeliness,
)
from hatang.reporting.rules.definition import (
    MOST_COLUMNS,
    MOST_FIELDS,
    Definition,
    Refused,
    read_definition,
    written,
)
from hatang.reporting.rules.filled import Beside
from hatang.reporting.rules.gathering import Source, gather
from hatang.reporting.rules.life import MOVES, WRITABLE, ReportState, ReportStep, steps_from

FORM: dict[str, Any] = {
    "sections": [
        {
            "title": "Hạ tầng viễn thông",
            "fields": [
                {"key": "tram", "label": "Trạm 5G mới", "kind": "number", "is_required": True, "least": 0},
                {"key": "phep", "label": "Trạm đã cấp phép", "kind": "number", "measure_unit": "trạm"},
                {
                    "key": "ty_le",
                    "label": "Tỷ lệ",
                    "kind": "number",
                    "most": 100,
                    "roll_up": "ratio",
                    "numerator": "tram",
                    "denominator": "phep",
                },
                {"key": "vuong", "label": "Có vướng mắc?", "kind": "choice", "choices": ["Có", "Không"]},
                {
                    "key": "neu",
                    "label": "Vướng mắc gì",
                    "kind": "text",
                    "is_required": True,
                    "shown_if": {"key": "vuong", "answer": "Có"},
                },
                {
                    "key": "du_an",
                    "label": "Dự án",
                    "kind": "table",
                    "columns": [
                        {"key": "ten", "label": "Tên"},
                        {"key": "von", "label": "Vốn", "is_number": True},
                    ],
                },
            ],
        }
    ],
    "between": [{"left": "tram", "comparison": "le", "right": ["phep"]}],
}


def form(**changes: Any) -> Definition:
    """The form of these tests, with other values of its first field."""
    data = deepcopy(FORM)
    data["sections"][0]["fields"][0].update(changes)
    return read_definition(data, sources={"tasks_done": object()})


def said(
    values: dict[str, Any], beside: Beside = filled.NOTHING_BESIDE, reasons: Any = None, **changes: Any
) -> list[tuple[str, bool]]:
    """Which fields have a finding, and whether it is fatal."""
    found = filled.check(form(**changes), values, reasons or {}, beside)
    return [(one.key, one.is_fatal) for one in found]


def test_a_definition_is_written_as_it_is_read() -> None:
    assert read_definition(written(form()), sources={}) == form()


@pytest.mark.parametrize(
    ("place", "changes", "words"),
    [
        (0, {"key": "Trạm"}, "a-z"),
        (0, {"key": "phep"}, "twice"),
        (0, {"label": " "}, "no words"),
        (0, {"kind": "choice"}, "answers"),
        (0, {"kind": "table"}, "columns"),
        (
            0,
            {"kind": "table", "columns": [{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]},
            "columns",
        ),
        (0, {"least": 5, "most": 4}, "least"),
        (0, {"most": "NaN"}, "no number"),
        (0, {"roll_up": "texts"}, "gathered"),
        (0, {"source": "khong-co"}, "source"),
        (3, {"source": "tasks_done"}, "source"),
        (2, {"numerator": "vuong"}, "no number"),
        (0, {"pair": "tram"}, "paired"),
        (4, {"shown_if": {"key": "vuong", "answer": "Chưa rõ"}}, "depends"),
        (0, {"shown_if": {"key": "vuong", "answer": "Có"}}, "depends"),
        (0, {"thua": 1}, "cannot be read"),
        (0, {"kind": "picture"}, "cannot be read"),
    ],
)
def test_a_definition_nobody_could_fill_in_is_refused(place: int, changes: Any, words: str) -> None:
    data = deepcopy(FORM)
    data["sections"][0]["fields"][place].update(changes)
    with pytest.raises(Refused, match=words):
        read_definition(data, sources={"tasks_done": object()})


def test_limits_are_typed_as_people_write_numbers() -> None:
    typed = Row(kind="number", label="Trạm", key="tram", least="12,5", most="10.000", most_change="1.000,25")
    definition = read_definition(data_of([Row(kind="section", label="I"), typed], ""), sources={})
    (field,) = definition.fields()
    assert (field.least, field.most, field.most_change) == (
        Decimal("12.5"),
        Decimal(10000),
        Decimal("1000.25"),
    )
    with translation.override("en"):
        assert rows_of(definition)[1] == typed
    with pytest.raises(Refused, match="no number"):
        data_of([Row(kind="section", label="I"), Row(kind="number", label="Trạm", least="NaN")], "")


def test_a_rule_between_fields_names_numbers_of_the_form() -> None:
    for rule in ({"left": "khong", "right": ["tram"]}, {"left": "tram", "right": ["vuong"]}):
        data = {**deepcopy(FORM), "between": [{"comparison": "le", **rule}]}
        with pytest.raises(Refused):
            read_definition(data, sources={})


def test_a_filled_form_is_checked_field_by_field() -> None:
    assert said({}) == [("tram", True)]
    assert said({"tram": "mười"}) == [("tram", True)]
    assert said({"tram": "-1"}) == [("tram", True)]
    assert said({"tram": "1.234", "phep": "1.300,5", "ty_le": "101"}) == [("ty_le", True)]
    assert said({"tram": "5", "phep": "4"}) == [("tram", True)]
    assert said({"tram": "5", "vuong": "Có"}) == [("neu", True)]
    assert said({"tram": "5", "vuong": "Không", "neu": "x"}) == []
    assert said({"tram": "5", "vuong": "Chưa rõ"}) == [("vuong", True)]
    assert said({"tram": "5", "du_an": [{"ten": "A", "von": "1,5"}, {"von": "nhiều"}]}) == [("du_an", True)]


def test_a_pair_is_filled_in_together() -> None:
    assert said({"tram": "5"}, pair="phep") == [("phep", True)]
    assert said({"tram": "5", "phep": "6"}, pair="phep") == []


def test_a_difference_from_what_the_house_counts_is_explained() -> None:
    beside = Beside({"tram": Decimal(4)}, {})
    assert said({"tram": "5", "phep": "9"}, beside) == [("tram", True)]
    assert said({"tram": "5", "phep": "9"}, beside, {"tram": "Một trạm chưa nhập sổ"}) == [("tram", False)]
    assert said({"tram": "4", "phep": "9"}, beside) == []


def test_a_leap_from_the_last_period_is_explained() -> None:
    beside = Beside({}, {"tram": Decimal(10)})
    assert said({"tram": "15", "phep": "99"}, beside, most_change=50) == []
    assert said({"tram": "16", "phep": "99"}, beside, most_change=50) == [("tram", True)]
    assert said({"tram": "16", "phep": "99"}, beside, {"tram": "Đợt 2"}, most_change=50) == [("tram", False)]


def test_only_fields_of_the_form_are_kept_and_of_bearable_size() -> None:
    raw = {"tram": " 5 ", "la": "x", "vuong": "", "neu": "y" * 30_000, "du_an": [{"ten": "A"}, {}, "rác"]}
    kept = filled.kept(form(), raw)
    assert set(kept) == {"tram", "neu", "du_an"}
    assert (kept["tram"], len(kept["neu"]), kept["du_an"]) == ("5", 20_000, [{"ten": "A"}])


def test_the_stamp_is_that_of_every_value_and_reason() -> None:
    stamp = filled.digest(1, {"a": "1", "b": "2"}, {"a": "vì"})
    assert stamp == filled.digest(1, {"b": "2", "a": "1"}, {"a": "vì"})
    others = [
        filled.digest(2, {"a": "1", "b": "2"}, {"a": "vì"}),
        filled.digest(1, {"a": "1"}, {"a": "vì"}),
        filled.digest(1, {"a": "1", "b": "2"}, {}),
    ]
    assert stamp not in others


def test_versions_differ_where_their_words_do() -> None:
    before = {"tram": "5", "du_an": [{"ten": "A", "von": "1"}]}
    after = {"tram": "5,0", "phep": "12", "du_an": [{"ten": "A", "von": "2"}]}
    changed = filled.changes(form(), before, after)
    assert [(one.field.key, one.before, one.after) for one in changed] == [
        ("phep", "", "12 trạm"),
        ("du_an", "Tên: A; Vốn: 1", "Tên: A; Vốn: 2"),
    ]


def source(place: int, **values: Any) -> Source:
    return Source(place, f"Đơn vị {place}", values)


def test_reports_are_gathered_by_the_rule_of_each_field() -> None:
    numbers = ["10", "11", "9", "10", "12", "400"]
    sources = [source(n, tram=number, phep="20", vuong="Có") for n, number in enumerate(numbers)]
    sources.append(source(9, vuong="Không", ty_le="50"))
    by_key = {one.field.key: one for one in gather(form(), sources)}
    assert by_key["tram"].total == 452
    assert [one.source.pk for one in by_key["tram"].said if one.is_far] == [5]
    assert by_key["ty_le"].total == Decimal("376.67")
    assert (by_key["ty_le"].numerator, by_key["ty_le"].denominator) == (452, 120)
    assert by_key["vuong"].counts == [("Có", 6), ("Không", 1)]
    assert not by_key["neu"].said


def test_a_hidden_field_is_not_gathered() -> None:
    by_key = {one.field.key: one for one in gather(form(), [source(1, vuong="Không", neu="cũ")])}
    assert not by_key["neu"].said


def test_what_depends_on_a_hidden_answer_is_hidden_and_a_hidden_part_makes_no_ratio() -> None:
    data = deepcopy(FORM)
    fields = data["sections"][0]["fields"]
    fields.insert(0, {"key": "co", "label": "Có trạm?", "kind": "choice", "choices": ["Có", "Không"]})
    by_key = {field["key"]: field for field in fields}
    by_key["tram"]["shown_if"] = by_key["vuong"]["shown_if"] = {"key": "co", "answer": "Có"}
    definition = read_definition(data, sources={})
    no = {"co": "Không", "tram": "90", "phep": "100", "vuong": "Có", "neu": "cũ"}
    assert [one.key for one in filled.shown_fields(definition, no)] == ["co", "phep", "ty_le", "du_an"]
    yes = {**no, "co": "Có", "tram": "10"}
    gathered = {one.field.key: one for one in gather(definition, [source(1, **no), source(2, **yes)])}
    assert (gathered["ty_le"].numerator, gathered["ty_le"].denominator) == (10, 100)


def test_a_form_takes_the_largest_table_and_a_page_keeps_reasons_it_does_not_ask_for() -> None:
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS > filled.MOST_ROWS * MOST_COLUMNS + MOST_FIELDS
    _values, reasons = read_values(form(), {"o-tram": "1", "vi-phep": ""}, {"tram": "Đếm lại", "phep": "cũ"})
    assert (reasons["tram"], reasons["phep"]) == ("Đếm lại", "")


def test_every_step_leads_on_from_the_states_it_says_and_from_no_other() -> None:
    allowed = {(state, step) for step, (begins, _end) in MOVES.items() for state in begins}
    for state, step in product(ReportState, ReportStep):
        assert (step in steps_from(state)) == ((state, step) in allowed)
    assert set(MOVES) == set(ReportStep)
    ends = {state for state in ReportState if not steps_from(state)}
    assert not ends
    assert all(ReportStep.HAND_IN in steps_from(state) for state in WRITABLE)


@pytest.mark.parametrize(
    ("day", "kind", "bounds", "starts", "ends"),
    [
        ("2026-11-30", "month", "calendar", "2026-11-01", "2026-11-30"),
        ("2026-11-14", "month", "closing", "2026-10-15", "2026-11-14"),
        ("2026-11-15", "month", "closing", "2026-11-15", "2026-12-14"),
        ("2026-12-15", "year", "closing", "2026-12-15", "2027-12-14"),
        ("2026-12-14", "year", "closing", "2025-12-15", "2026-12-14"),
        ("2026-06-15", "half_year", "closing", "2026-06-15", "2026-12-14"),
        ("2026-03-01", "nine_months", "closing", "2025-12-15", "2026-09-14"),
        ("2028-02-29", "quarter", "calendar", "2028-01-01", "2028-03-31"),
        ("2026-03-15", "quarter", "closing", "2026-03-15", "2026-06-14"),
        ("2027-01-01", "week", "closing", "2026-12-28", "2027-01-03"),
    ],
)
def test_a_period_has_its_bounds(day: str, kind: str, bounds: str, starts: str, ends: str) -> None:
    """Closing windows as in reference standards, section 3."""
    found = period_around(date.fromisoformat(day), PeriodKind(kind), Bounds(bounds))
    assert found == Period(date.fromisoformat(starts), date.fromisoformat(ends))


def test_periods_of_a_kind_follow_each_other_without_a_gap() -> None:
    for kind, bounds in product(
        (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR), Bounds
    ):
        day = date(2025, 12, 1)
        for _n in range(30):
            period = period_around(day, kind, bounds)
            assert period.starts_on <= day <= period.ends_on
            following = date.fromordinal(period.ends_on.toordinal() + 1)
            assert period_around(following, kind, bounds).starts_on == following
            day = following


def test_before_a_day_is_strict_only_where_the_setting_says_so() -> None:
    due = date(2026, 11, 20)
    assert last_day(due, is_before=True, is_strict=True) == date(2026, 11, 19)
    assert last_day(due, is_before=True, is_strict=False) == due
    assert last_day(due, is_before=False, is_strict=True) == due
    assert timeliness(None, due, due) is Timeliness.AWAITED
    assert timeliness(None, due, date(2026, 11, 21)) is Timeliness.LATE
    assert timeliness(due, due, date(2027, 1, 1)) is Timeliness.ON_TIME
    assert timeliness(date(2026, 11, 21), due, date(2027, 1, 1)) is Timeliness.CAME_LATE
