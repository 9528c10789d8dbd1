"""Many questions asked at once and taken back; questions that close by themselves; the unit's home."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.models import Notice
from hatang.programme import access
from hatang.programme.actions import (
    ChangedMeanwhile,
    Happening,
    add_milestone,
    answer_gap,
    ask_for_gap,
    ask_for_gaps,
    name_responsible,
    publish_plan,
    set_follower,
    set_responsibility,
    tell_event,
    undo_gap_batch,
)
from hatang.programme.models import GapBatch, GapRequest, Obligation, Plan, Task
from hatang.programme.queries.gap_batches import gap_outcomes

pytestmark = pytest.mark.django_db

SOON = date(2026, 6, 15)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Open: four questions of a task, the time of two others, of which one waits for an event."""
    first, second, third = result["tasks"]
    first |= {"gaps": ["product", "authority", "responsibility", "people"]}
    first["lead"] = ["Sở Khoa học và Công nghệ"]
    second |= {"gaps": ["time"], "lead": ["Sở Xây dựng"]}
    second["due"] = {**second["due"], "kind": "none", "end": None}
    third |= {"gaps": ["time"], "lead": ["Sở Xây dựng"]}
    third["due"] = {**third["due"], "kind": "on_event", "end": None, "text": "sau khi Nghị định ban hành"}
    return publish(result)


@pytest.fixture
def task(plan: Plan) -> Task:
    return plan.tasks.get(path="PL2.1.1")


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-sxd", "officer", agencies.units["sxd"])


@pytest.fixture
def colleague(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-skhcn", "officer", agencies.units["skhcn"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("can-bo-nong-nghiep", "officer", agencies.units["snnmt"])


def _seen(user: User, plan: Plan, *gaps: str) -> dict[tuple[int, str], str]:
    """The questions of a plan as a page would show them to somebody."""
    keys = [(task.pk, gap) for task in plan.tasks.all() for gap in task.gaps if not gaps or gap in gaps]
    return {one.key: one.asked_key for one in gap_outcomes(user, keys) if not one.why_not}


def _ask(seen: dict[tuple[int, str], str], by: User, at: datetime, **more: Any) -> GapBatch:
    return ask_for_gaps(seen=seen, by=by, at=at, **{"due_on": SOON, "words": "Rà soát", **more})


def test_many_are_asked_and_each_unit_is_told_once(
    plan: Plan, office: User, owner: User, colleague: User, at: datetime
) -> None:
    seen = _seen(office, plan)
    # Responsibility and authority fall to the office, as nobody follows or directs the plan.
    assert sorted(gap for _pk, gap in seen) == ["people", "product", "time", "time"]
    batch = _ask(seen, office, at)
    asked = list(batch.requests.values_list("unit__code", "due_on", "words"))
    assert sorted(asked) == [("skhcn", SOON, "Rà soát")] * 2 + [("sxd", SOON, "Rà soát")] * 2
    for person in (owner, colleague):
        [notice] = Notice.objects.filter(user=person)
        assert "2 nội dung" in notice.sentence and "15/06/2026" in notice.sentence
    why = [one.why_not for one in gap_outcomes(office, seen)]
    assert all("15/06/2026" in words for words in why)
    with pytest.raises(ChangedMeanwhile):
        _ask(seen, office, at)
    assert GapBatch.objects.count() == 1


def test_of_several_units_the_one_that_answers_is_asked(
    plan: Plan, task: Task, office: User, agencies: Any, at: datetime
) -> None:
    building = agencies.units["sxd"]
    Obligation.objects.create(task=task, unit=building)
    assert _seen(office, plan, "product") == {}
    [outcome] = gap_outcomes(office, [(task.pk, "product")])
    assert "Nhiều đơn vị" in outcome.why_not
    Task.objects.filter(pk=task.pk).update(focal_unit=building)
    assert _seen(office, plan, "product") == {(task.pk, "product"): f"u{building.pk}"}


def test_all_or_nothing(plan: Plan, task: Task, office: User, agencies: Any, at: datetime) -> None:
    seen = _seen(office, plan)
    ask_for_gap(
        task=task, gap="product", asked=agencies.units["sxd"], due_on=SOON, words="", by=office, at=at
    )
    for wrong in (seen, {**_seen(office, plan, "people"), (0, "people"): "u1"}):
        with pytest.raises(ChangedMeanwhile):
            _ask(wrong, office, at)
    for more, field in (({"due_on": date(2026, 5, 1)}, "han"), ({"words": "x" * 2001}, "noi-dung")):
        with pytest.raises(Refusal) as told:
            _ask(_seen(office, plan, "people"), office, at, **more)
        assert told.value.field == field
    with pytest.raises(Refusal):
        _ask({}, office, at)
    assert GapRequest.objects.count() == 1


def test_it_is_taken_back_until_somebody_has_answered(
    plan: Plan, task: Task, office: User, owner: User, at: datetime
) -> None:
    batch = _ask(_seen(office, plan, "time"), office, at)
    undone = undo_gap_batch(batch=batch, by=office, at=at)
    assert undone.undone_by == office and not GapRequest.objects.filter(closed_at=None).exists()
    with pytest.raises(Conflict):
        undo_gap_batch(batch=batch, by=office, at=at)
    second = _ask(_seen(office, plan, "people", "product"), office, at)
    answer_gap(
        task=task,
        gap="product",
        text="Quyết định",
        ground="Công văn 12",
        unit=owner.unit,
        is_final=False,
        seen=0,
        by=owner,
        at=at,
    )
    with pytest.raises(ChangedMeanwhile):
        undo_gap_batch(batch=second, by=office, at=at)
    assert GapRequest.objects.filter(closed_at=None).count() == 2


def test_nobody_asks_many_who_may_not_ask_one(
    plan: Plan, office: User, owner: User, outsider: User, reader: User, agencies: Any, at: datetime
) -> None:
    for user in (owner, outsider, reader):
        assert _seen(user, plan) == {}
        with pytest.raises(ChangedMeanwhile):
            _ask(_seen(office, plan, "time"), user, at)
    set_follower(plan=plan, unit=agencies.units["snnmt"], by=office, at=at)
    plan.refresh_from_db()
    batch = _ask(_seen(outsider, plan, "time"), outsider, at)
    may = [access.may_undo_gap_batch(user, batch) for user in (office, outsider, owner)]
    assert may == [True, True, False]
    assert not access.visible_gap_batches(owner).exists() and not access.visible_gap_batches(reader).exists()


def _facts() -> list[tuple[str, str]]:
    closed = GapRequest.objects.exclude(fact="").order_by("gap", "pk")
    return list(closed.values_list("gap", "fact"))


def test_what_comes_to_be_closes_what_was_asked(
    plan: Plan, task: Task, office: User, owner: User, colleague: User, agencies: Any, at: datetime
) -> None:
    _ask(_seen(office, plan), office, at)
    assert _facts() == []
    name_responsible(obligation=task.obligations.get(), person=colleague, by=colleague, at=at)
    assert _facts() == [("people", "person")]
    request = GapRequest.objects.get(gap="people")
    assert (request.closed_by, request.closed_at) == (colleague, at)
    assert "mọi đơn vị đã cử người phụ trách" in Notice.objects.filter(user=office).latest("pk").sentence
    dated, waits = plan.tasks.exclude(pk=task.pk).order_by("ordinal")
    add_milestone(obligation=dated.obligations.get(), title="Dự thảo", due_on=SOON, by=owner, at=at)
    told = Happening(happened_on=at.date(), ground="Nghị định 1", n_units=1, term_unit="day")
    tell_event(task=waits, part=None, told=told, by=office, at=at)
    ask_for_gap(task=task, gap="responsibility", asked=owner, due_on=SOON, words="", by=office, at=at)
    set_responsibility(
        task=task,
        is_distributed=False,
        focal_unit=agencies.units["skhcn"],
        needs_issue=False,
        by=office,
        at=at,
    )
    assert _facts() == [
        ("people", "person"), ("responsibility", "unit"), ("time", "time"), ("time", "time"),
    ]  # fmt: skip


def test_a_newer_version_closes_what_it_answers(
    plan: Plan, keep: Any, result: dict[str, Any], office: User, client: Client, task: Task, at: datetime
) -> None:
    _ask(_seen(office, plan, "product", "people"), office, at)
    result["tasks"][0] |= {"gaps": ["people"], "product": "Quyết định"}
    publish_plan(version=keep(result).version, by=office, at=at)
    assert _facts() == [("product", "document")]
    client.force_login(office)
    page = client.get(f"/nhiem-vu/{task.pk}/6-ro/").content.decode()
    assert "phiên bản mới nhất của văn bản đã nêu" in page


def test_the_pages_ask_many_and_the_units_home_lists_them(
    client: Client,
    plan: Plan,
    task: Task,
    office: User,
    owner: User,
    outsider: User,
    n_queries: Callable[[Any, str], int],
) -> None:
    client.force_login(owner)
    assert 'name="chon"' not in client.get("/nhiem-vu/6-ro/con-thieu/").content.decode()
    client.force_login(office)
    listed = client.get("/nhiem-vu/6-ro/con-thieu/").content.decode()
    assert f'value="{task.pk}:product" form="hoi-hang-loat"' in listed
    boxes = "&".join(f"chon={one.pk}:{gap}" for one in plan.tasks.all() for gap in one.gaps)
    address = f"/nhiem-vu/6-ro/hang-loat/?{boxes}"
    page = client.get(address)
    few = n_queries(client, f"/nhiem-vu/6-ro/hang-loat/?chon={task.pk}:product")
    assert n_queries(client, address) == few
    seen = page.context["seen"]
    assert "Cơ quan thường trực chương trình tự bổ sung" in page.content.decode()
    form = {"da-xem": seen, "noi-dung": "Rà soát", "han": ""}
    sent = client.post("/nhiem-vu/6-ro/hang-loat/thuc-hien/?" + boxes, form)
    assert (sent.status_code, "Rà soát" in sent.content.decode()) == (400, True)
    sent = client.post("/nhiem-vu/6-ro/hang-loat/thuc-hien/?" + boxes, {**form, "han": "2099-06-15"})
    batch = GapBatch.objects.get()
    assert (sent.status_code, batch.requests.count()) == (302, 4)
    for user, is_listed in ((owner, True), (outsider, False)):
        client.force_login(user)
        home = client.get("/").content.decode()
        assert ("trả lời chậm nhất ngày 15/06/2099" in home) == is_listed, user
    client.force_login(owner)
    assert f"/nhiem-vu/{plan.tasks.get(path='PL2.1.2').pk}/6-ro/#time" in client.get("/").content.decode()
    assert client.get(f"/nhiem-vu/6-ro/hang-loat/{batch.pk}/").status_code == 404
    assert client.post(f"/nhiem-vu/6-ro/hang-loat/{batch.pk}/hoan-tac/").status_code == 404
    client.force_login(office)
    assert client.get(f"/nhiem-vu/6-ro/hang-loat/{batch.pk}/").status_code == 200
    assert client.post(f"/nhiem-vu/6-ro/hang-loat/{batch.pk}/hoan-tac/").status_code == 302
    assert client.post(f"/nhiem-vu/6-ro/hang-loat/{batch.pk}/hoan-tac/").status_code == 409
