"""A plan whose tasks are owed by two departments and the communes, and people of one of them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from hatang.accounts.models import User
from hatang.programme.models import Plan


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read as they are written in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """Two departments owe the first task by 30/9/2026, one and the communes the second, nobody the third."""
    first, second, third = result["tasks"]
    first["lead"] = ["Sở Xây dựng", "Sở Khoa học và Công nghệ"]
    first["due"]["end"] = "2026-09-30"
    second["lead"] = ["Sở Xây dựng", "UBND các xã, phường"]
    third["lead"] = ["Tổ công tác liên ngành"]
    target = {**third, "path": "I.1", "text": "Số trạm 5G mới", "lead": ["Sở Xây dựng"]}
    due = {"kind": "by", "start": None, "end": "2026-12-31", "text": "2026", "parts": [], "before": False}
    result["targets"] = [target | {"comparator": "ge", "value": 139, "unit": "trạm", "due": due}]
    return publish(result)


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the department of building."""
    return make_user("can-bo-so", "officer", agencies.units["sxd"])


@pytest.fixture
def colleague(make_user: Callable[..., User], agencies: Any) -> User:
    """Another officer of the department."""
    return make_user("dong-nghiep", "officer", agencies.units["sxd"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of another department."""
    return make_user("can-bo-khac", "officer", agencies.units["skhcn"])


@pytest.fixture
def leader(make_user: Callable[..., User], agencies: Any) -> User:
    """Leads the department."""
    return make_user("lanh-dao-so", "approver", agencies.units["sxd"])


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which a person has signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
