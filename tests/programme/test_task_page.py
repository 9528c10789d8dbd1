"""The page of a task: its day comes from the book, and it asks as often for much as for little."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hatang.accounts.models import User
from hatang.base.looks import one_look
from hatang.documents.models import Document
from hatang.notices.actions import tell, write_comment
from hatang.notices.models import Notice, NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme import queries
from hatang.programme.horizon import Horizon
from hatang.programme.models import Obligation, Plan, Task
from hatang.programme.queries.states import with_standing, with_state

TODAY = date(2026, 6, 1)
STATES = (
    "due_on",
    "urgency",
    "standing",
    "n_obligations",
    "n_done",
    "n_started",
    "n_days_late",
    "n_days_left",
)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """A task of one department, one of four units, one nobody owes."""
    few, many, none = result["tasks"]
    few["due"]["end"] = "2026-05-20"
    many["lead"] = ["Sở Khoa học và Công nghệ", "Sở Xây dựng", "Công an tỉnh Bắc Ninh", "VNPT Bắc Ninh"]
    none["lead"] = ["Trung tâm lạ"]
    return publish(result)


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the department of science."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


def _n_queries(user: User, task: Task) -> int:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/nhiem-vu/{task.pk}/"
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def _talk(task: Task, people: list[User], at: datetime) -> None:
    for person in people * 3:
        write_comment(subject=subject_of("task", task), text="Đã làm.", mark=uuid4(), by=person, at=at)


def test_asks_as_often_for_many_units_and_words_as_for_few(
    plan: Plan, office: User, owner: User, reader: User, at: datetime
) -> None:
    few, many = plan.tasks.get(path="PL2.1.1"), plan.tasks.get(path="PL2.1.2")
    assert many.obligations.count() == 4
    _talk(few, [owner], at)
    _talk(many, [office, owner], at)
    for user, most in ((office, 27), (owner, 28), (reader, 26)):
        assert _n_queries(user, few) == _n_queries(user, many) <= most, user


@pytest.mark.parametrize("change", ["nothing", "progress", "withdrawn"])
def test_says_of_a_task_what_the_database_says(plan: Plan, reader: User, change: str) -> None:
    if change == "progress":
        Obligation.objects.filter(task__path="PL2.1.2", unit__code="vnpt").update(
            state="done", done_on="2026-05-30"
        )
    if change == "withdrawn":
        plan.tasks.update(withdrawn_at="2026-06-01T00:00Z")
    view = Horizon(TODAY, is_strict=False)
    for task in plan.tasks.all():
        with one_look():
            seen: Any = queries.task_detail(reader, task.pk, today=TODAY)
        wanted: Any = with_state(Task.objects.filter(pk=task.pk), view).get()
        assert [getattr(seen, name) for name in STATES] == [getattr(wanted, name) for name in STATES]
        owed: Any = with_standing(task.obligations.filter(withdrawn_at__isnull=True), view)
        said = {one.pk: (one.due_on, one.standing) for one in owed}
        assert {one.pk: (one.due_on, one.standing) for one in seen.all_obligations} == said
        named = task.assignments.filter(role="lead").order_by("ordinal")
        assert [one.pk for one in seen.leads] == [one.pk for one in named]


def test_telling_many_asks_as_often_as_telling_few_and_nobody_from_whom_it_is_hidden(
    plan: Plan, office: User, make_user: Callable[..., User], agencies: Any, at: datetime
) -> None:
    task = plan.tasks.get(path="PL2.1.1")
    people = [make_user(f"can-bo-{n}", "officer", agencies.units["sxd"]) for n in range(6)]
    closed = make_user("da-nghi", "officer", agencies.units["sxd"])
    User.objects.filter(pk=closed.pk).update(is_active=False)
    closed.refresh_from_db()
    about: dict[str, Any] = {
        "kind": NoticeKind.PROGRESS,
        "subject": subject_of("task", task),
        "sentence": "Xem",
        "by": office,
        "at": at,
    }
    counts = []
    for told in (people[:1], [*people, closed, office]):
        with CaptureQueriesContext(connection) as asked:
            tell(people=told, **about)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert set(Notice.objects.values_list("user__username", flat=True)) == {one.username for one in people}
    Notice.objects.all().delete()
    hidden = {"audience_reason": "Nội bộ", "audience_set_at": at, "audience_set_by": office}
    Document.objects.update(is_restricted=True, **hidden)
    assert tell(people=people, **about) == []
    assert [one.user for one in tell(people=[*people, office], **{**about, "by": people[0]})] == [office]
