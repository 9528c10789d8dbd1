"""Plans of units and projects over HTTP: what the pages show and take, for the same people."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.planning import actions
from hatang.planning.actions import ProjectFacts
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
JSON = "application/json"


def test_a_unit_plans_and_issues_over_http(
    plan: Plan, agencies: Any, owner: User, outsider: User, office: User, sign_in: SignIn, at: datetime
) -> None:
    made = actions.begin_plan(unit=agencies.units["sxd"], plan=plan, year=2026, by=owner, at=at)
    client, address = sign_in(owner), f"/api/v1/unit-plans/{made.pk}"
    task = plan.tasks.get(path="PL2.1.1")
    said = {"title": "Lắp trạm", "task_id": task.pk, "ends_on": "2026-09-01", "mark": str(uuid4())}
    first = client.post(f"{address}/activities", said, JSON).json()
    assert client.post(f"{address}/activities", said, JSON).json()["id"] == first["id"]
    assert (first["task_id"], first["quarters"], first["revision"]) == (task.pk, [""] * 4, 0)
    other = {**said, "task_id": 999_999}
    assert client.post(f"{address}/activities", other, JSON).json()["errors"][0]["field"] == "task_id"
    one = f"{address}/activities/{first['id']}"
    changed = {**said, "quarters": ["20 trạm", "", "", ""], "result": "20", "measure_unit": "trạm"}
    assert client.put(one, changed, JSON).json()["quarters"][0] == "20 trạm"
    assert client.put(one, changed, JSON).status_code == 409
    issued = client.post(
        f"{address}/steps", {"step": "issue", "seen": "draft", "number": "1/KH"}, JSON
    ).json()
    assert (issued["state"], issued["steps"], issued["may_write"]) == ("issued", ["reopen"], False)
    kept = sign_in(office).get(f"{address}/versions/1").json()
    assert (kept["number"], kept["rows"][0]["title"]) == ("1/KH", "Lắp trạm")
    listed = sign_in(office).get("/api/v1/unit-plans", {"unit": made.unit_id, "plan": plan.pk}).json()
    assert [row["id"] for row in listed["items"]] == [made.pk]
    assert sign_in(outsider).get("/api/v1/unit-plans").json()["items"] == []
    assert sign_in(outsider).get(address).status_code == 404


def test_money_of_a_project_is_read_and_said_over_http(
    agencies: Any, owner: User, outsider: User, office: User, sign_in: SignIn, at: datetime
) -> None:
    facts = ProjectFacts(title="Kho dữ liệu", unit=agencies.units["sxd"], kind="it")
    made = actions.make_project(facts=facts, by=owner, at=at)
    client, address = sign_in(owner), f"/api/v1/projects/{made.pk}"
    line = {"source": "provincial", "year": 2026, "estimate": 5_000_000_000, "allocated": 1_000_000_000}
    body = {"lines": [line], "ground": "12/QĐ-UBND", "ground_on": "2026-01-05", "seen": made.revision}
    doubled = client.put(f"{address}/money", {**body, "lines": [line, {**line, "estimate": 1}]}, JSON)
    assert (doubled.status_code, doubled.json()["errors"][0]["field"]) == (400, "lines")
    said = client.put(f"{address}/money", body, JSON).json()
    [kept] = said["money"]
    assert (kept["source"], float(kept["allocated"]), kept["disbursed"]) == ("provincial", 1e9, None)
    assert client.put(f"{address}/money", body, JSON).status_code == 409
    assert sign_in(office).get(address).json()["money"] == said["money"]
    assert sign_in(outsider).get(address).status_code == 404
    assert sign_in(outsider).put(f"{address}/money", body, JSON).status_code == 404
    assert [row["id"] for row in client.get("/api/v1/projects").json()["items"]] == [made.pk]
