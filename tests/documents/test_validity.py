"""Whether a document is in effect, what replaced it, and where it holds."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import Refusal
from hatang.documents import queries
from hatang.documents.actions import (
    Effect,
    ReplacedInACircle,
    StaleDocument,
    enter_number,
    last_word,
    mark_published,
    set_validity,
)
from hatang.documents.models import Document, Extraction, Validity
from hatang.documents.rules import validity_on
from hatang.territory.models import Area

pytestmark = pytest.mark.django_db

Keep = Callable[..., Extraction]
MERGED_ON = date(2025, 7, 1)
ENDS = date(2026, 5, 1)


@pytest.fixture
def provinces(db: None) -> dict[str, Area]:
    """The two former provinces and the present one."""
    rows = [
        ("bg", "24", "Bắc Giang", "former_province", None, MERGED_ON),
        ("bn-cu", "27", "Bắc Ninh", "former_province", None, MERGED_ON),
        ("bn", "24", "Bắc Ninh", "province", MERGED_ON, None),
    ]
    return {
        key: Area.objects.create(
            code=code, name=name, kind=kind, valid_from=begins, valid_to=ends, sort_key=name
        )
        for key, code, name, kind, begins, ends in rows
    }


@pytest.fixture
def make(keep: Keep, result: dict[str, Any], office: User, at: datetime) -> Callable[..., Document]:
    """Makes a published document from what differs in its letterhead."""

    def run(**info: Any) -> Document:
        result["document"] = {**result["document"], **info}
        version = keep(result).version
        mark_published(version=version, by=office, at=at)
        return Document.objects.get(pk=version.document_id)

    return run


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    ("validity", "valid_to", "today"),
    [
        ("issued", None, "issued"),
        ("issued", date(2026, 6, 1), "expired"),
        ("issued", date(2026, 6, 2), "issued"),
        ("replaced", date(2026, 6, 1), "replaced"),
        ("replaced", date(2026, 6, 2), "issued"),
        ("expired", date(2026, 1, 1), "expired"),
        ("draft", None, "draft"),
    ],
)
def test_an_end_counts_from_its_day_in_the_list_and_on_the_page_alike(
    validity: str, valid_to: date | None, today: str, make: Callable[..., Document], office: User
) -> None:
    document, other = make(), make(number="95/KH-UBND")
    on = date(2026, 6, 1)
    Document.objects.filter(pk=document.pk).update(
        validity=validity, valid_to=valid_to, replaced_by=other if validity == "replaced" else None
    )
    assert validity_on(validity, valid_to, on) == today
    rows = queries.document_list(office, today=on)
    found: Any = rows.get(pk=document.pk)
    assert found.validity_today == today
    assert document in queries.document_list(office, validity=today, today=on)


@pytest.mark.parametrize(
    ("issuer", "place", "on", "expected"),
    [
        ("Ủy ban nhân dân tỉnh Bắc Giang", "Bắc Giang", "2022-03-01", "bg"),
        ("Sở Thông tin và Truyền thông", "Bắc Giang", "2022-03-01", "bg"),
        ("Ủy ban nhân dân tỉnh Bắc Ninh", "Bắc Ninh", "2025-06-30", "bn-cu"),
        ("Ủy ban nhân dân tỉnh Bắc Ninh", "Bắc Ninh", "2025-07-01", "bn"),
        ("Thủ tướng Chính phủ", "Hà Nội", "2024-10-09", None),
        ("Ủy ban nhân dân tỉnh Bắc Ninh", "Bắc Ninh", None, None),
    ],
)
def test_the_territory_is_guessed_from_issuer_and_day(
    issuer: str,
    place: str,
    on: str | None,
    expected: str | None,
    provinces: dict[str, Area],
    make: Callable[..., Document],
) -> None:
    document = make(issuer=issuer, place=place, date=on)
    assert document.scope == (provinces[expected] if expected else None)
    assert not document.is_scope_confirmed


def test_what_a_person_says_of_the_territory_is_not_guessed_over(
    provinces: dict[str, Area], make: Callable[..., Document], office: User, at: datetime
) -> None:
    document = make()
    effect = Effect("issued", scope=provinces["bg"])
    set_validity(document=document, effect=effect, reason="Theo công văn đính chính", by=office, at=at)
    assert make(title="Kế hoạch (bản quét)").scope == provinces["bg"]
    kept = history_of(Document.objects.get(pk=document.pk))
    said = [entry for entry in kept if "validity_reason" in entry.changes]
    assert (said[0].actor_id, said[0].action) == (office.pk, "documents.set_validity")


def test_a_replaced_document_names_its_successor_and_never_in_a_circle(
    make: Callable[..., Document], office: User, at: datetime
) -> None:
    first, second, third = make(), make(number="95/KH-UBND"), make(number="96/KH-UBND")

    def replace(document: Document, successor: Document | None) -> Document:
        effect = Effect("replaced", valid_to=ENDS, replaced_by=successor)
        return set_validity(document=document, effect=effect, reason="Có kế hoạch mới", by=office, at=at)

    assert replace(first, second).replaced_by == second
    replace(second, third)
    for successor in (third, first, second):
        with pytest.raises(ReplacedInACircle):
            replace(third, successor)
    with pytest.raises(Refusal) as told:
        replace(third, None)
    assert told.value.field == "thay-the-boi"


@pytest.mark.parametrize(
    ("effect", "reason", "field"),
    [
        (Effect("lost"), "Vì vậy", "hieu-luc"),
        (Effect("expired"), "Vì vậy", "den-ngay"),
        (Effect("issued", ENDS, ENDS), "Vì vậy", "den-ngay"),
        (Effect("expired", valid_to=ENDS), "  ", "ly-do"),
        (Effect("expired", valid_to=ENDS), "x" * 2001, "ly-do"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(
    effect: Effect, reason: str, field: str, make: Callable[..., Document], office: User, at: datetime
) -> None:
    with pytest.raises(Refusal) as told:
        set_validity(document=make(), effect=effect, reason=reason, by=office, at=at)
    assert told.value.field == field


def test_a_second_click_changes_nothing_and_a_stale_form_is_told(
    make: Callable[..., Document], office: User, at: datetime
) -> None:
    document, effect = make(), Effect("expired", valid_to=ENDS)
    said = set_validity(document=document, effect=effect, reason="Hết giai đoạn", by=office, at=at, seen="")
    again = set_validity(document=document, effect=effect, reason="Hết giai đoạn", by=office, at=at, seen="")
    document.refresh_from_db()
    assert (again.validity_set_at, last_word(again)) == (at, last_word(said))
    with pytest.raises(StaleDocument):
        set_validity(document=document, effect=Effect("issued"), reason="Nhầm", by=office, at=at, seen="")


def test_a_draft_that_gets_its_number_is_in_effect(keep: Keep, result: dict[str, Any], office: User) -> None:
    result["document"]["number"] = None
    document = keep(result).version.document
    Document.objects.update(validity=Validity.DRAFT)
    at = document.created_at
    numbered = enter_number(document=document, number="9/KH", issued_on=date(2026, 5, 2), by=office, at=at)
    assert numbered.validity == Validity.ISSUED


def test_the_office_says_it_on_the_page_and_finds_it_in_the_list(
    make: Callable[..., Document], office: User, reader: User, provinces: dict[str, Area]
) -> None:
    document, other = make(), make(number="95/KH-UBND", title="Kế hoạch thay thế")
    client = signed_in(office)
    address = f"/van-ban/{document.pk}/"
    sent = {
        "hieu-luc": "bi-thay-the", "den-ngay": "2026-05-01", "thay-the-boi": "95 /kh–ubnd",
        "pham-vi": str(provinces["bg"].pk), "ly-do": "Sắp xếp lại", "thay": "",
    }  # fmt: skip
    assert client.post(f"{address}hieu-luc/", sent).status_code == 302
    document.refresh_from_db()
    assert (document.replaced_by, document.scope) == (other, provinces["bg"])
    for user in (office, reader):
        page = signed_in(user).get(f"{address}?xem=van-ban").content.decode()
        assert "Sắp xếp lại" in page
        assert f'href="/van-ban/{other.pk}/"' in page
    listed = client.get("/van-ban/", {"hieu-luc": "bi-thay-the", "pham-vi": provinces["bg"].pk})
    assert [row.pk for row in listed.context["page"]] == [document.pk]
    assert list(client.get("/van-ban/", {"hieu-luc": "du-thao"}).context["page"]) == []


@pytest.mark.django_db(transaction=True)
def test_the_sheet_says_what_is_in_effect_and_where(
    make: Callable[..., Document], office: User, provinces: dict[str, Area]
) -> None:
    make(issuer="Ủy ban nhân dân tỉnh Bắc Giang", place="Bắc Giang", date="2022-03-01")
    answer: Any = signed_in(office).get("/van-ban/", {"dinh-dang": "csv", "pham-vi": provinces["bg"].pk})
    sheet = b"".join(answer.streaming_content).decode()
    answer.close()
    assert "tỉnh Bắc Giang (trước sắp xếp)" in sheet
    assert "Còn hiệu lực" in sheet


def test_a_refusal_keeps_what_was_typed(make: Callable[..., Document], office: User) -> None:
    document = make()
    for issuer in ("Sở Xây dựng", "Sở Nội vụ"):
        make(number="7/KH", issuer=issuer)
    client = signed_in(office)
    base = {"hieu-luc": "bi-thay-the", "den-ngay": "2026-05-01", "ly-do": "Có kế hoạch mới", "thay": ""}
    for typed, status, words in [
        ("không có", 400, "không có"),
        ("7/KH", 409, "Sở Nội vụ"),
        ("", 400, "Có kế hoạch mới"),
    ]:
        answer = client.post(f"/van-ban/{document.pk}/hieu-luc/", {**base, "thay-the-boi": typed})
        assert answer.status_code == status
        assert words in answer.content.decode()
        assert 'value="2026-05-01"' in answer.content.decode()
    answer = client.post(f"/van-ban/{document.pk}/hieu-luc/", {**base, "den-ngay": "mai"})
    assert answer.status_code == 400
    chosen = queries.choice_words(Document.objects.get(issuer="Sở Nội vụ"))
    assert (
        client.post(f"/van-ban/{document.pk}/hieu-luc/", {**base, "thay-the-boi": chosen}).status_code == 302
    )


def test_only_the_office_says_it(
    make: Callable[..., Document], office: User, reader: User, make_user: Callable[..., User]
) -> None:
    document = make()
    address = f"/api/v1/documents/{document.pk}/validity"
    body = {"validity": "expired", "valid_to": "2026-05-01", "reason": "Hết giai đoạn"}
    officer = make_user("can-bo", "reader")
    for user in (reader, officer):
        client = signed_in(user)
        assert client.post(f"/van-ban/{document.pk}/hieu-luc/", {}).status_code == 403
        assert client.put(address, body, content_type="application/json").status_code == 403
        assert "hl-ly-do" not in client.get(f"/van-ban/{document.pk}/?xem=van-ban").content.decode()
    answer = signed_in(office).put(address, body, content_type="application/json")
    assert answer.status_code == 200
    assert (answer.json()["validity"], answer.json()["valid_to"]) == ("expired", "2026-05-01")
    listed = signed_in(reader).get("/api/v1/documents", {"validity": "expired"}).json()["items"]
    assert [row["id"] for row in listed] == [document.pk]
    for wrong in ({"replaced_by_id": 10**9}, {"scope_id": 10**9}):
        answer = signed_in(office).put(address, {**body, **wrong}, content_type="application/json")
        assert answer.status_code == 404


def test_a_successor_readers_may_not_see_is_not_named_to_them(
    make: Callable[..., Document],
    keep: Keep,
    result: dict[str, Any],
    office: User,
    reader: User,
    at: datetime,
) -> None:
    document = make()
    result["document"] |= {"number": "99/KH-UBND", "title": "Chưa công bố"}
    hidden = keep(result).version.document
    effect = Effect("replaced", valid_to=ENDS, replaced_by=hidden)
    set_validity(document=document, effect=effect, reason="Có kế hoạch mới", by=office, at=at)
    seen = signed_in(reader).get(f"/api/v1/documents/{document.pk}").json()["document"]
    assert seen["replaced_by_id"] is None
    assert "99/KH-UBND" not in signed_in(reader).get(f"/van-ban/{document.pk}/?xem=van-ban").content.decode()
    document.refresh_from_db()
    assert queries.document_page(office, document).successor == hidden


def test_the_list_costs_the_same_for_many(
    make: Callable[..., Document], office: User, django_assert_num_queries: Any
) -> None:
    make()
    office.held  # noqa: B018 - the roles are read once for a request
    with django_assert_num_queries(1):
        assert len(queries.document_list(office)) == 1
    for n in range(5):
        make(number=f"{n + 1}/KH")
    with django_assert_num_queries(1):
        assert len(queries.document_list(office)) == 6
