"""Escalations over HTTP: begun, answered and decided by the same people as on the pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from hatang.accounts.models import User

from .conftest import Late

JSON = "application/json"


@pytest.mark.django_db
def test_it_is_begun_answered_and_decided_over_http(
    late: Late, sign_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-11T08:00:00+07:00")
    office, unit, outsider = sign_in(late.office), sign_in(late.officer), sign_in(late.outsider)
    said = {"obligation_id": late.owed.pk, "because": "Chậm"}
    assert unit.post("/api/v1/escalations", said, JSON).status_code == 403
    refused = office.post("/api/v1/escalations", {"because": "Chậm"}, JSON).json()
    assert refused["errors"][0]["field"] == "obligation_id"
    made = office.post("/api/v1/escalations", said, JSON).json()
    assert (made["tier"], made["state"], made["report_id"]) == (1, "waiting", None)
    assert office.post("/api/v1/escalations", said, JSON).status_code == 409
    address = f"/api/v1/escalations/{made['id']}"
    assert unit.get(address).json()["answers"] == ["reason", "new_day", "obstacle"]
    assert outsider.get(address).status_code == 404
    assert outsider.get("/api/v1/escalations").json()["items"] == []
    answer = {"answer": "reason", "words": "Chờ vốn của tỉnh"}
    assert office.post(f"{address}/answer", answer, JSON).status_code == 403
    answered = unit.post(f"{address}/answer", answer, JSON).json()
    assert (answered["state"], answered["steps"][-1]["words"]) == ("answered", "Chờ vốn của tỉnh")
    decision = {"decision": "close", "words": "Đã rõ", "seen": "waiting"}
    assert office.post(f"{address}/decision", decision, JSON).status_code == 409
    closed = office.post(f"{address}/decision", {**decision, "seen": "answered"}, JSON).json()
    assert (closed["state"], closed["decisions"]) == ("closed", [])
    assert office.get("/api/v1/escalations").json()["items"] == []
    over = office.get("/api/v1/escalations", {"is_open": "false"}).json()
    assert [row["id"] for row in over["items"]] == [made["id"]]
    report = {"report_id": late.reporter.pk, "because": "Chậm"}
    assert office.post("/api/v1/escalations", report, JSON).json()["report_id"] == late.reporter.pk
