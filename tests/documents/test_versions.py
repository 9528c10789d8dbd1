"""Readings become documents, versions and citations."""

import copy
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from hatang.accounts.actions import put_unit
from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import NotFound
from hatang.documents import access, queries
from hatang.documents.actions import confirm_identity, keep_reading, mark_published, start_run
from hatang.documents.models import Document, Extraction, ParseRun
from hatang.documents.reading import Reading

pytestmark = pytest.mark.django_db

Keep = Callable[..., Extraction]


def test_a_first_file_makes_a_document_with_everything_the_letterhead_says(
    keep: Keep, result: dict[str, Any], at: datetime
) -> None:
    province = put_unit(code="ubnd", name="Ủy ban nhân dân tỉnh Bắc Ninh", kind="province", by=None, at=at)
    extraction = keep(result)
    document = extraction.version.document
    assert (document.number, document.issued_on, document.kind) == ("94/KH-UBND", date(2025, 10, 6), "plan")
    assert (document.signatory_position, document.issuer_unit) == ("Phó Chủ tịch", province)
    assert (extraction.n_tasks, extraction.n_targets, extraction.n_warnings) == (3, 0, 1)
    assert [(one.path, one.start, one.end) for one in extraction.provisions.all()] == [("I", 0, 8)]
    assert extraction.run.state == "done"
    assert extraction.run.file.version == extraction.version


def test_a_file_that_says_the_same_joins_the_version(keep: Keep, result: dict[str, Any]) -> None:
    docx, scan = keep(result), keep(result)
    assert docx.version == scan.version
    assert docx.version.files.count() == 2


def test_a_file_that_says_something_else_is_a_new_current_version(keep: Keep, result: dict[str, Any]) -> None:
    first = keep(result)
    result["tasks"].pop()
    result["document"]["title"] = "Kế hoạch phát triển hạ tầng số (điều chỉnh)"
    second = keep(result)
    assert second.version.document == first.version.document
    first.version.refresh_from_db()
    assert (first.version.is_current, second.version.is_current, second.version.ordinal) == (False, True, 2)
    assert Document.objects.get().title.endswith("(điều chỉnh)")


def test_readers_see_nothing_of_a_newer_wording_before_it_is_published(
    keep: Keep, result: dict[str, Any], office: User, reader: User, at: datetime
) -> None:
    mark_published(version=keep(result).version, by=office, at=at)
    result["document"]["title"] = "Bản dự thảo"
    result["tasks"].pop()
    draft = keep(result).version
    [seen] = queries.document_list(reader)
    assert (seen.title, seen.n_tasks, seen.n_versions) == ("Kế hoạch phát triển hạ tầng số", 3, 1)
    assert not seen.is_waiting
    [followed] = queries.document_list(office)
    assert (followed.n_tasks, followed.n_versions, followed.is_waiting) == (2, 2, True)
    mark_published(version=draft, by=office, at=at)
    [seen] = queries.document_list(reader)
    assert (seen.title, seen.n_tasks, seen.n_versions) == ("Bản dự thảo", 2, 2)


def test_a_published_file_read_anew_is_shown_to_readers_once_it_is_published_again(
    keep: Keep, result: dict[str, Any], office: User, reader: User, at: datetime
) -> None:
    first = keep(result)
    mark_published(version=first.version, by=office, at=at)
    result["tasks"][0]["lead"] = ["Sở Xây dựng"]
    later = at + timedelta(hours=1)
    run = ParseRun.objects.create(file=first.run.file, requested_at=later, requested_by=office)
    started = start_run(run_id=run.pk, at=later)
    assert started is not None
    second = keep_reading(run=started, reading=Reading("Mục tiêu", [], result), at=later)
    assert second is not None
    assert second.version == first.version

    document = first.version.document
    assert queries.document_page(reader, document).extraction == first
    assert queries.newest_extraction(reader, document) == first
    page = queries.document_page(office, document)
    assert (page.extraction, page.is_publishable) == (second, True)
    mark_published(version=first.version, by=office, at=later)
    assert queries.document_page(reader, document).extraction == second
    assert not queries.document_page(office, document).is_publishable


def test_two_versions_are_compared_by_place_and_words(
    keep: Keep, result: dict[str, Any], office: User
) -> None:
    first = keep(result)
    changed = copy.deepcopy(result)
    changed["tasks"][0]["due"]["end"] = "2027-12-31"
    changed["tasks"][2] = {
        **changed["tasks"][2],
        "path": "PL2.9",
        "text": "Kiểm tra hệ thống mỗi quý một lần",
    }
    second = keep(changed)
    comparison = queries.compare_versions(office, first.version, second.version)
    found = [(item.change, item.fields) for item in comparison.tasks]
    assert found == [("changed", ("due",)), ("same", ()), ("added", ()), ("removed", ())]
    assert comparison.n_changes == 3


def test_a_citation_finds_its_document_whichever_comes_first(keep: Keep, result: dict[str, Any]) -> None:
    citing = keep(result)
    assert [(c.number, c.cited) for c in citing.version.citations.all()] == [
        ("1132/QĐ-TTg", None),
        ("17/KH-UBND", None),
    ]
    later = copy.deepcopy(result)
    later["document"] |= {"number": "1132/QĐ-TTg", "date": "2024-10-09", "issuer": "Thủ tướng", "cites": []}
    decision = keep(later).version.document
    assert citing.version.citations.first().cited == decision  # type: ignore[union-attr]
    third = copy.deepcopy(result)
    third["document"]["number"] = "109/KH-UBND"
    assert keep(third).version.citations.first().cited == decision  # type: ignore[union-attr]


def test_a_citation_of_another_year_is_not_this_document(keep: Keep, result: dict[str, Any]) -> None:
    citing = keep(result)
    other = copy.deepcopy(result)
    other["document"] |= {"number": "1132/QĐ-TTg", "date": "2020-01-01", "cites": []}
    keep(other)
    assert citing.version.citations.first().cited is None  # type: ignore[union-attr]


def test_a_document_without_a_number_waits_for_a_persons_word(
    keep: Keep, result: dict[str, Any], office: User, at: datetime
) -> None:
    result["document"] |= {"number": None, "date": "2026-01"}
    document = keep(result).version.document
    assert not document.is_identity_confirmed
    assert (document.issued_on, document.is_issued_day_known) == (date(2026, 1, 1), False)
    assert confirm_identity(document=document, by=office, at=at).is_identity_confirmed
    assert history_of(document)[-1].actor_id == office.pk
    assert history_of(document)[-1].action == "documents.confirm_identity"


def test_the_office_sees_every_version_a_reader_the_published_ones_a_stranger_none(
    keep: Keep, result: dict[str, Any], office: User, reader: User, at: datetime
) -> None:
    first = keep(result)
    document = first.version.document
    assert access.get_document(office, document.pk) == document
    with pytest.raises(NotFound):
        access.get_document(reader, document.pk)
    mark_published(version=first.version, by=office, at=at)
    result["tasks"].pop()
    second = keep(result)
    assert access.get_document(reader, document.pk) == document
    assert queries.document_page(office, document).version == second.version
    assert queries.document_page(reader, document).version == first.version
    assert access.get_file(reader, first.run.file_id)
    for forbidden in (
        lambda: access.get_file(reader, second.run.file_id),
        lambda: access.get_version(reader, second.version_id),
        lambda: access.get_run(reader, second.run_id),
        lambda: queries.document_page(reader, document, ordinal=2),
        lambda: access.get_document(AnonymousUser(), document.pk),
        lambda: access.get_file(AnonymousUser(), first.run.file_id),
    ):
        with pytest.raises(NotFound):
            forbidden()


def test_a_version_keeps_who_published_it_first(
    keep: Keep, result: dict[str, Any], office: User, administrator: User, at: datetime
) -> None:
    version = keep(result).version
    mark_published(version=version, by=office, at=at)
    assert mark_published(version=version, by=administrator, at=at).published_by == office


def test_the_list_of_documents_costs_the_same_however_long_it_is(
    keep: Keep, result: dict[str, Any], office: User, django_assert_num_queries: Any
) -> None:
    for number in range(6):
        result["document"]["number"] = f"{number}/KH-UBND"
        keep(result)
    office.held  # noqa: B018 - the roles are read once for a request
    with django_assert_num_queries(1):
        rows = list(queries.document_list(office, text="ha tang so"))
    assert len(rows) == 6
    assert {(row.n_tasks, row.n_versions, row.is_published) for row in rows} == {(3, 1, False)}  # type: ignore[attr-defined]
    assert not queries.document_list(office, text="giao thông").exists()


def test_a_page_of_a_document_costs_the_same_however_much_it_holds(
    keep: Keep, result: dict[str, Any], office: User, django_assert_max_num_queries: Any
) -> None:
    for _again in range(3):
        result["tasks"].pop()
        document = keep(result).version.document
    with django_assert_max_num_queries(7):
        page = queries.document_page(office, document)
    assert [version.ordinal for version in page.versions] == [3, 2, 1]


def test_the_api_compares_versions_and_confirms_what_a_document_is(
    keep: Keep, result: dict[str, Any], client: Client, office: User, reader: User
) -> None:
    result["document"]["number"] = None
    document = keep(result).version.document
    result["tasks"].pop()
    keep(result)
    address = f"/api/v1/documents/{document.pk}"
    client.force_login(reader)
    assert client.post(f"{address}/confirm").status_code == 403
    client.force_login(office)
    found = client.get(f"{address}/changes?old=1&new=2").json()
    assert (found["n_changes"], found["tasks"][-1]["change"]) == (1, "removed")
    assert client.get(f"{address}/changes?old=1&new=9").status_code == 404
    assert client.get(f"{address}/changes?old=0&new=1").status_code == 422
    assert client.post(f"{address}/confirm").json()["is_identity_confirmed"] is True
