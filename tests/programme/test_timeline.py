"""The timeline: days become lengths, and the page draws them."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.programme import timeline
from hatang.programme.actions import add_dependency, add_milestone, reach_milestone, record_progress
from hatang.programme.models import Plan, Task
from hatang.programme.rules import Deadline
from hatang.programme.timeline import Scale, Shape, Span

TODAY = date(2026, 6, 1)
ADDRESS = "/nhiem-vu/thoi-gian/"
ISSUED = date(2025, 10, 6)
END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("deadline", "issued_on", "due_on", "span"),
    [
        (Deadline("by", end=END), ISSUED, END, Span(Shape.BAR, ISSUED, END)),
        (Deadline("by", end=END), None, END, Span(Shape.MARK, END, END)),
        (Deadline("by", end=END), END, END, Span(Shape.MARK, END, END)),
        (Deadline("within", date(2026, 1, 1), END), ISSUED, END, Span(Shape.BAR, date(2026, 1, 1), END)),
        (Deadline("monthly", at="25"), ISSUED, date(2026, 6, 25), Span(Shape.LINE, ISSUED, None)),
        (Deadline("continuous"), ISSUED, None, Span(Shape.LINE, ISSUED, None)),
        (Deadline("continuous", end=END), None, None, Span(Shape.LINE, None, END)),
        (Deadline("on_event"), ISSUED, None, Span(Shape.NONE)),
        (Deadline("none"), None, None, Span(Shape.NONE)),
    ],
)
def test_a_deadline_becomes_a_span(
    deadline: Deadline, issued_on: date | None, due_on: date | None, span: Span
) -> None:
    assert timeline.span_of(deadline, issued_on=issued_on, due_on=due_on) == span


def test_a_scale_holds_whole_quarters_and_cuts_off_what_is_far() -> None:
    scale = timeline.scale_for([Span(Shape.BAR, ISSUED, END)], TODAY)
    assert (scale.first, scale.last) == (date(2025, 10, 1), date(2027, 3, 31))
    assert [tick.name for tick in scale.quarters] == ["IV", "I", "II", "III", "IV", "I"]
    assert [tick.name for tick in scale.years] == ["2025", "2026", "2027"]
    assert sum(tick.width for tick in scale.quarters) == scale.width == 6 * 72
    assert (scale.x(scale.first), scale.x(date(1999, 1, 1)), scale.x(date(2099, 1, 1))) == (0, 0, scale.width)
    wide = timeline.scale_for([Span(Shape.BAR, date(1945, 9, 2), date(2100, 1, 1))], TODAY)
    assert (wide.first.year, wide.last.year) == (2020, 2036)
    assert timeline.scale_for([], date(2026, 12, 31)).last == date(2027, 3, 31)


def test_days_lie_in_order() -> None:
    scale = Scale(date(2026, 1, 1), date(2026, 12, 31), 365)
    assert [scale.x(date(2026, 1, 1)), scale.x(date(2026, 1, 2)), scale.x(date(2027, 1, 1))] == [0, 1, 365]
    assert timeline.heights([True, False, True]) == ([122, 174, 262], 288)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan with a late task, one of two communes and one without a deadline."""
    result["tasks"][0]["due"]["end"] = "2026-05-31"
    result["tasks"][1]["lead"] = ["UBND các xã, phường"]
    result["tasks"][2]["due"] = {**result["tasks"][2]["due"], "kind": "none", "end": None}
    return publish(result)


@pytest.fixture
def page(client: Client, office: User, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Reads the page on 01/6/2026."""
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01")
    client.force_login(office)
    return lambda query="": client.get(f"{ADDRESS}{query}").content.decode()


def _svg(page: str) -> ElementTree.Element:
    found = re.search(r'<svg class="gantt-drawing".*?</svg>', page, re.DOTALL)
    assert found is not None
    return ElementTree.fromstring(found[0])


@pytest.mark.django_db
def test_the_drawing_is_whole_without_styles_and_says_late_in_words(
    plan: Plan, page: Callable[..., str], office: User, at: datetime
) -> None:
    first, second, _third = Task.objects.order_by("ordinal")
    add_dependency(task=second, needs=first, by=office, at=at)
    told: dict[str, Any] = {"by": office, "at": at}
    promised = {"obligation": first.obligations.get(), "title": "Xong khảo sát", "due_on": date(2026, 4, 30)}
    add_milestone(**promised, **told)
    for owed in second.obligations.all():
        step = add_milestone(obligation=owed, title="Dự thảo", due_on=date(2026, 2, 1), **told)
        reach_milestone(milestone=step, reached_on=date(2026, 2, 1), **told)
    record_progress(obligation=second.obligations.all()[0], state="done", by=office, at=at)
    shown = page()
    svg = _svg(shown)
    assert "style=" not in shown[shown.index("<main") :]
    classes = [one.get("class") for one in svg.iter()]
    assert classes.count("gantt-bar") == 2
    assert classes.count("gantt-done") == 1
    assert [classes.count(f"gantt-ring {name}") for name in ("is-late", "is-done", "is-open")] == [1, 1, 0]
    assert "30/04/2026 (quý II): Xong khảo sát" in shown
    assert "01/02/2026 (quý I): Dự thảo (2 đơn vị, đã đạt)" in shown
    assert [classes.count(name) for name in ("is-late", "gantt-today", "tie", "gantt-overrun")] == [1] * 4
    for one in svg.iter():
        for name in ("x", "x1", "x2", "width"):
            assert re.fullmatch(r"-?\d+", one.get(name, "0")), (one.tag, one.attrib)
    assert "quá hạn 1 ngày" in shown
    assert "Cần xong trước: PL2.1.1" in shown
    assert "06/10/2025 – 31/05/2026" in shown


@pytest.mark.django_db
def test_it_is_narrowed_as_the_table_and_grouped_by_unit(plan: Plan, page: Callable[..., str]) -> None:
    by_unit = page("?theo=don-vi")
    assert by_unit.index("Sở Khoa học và Công nghệ</h2>") < by_unit.index("UBND các xã, phường</h2>")
    assert 'name="theo" value="don-vi"' in by_unit
    late = page("?tinh-trang=qua-han")
    assert late.count('class="gantt-bar"') == 1
    assert "/nhiem-vu/bang/?tinh-trang=qua-han" in late
    assert "gantt-drawing" not in page("?tim=khongcogi")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?theo=don-vi"])
def test_the_page_asks_as_little_for_many_tasks_as_for_few(
    client: Client,
    plan: Plan,
    office: User,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    make_row: Any,
    n_queries: Any,
    query: str,
) -> None:
    client.force_login(office)
    before = n_queries(client, f"{ADDRESS}{query}")
    result["document"]["number"] = "95/KH-UBND"
    result["tasks"] = [make_row(str(one), f"Việc {one}", lead=["Sở Xây dựng"]) for one in range(60)]
    publish(result)
    assert n_queries(client, f"{ADDRESS}{query}") == before
    assert len(client.get(f"{ADDRESS}{query}").context["rows"]) == 40
