"""Many at once: what would happen, all or nothing, and taking it back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, NotFound, Refusal
from hatang.notices.models import Notice, NoticeKind
from hatang.programme import access, queries
from hatang.programme.actions import ChangedMeanwhile, record_progress, run_batch, take_step, undo_batch
from hatang.programme.actions.batches import MOST_PARTS
from hatang.programme.models import Batch, Obligation, Occurrence, Plan

pytestmark = pytest.mark.django_db

ADDRESS = "/nhiem-vu/hang-loat/"
Run = Callable[..., Batch]


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan: two tasks of the department, one of two communes."""
    result["tasks"][1]["lead"] = ["UBND các xã, phường"]
    return publish(result)


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the department."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def run(plan: Plan, at: datetime) -> Run:
    """Does something to all obligations, or some, as they are now."""

    def work(by: User, deed: str = "start", words: str = "", **only: Any) -> Batch:
        seen = dict(Obligation.objects.filter(**only).values_list("pk", "state"))
        return run_batch(deed=deed, seen=seen, words=words, by=by, at=at)

    return work


def _states() -> list[str]:
    return list(Obligation.objects.order_by("pk").values_list("state", flat=True))


def test_a_deed_is_done_to_all_and_taken_back(run: Run, office: User, at: datetime) -> None:
    first = Obligation.objects.order_by("pk")[0]
    batch = run(office)
    assert _states() == ["in_progress"] * 4
    assert history_of(first)[-1].action == "programme.run_batch"
    undo_batch(batch=batch, by=office, at=at)
    assert _states() == ["not_started"] * 4
    batch.refresh_from_db()
    assert batch.undone_by == office
    assert history_of(first)[-1].action == "programme.undo_batch"
    with pytest.raises(Conflict):
        undo_batch(batch=batch, by=office, at=at)


def test_days_and_reasons_come_back_too(run: Run, office: User, at: datetime) -> None:
    run(office, "finish")
    before = list(Obligation.objects.order_by("pk").values())
    reset = run(office, "reset")
    assert _states() == ["not_started"] * 4
    undo_batch(batch=reset, by=office, at=at)
    assert list(Obligation.objects.order_by("pk").values()) == before
    undo_batch(batch=Batch.objects.get(deed="finish"), by=office, at=at)
    paused = run(office, "pause", "Chờ Trung ương")
    assert set(Obligation.objects.values_list("note", flat=True)) == {"Chờ Trung ương"}
    undo_batch(batch=paused, by=office, at=at)
    assert set(Obligation.objects.values_list("state", "note")) == {("not_started", "")}


def test_it_is_all_or_nothing(run: Run, plan: Plan, office: User, at: datetime) -> None:
    seen = dict(Obligation.objects.values_list("pk", "state"))
    moved = Obligation.objects.order_by("pk")[1]
    record_progress(obligation=moved, state="done", by=office, at=at)
    with pytest.raises(ChangedMeanwhile) as told:
        run_batch(deed="start", seen=seen, words="", by=office, at=at)
    assert str(moved.unit) in told.value.sentence
    assert _states().count("not_started") == 3
    Obligation.objects.filter(pk=moved.pk).update(withdrawn_at=at)
    with pytest.raises(ChangedMeanwhile):
        run_batch(deed="start", seen=seen, words="", by=office, at=at)
    assert not Batch.objects.exists()


def test_it_is_taken_back_only_while_nothing_changed(run: Run, office: User, at: datetime) -> None:
    batch = run(office)
    moved = Obligation.objects.order_by("pk")[2]
    take_step(obligation=moved, step="pause", words="Chờ", by=office, at=at)
    with pytest.raises(ChangedMeanwhile) as told:
        undo_batch(batch=batch, by=office, at=at)
    assert str(moved.unit) in told.value.sentence
    assert _states().count("in_progress") == 3


@pytest.mark.parametrize(
    ("deed", "words", "field"),
    [("burn", "", "deed"), ("pause", " ", "words"), ("pause", "x" * 2001, "words"), ("resume", "", "words")],
)
def test_a_deed_that_makes_no_sense_is_refused(
    run: Run, office: User, deed: str, words: str, field: str
) -> None:
    with pytest.raises(Refusal) as told:
        run(office, deed, words)
    assert told.value.field == field


def test_none_and_too_many_are_refused(run: Run, office: User, at: datetime) -> None:
    with pytest.raises(Refusal):
        run_batch(deed="start", seen={}, words="", by=office, at=at)
    with pytest.raises(Refusal):
        run_batch(deed="start", seen=dict.fromkeys(range(MOST_PARTS + 1), "done"), words="", by=office, at=at)


def test_the_preview_says_what_would_not_happen_and_why(
    plan: Plan, owner: User, office: User, reader: User, at: datetime
) -> None:
    first = plan.tasks.get(path="PL2.1.1").obligations.get()
    record_progress(obligation=first, state="in_progress", by=office, at=at)

    def look(user: User, deed: str) -> tuple[int, set[str]]:
        owed = Obligation.objects.select_related("task__plan", "unit")
        found = queries.batch_preview(user, owed, deed)
        return len(found.changed), {one.why_not for one in found.refused}

    right, so = "Bạn không có quyền thực hiện việc này.", "Đang như vậy rồi."
    assert look(office, "start") == (3, {so})
    assert look(owner, "start") == (1, {so, right})
    assert look(owner, "finish") == (2, {right})
    assert look(owner, "pause") == look(owner, "ask") == look(reader, "start") == (0, {right})
    assert look(office, "resume")[0] == look(office, "accept")[0] == 0
    assert look(office, "ask") == look(office, "pause") == (4, set())


def test_what_a_person_may_not_do_is_refused_whatever_the_form_says(
    run: Run, owner: User, reader: User
) -> None:
    for user in (owner, reader):
        with pytest.raises(ChangedMeanwhile):
            run(user)
    assert _states() == ["not_started"] * 4
    run(owner, unit=owner.unit)
    assert _states().count("in_progress") == 2


def test_asking_tells_the_people_of_the_units_and_changes_nothing(
    run: Run, owner: User, office: User, at: datetime
) -> None:
    batch = run(office, "ask", "Trước giao ban thứ Hai")
    assert _states() == ["not_started"] * 4
    told = Notice.objects.filter(user=owner, kind=NoticeKind.REMINDER)
    assert {notice.sentence for notice in told} == {
        "Đề nghị Sở Khoa học và Công nghệ cập nhật tiến độ. Trước giao ban thứ Hai"
    }
    with pytest.raises(Conflict):
        undo_batch(batch=batch, by=office, at=at)


def test_a_recurring_duty_forgets_the_period_that_was_taken_back(
    run: Run, plan: Plan, office: User, at: datetime
) -> None:
    plan.tasks.filter(path="PL2.1.1").update(due_kind="monthly", due_at="25", due_end=None)
    batch = run(office, "finish")
    assert Occurrence.objects.count() == 1
    undo_batch(batch=batch, by=office, at=at + timedelta(days=90))
    assert not Occurrence.objects.exists()


def test_what_brings_a_number_of_its_own_is_done_one_by_one(
    run: Run, plan: Plan, owner: User, office: User, at: datetime
) -> None:
    task = plan.tasks.get(path="PL2.1.1")
    plan.tasks.filter(pk=task.pk).update(needs_issue=True)
    owed = task.obligations.get()
    take_step(obligation=owed, step="submit", words="Đã trình", by=owner, at=at, number="12/TTr-SKHCN")
    rows = Obligation.objects.select_related("task__plan", "unit").filter(pk=owed.pk)
    [refused] = queries.batch_preview(office, rows, "accept").refused
    assert "có số riêng" in refused.why_not
    back = run(office, "return", "Thiếu phụ lục", pk=owed.pk)
    undo_batch(batch=back, by=office, at=at)
    owed.refresh_from_db()
    assert (owed.state, owed.submitted_number) == ("submitted", "12/TTr-SKHCN")


def test_the_pages_choose_show_do_and_take_back(client: Client, plan: Plan, office: User) -> None:
    client.force_login(office)
    table = client.get("/nhiem-vu/?tinh-trang=chua-xong").content.decode()
    assert table.count('name="chon"') == 3
    assert '<input type="hidden" name="tinh-trang" value="chua-xong">' in table
    task = plan.tasks.get(path="PL2.1.2")
    query = f"chon={task.pk}&tinh-trang=chua-xong"
    assert "Đã chọn 2 phần việc" in client.get(f"{ADDRESS}?{query}").content.decode()
    shown = client.get(f"{ADDRESS}?{query}&viec=dang-thuc-hien")
    assert "2 phần việc sẽ được xử lý" in shown.content.decode()
    seen = shown.context["seen"]
    assert set(seen.split(",")) == {f"{owed.pk}:not_started" for owed in task.obligations.all()}
    posted = {"viec": "dang-thuc-hien", "ly-do": "", "phan-viec": seen}
    address = f"{reverse('programme:run_batch')}?{query}&viec=dang-thuc-hien"
    done = client.post(address, posted)
    batch = Batch.objects.get()
    assert (done.status_code, done["Location"]) == (302, f"{ADDRESS}{batch.pk}/")
    again = client.post(address, posted)
    assert (again.status_code, "Trong lúc đó" in again.content.decode()) == (409, True)
    assert "Ghi là đang thực hiện" in client.get(ADDRESS).content.decode()
    undo = reverse("programme:undo_batch", args=[batch.pk])
    assert client.get(undo).status_code == 405
    assert client.post(undo).status_code == 302
    assert client.post(undo).status_code == 409
    assert set(task.obligations.values_list("state", flat=True)) == {"not_started"}


def test_all_that_the_filters_leave_and_odd_addresses(client: Client, plan: Plan, office: User) -> None:
    client.force_login(office)
    assert "Đã chọn 4 phần việc" in client.get(f"{ADDRESS}?tat-ca=1&viec=x").content.decode()
    assert (
        "Chưa chọn nhiệm vụ nào"
        in client.get(f"{ADDRESS}?chon=<b>&chon=99999999999999999999").content.decode()
    )
    pause = client.get(f"{ADDRESS}?tat-ca=1&viec=tam-dung").content.decode()
    assert "Hãy ghi lý do ở trên trước." in pause
    kept = client.post(
        f"{reverse('programme:run_batch')}?tat-ca=1&viec=tam-dung",
        {"viec": "tam-dung", "ly-do": "", "phan-viec": "x:y,,1:" + "é" * 99},
    )
    assert kept.status_code in (400, 409)


def test_too_many_are_told_before_anything_is_shown(
    client: Client, plan: Plan, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hatang.programme.views.batches.MOST_PARTS", 3)
    client.force_login(office)
    page = client.get(f"{ADDRESS}?tat-ca=1&viec=hoan-thanh").content.decode()
    assert "nhiều nhất 3 phần việc" in page
    assert 'name="phan-viec"' not in page


def test_owner_colleague_and_outsider(
    run: Run,
    owner: User,
    office: User,
    reader: User,
    make_user: Callable[..., User],
    agencies: Any,
) -> None:
    batch = run(owner, unit=owner.unit)
    colleague = make_user("dong-nghiep", "officer", agencies.units["skhcn"])
    page, undo = reverse("programme:batch", args=[batch.pk]), reverse("programme:undo_batch", args=[batch.pk])
    for user, status in ((colleague, 404), (reader, 404)):
        client = Client()
        client.force_login(user)
        assert (client.get(page).status_code, client.post(undo).status_code) == (status, status)
        with pytest.raises(NotFound):
            access.get_batch(user, batch.pk)
    reads = Client()
    reads.force_login(reader)
    assert reads.get(ADDRESS).status_code == 403
    assert reads.post(reverse("programme:run_batch"), {"viec": "hoan-thanh"}).status_code == 403
    assert 'name="chon"' not in reads.get("/nhiem-vu/").content.decode()
    assert Client().post(undo).status_code == 302
    for user in (office, owner):
        client = Client()
        client.force_login(user)
        assert client.get(page).status_code == 200
        assert access.may_undo_batch(user, batch)
    assert client.post(undo).status_code == 302
    assert _states() == ["not_started"] * 4


def test_the_pages_ask_as_little_for_many_as_for_few(
    client: Client,
    plan: Plan,
    run: Run,
    office: User,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    make_row: Any,
    n_queries: Any,
) -> None:
    client.force_login(office)
    few = run(office, "ask")
    addresses = [f"{ADDRESS}?tat-ca=1&viec=dang-thuc-hien", f"{ADDRESS}{few.pk}/"]
    before = [n_queries(client, address) for address in addresses]
    result["document"]["number"] = "95/KH-UBND"
    result["tasks"] = [make_row(str(one), f"Việc {one}", lead=["Sở Xây dựng"]) for one in range(20)]
    publish(result)
    many = run(office, "ask")
    addresses[1] = f"{ADDRESS}{many.pk}/"
    assert [n_queries(client, address) for address in addresses] == before
