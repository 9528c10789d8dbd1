"""Drafts are written here by several people, laid, sent back, numbered; nothing of anybody is overwritten."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as Word

from hatang.accounts.models import User
from hatang.base.charts import Chart, Series
from hatang.base.official import Official, Say
from hatang.base.papers import Part
from hatang.base.refusal import NotAllowed, Refusal
from hatang.documents.models import Document
from hatang.reporting import access
from hatang.reporting.actions import (
    DraftHasLeft,
    StaleDraft,
    keep_signed_file,
    lay_draft,
    make_draft,
    number_draft,
    return_draft,
    save_draft_text,
)
from hatang.reporting.models import DraftPaper
from hatang.reporting.outside import take_draft_numbers
from hatang.reporting.queries import plans_told_of
from hatang.reporting.rules.paper_content import changed, content_of, official_of
from hatang.reporting.rules.paper_kinds import PaperKind

from .conftest import PDF

ON = date(2026, 6, 1)
OFFICIAL = Official(
    issuer="Sở Xây dựng",
    symbol="TTr-SXD",
    place="Bắc Ninh",
    on=ON,
    kind="TỜ TRÌNH",
    subject="Về việc xem xét kết quả",
    body=[
        Say("I. SỰ CẦN THIẾT", is_bold=True),
        Say("Đoạn một."),
        Part(("TT", "Đơn vị"), (1, 9), [("1", "VNPT")]),
        Chart("Biểu đồ", ["VNPT"], [Series("Đúng hạn", [3])]),
    ],
    signs=["Giám đốc"],
    addressed=["UBND tỉnh"],
    recipients=[],
)


@pytest.fixture
def clerk(make_user: Callable[..., User], agencies: Any) -> User:
    """Numbers the documents of the department."""
    return make_user("van-thu", "clerk", agencies.units["sxd"])


@pytest.fixture
def draft(office: User, agencies: Any, at: Any) -> DraftPaper:
    """A draft of the department of construction."""
    unit = agencies.units["sxd"]
    return make_draft(
        kind=PaperKind.SUBMISSION, official=OFFICIAL, unit_id=unit.pk, mark=UUID(int=1), by=office, at=at
    )


def test_what_is_kept_is_the_same_document() -> None:
    assert official_of(json.loads(json.dumps(content_of(OFFICIAL)))) == Official(
        **{
            **vars(OFFICIAL),
            "body": [
                *OFFICIAL.body[:2],
                Part(["TT", "Đơn vị"], [1, 9], [["1", "VNPT"]]),
                Chart("Biểu đồ", ["VNPT"], [Series("Đúng hạn", [3])]),
            ],
        }
    )


def test_lines_become_paragraphs_and_empty_ones_are_left_out() -> None:
    typed = {
        "b-0": "",
        "b-1": "Đoạn một.\r\n\r\nĐoạn hai\x00.",
        "b-2-0-1": "VNPT\nViettel",
        "signs": "KT. Giám đốc\nPhó Giám đốc",
        "la": "x",
    }
    said = official_of(changed(content_of(OFFICIAL), typed))
    assert said.body[:2] == [Say("Đoạn một."), Say("Đoạn hai.")]
    assert isinstance(said.body[2], Part)
    assert list(said.body[2].lines) == [["1", "VNPT\nViettel"]]
    assert said.signs == ["KT. Giám đốc", "Phó Giám đốc"]
    assert said.subject == OFFICIAL.subject


@pytest.mark.django_db
def test_two_people_do_not_overwrite_each_other(
    draft: DraftPaper, office: User, make_user: Callable[..., User], at: Any
) -> None:
    colleague = make_user("dong-nghiep", "office")
    again = make_draft(
        kind=PaperKind.SUBMISSION, official=OFFICIAL, unit_id=draft.unit_id, mark=draft.mark, by=office, at=at
    )
    assert again == draft
    first = save_draft_text(draft=draft, typed={"b-1": "Của tôi."}, seen=0, by=office, at=at)
    with pytest.raises(StaleDraft, match="Chức danh van-phong has saved"):
        save_draft_text(draft=draft, typed={"b-1": "Của bạn."}, seen=0, by=colleague, at=at)
    # What says the same is no conflict.
    assert save_draft_text(draft=draft, typed={"b-1": "Của tôi."}, seen=0, by=colleague, at=at).n_saves == 1
    with pytest.raises(StaleDraft):
        lay_draft(draft=draft, seen=0, by=colleague, at=at)
    with pytest.raises(Refusal, match="about"):
        save_draft_text(draft=draft, typed={"subject": " "}, seen=1, by=office, at=at)
    assert first.content["body"][1]["say"] == "Của tôi."


@pytest.mark.django_db
def test_a_draft_is_laid_sent_back_and_comes_back_signed(
    draft: DraftPaper, office: User, owner: User, outsider: User, leader: User, clerk: User, at: Any
) -> None:
    def seen_by(*people: User) -> list[bool]:
        return [access.visible_drafts(one).exists() for one in people]

    assert seen_by(office, owner, outsider, leader, clerk) == [True, False, False, False, False]
    with pytest.raises(NotAllowed):
        save_draft_text(draft=draft, typed={}, seen=0, by=leader, at=at)
    lay_draft(draft=draft, seen=0, by=office, at=at)
    draft = access.get_draft(leader, draft.pk)
    assert seen_by(office, owner, outsider, leader, clerk) == [True, False, False, True, True]
    assert [one.sentence for one in leader.notices.all()] == [
        "Có văn bản trình đồng chí: “Về việc xem xét kết quả”."
    ]
    with pytest.raises(DraftHasLeft):
        save_draft_text(draft=draft, typed={"b-1": "Muộn."}, seen=0, by=office, at=at)
    with pytest.raises(NotAllowed):
        return_draft(draft=draft, words="Sai", by=clerk, at=at)
    return_draft(draft=draft, words="Thiếu căn cứ", by=leader, at=at)
    assert office.notices.get().sentence == "“Về việc xem xét kết quả” bị trả lại: Thiếu căn cứ"
    save_draft_text(draft=draft, typed={"b-1": "Đã sửa."}, seen=0, by=office, at=at)
    lay_draft(draft=draft, seen=1, by=office, at=at)
    assert [one.content["body"][1]["say"] for one in draft.versions.all()] == ["Đã sửa.", "Đoạn một."]
    said = {"number": "12/TTr-SXD", "signed_on": ON, "at": at}
    with pytest.raises(NotAllowed):
        number_draft(draft=draft, file=None, by=leader, **said)
    with pytest.raises(Refusal, match="not to come"):
        number_draft(draft=draft, file=None, by=clerk, **{**said, "signed_on": date(2026, 6, 2)})
    assert number_draft(draft=draft, file=None, by=clerk, **said).state == "laid"
    with pytest.raises(DraftHasLeft, match="12/TTr-SXD"):
        return_draft(draft=draft, words="Sai", by=leader, at=at)
    with pytest.raises(Refusal, match="already"):
        number_draft(draft=draft, file=None, by=clerk, **{**said, "number": "13/TTr-SXD"})
    signed = number_draft(
        draft=draft,
        file=keep_signed_file(file=io.BytesIO(PDF), n_bytes=len(PDF), name="to-trinh.pdf"),
        by=clerk,
        **said,
    )
    assert (signed.state, signed.file_name, signed.signature) == ("signed", "to-trinh.pdf", "none")
    other = make_draft(
        kind=PaperKind.SLIP, official=OFFICIAL, unit_id=draft.unit_id, mark=UUID(int=2), by=office, at=at
    )
    lay_draft(draft=other, seen=0, by=office, at=at)
    with pytest.raises(Refusal, match="has this number"):
        number_draft(draft=other, file=None, by=clerk, **said)
    last_year = {**said, "signed_on": date(2025, 6, 1)}
    assert number_draft(draft=other, file=None, by=clerk, **last_year).number == "12/TTr-SXD"


@pytest.mark.django_db
def test_numbers_come_from_a_file(draft: DraftPaper, office: User, at: Any) -> None:
    lines = [
        json.dumps({"document": draft.pk, "number": "9/TTr-SXD", "date": "2026-06-01"}).encode(),
        b'{"document": 999, "number": "1/BC", "date": "2026-06-01"}',
        b"{",
    ]
    # Nobody has laid it yet.
    assert [fault.rule for fault in take_draft_numbers(lines).faults] == [
        "number.refused",
        "number.draft",
        "row.json",
    ]
    lay_draft(draft=draft, seen=0, by=office, at=at)
    assert [(one.n_new, one.n_known) for one in (take_draft_numbers(lines), take_draft_numbers(lines))] == [
        (1, 0),
        (0, 1),
    ]
    assert DraftPaper.objects.values_list("number", "state").get() == ("9/TTr-SXD", "laid")


@pytest.mark.django_db
def test_the_page_saves_by_itself_and_gives_the_files(
    campaign: Any, office: User, clerk: User, outsider: User, sign_in: Callable[[User], Client]
) -> None:
    desk, at = sign_in(office), "/bao-cao/du-thao/"
    asked = {"loai": "phieu-trinh", "dot": campaign.pk}
    before = desk.get(f"{at}tai-ve/", {**asked, "dinh-dang": "soan"}).content.decode()
    assert 'name="dot"' in before
    answer = desk.post(f"{at}soan/", {**asked, "dau": str(uuid4())})
    draft = DraftPaper.objects.get()
    page = f"{at}{draft.pk}/"
    assert answer["Location"] == page
    assert "data-autosave" in desk.get(page).content.decode()
    typed = {"subject": "Về việc <b>mới</b>", "b-0-4-1": "Ban hành ngay", "da-luu": "0"}
    saved = desk.post(f"{page}luu/", typed, headers={"accept": "application/json"})
    assert saved.json()["n_saves"] == 1
    stale = desk.post(f"{page}luu/", {**typed, "subject": "Khác"}, headers={"accept": "application/json"})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_draft")
    shown = desk.get(page).content.decode()
    assert "Về việc &lt;b&gt;mới&lt;/b&gt;" in shown
    word = Word(io.BytesIO(b"".join(desk.get(f"{page}tep/").streaming_content)))
    assert "Ban hành ngay" in [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert b"".join(desk.get(f"{page}tep/?dinh-dang=pdf").streaming_content).startswith(b"%PDF")
    assert sign_in(outsider).get(page).status_code == 404
    assert sign_in(outsider).get(at).status_code == 403
    # What stands in the form is laid with it.
    desk.post(f"{page}buoc/", {**typed, "buoc": "trinh", "subject": "Về việc sau cùng", "da-luu": "1"})
    draft.refresh_from_db()
    assert (draft.state, draft.title) == ("laid", "Về việc sau cùng")
    assert draft.title in desk.get(at).content.decode()
    file = io.BytesIO(PDF)
    file.name = "phieu-trinh.pdf"
    said = {"buoc": "so", "so": "3/PT", "ngay": "2026-06-01", "tep": file}
    assert desk.post(f"{page}buoc/", said).status_code == 302
    assert b"".join(desk.get(f"{page}ban-ky/").streaming_content) == PDF
    assert desk.post(f"{page}buoc/", {"buoc": "la"}).status_code == 400


@pytest.mark.django_db
def test_a_draft_about_restricted_work_is_hidden_with_it(
    draft: DraftPaper,
    office: User,
    clerk: User,
    agencies: Any,
    publish: Any,
    make_row: Any,
    result: Any,
    at: Any,
) -> None:
    result["tasks"] = [make_row("PL2.1.0", "Việc")]
    plan = publish(result)
    made = make_draft(
        kind=PaperKind.PERIODIC,
        official=OFFICIAL,
        unit_id=draft.unit_id,
        plans=[plan.pk],
        mark=UUID(int=2),
        by=office,
        at=at,
    )
    for one in (draft, made):
        lay_draft(draft=one, seen=0, by=office, at=at)
    assert set(access.visible_drafts(clerk)) == {draft, made}
    # A restriction reaches back: what was drafted before is hidden too, and no report tells of it any more.
    assert plans_told_of(office) == {plan.pk}
    said = {"audience_reason": "Nội bộ", "audience_set_at": at, "audience_set_by": plan.published_by}
    Document.objects.filter(pk=plan.document_id).update(is_restricted=True, **said)
    assert set(access.visible_drafts(clerk)) == {draft}
    assert plans_told_of(office) == set()


@pytest.mark.django_db
def test_a_document_system_numbers_a_draft_over_http_and_its_signature_is_checked(
    draft: DraftPaper, office: User, clerk: User, outsider: User, leader: User, at: Any, sign_in: Any
) -> None:
    path = f"/api/v1/drafts/{draft.pk}"
    assert sign_in(clerk).get("/api/v1/drafts").json()["items"] == []
    lay_draft(draft=draft, seen=0, by=office, at=at)
    [waiting] = sign_in(clerk).get("/api/v1/drafts").json()["items"]
    assert (waiting["state"], waiting["number"]) == ("laid", "")
    said = {"number": "12/TTr-SXD", "signed_on": "2026-06-01"}
    answers = [sign_in(who).post(f"{path}/number", said) for who in (outsider, leader, clerk)]
    assert [one.status_code for one in answers] == [404, 403, 200]
    assert answers[-1].json() | {"state": "laid", **said} == answers[-1].json()
    broken = SimpleUploadedFile("a.pdf", b"%PDF-1.7 /ByteRange [0 1 2 3] rubbish")
    refused = sign_in(clerk).post(f"{path}/number", {**said, "file": broken})
    assert (refused.status_code, refused.json()["code"]) == (400, "broken_signature")
    signed = sign_in(clerk).post(f"{path}/number", {**said, "file": SimpleUploadedFile("a.pdf", PDF)})
    assert (signed.json()["state"], signed.json()["signature"]) == ("signed", "none")
    assert sign_in(clerk).get(path).json() == signed.json()
    assert "chữ ký số" in sign_in(clerk).get(f"/bao-cao/du-thao/{draft.pk}/").content.decode()
