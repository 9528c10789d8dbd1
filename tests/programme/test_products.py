"""Products of a task: what each is, and what proves that it was handed over."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.models import Evidence
from hatang.programme import access
from hatang.programme.actions import (
    add_product,
    ask_for_acceptance,
    ask_for_gap,
    deliver_product,
    drop_product,
    publish_plan,
    record_progress,
    rename_product,
    set_product_kind,
    take_back_delivery,
    take_step,
)
from hatang.programme.models import Delivery, GapRequest, Plan, Product, Task
from hatang.programme.queries import clarity
from hatang.programme.queries.products import products_of_task

pytestmark = pytest.mark.django_db

SAID = "Báo cáo khảo sát; Hệ thống giám sát trạm"


@pytest.fixture
def task(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Task:
    """A task with two products."""
    result["tasks"][0]["product"] = SAID
    return publish(result).tasks.get(path="PL2.1.1")


@pytest.fixture
def owner(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of the unit that owes it."""
    return make_user("can-bo-so", "officer", agencies.units["skhcn"])


@pytest.fixture
def outsider(make_user: Callable[..., User], agencies: Any) -> User:
    """An officer of another unit."""
    return make_user("can-bo-khac", "officer", agencies.units["sxd"])


def _file(kind: str, pk: int, by: User, at: datetime) -> Evidence:
    return Evidence.objects.create(
        subject_kind=kind, subject_id=pk, sha256="a" * 64, name="ket-qua.pdf", n_bytes=9,
        media_type="application/pdf", added_by=by, added_at=at,
    )  # fmt: skip


def test_the_words_give_products_with_their_kinds(task: Task) -> None:
    found = [(one.text, one.kind) for one in task.products.all()]
    assert found == [("Báo cáo khảo sát", "report"), ("Hệ thống giám sát trạm", "system")]
    assert task.product == SAID


def test_a_kind_that_was_said_stays_while_the_words_do(
    task: Task, keep: Callable[..., Any], result: dict[str, Any], office: User, at: datetime
) -> None:
    set_product_kind(product=task.products.get(ordinal=1), kind="works", by=office, at=at)
    result["tasks"][0]["note"] = "mới"
    publish_plan(version=keep(result, "hai").version, by=office, at=at)
    assert task.products.get(ordinal=1).kind == "works"
    result["tasks"][0]["product"] = "Báo cáo khảo sát; Hệ thống dùng chung"
    publish_plan(version=keep(result, "ba").version, by=office, at=at)
    assert (task.products.get(ordinal=1).kind, task.products.count()) == ("system", 2)
    result["tasks"][0]["product"] = "Báo cáo khảo sát"
    publish_plan(version=keep(result, "bốn").version, by=office, at=at)
    assert task.products.get(ordinal=1).withdrawn_at == at
    with pytest.raises(Refusal):
        set_product_kind(product=task.products.get(ordinal=0), kind="thing", by=office, at=at)


def test_a_new_first_product_is_not_handed_over_with_another(
    task: Task, keep: Callable[..., Any], result: dict[str, Any], office: User, owner: User, at: datetime
) -> None:
    owed, report = task.obligations.get(), task.products.get(ordinal=0)
    deliver_product(obligation=owed, product=report, number="12/BC-SKHCN", by=owner, at=at)
    result["tasks"][0]["product"] = f"Đề án phủ sóng; {SAID}"
    publish_plan(version=keep(result, "hai").version, by=office, at=at)
    handed = owed.deliveries.get().product
    assert (handed.text, handed.ordinal) == ("Báo cáo khảo sát", 1)
    assert [one.text for one in task.products.all()] == ["Đề án phủ sóng", *SAID.split("; ")]


def test_a_product_is_handed_over_with_a_number_or_a_file(task: Task, owner: User, at: datetime) -> None:
    owed, (report, system) = task.obligations.get(), task.products.all()
    giving: dict[str, Any] = {"obligation": owed, "by": owner, "at": at}
    with pytest.raises(Refusal):
        deliver_product(product=report, **giving)
    made = deliver_product(product=report, number=" 12/BC-SKHCN ", done_on=date(2026, 5, 4), **giving)
    assert (made.number, made.done_on, made.recorded_by) == ("12/BC-SKHCN", date(2026, 5, 4), owner)
    file = _file("obligation", owed.pk, owner, at)
    assert deliver_product(product=system, evidence=file, **giving).done_on == date(2026, 6, 1)
    corrected = deliver_product(product=report, number="13/BC-SKHCN", **giving)
    assert (corrected.pk, owed.deliveries.count()) == (made.pk, 2)
    take_back_delivery(delivery=corrected, by=owner, at=at)
    assert owed.deliveries.get().product == system


@pytest.mark.parametrize("odd", [{"number": "x" * 81}, {"number": "1", "done_on": date(2026, 6, 2)}])
def test_what_cannot_be_is_refused(task: Task, owner: User, at: datetime, odd: dict[str, Any]) -> None:
    product = task.products.get(ordinal=0)
    with pytest.raises(Refusal):
        deliver_product(obligation=task.obligations.get(), product=product, **odd, by=owner, at=at)


def test_files_and_products_of_other_work_prove_nothing(task: Task, owner: User, at: datetime) -> None:
    owed, other = task.obligations.get(), task.plan.tasks.get(path="PL2.1.2")
    elsewhere = _file("obligation", other.obligations.get().pk, owner, at)
    giving: dict[str, Any] = {"obligation": owed, "by": owner, "at": at}
    with pytest.raises(Refusal):
        deliver_product(product=task.products.get(ordinal=0), evidence=elsewhere, **giving)
    foreign = other.products.create(ordinal=0, text="Quyết định", kind="decision")
    with pytest.raises(Conflict):
        deliver_product(product=foreign, number="1", **giving)


def test_a_plan_that_accepts_results_asks_for_proof(
    task: Task, office: User, owner: User, at: datetime
) -> None:
    ask_for_acceptance(plan=task.plan, needs_acceptance=True, by=office, at=at)
    owed = task.obligations.get()
    submit: dict[str, Any] = {"obligation": owed, "step": "submit", "words": "Đã xong", "by": owner, "at": at}
    with pytest.raises(Refusal) as refused:
        take_step(**submit)
    assert refused.value.field == "san-pham"
    made = deliver_product(
        obligation=owed, product=task.products.get(ordinal=0), number="1/BC", by=owner, at=at
    )
    assert take_step(**submit).state == "submitted"
    with pytest.raises(Conflict):
        take_back_delivery(delivery=made, by=owner, at=at)


def test_a_product_issued_above_is_proved_by_its_two_events(
    agencies: Any,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    office: User,
    owner: User,
    at: datetime,
) -> None:
    words = "Tham mưu trình UBND tỉnh ban hành quy chế"
    result["tasks"][0] |= {"text": words, "product": "Tờ trình; Quyết định của UBND tỉnh; Báo cáo"}
    owed = publish(result).tasks.get(path="PL2.1.1").obligations.get()
    submit: dict[str, Any] = {"obligation": owed, "step": "submit", "words": "Đã trình", "number": "1/TTr"}
    take_step(**submit, on=date(2026, 5, 4), by=owner, at=at)
    made = owed.deliveries.get()
    assert (made.product.kind, made.number, made.done_on) == ("submission", "1/TTr", date(2026, 5, 4))
    take_step(obligation=owed, step="return", words="Bổ sung", by=office, at=at)
    assert not owed.deliveries.exists()
    take_step(**submit, on=date(2026, 5, 14), by=owner, at=at)
    issue: dict[str, Any] = {"number": "9/QĐ-UBND", "on": date(2026, 5, 30)}
    take_step(obligation=owed, step="accept", words="", **issue, by=office, at=at)
    found = {one.product.kind: (one.number, one.done_on) for one in owed.deliveries.all()}
    assert found == {
        "submission": ("1/TTr", date(2026, 5, 14)),
        "decision": ("9/QĐ-UBND", date(2026, 5, 30)),
    }
    record_progress(obligation=owed, state="in_progress", by=office, at=at)
    assert not owed.deliveries.exists()


def test_the_unit_hands_over_and_the_office_says_the_kind(
    client: Client, task: Task, office: User, owner: User, outsider: User
) -> None:
    owed, product = task.obligations.get(), task.products.get(ordinal=0)
    address, form = f"/nghia-vu/{owed.pk}/san-pham/", {"san-pham": str(product.pk), "so": "12/BC"}
    kind = f"/nhiem-vu/san-pham/{product.pk}/loai/"
    client.force_login(outsider)
    assert client.post(address, form).status_code == 403
    assert client.post(kind, {"loai": "plan"}).status_code == 403
    client.force_login(owner)
    assert client.post(kind, {"loai": "plan"}).status_code == 403
    refused = client.post(address, {**form, "so": "", "ngay": "2026-05-04"})
    assert refused.status_code == 400
    assert client.post(address, form).status_code == 302
    assert "12/BC" in client.get(f"/nghia-vu/{owed.pk}/").content.decode()
    assert "1 trong 1 đơn vị" in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert client.post(address, {**form, "viec": "bo"}).status_code == 302
    assert client.post(address, {**form, "viec": "bo"}).status_code == 404
    assert not Delivery.objects.exists()
    client.force_login(office)
    assert client.post(kind, {"loai": "plan"}).status_code == 302
    assert access.get_product(office, product.pk).kind == "plan"


# --- what people say beside the document


def _said(task: Task) -> list[tuple[str, str]]:
    return [(one.words, one.ground) for one in products_of_task(task)]


def test_people_add_rename_and_drop_products_on_a_ground(
    task: Task, keep: Callable[..., Any], result: dict[str, Any], owner: User, office: User, at: datetime
) -> None:
    told: dict[str, Any] = {"by": office, "at": at}
    added = add_product(task=task, words=" Cơ sở  dữ liệu trạm ", ground="Thông báo 12/TB-VP", **told)
    assert (added.kind, added.added_by) == ("data", office)
    assert add_product(task=task, words="cơ sở dữ liệu trạm", ground="x", **told) == added
    report, system = task.products.filter(ordinal__lt=1000)
    rename_product(product=report, words="Tờ trình khảo sát", ground="Công văn 3", **told)
    drop_product(product=system, ground="Kết luận 5", **told)
    assert _said(task) == [
        ("Tờ trình khảo sát", "Công văn 3"), ("Cơ sở dữ liệu trạm", "Thông báo 12/TB-VP"),
    ]  # fmt: skip
    report.refresh_from_db()
    assert (report.text, report.kind) == ("Báo cáo khảo sát", "submission")
    with pytest.raises(Conflict):
        rename_product(product=system, words="Khác", ground="x", **told)
    with pytest.raises(Conflict):
        deliver_product(obligation=task.obligations.get(), product=system, number="1", by=owner, at=at)
    assert [entry.actor_id for entry in history_of(added)] == [office.pk]
    # The same words again: what people said stays; other words of the plan count before it.
    result["tasks"][0]["note"] = "mới"
    publish_plan(version=keep(result, "hai").version, by=office, at=at)
    assert [words for words, _ground in _said(task)] == ["Tờ trình khảo sát", "Cơ sở dữ liệu trạm"]
    result["tasks"][0]["product"] = "Báo cáo rà soát; Phần mềm giám sát"
    publish_plan(version=keep(result, "ba").version, by=office, at=at)
    assert _said(task) == [
        ("Báo cáo rà soát", ""), ("Phần mềm giám sát", ""), ("Cơ sở dữ liệu trạm", "Thông báo 12/TB-VP"),
    ]  # fmt: skip


def test_an_added_product_that_a_new_version_names_stands_once_with_both_sources(
    task: Task, keep: Callable[..., Any], result: dict[str, Any], owner: User, office: User, at: datetime
) -> None:
    told: dict[str, Any] = {"by": office, "at": at}
    added = add_product(task=task, words="cơ sở dữ liệu Trạm", ground="Thông báo 12", **told)
    deliver_product(obligation=task.obligations.get(), product=added, number="7/BC", by=owner, at=at)
    result["tasks"][0]["product"] = "Cơ sở dữ liệu trạm.; Hệ thống giám sát trạm"
    publish_plan(version=keep(result, "hai").version, by=office, at=at)
    assert _said(task) == [("Hệ thống giám sát trạm", ""), ("cơ sở dữ liệu Trạm", "Thông báo 12")]
    added.refresh_from_db()
    assert (added.is_named, added.added_by, added.deliveries.count()) == (True, office, 1)
    # The same once more changes nothing; once the plan names it no longer it is what people added.
    result["tasks"][1]["product"] = "Sổ tay"
    publish_plan(version=keep(result, "ba").version, by=office, at=at)
    assert len(_said(task)) == 2
    result["tasks"][0]["product"] = SAID
    publish_plan(version=keep(result, "bon").version, by=office, at=at)
    added.refresh_from_db()
    assert (added.is_named, len(_said(task))) == (False, 3)
    # Dropped while the plan names it, it stays dropped.
    result["tasks"][0]["product"] = "Cơ sở dữ liệu trạm; Sổ tay"
    publish_plan(version=keep(result, "nam").version, by=office, at=at)
    drop_product(product=Product.objects.get(pk=added.pk), ground="Kết luận 5", **told)
    result["tasks"][1]["product"] = "Sổ ghi"
    publish_plan(version=keep(result, "sau").version, by=office, at=at)
    assert _said(task) == [("Sổ tay", "")]


@pytest.mark.parametrize(
    ("words", "ground", "field"),
    [
        (" ", "x", "ten-san-pham"),
        ("x" * 501, "x", "ten-san-pham"),
        ("Báo cáo", " ", "can-cu-san-pham"),
        ("Báo cáo", "x" * 301, "can-cu-san-pham"),
    ],
)
def test_a_product_needs_words_and_a_ground(
    task: Task, office: User, at: datetime, words: str, ground: str, field: str
) -> None:
    with pytest.raises(Refusal) as told:
        add_product(task=task, words=words, ground=ground, by=office, at=at)
    assert told.value.field == field


def test_an_added_product_answers_the_question_beside_the_document(
    plain: Task, office: User, owner: User, at: datetime
) -> None:
    ask_for_gap(task=plain, gap="product", asked=owner, due_on=at.date(), words="", by=office, at=at)
    product = add_product(task=plain, words="Quyết định", ground="Công văn 3", by=office, at=at)
    assert (GapRequest.objects.get().fact, clarity(office).whole.n_filled) == ("product", 1)
    assert plain.gaps == ["product"]
    drop_product(product=product, ground="Nhầm", by=office, at=at)
    assert clarity(office).whole.n_filled == 0


@pytest.fixture
def plain(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Task:
    """A task whose document names no product."""
    result["tasks"][0] |= {"product": "", "gaps": ["product"]}
    return publish(result).tasks.get(path="PL2.1.1")


def test_who_says_finally_what_a_task_is_to_bring_forth(
    client: Client, task: Task, office: User, owner: User, outsider: User
) -> None:
    new = reverse("programme:add_product", args=[task.pk])
    change = reverse("programme:change_product", args=[task.products.all()[0].pk])
    form = {"ten-san-pham": "Quyết định", "can-cu-san-pham": "Công văn 3"}
    for user in (owner, outsider):
        client.force_login(user)
        assert client.post(new, form).status_code == client.post(change, form).status_code == 403
    client.force_login(office)
    empty = client.post(new, {**form, "can-cu-san-pham": ""})
    assert (empty.status_code, 'value="Quyết định"' in empty.content.decode()) == (400, True)
    assert client.post(new, form).status_code == 302
    assert client.post(change, {**form, "ten-san-pham": "Tờ trình"}).status_code == 302
    page = client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Tờ trình" in page and "Theo văn bản: Báo cáo khảo sát" in page
    assert client.post(change, {**form, "viec": "bo"}).status_code == 302
    assert "<del>Tờ trình</del>" in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert client.post(change, form).status_code == 404
