"""Who answers for a task, who takes note, products that are issued above."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.actions import (
    WrongDay,
    WrongMove,
    acknowledge,
    name_responsible,
    publish_plan,
    record_progress,
    set_responsibility,
    take_step,
)
from hatang.programme.models import Obligation, Plan, Task
from hatang.programme.queries.obligations import fields_left_out
from hatang.programme.responsibility import answers_for_own_part, fields_of, is_issued_above

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def test_what_is_prepared_for_the_committee_is_submitted_then_issued(
    plan: Plan, owner: User, office: User, at: datetime, agencies: Any
) -> None:
    task = plan.tasks.get(path="PL2.1.2")
    assert task.needs_issue
    owed = task.obligations.get(unit=agencies.units["skhcn"])
    with pytest.raises(WrongMove):
        record_progress(obligation=owed, state="done", by=owner, at=at)
    sent = take_step(obligation=owed, step="submit", words="Đã trình", number="12/TTr-SKHCN", by=owner, at=at)
    assert (sent.submitted_number, sent.submitted_on) == ("12/TTr-SKHCN", TODAY)
    later = at + timedelta(days=30)
    for number, on, error in (("", None, Refusal), ("9/QĐ-UBND", date(2026, 5, 1), WrongDay)):
        with pytest.raises(error):
            take_step(obligation=owed, step="accept", words="", number=number, on=on, by=office, at=later)
    with pytest.raises(WrongDay):
        take_step(
            obligation=owed,
            step="accept",
            words="",
            number="9/QĐ-UBND",
            on=date(2026, 12, 31),
            by=office,
            at=later,
        )
    done = take_step(
        obligation=owed,
        step="accept",
        words="",
        number="9/QĐ-UBND",
        on=date(2026, 6, 25),
        by=office,
        at=later,
    )
    assert (done.state, done.done_on, done.issued_on) == ("done", TODAY, date(2026, 6, 25))
    assert done.n_days_above == 24


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Tham mưu UBND tỉnh ban hành Quyết định", True),
        ("Xây dựng dự thảo, trình HĐND tỉnh thông qua", True),
        ("Hoàn thiện hồ sơ trình Ủy ban nhân dân tỉnh phê duyệt", True),
        ("Trình diễn công nghệ 5G", False),
        ("Xây dựng chương trình đào tạo", False),
        ("Lắp đặt trạm BTS", False),
    ],
)
def test_words_say_whether_a_product_is_issued_above(text: str, is_so: bool) -> None:
    assert is_issued_above(text, "") == is_so


def test_a_field_whose_department_has_no_part_is_shown(plan: Plan, agencies: Any) -> None:
    task = plan.tasks.get(path="PL2.1.1")
    assert [unit for _words, unit in fields_left_out(task)] == [agencies.units["snnmt"]]
    assert fields_left_out(plan.tasks.get(path="PL2.2.1")) == []
    assert fields_of("Sở Nông nghiệp và Môi trường") == ["nong nghiep", "moi truong"]
    assert fields_of("Sở Xây dựng") == [] and fields_of("Viettel Bắc Ninh") == []


def test_own_parts_are_read_from_groups_and_words() -> None:
    assert answers_for_own_part("Triển khai", ["Các sở"], has_group=True)
    assert answers_for_own_part("Theo chức năng, nhiệm vụ được giao", ["A", "B"], has_group=False)
    assert not answers_for_own_part("Theo chức năng", ["A"], has_group=False)


def test_only_a_named_unit_is_focal_and_only_its_people_are_in_charge(
    plan: Plan, owed: Obligation, owner: User, outsider: User, office: User, agencies: Any, at: datetime
) -> None:
    with pytest.raises(Refusal):
        set_responsibility(
            task=owed.task,
            is_distributed=True,
            focal_unit=agencies.units["vnpt"],
            needs_issue=False,
            by=office,
            at=at,
        )
    set_responsibility(
        task=owed.task,
        is_distributed=True,
        focal_unit=agencies.units["skhcn"],
        needs_issue=True,
        by=office,
        at=at,
    )
    with pytest.raises(Refusal):
        name_responsible(obligation=owed, person=outsider, by=owner, at=at)
    assert name_responsible(obligation=owed, person=owner, by=owner, at=at).responsible == owner
    # A newer publication keeps what people decided.
    publish_plan(version=plan.version, by=office, at=at)
    task = Task.objects.get(pk=owed.task_id)
    assert (task.is_distributed, task.focal_unit, task.needs_issue) == (True, agencies.units["skhcn"], True)


def test_a_supporting_unit_takes_note_once(
    owed: Obligation, outsider: User, owner: User, agencies: Any, at: datetime
) -> None:
    said = acknowledge(task=owed.task, unit=agencies.units["sxd"], by=outsider, at=at)
    assert acknowledge(task=owed.task, unit=agencies.units["sxd"], by=outsider, at=at) == said
    with pytest.raises(Conflict):
        acknowledge(task=owed.task, unit=agencies.units["vnpt"], by=outsider, at=at)


def test_the_page_of_an_obligation_for_owner_colleague_and_outsider(
    owed: Obligation, owner: User, outsider: User, office: User, reader: User, client: Client
) -> None:
    page = reverse("programme:obligation", args=[owed.pk])
    ask = reverse("programme:ask_deadline", args=[owed.pk])
    milestone = reverse("programme:add_milestone", args=[owed.pk])
    person = reverse("programme:name_responsible", args=[owed.pk])
    for stranger in (reader, outsider):
        client.force_login(stranger)
        shown = client.get(page)
        assert shown.status_code == 200 and ask not in shown.content.decode()
        assert [client.post(address, {}).status_code for address in (ask, milestone, person)] == [403] * 3
    client.force_login(owner)
    assert ask in client.get(page).content.decode()
    refused = client.post(ask, {"den-ngay": "2020-01-01", "ly-do": "Lý do <b>dài</b>"})
    assert refused.status_code == 400 and "Lý do &lt;b&gt;dài" in refused.content.decode()
    assert client.post(ask, {"den-ngay": "hôm qua", "ly-do": "x"}).status_code == 400
    assert client.post(milestone, {"ket-qua": "Dự thảo", "ngay": "2026-06-05"}).status_code == 302
    assert client.post(person, {"nguoi-phu-trach": owner.pk}).status_code == 302
    assert client.post(person, {"nguoi-phu-trach": 999999}).status_code == 400
    change = reverse("programme:change_milestone", args=[owed.milestones.get().pk])
    assert client.post(change, {"viec": "dat"}).status_code == 302
    assert client.post(change, {"viec": "xoa"}).status_code == 409
    client.force_login(outsider)
    assert client.post(change, {"viec": "xoa"}).status_code == 403
    shown = client.get(page).content.decode()
    assert "Dự thảo" in shown and str(owner) in shown


def test_responsibility_is_set_and_taken_note_of_through_the_task(
    plan: Plan,
    owed: Obligation,
    owner: User,
    outsider: User,
    office: User,
    reader: User,
    agencies: Any,
    client: Client,
) -> None:
    page = reverse("programme:task", args=[owed.task_id])
    set_ = reverse("programme:set_responsibility", args=[owed.task_id])
    note = reverse("programme:acknowledge", args=[owed.task_id])
    follower = reverse("programme:set_follower", args=[plan.pk])
    form = {"cach": "tung-don-vi", "dau-moi": agencies.units["skhcn"].pk}
    for person in (reader, owner):
        client.force_login(person)
        assert client.post(set_, form).status_code == 403
        assert client.post(follower, {"don-vi": agencies.units["sxd"].pk}).status_code == 403
        assert client.post(note, {"don-vi": agencies.units["sxd"].pk}).status_code == 403
    client.force_login(outsider)
    assert note in client.get(page).content.decode()
    assert client.post(note, {"don-vi": agencies.units["sxd"].pk}).status_code == 302
    client.force_login(office)
    assert client.post(set_, form).status_code == 302
    assert (
        client.post(follower, {"don-vi": agencies.units["sxd"].pk, "nhiem-vu": owed.task_id}).status_code
        == 302
    )
    shown = client.get(page).content.decode()
    assert "Mỗi đơn vị chủ trì chịu trách nhiệm phần việc của mình" in shown
    assert "Sở Nông nghiệp và Môi trường" in shown
    plan.refresh_from_db()
    assert plan.followed_by == agencies.units["sxd"]


def test_the_api_asks_decides_and_promises(
    owed: Obligation, owner: User, outsider: User, office: User, client: Client
) -> None:
    base = f"/api/v1/obligations/{owed.pk}"

    def send(verb: str, address: str, body: dict[str, Any]) -> Any:
        return getattr(client, verb)(address, body, content_type="application/json")

    ask = {"until": "2030-01-31", "reason": "Chờ vốn"}
    milestone = {"title": "Dự thảo", "due_on": "2026-06-05"}
    client.force_login(outsider)
    assert send("post", f"{base}/deadline-requests", ask).status_code == 403
    assert send("post", f"{base}/milestones", milestone).status_code == 403
    client.force_login(owner)
    asked = send("post", f"{base}/deadline-requests", ask).json()
    assert (asked["decision"], asked["former_on"]) == ("", "2026-06-10")
    assert send("post", f"{base}/deadline-requests", ask).status_code == 409
    made = send("post", f"{base}/milestones", milestone).json()
    reached = send("put", f"/api/v1/milestones/{made['id']}", {"reached_on": "2026-06-04"})
    assert reached.json()["reached_on"] == "2026-06-04"
    assert client.get(f"{base}/milestones").json() == [reached.json()]
    decision = f"/api/v1/deadline-requests/{asked['id']}"
    assert send("put", decision, {"is_granted": True}).status_code == 403
    client.force_login(office)
    assert [one["id"] for one in client.get("/api/v1/deadline-requests").json()] == [asked["id"]]
    assert send("put", decision, {"is_granted": True}).json()["granted_until"] == "2030-01-31"
    assert client.get("/api/v1/deadline-requests").json() == []


def test_the_api_issues_with_a_number(plan: Plan, office: User, agencies: Any, client: Client) -> None:
    owed = plan.tasks.get(path="PL2.1.2").obligations.get(unit=agencies.units["skhcn"])
    client.force_login(office)
    for body, state in (
        ({"step": "submit", "words": "Đã trình", "number": "1/TTr", "on": "2026-06-01"}, "submitted"),
        ({"step": "accept", "number": "2/QĐ-UBND", "on": "2026-06-09"}, "done"),
    ):
        sent = client.post(f"/api/v1/obligations/{owed.pk}/steps", body, content_type="application/json")
        assert sent.json()["state"] == state
    assert (sent.json()["issued_number"], sent.json()["done_on"]) == ("2/QĐ-UBND", "2026-06-01")
