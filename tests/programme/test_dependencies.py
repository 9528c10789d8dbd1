"""Which task waits for which: no circles, who may say it, and the pages."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, NotFound, Refusal
from hatang.programme import access, queries
from hatang.programme.actions import Circle, add_dependency, remove_dependency
from hatang.programme.actions.dependencies import MOST_NEEDED
from hatang.programme.models import Plan, Task, TaskDependency

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def tasks(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> list[Task]:
    """Three tasks of a plan; the first one is due after the others."""
    result["tasks"][0]["due"]["end"] = "2027-06-30"
    return list(publish(result).tasks.order_by("ordinal"))


def _add(task: Task, needs: Task, by: User, at: datetime) -> TaskDependency:
    return add_dependency(task=task, needs=needs, by=by, at=at)


def test_a_task_waits_for_another_one_once(tasks: list[Task], office: User, at: datetime) -> None:
    first, second, _third = tasks
    one = _add(second, first, office, at)
    assert _add(second, first, office, at).pk == one.pk
    assert history_of(one)[0].action == "programme.add_dependency"
    waits = queries.waits_of(office, second, today=TODAY)
    assert [(wait.task.pk, wait.is_open) for wait in waits.needs] == [(first.pk, True)]
    assert [wait.task.pk for wait in queries.waits_of(office, first, today=TODAY).needed_by] == [second.pk]
    remove_dependency(dependency=one, by=office, at=at)
    remove_dependency(dependency=one, by=office, at=at)
    assert not TaskDependency.objects.exists()


def test_no_task_waits_for_itself_directly_or_through_others(
    tasks: list[Task], office: User, at: datetime
) -> None:
    first, second, third = tasks
    with pytest.raises(Refusal):
        _add(first, first, office, at)
    _add(second, first, office, at)
    _add(third, second, office, at)
    for task, needs in ((first, second), (first, third)):
        with pytest.raises(Circle) as told:
            _add(task, needs, office, at)
        assert needs.path in told.value.sentence
    _add(third, first, office, at)


def test_a_task_of_another_plan_can_be_waited_for_and_a_withdrawn_one_cannot(
    tasks: list[Task], office: User, at: datetime, publish: Callable[..., Plan], result: dict[str, Any]
) -> None:
    result["document"]["number"] = "95/KH-UBND"
    other = publish(result).tasks.order_by("ordinal")[0]
    _add(tasks[0], other, office, at)
    Task.objects.filter(pk=tasks[1].pk).update(withdrawn_at=at)
    with pytest.raises(Conflict):
        _add(tasks[0], Task.objects.get(pk=tasks[1].pk), office, at)


def test_a_task_waits_for_a_bearable_number(
    tasks: list[Task], office: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_NEEDED == 30
    monkeypatch.setattr("hatang.programme.actions.dependencies.MOST_NEEDED", 1)
    _add(tasks[0], tasks[1], office, at)
    with pytest.raises(Refusal):
        _add(tasks[0], tasks[2], office, at)


@pytest.mark.parametrize(
    ("name", "same"), [("task_dependency_once", False), ("task_needs_another_one", True)]
)
def test_the_database_refuses_it_twice_and_to_itself(
    tasks: list[Task], office: User, at: datetime, name: str, same: bool
) -> None:
    first, second, _third = tasks
    values = {"task": first, "needs": first if same else second, "added_at": at, "added_by": office}
    if not same:
        TaskDependency.objects.create(**values)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        TaskDependency.objects.create(**values)


def test_the_office_and_a_unit_that_owes_the_task_say_it(
    tasks: list[Task],
    office: User,
    reader: User,
    make_user: Callable[..., User],
    agencies: Any,
    client: Client,
    at: datetime,
) -> None:
    owner = make_user("can-bo-so", "officer", agencies.units["skhcn"])
    outsider = make_user("can-bo-khac", "officer", agencies.units["sxd"])
    one = _add(tasks[1], tasks[0], office, at)
    addresses = {
        reverse("programme:add_dependency", args=[tasks[2].pk]): {"can": str(tasks[0].pk)},
        reverse("programme:remove_dependency", args=[one.pk]): {},
    }
    for user in (reader, outsider):
        client.force_login(user)
        assert not access.may_link_tasks(user, tasks[1])
        assert client.get(reverse("programme:dependencies", args=[tasks[1].pk])).status_code == 200
        for address, posted in addresses.items():
            assert client.post(address, posted).status_code == 403
    assert not access.may_link_tasks(AnonymousUser(), tasks[1])
    with pytest.raises(NotFound):
        access.get_dependency(AnonymousUser(), one.pk)
    client.force_login(owner)
    for address, posted in addresses.items():
        assert client.get(address).status_code == 405
        assert client.post(address, posted).status_code == 302
    assert [(row.task_id, row.needs_id) for row in TaskDependency.objects.all()] == [
        (tasks[2].pk, tasks[0].pk)
    ]


def test_the_pages_find_say_and_refuse(client: Client, tasks: list[Task], office: User, at: datetime) -> None:
    first, second, third = tasks
    client.force_login(office)
    address = reverse("programme:dependencies", args=[second.pk])
    found = client.get(f"{address}?tim=tram 5g").content.decode()
    assert first.text in found
    added = client.post(reverse("programme:add_dependency", args=[second.pk]), {"can": str(first.pk)})
    assert (added.status_code, added["Location"]) == (302, address)
    page = client.get(reverse("programme:task", args=[second.pk])).content.decode()
    assert first.text in page
    assert "lại có thời hạn sau" in page
    refused = client.post(reverse("programme:add_dependency", args=[first.pk]), {"can": str(second.pk)})
    assert refused.status_code == 409
    assert "PL2.1.2" in refused.content.decode()
    unknown = client.post(reverse("programme:add_dependency", args=[third.pk]), {"can": "<b>"})
    assert unknown.status_code == 404
    assert client.get(reverse("programme:dependencies", args=[10**9])).status_code == 404


def test_the_page_asks_as_little_for_many_as_for_one(
    client: Client, tasks: list[Task], office: User, at: datetime, n_queries: Any
) -> None:
    first, second, third = tasks
    client.force_login(office)
    _add(first, second, office, at)
    addresses = [reverse(f"programme:{name}", args=[first.pk]) for name in ("task", "dependencies")]
    before = [n_queries(client, f"{address}?tim=PL2") for address in addresses]
    _add(first, third, office, at)
    after = [n_queries(client, f"{address}?tim=PL2") for address in addresses]
    assert all(now <= then for now, then in zip(after, before, strict=True))
