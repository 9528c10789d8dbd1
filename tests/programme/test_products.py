"""Products of a task: what each is, and what proves that it was handed over."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.models import Evidence
from hatang.programme import access
from hatang.programme.actions import (
    ask_for_acceptance,
    deliver_product,
    publish_plan,
    record_progress,
    set_product_kind,
    take_back_delivery,
    take_step,
)
from hatang.programme.models import Delivery, Plan, Task

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
