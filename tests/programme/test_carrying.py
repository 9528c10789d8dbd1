"""What belongs to work goes along when it is moved, or is dropped and said."""

import copy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection

from hatang.accounts.actions import close_unit
from hatang.accounts.models import User
from hatang.documents.actions import Effect, set_validity
from hatang.notices.actions import follow
from hatang.notices.models import Follow, Notice
from hatang.notices.subjects import subject_of
from hatang.programme import queries
from hatang.programme.actions import (
    add_milestone,
    ask_deadline,
    decide_request,
    decide_transition,
    reach_milestone,
    undo_transition,
)
from hatang.programme.models import HandIn, Milestone, Obligation, Occurrence, Plan
from hatang.programme.queries import obligations

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def building(agencies: Any, make_user: Callable[..., User]) -> User:
    """Works for the department of building."""
    return make_user("can-bo-xay-dung", "officer", agencies.units["sxd"])


@pytest.fixture
def owed(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Obligation:
    """What the department of building owes until 31/12/2026."""
    result["tasks"][1]["lead"] = ["Sở Xây dựng"]
    plan = publish(copy.deepcopy(result))
    return Obligation.objects.get(task__plan=plan, task__path="PL2.1.2")


@pytest.fixture
def merge(agencies: Any) -> Callable[[], None]:
    """Lets the department of agriculture succeed that of building."""

    def run() -> None:
        units = agencies.units
        close_unit(unit=units["sxd"], on=date(2026, 5, 1), successors={units["snnmt"]: 1}, by=None, at=None)  # type: ignore[arg-type]

    return run


def promise(owed: Obligation, title: str, by: User, at: datetime) -> Milestone:
    return add_milestone(obligation=owed, title=title, due_on=date(2026, 9, 30), by=by, at=at)


def ask(owed: Obligation, by: User, at: datetime) -> Any:
    return ask_deadline(obligation=owed, until=date(2027, 3, 31), reason="Chờ vốn", by=by, at=at)


def move(owed: Obligation, by: User, at: datetime, **more: Any) -> Any:
    return decide_transition(obligations=[owed], way="move", reason="Sáp nhập", by=by, at=at, **more)


def test_milestones_periods_and_the_open_request_go_to_the_successor_and_back(
    owed: Obligation, building: User, merge: Callable[[], None], office: User, at: datetime
) -> None:
    reached, open_one = promise(owed, "Dự thảo", building, at), promise(owed, "Trình ký", building, at)
    reach_milestone(milestone=reached, reached_on=TODAY, by=building, at=at)
    Occurrence.objects.create(
        obligation=owed, due_on=TODAY, done_on=TODAY, recorded_at=at, recorded_by=building
    )
    asked = ask(owed, building, at)
    merge()
    made = move(owed, office, at)
    successor = made.parts.get().successor
    assert {one.title for one in successor.milestones.all()} == {"Dự thảo", "Trình ký"}
    assert successor.milestones.get(pk=reached.pk).reached_on == TODAY
    assert not owed.milestones.exists()
    assert successor.occurrences.count() == 1
    assert [one.obligation for one in obligations.open_requests(office)] == [successor]
    assert not queries.waiting_obligations(office, today=TODAY).exists()
    told = Notice.objects.filter(user=building, kind="deadline")
    assert "Sở Nông nghiệp" in told.get().sentence
    undo_transition(transition=made, by=office, at=at)
    assert set(owed.milestones.all()) == {reached, open_one}
    assert (owed.occurrences.count(), owed.requests.get()) == (1, asked)
    assert not successor.milestones.exists()


def test_a_request_that_went_along_is_decided_for_the_successor(
    owed: Obligation, building: User, merge: Callable[[], None], office: User, at: datetime
) -> None:
    asked = ask(owed, building, at)
    merge()
    successor = move(owed, office, at).parts.get().successor
    decide_request(request=asked, is_granted=True, answer="", by=office, at=at)
    successor.refresh_from_db()
    owed.refresh_from_db()
    assert (successor.extended_to, owed.extended_to) == (date(2027, 3, 31), None)


def test_a_request_about_another_deadline_is_dropped_and_said(
    owed: Obligation, building: User, office: User, publish: Callable[..., Plan], result: dict[str, Any],
    at: datetime,
) -> None:  # fmt: skip
    follow(subject=subject_of("task", owed.task), by=building, at=at)
    promised, asked = promise(owed, "Dự thảo", building, at), ask(owed, building, at)
    task = {**result["tasks"][1], "due": {**result["tasks"][1]["due"], "end": "2027-12-31"}}
    result["document"] |= {"number": "12/KH-UBND", "date": "2026-04-01"}
    newer = publish({**result, "tasks": [task]})
    effect = Effect("replaced", valid_to=date(2026, 5, 1), replaced_by=newer.document)
    set_validity(document=owed.task.plan.document, effect=effect, reason="Mới", by=office, at=at)
    made = move(owed, office, at)
    successor = made.parts.get().successor
    asked.refresh_from_db()
    assert (asked.decision, asked.answer, asked.obligation_id) == ("dropped", "Sáp nhập", owed.pk)
    assert Notice.objects.filter(user=building, kind="deadline").count() == 1
    assert successor.milestones.get() == promised
    followed = subject_of("task", successor.task).columns
    assert Follow.objects.filter(**followed, user=building).exists()
    undo_transition(transition=made, by=office, at=at)
    asked.refresh_from_db()
    assert (asked.decision, asked.decided_by) == ("", None)
    assert not Follow.objects.filter(**followed).exists()


def test_a_request_of_work_that_ends_is_dropped_and_said(
    owed: Obligation, building: User, office: User, at: datetime
) -> None:
    asked = ask(owed, building, at)
    effect = Effect("expired", valid_to=date(2026, 5, 1))
    set_validity(document=owed.task.plan.document, effect=effect, reason="Hết", by=office, at=at)
    decide_transition(obligations=[owed], way="close", reason="Thôi", by=office, at=at)
    asked.refresh_from_db()
    assert (asked.decision, asked.decided_by) == ("dropped", office)
    assert "Thôi" in Notice.objects.get(user=building, kind="deadline").sentence


@pytest.mark.parametrize("way", ["move", "close"])
def test_what_waits_for_the_former_leader_is_returned(
    way: str, owed: Obligation, building: User, agencies: Any, make_user: Callable[..., User],
    merge: Callable[[], None], office: User, at: datetime,
) -> None:  # fmt: skip
    make_user("giam-doc", "approver", agencies.units["sxd"])
    handed = ask(owed, building, at)
    assert isinstance(handed, HandIn)
    merge()
    made = decide_transition(obligations=[owed], way=way, reason="Sáp nhập", by=office, at=at)
    handed.refresh_from_db()
    assert (handed.outcome, handed.reason) == ("returned", "Sáp nhập")
    assert Notice.objects.filter(user=building, kind="review").exists()
    undo_transition(transition=made, by=office, at=at)
    handed.refresh_from_db()
    assert (handed.outcome, handed.decided_by) == ("", None)


def test_the_same_promise_of_both_units_is_one(
    agencies: Any, publish: Callable[..., Plan], result: dict[str, Any], office: User, building: User,
    merge: Callable[[], None], at: datetime,
) -> None:  # fmt: skip
    result["tasks"][0]["lead"] = ["Sở Xây dựng", "Sở Nông nghiệp và Môi trường"]
    plan = publish(result)
    rows = {one.unit: one for one in plan.tasks.get(path="PL2.1.1").obligations.all()}
    old, heir = rows[agencies.units["sxd"]], rows[agencies.units["snnmt"]]
    for one in (old, heir):
        promise(one, "Dự thảo", office, at)
    ask(heir, office, at)
    waiting = ask(old, building, at)
    merge()
    move(old, office, at)
    assert (heir.milestones.count(), old.milestones.count()) == (1, 1)
    waiting.refresh_from_db()
    assert waiting.decision == "dropped"


@pytest.mark.parametrize("stays", [True, False])
def test_who_is_responsible_stays_so_where_he_works_for_the_new_unit(
    stays: bool, owed: Obligation, agencies: Any, make_user: Callable[..., User], building: User,
    merge: Callable[[], None], office: User, at: datetime,
) -> None:  # fmt: skip
    heir = make_user("can-bo-moi", "officer", agencies.units["snnmt"])
    owed.responsible = building
    owed.save()
    if stays:
        User.objects.filter(pk=building.pk).update(unit=agencies.units["snnmt"])
    merge()
    successor = move(owed, office, at).parts.get().successor
    assert successor.responsible == (building if stays else None)
    told = [one.user for one in Notice.objects.filter(kind="assignment")]
    assert told == [building] if stays else told == [heir]


@pytest.mark.django_db(transaction=True)
def test_a_decision_about_a_request_and_a_move_at_once_lose_nothing(
    owed: Obligation, building: User, merge: Callable[[], None], office: User, at: datetime
) -> None:
    asked = ask(owed, building, at)
    merge()

    def grant() -> None:
        try:
            decide_request(request=asked, is_granted=True, answer="", by=office, at=at)
        finally:
            connection.close()

    def go() -> None:
        try:
            move(owed, office, at)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(grant), threads.submit(go)]:
            done.result()
    successor = Obligation.objects.get(task=owed.task, unit__code="snnmt")
    assert successor.extended_to == date(2027, 3, 31)
