"""All units' plans on a line of time: by unit, beside the days their tasks are due, as a page and a file."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from opened import workbook

from hatang.accounts.models import User
from hatang.planning import actions, queries
from hatang.planning.actions import Planned
from hatang.planning.models import Activity
from hatang.programme.models import Obligation, Plan

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ADDRESS = "/ke-hoach-don-vi/thoi-gian/"


@pytest.fixture
def planned(plan: Plan, agencies: Any, owner: User, outsider: User, at: datetime) -> list[Activity]:
    """Two departments plan for the task due on 30/9/2026: one in time, one too late, one without a day."""
    task, found = plan.tasks.get(path="PL2.1.1"), []
    for code, by, said in (
        ("sxd", owner, Planned(title="Lắp trạm", task=task, quarter_2="20 trạm", ends_on=date(2026, 9, 1))),
        ("sxd", owner, Planned(title="Khảo sát")),
        ("skhcn", outsider, Planned(title="Nghiệm thu", task=task, ends_on=date(2026, 12, 1))),
    ):
        made = actions.begin_plan(unit=agencies.units[code], plan=plan, year=2026, by=by, at=at)
        said_at: dict[str, Any] = {"seen": 0, "mark": uuid4(), "by": by, "at": at}
        found.append(actions.put_activity(unit_plan=made, activity=None, said=said, **said_at))
    return found


def test_days_run_from_the_first_quarter_and_late_is_what_misses_its_task(
    planned: list[Activity], office: User, agencies: Any
) -> None:
    rows = queries.planned_activities(office, year=2026)
    lines = {one.activity.title: one for one in queries.on_the_line(rows, today=date(2026, 6, 1))}
    assert lines["Lắp trạm"].span.start == date(2026, 4, 1)
    assert (lines["Lắp trạm"].due_on, lines["Lắp trạm"].is_late) == (date(2026, 9, 30), False)
    assert (lines["Nghiệm thu"].is_late, lines["Nghiệm thu"].span.start) == (True, date(2026, 1, 1))
    assert (lines["Khảo sát"].span.end, lines["Khảo sát"].due_on) == (date(2026, 12, 31), None)
    over = {one.activity.title: one for one in queries.on_the_line(rows, today=date(2026, 9, 2))}
    assert over["Lắp trạm"].is_late
    # A part of the task is not late before the task is.
    Activity.objects.filter(title="Lắp trạm").update(uptake="part")
    for day, is_late in ((date(2026, 9, 30), False), (date(2026, 10, 1), True)):
        part = {one.activity.title: one for one in queries.on_the_line(rows.all(), today=day)}
        assert part["Lắp trạm"].is_late == is_late
    Obligation.objects.filter(unit=agencies.units["sxd"]).update(state="done", done_on=date(2026, 8, 1))
    done = {one.activity.title: one for one in queries.on_the_line(rows, today=date(2026, 9, 3))}
    assert (done["Lắp trạm"].is_done, done["Lắp trạm"].is_late) == (True, False)


def test_everybody_sees_the_plans_they_may_read(
    planned: list[Activity],
    plan: Plan,
    office: User,
    colleague: User,
    outsider: User,
    sign_in: SignIn,
    n_queries: Callable[[Any, str], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01T08:00:00+07:00")
    client, address = sign_in(office), f"{ADDRESS}?nam=2026&ke-hoach={plan.pk}"
    page = client.get(address).content.decode()
    assert all(one.title in page for one in planned) and page.count("<li data-row>") == 3
    mine, theirs = (sign_in(one).get(address).content.decode() for one in (colleague, outsider))
    assert ("Lắp trạm" in mine, "Nghiệm thu" in mine) == (True, False)
    assert ("Lắp trạm" in theirs, "Nghiệm thu" in theirs) == (False, True)
    assert "<li data-row>" not in client.get(f"{ADDRESS}?nam=2027").content.decode()
    [rows] = workbook(client.get(f"{address}&dinh-dang=xlsx")).values()
    assert sum("Lắp trạm" in row for row in rows) == 1
    few = n_queries(client, f"{address}&don-vi={planned[2].unit_plan.unit_id}")
    assert n_queries(client, address) == few
