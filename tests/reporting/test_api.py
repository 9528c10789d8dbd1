"""Campaigns and reports, for programs."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hatang.accounts.models import User
from hatang.reporting import actions
from hatang.reporting.models import Campaign, Report, Reporter
from tests.reporting.conftest import PDF

pytestmark = pytest.mark.django_db

API = "/api/v1"
Send = Callable[..., Any]


@pytest.fixture
def send(sign_in: Callable[[User], Client]) -> Send:
    """Calls the API as a person."""

    def call(who: User, verb: str, path: str, body: dict[str, Any] | None = None) -> Any:
        more: dict[str, Any] = (
            {} if verb == "get" else {"data": body or {}, "content_type": "application/json"}
        )
        return getattr(sign_in(who), verb)(f"{API}{path}", **more)

    return call


def test_a_report_goes_its_whole_way(
    reporter: Reporter,
    owner: User,
    leader: User,
    outsider: User,
    office: User,
    send: Send,
    sign_in: Callable[[User], Client],
) -> None:
    path = f"/reports/{reporter.pk}"
    assert send(owner, "get", path).json()["findings"][0]["key"] == "tram"
    said = {"values": {"tram": "12", "loi": "Đúng tiến độ"}, "seen": 0}
    assert send(owner, "put", path, said).json()["n_saves"] == 1
    assert send(owner, "put", path, {**said, "values": {"tram": "13"}}).status_code == 409
    assert send(owner, "put", path, {**said, "values": {"tram": 12}}).status_code == 422
    for who in (outsider, office):
        assert send(who, "put", path, said).status_code == (404 if who is outsider else 403)
    handed = send(owner, "post", f"{path}/steps", {"step": "hand_in", "seen": "draft"}).json()
    assert (handed["state"], handed["may_write"]) == ("with_leader", False)
    step = {"step": "approve", "seen": "with_leader"}
    assert send(owner, "post", f"{path}/steps", step).status_code == 403
    assert send(leader, "post", f"{path}/steps", step).json()["digest"]

    def submit(who: User) -> Any:
        form = {"number": "12/BC-SXD", "signed_on": "2026-06-01", "file": SimpleUploadedFile("a.pdf", PDF)}
        return sign_in(who).post(f"{API}{path}/submission", form)

    assert [submit(who).status_code for who in (outsider, office)] == [404, 403]
    sent = submit(owner)
    assert (sent.status_code, sent.json()["state"]) == (200, "submitted"), sent.content
    assert submit(owner).status_code == 409
    step = {"step": "return", "seen": "submitted"}
    assert send(office, "post", f"{path}/steps", step).status_code == 400
    back = send(office, "post", f"{path}/steps", {**step, "words": "Thiếu số liệu"}).json()
    assert (back["state"], back["number"]) == ("returned", "12/BC-SXD")


def test_a_campaign_says_how_complete_it_is_and_keeps_reports_to_themselves(
    campaign: Campaign,
    reporter: Reporter,
    owner: User,
    outsider: User,
    office: User,
    save: Callable[..., Report],
    send: Send,
) -> None:
    save(tram="12")
    path = f"/campaigns/{campaign.pk}"
    [listed] = send(outsider, "get", "/campaigns").json()["items"]
    assert (listed["id"], listed["last_day"]) == (campaign.pk, "2026-12-15")
    seen = {row["unit_id"]: row for row in send(outsider, "get", path).json()["reporters"]}
    hidden = seen[reporter.unit_id]
    assert (hidden["report_id"], hidden["state"]) == (None, None)
    mine = {row["unit_id"]: row for row in send(owner, "get", path).json()["reporters"]}[reporter.unit_id]
    assert (mine["report_id"], mine["state"]) == (reporter.pk, "draft")
    assert send(office, "get", path).json()["completeness"]["n_expected"] == 3
    [section] = send(office, "get", path).json()["form"]["sections"]
    assert [field["key"] for field in section["fields"]] == ["tram", "loi"]
    assert [send(who, "get", f"{path}/gathered").status_code for who in (owner, outsider)] == [403, 403]
    assert send(office, "get", f"{path}/gathered").json()[0]["total"] is None
    assert [send(who, "post", f"{path}/close").status_code for who in (owner, outsider)] == [403, 403]
    assert send(office, "post", f"{path}/close").json()["state"] == "closed"
    said = {"values": {"tram": "13"}, "seen": 1}
    assert send(owner, "put", f"/reports/{reporter.pk}", said).json()["code"] == "period_locked"


def test_nobody_answers_with_a_file_of_others(
    reporter: Reporter, owner: User, save: Callable[..., Report]
) -> None:
    definition = {"sections": [{"title": "Tệp", "fields": [{"key": "tep", "label": "Tệp", "kind": "file"}]}]}
    version = reporter.campaign.form_version
    type(version).objects.filter(pk=version.pk).update(definition=definition)
    reporter.refresh_from_db()
    stranger, _name = actions.keep_signed_file(file=BytesIO(PDF), n_bytes=len(PDF), name="a.pdf")
    assert "tep" not in save(tep={"sha256": stranger, "name": "a.pdf"}).values
