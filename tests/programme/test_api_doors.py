"""Contradictions, open questions, leaders and the course of meetings, for programs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import history_of
from hatang.programme.actions import find_conflicts
from hatang.programme.models import Conflict, GapAnswer, GapRequest, Meeting, Plan, Task

pytestmark = pytest.mark.django_db

API = "/api/v1"
TODAY = clock.today()
WORDS = "Xây dựng hệ thống quản lý hạ tầng viễn thông trên nền bản đồ số"
Send = Callable[..., Any]


@pytest.fixture
def plan(
    agencies: Any,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    make_row: Callable[..., dict[str, Any]],
) -> Plan:
    """Body and annex give one task two deadlines; another task leaves its product open."""
    due = {**result["tasks"][0]["due"], "kind": "by", "end": "2026-12-31"}
    lead = ["Sở Khoa học và Công nghệ"]
    body = make_row("IV.2.a", WORDS, due=due, lead=lead)
    annex = make_row("PL2.3.1", WORDS, due={**due, "end": "2027-06-30"}, lead=lead)
    return publish(
        {**result, "tasks": [{**result["tasks"][0], "lead": lead, "gaps": ["product"]}, body, annex]}
    )


@pytest.fixture
def people(make_user: Callable[..., User], agencies: Any, office: User) -> dict[str, User]:
    """An officer of the leading department, its director, another department's officer, province, office."""
    return {
        "owner": make_user("can-bo-so", "officer", agencies.units["skhcn"]),
        "colleague": make_user("giam-doc", "approver", agencies.units["skhcn"]),
        "outsider": make_user("can-bo-khac", "officer", agencies.units["sxd"]),
        "leader": make_user("lanh-dao-tinh", "leader"),
        "office": office,
    }


@pytest.fixture
def send(people: dict[str, User]) -> Send:
    """Calls the API as one of the people."""

    def call(who: str, verb: str, path: str, body: dict[str, Any] | None = None) -> Any:
        client = Client()
        client.force_login(people[who], backend="django.contrib.auth.backends.ModelBackend")
        more: dict[str, Any] = (
            {} if verb == "get" else {"data": body or {}, "content_type": "application/json"}
        )
        return getattr(client, verb)(f"{API}{path}", **more)

    return call


def test_a_contradiction_is_settled_and_taken_back_by_the_office_only(
    plan: Plan, send: Send, office: User
) -> None:
    find_conflicts(by=None, at=clock.now())
    conflict = Conflict.objects.get(kind="body_annex")
    path = f"/contradictions/{conflict.pk}"
    for who in ("owner", "colleague", "outsider"):
        said = {"settlement": "second", "reason": "Phụ lục chi tiết hơn"}
        assert send(who, "get", path).json()["figures"]["differs"] == "due"
        assert send(who, "put", f"{path}/settlement", said).status_code == 403
        assert send(who, "post", f"{path}/reopen").status_code == 403
    [listed] = send("office", "get", "/contradictions?kind=body_annex").json()["items"]
    assert (listed["id"], listed["settlement"]) == (conflict.pk, "")
    assert "second" in listed["choices"]
    assert (
        send("office", "put", f"{path}/settlement", {"settlement": "fulfilled", "reason": "Vì"}).status_code
        == 400
    )
    made = send("office", "put", f"{path}/settlement", said)
    assert (made.status_code, made.json()["settled_by_id"]) == (200, office.pk)
    assert Task.objects.get(path="IV.2.a").ruled_fields == ["due"]
    assert send("office", "put", f"{path}/settlement", said).status_code == 409
    assert send("owner", "get", "/contradictions?kind=body_annex").json()["items"] == []
    assert len(send("owner", "get", "/contradictions?state=settled").json()["items"]) == 1
    assert send("office", "post", f"{path}/reopen").json()["settlement"] == ""
    assert Task.objects.get(path="IV.2.a").ruled_fields == []
    assert history_of(conflict)[-1].action == "programme.reopen_conflict"


def test_a_question_is_asked_answered_returned_and_confirmed(plan: Plan, send: Send, agencies: Any) -> None:
    task = plan.tasks.get(gaps=["product"])
    gaps = f"/tasks/{task.pk}/gaps"
    asking = {"unit_id": agencies.units["skhcn"].pk, "due_on": (TODAY + timedelta(days=9)).isoformat()}
    for who in ("owner", "colleague", "outsider"):
        assert send(who, "post", f"{gaps}/product/requests", asking).status_code == 403
    assert send("office", "post", f"{gaps}/product/requests", {**asking, "unit_id": None}).status_code == 400
    assert send("office", "post", f"{gaps}/nonsense/requests", asking).status_code == 422
    asked = send("office", "post", f"{gaps}/product/requests", asking).json()
    answer = {"text": "Quyết định", "ground": "Công văn 1/SKHCN"}
    assert send("outsider", "post", f"{gaps}/product/answers", answer).status_code == 403
    said = send("owner", "post", f"{gaps}/product/answers", answer).json()
    assert (said["decision"], said["unit_id"]) == ("", agencies.units["skhcn"].pk)
    [line] = send("owner", "get", gaps).json()
    assert (line["request_id"], line["waiting_id"], line["latest_id"]) == (
        asked["id"],
        said["id"],
        said["id"],
    )
    other = {**answer, "text": "Kế hoạch"}
    assert send("owner", "post", f"{gaps}/product/answers", other).status_code == 409
    path = f"/gap-answers/{said['id']}"
    for who in ("owner", "colleague", "outsider"):
        assert send(who, "post", f"{path}/confirm").status_code == 403
        assert send(who, "post", f"{path}/return", {"reason": "Chưa rõ"}).status_code == 403
    assert send("office", "post", f"{path}/return", {"reason": "Chưa rõ"}).json()["decision"] == "returned"
    assert send("office", "post", f"{path}/confirm").status_code == 409
    again = send("owner", "post", f"{gaps}/product/answers", {**other, "seen": said["id"]}).json()
    assert send("office", "post", f"/gap-answers/{again['id']}/confirm").json()["decision"] == "confirmed"
    assert GapAnswer.objects.get(decision="confirmed").text == "Kế hoạch"
    assert GapRequest.objects.get().closed_at is not None
    assert send("office", "post", f"/gap-requests/{asked['id']}/take-back").status_code == 409


def test_leaders_are_named_by_office_and_province(plan: Plan, send: Send, people: dict[str, User]) -> None:
    task, director = plan.tasks.order_by("pk").first(), people["colleague"]
    assert task is not None
    named = {"leader_id": director.pk}
    for who in ("owner", "colleague", "outsider"):
        for path in (f"/tasks/{task.pk}/leader", f"/plans/{plan.pk}/leader"):
            assert send(who, "put", path, named).status_code == 403
        assert send(who, "get", "/leaders?may_direct=true").status_code == 403
    known = {one["id"] for one in send("office", "get", "/leaders?may_direct=true").json()}
    assert known == {director.pk, people["leader"].pk}
    assert (
        send("office", "put", f"/plans/{plan.pk}/leader", {"leader_id": people["owner"].pk}).status_code
        == 404
    )
    assert send("leader", "put", f"/plans/{plan.pk}/leader", named).json()["directed_by_id"] == director.pk
    assert (
        send("office", "put", f"/tasks/{task.pk}/leader", {"leader_id": people["leader"].pk}).status_code
        == 200
    )
    assert {one["id"] for one in send("outsider", "get", "/leaders").json()} == known
    page = send("outsider", "get", f"/leaders/{director.pk}").json()
    assert (page["plan_ids"], page["n_tasks"]) == ([plan.pk], 2)
    assert send("outsider", "get", f"/leaders/{people['owner'].pk}").status_code == 404
    assert (
        send("office", "put", f"/tasks/{task.pk}/leader", {"leader_id": None}).json()["directed_by_id"]
        is None
    )


def test_a_meeting_is_begun_ended_and_opened_again(
    plan: Plan, send: Send, agencies: Any, make_unit: Any
) -> None:
    unit = agencies.units["skhcn"].pk
    body = {"held_on": TODAY.isoformat(), "chair": "Giám đốc Sở", "unit_id": unit}
    path = f"/meetings/{send('colleague', 'post', '/meetings', body).json()['id']}"
    concluded = {
        "text": "Lập danh sách trạm",
        "lead_id": unit,
        "due_on": (TODAY + timedelta(days=9)).isoformat(),
    }
    assert send("colleague", "post", f"{path}/conclusions", concluded).status_code == 409
    for step in ("open", "close", "reopen"):
        for who, status in (("outsider", 404), ("owner", 403)):
            assert send(who, "post", f"{path}/{step}", {"reason": "Vì"}).status_code == status
    assert send("colleague", "post", f"{path}/open").json()["opened_at"] is not None
    made = send("colleague", "post", f"{path}/conclusions", concluded).json()
    assert send("owner", "post", f"{path}/conclusions/{made['id']}/remove").status_code == 403
    assert send("colleague", "post", f"{path}/conclusions/{made['id']}/remove").status_code == 204
    closed = send("colleague", "post", f"{path}/close").json()
    assert (closed["closed_at"] is not None, closed["document_id"], closed["conclusions"]) == (True, None, [])
    assert Meeting.objects.get().kept
    assert send("colleague", "post", f"{path}/close").status_code == 409
    assert send("colleague", "post", f"{path}/reopen", {"reason": ""}).status_code == 400
    assert send("colleague", "post", f"{path}/reopen", {"reason": "Còn ý kiến"}).json()["closed_at"] is None


def test_many_questions_are_asked_at_once_and_taken_back(plan: Plan, send: Send, agencies: Any) -> None:
    task, unit = plan.tasks.get(gaps=["product"]), agencies.units["skhcn"]
    look = f"/gap-batches/preview?question={task.pk}:product&question={task.pk}:nonsense"
    outcome = {"task_id": task.pk, "gap": "product", "unit_id": unit.pk, "person_id": None, "why_not": ""}
    assert send("office", "get", look).json() == [outcome]
    assert send("office", "get", "/gap-batches/preview?question=x").status_code == 422
    for who in ("owner", "outsider"):
        assert "quyền" in send(who, "get", look).json()[0]["why_not"]
    asked = {"task_id": task.pk, "gap": "product", "unit_id": unit.pk}
    asking = {"questions": [asked], "due_on": (TODAY + timedelta(days=9)).isoformat(), "words": "Gửi trước"}
    for who in ("owner", "colleague", "outsider"):
        assert send(who, "post", "/gap-batches", asking).status_code == 409
    elsewhere = {**asking, "questions": [{**asked, "unit_id": agencies.units["sxd"].pk}]}
    assert send("office", "post", "/gap-batches", elsewhere).status_code == 409
    nobody = {**asking, "questions": [{**asked, "unit_id": None}]}
    assert send("office", "post", "/gap-batches", nobody).status_code == 400
    nowhere = {**asking, "questions": [{**asked, "task_id": 2**40}]}
    assert send("office", "post", "/gap-batches", nowhere).status_code == 404
    made = send("office", "post", "/gap-batches", asking).json()
    assert [(one["unit_id"], one["closed_at"]) for one in made["requests"]] == [(unit.pk, None)]
    assert [one["id"] for one in send("office", "get", "/gap-batches").json()] == [made["id"]]
    path = f"/gap-batches/{made['id']}"
    for who in ("owner", "colleague", "outsider"):
        assert send(who, "get", path).status_code == 404
        assert send(who, "post", f"{path}/undo").status_code == 404
    assert send("office", "post", f"{path}/undo").json()["requests"][0]["closed_at"]
    assert send("office", "post", f"{path}/undo").status_code == 409
    assert not GapRequest.objects.filter(closed_at__isnull=True).exists()


def test_products_are_added_renamed_and_dropped(plan: Plan, send: Send, office: User) -> None:
    task = plan.tasks.get(gaps=["product"])
    path, said = f"/tasks/{task.pk}/products", {"words": "Cơ sở dữ liệu trạm", "ground": "Thông báo 12/TB"}
    for who in ("owner", "colleague", "outsider"):
        assert send(who, "post", path, said).status_code == 403
    assert send("office", "post", path, {**said, "ground": " "}).status_code == 400
    made = send("office", "post", path, said).json()
    assert (made["text"], made["is_named"], made["dropped_at"]) == ("Cơ sở dữ liệu trạm", False, None)
    assert send("office", "post", path, said).json()["id"] == made["id"]
    assert made["id"] in {one["id"] for one in send("outsider", "get", path).json()}
    own, other = f"/products/{made['id']}", {"words": "Bản đồ trạm", "ground": "Công văn 3"}
    for who in ("owner", "colleague", "outsider"):
        assert send(who, "put", own, other).status_code == 403
        assert send(who, "post", f"{own}/drop", {"ground": "x"}).status_code == 403
    assert send("leader", "put", own, other).json()["own_words"] == "Bản đồ trạm"
    assert send("office", "post", f"{own}/drop", {"ground": "Kết luận 5"}).json()["dropped_at"]
    assert send("office", "post", f"{own}/drop", {"ground": "Kết luận 5"}).status_code == 404
