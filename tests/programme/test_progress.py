"""Units say how far they are."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, NotFound, Refusal
from hatang.programme import access
from hatang.programme.actions import WrongDay, record_progress
from hatang.programme.models import Obligation, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def obligation(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Obligation:
    """What the department owes for the first task."""
    return publish(result).tasks.get(path="PL2.1.1").obligations.get()


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the unit that owes it."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of another unit."""
    return make_user("can-bo-khac", "officer", agencies.units["sxd"])


def test_done_has_a_day_and_taking_it_back_has_none(
    obligation: Obligation, office: User, at: datetime
) -> None:
    assert record_progress(obligation=obligation, state="done", by=office, at=at).done_on == date(2026, 6, 1)
    on = date(2026, 5, 3)
    assert record_progress(obligation=obligation, state="done", done_on=on, by=office, at=at).done_on == on
    assert record_progress(obligation=obligation, state="in_progress", by=office, at=at).done_on is None
    states = [entry.changes.get("state") for entry in history_of(obligation)[1:]]
    assert states == [["not_started", "done"], None, ["done", "in_progress"]]
    assert history_of(obligation)[-1].actor_id == office.pk


def test_days_that_cannot_be_are_refused(obligation: Obligation, office: User, at: datetime) -> None:
    with pytest.raises(WrongDay):
        record_progress(obligation=obligation, state="done", done_on=date(2026, 6, 2), by=office, at=at)
    with pytest.raises(WrongDay):
        record_progress(
            obligation=obligation, state="in_progress", done_on=date(2026, 5, 2), by=office, at=at
        )
    with pytest.raises(Refusal):
        record_progress(obligation=obligation, state="perhaps", by=office, at=at)
    obligation.refresh_from_db()
    assert obligation.state == "not_started"


def test_the_day_is_that_of_vietnam(obligation: Obligation, office: User) -> None:
    late_evening_utc = datetime.fromisoformat("2026-06-01T17:30+00:00")
    done = record_progress(obligation=obligation, state="done", by=office, at=late_evening_utc)
    assert done.done_on == date(2026, 6, 2)


def test_what_the_plan_no_longer_asks_is_not_recorded(
    obligation: Obligation, office: User, at: datetime
) -> None:
    obligation.withdrawn_at = at
    obligation.save()
    with pytest.raises(Conflict):
        record_progress(obligation=obligation, state="done", by=office, at=at)


def test_the_office_and_the_unit_itself_may_record_others_may_not(
    obligation: Obligation, office: User, owner: User, outsider: User, reader: User
) -> None:
    people = [office, owner, outsider, reader, AnonymousUser()]
    assert [access.may_record_progress(user, obligation) for user in people] == [True, True, *[False] * 3]
    owner.is_active = False
    assert not access.may_record_progress(owner, obligation)


def test_readers_see_the_programme_and_strangers_nothing(obligation: Obligation, reader: User) -> None:
    task, plan = obligation.task, obligation.task.plan
    assert access.get_task(reader, task.pk) == task
    assert access.get_plan(reader, plan.pk) == plan
    assert access.get_obligation(reader, obligation.pk) == obligation
    stranger = AnonymousUser()
    for forbidden in (
        lambda: access.get_task(stranger, task.pk),
        lambda: access.get_plan(stranger, plan.pk),
        lambda: access.get_obligation(stranger, obligation.pk),
        lambda: access.get_target(reader, 0),
        lambda: access.get_task(reader, 0),
    ):
        with pytest.raises(NotFound):
            forbidden()


def test_the_api_records_progress_of_the_own_unit_only(
    client: Client, obligation: Obligation, owner: User, outsider: User
) -> None:
    address = f"/api/v1/obligations/{obligation.pk}"

    def put(body: dict[str, Any]) -> Any:
        return client.put(address, body, content_type="application/json")

    assert put({"state": "done"}).status_code == 401
    client.force_login(outsider)
    assert put({"state": "done"}).status_code == 403
    client.force_login(owner)
    assert put({"state": "done", "done_on": "2026-05-01"}).json()["done_on"] == "2026-05-01"
    assert put({"state": "done", "done_on": "2199-01-01"}).status_code == 400
    assert put({"state": "perhaps"}).status_code == 422
    assert put({"state": "done", "done_on": "1/5/2026"}).status_code == 422
