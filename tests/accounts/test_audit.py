"""The kept changes: searched by administrators, changed by nobody."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from hatang.accounts.actions import change_language, put_unit
from hatang.accounts.audit_words import KINDS, ChangeWords
from hatang.accounts.models import Unit, User
from hatang.base.audit import AuditFilter, audit_entries, audited_kinds

pytestmark = pytest.mark.django_db

KIND = "accounts.unit"


@pytest.fixture
def unit(office: User, at: datetime) -> Unit:
    unit = put_unit(code="sxd", name="Sở Xây dựng", kind="department", by=office, at=at)
    return put_unit(code=unit.code, name="Sở Xây dựng tỉnh", kind="department", by=office, at=at)


def test_a_change_tells_who_what_and_by_which_action(unit: Unit, office: User) -> None:
    changed, made = audit_entries(AuditFilter(KIND, object_id=unit.pk), 10)
    assert (changed.label, changed.actor_id, changed.action) == ("update", office.pk, "accounts.put_unit")
    assert [(one.column, one.before, one.after) for one in changed.changes] == [
        ("name", "Sở Xây dựng", "Sở Xây dựng tỉnh")
    ]
    assert made.label == "insert"
    assert {one.column: one.after for one in made.changes}["code"] == "sxd"


@pytest.mark.parametrize(
    ("narrow", "n_found"),
    [
        ({"actor_id": 10**9}, 0),
        ({"action": "accounts.put_unit"}, 2),
        ({"action": "accounts.close_unit"}, 0),
        ({"object_id": 10**9}, 0),
        ({"before": 0}, 0),
        ({"words": "xây dựng tỉnh"}, 1),
        ({"words": "sxd dựng"}, 2),
        ({"words": "khác"}, 0),
    ],
)
def test_the_search_narrows(unit: Unit, narrow: dict[str, Any], n_found: int) -> None:
    assert len(audit_entries(AuditFilter(KIND, **narrow), 10)) == n_found


def test_pages_follow_each_other_by_number(unit: Unit) -> None:
    (newest,) = audit_entries(AuditFilter(KIND), 1)
    (older,) = audit_entries(AuditFilter(KIND, before=newest.number), 1)
    assert older.number < newest.number


def test_secrets_are_in_no_entry(office: User, at: datetime) -> None:
    change_language(user=office, language="en", by=office, at=at)
    columns = {
        one.column for entry in audit_entries(AuditFilter("accounts.user"), 10) for one in entry.changes
    }
    assert "language" in columns
    assert "password" not in columns


def test_every_room_is_searched() -> None:
    rooms = {kind.split(".")[0] for kind in audited_kinds()}
    assert rooms >= {"accounts", "documents", "programme"}


def test_only_an_administrator_searches(
    unit: Unit, administrator: User, office: User, reader: User, client: Client
) -> None:
    for person in (office, reader):
        client.force_login(person)
        assert client.get("/nhat-ky/").status_code == 403
    client.force_login(administrator)
    page = client.get(f"/nhat-ky/?loai={KIND}").content.decode()
    assert "Sở Xây dựng tỉnh" in page
    assert client.get(f"/nhat-ky/?loai={KIND}&tu=hôm-qua&so=x&truoc=y&den=2026-13-01").status_code == 200
    assert "Sở Xây dựng tỉnh" in client.get(f"/nhat-ky/?loai={KIND}&dinh-dang=csv").getvalue().decode(
        "utf-8-sig"
    )
    assert "Sở Xây dựng tỉnh" not in client.get(f"/nhat-ky/?loai={KIND}&tim=cong-thuong").content.decode()
    assert client.get("/nhat-ky/?loai=khong.co").status_code == 200


def test_a_change_by_page_keeps_the_callers_address(
    administrator: User, reader: User, client: Client
) -> None:
    client.force_login(administrator)
    said = {"vai-tro": "office", "chuc-danh": "Chuyên viên", "don-vi": ""}
    answer = client.post(f"/nguoi-dung/{reader.pk}/vai-tro/", said, headers={"User-Agent": "curl/8.5.0"})
    assert answer.status_code == 302
    entry = audit_entries(AuditFilter("accounts.user", object_id=reader.pk), 1)[0]
    assert (entry.actor_id, entry.address) == (administrator.pk, "127.0.0.1")
    assert entry.user_agent == "curl/8.5.0"
    assert "curl/8.5.0" in client.get("/nhat-ky/?loai=accounts.user").content.decode()
    assert entry.url == f"/nguoi-dung/{reader.pk}/vai-tro/"


def test_every_kind_of_object_has_a_name() -> None:
    assert set(audited_kinds()) == set(KINDS)


def test_all_kinds_are_searched_at_once_the_newest_first(
    unit: Unit, office: User, administrator: User, client: Client, at: datetime
) -> None:
    change_language(user=office, language="en", by=office, at=at)
    found = audit_entries(AuditFilter(actor_id=office.pk), 10)
    # Written in one moment here: by kind, and of each kind the newest first.
    assert [(one.kind, one.label) for one in found if one.kind != "accounts.unitalias"] == [
        (KIND, "update"),
        (KIND, "insert"),
        ("accounts.user", "update"),
    ]
    # Page by page the same, none twice.
    paged = [audit_entries(AuditFilter(actor_id=office.pk, skip=n), 1)[0] for n in range(len(found))]
    assert paged == found
    client.force_login(administrator)
    page = client.get("/nhat-ky/", {"nguoi": office.pk}).content.decode()
    assert "Sở Xây dựng tỉnh" in page and "Người dùng" in page
    assert client.get("/nhat-ky/", {"bo-qua": "999999999999"}).status_code == 200


def test_changes_are_told_in_words(unit: Unit, office: User, at: datetime) -> None:
    put_unit(
        code="sxd", name="Sở Xây dựng tỉnh", kind="division", parent=put_unit(code="cha", name="Cha",
        kind="department", by=office, at=at), by=office, at=at,
    )  # fmt: skip
    [entry] = audit_entries(AuditFilter(KIND, object_id=unit.pk), 1)
    said = {name: (before, after) for name, before, after in ChangeWords([entry], {}).of(entry)}
    assert said["Cơ quan cấp trên"] == ("—", "Cha")
    assert said["Loại"] == ("Sở", "Phòng, đơn vị thuộc sở")
