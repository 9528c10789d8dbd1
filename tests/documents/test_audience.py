"""Who reads a restricted document: its audience, the office, leaders of the province, and nobody else."""

import copy
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from hatang.accounts.models import Unit, User
from hatang.base import filestore
from hatang.base.history import history_of
from hatang.base.refusal import Refusal
from hatang.documents import access, queries
from hatang.documents.actions import StaleDocument, last_audience_word, set_audience
from hatang.documents.models import Audience, Document, Extraction
from hatang.notices import subjects
from hatang.notices.actions import Raised, raise_obstacle, write_comment
from hatang.programme.models import Conflict, Obligation, Plan

pytestmark = pytest.mark.django_db

SECRET = "Kế hoạch bảo vệ trung tâm dữ liệu Quế Võ"
TARGET = {
    "path": "PL1.1", "text": "Số trạm phát sóng dự phòng Quế Võ", "comparator": "ge", "value": 12,
    "value_max": None, "unit": "trạm", "due": None, "lead": ["Sở Xây dựng"], "support": [], "direct": [],
    "note": None, "same_as": [], "spans": {}, "confidence": {},
}  # fmt: skip


@dataclass
class House:
    """An open plan and a restricted one, and who may ask for them."""

    open: Plan
    hidden: Plan
    readers: dict[str, User]
    outsiders: dict[str, User]


@pytest.fixture
def house(
    publish: Callable[..., Plan],
    result: dict[str, Any],
    agencies: Any,
    make_user: Callable[..., User],
    make_unit: Callable[..., Unit],
    make_row: Callable[..., dict[str, Any]],
    office: User,
    at: datetime,
) -> House:
    """The department of building and all operators are the audience."""
    first = publish(copy.deepcopy(result))
    result["document"] |= {
        "number": "95/KH-UBND", "title": SECRET,
        "cites": [{"number": "94/KH-UBND", "kind": "plan", "date": "2025-10-06", "issuer": None}],
    }  # fmt: skip
    result["targets"] = [TARGET]
    result["tasks"] = [make_row("I.1", "Canh gác trung tâm dữ liệu Quế Võ", lead=["Sở Xây dựng"])]
    second = publish(result)
    units = agencies.units
    set_audience(
        document=second.document,
        units=[units["sxd"]],
        groups=[agencies.groups["vien-thong"]],
        is_restricted=True,
        reason="Liên quan an ninh mạng",
        by=office,
        at=at,
    )
    division = make_unit("sxd-p1", "Phòng Hạ tầng Sở Xây dựng", "division", parent=units["sxd"])
    return House(
        first,
        second,
        {
            "office": office,
            "administrator": make_user("quan-tri-2", "administrator"),
            "member": make_user("can-bo-sxd", "officer", units["sxd"]),
            "division": make_user("can-bo-phong", "officer", division),
            "of a group": make_user("can-bo-vnpt", "officer", units["vnpt"]),
            "province": make_user("lanh-dao-tinh", "leader", units["ubnd-tinh"]),
        },
        {
            "officer": make_user("can-bo-skhcn", "officer", units["skhcn"]),
            "leader": make_user("giam-doc-khac", "leader", units["skhcn"]),
            "reader": make_user("nguoi-xem", "reader"),
        },
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def own_addresses(plan: Plan) -> list[str]:
    """Every address of a document and of what follows from it."""
    document, version = plan.document_id, plan.version
    file = version.files.get()
    task, target = plan.tasks.get(), plan.targets.get()
    return [
        f"/van-ban/{document}/",
        f"/van-ban/{document}/?xem=van-ban",
        f"/nhiem-vu/{task.pk}/",
        f"/chi-tieu/{target.pk}/",
        f"/api/v1/documents/{document}",
        f"/api/v1/documents/{document}/text",
        f"/api/v1/documents/{document}/changes?old=1&new=1",
        f"/api/v1/files/{file.pk}",
        f"/api/v1/tasks/{task.pk}",
        f"/api/v1/targets/{target.pk}",
    ]


SEARCHES = ["/tim-kiem/?tim=que+vo", "/tim-kiem/?tim=qe+vo", "/tim-kiem/?tim=95"]


def lists(client: Client) -> list[str]:
    """Every page and every list of the API whose address asks for nothing."""
    found = [*SEARCHES, *(path for path in _addresses(get_resolver().url_patterns) if "<" not in path)]
    api = client.get("/api/v1/openapi.json").json()["paths"]
    found += [path for path, ways in api.items() if "get" in ways and "{" not in path]
    return [path for path in found if client.get(path).status_code == 200]


def _addresses(patterns: Any, before: str = "/") -> Iterator[str]:
    for one in patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _addresses(one.url_patterns, address)
        else:
            yield address


def said_by(client: Client, address: str) -> str:
    answer: Any = client.get(address, follow=True)
    assert answer.status_code == 200, address
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    # A search marks what it found, word by word; columns of the map are numbers.
    return content.decode(errors="replace").replace("<mark>", "").replace("</mark>", "")


def test_the_audience_reads_everything_and_others_are_told_there_is_nothing(house: House) -> None:
    addresses = own_addresses(house.hidden)
    for name, user in house.readers.items():
        client = signed_in(user)
        for address in addresses:
            answer: Any = client.get(address)
            assert answer.status_code == 200, (name, address)
        assert "Quế Võ" in said_by(client, "/van-ban/"), name
        assert "Quế Võ" in said_by(client, "/nhiem-vu/"), name
        assert "Quế Võ" in said_by(client, "/tim-kiem/?tim=que+vo"), name
    for name, user in house.outsiders.items():
        client = signed_in(user)
        for address in addresses:
            assert client.get(address).status_code == 404, (name, address)


def test_no_list_names_it_or_counts_it_for_an_outsider(house: House, agencies: Any) -> None:
    unit, cited = agencies.units["sxd"].pk, house.open.document_id
    for name, user in house.outsiders.items():
        client = signed_in(user)
        addresses = lists(client)
        assert {"/", "/nhiem-vu/", "/mau-thuan/", "/api/v1/tasks", "/van-ban/quan-he/"} <= set(addresses)
        for address in [*addresses, f"/don-vi/{unit}/", f"/van-ban/{cited}/?xem=van-ban"]:
            text = said_by(client, address)
            assert "Quế Võ" not in text.replace("qe vo", ""), (name, address)
            assert "95/KH-UBND" not in text, (name, address)
    # Without the document every count is the same.
    plan = house.hidden
    figures = {
        name: (
            signed_in(user).get("/api/v1/overview").json(),
            len(signed_in(user).get("/api/v1/tasks").json()["items"]),
        )
        for name, user in house.outsiders.items()
    }
    Conflict.objects.all().delete()
    Obligation.objects.filter(task__plan=plan).delete()
    plan.tasks.all().delete()
    plan.targets.all().delete()
    plan.delete()
    for name, user in house.outsiders.items():
        client = signed_in(user)
        now = client.get("/api/v1/overview").json(), len(client.get("/api/v1/tasks").json()["items"])
        assert now == figures[name]


@pytest.mark.django_db(transaction=True)
def test_no_sheet_holds_it_for_an_outsider(house: House) -> None:
    for address in ("/van-ban/", "/nhiem-vu/", "/chi-tieu/", "/nhiem-vu/6-ro/", "/mau-thuan/"):
        for user, is_there in ((house.outsiders["officer"], False), (house.readers["member"], True)):
            answer: Any = signed_in(user).get(address, {"dinh-dang": "csv"})
            sheet = b"".join(answer.streaming_content).decode()
            answer.close()
            if address != "/mau-thuan/":
                assert ("Quế Võ" in sheet or "95/KH-UBND" in sheet) is is_there, address


@pytest.mark.django_db(transaction=True)
def test_the_original_is_fetched_by_its_audience_only(house: House) -> None:
    file = house.hidden.version.files.get()
    house.hidden.version.files.update(sha256=filestore.store([b"x"]).sha256)
    for address in (f"/van-ban/tep/{file.pk}/ban-goc/", f"/api/v1/files/{file.pk}/content"):
        for user in house.readers.values():
            answer = signed_in(user).get(address)
            assert answer.status_code == 200
            answer.close()
        for user in house.outsiders.values():
            assert signed_in(user).get(address).status_code == 404


def test_obstacles_and_words_about_it_are_hidden_with_it(house: House, agencies: Any, at: datetime) -> None:
    task = house.hidden.tasks.get()
    member = house.readers["member"]
    subject = subjects.seen(member, "task", [task.pk])[task.pk]
    to, day = agencies.units["skhcn"], date(2099, 1, 1)
    said = Raised("Thiếu cán bộ gác Quế Võ", "Xin thêm", "Bổ sung", to, day, subject)
    obstacle = raise_obstacle(said=said, mark=uuid4(), by=member, at=at)
    write_comment(subject=subject, text="Đã gác Quế Võ", mark=uuid4(), by=member, at=at)
    for user in house.outsiders.values():
        client = signed_in(user)
        for address in lists(client):
            assert "Quế Võ" not in said_by(client, address), address
        assert client.get(f"/vuong-mac/{obstacle.pk}/").status_code == 404
    assert "Quế Võ" in said_by(signed_in(member), "/vuong-mac/")


def test_an_outsider_cannot_write_about_it(house: House) -> None:
    owed = Obligation.objects.get(task__plan=house.hidden)
    task = owed.task_id
    for user in house.outsiders.values():
        client = signed_in(user)
        for address in (f"/nhiem-vu/nghia-vu/{owed.pk}/", f"/nhiem-vu/nghia-vu/{owed.pk}/buoc/"):
            assert client.post(address, {"tinh-trang": "done"}).status_code == 404
        put = client.put(f"/api/v1/obligations/{owed.pk}", {"state": "done"}, content_type="application/json")
        assert put.status_code == 404
    member = signed_in(house.readers["member"])
    put = member.put(
        f"/api/v1/obligations/{owed.pk}", {"state": "in_progress"}, content_type="application/json"
    )
    assert (put.status_code, task) == (200, owed.task_id)


def test_a_former_member_of_the_group_reads_it_no_longer(house: House, agencies: Any) -> None:
    user = house.readers["of a group"]
    assert house.hidden.document in access.visible_documents(user)
    agencies.groups["vien-thong"].memberships.update(valid_to="2026-05-01", valid_from="2020-01-01")
    assert house.hidden.document not in access.visible_documents(user)


def test_only_the_office_says_for_whom_it_is(house: House) -> None:
    address = f"/van-ban/{house.hidden.document_id}/doi-tuong/"
    api = f"/api/v1/documents/{house.hidden.document_id}/audience"
    body = {"is_restricted": False, "reason": "Đã công bố"}
    for name in ("member", "province"):
        client = signed_in(house.readers[name])
        assert client.post(address, {}).status_code == 403
        assert client.put(api, body, content_type="application/json").status_code == 403
    outsider = signed_in(house.outsiders["officer"])
    assert outsider.post(address, {}).status_code == 404
    assert outsider.put(api, body, content_type="application/json").status_code == 404
    answer = signed_in(house.readers["office"]).put(api, body, content_type="application/json")
    assert (answer.status_code, answer.json()["is_restricted"]) == (200, False)
    assert outsider.get(f"/van-ban/{house.hidden.document_id}/").status_code == 200
    wrong = {**body, "unit_ids": [10**9]}
    assert (
        signed_in(house.readers["office"]).put(api, wrong, content_type="application/json").status_code == 400
    )


def test_recipients_are_proposed_and_corrected_on_the_page(
    keep: Callable[..., Extraction], result: dict[str, Any], agencies: Any, office: User
) -> None:
    result["document"]["recipients"] = [
        "Như trên", "Các doanh nghiệp viễn thông; Sở Xây dựng (để p/h)", "Hội Nuôi ong", "Lưu: VT",
    ]  # fmt: skip
    result["tasks"][0]["lead"] = ["Sở Thông tin và Truyền thông", "Sở Giáo dục và Đào tạo"]
    text = "HỎA TỐC\nKính gửi: Sở Nông nghiệp và Môi trường\nThực hiện"
    extraction = keep(result, text)
    document = extraction.version.document
    found = queries.proposed_audience(document, extraction)
    names = [one.name for one in found.chosen]
    assert names == ["Sở Nông nghiệp và Môi trường", "Các doanh nghiệp viễn thông", "Sở Xây dựng"]
    assert all(one.is_chosen for one in found.chosen)
    assert (found.unknown, found.marks) == (["Hội Nuôi ong"], ["HỎA TỐC"])
    assert "Sở Giáo dục và Đào tạo" in [one.name for one in found.in_tasks]
    assert not any(one.is_chosen for one in found.in_tasks)

    client = signed_in(office)
    page = said_by(client, f"/van-ban/{document.pk}/?xem=van-ban")
    assert "HỎA TỐC" in page
    assert not document.is_restricted
    sent = {
        "cho": [f"u{agencies.units['sxd'].pk}"], "them": "Công an tỉnh Bắc Ninh\n\nHội Nuôi ong",
        "han-che": "1", "ly-do": "Nội bộ", "thay": "",
    }  # fmt: skip
    refused = client.post(f"/van-ban/{document.pk}/doi-tuong/", sent)
    assert refused.status_code == 400
    assert "Hội Nuôi ong" in refused.content.decode()
    assert not Audience.objects.exists()
    answer = client.post(f"/van-ban/{document.pk}/doi-tuong/", {**sent, "them": "Công an tỉnh"})
    assert answer.status_code == 302
    document.refresh_from_db()
    assert document.is_restricted
    assert [str(row) for row in queries.audience_of(document)] == ["Công an tỉnh Bắc Ninh", "Sở Xây dựng"]
    again = queries.proposed_audience(document, extraction)
    assert {one.name for one in again.chosen if one.is_chosen} == {"Công an tỉnh Bắc Ninh", "Sở Xây dựng"}


def test_a_closed_recipient_brings_its_heirs(
    keep: Callable[..., Extraction], result: dict[str, Any], agencies: Any, at: datetime
) -> None:
    from hatang.accounts.models import UnitSuccessor

    units = agencies.units
    UnitSuccessor.objects.create(unit=units["stttt"], successor=units["skhcn"], on="2025-07-01")
    result["document"] |= {"recipients": ["Sở Thông tin và Truyền thông"], "date": "2024-05-05"}
    extraction = keep(result)
    found = queries.proposed_audience(extraction.version.document, extraction)
    assert [one.name for one in found.chosen] == ["Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"]


def test_a_restriction_needs_a_reason_and_a_stale_form_is_told(
    house: House, agencies: Any, office: User, at: datetime
) -> None:
    document = Document.objects.get(pk=house.hidden.document_id)
    units = [agencies.units["sxd"]]

    def say(**values: Any) -> Document:
        usual = {
            "units": units,
            "groups": [],
            "is_restricted": True,
            "reason": "Vì vậy",
            "by": office,
            "at": at,
        }
        return set_audience(document=document, **{**usual, **values})

    for reason, restricted in (("", True), (" ", False), ("x" * 2001, True)):
        with pytest.raises(Refusal) as told:
            say(reason=reason, is_restricted=restricted)
        assert told.value.field == "ly-do"
    with pytest.raises(StaleDocument):
        say(seen="2020-01-01T00:00:00+00:00")
    say(seen=last_audience_word(document))
    assert [row.group for row in queries.audience_of(document)] == [None]
    say(seen="", reason="lần hai")  # the same again
    document.refresh_from_db()
    assert document.audience_reason == "Vì vậy"
    assert [entry.action for entry in history_of(document)].count("documents.set_audience") == 2


def test_the_audit_page_is_for_administrators_only(house: House) -> None:
    for user in (*house.outsiders.values(), house.readers["member"], house.readers["office"]):
        assert signed_in(user).get("/nhat-ky/", {"loai": "documents.document"}).status_code == 403


def test_a_hidden_document_is_no_link_where_an_open_one_names_it(
    house: House, keep: Callable[..., Extraction], result: dict[str, Any], office: User, at: datetime
) -> None:
    from hatang.documents.actions import mark_published

    result["document"] |= {
        "number": "96/KH-UBND",
        "title": "Kế hoạch khác",
        "cites": [{"number": "95/KH-UBND", "kind": "plan", "date": "2025-10-06", "issuer": None}],
    }
    citing = keep(result).version
    mark_published(version=citing, by=office, at=at)
    [link] = queries.document_page(office, citing.document).citations
    assert link.cited == house.hidden.document
    [link] = queries.document_page(house.outsiders["reader"], citing.document).citations
    assert (link.number, link.cited) == ("95/KH-UBND", None)
    api = signed_in(house.outsiders["reader"]).get(f"/api/v1/documents/{citing.document_id}").json()
    assert api["citations"][0]["cited_id"] is None
    page = said_by(signed_in(house.outsiders["reader"]), f"/van-ban/{citing.document_id}/?xem=van-ban")
    assert SECRET not in page
