"""The review page: several items made one, and nobody's words lost."""

import copy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.refusal import NotFound, Refusal
from hatang.documents.actions import StaleReview, add_item, correct_item, drop_item, merge_chosen, split_item
from hatang.documents.models import Correction, Extraction

pytestmark = pytest.mark.django_db

TEXT = "Ban hành quy chế; mua thiết bị; tập huấn; vận hành"
PARTS = TEXT.split("; ")


@pytest.fixture
def reading(
    keep: Callable[..., Extraction], result: dict[str, Any], make_row: Callable[..., dict[str, Any]]
) -> Extraction:
    """A document with four tasks, each at its own words."""
    said = copy.deepcopy(result)
    said["tasks"] = [
        make_row(f"II.{n}", part, spans={"text": [[TEXT.index(part), TEXT.index(part) + len(part), 1]]})
        for n, part in enumerate(PARTS, start=1)
    ]
    return keep(said, TEXT)


@pytest.fixture
def colleague(make_user: Callable[..., User]) -> User:
    """Another reviewer of the office."""
    return make_user("dong-nghiep", "office")


def merge(reading: Extraction, by: User, at: datetime, *items: str, revision: int = 0) -> Correction:
    return merge_chosen(extraction=reading, kind="tasks", items=items, revision=revision, by=by, at=at)


def tasks(reading: Extraction) -> list[dict[str, Any]]:
    return list(Extraction.objects.get(pk=reading.pk).corrected()["tasks"])


def test_any_chosen_items_become_one_in_their_order_with_their_spans(
    reading: Extraction, office: User, at: datetime
) -> None:
    merge(reading, office, at, "3", "1")
    rows = tasks(reading)
    assert [row["text"] for row in rows] == [PARTS[0], f"{PARTS[1]}; {PARTS[3]}", PARTS[2]]
    spans = [TEXT[start:end] for start, end, _page in rows[1]["spans"]["text"]]
    assert spans == [PARTS[1], PARTS[3]]
    assert rows[1]["path"] == "II.2"


def test_parts_of_a_split_item_are_merged_like_others(
    reading: Extraction, office: User, at: datetime
) -> None:
    split_item(
        extraction=reading,
        kind="tasks",
        item="0",
        parts=["Ban hành", "quy chế"],
        revision=0,
        by=office,
        at=at,
    )
    merge(reading, office, at, "0.2", "2", revision=1)
    assert [row["text"] for row in tasks(reading)] == ["Ban hành", f"quy chế; {PARTS[2]}", PARTS[1], PARTS[3]]


@pytest.mark.parametrize("items", [(), ("1",), ("1", "1"), tuple(map(str, range(51)))])
def test_one_item_alone_or_too_many_are_not_merged(
    items: tuple[str, ...], reading: Extraction, office: User, at: datetime
) -> None:
    with pytest.raises(Refusal) as told:
        merge(reading, office, at, *items)
    assert told.value.field == "muc-khac"


def test_what_is_not_there_or_was_corrected_meanwhile_is_not_merged(
    reading: Extraction, office: User, colleague: User, at: datetime
) -> None:
    with pytest.raises(NotFound):
        merge(reading, office, at, "0", "77")
    drop_item(extraction=reading, kind="tasks", item="3", revision=0, by=colleague, at=at)
    with pytest.raises(StaleReview):
        merge(reading, office, at, "0", "3")
    merge(reading, office, at, "0", "1")


def _forms(client: Client, reading: Extraction) -> dict[str, str]:
    """What the page puts into its forms now."""
    page = client.get(f"/van-ban/{reading.version.document_id}/?xem=nhiem-vu")
    return {"ban-sua": str(page.context["extraction"].revision), "mo-luc": page.context["opened_at"]}


def _correct(client: Client, reading: Extraction, **sent: str) -> Any:
    return client.post(f"/van-ban/ban-doc/{reading.pk}/sua/", {"loai": "tasks", **sent})


def test_a_stale_form_keeps_the_reviewers_words_and_takes_over_those_of_the_other(
    reading: Extraction, office: User, colleague: User, client: Client, at: datetime
) -> None:
    client.force_login(office)
    opened = _forms(client, reading)
    other = Client()
    other.force_login(colleague)
    theirs = {"lead": "Sở Xây dựng", "product": "Đề án"}
    _correct(other, reading, **_forms(other, reading), **{"thao-tac": "sua", "muc": "1"}, **theirs)
    mine = {
        "text": "Mua thiết bị đo", "lead": "Sở Khoa học và Công nghệ", "support": "", "direct": "",
        "due": "2026", "product": "Kế hoạch", "note": "",
    }  # fmt: skip
    stale = _correct(client, reading, **opened, **{"thao-tac": "sua", "muc": "1"}, **mine)
    assert stale.status_code == 409
    shown = {one.name: (one.text, one.now) for one in stale.context["refused"].typed}
    # My words stay, beside theirs; what I had not touched is theirs by now.
    assert shown["text"] == ("Mua thiết bị đo", "")
    assert shown["product"] == ("Kế hoạch", "Đề án")
    assert shown["lead"] == ("Sở Xây dựng", "")
    page = stale.content.decode()
    assert "Mua thiết bị đo</textarea>" in page
    assert str(colleague) in page
    again = {name: text for name, (text, _now) in shown.items()}
    fresh = {"ban-sua": "2", "mo-luc": stale.context["opened_at"]}
    assert _correct(client, reading, **fresh, **{"thao-tac": "sua", "muc": "1"}, **again).status_code == 302
    row = tasks(reading)[1]
    assert (row["text"], row["product"], row["lead"]) == ("Mua thiết bị đo", "Kế hoạch", ["Sở Xây dựng"])


def test_words_about_an_item_that_is_gone_can_be_added(
    reading: Extraction, office: User, colleague: User, client: Client
) -> None:
    client.force_login(office)
    opened = _forms(client, reading)
    drop_item(extraction=reading, kind="tasks", item="1", revision=0, by=colleague, at=clock.now())
    sent = {"thao-tac": "sua", "muc": "1", "text": "Mua thiết bị đo", "lead": "VNPT"}
    stale = _correct(client, reading, **opened, **sent)
    refused = stale.context["refused"]
    assert (stale.status_code, refused.item, refused.path) == (409, "", "II.2")
    assert 'value="VNPT"' in stale.content.decode()


def test_what_is_not_understood_is_said_beside_the_words(
    reading: Extraction, office: User, client: Client
) -> None:
    client.force_login(office)
    sent = {"thao-tac": "sua", "muc": "0", "due": "lúc nào đó", "text": "Ban hành quy chế mới"}
    answer = _correct(client, reading, **_forms(client, reading), **sent)
    assert answer.status_code == 400
    assert "Ban hành quy chế mới</textarea>" in answer.content.decode()
    added = {"loai": "tasks", "path": "III.1", "text": "Việc mới", "due": "lúc nào đó"}
    answer = client.post(f"/van-ban/ban-doc/{reading.pk}/them/", added)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'value="III.1"' in page
    assert "Việc mới</textarea>" in page


def test_chosen_items_are_merged_on_the_page_by_reviewers_only(
    reading: Extraction, office: User, reader: User, client: Client
) -> None:
    client.force_login(office)
    forms = _forms(client, reading)
    page = client.get(f"/van-ban/{reading.version.document_id}/?xem=nhiem-vu").content.decode()
    assert page.count('name="muc-khac"') == 4
    sent = {"loai": "tasks", "thao-tac": "gop-chon", "muc-khac": ["2", "0"], **forms}
    address = f"/van-ban/ban-doc/{reading.pk}/sua/"
    client.force_login(reader)
    assert client.post(address, sent).status_code == 403
    client.force_login(office)
    assert client.post(address, {**sent, "muc-khac": ["2"]}).status_code == 400
    assert client.post(address, sent).status_code == 302
    assert len(tasks(reading)) == 3
    # Sent twice: said, and still chosen.
    twice = client.post(address, sent)
    assert twice.status_code == 409
    assert twice.content.decode().count('data-row-key="x" checked') == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_item_sent_twice_at_once_is_added_once(
    reading: Extraction, office: User, at: datetime
) -> None:
    def add(_time: int) -> int:
        try:
            typed = {"text": "Việc đọc sót", "lead": "VNPT"}
            return add_item(extraction=reading, kind="tasks", path="II.9", typed=typed, by=office, at=at).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert len(set(threads.map(add, range(2)))) == 1
    assert Correction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_of_one_item_at_once_one_is_told(
    reading: Extraction, office: User, colleague: User, at: datetime
) -> None:
    def run(person: User) -> str:
        try:
            correct_item(
                extraction=reading, kind="tasks", item="0", typed={"product": str(person)}, revision=0,
                by=person, at=at,
            )  # fmt: skip
        except StaleReview:
            return "told"
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(run, [office, colleague])) == ["kept", "told"]
