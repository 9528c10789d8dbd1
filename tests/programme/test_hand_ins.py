"""Within a unit: an officer hands in, a head passes on, the leader releases, and only then it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.actions import give_role
from hatang.accounts.models import Role, User
from hatang.base import clock
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, NotFound, Refusal
from hatang.notices.models import Notice
from hatang.programme import access, queries
from hatang.programme.actions import (
    AlreadyHandedIn,
    NotWaiting,
    WrongMove,
    ask_deadline,
    ask_for_acceptance,
    pass_on,
    record_progress,
    release_hand_in,
    return_hand_in,
    run_batch,
    take_hand_in_back,
    take_step,
    undo_batch,
)
from hatang.programme.models import DeadlineRequest, HandIn, Obligation, Plan
from hatang.programme.queries.batches import preview
from hatang.programme.queries.hand_ins import hand_ins_of, waiting_hand_ins
from hatang.programme.queries.obligations import open_requests

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@dataclass(frozen=True)
class People:
    """Of a unit with a leader and a head, of another unit, and of the programme office."""

    officer: User
    colleague: User
    head: User
    leader: User
    outsider: User
    office: User


@pytest.fixture
def people(make_user: Callable[..., User], agencies: Any, office: User) -> People:
    science, building = agencies.units["skhcn"], agencies.units["sxd"]
    return People(
        officer=make_user("chuyen-vien", "officer", science),
        colleague=make_user("dong-nghiep", "focal", science),
        head=make_user("truong-phong", "reviewer", science),
        leader=make_user("giam-doc", "approver", science),
        outsider=make_user("giam-doc-khac", "approver", building),
        office=office,
    )


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    result["tasks"][0]["due"]["end"] = "2026-06-10"
    return publish(result)


@pytest.fixture
def owed(plan: Plan) -> Obligation:
    """What the department owes by 10/6/2026, accepted by the office."""
    Plan.objects.update(needs_acceptance=True)
    return plan.tasks.get(path="PL2.1.1").obligations.get()


def _submit(owed: Obligation, by: User, at: datetime, **more: Any) -> Obligation:
    return take_step(obligation=owed, step="submit", words="Đã xong, kèm kế hoạch", by=by, at=at, **more)


def _told(person: User) -> list[str]:
    return [one.sentence for one in Notice.objects.filter(user=person).order_by("pk")]


def _standing(user: User, owed: Obligation) -> Any:
    return queries.obligation_detail(user, owed.pk, today=TODAY)


def test_what_an_officer_submits_waits_within_the_unit(
    owed: Obligation, people: People, at: datetime
) -> None:
    _submit(owed, people.officer, at, number="7/TTr", on=TODAY)
    found = _standing(people.office, owed)
    assert (found.state, found.standing, found.is_with_leader) == ("in_progress", "in_time", True)
    assert (found.submitted_on, found.submitted_number) == (None, "")
    assert _told(people.head) == ["Chức danh chuyen-vien trình trong đơn vị: kết quả."]
    assert not _told(people.leader) and not _told(people.office) and not _told(people.outsider)
    with pytest.raises(AlreadyHandedIn):
        _submit(owed, people.colleague, at)


def test_a_head_passes_on_and_the_leader_releases(owed: Obligation, people: People, at: datetime) -> None:
    _submit(owed, people.officer, at, number="7/TTr", on=TODAY)
    handed = HandIn.objects.get()
    assert list(waiting_hand_ins(people.head)) == [handed]
    pass_on(handed=handed, by=people.head, at=at)
    assert not waiting_hand_ins(people.head).exists()
    assert list(waiting_hand_ins(people.leader)) == [handed]
    assert _told(people.leader) == ["Chức danh truong-phong chuyển lên để phê duyệt."]
    with pytest.raises(NotWaiting):
        pass_on(handed=handed, by=people.head, at=at)
    release_hand_in(handed=handed, by=people.leader, at=at)
    found = _standing(people.office, owed)
    assert (found.state, found.is_with_leader, found.submitted_number, found.submitted_on) == (
        "submitted",
        False,
        "7/TTr",
        TODAY,
    )
    assert found.note == "Đã xong, kèm kế hoạch"
    assert _told(people.office) == ["Sở Khoa học và Công nghệ đã trình kết quả."]
    handed.refresh_from_db()
    assert (handed.outcome, handed.passed_by, handed.decided_by) == ("released", people.head, people.leader)
    with pytest.raises(NotWaiting):
        release_hand_in(handed=handed, by=people.leader, at=at)
    assert not waiting_hand_ins(people.leader).exists()
    assert [entry.actor_id for entry in history_of(handed)] == [
        people.officer.pk,
        people.head.pk,
        people.leader.pk,
    ]


def test_the_leader_need_not_wait_for_the_head_and_may_put_the_number(
    owed: Obligation, people: People, at: datetime
) -> None:
    _submit(owed, people.officer, at)
    release_hand_in(handed=HandIn.objects.get(), number=" 9/TTr ", on=TODAY, by=people.leader, at=at)
    owed.refresh_from_db()
    assert (owed.state, owed.submitted_number) == ("submitted", "9/TTr")


def test_it_is_returned_with_a_reason_and_handed_in_again(
    owed: Obligation, people: People, at: datetime
) -> None:
    _submit(owed, people.officer, at)
    handed = HandIn.objects.get()
    with pytest.raises(Refusal) as told:
        return_hand_in(handed=handed, reason="  ", by=people.head, at=at)
    assert told.value.field == "ly-do-tra"
    with pytest.raises(Refusal):
        return_hand_in(handed=handed, reason="x" * 2001, by=people.head, at=at)
    return_hand_in(handed=handed, reason="Thiếu phụ lục", by=people.head, at=at)
    assert _told(people.officer) == ["Chức danh truong-phong trả lại: Thiếu phụ lục"]
    assert not _standing(people.office, owed).is_with_leader
    _submit(owed, people.officer, at)
    take_hand_in_back(handed=HandIn.objects.get(outcome=""), by=people.officer, at=at)
    assert [one.outcome for one, _may in hand_ins_of(people.officer, owed)] == ["taken_back", "returned"]


def test_without_acceptance_the_leader_says_that_it_is_done(
    owed: Obligation, people: People, at: datetime
) -> None:
    ask_for_acceptance(plan=owed.task.plan, needs_acceptance=False, by=people.office, at=at)
    with pytest.raises(WrongMove):
        record_progress(obligation=owed, state="done", by=people.officer, at=at)
    assert preview(people.officer, [owed], "finish").refused[0].why_not
    _submit(owed, people.officer, at, on=date(2026, 5, 30))
    release_hand_in(handed=HandIn.objects.get(), by=people.leader, at=at)
    owed.refresh_from_db()
    assert (owed.state, owed.done_on) == ("done", date(2026, 5, 30))


def test_the_leader_the_office_and_a_unit_without_a_leader_submit_at_once(
    owed: Obligation, people: People, make_user: Callable[..., User], at: datetime
) -> None:
    _submit(owed, people.officer, at)
    _submit(owed, people.leader, at)
    owed.refresh_from_db()
    assert owed.state == "submitted"
    # What waited left the unit with what the leader submitted.
    assert HandIn.objects.get().outcome == "released"
    take_step(obligation=owed, step="return", words="Bổ sung", by=people.office, at=at)
    _submit(owed, people.office, at)
    take_step(obligation=owed, step="return", words="Bổ sung", by=people.office, at=at)
    User.objects.filter(pk=people.leader.pk).update(is_active=False)
    _submit(owed, User.objects.get(pk=people.officer.pk), at)
    owed.refresh_from_db()
    assert owed.state == "submitted"


def test_a_later_deadline_is_asked_for_once_the_leader_released_it(
    owed: Obligation, people: People, at: datetime
) -> None:
    until = date(2026, 7, 31)
    asked = ask_deadline(obligation=owed, until=until, reason="Chờ hướng dẫn", by=people.officer, at=at)
    assert isinstance(asked, HandIn) and not open_requests(people.office).exists()
    with pytest.raises(AlreadyHandedIn):
        ask_deadline(obligation=owed, until=until, reason="Lần nữa", by=people.officer, at=at)
    # A request that waits within the unit does not stop the clock, and marks no result.
    assert not _standing(people.office, owed).is_with_leader
    assert queries.obligation_detail(people.office, owed.pk, today=date(2026, 6, 20)).standing == "overdue"
    release_hand_in(handed=asked, by=people.leader, at=at)
    request = DeadlineRequest.objects.get()
    assert (request.until, request.reason, request.asked_by) == (until, "Chờ hướng dẫn", people.leader)
    assert _told(people.officer) == ["Chức danh giam-doc đã duyệt gửi khỏi đơn vị."]


def test_what_can_no_longer_leave_stays_with_the_leader_who_returns_it(
    owed: Obligation, people: People, at: datetime
) -> None:
    asked = ask_deadline(obligation=owed, until=date(2026, 6, 11), reason="Chờ", by=people.officer, at=at)
    assert isinstance(asked, HandIn)
    with pytest.raises(Refusal):
        release_hand_in(handed=asked, by=people.leader, at=datetime(2026, 6, 20, 9, tzinfo=at.tzinfo))
    asked.refresh_from_db()
    assert asked.outcome == ""
    take_step(obligation=owed, step="pause", words="Chờ vốn", by=people.office, at=at)
    assert not waiting_hand_ins(people.leader).exists()
    with pytest.raises(NotWaiting):
        release_hand_in(handed=asked, by=people.leader, at=at)
    return_hand_in(handed=asked, reason="Đã tạm dừng", by=people.leader, at=at)


def test_two_who_decide_at_once_are_told(owed: Obligation, people: People, at: datetime) -> None:
    _submit(owed, people.officer, at)
    seen_by_head, seen_by_leader = HandIn.objects.get(), HandIn.objects.get()
    release_hand_in(handed=seen_by_leader, by=people.leader, at=at)
    with pytest.raises(Conflict):
        return_hand_in(handed=seen_by_head, reason="Thiếu", by=people.head, at=at)


def test_a_head_of_a_division_passes_on_what_its_people_hand_in(
    owed: Obligation,
    people: People,
    make_unit: Any,
    make_user: Any,
    administrator: User,
    agencies: Any,
    at: datetime,
) -> None:
    science = agencies.units["skhcn"]
    ours = make_unit("skhcn-bcvt", "Phòng Bưu chính, Viễn thông", "division", parent=science)
    other = make_unit("skhcn-cds", "Phòng Chuyển đổi số", "division", parent=science)
    author = make_user("cv-phong", "officer", ours)
    give_role(user=author, role=Role.OFFICER, unit=science, by=administrator, at=clock.now())
    author = User.objects.get(pk=author.pk)
    head, stranger = make_user("tp-bcvt", "reviewer", ours), make_user("tp-cds", "reviewer", other)
    _submit(owed, author, at)
    handed = HandIn.objects.get()
    assert (len(_told(head)), _told(stranger), _told(people.head)) == (1, [], [])
    assert access.get_hand_in(head, handed.pk) == handed
    with pytest.raises(NotFound):
        access.get_hand_in(stranger, handed.pk)
    assert list(waiting_hand_ins(head)) == [handed] and not waiting_hand_ins(stranger).exists()
    assert [access.may_pass_on(one, handed) for one in (head, stranger, people.head, author)] == [
        True,
        False,
        True,
        False,
    ]
    assert [access.may_release(one, handed) for one in (head, people.leader)] == [False, True]


def test_what_a_head_hands_in_has_been_looked_at(owed: Obligation, people: People, at: datetime) -> None:
    _submit(owed, people.head, at)
    handed = HandIn.objects.get()
    assert handed.passed_by == people.head
    assert len(_told(people.leader)) == 1


# --- pages and API


def test_a_batch_that_is_taken_back_lets_the_result_wait_again(
    owed: Obligation, people: People, at: datetime
) -> None:
    Plan.objects.update(needs_acceptance=False)
    _submit(owed, people.officer, at)
    handed = HandIn.objects.get()
    told: dict[str, Any] = {"by": people.office, "at": at}
    batch = run_batch(deed="finish", seen={owed.pk: "in_progress"}, words="", **told)
    handed.refresh_from_db()
    assert (handed.outcome, _standing(people.leader, owed).is_with_leader) == ("released", False)
    undo_batch(batch=batch, **told)
    handed.refresh_from_db()
    assert (handed.outcome, handed.decided_at, handed.decided_by) == ("", None, None)
    assert any("chờ lãnh đạo" in words for words in _told(people.officer))
    # It goes on as if the batch had never been.
    release_hand_in(handed=handed, by=people.leader, at=at)
    owed.refresh_from_db()
    assert owed.state == "done"


def _post(client: Client, user: User, name: str, pk: int, **form: str) -> int:
    client.force_login(user)
    return int(client.post(reverse(f"programme:{name}", args=[pk]), form).status_code)


def test_the_pages_take_it_from_the_officer_to_the_office(
    client: Client, owed: Obligation, people: People
) -> None:
    client.force_login(people.officer)
    page = client.get(f"/nhiem-vu/{owed.task_id}/").content.decode()
    assert ">Trình lãnh đạo đơn vị</button>" in page and ">Trình duyệt</button>" not in page
    assert _post(client, people.officer, "step", owed.pk, buoc="trinh", **{"ly-do": "Đã xong"}) == 302
    for address in (f"/nhiem-vu/{owed.task_id}/", f"/nghia-vu/{owed.pk}/", "/nhiem-vu/bang/"):
        assert "chờ lãnh đạo đơn vị" in client.get(address).content.decode(), address
    pk = HandIn.objects.get().pk
    client.force_login(people.head)
    home = client.get("/").content.decode()
    assert f"/nghia-vu/{owed.pk}/#trong-don-vi" in home
    assert "Chuyển lãnh đạo" in client.get(f"/nghia-vu/{owed.pk}/").content.decode()
    for user, status in ((people.officer, 403), (people.outsider, 404), (people.office, 404)):
        for name in ("pass_on", "release_hand_in", "return_hand_in"):
            assert _post(client, user, name, pk, **{"ly-do-tra": "Không"}) == status, (user, name)
    assert _post(client, people.head, "release_hand_in", pk) == 403
    assert _post(client, people.colleague, "take_hand_in_back", pk) == 403
    assert _post(client, people.head, "pass_on", pk) == 302
    client.force_login(people.leader)
    empty = client.post(reverse("programme:return_hand_in", args=[pk]), {"ly-do-tra": " "})
    assert (empty.status_code, "Hãy ghi lý do trả lại" in empty.content.decode()) == (400, True)
    assert _post(client, people.leader, "release_hand_in", pk) == 302
    assert _post(client, people.leader, "release_hand_in", pk) == 409
    owed.refresh_from_db()
    assert owed.state == "submitted"


def test_the_words_within_a_unit_are_for_its_people(
    client: Client, owed: Obligation, people: People, reader: User
) -> None:
    words = "Bản nháp chưa công bố"
    assert _post(client, people.officer, "step", owed.pk, buoc="trinh", **{"ly-do": words}) == 302
    for user, is_seen in (
        (people.colleague, True),
        (people.leader, True),
        (people.outsider, False),
        (people.office, False),
        (reader, False),
    ):
        client.force_login(user)
        page = client.get(f"/nghia-vu/{owed.pk}/").content.decode()
        assert (words in page) == is_seen, user
        assert "chờ lãnh đạo đơn vị" in page


def test_the_api_hands_in_and_releases(client: Client, owed: Obligation, people: People) -> None:
    def post(user: User, address: str, **body: Any) -> Any:
        client.force_login(user)
        return client.post(f"/api/v1/{address}", body, content_type="application/json")

    sent = post(people.officer, f"obligations/{owed.pk}/steps", step="submit", words="Đã xong")
    assert (sent.json()["state"], sent.json()["is_with_leader"]) == ("in_progress", True)
    asked = post(people.officer, f"obligations/{owed.pk}/deadline-requests", until="2099-01-01", reason="Chờ")
    assert (asked.status_code, asked.json()["kind"]) == (202, "deadline")
    client.force_login(people.outsider)
    assert client.get("/api/v1/hand-ins").json() == []
    client.force_login(people.leader)
    found = client.get("/api/v1/hand-ins").json()
    assert [one["kind"] for one in found] == ["result", "deadline"]
    address = f"hand-ins/{found[0]['id']}/moves"
    assert post(people.outsider, address, move="release").status_code == 404
    assert post(people.officer, address, move="release").status_code == 403
    assert post(people.leader, address, move="forget").status_code == 422
    other = f"hand-ins/{found[1]['id']}/moves"
    assert post(people.head, other, move="pass_on").json()["passed_at"]
    assert post(people.head, other, move="return", reason="").status_code == 400
    assert post(people.officer, other, move="take_back").json()["outcome"] == "taken_back"
    assert post(people.leader, address, move="release").json()["outcome"] == "released"


def test_the_board_asks_once_whatever_the_number_of_cards(
    client: Client, owed: Obligation, people: People, n_queries: Callable[[Client, str], int]
) -> None:
    client.force_login(people.officer)
    n_queries(client, "/nhiem-vu/bang/")
    Obligation.objects.exclude(pk=owed.pk).update(withdrawn_at=clock.now())
    with_one = n_queries(client, "/nhiem-vu/bang/")
    Obligation.objects.update(withdrawn_at=None)
    assert n_queries(client, "/nhiem-vu/bang/") == with_one
