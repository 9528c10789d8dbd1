"""Units, groups and printed names through the door: administrator, office, officer, outsider."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hatang.accounts.actions import close_unit, give_role, put_alias, put_members
from hatang.accounts.models import Unit, UnitAlias, UnitGroup, User
from hatang.accounts.queries import heirs_on
from hatang.base import clock
from hatang.base.history import history_of
from hatang.programme.models import Assignment, Plan

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)


@pytest.fixture
def officer(make_user: Callable[..., User], agencies: Any) -> User:
    return make_user("chuyen-vien", "officer", agencies.units["sxd"])


@pytest.fixture
def visit() -> Callable[[User | None], Client]:
    def sign(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign


def form_of(unit: Unit, **values: Any) -> dict[str, Any]:
    usual = {"name": unit.name, "kind": unit.kind, "short_name": unit.short_name, "thay": unit.mark}
    return {**usual, **values}


def ending(unit: Unit, **values: Any) -> dict[str, Any]:
    return {"on": "2026-03-01", "thay": unit.mark, **values}


def test_who_may_manage_units_and_who_may_look(
    administrator: User, office: User, officer: User, reader: User, agencies: Any, visit: Any
) -> None:
    unit, group = agencies.units["sxd"], agencies.groups["xa-phuong"]
    pages = [f"/don-vi/{unit.pk}/", "/don-vi/", "/nhom/", f"/nhom/{group.pk}/"]
    forms = [
        "/don-vi/moi/",
        f"/don-vi/{unit.pk}/sua/",
        f"/don-vi/{unit.pk}/ket-thuc/",
        f"/don-vi/{unit.pk}/ten-goi/",
        f"/nhom/{group.pk}/ten-goi/",
    ]
    writes = [
        *forms,
        f"/don-vi/{unit.pk}/mo-lai/",
        "/nhom/",
        f"/nhom/{group.pk}/ten/",
        f"/nhom/{group.pk}/them/",
        f"/nhom/{group.pk}/bot/",
    ]
    for person in (administrator, office):
        client = visit(person)
        assert {client.get(address).status_code for address in [*pages, *forms]} == {200}
    for person in (officer, reader):
        client = visit(person)
        assert {client.get(address).status_code for address in pages} == {200}
        assert {client.get(address).status_code for address in forms} == {403}
        assert {client.post(address, {"name": "X"}).status_code for address in writes} == {403}
        assert "/sua/" not in client.get(pages[0]).content.decode()
    stranger = visit(None)
    assert {stranger.get(address).status_code for address in [*pages, *forms]} == {302}
    assert {stranger.post(address).status_code for address in writes} == {302}
    assert history_of(unit)[-1].label == "insert"


@pytest.mark.parametrize(
    "address", ["/don-vi/{}/sua/", "/don-vi/{}/ket-thuc/", "/don-vi/{}/ten-goi/", "/nhom/{}/"]
)
def test_what_is_not_there_is_a_404(address: str, office: User, visit: Any) -> None:
    assert visit(office).get(address.format(999_999)).status_code == 404


def test_people_of_a_unit_are_shown_to_those_who_manage_them(
    administrator: User, office: User, officer: User, agencies: Any, visit: Any
) -> None:
    address = f"/don-vi/{agencies.units['sxd'].pk}/"
    give_role(user=office, role="focal", unit=agencies.units["sxd"], by=administrator, at=clock.now())
    page = visit(administrator).get(address)
    assert [(desk.person, desk.roles) for desk in page.context["page"].about.desks] == [
        (officer, ["Cán bộ đơn vị"]),
        (office, ["Đầu mối của đơn vị"]),
    ]
    assert officer.full_title in page.content.decode()
    assert officer.full_title not in visit(office).get(address).content.decode()
    ending_page = visit(administrator).get(f"{address}ket-thuc/").content.decode()
    assert "1 tài khoản" in ending_page


def test_a_new_unit_sent_twice_is_one(office: User, agencies: Any, visit: Any) -> None:
    client = visit(office)
    typed = {
        "code": "p-bcvt",
        "name": "Phòng Bưu chính <b>viễn thông</b>",
        "kind": "division",
        "parent": agencies.units["skhcn"].pk,
        "valid_from": "2025-07-01",
    }
    first, second = client.post("/don-vi/moi/", typed), client.post("/don-vi/moi/", typed)
    unit = Unit.objects.get(code="p-bcvt")
    assert first.url == second.url == f"/don-vi/{unit.pk}/"
    assert (unit.parent, unit.valid_from) == (agencies.units["skhcn"], date(2025, 7, 1))
    shown = client.get(first.url).content.decode()
    assert "<b>viễn" not in shown
    other = client.post("/don-vi/moi/", {**typed, "name": "Phòng Khác"})
    assert other.status_code == 409
    assert "Phòng Khác" in other.content.decode()
    assert other.context["form"].errors["code"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", {"name": "S" * 10_000}),
        ("kind", {"kind": "club"}),
        ("parent", {"kind": "division"}),
        ("parent", {"parent": "abc"}),
        ("valid_from", {"valid_from": "31/02/2026"}),
        ("e_identifier", {"e_identifier": "H5"}),
    ],
)
def test_a_form_that_is_not_right_comes_back_with_the_reason(
    field: str, values: dict[str, str], office: User, agencies: Any, visit: Any
) -> None:
    unit = agencies.units["sxd"]
    answer = visit(office).post(f"/don-vi/{unit.pk}/sua/", form_of(unit, **values))
    assert list(answer.context["form"].errors) == [field]
    unit.refresh_from_db()
    assert unit.name == "Sở Xây dựng"


def test_two_editors_do_not_overwrite_each_other(office: User, agencies: Any, visit: Any) -> None:
    unit = agencies.units["sxd"]
    client, address = visit(office), f"/don-vi/{unit.pk}/sua/"
    seen = form_of(unit)
    assert client.post(address, {**seen, "name": "Sở Xây dựng và Giao thông"}).status_code == 302
    late = client.post(address, {**seen, "name": "Sở Kiến trúc"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Sở Kiến trúc" in page
    assert "Sở Xây dựng và Giao thông" in page
    unit.refresh_from_db()
    again = client.post(address, {**seen, "name": "Sở Kiến trúc", "thay": unit.mark})
    assert again.status_code == 302
    assert [entry.actor_id for entry in history_of(unit)][-1] == office.pk


def test_the_tree_shows_what_belongs_where_and_closed_units_on_wish(
    reader: User, agencies: Any, make_unit: Callable[..., Unit], visit: Any
) -> None:
    make_unit("phong", "Phòng Hạ tầng", "division", parent=agencies.units["skhcn"])
    client = visit(reader)
    rows = client.get("/don-vi/").context["page"].object_list
    names = [(row.unit.code, row.depth) for row in rows]
    assert names[names.index(("skhcn", 0)) + 1] == ("phong", 1)
    assert "stttt" not in dict(names)
    assert "stttt" in {row.unit.code for row in client.get("/don-vi/?da-dong=co").context["page"].object_list}
    found = client.get("/don-vi/?loai=division&tim=ha tang").context["page"].object_list
    assert [(row.unit.code, row.depth) for row in found] == [("phong", 0)]
    [alias] = client.get("/don-vi/?tim=tap doan viettel").context["page"].object_list
    assert alias.unit.code == "viettel"
    sheet = client.get("/don-vi/?dinh-dang=csv")
    assert sheet.status_code == 200
    sheet.close()


def test_a_unit_ended_while_its_tasks_are_open_loses_nothing(
    office: User,
    reader: User,
    agencies: Any,
    visit: Any,
    publish: Callable[..., Plan],
    result: dict[str, Any],
) -> None:
    result["tasks"][0]["support"] = ["Sở Xây dựng"]
    publish(result)
    unit, heir = agencies.units["skhcn"], agencies.units["sxd"]
    client, address = visit(office), f"/don-vi/{unit.pk}/ket-thuc/"
    assert "3 phần việc chưa xong" in client.get(address).content.decode()
    typed = ending(unit, successor_1=heir.pk, share_1="100")
    answer = client.post(address, typed, follow=True)
    said = " ".join(str(message) for message in answer.context["messages"])
    assert "3 phần việc chưa xong" in said
    where = f"/chuyen-tiep/?don-vi={unit.pk}"
    assert f'href="{where}"' in answer.content.decode()
    assert client.get(where).status_code == 200
    seen = visit(reader).get(f"/don-vi/{unit.pk}/").content.decode()
    assert where not in seen
    assert f"/nhiem-vu/?don-vi={unit.pk}&amp;vai-tro=chu-tri&amp;tinh-trang=chua-xong" in seen
    assert unit.obligations.count() == 3
    assert client.post(address, typed).status_code == 302
    unit.refresh_from_db()
    assert [entry.action for entry in history_of(unit)].count("accounts.close_unit") == 1
    assert "1 nhiệm vụ" in client.get(f"/don-vi/{heir.pk}/ket-thuc/").content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("share", {"successor_1": "skhcn", "share_1": "70", "successor_2": "snnmt", "share_2": "40"}),
        ("successor", {"successor_1": "stttt", "share_1": "100"}),
        ("share_1", {"successor_1": "skhcn", "share_1": "101"}),
        ("on", {"on": ""}),
    ],
)
def test_an_end_that_contradicts_itself_comes_back(
    field: str, typed: dict[str, str], office: User, agencies: Any, visit: Any
) -> None:
    unit = agencies.units["sgddt"]
    known = {name: agencies.units[code].pk for name, code in typed.items() if name.startswith("successor")}
    answer = visit(office).post(f"/don-vi/{unit.pk}/ket-thuc/", ending(unit, **{**typed, **known}))
    assert answer.context["form"].errors
    unit.refresh_from_db()
    assert unit.valid_to is None


def test_an_end_is_taken_back_on_its_page(office: User, agencies: Any, visit: Any, at: datetime) -> None:
    unit = agencies.units["sgddt"]
    close_unit(unit=unit, on=DAY, successors={agencies.units["skhcn"]: Decimal("0.4")}, by=office, at=at)
    client = visit(office)
    assert "40%" in client.get(f"/don-vi/{unit.pk}/").content.decode()
    assert client.post(f"/don-vi/{unit.pk}/mo-lai/").status_code == 302
    unit.refresh_from_db()
    assert unit.valid_to is None


def test_who_answers_today_is_found_over_several_steps(agencies: Any, at: datetime) -> None:
    a, b, c, d = (agencies.units[code] for code in ("sgddt", "skhcn", "snnmt", "svhttdl"))
    close_unit(unit=a, on=DAY, successors={b: Decimal("0.5"), c: Decimal("0.5")}, by=None, at=at)
    close_unit(unit=b, on=date(2026, 4, 1), successors={c: Decimal("0.4"), d: Decimal("0.6")}, by=None, at=at)
    assert [(heir.unit, heir.share) for heir in heirs_on(a, date(2026, 3, 2))] == [
        (b, Decimal("0.5")),
        (c, Decimal("0.5")),
    ]
    assert [(heir.unit, heir.share) for heir in heirs_on(a, date(2026, 6, 1))] == [
        (c, Decimal("0.7")),
        (d, Decimal("0.3")),
    ]


def test_a_group_is_added_renamed_and_filled(office: User, agencies: Any, visit: Any) -> None:
    client = visit(office)
    made = client.post("/nhom/", {"code": "cac-so", "name": "Các sở"})
    group = UnitGroup.objects.get(code="cac-so")
    assert made.url == f"/nhom/{group.pk}/"
    assert client.post("/nhom/", {"code": "cac-so", "name": "Các sở"}).status_code == 409
    units = [agencies.units["sxd"].pk, agencies.units["skhcn"].pk]
    add = {"units": units, "valid_from": "2026-01-01"}
    assert client.post(f"/nhom/{group.pk}/them/", add).status_code == 302
    assert client.post(f"/nhom/{group.pk}/them/", add).status_code == 302
    assert group.memberships.count() == 2
    overlap = client.post(f"/nhom/{group.pk}/them/", {"units": units[:1], "valid_from": "2026-02-01"})
    assert overlap.status_code == 409
    assert "đã là thành viên" in overlap.content.decode()
    seen = group.mark
    rename = f"/nhom/{group.pk}/ten/"
    assert client.post(rename, {"name": "Các sở, ngành", "thay": seen}).status_code == 302
    assert client.post(rename, {"name": "Các ngành", "thay": seen}).status_code == 409


def test_members_go_from_a_day_on(office: User, agencies: Any, visit: Any) -> None:
    group, unit = agencies.groups["vien-thong"], agencies.units["vnpt"]
    client, address = visit(office), f"/nhom/{agencies.groups['vien-thong'].pk}/bot/"
    assert client.post(address, {"don-vi": unit.pk}).status_code == 400
    assert client.post(address, {"don-vi": unit.pk, "ngay": "2026-05-01"}).status_code == 302
    before, after = (
        client.get(f"/nhom/{group.pk}/?ngay={day}").context["about"] for day in ("2026-04-30", "2026-05-01")
    )
    assert [len(before.members), len(after.members), len(after.others)] == [2, 1, 1]


def test_a_printed_name_is_added_moved_and_removed(office: User, agencies: Any, visit: Any) -> None:
    unit, other, group = agencies.units["sxd"], agencies.units["skhcn"], agencies.groups["so-nganh"]
    client, address = visit(office), f"/don-vi/{unit.pk}/ten-goi/"
    assert client.post(address, {"ten": "Ngành <i>xây dựng</i>"}).status_code == 302
    alias = UnitAlias.objects.get(unit=unit)
    page = client.get(address).content.decode()
    assert office.full_title in page
    assert "<i>" not in page
    assert client.post(address, {"ten": "Tập đoàn Viettel"}).status_code == 409
    assert client.post(address, {"ten": "…"}).status_code == 400
    move = {"ma": alias.pk, "thao-tac": "chuyen"}
    assert client.post(address, {**move, "den": "u999999"}).status_code == 400
    assert client.post(address, {**move, "den": f"g{group.pk}"}).status_code == 302
    assert client.post(address, {**move, "den": f"u{other.pk}"}).status_code == 409
    alias.refresh_from_db()
    assert alias.group == group
    remove = {"ma": alias.pk, "thao-tac": "bo"}
    its = f"/nhom/{group.pk}/ten-goi/"
    assert client.post(its, remove).status_code == 302
    assert client.post(its, remove).status_code == 404
    actions = [(entry.action, entry.label, entry.actor_id) for entry in history_of(alias)]
    assert [entry[0] for entry in actions] == [
        "accounts.add_alias",
        "accounts.move_alias",
        "accounts.remove_alias",
    ]
    assert {entry[2] for entry in actions} == {office.pk}


def test_a_name_decided_once_is_known_when_the_next_document_is_read(
    office: User, agencies: Any, visit: Any, publish: Callable[..., Plan], result: dict[str, Any]
) -> None:
    client = visit(office)
    client.post(f"/don-vi/{agencies.units['sxd'].pk}/ten-goi/", {"ten": "Ngành xây dựng Kinh Bắc"})
    result["tasks"][0]["lead"] = ["ngành Xây dựng Kinh Bắc"]
    publish(result)
    assert Assignment.objects.get(printed_name="ngành Xây dựng Kinh Bắc").unit == agencies.units["sxd"]


def test_pages_ask_as_little_for_many_as_for_one(
    administrator: User, agencies: Any, make_unit: Callable[..., Unit], visit: Any, at: datetime
) -> None:
    unit, group = agencies.units["skhcn"], agencies.groups["so-nganh"]
    put_alias(named=unit, text="Tên", by=None, at=at)
    put_alias(named=group, text="Nhóm", by=None, at=at)
    put_members(group=group, units=[unit], by=None, at=at)
    make_unit("p-0", "Phòng 0", "division", parent=unit)
    client = visit(administrator)
    addresses = ["/nhom/", f"/nhom/{group.pk}/", "/don-vi/"]
    addresses += [f"/don-vi/{unit.pk}/{page}" for page in ("", "ten-goi/", "sua/", "ket-thuc/")]

    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    client.get("/nhom/")
    few = [count(address) for address in addresses]
    for place in range(1, 13):
        put_alias(named=unit, text=f"Tên {'x' * place}", by=None, at=at)
        put_alias(named=group, text=f"Nhóm {'x' * place}", by=None, at=at)
        make_unit(f"p-{place}", f"Phòng {place}", "division", parent=unit)
    put_members(group=group, units=list(agencies.units.values()), by=None, at=at)
    assert [count(address) for address in addresses] == few
