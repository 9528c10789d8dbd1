"""The matrix of tasks and units: what is taken up, by whom not, and what contradicts the plan above."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hatang import docparse
from hatang.accounts.models import User
from hatang.docparse.files import read
from hatang.documents.addressees import greeted
from hatang.planning import actions, queries
from hatang.planning.actions import Planned
from hatang.planning.models import UnitPlan
from hatang.planning.queries.owed import given_in
from hatang.planning.rules.cascade import Against, Taken
from hatang.programme.models import Plan, TargetQuota

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def planned(plan: Plan, agencies: Any, owner: User, outsider: User, at: datetime) -> dict[str, UnitPlan]:
    """One department is later than the task and lower than its quota, the other takes a part."""
    target = plan.targets.get()
    for month in (1, 4):
        TargetQuota.objects.create(
            target=target, unit=agencies.units["sxd"], quarter=date(2026, month, 1), value=40
        )
    made = {}
    task = plan.tasks.get(path="PL2.1.1")
    stations = Planned(title="Lắp trạm", task=task, target=target, result=Decimal(60), measure_unit="Trạm")
    for code, by, said in (
        ("sxd", owner, replace(stations, ends_on=date(2026, 10, 1))),
        ("skhcn", outsider, Planned(title="Góp ý", task=task, uptake="part", ends_on=date(2026, 9, 30))),
    ):
        made[code] = actions.begin_plan(unit=agencies.units[code], plan=plan, year=2026, by=by, at=at)
        actions.put_activity(
            unit_plan=made[code], activity=None, said=said, seen=0, mark=uuid4(), by=by, at=at
        )
    return made


def test_who_takes_up_what(plan: Plan, planned: dict[str, UnitPlan], agencies: Any, office: User) -> None:
    found = queries.matrix(office, plan, year=2026, today=TODAY)
    rows = {row.item.path: row for row in found.rows}
    first, second, third, target = (rows[path] for path in ("PL2.1.1", "PL2.1.2", "PL2.2.1", "I.1"))
    assert (first.taken, first.n_taken, first.n_owed) == (Taken.PART, 2, 2)
    assert (second.taken, second.n_owed) == (Taken.NOBODY, 3)
    # Nobody is known to owe it: it is asked of no unit, and nobody has it.
    assert (third.taken, third.n_owed) == (Taken.NOBODY, 0)
    assert found.untaken == [second, third]
    assert dict(found.pairs) == {"owed": 5, "whole": 1, "part": 1, "nobody": 3, "against": 1}
    building = agencies.units["sxd"]
    cell = first.cells[building.pk]
    assert {one.against for one in cell.findings} == {Against.LATER, Against.LOWER}
    assert [(one.given.value, one.said) for one in target.findings if one.given] == [(80, 60)]
    assert {unit.code for unit in found.columns()} == {"sxd", "skhcn"}
    # Quarters of a share are not added.
    plan.targets.update(measure_unit="%")
    assert [one.value for one in given_in(plan, year=2026)] == [40]
    own = queries.matrix(office, plan, year=2026, today=TODAY, unit=building.pk)
    assert {row.item.path for row in own.rows} == {"PL2.1.1", "PL2.1.2", "I.1"}


def test_what_is_done_before_the_year_is_asked_no_more(plan: Plan, office: User) -> None:
    done = plan.tasks.get(path="PL2.1.1")
    done.obligations.update(state="done", done_on=date(2026, 3, 1))
    assert done in [row.item for row in queries.matrix(office, plan, year=2026, today=TODAY).rows]
    assert done not in [row.item for row in queries.matrix(office, plan, year=2027, today=TODAY).rows]


def test_a_unit_sees_only_its_own_answers(
    plan: Plan, planned: dict[str, UnitPlan], owner: User, reader: User, agencies: Any
) -> None:
    found = queries.matrix(owner, plan, year=2026, today=TODAY)
    assert set(found.unit_plans) == {agencies.units["sxd"].pk}
    rows = queries.unit_rows(owner, plan, year=2026, today=TODAY)
    assert [(row.unit.code, row.n_taken, row.n_owed) for row in rows] == [("sxd", 2, 3)]
    assert queries.unit_rows(reader, plan, year=2026, today=TODAY) == []


def test_the_office_looks_filters_and_takes_it_along(
    plan: Plan,
    planned: dict[str, UnitPlan],
    office: User,
    owner: User,
    sign_in: Callable[[User], Client],
    n_queries: Callable[..., int],
    agencies: Any,
) -> None:
    desk, at = sign_in(office), f"/ke-hoach-don-vi/doi-chieu/{plan.pk}/2026/"
    page = desk.get(at).content.decode()
    assert "thấp hơn mức được giao: 60/80 Trạm" in page
    nobody = desk.get(at, {"tinh-trang": "chua-ai-nhan"}).content.decode()
    assert "PL2.2.1" in nobody and "PL2.1.1" not in nobody
    against = desk.get(at, {"tinh-trang": "trai", "don-vi": agencies.units["sxd"].pk}).content.decode()
    assert "PL2.1.1" in against and "PL2.2.1" not in against
    assert sign_in(owner).get(at).status_code == 403
    assert desk.get(f"/ke-hoach-don-vi/doi-chieu/{plan.pk}/0/").status_code == 404
    assert desk.get("/ke-hoach-don-vi/?nam=0000").status_code == 200
    for kind in ("xlsx", "csv", "docx", "pdf"):
        assert len(b"".join(desk.get(at, {"dinh-dang": kind}).streaming_content)) > 50
    assert f'href="{at}cong-van/"' in page
    before = n_queries(desk, at)
    unit_plan = planned["sxd"]
    for task in plan.tasks.all():
        actions.put_activity(
            unit_plan=unit_plan,
            activity=None,
            said=Planned(title="Việc", task=task),
            seen=0,
            mark=uuid4(),
            by=owner,
            at=unit_plan.begun_at,
        )
    assert n_queries(desk, at) == before


def test_the_letter_about_what_nobody_took_up_is_read_by_our_own_reader(
    plan: Plan,
    planned: dict[str, UnitPlan],
    office: User,
    leader: User,
    sign_in: Callable[[User], Client],
    tmp_path: Path,
) -> None:
    desk, at = sign_in(office), f"/ke-hoach-don-vi/doi-chieu/{plan.pk}/2026/cong-van/"
    path = tmp_path / "cong-van.docx"
    path.write_bytes(b"".join(desk.get(at, {"han": "2026-12-20"}).streaming_content))
    said, text = docparse.parse(path), read(path).text
    assert (said.document.kind, said.document.title[:21]) == ("letter", "V/v bổ sung kế hoạch ")
    assert greeted(text)[0] == "Sở Xây dựng"
    assert "2/3 nhiệm vụ" in text and "3/5 phần việc" in text
    assert "Tổ công tác liên ngành" in text
    assert ("by", "2026-12-20") in [(one.due.kind, one.due.end) for one in said.tasks]
    assert len(b"".join(desk.get(at, {"dinh-dang": "pdf"}).streaming_content)) > 500
    assert sign_in(leader).get(at).status_code == 403
