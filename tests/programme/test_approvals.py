"""The office lays a reading before a leader; what is approved is given out, and undone within the day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.actions import give_role
from hatang.accounts.models import User
from hatang.base.refusal import NotFound, Refusal
from hatang.documents.access import may_enter_number, may_publish, sees_restricted, sees_unpublished
from hatang.documents.models import Document, Extraction
from hatang.notices.actions import write_comment
from hatang.notices.subjects import subject_of
from hatang.programme.access import get_publication
from hatang.programme.actions import (
    AlreadyDecided,
    ChangedSince,
    TooLate,
    WorkHasBegun,
    approve,
    ask_approval,
    publish_plan,
    record_progress,
    return_reading,
    take_back_approval,
    undo_publication,
)
from hatang.programme.models import Approval, Plan, Publication, Task
from hatang.programme.queries.approvals import waiting_approvals

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading(agencies: Any, keep: Callable[..., Extraction], result: dict[str, Any]) -> Extraction:
    """A plan with three tasks that waits for review."""
    return keep(result)


@pytest.fixture
def office(make_user: Callable[..., User], agencies: Any) -> User:
    """Works in the programme office, which sits in the department of science."""
    return make_user("van-phong", "office", agencies.units["skhcn"])


@pytest.fixture
def director(make_user: Callable[..., User], agencies: Any, office: User) -> User:
    """Leads the department in which the office sits."""
    return make_user("giam-doc", "approver", agencies.units["skhcn"])


def test_who_may_approve_and_see_what_waits(
    make_user: Callable[..., User], agencies: Any, office: User, director: User, administrator: User
) -> None:
    units = agencies.units
    people = {
        "leader": make_user("pct", "leader", units["ubnd-tinh"]),
        "other": make_user("gd-sxd", "approver", units["sxd"]),
        "clerk": make_user("van-thu", "clerk", units["skhcn"]),
        "elsewhere": make_user("van-thu-2", "clerk", units["sxd"]),
        "officer": make_user("cv", "officer", units["skhcn"]),
    }
    assert all(may_publish(person) for person in (director, administrator, people["leader"]))
    assert not any(may_publish(people[name]) for name in ("other", "clerk", "elsewhere", "officer"))
    assert not may_publish(office)
    assert may_enter_number(office) and may_enter_number(people["clerk"])
    assert not may_enter_number(people["elsewhere"]) and not may_enter_number(people["other"])
    seeing = {name for name, person in people.items() if sees_unpublished(person)}
    assert seeing == {"leader", "clerk"}


def test_what_a_leader_approves_is_given_out(
    reading: Extraction, office: User, director: User, at: datetime
) -> None:
    asked = ask_approval(version=reading.version, note="Kính trình", by=office, at=at)
    assert ask_approval(version=reading.version, note="", by=office, at=at).pk == asked.pk
    assert not Plan.objects.exists()
    plan = approve(approval=asked, by=director, at=at)
    assert (plan.published_by, plan.tasks.count()) == (director, 3)
    asked.refresh_from_db()
    assert (asked.decision, asked.decided_by) == ("approved", director)
    for answer in (
        lambda: approve(approval=asked, by=director, at=at),
        lambda: return_reading(approval=asked, reason="Muộn", by=director, at=at),
        lambda: take_back_approval(approval=asked, by=office, at=at),
    ):
        with pytest.raises(AlreadyDecided):
            answer()


def test_what_was_corrected_after_it_was_submitted_is_not_approved_unseen(
    reading: Extraction, office: User, director: User, at: datetime
) -> None:
    asked = ask_approval(version=reading.version, note="", by=office, at=at)
    Extraction.objects.filter(pk=reading.pk).update(revision=1)
    with pytest.raises(ChangedSince):
        approve(approval=asked, by=director, at=at)
    assert not Plan.objects.exists()
    again = ask_approval(version=reading.version, note="", by=office, at=at + timedelta(hours=1))
    assert (again.pk, again.revision) == (asked.pk, 1)
    assert approve(approval=again, by=director, at=at).revision == 1


def test_a_returned_reading_says_why_and_may_be_submitted_again(
    reading: Extraction, office: User, director: User, at: datetime
) -> None:
    asked = ask_approval(version=reading.version, note="", by=office, at=at)
    for reason in ("", "  ", "x" * 2001):
        with pytest.raises(Refusal):
            return_reading(approval=asked, reason=reason, by=director, at=at)
    return_reading(approval=asked, reason="Thiếu hạn", by=director, at=at)
    assert ask_approval(version=reading.version, note="", by=office, at=at).pk != asked.pk
    assert Approval.objects.count() == 2


def test_a_first_publication_is_undone_as_if_it_had_not_been(
    reading: Extraction, office: User, director: User, at: datetime
) -> None:
    publish_plan(version=reading.version, by=director, at=at)
    publication = Publication.objects.get()
    with pytest.raises(Refusal):
        undo_publication(publication=publication, reason=" ", by=director, at=at)
    assert undo_publication(publication=publication, reason="Nhầm tệp", by=director, at=at) is None
    assert not Plan.objects.exists() and not Task.objects.exists()
    reading.version.refresh_from_db()
    assert reading.version.published_at is None
    with pytest.raises(TooLate):
        undo_publication(publication=publication, reason="Lần nữa", by=director, at=at)
    assert publish_plan(version=reading.version, by=director, at=at).tasks.count() == 3


def test_a_second_publication_is_undone_to_the_first(
    agencies: Any, keep: Callable[..., Extraction], result: dict[str, Any], director: User, at: datetime
) -> None:
    first = keep(result)
    plan = publish_plan(version=first.version, by=director, at=at)
    kept = set(plan.tasks.values_list("pk", "text"))
    del result["tasks"][2]
    result["tasks"][0]["text"] = "Xây dựng kế hoạch phát triển trạm 5G đến từng thôn"
    second = keep(result)
    later = at + timedelta(hours=1)
    publish_plan(version=second.version, by=director, at=later)
    assert plan.tasks.filter(withdrawn_at__isnull=True).count() == 2
    publication = Publication.objects.first()
    assert publication is not None and publication.former == first
    undone = undo_publication(publication=publication, reason="Chưa đúng", by=director, at=later)
    assert undone is not None and (undone.extraction, undone.published_at) == (first, at)
    living = undone.tasks.filter(withdrawn_at__isnull=True)
    assert set(living.values_list("pk", "text")) == kept
    second.version.refresh_from_db()
    first.version.refresh_from_db()
    assert second.version.published_at is None and first.version.published_at == at


def test_yesterday_is_not_undone_nor_what_a_unit_has_begun(
    reading: Extraction, director: User, at: datetime
) -> None:
    plan = publish_plan(version=reading.version, by=director, at=at)
    publication = Publication.objects.get()
    with pytest.raises(TooLate):
        undo_publication(publication=publication, reason="Muộn", by=director, at=at + timedelta(days=1))
    task = plan.tasks.first()
    assert task is not None
    record_progress(obligation=task.obligations.get(), state="in_progress", by=director, at=at)
    with pytest.raises(WorkHasBegun):
        undo_publication(publication=publication, reason="Nhầm", by=director, at=at)
    assert Plan.objects.get() == plan


def test_the_whole_way_through_the_pages(
    reading: Extraction, office: User, director: User, reader: User, client: Client
) -> None:
    page = reverse("documents:document", args=[reading.version.document_id])
    ask = reverse("programme:ask_approval", args=[reading.version_id])
    publish = reverse("programme:publish", args=[reading.version_id])
    for person, refused in ((reader, (ask, publish)), (director, (ask,)), (office, (publish,))):
        client.force_login(person)
        assert [client.post(address).status_code for address in refused] == [403] * len(refused)
    client.force_login(office)
    assert "Trình duyệt" in client.get(page).content.decode()
    assert client.post(ask, {"ghi-chu": "Kính <b>trình</b>"}).status_code == 302
    asked = Approval.objects.get()
    approve_, return_ = (
        reverse(f"programme:{name}", args=[asked.pk]) for name in ("approve", "return_reading")
    )
    assert client.post(approve_).status_code == 403
    client.force_login(reader)
    assert client.post(approve_).status_code == 403
    assert client.post(reverse("programme:take_back", args=[asked.pk])).status_code == 403
    client.force_login(director)
    assert "Chờ bạn duyệt" in client.get("/").content.decode()
    shown = client.get(page).content.decode()
    assert "&lt;b&gt;trình" in shown and approve_ in shown
    assert client.post(return_, {"ly-do": ""}).status_code == 400
    assert client.post(approve_).status_code == 302
    assert client.post(approve_).status_code == 409
    publication = Publication.objects.get()
    undo = reverse("programme:undo_publication", args=[publication.pk])
    assert undo in client.get(page).content.decode()
    client.force_login(reader)
    assert client.post(undo, {"ly-do": "x"}).status_code == 404
    assert undo not in client.get(page).content.decode()
    client.force_login(office)
    assert client.post(undo, {"ly-do": "Nhầm"}).status_code == 302
    client.force_login(reader)
    assert client.get(page).status_code == 404


def test_a_clerk_enters_the_number(
    make_user: Callable[..., User],
    agencies: Any,
    keep: Callable[..., Extraction],
    result: dict[str, Any],
    office: User,
    reader: User,
    client: Client,
) -> None:
    result["document"]["number"] = None
    document = keep(result).version.document
    address = reverse("documents:number", args=[document.pk])
    form = {"so": "95/KH-UBND", "ngay": "2026-01-05"}
    client.force_login(reader)
    assert client.post(address, form).status_code == 403
    client.force_login(make_user("van-thu", "clerk", agencies.units["skhcn"]))
    assert address in client.get(reverse("documents:document", args=[document.pk])).content.decode()
    for no_day in ("hôm nay", "2026-02-30", "9999-12-31"):
        assert client.post(address, {**form, "ngay": no_day}).status_code == 400
    assert client.post(address, form).status_code == 302
    assert client.post(address, {**form, "so": "96/KH-UBND"}).status_code == 409
    document.refresh_from_db()
    assert (document.number, document.issued_on.isoformat()) == ("95/KH-UBND", "2026-01-05")


def test_what_is_hidden_is_neither_offered_for_approval_nor_undone(
    reading: Extraction, office: User, make_user: Callable[..., User], agencies: Any, at: datetime
) -> None:
    elsewhere = make_user("lanh-dao-khac", "leader", agencies.units["sxd"])
    ask_approval(version=reading.version, note="", by=office, at=at)
    assert list(waiting_approvals(elsewhere)) != []
    Document.objects.filter(pk=reading.version.document_id).update(
        is_restricted=True, audience_reason="Nội bộ", audience_set_at=at, audience_set_by=office
    )
    assert list(waiting_approvals(elsewhere)) == []
    publish_plan(version=reading.version, by=office, at=at)
    with pytest.raises(NotFound):
        get_publication(elsewhere, Publication.objects.get().pk)


def test_a_leader_by_a_further_role_reads_what_is_restricted(
    reading: Extraction, reader: User, administrator: User, agencies: Any, at: datetime
) -> None:
    Document.objects.filter(pk=reading.version.document_id).update(
        is_restricted=True, audience_reason="Nội bộ", audience_set_at=at, audience_set_by=administrator
    )
    give_role(user=reader, role="leader", unit=agencies.units["ubnd-tinh"], by=administrator, at=at)
    assert sees_restricted(User.objects.get(pk=reader.pk))


def test_a_publication_people_spoke_about_is_not_undone(
    reading: Extraction, director: User, at: datetime
) -> None:
    plan = publish_plan(version=reading.version, by=director, at=at)
    subject = subject_of("task", plan.tasks.all()[0])
    write_comment(subject=subject, text="Đề nghị làm rõ", mark=uuid4(), by=director, at=at)
    with pytest.raises(WorkHasBegun):
        undo_publication(publication=Publication.objects.get(), reason="Nhầm", by=director, at=at)


def test_an_undone_publication_gives_the_document_its_former_title_back(
    agencies: Any, keep: Callable[..., Extraction], result: dict[str, Any], director: User, at: datetime
) -> None:
    first = keep(result)
    publish_plan(version=first.version, by=director, at=at)
    result["document"]["title"] = "Kế hoạch có tên khác"
    result["tasks"].pop()
    publish_plan(version=keep(result).version, by=director, at=at + timedelta(hours=1))
    publication = Publication.objects.first()
    assert publication is not None
    plan = undo_publication(publication=publication, reason="Nhầm", by=director, at=at + timedelta(hours=2))
    assert plan is not None and plan.title == "Kế hoạch phát triển hạ tầng số"
    assert plan.document.title == plan.title


def test_a_character_that_cannot_be_kept_is_refused_in_a_sentence(
    reading: Extraction, office: User, client: Client
) -> None:
    client.force_login(office)
    ask = reverse("programme:ask_approval", args=[reading.version_id])
    answer = client.post(ask, {"ghi-chu": "a\x00b"})
    assert answer.status_code == 400 and "ký tự không lưu được" in answer.content.decode()
