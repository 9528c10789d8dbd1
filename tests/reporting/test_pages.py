"""The pages of the room, through the door."""

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.reporting import actions
from hatang.reporting.designing import data_of, moved, rows_of, rules_of, sent_rows
from hatang.reporting.models import Campaign, Form, Report, Reporter, ReportKind
from hatang.reporting.ready_forms import ready_forms
from hatang.reporting.rules.definition import read_definition
from hatang.reporting.sources import SOURCES

from .conftest import PDF
from .test_rules import FORM

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


# A number of a row in an attribute that is not marked to be written without "1.000".
_FOR_PEOPLE = re.compile(r'="[^"]*\{\{ [\w.]*(?:pk|_id|n_saves|\bseen) \}\}')


def script(client: Client, address: str, **said: Any) -> Any:
    """The answer to the page's script."""
    return client.post(address, said, headers={"accept": "application/json"})


def test_a_report_is_saved_by_the_script_and_told_what_is_wrong(
    sign_in: SignIn, reporter: Reporter, owner: User
) -> None:
    client, address = sign_in(owner), f"/bao-cao/{reporter.pk}/luu/"
    answer = script(client, address, **{"da-luu": "0", "o-tram": "mười"})
    said = answer.json()
    assert (said["n_saves"], said["findings"][0]["key"]) == (1, "tram")
    late = script(client, address, **{"da-luu": "0", "o-tram": "12"})
    assert (late.status_code, late.json()["code"]) == (409, "stale_report")
    assert Report.objects.get().values == {"tram": "mười"}


def test_a_stale_form_keeps_what_was_typed_and_shows_who_was_faster(
    sign_in: SignIn, reporter: Reporter, owner: User, save: Callable[..., Report]
) -> None:
    save(tram="12")
    answer = sign_in(owner).post(f"/bao-cao/{reporter.pk}/luu/", {"da-luu": "0", "o-tram": "99"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="99"' in page
    assert 'name="da-luu" value="1"' in page
    assert Report.objects.get().values == {"tram": "12"}


@pytest.mark.parametrize("room", ["reporting", "planning"])
def test_the_numbers_of_rows_in_attributes_are_not_written_for_people(room: str) -> None:
    files = sorted((settings.PACKAGE / room / "templates").rglob("*.html"))
    found = {(file.name, one) for file in files for one in _FOR_PEOPLE.findall(file.read_text())}
    assert files
    # The stamp of a form is words.
    assert found <= {("form.html", '="{{ seen }}')}


def test_a_report_saved_a_thousand_times_is_saved_once_more(
    sign_in: SignIn, reporter: Reporter, owner: User, save: Callable[..., Report]
) -> None:
    save(tram="12")
    Report.objects.update(n_saves=1234)
    page = sign_in(owner).get(f"/bao-cao/{reporter.pk}/").content.decode()
    assert 'name="da-luu" value="1234"' in page


def test_from_the_form_to_the_office_in_a_browser_without_script(
    sign_in: SignIn, reporter: Reporter, campaign: Campaign, owner: User, office: User
) -> None:
    client, at = sign_in(owner), f"/bao-cao/{reporter.pk}/"
    assert "Trạm 5G mới" in client.get(at).content.decode()
    client.post(f"{at}luu/", {"da-luu": "0", "o-tram": "1.234", "o-loi": "<script>alert(1)</script>"})
    client.post(f"{at}buoc/", {"buoc": "duyet"})
    refused = client.post(f"{at}buoc/", {"buoc": "nop", "so": "12/BC-SXD", "ngay": "2026-06-01"})
    assert refused.status_code == 400
    assert "PDF" in refused.content.decode()
    file = SimpleUploadedFile("bao cao.pdf", PDF)
    client.post(f"{at}buoc/", {"buoc": "nop", "so": "12/BC-SXD", "ngay": "2026-06-01", "tep": file})
    report = Report.objects.get()
    assert (report.state, report.number) == ("submitted", "12/BC-SXD")
    fetched = client.get(f"{at}tep/ban-ky/tai-ve/")
    assert b"".join(fetched.streaming_content) == PDF
    desk = sign_in(office)
    page = desk.get(f"/bao-cao/dot/{campaign.pk}/").content.decode()
    assert "12/BC-SXD" in page
    gathered = desk.get(f"/bao-cao/dot/{campaign.pk}/tong-hop/").content.decode()
    assert "1.234" in gathered
    assert "<script>alert(1)" not in gathered
    version = desk.get(f"{at}ban/1/").content.decode()
    assert report.digest in version
    for kind in ("xlsx", "csv", "docx", "pdf"):
        for address in (at, f"/bao-cao/dot/{campaign.pk}/", f"/bao-cao/dot/{campaign.pk}/tong-hop/"):
            answer = desk.get(address, {"dinh-dang": kind})
            assert len(b"".join(answer.streaming_content)) > 50


def test_another_unit_sees_that_a_report_arrived_but_not_what_it_says(
    sign_in: SignIn, reporter: Reporter, campaign: Campaign, outsider: User
) -> None:
    client = sign_in(outsider)
    page = client.get(f"/bao-cao/dot/{campaign.pk}/").content.decode()
    assert "Sở Xây dựng" in page
    assert f"/bao-cao/{reporter.pk}/" not in page
    assert client.get(f"/bao-cao/{reporter.pk}/").status_code == 404


def test_a_field_by_file_is_kept_and_fetched(
    sign_in: SignIn, form: Form, reporter: Reporter, owner: User, office: User, at: datetime
) -> None:
    version = reporter.campaign.form_version
    version.definition["sections"][0]["fields"].append({"key": "tep", "label": "Tệp", "kind": "file"})
    version.save()
    client, address = sign_in(owner), f"/bao-cao/{reporter.pk}/tep/tep/"
    assert client.post(address, {"tep": BytesIO(b"MZ")}).status_code == 400
    client.post(address, {"tep": SimpleUploadedFile("a.pdf", PDF)})
    script(client, f"/bao-cao/{reporter.pk}/luu/", **{"da-luu": "1", "o-tram": "5"})
    assert set(Report.objects.get().values) == {"tep", "tram"}
    assert b"".join(client.get(f"{address}tai-ve/").streaming_content) == PDF


def test_the_office_prepares_and_opens_a_campaign_by_its_pages(
    sign_in: SignIn, form: Form, agencies: Any, office: User
) -> None:
    desk = sign_in(office)
    said = {
        "tieu-de": "Báo cáo 6 tháng",
        "mau": form.versions.get().pk,
        "tu-ngay": "2025-12-15",
        "den-ngay": "2026-06-14",
        "han": "2026-06-15",
    }
    refused = desk.post("/bao-cao/dot/moi/", {**said, "han": "2026-02-30"})
    assert refused.status_code == 400
    assert "Báo cáo 6 tháng" in refused.content.decode()
    desk.post("/bao-cao/dot/moi/", said)
    campaign = Campaign.objects.get()
    group = agencies.groups["xa-phuong"]
    desk.post(f"/bao-cao/dot/{campaign.pk}/don-vi/", {"cho": [f"g{group.pk}"]})
    assert {row.group for row in campaign.reporters.all()} == {group}
    desk.post(f"/bao-cao/dot/{campaign.pk}/mo/")
    campaign.refresh_from_db()
    assert campaign.is_open
    assert campaign.reporters.count() == 2


def test_what_the_designer_shows_is_what_the_form_says() -> None:
    definition = read_definition(FORM, sources=SOURCES)
    rows = rows_of(definition)
    assert read_definition(data_of(rows, rules_of(definition)), sources=SOURCES).between == definition.between
    sent = {f"{name}-{n}": value for n, row in enumerate(rows) for name, value in vars(row).items()}
    assert sent_rows(sent) == rows
    assert [row.label for row in moved(rows, "len-2")][1:3] == [rows[2].label, rows[1].label]
    assert len(moved(rows, "them-1")) == len(rows) + 1
    assert moved(rows, "bo-1") == [rows[0], *rows[2:]]
    assert moved(rows, "len-0") == moved(rows, "xuong-99") == moved(rows, "len-" + "9" * 5000) == rows


def test_a_form_is_designed_row_by_row(sign_in: SignIn, form: Form, office: User) -> None:
    desk, address = sign_in(office), f"/bao-cao/mau/{form.pk}/"
    seen = actions.stamp(form.versions.get())
    rows = {"kind-0": "section", "label-0": "Mục I", "kind-1": "number", "label-1": "Số trạm 5G mới"}
    page = desk.post(address, {**rows, "thay": seen, "nut": "them-1"}).content.decode()
    assert 'name="kind-2"' in page
    assert form.versions.count() == 1
    desk.post(address, {**rows, "thay": seen, "nut": "luu"})
    draft = form.versions.get(number=2)
    assert [field.key for field in draft.read.fields()] == ["so_tram_5g_moi"]
    stale = desk.post(address, {**rows, "thay": seen, "nut": "luu"})
    assert stale.status_code == 409
    desk.post(f"{address}dung/")
    draft.refresh_from_db()
    assert draft.is_fixed


def test_the_home_page_of_a_unit_says_what_it_must_report(
    sign_in: SignIn, reporter: Reporter, owner: User, make_user: Callable[..., User], agencies: Any
) -> None:
    address = f'href="/bao-cao/{reporter.pk}/"'
    assert address in sign_in(owner).get("/").content.decode()
    other = make_user("nha-mang", "officer", agencies.units["vnpt"])
    assert address not in sign_in(other).get("/").content.decode()


def test_every_form_at_hand_can_be_put_in_use(sign_in: SignIn, office: User, at: datetime) -> None:
    """All are valid, of a kind each, and made with one click; the second of a title gets a number."""
    client = sign_in(office)
    assert {one.kind for one in ready_forms().values()} == set(ReportKind.values)
    for word, ready in [*ready_forms().items(), ("ket-qua-nam", ready_forms()["ket-qua-nam"])]:
        client.post(reverse("reporting:use_ready_form", args=[word]))
        made = Form.objects.latest("pk")
        assert made.kind == ready.kind
        assert actions.fix_draft(form=made, by=office, at=at).read == ready.definition
        again = data_of(rows_of(ready.definition), rules_of(ready.definition))
        assert read_definition(again, sources=SOURCES) == ready.definition
    assert made.title == "Kết quả năm (2)"
    page = client.get(reverse("reporting:forms")).content.decode()
    assert page.count("/bao-cao/mau/co-san/") == len(ready_forms())


@pytest.mark.parametrize("is_script", [True, False])
def test_a_form_too_large_to_send_is_said_to_be_and_nothing_is_kept(
    is_script: bool, sign_in: SignIn, reporter: Reporter, owner: User, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    headers = {"accept": "application/json" if is_script else "text/html"}
    body = {"da-luu": "0", "o-loi": "Dài " * 500}
    answer = sign_in(owner).post(f"/bao-cao/{reporter.pk}/luu/", body, headers=headers)
    assert answer.status_code == 413
    said = answer.json()["error"] if is_script else answer.content.decode()
    assert "Hãy rút ngắn" in said
    assert not Report.objects.exists()
