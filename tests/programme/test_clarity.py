"""The "6 rõ": six questions for each task, counted, never averaged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.programme.models import Plan
from hatang.programme.queries import Clarity, clarity

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(agencies: object, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Three tasks, one of them unclear in two ways, led by another unit."""
    result["tasks"][0] |= {"gaps": ["product", "authority"], "lead": ["Sở Xây dựng"]}
    return publish(result)


def test_answers_are_counted_over_questions() -> None:
    one = Clarity()
    one.add(["time"])
    one.add([])
    assert (one.n_asked, one.n_answered, one.n_whole, one.percent) == (12, 11, 1, 91)


def test_a_rounded_hundred_is_never_said_while_something_is_missing() -> None:
    one = Clarity()
    for _ in range(999):
        one.add([])
    one.add(["time"])
    assert one.percent == 99
    assert Clarity().percent == 0


def test_gaps_are_counted_by_plan_and_by_the_unit_that_owes_the_task(plan: Plan, reader: User) -> None:
    view = clarity(reader)
    assert (view.whole.n_tasks, view.whole.n_whole, view.whole.n_answered) == (3, 2, 16)
    assert [(found, one.n_tasks) for found, one in view.by_plan] == [(plan, 3)]
    by_unit = {unit.code: (one.n_tasks, one.missing["product"]) for unit, one in view.by_unit}
    assert by_unit == {"sxd": (1, 1), "skhcn": (2, 0)}
    assert view.by_unit[0][0].code == "sxd"


def test_nobody_reads_it_without_signing_in(plan: Plan) -> None:
    assert clarity(object()).whole.n_tasks == 0


def test_the_page_leads_to_the_tasks_behind_each_number(
    plan: Plan, reader: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(reader)
    client.get("/nhiem-vu/6-ro/")  # the first page of a session is noted
    with django_assert_max_num_queries(14):
        page = client.get("/nhiem-vu/6-ro/").content.decode()
    assert f"/nhiem-vu/6-ro/con-thieu/?ke-hoach={plan.pk}&amp;ro=san-pham&amp;tinh-trang=con-thieu" in page
    listed = client.get(f"/nhiem-vu/?ke-hoach={plan.pk}&chua-ro=san-pham").content.decode()
    assert "Xây dựng kế hoạch phát triển trạm 5G" in listed
    assert "Triển khai nền tảng IoT dùng chung" not in listed
    sheet: Any = client.get("/nhiem-vu/6-ro/?dinh-dang=csv")
    assert "Sở Xây dựng" in sheet.getvalue().decode("utf-8-sig")


def test_an_empty_house_says_what_to_wait_for(reader: User, client: Client) -> None:
    client.force_login(reader)
    assert client.get("/nhiem-vu/6-ro/").status_code == 200
