"""A published plan to speak about, and people of two units."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.notices.subjects import Subject, subject_of
from hatang.programme.models import Obligation, Plan, Task


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A plan of three tasks led by one department."""
    return publish(result)


@pytest.fixture
def task(plan: Plan) -> Task:
    """Its first task."""
    return plan.tasks.get(path="PL2.1.1")


@pytest.fixture
def obligation(task: Task) -> Obligation:
    """What the department owes for the first task."""
    return task.obligations.get()


@pytest.fixture
def subject(task: Task) -> Subject:
    """The first task, as something to speak about."""
    return subject_of("task", task)


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the unit that leads the task."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def colleague(make_user: Callable[..., User], agencies: Any) -> User:
    """Another officer of the same unit."""
    return make_user("dong-nghiep", "officer", agencies.units["skhcn"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of another unit."""
    return make_user("can-bo-khac", "officer", agencies.units["sxd"])


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which a person has signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
