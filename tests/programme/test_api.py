"""Meetings and decisions about work that lost its ground, for programs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.actions import issue_token
from hatang.accounts.models import Scope, User
from hatang.base import clock
from hatang.documents.actions import Effect, set_validity
from hatang.programme.actions import Call, call_meeting, close_meeting, open_meeting
from hatang.programme.models import Meeting, Obligation, Plan, Transition

pytestmark = pytest.mark.django_db

MEETINGS = "/api/v1/meetings"
TRANSITIONS = "/api/v1/transitions"
TODAY = clock.today()


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan whose first task is five days late."""
    result["tasks"][0]["due"]["end"] = (TODAY - timedelta(days=5)).isoformat()
    return publish(result)


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the department that leads the tasks."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def colleague(make_user: Callable[..., User], agencies: Any) -> User:
    """The director of the same department."""
    return make_user("giam-doc", "approver", agencies.units["skhcn"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of another department."""
    return make_user("can-bo-khac", "officer", agencies.units["sxd"])


@pytest.fixture
def meeting(plan: Plan, office: User, agencies: Any) -> Meeting:
    """A meeting of the department of science, going on."""
    call = Call(TODAY, None, "Phòng họp", "Giám đốc Sở", agencies.units["skhcn"])
    made = call_meeting(call=call, by=office, at=clock.now())
    return open_meeting(meeting=made, by=office, at=clock.now())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, verb: str, address: str, body: dict[str, Any]) -> Any:
    return getattr(client, verb)(address, body, content_type="application/json")


def test_the_sheet_of_a_meeting_is_read_as_on_its_page(
    meeting: Meeting, owner: User, outsider: User, reader: User
) -> None:
    late = Obligation.objects.get(task__path="PL2.1.1")
    found = signed_in(owner).get(f"{MEETINGS}/{meeting.pk}").json()
    line = next(one for one in found["lines"] if one["obligation_id"] == late.pk)
    assert (line["n_days_late"], line["reasons"][0], line["note"]) == (5, "late", None)
    assert (found["chair"], found["conclusions"]) == ("Giám đốc Sở", [])
    assert [one["id"] for one in signed_in(owner).get(MEETINGS).json()["items"]] == [meeting.pk]
    for stranger in (outsider, reader):
        assert signed_in(stranger).get(f"{MEETINGS}/{meeting.pk}").status_code == 404
        assert signed_in(stranger).get(MEETINGS).json() == {"items": [], "next": None}


def test_who_runs_a_meeting_writes_lines_and_conclusions(
    meeting: Meeting, owner: User, colleague: User, outsider: User, agencies: Any
) -> None:
    units = agencies.units
    note = f"{MEETINGS}/{meeting.pk}/notes/{Obligation.objects.get(task__path='PL2.1.1').pk}"
    conclusions = f"{MEETINGS}/{meeting.pk}/conclusions"
    said = {"text": "Xong trước 15/12"}
    concluded = {
        "text": "Lập danh sách trạm",
        "lead_id": units["skhcn"].pk,
        "support_ids": [units["sxd"].pk],
        "due_on": (TODAY + timedelta(days=9)).isoformat(),
    }
    for person, status in ((outsider, 404), (owner, 403)):
        assert send(signed_in(person), "put", note, said).status_code == status
        assert send(signed_in(person), "post", conclusions, concluded).status_code == status
    client = signed_in(colleague)
    assert send(client, "put", note, said).json()["revision"] == 1
    assert send(client, "put", note, {"text": "Lời khác"}).status_code == 409
    made = send(client, "post", conclusions, concluded).json()
    assert made["support_ids"] == [units["sxd"].pk]
    assert send(client, "post", conclusions, concluded).json()["id"] == made["id"]
    assert send(client, "post", conclusions, {**concluded, "support_ids": [999_999]}).status_code == 404
    found = client.get(f"{MEETINGS}/{meeting.pk}").json()
    assert found["conclusions"] == [made]
    assert [line["note"]["text"] for line in found["lines"] if line["note"]] == ["Xong trước 15/12"]
    close_meeting(meeting=meeting, kept=[], is_given_out=False, by=colleague, at=clock.now())
    assert send(client, "post", conclusions, {**concluded, "text": "Việc khác"}).status_code == 409


def test_meetings_are_called_by_who_may(office: User, owner: User, colleague: User, agencies: Any) -> None:
    own = {
        "held_on": (TODAY + timedelta(days=7)).isoformat(),
        "chair": "Giám đốc Sở",
        "unit_id": agencies.units["skhcn"].pk,
    }
    province = {**own, "unit_id": None, "begins_at": "08:00"}
    assert send(signed_in(owner), "post", MEETINGS, own).status_code == 403
    assert send(signed_in(colleague), "post", MEETINGS, province).status_code == 403
    assert send(signed_in(colleague), "post", MEETINGS, own).json()["unit_id"] == own["unit_id"]
    assert send(signed_in(office), "post", MEETINGS, own).status_code == 409
    assert send(signed_in(office), "post", MEETINGS, province).json()["begins_at"] == "08:00:00"


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01"])
def test_a_day_beyond_the_calendar_is_refused(office: User, plan: Plan, on: str) -> None:
    client = signed_in(office)
    owed = plan.tasks.get(path="PL2.1.1").obligations.get()
    for address, words in {
        "meetings": {"held_on": on, "chair": "Chủ tịch"},
        f"obligations/{owed.pk}/milestones": {"title": "Dự thảo", "due_on": on},
    }.items():
        answer = client.post(f"/api/v1/{address}", words, content_type="application/json")
        assert answer.status_code == 422, address
    assert not Meeting.objects.exists()


def test_a_long_list_of_meetings_costs_the_same(
    meeting: Meeting, office: User, n_queries: Callable[..., int]
) -> None:
    client = signed_in(office)
    few = n_queries(client, MEETINGS)
    for n in range(1, 9):
        call = Call(TODAY + timedelta(days=n), None, "", "Chủ tịch")
        call_meeting(call=call, by=office, at=clock.now())
    assert n_queries(client, MEETINGS) == few


def test_the_office_decides_about_work_whose_document_has_ended(
    plan: Plan, office: User, owner: User, n_queries: Callable[..., int]
) -> None:
    effect = Effect("expired", valid_to=TODAY - timedelta(days=30))
    set_validity(document=plan.document, effect=effect, reason="Hết kỳ", by=office, at=clock.now())
    first, second, third = Obligation.objects.order_by("pk")
    body = {"obligation_ids": [first.pk], "way": "keep", "reason": "Vẫn cần làm"}
    assert signed_in(owner).get(TRANSITIONS).status_code == 403
    assert send(signed_in(owner), "post", TRANSITIONS, body).status_code == 403
    assert not Transition.objects.exists()
    client = signed_in(office)
    made = send(client, "post", TRANSITIONS, body).json()
    assert (made["way"], made["parts"]) == ("keep", [{"obligation_id": first.pk, "successor_id": None}])
    assert send(client, "post", TRANSITIONS, body).status_code == 409
    few = n_queries(client, TRANSITIONS)
    for one in (second, third):
        assert send(client, "post", TRANSITIONS, {**body, "obligation_ids": [one.pk]}).status_code == 200
    assert n_queries(client, TRANSITIONS) == few
    undo = f"{TRANSITIONS}/{made['id']}/undo"
    assert send(signed_in(owner), "post", undo, {}).status_code == 403
    assert send(client, "post", undo, {}).json()["undone_at"] is not None
    assert send(client, "post", undo, {}).status_code == 409
    shown = client.get(TRANSITIONS).json()["items"]
    assert [one["undone_at"] is None for one in shown] == [False, True, True]


def test_a_token_that_only_reads_calls_no_meeting(office: User) -> None:
    _token, secret = issue_token(name="Báo cáo", scope=Scope.READ, n_days=30, by=office, at=clock.now())
    bearer = {"Authorization": f"Bearer {secret}"}
    assert Client().get(MEETINGS, headers=bearer).status_code == 200
    body = {"held_on": TODAY.isoformat(), "chair": "Chủ tịch"}
    refused = Client().post(MEETINGS, body, content_type="application/json", headers=bearer)
    assert (refused.status_code, refused.json()["code"]) == (403, "token_may_only_read")
    assert not Meeting.objects.exists()
