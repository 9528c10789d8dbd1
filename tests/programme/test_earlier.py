"""What was said and kept about work is shown where it goes on, as from before, and stays where it was."""

import copy
import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import Conflict
from hatang.documents.actions import Effect, set_validity
from hatang.notices import queries as notices
from hatang.notices.actions import Raised, add_evidence, raise_obstacle, write_comment
from hatang.notices.models import Comment, Evidence, Notice
from hatang.notices.subjects import Subject, subject_of
from hatang.programme import actions
from hatang.programme.models import Conflict as Found
from hatang.programme.models import ExternalLink, HandIn, Obligation, Plan, Task, Transition
from hatang.programme.queries.hand_ins import waiting_hand_ins
from hatang.programme.queries.products import proofs_for

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 17


@pytest.fixture
def building(agencies: Any, make_user: Callable[..., User]) -> User:
    """Works for the department of building, which has a leader."""
    make_user("giam-doc", "approver", agencies.units["sxd"])
    return make_user("can-bo-xay-dung", "officer", agencies.units["sxd"])


@pytest.fixture
def owed(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Obligation:
    """What the department of building owes by a plan that is replaced."""
    result["tasks"][1]["lead"] = ["Sở Xây dựng"]
    plan = publish(copy.deepcopy(result))
    return Obligation.objects.get(task__plan=plan, task__path="PL2.1.2")


@pytest.fixture
def moved(
    owed: Obligation, building: User, office: User, publish: Callable[..., Plan], result: dict[str, Any],
    at: datetime,
) -> Transition:  # fmt: skip
    """The work, spoken about and proved, moved to the task of the newer plan."""
    for name, row in (("task", owed.task), ("obligation", owed)):
        say(subject_of(name, row), f"Đã khảo sát {name}", building, at)
        prove(subject_of(name, row), f"bien-ban-{name}.png", building, at)
    said = Raised(
        "Thiếu mặt bằng", "Chưa giao", "Giao đất", owed.unit, date(2026, 7, 1), subject_of("task", owed.task)
    )
    raise_obstacle(said=said, mark=uuid4(), by=building, at=at)
    ExternalLink.objects.create(system="qlvbdh", external_id="GV-7", obligation=owed)
    actions.take_step(obligation=owed, step="submit", words="Đã xong", by=building, at=at)
    result["document"] |= {"number": "12/KH-UBND", "date": "2026-04-01"}
    newer = publish({**result, "tasks": [result["tasks"][1]]})
    effect = Effect("replaced", valid_to=date(2026, 5, 1), replaced_by=newer.document)
    set_validity(document=owed.task.plan.document, effect=effect, reason="Mới", by=office, at=at)
    owed.refresh_from_db()
    return actions.decide_transition(obligations=[owed], way="move", reason="Mới", by=office, at=at)


def say(subject: Subject, text: str, by: User, at: datetime) -> Comment:
    return write_comment(subject=subject, text=text, mark=uuid4(), by=by, at=at).comment


def prove(subject: Subject, name: str, by: User, at: datetime) -> Evidence:
    data = PNG + name.encode()
    told: dict[str, Any] = {"file": io.BytesIO(data), "n_bytes": len(data), "name": name, "note": ""}
    return add_evidence(subject=subject, by=by, at=at, **told)[0]


def successor_of(made: Transition) -> Obligation:
    found = made.parts.get().successor
    assert found is not None
    return found


def test_what_was_said_and_proved_is_shown_where_the_work_goes_on(
    moved: Transition, owed: Obligation, building: User, client: Client, at: datetime
) -> None:
    successor = successor_of(moved)
    say(subject_of("task", successor.task), "Làm tiếp", building, at)
    client.force_login(building, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/nhiem-vu/{successor.task_id}/").content.decode()
    for words in (
        "Đã khảo sát task",
        "bien-ban-task.png",
        "bien-ban-obligation.png",
        "Thiếu mặt bằng",
        "Làm tiếp",
    ):
        assert words in page, words
    assert f"/nhiem-vu/{owed.task_id}/#loi-" in page
    page = client.get(f"/nghia-vu/{successor.pk}/").content.decode()
    assert "Đã khảo sát obligation" in page
    assert "bien-ban-obligation.png" in page
    assert f'href="/nghia-vu/{owed.pk}/"' in page
    # The former page says where the work went, and does not hear of what is said there.
    page = client.get(f"/nghia-vu/{owed.pk}/").content.decode()
    assert f'href="/nghia-vu/{successor.pk}/"' in page
    # Nobody plans there any more.
    assert 'name="ket-qua"' not in page
    with pytest.raises(Conflict):
        actions.add_milestone(obligation=owed, title="Dự thảo", due_on=date(2026, 9, 1), by=building, at=at)
    assert "Làm tiếp" not in client.get(f"/nhiem-vu/{owed.task_id}/").content.decode()
    told = client.get(f"/api/v1/comments?subject_kind=task&subject_id={successor.task_id}").json()["items"]
    assert [one["subject_id"] for one in told] == [owed.task_id, successor.task_id]
    assert {one.name for one in proofs_for(building, successor)} == {
        "bien-ban-task.png",
        "bien-ban-obligation.png",
    }
    # Nothing was written anew or moved.
    assert Comment.objects.count() == 3
    assert set(Evidence.objects.values_list("subject_id", flat=True)) == {owed.pk, owed.task_id}


def test_the_search_finds_it_once_and_leads_to_where_it_was_said(
    moved: Transition, owed: Obligation, building: User, client: Client
) -> None:
    client.force_login(building, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/tim-kiem/?tim=khao+sat+task").content.decode()
    assert page.count(f"/nhiem-vu/{owed.task_id}/#loi-") == 1


def test_it_is_not_shown_once_the_move_is_taken_back(
    moved: Transition, owed: Obligation, building: User, office: User, at: datetime
) -> None:
    successor = successor_of(moved)
    # What somebody else has of the new task stays.
    assert ExternalLink.objects.get().obligation == successor
    assert HandIn.objects.get().obligation == successor
    actions.undo_transition(transition=moved, by=office, at=at)
    subject = subject_of("task", Task.objects.get(pk=successor.task_id))
    assert notices.talk_about(building, subject, before=None, at=at).said == []
    assert notices.folder_of(building, subject).kept == []
    assert ExternalLink.objects.get().obligation == owed
    assert HandIn.objects.get().obligation == owed


def test_whoever_may_not_read_the_former_plan_sees_nothing_of_it(
    moved: Transition,
    owed: Obligation,
    office: User,
    make_user: Callable[..., User],
    agencies: Any,
    at: datetime,
) -> None:
    document = owed.task.plan.document
    document.is_restricted, document.audience_reason = True, "Nội bộ"
    document.audience_set_at, document.audience_set_by = at, office
    document.save()
    stranger = make_user("nguoi-la", "officer", agencies.units["skhcn"])
    subject = subject_of("task", successor_of(moved).task)
    assert notices.talk_about(stranger, subject, before=None, at=at).said == []
    assert notices.folder_of(stranger, subject).kept == []
    assert proofs_for(stranger, successor_of(moved)) == []
    assert len(notices.folder_of(office, subject).kept) == 2


def test_a_result_that_waits_goes_along_within_the_unit_and_is_released_there(
    moved: Transition, owed: Obligation, agencies: Any, at: datetime
) -> None:
    leader = User.objects.get(username="giam-doc")
    handed = waiting_hand_ins(leader).get()
    assert handed.obligation == successor_of(moved)
    actions.release_hand_in(handed=handed, number="", on=None, by=leader, at=at)
    handed.obligation.refresh_from_db()
    assert handed.obligation.state in ("submitted", "done")


def test_what_waits_of_a_lead_freed_by_a_settlement_rests_and_is_said(
    owed: Obligation, building: User, office: User, publish: Callable[..., Plan], result: dict[str, Any],
    make_row: Callable[..., dict[str, Any]], client: Client, at: datetime,
) -> None:  # fmt: skip
    words = "Xây dựng hệ thống quản lý hạ tầng viễn thông trên nền bản đồ số"
    due = {**result["tasks"][1]["due"], "end": "2026-12-31"}
    body = make_row("IV.2.a", words, lead=["Sở Xây dựng"], due=due)
    annex = make_row("PL2.3.1", words, lead=["Sở Khoa học và Công nghệ"], due=due)
    result["document"] |= {"number": "13/KH-UBND"}
    plan = publish({**result, "tasks": [body, annex]})
    former = Obligation.objects.get(task__plan=plan, task__path="IV.2.a")
    actions.add_milestone(obligation=former, title="Dự thảo", due_on=date(2026, 1, 15), by=building, at=at)
    actions.take_step(obligation=former, step="submit", words="Đã xong", by=building, at=at)
    actions.find_conflicts(by=None, at=at)
    conflict = Found.objects.get(kind="body_annex")
    actions.settle_conflict(conflict=conflict, settlement="second", reason="Phụ lục", by=office, at=at)
    assert Notice.objects.filter(user=building, kind="review").count() == 1
    client.force_login(building, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/nghia-vu/{former.pk}/").content.decode()
    assert "is-late" not in page.partition('id="moc"')[2].partition("</section>")[0]
    # Taken back, it waits again.
    actions.reopen_conflict(conflict=conflict, by=office, at=at)
    assert waiting_hand_ins(User.objects.get(username="giam-doc")).get().obligation == former


def test_moves_cost_the_page_no_more_than_before(
    moved: Transition, owed: Obligation, building: User, n_queries: Callable[[Any, str], int], client: Client,
    at: datetime,
) -> None:  # fmt: skip
    client.force_login(building, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/nhiem-vu/{successor_of(moved).task_id}/"
    client.get(address)
    before = n_queries(client, address)
    for n in range(3):
        say(subject_of("task", owed.task), f"Lần {n}", building, at)
        prove(subject_of("task", owed.task), f"lan-{n}.png", building, at)
    assert n_queries(client, address) == before
