"""Files that show what was done: type by content, size, preview, download, and taking back."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from reportlab.pdfgen.canvas import Canvas

from hatang.accounts.models import User
from hatang.base.history import history_of
from hatang.base.refusal import NotAllowed, NotFound
from hatang.docparse.pictures import NoPicture, draw_page
from hatang.notices import access, actions
from hatang.notices.actions import AlreadyRemoved, WrongFileType
from hatang.notices.file_types import DOCX, JPEG, PDF, PNG, XLSX, file_type, fitting_name
from hatang.notices.models import Evidence, Notice
from hatang.notices.subjects import Subject, subject_of
from hatang.programme.models import Obligation, Plan, Task

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def pdf(n_pages: int = 2) -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept)
    for n in range(n_pages):
        canvas.drawString(72, 700, f"Trang {n + 1}")
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def word() -> bytes:
    kept = io.BytesIO()
    docx.Document().save(kept)
    return kept.getvalue()


def sheet() -> bytes:
    kept = io.BytesIO()
    openpyxl.Workbook().save(kept)
    return kept.getvalue()


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + b"\0" * 17


JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"


def with_part(data: bytes, name: str) -> bytes:
    kept = io.BytesIO(data)
    with zipfile.ZipFile(kept, "a") as package:
        package.writestr(name, b"x")
    return kept.getvalue()


def add(subject: Subject, by: User, at: datetime, data: bytes | None = None, **more: Any) -> Evidence:
    data = pdf() if data is None else data
    usual = {"name": "bao-cao.pdf", "note": "Báo cáo tháng 5", "n_bytes": len(data), "file": io.BytesIO(data)}
    return actions.add_evidence(subject=subject, by=by, at=at, **{**usual, **more})[0]


def send(
    client: Client, place: str, data: bytes, name: str = "bao-cao.pdf", note: str = "", **more: Any
) -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post("/minh-chung/", {"ve": place, "tep": file, "ghi-chu": note}, **more)


def test_a_file_is_kept_shown_and_fetched_as_it_came(
    task: Task, obligation: Obligation, owner: User, sign_in: SignIn
) -> None:
    client, data = sign_in(owner), pdf()
    sent = send(client, f"phan-viec:{obligation.pk}", data, "Báo cáo.pdf", "Kết quả quý I")
    kept = Evidence.objects.get()
    assert sent["Location"] == f"/minh-chung/{kept.pk}/"
    assert (kept.subject_kind, kept.subject_id, kept.n_pages) == ("obligation", obligation.pk, 2)
    page = client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Báo cáo.pdf" in page
    assert "Kết quả quý I" in page
    answer = client.get(f"/minh-chung/{kept.pk}/tai-ve/")
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "B%C3%A1o%20c%C3%A1o.pdf" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert history_of(kept)[0].actor_id == owner.pk


def test_pages_of_a_pdf_are_drawn_and_pictures_are_sealed(
    subject: Subject, owner: User, at: datetime, sign_in: SignIn
) -> None:
    client, kept = sign_in(owner), add(subject, owner, at)
    page = client.get(f"/minh-chung/{kept.pk}/?trang=2").content.decode()
    assert f"/minh-chung/{kept.pk}/hinh/2/" in page
    drawn = client.get(f"/minh-chung/{kept.pk}/hinh/2/")
    assert drawn.content.startswith(b"\x89PNG")
    assert struct.unpack(">I", drawn.content[16:20])[0] == 1200
    assert drawn["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert client.get(f"/minh-chung/{kept.pk}/hinh/3/").status_code == 404
    picture = add(subject, owner, at, png(), name="anh.png")
    shown = client.get(f"/minh-chung/{picture.pk}/hinh/1/")
    assert (shown["Content-Type"], shown["Content-Security-Policy"][:7]) == ("image/png", "sandbox")
    assert b"".join(shown.streaming_content) == png()


def test_a_damaged_pdf_is_kept_without_a_preview(
    subject: Subject, owner: User, at: datetime, sign_in: SignIn, tmp_path: Path
) -> None:
    kept = add(subject, owner, at, b"%PDF-1.7\nhong")
    assert not kept.may_be_shown
    assert "không xem trước được" in sign_in(owner).get(f"/minh-chung/{kept.pk}/").content.decode()
    broken = tmp_path / "x.pdf"
    broken.write_bytes(b"%PDF-1.7\nhong")
    with pytest.raises(NoPicture):
        draw_page(broken, 1)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(1), PDF),
        (word(), DOCX),
        (sheet(), XLSX),
        (png(), PNG),
        (JPG, JPEG),
        (b"<html><script>alert(1)</script>", None),
        (b"MZ\x90\x00", None),
        (b"GIF89a", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"PK\x03\x04 broken", None),
        (with_part(word(), "word/vbaProject.bin"), None),
        (b"", None),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, kind: Any) -> None:
    file = io.BytesIO(data)
    assert file_type(file) is kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "fitting"),
    [
        ("Báo cáo.pdf", "Báo cáo.pdf"),
        ("BAO CAO.PDF", "BAO CAO.PDF"),
        ("bao-cao.html", "bao-cao.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\a\\b.pdf", "b.pdf"),
        ("a\r\nX: y.pdf", "aX y.pdf"),
        ("", "minh-chung.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_name_fits_its_content_and_leads_nowhere(name: str, fitting: str) -> None:
    assert fitting_name(name, PDF) == fitting


def test_a_page_called_pdf_is_refused_with_the_reason(
    obligation: Obligation, owner: User, sign_in: SignIn
) -> None:
    place = f"phan-viec:{obligation.pk}"
    answer = send(sign_in(owner), place, b"<script>alert(1)</script>", note="<b>Lời</b>")
    page = answer.content.decode()
    assert answer.status_code == 415
    assert "xét theo nội dung" in page
    assert "&lt;b&gt;Lời&lt;/b&gt;" in page
    locked = send(sign_in(owner), place, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx")
    assert "mật khẩu" in locked.content.decode()
    assert not Evidence.objects.exists()


def test_a_file_over_the_limit_is_refused_and_the_note_stays(
    obligation: Obligation, owner: User, sign_in: SignIn, settings: Any
) -> None:
    settings.MAX_EVIDENCE_BYTES = 1024 * 1024
    client, place = sign_in(owner), f"phan-viec:{obligation.pk}"
    answer = send(client, place, pdf() + b"\0" * 1024 * 1024, note="Kết quả quý I")
    assert answer.status_code == 413
    assert "tối đa 1 MB" in answer.content.decode()
    assert 'value="Kết quả quý I"' in answer.content.decode()
    script = send(client, place, b"\0" * 2 * 1024 * 1024, headers={"Accept": "application/json"})
    assert (script.status_code, "tối đa 1 MB" in script.json()["error"]) == (413, True)
    assert not Evidence.objects.exists()
    assert not any(path.is_file() for path in Path(settings.FILE_STORE).rglob("*"))


def test_three_hundred_megabytes_are_refused_before_they_travel(
    owner: User, sign_in: SignIn, settings: Any
) -> None:
    client = sign_in(owner)
    length = str(300 * 1024 * 1024)
    script = client.post("/minh-chung/", CONTENT_LENGTH=length, headers={"Accept": "application/json"})
    assert script.status_code == 413
    assert "50 MB" in script.json()["error"]
    assert script["Connection"] == "close"
    assert client.post("/minh-chung/", CONTENT_LENGTH=length).status_code == 413
    assert not Path(settings.FILE_STORE).exists()


def test_a_too_long_note_and_no_file_are_refused(
    obligation: Obligation, owner: User, sign_in: SignIn
) -> None:
    client, place = sign_in(owner), f"phan-viec:{obligation.pk}"
    assert send(client, place, pdf(), note="a" * 501).status_code == 400
    missing = client.post("/minh-chung/", {"ve": place, "ghi-chu": "Quý I"})
    assert missing.status_code == 400
    assert 'value="Quý I"' in missing.content.decode()
    assert send(client, place, b"").status_code == 400
    for wrong in ("", "phan-viec:", "phan-viec:x", "khac:1", "phan-viec:" + "9" * 30):
        assert send(client, wrong, pdf()).status_code == 404
    assert not Evidence.objects.exists()


def test_the_same_file_twice_is_one_and_may_come_again_after_it_was_taken_back(
    subject: Subject, owner: User, at: datetime
) -> None:
    data = pdf()
    first = add(subject, owner, at, data)
    assert add(subject, owner, at, data) == first
    actions.remove_evidence(evidence=first, reason="Nhầm", by=owner, at=at)
    assert add(subject, owner, at, data) != first


def test_a_file_taken_back_stays_in_the_list_with_who_and_why(
    task: Task, subject: Subject, owner: User, colleague: User, at: datetime, sign_in: SignIn
) -> None:
    kept = add(subject, owner, at)
    client = sign_in(owner)
    assert client.post(f"/minh-chung/{kept.pk}/thu-hoi/", {"ly-do": " "}).status_code == 400
    assert client.post(f"/minh-chung/{kept.pk}/thu-hoi/", {"ly-do": "Gửi nhầm tệp"}).status_code == 302
    page = sign_in(colleague).get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Gửi nhầm tệp" in page
    assert "Chưa có tệp minh chứng nào" in page
    assert sign_in(colleague).get(f"/minh-chung/{kept.pk}/tai-ve/").status_code == 404
    fetched = client.get(f"/minh-chung/{kept.pk}/tai-ve/")
    assert b"".join(fetched.streaming_content).startswith(b"%PDF")
    with pytest.raises(AlreadyRemoved):
        actions.remove_evidence(evidence=kept, reason="Lần nữa", by=owner, at=at)
    assert history_of(kept)[-1].changes["removal_reason"] == ["", "Gửi nhầm tệp"]


def test_owner_colleague_outsider_office_and_reader(
    subject: Subject,
    obligation: Obligation,
    owner: User,
    colleague: User,
    outsider: User,
    office: User,
    reader: User,
    at: datetime,
    sign_in: SignIn,
) -> None:
    part = subject_of("obligation", obligation)
    kept = add(part, owner, at)
    for person in (owner, colleague, office):
        assert access.may_prove(person, part)
        assert access.may_prove(person, subject)
    for person in (outsider, reader):
        assert not access.may_prove(person, part)
        assert not access.may_prove(person, subject)
        with pytest.raises(NotAllowed):
            add(part, person, at, png())
        assert send(sign_in(person), f"phan-viec:{obligation.pk}", pdf()).status_code == 403
        assert sign_in(person).get(f"/minh-chung/{kept.pk}/").status_code == 200
    for person in (colleague, outsider, reader):
        with pytest.raises(NotAllowed):
            actions.remove_evidence(evidence=kept, reason="Không", by=person, at=at)
    assert access.may_remove_evidence(office, kept)
    for path in ("", "tai-ve/", "hinh/1/"):
        assert Client().get(f"/minh-chung/{kept.pk}/{path}").status_code == 302
    with pytest.raises(NotFound):
        access.get_evidence(None, kept.pk)


def test_evidence_of_a_target_comes_from_the_units_it_names(
    agencies: Any,
    publish: Callable[..., Plan],
    result: dict[str, Any],
    owner: User,
    outsider: User,
    at: datetime,
    sign_in: SignIn,
) -> None:
    result["targets"] = [
        {
            "path": "I.1",
            "text": "Phủ sóng 5G",
            "lead": ["Sở Khoa học và Công nghệ"],
            "spans": {"text": [[0, 9, None]]},
            "confidence": {"text": 0.9},
        }
    ]
    target = publish(result).targets.get()
    about = subject_of("target", target)
    add(about, owner, at, sheet(), name="so-lieu.xlsx")
    assert not access.may_prove(outsider, about)
    assert "so-lieu.xlsx" in sign_in(outsider).get(f"/chi-tieu/{target.pk}/").content.decode()


def test_followers_are_told_of_new_evidence(
    subject: Subject, owner: User, colleague: User, at: datetime
) -> None:
    actions.follow(subject=subject, by=colleague, at=at)
    add(subject, owner, at)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.anchor) == (colleague, "evidence", "minh-chung")
    assert notice.sentence == "Chức danh can-bo-so thêm minh chứng: bao-cao.pdf"


def test_a_refused_file_leaves_nothing_in_the_store(
    subject: Subject, owner: User, at: datetime, settings: Any
) -> None:
    with pytest.raises(WrongFileType):
        add(subject, owner, at, b"text")
    assert not Path(settings.FILE_STORE).exists()


def test_many_files_are_listed_at_a_constant_price(
    subject: Subject, owner: User, at: datetime, django_assert_num_queries: Any
) -> None:
    from hatang.notices.queries import folder_of

    for n in range(12):
        add(subject, owner, at, png() + bytes([n]), name=f"{n}.png")
    with django_assert_num_queries(4):
        folder = folder_of(owner, subject)
    assert len(folder.kept) == 12
    assert [place.kind.name for place in folder.places] == ["task", "obligation"]
