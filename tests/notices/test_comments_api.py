"""What people say, for programs."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base import clock
from hatang.documents.actions import set_audience
from hatang.notices.actions import remove_comment, write_comment
from hatang.notices.models import Comment
from hatang.notices.subjects import Subject
from hatang.programme.models import Plan, Task

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
ADDRESS = "/api/v1/comments"


def said_about(task: Task, text: str = "Đã có văn bản @khong-ai") -> dict[str, Any]:
    return {"subject_kind": "task", "subject_id": task.pk, "text": text, "mark": str(uuid4())}


def send(client: Client, body: dict[str, Any]) -> Any:
    return client.post(ADDRESS, body, content_type="application/json")


def test_a_comment_is_written_once_and_read_by_all_who_see_the_task(
    task: Task, owner: User, colleague: User, outsider: User, reader: User, sign_in: SignIn
) -> None:
    body = said_about(task)
    written = send(sign_in(owner), body).json()
    assert (written["author_id"], written["unknown_names"]) == (owner.pk, ["khong-ai"])
    assert send(sign_in(owner), body).json()["id"] == written["id"]
    assert send(sign_in(owner), {**body, "text": "Lời khác"}).status_code == 409
    assert send(sign_in(reader), said_about(task)).status_code == 403
    assert Client().get(ADDRESS).status_code == 401
    for person in (owner, colleague, outsider, reader):
        listed = sign_in(person).get(ADDRESS, {"subject_kind": "task", "subject_id": task.pk}).json()
        assert [(one["id"], one["text"]) for one in listed["items"]] == [(written["id"], body["text"])]


def test_what_is_hidden_or_removed_is_not_read(
    plan: Plan, task: Task, owner: User, outsider: User, office: User, agencies: Any, sign_in: SignIn
) -> None:
    body = said_about(task)
    send(sign_in(owner), body)
    of_task = {"subject_kind": "task", "subject_id": task.pk}
    set_audience(
        document=plan.document,
        units=[agencies.units["skhcn"]],
        groups=[],
        is_restricted=True,
        reason="An ninh",
        by=office,
        at=clock.now(),
    )
    assert sign_in(outsider).get(ADDRESS, of_task).status_code == 404
    assert send(sign_in(outsider), said_about(task)).status_code == 404
    assert sign_in(owner).get(ADDRESS, {**of_task, "subject_kind": "khong-co"}).status_code == 404
    remove_comment(comment=Comment.objects.get(), by=owner, at=clock.now())
    assert sign_in(owner).get(ADDRESS, of_task).json()["items"] == []


@pytest.mark.parametrize(("text", "status"), [("", 400), (" \n ", 400), ("x" * 10_001, 400), ("a\x00", 422)])
def test_words_that_do_not_fit_are_refused(
    task: Task, owner: User, sign_in: SignIn, text: str, status: int
) -> None:
    assert send(sign_in(owner), said_about(task, text)).status_code == status
    assert not Comment.objects.exists()


def test_a_long_talk_costs_the_same(
    subject: Subject, owner: User, colleague: User, sign_in: SignIn, n_queries: Callable[..., int]
) -> None:
    def say(by: User) -> None:
        write_comment(subject=subject, text="Ý kiến", mark=uuid4(), by=by, at=clock.now())

    say(owner)
    client, address = sign_in(owner), f"{ADDRESS}?subject_kind=task&subject_id={subject.pk}"
    few = n_queries(client, address)
    for by in (colleague, owner) * 4:
        say(by)
    assert n_queries(client, address) == few
