"""The board: obligations in columns by standing, and the moves between them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.programme import queries
from hatang.programme.actions import ask_for_acceptance, record_progress, take_step
from hatang.programme.models import Obligation, Plan
from hatang.programme.queries import TaskFilter

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
ADDRESS = "/nhiem-vu/bang/"


@pytest.fixture(autouse=True)
def first_of_june(own_files: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 01/6/2026."""
    monkeypatch.setenv("HATANG_FREEZE", "2026-06-01")


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan whose first task is late, the second is owed by two communes."""
    result["tasks"][0]["due"]["end"] = "2026-05-31"
    result["tasks"][1]["lead"] = ["UBND các xã, phường"]
    return publish(result)


@pytest.fixture
def owed(plan: Plan) -> Obligation:
    """What the department owes for the late task."""
    return plan.tasks.get(path="PL2.1.1").obligations.get()


def _counts(user: User, **chosen: Any) -> dict[str, int]:
    columns = queries.board(user, TaskFilter(**chosen), today=TODAY)
    return {column.standing.value: column.n for column in columns if column.n}


def test_obligations_stand_in_columns_and_are_narrowed_as_the_table_is(
    plan: Plan, office: User, at: datetime, agencies: Any
) -> None:
    assert _counts(office) == {"overdue": 1, "not_started": 3}
    commune = plan.tasks.get(path="PL2.1.2").obligations.first()
    assert commune is not None
    record_progress(obligation=commune, state="done", by=office, at=at)
    assert _counts(office) == {"overdue": 1, "not_started": 2, "done_in_time": 1}
    unit = agencies.units["skhcn"]
    assert _counts(office, unit=unit) == {"overdue": 1, "not_started": 1}
    assert _counts(office, unit=unit, role="lead") == {"overdue": 1, "not_started": 1}
    assert _counts(office, unit=unit, role="support") == {}
    assert _counts(office, text="iot") == {"not_started": 1}
    assert _counts(office, plan_id=plan.pk + 1) == {}
    assert _counts(office, state="late") == _counts(office, state="overdue") == {"overdue": 1}
    assert _counts(office, state="open") == {"overdue": 1, "not_started": 2}
    assert _counts(office, state="done") == {"done_in_time": 1}
    assert _counts(office, state="unassigned") == _counts(office, state="week") == {}
    assert _counts(office, due_to=TODAY) == {"overdue": 1}
    assert _counts(office, due_from=TODAY) == {"not_started": 2, "done_in_time": 1}


def test_a_column_shows_its_first_cards_and_says_how_many_more_there_are(
    client: Client, plan: Plan, office: User
) -> None:
    [column] = [
        one
        for one in queries.board(office, TaskFilter(), today=TODAY, n_cards=2)
        if one.standing != "overdue"
    ][:1]
    assert (column.standing, column.n, len(column.cards), column.n_more) == ("not_started", 3, 2, 1)
    client.force_login(office)
    one = client.get(f"{ADDRESS}?tinh-trang=chua-thuc-hien")
    assert one.context["page"].paginator.count == 3
    assert "Chưa thực hiện" in one.content.decode()


def test_the_views_keep_the_filters(client: Client, plan: Plan, office: User) -> None:
    client.force_login(office)
    for address in (ADDRESS, "/nhiem-vu/"):
        page = client.get(f"{address}?ke-hoach={plan.pk}&tim=5g&trang=1").content.decode()
        assert f'href="/nhiem-vu/bang/?ke-hoach={plan.pk}&amp;tim=5g"' in page
        assert f'href="/nhiem-vu/?ke-hoach={plan.pk}&amp;tim=5g"' in page


def test_only_allowed_moves_are_offered(
    client: Client,
    owed: Obligation,
    office: User,
    make_user: Callable[..., User],
    agencies: Any,
    reader: User,
) -> None:
    address = reverse("programme:move", args=[owed.pk])
    offered = {
        office: {"in_progress", "done", "tam-dung", "rut"},
        make_user("can-bo-so", "officer", agencies.units["skhcn"]): {"in_progress", "done"},
        make_user("can-bo-khac", "officer", agencies.units["sxd"]): set(),
        reader: set(),
    }
    for user, moves in offered.items():
        client.force_login(user)
        [card] = [
            card
            for column, _word in client.get(ADDRESS).context["columns"]
            for card in column.cards
            if card.pk == owed.pk
        ]
        found = {value for value, _label in [*card.progress_choices, *card.steps]}
        assert found == moves
        if not moves:
            assert client.post(address, {"tinh-trang": "done"}).status_code == 403
            assert client.post(address, {"buoc": "tam-dung", "ly-do": "Chờ"}).status_code == 403
    assert Client().post(address, {"tinh-trang": "done"}).status_code == 302
    owed.refresh_from_db()
    assert owed.state == "not_started"


def test_a_card_moves_and_comes_back_to_the_board_as_it_was_filtered(
    client: Client, owed: Obligation, office: User
) -> None:
    client.force_login(office)
    address = f"{reverse('programme:move', args=[owed.pk])}?ke-hoach={owed.task.plan_id}"
    moved = client.post(address, {"tinh-trang": "in_progress", "thay": "not_started"})
    assert (moved.status_code, moved["Location"]) == (302, f"{ADDRESS}?ke-hoach={owed.task.plan_id}")
    assert (
        client.post(address, {"buoc": "tam-dung", "ly-do": "Chờ", "thay": "in_progress"}).status_code == 302
    )
    owed.refresh_from_db()
    assert (owed.state, owed.note) == ("paused", "Chờ")


def test_a_stale_card_is_told_and_the_words_are_kept(
    client: Client, owed: Obligation, office: User, at: datetime
) -> None:
    take_step(obligation=owed, step="pause", words="Chờ", by=office, at=at)
    client.force_login(office)
    address = reverse("programme:move", args=[owed.pk])
    stale = client.post(
        address, {"buoc": "rut", "ly-do": "<i>Không làm nữa</i>", "thay": "not_started"}, follow=True
    )
    assert stale.status_code == 409
    page = stale.content.decode()
    assert "&lt;i&gt;Không làm nữa&lt;/i&gt;" in page
    assert "Sở Khoa học và Công nghệ:" in page
    assert client.post(address, {"buoc": "la", "ly-do": "Chờ"}).status_code == 400
    assert client.post(reverse("programme:move", args=[10**9]), {"tinh-trang": "done"}).status_code == 404


def test_a_day_that_is_none_is_refused_and_nothing_moves(
    client: Client, owed: Obligation, office: User
) -> None:
    client.force_login(office)
    address = reverse("programme:move", args=[owed.pk])
    refused = client.post(address, {"buoc": "trinh", "ly-do": "Đã xong", "ngay": "31/02/2026"})
    assert refused.status_code == 400
    assert "“31/02/2026” không phải là ngày hợp lệ" in refused.content.decode()
    owed.refresh_from_db()
    assert owed.state == "not_started"


def test_a_card_offers_to_submit_where_the_plan_asks_for_acceptance(
    client: Client,
    owed: Obligation,
    office: User,
    at: datetime,
    make_user: Callable[..., User],
    agencies: Any,
) -> None:
    ask_for_acceptance(plan=owed.task.plan, needs_acceptance=True, by=office, at=at)
    client.force_login(make_user("can-bo-so", "officer", agencies.units["skhcn"]))
    page = client.get(f"{ADDRESS}?tinh-trang=dang-lam-qua-han").content.decode()
    assert 'name="buoc" value="trinh"' in page
    assert 'value="done"' not in page


def test_the_board_asks_as_little_for_many_cards_as_for_few(
    client: Client,
    plan: Plan,
    office: User,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    make_row: Any,
    n_queries: Any,
) -> None:
    client.force_login(office)
    addresses = (ADDRESS, f"{ADDRESS}?tinh-trang=chua-thuc-hien")
    before = [n_queries(client, address) for address in addresses]
    result["document"]["number"] = "95/KH-UBND"
    result["tasks"] = [make_row(str(one), f"Việc {one}", lead=["UBND các xã, phường"]) for one in range(30)]
    publish(result)
    assert [n_queries(client, address) for address in addresses] == before
    assert len(client.get(addresses[1]).context["page"].object_list) == 50


def test_columns_begin_with_what_is_due_first_and_with_what_was_done_last(
    plan: Plan, office: User, at: datetime
) -> None:
    late, many, _last = plan.tasks.order_by("ordinal")
    plan.tasks.filter(pk=many.pk).update(due_end=date(2026, 7, 1))
    columns = {
        column.standing.value: column.cards
        for column in queries.board(office, TaskFilter(), today=TODAY)
        if column.cards
    }
    assert [card.task.path for card in columns["not_started"]] == ["PL2.1.2", "PL2.1.2", "PL2.2.1"]
    first, second = many.obligations.order_by("unit__sort_key")
    record_progress(obligation=first, state="done", done_on=date(2026, 5, 2), by=office, at=at)
    record_progress(obligation=second, state="done", done_on=date(2026, 5, 3), by=office, at=at)
    record_progress(obligation=late.obligations.get(), state="done", done_on=TODAY, by=office, at=at)
    board = queries.board(office, TaskFilter(), today=TODAY, n_cards=1)
    shown = {column.standing.value: (column.n, [card.pk for card in column.cards]) for column in board}
    assert shown["done_in_time"] == (2, [second.pk])
    assert shown["done_late"] == (1, [late.obligations.get().pk])
