"""Pages through the door: who sees what, filters, sheets, refusals."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hatang.accounts.models import UnitAlias, User
from hatang.base import clock
from hatang.documents.actions import upload_document
from hatang.documents.models import DocumentFile
from hatang.programme.models import Obligation, Plan, Task

from .conftest import PLAN, Province

SignIn = Callable[[User], Client]

READABLE = ["/", "/van-ban/", "/nhiem-vu/", "/chi-tieu/", "/don-vi/", "/don-vi/chua-ro/"]


def content(response: Any) -> bytes:
    """The bytes of a download."""
    try:
        return b"".join(response.streaming_content)
    finally:
        response.close()


@pytest.mark.parametrize("address", READABLE)
def test_every_list_opens_empty_and_says_what_to_do(
    address: str, province: Province, signed_in: SignIn
) -> None:
    response = signed_in(province.office).get(address)
    assert response.status_code == 200


@pytest.mark.parametrize("address", [*READABLE, "/van-ban/tai-len/", "/nhiem-vu/1/", "/don-vi/1/"])
def test_a_visitor_is_sent_to_sign_in(address: str, db: None) -> None:
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/dang-nhap/")


def test_a_document_is_seen_by_the_office_first_and_by_readers_once_published(
    province: Province, read_file: DocumentFile, signed_in: SignIn
) -> None:
    assert read_file.version is not None
    address = f"/van-ban/{read_file.version.document_id}/"
    assert signed_in(province.office).get(address).status_code == 200
    assert signed_in(province.officer).get(address).status_code == 404
    assert signed_in(province.reader).get(address).status_code == 404
    answer = signed_in(province.leader).post(f"/van-ban/ban/{read_file.version_id}/dua-vao-chuong-trinh/")
    assert answer.status_code == 302
    for user in (province.officer, province.reader):
        assert signed_in(user).get(address).status_code == 200


@pytest.mark.parametrize("who", ["officer", "reader"])
def test_only_the_office_uploads_and_a_leader_publishes(
    who: str, province: Province, read_file: DocumentFile, signed_in: SignIn
) -> None:
    client = signed_in(getattr(province, who))
    sent = client.post("/van-ban/tai-len/", {"file": SimpleUploadedFile("a.txt", b"words")})
    assert sent.status_code == 403
    assert client.post(f"/van-ban/ban/{read_file.version_id}/dua-vao-chuong-trinh/").status_code in (403, 404)
    assert Plan.objects.count() == 0
    assert DocumentFile.objects.count() == 1


def test_the_document_page_carries_the_places_of_every_field(
    province: Province, read_file: DocumentFile, signed_in: SignIn
) -> None:
    assert read_file.version is not None
    page = signed_in(province.office).get(f"/van-ban/{read_file.version.document_id}/?xem=nhiem-vu")
    html = page.content.decode()
    assert 'data-spans="' in html
    assert 'id="nv-1-lead"' in html
    assert "Ban hành danh mục cảm biến dùng chung" in html


def test_the_original_comes_back_byte_for_byte_and_only_as_a_download(
    province: Province, read_file: DocumentFile, signed_in: SignIn
) -> None:
    response = signed_in(province.office).get(f"/van-ban/tep/{read_file.pk}/ban-goc/")
    assert response["Content-Disposition"].startswith("attachment")
    assert content(response).decode().startswith("ỦY BAN NHÂN DÂN")


def test_tasks_are_filtered_by_the_address(plan: Plan, province: Province, signed_in: SignIn) -> None:
    client = signed_in(province.reader)

    def texts(query: str) -> list[str]:
        page = client.get(f"/nhiem-vu/?{query}").context["page"]
        return [task.text for task in page.object_list]

    assert len(texts("")) == Task.objects.count() >= 3
    assert all("cầu" in text for text in texts("tim=cau yeu"))
    assert len(texts("tim=cau yeu")) == 1
    led = texts(f"don-vi={province.building.pk}&vai-tro=chu-tri")
    assert [text for text in led if "cầu yếu" in text] == led
    assert len(texts(f"don-vi={province.building.pk}")) == len(led) + 1
    assert len(texts(f"ke-hoach={plan.pk}")) == len(texts(""))
    assert texts("ke-hoach=99999") == []
    assert any("phòng thử nghiệm" in text for text in texts("tinh-trang=chua-ro-don-vi"))
    unclear = set(Task.objects.filter(gaps__contains=["time"]).values_list("text", flat=True))
    assert set(texts("chua-ro=thoi-gian")) == unclear
    assert 'name="chua-ro"' in client.get("/nhiem-vu/").content.decode()


def test_a_list_sorts_both_ways(plan: Plan, province: Province, signed_in: SignIn) -> None:
    client = signed_in(province.reader)
    up = [task.due_on for task in client.get("/nhiem-vu/?sap-xep=han").context["page"]]
    down = [task.due_on for task in client.get("/nhiem-vu/?sap-xep=-han").context["page"]]
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)


@pytest.mark.parametrize(
    "query",
    ["trang=khong", "trang=99999", "don-vi=-1", "don-vi=x", "sap-xep=drop", "tim=%00", "nam=999999", "nam=0"],
)
@pytest.mark.parametrize("address", ["/van-ban/", "/nhiem-vu/", "/chi-tieu/", "/don-vi/"])
def test_a_senseless_address_still_gives_a_page(
    address: str, query: str, province: Province, signed_in: SignIn
) -> None:
    assert signed_in(province.reader).get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("address", ["/van-ban/", "/nhiem-vu/", "/chi-tieu/", "/don-vi/"])
def test_every_list_comes_as_xlsx_and_csv(
    address: str, plan: Plan, province: Province, signed_in: SignIn
) -> None:
    client = signed_in(province.reader)
    n_listed = client.get(address).context["page"].paginator.count
    rows = list(csv.reader(io.StringIO(content(client.get(f"{address}?dinh-dang=csv")).decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(content(client.get(f"{address}?dinh-dang=xlsx"))))
    sheet = book.active
    assert sheet is not None
    assert len(rows) == sheet.max_row == n_listed + 1
    assert rows[0][0] == sheet["A1"].value


def test_details_open_for_every_task_target_and_unit(
    plan: Plan, province: Province, signed_in: SignIn
) -> None:
    client = signed_in(province.reader)
    addresses = [f"/nhiem-vu/{task.pk}/" for task in plan.tasks.all()]
    addresses += [f"/chi-tieu/{target.pk}/" for target in plan.targets.all()]
    addresses += [f"/don-vi/{unit.pk}/" for unit in (province.science, province.building)]
    assert plan.targets.count() >= 1
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_progress_is_saved_by_the_unit_that_owes_it_and_by_nobody_else(
    plan: Plan, province: Province, signed_in: SignIn
) -> None:
    owed = Obligation.objects.get(unit=province.building)
    address = f"/nhiem-vu/nghia-vu/{owed.pk}/"
    assert signed_in(province.reader).post(address, {"tinh-trang": "done"}).status_code == 403
    other = Obligation.objects.get(unit=province.science)
    assert signed_in(province.officer).post(f"/nhiem-vu/nghia-vu/{other.pk}/").status_code == 403
    assert signed_in(province.officer).post(address, {"tinh-trang": "in_progress"}).status_code == 302
    owed.refresh_from_db()
    assert owed.state == "in_progress"


def test_an_unknown_progress_is_refused_in_a_sentence(
    plan: Plan, province: Province, signed_in: SignIn
) -> None:
    owed = Obligation.objects.get(unit=province.building)
    answer = signed_in(province.officer).post(f"/nhiem-vu/nghia-vu/{owed.pk}/", {"tinh-trang": "x"})
    assert answer.status_code == 400
    assert "Không có tình trạng này." in answer.content.decode()


def test_a_name_without_a_unit_is_settled_once_and_its_task_is_owed(
    plan: Plan, province: Province, signed_in: SignIn
) -> None:
    client = signed_in(province.office)
    [name] = client.get("/don-vi/chua-ro/").context["names"]
    assert name.printed_name == "Viện Nghiên cứu Mưa Đá"
    form = {"ten": name.printed_name, "don-vi": province.science.pk}
    assert signed_in(province.reader).post("/don-vi/chua-ro/", form).status_code == 403
    assert client.post("/don-vi/chua-ro/", form).status_code == 302
    assert client.get("/don-vi/chua-ro/").context["names"] == []
    assert Obligation.objects.filter(unit=province.science, task__text__contains="thử nghiệm").exists()


def test_a_name_printed_nowhere_or_settled_already_makes_no_alias(
    plan: Plan, province: Province, signed_in: SignIn
) -> None:
    client = signed_in(province.office)
    before = UnitAlias.objects.count()
    form = {"ten": "Sở Không Có Trong Văn Bản", "don-vi": province.science.pk}
    answer = client.post("/don-vi/chua-ro/", form, follow=True)
    assert "không còn chờ" in answer.content.decode()
    assert UnitAlias.objects.count() == before


def test_a_form_without_a_file_says_so(province: Province, signed_in: SignIn) -> None:
    answer = signed_in(province.office).post("/van-ban/tai-len/")
    assert answer.status_code == 400
    assert "Hãy chọn tệp trước." in answer.content.decode()


def test_a_script_gets_the_refusal_as_json(province: Province, signed_in: SignIn) -> None:
    answer = signed_in(province.office).post(
        "/van-ban/tai-len/",
        {"file": SimpleUploadedFile("a.pdf", b"")},
        headers={"accept": "application/json"},
    )
    assert answer.status_code == 400
    assert json.loads(answer.content) == {"error": "Tệp rỗng."}


def test_a_body_over_the_limit_is_refused_before_it_is_read(
    province: Province, signed_in: SignIn, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = 0
    file = SimpleUploadedFile("a.txt", b"x" * (2 * 1024 * 1024))
    answer = signed_in(province.office).post("/van-ban/tai-len/", {"file": file})
    assert answer.status_code == 413
    assert "Tệp quá lớn" in answer.content.decode()
    assert DocumentFile.objects.count() == 0


def test_the_list_of_tasks_asks_the_database_as_often_for_many_rows_as_for_few(
    plan: Plan, province: Province, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(province.office)
    # The first page of a session keeps where it is signed in.
    client.get("/nhiem-vu/")
    for address, n_queries in (
        ("/nhiem-vu/", 20),
        ("/chi-tieu/", 16),
        ("/van-ban/", 16),
        ("/don-vi/", 14),
        ("/", 55),
    ):
        with django_assert_max_num_queries(n_queries):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("status", [404, 403])
def test_an_error_page_is_in_vietnamese_and_shows_the_way_out(
    status: int, province: Province, signed_in: SignIn
) -> None:
    client = signed_in(province.reader)
    answer = client.get("/khong-co/" if status == 404 else "/van-ban/tai-len/")
    assert answer.status_code == status
    assert "Về trang chủ" in answer.content.decode()


def test_an_expired_form_says_that_nothing_was_changed(province: Province) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(province.office, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/van-ban/tai-len/")
    assert answer.status_code == 403
    assert "Biểu mẫu đã hết hiệu lực" in answer.content.decode()


def test_a_fault_of_ours_is_a_page_without_details(
    province: Province, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("hatang.programme.queries.task_rows", broken)
    client = signed_in(province.reader)
    client.raise_request_exception = False
    answer = client.get("/nhiem-vu/")
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


def test_no_page_carries_a_script_or_a_style_of_its_own(
    plan: Plan, province: Province, signed_in: SignIn
) -> None:
    client = signed_in(province.office)
    for address in [*READABLE, "/van-ban/tai-len/", f"/van-ban/{plan.document_id}/"]:
        html = client.get(address).content.decode()
        assert " style=" not in html, address
        assert "<style" not in html, address
        assert html.count("<script") == html.count('<script type="module" src='), address


def test_a_units_own_part_in_a_shared_task_is_shown_on_its_page(
    plan: Plan, province: Province, signed_in: SignIn
) -> None:
    client = signed_in(province.reader)
    page = client.get(f"/don-vi/{province.building.pk}/").context["page"]
    assert [task.own.unit_id for task in page.led] == [province.building.pk] * len(page.led)
    assert page.tally.n_all == len(page.led)


def test_a_newer_wording_waits_beside_the_published_one_until_it_is_published(
    plan: Plan, province: Province, signed_in: SignIn, run_jobs: Callable[[], None]
) -> None:
    changed = PLAN.replace("30/6/2026", "31/7/2026").replace("Lắp đặt cảm biến", "Lắp đặt mới cảm biến")
    sent = upload_document(chunks=[changed.encode()], name="sua.txt", by=province.office, at=clock.now())
    run_jobs()
    sent.file.refresh_from_db()
    assert sent.file.version is not None
    assert sent.file.version.document_id == plan.document_id
    client = signed_in(province.office)
    assert [row.pk for row in client.get("/").context["morning"].waiting] == [plan.document_id]
    page = client.get(f"/van-ban/{plan.document_id}/")
    assert page.context["view"] == "so-sanh"
    assert "<del>" in page.content.decode()
    assert signed_in(province.reader).get(f"/van-ban/{plan.document_id}/").context["version"].ordinal == 1
    signed_in(province.leader).post(f"/van-ban/ban/{sent.file.version_id}/dua-vao-chuong-trinh/")
    assert Task.objects.filter(plan=plan, withdrawn_at__isnull=True).count() == 3
    assert client.get("/").context["morning"].waiting == []


def test_a_waiting_reading_is_cancelled_and_taken_up_again(
    province: Province, signed_in: SignIn, run_jobs: Callable[[], None]
) -> None:
    sent = upload_document(chunks=[PLAN.encode()], name="a.txt", by=province.office, at=clock.now())
    assert sent.run is not None
    client, address = signed_in(province.office), f"/van-ban/tep/{sent.file.pk}/"
    assert signed_in(province.reader).post(f"/van-ban/luot-doc/{sent.run.pk}/huy/").status_code == 403
    assert client.post(f"/van-ban/luot-doc/{sent.run.pk}/huy/").status_code == 302
    assert "Đã hủy việc đọc" in client.get(address).content.decode()
    assert client.post(f"/van-ban/luot-doc/{sent.run.pk}/huy/").status_code == 409
    assert client.post(f"{address}doc-lai/").status_code == 302
    run_jobs()
    assert client.get(address).status_code == 302
    ajax = client.get(address, headers={"hx-request": "true"})
    assert ajax["HX-Redirect"].startswith("/van-ban/")
