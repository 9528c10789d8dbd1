"""Review before it counts: corrections laid over the reading, undone, published, and told apart by person."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.models import User
from hatang.base.refusal import Conflict, NotFound, Refusal
from hatang.documents.actions import (
    StaleReview,
    add_item,
    correct_item,
    drop_item,
    merge_items,
    split_item,
    undo_correction,
)
from hatang.documents.labels import labelled_cases, to_lines
from hatang.documents.models import Correction, Extraction
from hatang.documents.overlay import Step, corrected
from hatang.documents.typed import as_meant, as_typed
from hatang.programme.actions import publish_plan
from hatang.programme.models import Plan

pytestmark = pytest.mark.django_db


def paths(result: dict[str, Any], kind: str = "tasks") -> list[tuple[str, str]]:
    return [(row["key"], row["text"]) for row in result[kind]]


ROWS = {
    "tasks": [
        {"path": "1", "text": "Một", "lead": ["A"], "gaps": ["time"], "spans": {"text": [[0, 3, None]]}},
        {"path": "2", "text": "Hai", "lead": ["B"], "gaps": [], "spans": {"text": [[4, 7, None]]}},
    ],
    "targets": [],
}


def test_without_corrections_the_reading_stands() -> None:
    assert paths(corrected(ROWS, [])) == [("0", "Một"), ("1", "Hai")]
    assert "key" not in ROWS["tasks"][0]


def test_a_field_is_set_and_no_longer_doubted_or_missing() -> None:
    due = {"kind": "by", "end": "2026-12-31"}
    row = corrected(ROWS, [Step(1, "set", "tasks", "0", "due", due)])["tasks"][0]
    assert (row["due"], row["confidence"]["due"], row["gaps"]) == (due, 1.0, [])
    emptied = corrected(ROWS, [Step(1, "set", "tasks", "1", "lead", [])])["tasks"][1]
    assert emptied["gaps"] == ["people", "responsibility"]


def test_items_are_dropped_added_split_and_merged() -> None:
    steps = [
        Step(1, "split", "tasks", "0", value=[{"text": "Một a"}, {"text": "Một b"}]),
        Step(2, "set", "tasks", "0.2", "product", "Báo cáo"),
        Step(3, "add", "tasks", "1", value={"path": "2", "text": "Ba"}),
        Step(4, "drop", "tasks", "1"),
    ]
    shown = corrected(ROWS, steps)
    assert paths(shown) == [("0.1", "Một a"), ("0.2", "Một b"), ("+3", "Ba")]
    assert (shown["tasks"][1]["product"], shown["tasks"][1]["lead"]) == ("Báo cáo", ["A"])
    merged = corrected(ROWS, [Step(1, "merge", "tasks", "0", value=["1"])])["tasks"]
    assert [(row["text"], row["lead"]) for row in merged] == [("Một; Hai", ["A", "B"])]
    assert merged[0]["spans"]["text"] == [[0, 3, None], [4, 7, None]]


def test_a_merge_keeps_the_first_deadline_product_and_figure_that_are_said() -> None:
    due = {"kind": "by", "end": "2026-12-15"}
    first = {
        "path": "1",
        "text": "Một",
        "lead": [],
        "due": {"kind": "none"},
        "gaps": ["time", "people", "authority"],
    }
    second = {
        "path": "2",
        "text": "Hai",
        "lead": ["B"],
        "due": due,
        "product": "Báo cáo",
        "value": 5.0,
        "unit": "km",
    }
    rows = {"tasks": [first, second], "targets": []}
    (row,) = corrected(rows, [Step(1, "merge", "tasks", "0", value=["1"])])["tasks"]
    assert (row["due"], row["product"], row["value"], row["unit"]) == (due, "Báo cáo", 5.0, "km")
    assert row["gaps"] == ["authority"]
    (row,) = corrected(rows, [Step(1, "merge", "tasks", "1", value=["0"])])["tasks"]
    assert row["due"] == due


def test_the_order_of_numbers_counts_and_what_is_gone_is_left_alone() -> None:
    steps = [Step(2, "set", "tasks", "0", "text", "Muộn"), Step(1, "drop", "tasks", "0")]
    assert paths(corrected(ROWS, steps)) == [("1", "Hai")]


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("text", "  Hai \n dòng ", "Hai dòng"),
        ("lead", "Sở A; Sở B;\nSở C", ["Sở A", "Sở B", "Sở C"]),
        ("product", "", None),
        ("value", "≥ 1.234,5 km", {"value": 1234.5, "value_max": None, "comparator": "ge", "unit": "km"}),
        ("value", "75–100 %", {"value": 75.0, "value_max": 100.0, "comparator": "range", "unit": "%"}),
        ("value", "", {"value": None, "value_max": None, "comparator": "none", "unit": None}),
    ],
)
def test_what_is_typed_is_understood(field: str, typed: str, meant: Any) -> None:
    assert as_meant(field, typed) == meant


def test_a_deadline_is_read_by_the_same_grammar_as_documents() -> None:
    due = as_meant("due", "Trước ngày 05/5/2026")
    assert (due["kind"], due["end"], due["before"]) == ("by", "2026-05-05", True)
    assert as_meant("due", "")["kind"] == "none"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("text", " "),
        ("due", "lúc nào đó"),
        ("value", "nhiều"),
        ("value", "99.5 %"),
        ("value", "12.34"),
        ("value", "0.5 km"),
        ("value", "9" * 400),
        ("text", "x" * 10_001),
    ],
)
def test_what_cannot_be_understood_is_refused_by_its_field(field: str, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        as_meant(field, typed)
    assert refused.value.field == field


def test_a_figure_is_shown_as_it_may_be_typed() -> None:
    for typed in ("≥ 90 %", "75–100 %", "4 kết nối/người"):
        assert as_typed(as_meant("value", typed), "value") == typed


@pytest.fixture
def reading(agencies: object, keep: Callable[..., Extraction], result: dict[str, Any]) -> Extraction:
    return keep(result)


@pytest.fixture
def colleague(make_user: Callable[..., User]) -> User:
    return make_user("dong-nghiep", role="office")


def correct(reading: Extraction, by: User, at: datetime, item: str = "0", **typed: str) -> list[Correction]:
    return correct_item(
        extraction=reading, kind="tasks", item=item, typed=typed, revision=reading.revision, by=by, at=at
    )


def test_only_the_fields_that_differ_are_kept(reading: Extraction, office: User, at: datetime) -> None:
    made = correct(
        reading, office, at, text="Xây dựng kế hoạch phát triển  trạm 5G", product="Kế hoạch", note=""
    )
    assert [(one.field, one.before, one.after) for one in made] == [("product", None, "Kế hoạch")]


def test_two_reviewers_do_not_overwrite_each_other(
    reading: Extraction, office: User, colleague: User, at: datetime
) -> None:
    correct(reading, office, at, product="Kế hoạch")
    with pytest.raises(StaleReview, match=str(office)):
        correct(reading, colleague, at, product="Đề án")
    # Another item is nobody's business but the second reviewer's.
    correct(reading, colleague, at, item="1", product="Quy định")
    reading.refresh_from_db()
    assert [row["product"] for row in reading.corrected()["tasks"][:2]] == ["Kế hoạch", "Quy định"]


def test_one_text_that_is_not_understood_keeps_everything_as_it_was(
    reading: Extraction, office: User, at: datetime
) -> None:
    with pytest.raises(Refusal):
        correct(reading, office, at, product="Kế hoạch", due="lúc nào đó")
    assert not Correction.objects.exists()


def test_a_correction_is_taken_back_the_last_one_first(
    reading: Extraction, office: User, at: datetime
) -> None:
    split = split_item(
        extraction=reading, kind="tasks", item="0", parts=["Một", "Hai"], revision=0, by=office, at=at
    )
    reading.refresh_from_db()
    assert reading.n_tasks == 4
    (on_part,) = correct(reading, office, at, item="0.1", product="Báo cáo")
    with pytest.raises(Conflict, match=r"later|sau"):
        undo_correction(correction=split, by=office, at=at)
    undo_correction(correction=on_part, by=office, at=at)
    undo_correction(correction=split, by=office, at=at)
    with pytest.raises(Conflict):
        undo_correction(correction=split, by=office, at=at)
    reading.refresh_from_db()
    assert reading.n_tasks == 3
    assert [row["text"] for row in reading.corrected()["tasks"]] == [
        row["text"] for row in reading.result["tasks"]
    ]


def test_parts_of_a_split_item_find_their_own_words(
    agencies: object, keep: Callable[..., Extraction], result: dict[str, Any], office: User, at: datetime
) -> None:
    text = "Ban hành quy chế; mua thiết bị; tập huấn"
    result["tasks"][0] |= {"text": text, "spans": {"text": [[5, 5 + len(text), 1]]}}
    reading = keep(result, f"a) b {text}.")
    split_item(
        extraction=reading, kind="tasks", item="0", parts=["Ban hành quy chế", "tập huấn"],
        revision=0, by=office, at=at,
    )  # fmt: skip
    spans = [row["spans"]["text"][0][:2] for row in reading.corrected()["tasks"][:2]]
    assert [reading.text[start:end] for start, end in spans] == ["Ban hành quy chế", "tập huấn"]


def test_parts_and_merges_that_make_no_sense_are_refused(
    reading: Extraction, office: User, at: datetime
) -> None:
    common: dict[str, Any] = {"extraction": reading, "kind": "tasks", "revision": 0, "by": office, "at": at}
    with pytest.raises(Refusal) as refused:
        split_item(**common, item="0", parts=["Một mình", " "])
    assert refused.value.field == "parts"
    with pytest.raises(Refusal):
        merge_items(**common, item="2")
    with pytest.raises(NotFound):
        drop_item(**common, item="77")
    with pytest.raises(NotFound):
        drop_item(**{**common, "kind": "people"}, item="0")
    with pytest.raises(Refusal):
        add_item(extraction=reading, kind="tasks", path=" ", typed={"text": "Việc"}, by=office, at=at)


def test_corrections_reach_the_programme_when_it_is_published_again(
    reading: Extraction, office: User, reader: User, at: datetime
) -> None:
    plan = publish_plan(version=reading.version, by=office, at=at)
    later = at + timedelta(hours=1)
    correct(reading, office, later, product="Kế hoạch", lead="Sở Xây dựng")
    reading.refresh_from_db()
    drop_item(extraction=reading, kind="tasks", item="2", revision=reading.revision, by=office, at=later)
    add_item(
        extraction=reading, kind="tasks", path="PL2.3",
        typed={"text": "Việc đọc sót", "lead": "VNPT Bắc Ninh"},
        by=office, at=later,
    )  # fmt: skip
    # Readers see what was published until somebody publishes again.
    assert reading.corrected(until=at)["tasks"][0]["product"] is None
    task = plan.tasks.get(path="PL2.1.1")
    assert task.product == ""
    plan = publish_plan(version=reading.version, by=office, at=later + timedelta(hours=1))
    task.refresh_from_db()
    assert (task.product, task.obligations.get(withdrawn_at=None).unit.code) == ("Kế hoạch", "sxd")
    live = plan.tasks.filter(withdrawn_at=None).values_list("text", flat=True)
    assert "Việc đọc sót" in live
    assert "Triển khai nền tảng IoT dùng chung" not in live
    assert (
        publish_plan(version=reading.version, by=office, at=later + timedelta(hours=2)).revision
        == plan.revision
    )


def test_labelled_cases_tell_words_prediction_and_correction(
    reading: Extraction, office: User, at: datetime
) -> None:
    correct(reading, office, at, product="Kế hoạch")
    (taken_back,) = correct(Extraction.objects.get(), office, at, item="1", product="Nhầm")
    undo_correction(correction=taken_back, by=office, at=at)
    (line,) = to_lines(labelled_cases()).splitlines()
    case = json.loads(line)
    assert (case["document"], case["path"], case["field"]) == ("94/KH-UBND", "PL2.1.1", "product")
    assert (case["predicted"], case["corrected"]) == (None, "Kế hoạch")


def test_the_office_corrects_by_form_and_others_may_not(
    reading: Extraction, office: User, reader: User, client: Client, at: datetime
) -> None:
    address = f"/van-ban/ban-doc/{reading.pk}/sua/"
    sent = {"thao-tac": "sua", "loai": "tasks", "muc": "0", "ban-sua": "0", "product": "Kế hoạch"}
    client.force_login(reader)
    assert client.post(address, sent).status_code == 403
    client.force_login(office)
    page = f"/van-ban/{reading.version.document_id}/?xem=nhiem-vu"
    assert 'name="ban-sua" value="0"' in client.get(page).content.decode()
    assert client.post(address, sent).status_code == 302
    shown = client.get(page).content.decode()
    assert "<ins>Kế hoạch</ins>" in shown
    # The same form once more: the page it came from is stale.
    stale = client.post(address, sent)
    assert stale.status_code == 409
    # What was typed stands in its form, to be saved again.
    assert 'value="Kế hoạch"' in stale.content.decode()
    assert client.post(address, {**sent, "thao-tac": "gi-do"}).status_code == 400
    added = {
        "loai": "tasks",
        "path": "II.9",
        "text": "<script>alert(1)</script> việc mới",
        "lead": "Sở Xây dựng",
    }
    for _doubled_click in range(2):
        assert client.post(f"/van-ban/ban-doc/{reading.pk}/them/", added).status_code == 302
    assert Correction.objects.filter(op="add").count() == 1
    shown = client.get(page).content.decode()
    assert "<script>alert" not in shown
    assert "việc mới" in shown
    undo = f"/van-ban/chinh-sua/{Correction.objects.last().pk}/hoan-tac/"  # type: ignore[union-attr]
    assert client.post(undo).status_code == 302
    assert client.post(undo).status_code == 409
    assert "việc mới</button>" not in client.get(page).content.decode()
    client.force_login(reader)
    assert client.post(undo).status_code == 403


def test_readers_see_the_corrections_that_were_published(
    reading: Extraction, office: User, reader: User, client: Client, at: datetime
) -> None:
    plan: Plan = publish_plan(version=reading.version, by=office, at=at)
    correct(reading, office, at + timedelta(minutes=5), product="Kế hoạch mới")
    page = f"/van-ban/{plan.document_id}/?xem=nhiem-vu"
    client.force_login(reader)
    assert "Kế hoạch mới" not in client.get(page).content.decode()
    client.force_login(office)
    shown = client.get(page).content.decode()
    assert "Kế hoạch mới" in shown
    assert "trinh-duyet" in shown
    publish_plan(version=reading.version, by=office, at=at + timedelta(minutes=9))
    client.force_login(reader)
    assert "Kế hoạch mới" in client.get(page).content.decode()
