"""An operator files and submits; the office approves; the registry takes it over, once and whole."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import psycopg
import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hatang.accounts.models import Unit, User
from hatang.base import filestore
from hatang.base.history import history_of
from hatang.base.refusal import Conflict, NotAllowed, Refusal
from hatang.cli import registering
from hatang.cli.ending import CannotDoIt
from hatang.network import actions
from hatang.network.actions import filings
from hatang.network.jobs import apply_filing, check_filing, say_check_was_lost
from hatang.network.models import (
    Cell,
    Filing,
    FilingFinding,
    FilingRow,
    MatchReview,
    Node,
    PassiveSite,
    Route,
    SiteStatePeriod,
    Tenancy,
)
from hatang.network.rules.periods import filing_period
from hatang.territory.models import Area, Boundary
from tests.network.filing_words import CELL, COMMUNES, NODE, ROUTE, SITE, csv_of

from .conftest import unit

AT = "/vien-thong/ke-khai/"
Q3, Q4 = filing_period("2026-Q3"), filing_period("2026-Q4")
M9, M10, M11 = (filing_period(f"2026-{month}") for month in ("09", "10", "11"))
WRONG = {**SITE, "code": "VT-2", "longitude": 106.08, "height_m": "cao"}


@dataclass
class World:
    """Two operators with their people, and communes."""

    operator: Unit
    owner: User
    colleague: User
    outsider: User
    office: User
    at: datetime

    def file(self, *rows: dict[str, Any], period: Any = Q4, **more: Any) -> Filing:
        """File rows of one sheet, and check them as the job does."""
        stored = filestore.store([csv_of(rows)])
        facts = {"operator": self.operator, "by": self.owner, **more}
        made = actions.file_inventory(period=period, file=stored, name="tep.csv", at=self.at, **facts)
        return self.check(made)

    def vnpt(self, *rows: dict[str, Any], period: Any = Q4, **more: Any) -> Filing:
        """File rows of the other operator, and enter them."""
        filing = self.file(*rows, period=period, operator=unit("vnpt"), by=self.outsider, **more)
        confirmed = {"is_corrected_confirmed": True, "is_gone_confirmed": True}
        actions.submit_filing(filing=filing, **confirmed, by=self.outsider, at=self.at)
        actions.approve_filing(filing=filing, by=self.office, at=self.at)
        return actions.apply_filing(filing_id=filing.pk, by=self.office, at=self.at)

    def check(self, filing: Filing) -> Filing:
        checked = actions.inspect_filing(filing)
        return actions.keep_check(filing=filing, checked=checked, at=self.at)

    def submit(self, filing: Filing) -> Filing:
        confirmed = {"is_corrected_confirmed": True, "is_gone_confirmed": True}
        return actions.submit_filing(filing=filing, **confirmed, by=self.owner, at=self.at)

    def enter(self, filing: Filing) -> Filing:
        self.submit(filing)
        actions.approve_filing(filing=filing, by=self.office, at=self.at)
        return actions.apply_filing(filing_id=filing.pk, by=self.office, at=self.at)


@pytest.fixture
def world(make_user: Callable[..., User], office: User, at: datetime) -> World:
    """Viettel and VNPT in two communes, after the end of the year."""
    for name, code, west, east in COMMUNES:
        kind = "commune" if code == "09193" else "ward"
        area = Area.objects.create(code=code, name=name, kind=kind, sort_key=name)
        box = shapely.box(west, 21.1, east, 21.3)
        edges = {"west": west, "south": 21.1, "east": east, "north": 21.3, "area_km2": 229}
        Boundary.objects.create(
            area=area, wkb=shapely.to_wkb(box), source="Ví dụ", valid_from=date(2025, 7, 1), **edges
        )
    return World(
        operator=unit(),
        owner=make_user("viettel-1", "officer", unit()),
        colleague=make_user("viettel-2", "reader", unit()),
        outsider=make_user("vnpt-1", "officer", unit("vnpt")),
        office=office,
        at=at.replace(year=2027),
    )


@pytest.mark.django_db
def test_what_is_filed_stands_in_the_registry_and_what_is_gone_has_ended(world: World) -> None:
    first = world.enter(
        world.file(SITE, {**SITE, "code": "VT-2", "longitude": 106.15, "valid_from": "02/03/2024"}, period=Q3)
    )
    assert first.state == "applied"
    one, two = PassiveSite.objects.order_by("code")
    assert (one.code, one.commune.code, two.commune.code) == ("VIETTEL-VT-1", "09193", "09253")
    assert (two.valid_from, one.valid_from) == (date(2024, 3, 2), None)
    assert world.enter(world.file(CELL, period=Q3, is_partial=True)).state == "applied"
    world.enter(world.file(NODE, period=Q3))
    world.enter(
        world.file(
            {**ROUTE, "start_code": "N1"},
            {**ROUTE, "code": "T2", "kind": "fibre", "parent_code": "T1"},
            period=Q3,
        )
    )
    assert Route.objects.get(code="T2").parent.start == Node.objects.get()
    # In the next quarter one mast is off and higher, the other is no longer filed.
    row = {**SITE, "height_m": 45, "state": "off", "state_since": "05/10/2026"}
    filed = world.file(row)
    assert filed.totals | {"rows": 1, "changed": 1, "gone": 1} == filed.totals
    world.enter(filed)
    one.refresh_from_db()
    assert one.height_m == 45 and one.valid_to is None
    states = list(SiteStatePeriod.objects.filter(site=one).values_list("state", "valid_from", "valid_to"))
    assert states == [
        ("on_air", date(2026, 6, 30), date(2026, 10, 5)),
        ("off", date(2026, 10, 5), None),
    ]
    two.refresh_from_db()
    assert two.valid_to == date(2026, 12, 31) and Tenancy.objects.get(site=two).valid_to is not None
    assert PassiveSite.objects.existing(date(2026, 12, 30)).count() == 2
    # The old height is kept by the audit.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT height_m FROM network_passivesiteevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [one.pk]
        )
        assert [height for (height,) in cursor.fetchall()][-2:] == [42, 45]
    # Filed once more as it is, nothing changes; and what came back stands again.
    again = world.file(row, {**SITE, "code": "VT-2", "longitude": 106.15}, period=filing_period("2026-12"))
    assert (again.totals["same"], again.totals["changed"], again.totals["new"]) == (1, 1, 0)
    world.enter(again)
    two.refresh_from_db()
    assert two.valid_to is None and Tenancy.objects.get(site=two).valid_to is None
    # What began on the last day and is gone in a later file of the same period lasted a day.
    world.enter(
        world.file(NODE, {**NODE, "code": "N2", "longitude": 106.06}, period=filing_period("2026-12"))
    )
    world.enter(world.file(NODE, period=filing_period("2026-12")))
    assert Node.objects.get(code="N2").valid_to == date(2027, 1, 1)


def lives(mast: PassiveSite) -> list[tuple[str, date, date | None]]:
    """The states of a mast with their days."""
    return list(
        SiteStatePeriod.objects.filter(site=mast)
        .order_by("valid_from")
        .values_list("state", "valid_from", "valid_to")
    )


@pytest.mark.django_db
def test_a_mast_that_comes_back_goes_on_from_its_end_in_its_last_state(world: World) -> None:
    other = {**SITE, "code": "VT-2", "longitude": 106.15}
    old = {"state": "on_air", "state_since": "04/05/2020"}
    world.enter(world.file({**SITE, **old}, other, {**other, "code": "VT-3", "longitude": 106.17}, period=M9))
    world.enter(world.file(other, period=M10))
    mast = PassiveSite.objects.get(tenancies__operator_code="VT-1")
    end, first = date(2026, 10, 31), date(2020, 5, 4)
    assert (mast.valid_to, lives(mast), mast.revision) == (end, [("on_air", first, end)], 1)
    with pytest.raises(actions.WrongSiteStep):
        actions.undo_site_step(site=mast, by=world.office, at=world.at)
    # With the day it had before, without a state, and in another state.
    seen = world.file({**SITE, **old}, other, period=M11)
    again = world.enter(seen)
    mast.refresh_from_db()
    assert (again.state, mast.valid_to, lives(mast)) == ("applied", None, [("on_air", first, None)])
    assert mast.revision == 2
    third = PassiveSite.objects.get(tenancies__operator_code="VT-3")
    back = {**other, "code": "VT-3", "longitude": 106.17, "state": "off", "state_since": "01/12/2026"}
    assert world.enter(world.file(back, period=Q4)).state == "applied"
    ended = ("on_air", date(2026, 8, 31), end)
    assert lives(third) == [ended, ("off", date(2026, 12, 1), None)]
    second = PassiveSite.objects.get(tenancies__operator_code="VT-2")
    assert second.valid_to == date(2026, 12, 31)
    assert world.enter(world.file(back, other, period=Q4)).state == "applied"
    second.refresh_from_db()
    assert second.valid_to is None and [state for state, _from, to in lives(second) if to is None] == [
        "on_air"
    ]


@pytest.mark.django_db
def test_a_mast_by_another_code_stays_one_mast(world: World) -> None:
    dated = {**SITE, "valid_from": "04/05/2020"}
    world.enter(world.file(dated, period=M9))
    world.enter(world.file(CELL, period=M9, is_partial=True))
    mast = PassiveSite.objects.get()
    named = {**dated, "code": "NEW-1"}
    # Beside one's own mast in a partial filing: the same one twice.
    partial = world.file(named, period=M10, is_partial=True)
    assert FilingFinding.objects.get(filing=partial).rule == "duplicate-mast"
    actions.withdraw_filing(filing=partial, by=world.owner, at=world.at)
    # The new code stands from the day the old one ended; found by its place, then by the registry's code.
    assert world.enter(world.file(named, period=M10)).state == "applied"
    world.enter(world.file({**CELL, "site_code": "NEW-1"}, period=M10, is_partial=True))
    by_code = {**dated, "code": "NEW-2", "registry_code": mast.code}
    assert world.enter(world.file(by_code, period=M11)).state == "applied"
    # And a code that had ended comes back.
    assert world.enter(world.file(dated, period=Q4)).state == "applied"
    mast.refresh_from_db()
    assert PassiveSite.objects.get() == mast and mast.valid_to is None
    stands = Tenancy.objects.order_by("valid_from").values_list("operator_code", "valid_from", "valid_to")
    assert list(stands) == [
        ("NEW-1", date(2026, 10, 31), date(2026, 11, 30)),
        ("NEW-2", date(2026, 11, 30), date(2026, 12, 31)),
        ("VT-1", date(2026, 12, 31), None),
    ]
    # A code of the registry that somebody of one's own stands on by, and one that is named twice.
    taken = {**by_code, "code": "NEW-3", "longitude": 106.0505}
    found = world.file(dated, taken, period=Q4)
    assert "mast-taken" in FilingFinding.objects.filter(filing=found, row=3).values_list("rule", flat=True)
    apart = {**by_code, "code": "NEW-4", "longitude": 106.0505}
    both = world.file({**by_code, "code": "NEW-3"}, apart, period=Q4)
    twice = FilingFinding.objects.filter(filing=both, rule="mast-taken").values_list("row", flat=True)
    assert sorted(twice) == [2, 3]


@pytest.mark.django_db
def test_cells_of_a_mast_by_another_code_are_not_new(world: World, tmp_path: Path) -> None:
    world.enter(world.file(SITE, period=M9))
    world.enter(world.file({**CELL, "valid_from": "04/05/2020"}, period=M9, is_partial=True))
    sheets = [[{**SITE, "code": "NEW-1"}], [{**CELL, "site_code": "NEW-1"}]]
    filing = world.file(*sheets[0], period=M10)
    stored = filestore.store([csv_of(sheets[1])])
    actions.add_corrections(filing=filing, file=stored, name="tram.csv", by=world.owner, at=world.at)
    filing.refresh_from_db()
    assert world.enter(world.check(filing)).state == "applied"
    rows = Cell.objects.order_by("id").values_list("tenancy__operator_code", "valid_from", "valid_to")
    since, day = date(2020, 5, 4), date(2026, 10, 31)
    assert list(rows) == [("VT-1", since, day), ("NEW-1", since, None)]


@pytest.mark.django_db
def test_an_empty_mast_ends_whoever_owns_it_and_only_its_owner_has_it_back(world: World) -> None:
    far = {"longitude": 106.15}
    world.vnpt({**SITE, "code": "VN-1"}, {**SITE, **far, "code": "VN-2"}, period=M9)
    world.enter(world.file(SITE, {**SITE, "code": "VT-2", "longitude": 106.17}, period=M9))
    world.vnpt({**SITE, **far, "code": "VN-2"}, period=M10)
    shared = PassiveSite.objects.get(code="VNPT-VN-1")
    assert shared.valid_to is None
    world.enter(world.file({**SITE, "code": "VT-2", "longitude": 106.17}, period=M10))
    shared.refresh_from_db()
    assert shared.valid_to == date(2026, 10, 31) and lives(shared)[-1][2] == shared.valid_to
    filing = world.file(SITE, {**SITE, "code": "VT-2", "longitude": 106.17}, period=M11)
    assert FilingFinding.objects.get(filing=filing).rule == "mast-ended"
    world.enter(filing)
    world.vnpt({**SITE, "code": "VN-1"}, {**SITE, **far, "code": "VN-2"}, period=M11)
    shared.refresh_from_db()
    assert shared.valid_to is None
    assert world.file(SITE, period=Q4).totals["set_aside"] == 0


@pytest.mark.django_db
def test_what_has_no_day_happened_today_while_the_period_runs(world: World) -> None:
    world.at, today = world.at.replace(year=2026, month=11, day=20), date(2026, 11, 20)
    far = {**SITE, "code": "VT-2", "longitude": 106.15}
    assert world.enter(world.file(SITE, period=M10)).state == "applied"
    world.enter(world.file(far))
    one, two = PassiveSite.objects.order_by("code")
    assert (one.valid_from, one.valid_to, lives(one)) == (None, today, [("on_air", date(2026, 9, 30), today)])
    assert (two.valid_from, lives(two)) == (today, [("on_air", today, None)])
    assert Tenancy.objects.get(site=two).valid_from == today


@pytest.mark.django_db
def test_who_approved_is_named_and_two_periods_wait_for_each_other(world: World) -> None:
    filing = world.submit(world.file(SITE, period=Q3))
    with CaptureQueriesContext(connection) as asked:
        actions.approve_filing(filing=filing, by=world.office, at=world.at)
    assert any("accounts_unit" in one["sql"] and "FOR NO KEY UPDATE" in one["sql"] for one in asked)
    apply_filing(filing.pk)
    assert {one.actor_id for one in history_of(PassiveSite.objects.get())} == {world.office.pk}
    later = world.enter(world.file({**SITE, "height_m": 40}))
    assert later.state == "applied"
    # What was approved before a later period was entered does not go over it.
    Filing.objects.filter(pk=filing.pk).update(state="approved", applied_at=None)
    apply_filing(filing.pk)
    filing.refresh_from_db()
    assert filing.state == "submitted" and "later period" in filing.sentence


@pytest.mark.django_db
def test_people_of_a_division_file_for_their_operator(
    world: World, make_user: Callable[..., User], sign_in: Callable[[User], Client]
) -> None:
    part = Unit.objects.create(
        name="Phòng Kỹ thuật", code="viettel-kt", kind="division", parent=world.operator, sort_key="k"
    )
    assert sign_in(make_user("viettel-3", "officer", part)).get(f"{AT}moi/").status_code == 200
    # Nothing is stored of who may only look.
    filing = world.file(SITE, WRONG)
    file = SimpleUploadedFile("sua.csv", csv_of([{**SITE, "height_m": 44}]))
    before = sorted(filestore._root().rglob("*"))
    door = sign_in(world.colleague)
    assert door.post(f"{AT}{filing.pk}/sua/", {"tep": file}).status_code == 403
    assert sorted(filestore._root().rglob("*")) == before


@pytest.mark.django_db
def test_rows_set_aside_come_back_as_a_workbook_and_take_their_place(
    world: World, sign_in: Callable[[User], Client]
) -> None:
    filing = world.file(SITE, WRONG)
    assert (filing.totals["accepted"], filing.totals["set_aside"]) == (1, 1)
    assert FilingFinding.objects.get(filing=filing).rule == "type-number"
    book = b"".join(sign_in(world.owner).get(f"{AT}{filing.pk}/dong-loi/"))
    opened = openpyxl.load_workbook(BytesIO(book))
    sheet = opened.active
    heads = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heads.index("Dòng của tệp gốc") + 1).value in (3, "3")
    assert "cần một số" in sheet.cell(2, heads.index("Lý do") + 1).value
    sheet.cell(2, heads.index("Chiều cao (m) *") + 1).value = "40,5"
    fixed = BytesIO()
    opened.save(fixed)
    # Rows that do not say which ones they stand for take nobody's place: the file is taken out again.
    bare = filestore.store([csv_of([{**SITE, "code": "VT-7"}])])
    actions.add_corrections(filing=filing, file=bare, name="khac.csv", by=world.owner, at=world.at)
    check_filing(filing.pk)
    filing.refresh_from_db()
    assert (filing.state, len(filing.files)) == ("checked", 1) and "Dòng của tệp gốc" in filing.sentence
    stored = filestore.store([fixed.getvalue()])
    actions.add_corrections(filing=filing, file=stored, name="sua.xlsx", by=world.owner, at=world.at)
    filing.refresh_from_db()
    filing = world.check(filing)
    assert (filing.totals["accepted"], filing.totals["corrected"], filing.totals["set_aside"]) == (1, 1, 0)
    with pytest.raises(Refusal) as refused:
        actions.submit_filing(
            filing=filing, is_corrected_confirmed=False, is_gone_confirmed=False, by=world.owner, at=world.at
        )
    assert refused.value.field == "sua"
    world.enter(filing)
    assert set(PassiveSite.objects.values_list("height_m", flat=True)) == {42, 40.5}


@pytest.mark.django_db
def test_a_file_that_ends_every_worker_is_unreadable_and_columns_not_read_are_named(
    world: World, sign_in: Callable[[User], Client]
) -> None:
    filing = world.file({**SITE, "Ghi chú": "gần chợ"})
    page = sign_in(world.owner).get(f"{AT}{filing.pk}/").content.decode()
    assert "Vị trí trạm: Ghi chú" in page
    Filing.objects.filter(pk=filing.pk).update(state="checking")
    say_check_was_lost(filing.pk)
    filing.refresh_from_db()
    assert filing.state == "unreadable" and filing.sentence


@pytest.mark.django_db
def test_a_file_is_filed_once_and_entered_once_whoever_presses_twice(world: World, office: User) -> None:
    filing = world.file(SITE)
    with pytest.raises(actions.AlreadyFiled):
        world.file(SITE)
    world.submit(filing)
    with pytest.raises(Conflict):
        world.submit(filing)
    actions.approve_filing(filing=filing, by=office, at=world.at)
    for press in (actions.approve_filing, actions.return_filing):
        with pytest.raises(Conflict):
            press(
                filing=filing,
                by=office,
                at=world.at,
                **({"reason": "x"} if press is actions.return_filing else {}),
            )
    apply_filing(filing.pk)
    apply_filing(filing.pk)
    assert PassiveSite.objects.count() == Tenancy.objects.count() == SiteStatePeriod.objects.count() == 1
    with pytest.raises(Conflict, match="quarter IV/2026"):
        world.file({**SITE, "height_m": 50}, period=Q3)


@pytest.mark.django_db
def test_a_mast_of_another_operator_gets_a_second_tenant_and_doubtful_ones_wait(
    world: World, sign_in: Callable[[User], Client]
) -> None:
    vnpt = {"operator": unit("vnpt"), "by": world.outsider}
    theirs = world.file({**SITE, "code": "VN-1"}, {**SITE, "code": "VN-2", "longitude": 106.0803}, **vnpt)
    actions.submit_filing(
        filing=theirs, is_corrected_confirmed=False, is_gone_confirmed=False, by=world.outsider, at=world.at
    )
    actions.approve_filing(filing=theirs, by=world.office, at=world.at)
    actions.apply_filing(filing_id=theirs.pk, by=world.office, at=world.at)
    rows = [{**SITE, "longitude": 106.05002}, {**SITE, "code": "VT-2", "longitude": 106.08, "height_m": 36}]
    filing = world.submit(world.file(*rows))
    pair = MatchReview.objects.get()
    assert (pair.operator_code, filing.report["n_sure"]) == ("VT-2", 1)
    with pytest.raises(Conflict, match="doubtful"):
        actions.approve_filing(filing=filing, by=world.office, at=world.at)
    with pytest.raises(NotAllowed):
        actions.answer_pair(pair=pair, answer="same", reason="x", by=world.owner, at=world.at)
    client = sign_in(world.office)
    assert b"VT-2" in client.get(f"{AT}cap-cot/").content
    assert client.post(f"{AT}cap-cot/{pair.pk}/", {"tra-loi": "same"}).status_code == 400
    client.post(f"{AT}cap-cot/{pair.pk}/", {"tra-loi": "different", "ly-do": "Hai cột"})
    client.post(f"{AT}cap-cot/{pair.pk}/", {"tra-loi": "hoan-tac"})
    client.post(f"{AT}cap-cot/{pair.pk}/", {"tra-loi": "same", "ly-do": "Đã xem tại chỗ"})
    actions.approve_filing(filing=filing, by=world.office, at=world.at)
    filing = actions.apply_filing(filing_id=filing.pk, by=world.office, at=world.at)
    assert filing.state == "applied" and PassiveSite.objects.count() == 2
    assert all(mast.tenancies.count() == 2 for mast in PassiveSite.objects.all())
    # The mast stays as its owner filed it.
    assert set(PassiveSite.objects.values_list("height_m", "owner__code")) == {(42, "vnpt")}


@pytest.mark.django_db
def test_a_registry_that_moved_since_the_check_sends_the_filing_back(world: World) -> None:
    filing = world.submit(world.file(SITE))
    vnpt = {"operator": unit("vnpt"), "by": world.outsider}
    other = world.file({**SITE, "code": "VN-1", "longitude": 106.0503, "height_m": 36}, **vnpt)
    actions.submit_filing(
        filing=other, is_corrected_confirmed=False, is_gone_confirmed=False, by=world.outsider, at=world.at
    )
    for one in (other, filing):
        actions.approve_filing(filing=one, by=world.office, at=world.at)
        one = actions.apply_filing(filing_id=one.pk, by=world.office, at=world.at)
    assert one.state == "submitted" and "changed since" in one.sentence
    assert PassiveSite.objects.count() == 1 and MatchReview.objects.get().filing == one


@pytest.mark.django_db
def test_own_people_and_the_office_see_a_filing_and_nobody_else(
    world: World, reader: User, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(world.owner)
    file = SimpleUploadedFile("kê khai.csv", csv_of([SITE, WRONG]))
    facts = {"don-vi": world.operator.pk, "ky": "2026-Q4", "pham-vi": "toan-bo", "he": ""}
    answer = client.post(f"{AT}moi/", {**facts, "tep": file})
    filing = Filing.objects.get()
    assert answer.url == f"{AT}{filing.pk}/"
    assert b"progress" in client.get(answer.url).content
    check_filing(filing.pk)
    people = {
        world.owner: (200, 200),
        world.colleague: (200, 403),
        world.office: (200, 302),
        world.outsider: (404, 404),
        reader: (404, 404),
    }
    for person, (sees, writes) in people.items():
        door = sign_in(person)
        assert door.get(answer.url).status_code == sees
        assert door.get(f"{answer.url}dong-loi/").status_code == sees
        assert (b"VT-" in door.get(AT).content or b"viettel" in door.get(AT).content) == (sees == 200)
        if person != world.owner:
            assert door.post(f"{answer.url}gui/").status_code == writes
    for person in (world.owner, world.outsider, reader):
        assert sign_in(person).post(f"{answer.url}duyet/").status_code in (403, 404)
        assert sign_in(person).get(f"{AT}cap-cot/").status_code == 403
    assert sign_in(reader).get(f"{AT}moi/").status_code == 403
    other = {**facts, "tep": SimpleUploadedFile("b.csv", csv_of([SITE]))}
    assert sign_in(world.outsider).post(f"{AT}moi/", other).status_code == 400
    again = client.post(f"{AT}moi/", {**facts, "tep": SimpleUploadedFile("c.csv", csv_of([SITE, WRONG]))})
    assert again.url == answer.url


@pytest.mark.django_db
def test_a_long_report_asks_as_few_questions_as_a_short_one(
    world: World, sign_in: Callable[[User], Client], n_queries: Any
) -> None:
    client = sign_in(world.owner)
    short = world.file(WRONG)
    rows = [
        {**SITE, "code": f"L-{number}", "longitude": 106.01 + number / 1000, "height_m": "x"}
        for number in range(60)
    ]
    long = world.file(*rows)
    client.get(f"{AT}{short.pk}/")
    few, many = (n_queries(client, f"{AT}{one.pk}/?xem=tach") for one in (short, long))
    assert few == many
    assert FilingRow.objects.filter(filing=long).count() == 60


@pytest.mark.django_db
def test_the_command_line_writes_a_template_and_checks_or_files_a_file(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(registering, "rooms", nullcontext)
    assert registering.template("sites", tmp_path / "mau.xlsx") == 0
    assert openpyxl.load_workbook(tmp_path / "mau.xlsx").sheetnames[1:] == ["Vị trí trạm"]
    file = tmp_path / "tep.csv"
    file.write_bytes(csv_of([SITE, WRONG]))
    facts = {"operator": "viettel", "period": "2026-Q4", "by": "viettel-1", "system": "", "is_partial": False}
    assert registering.import_registry(file, **facts, is_filed=False, as_json=True) == 1
    said = json.loads(capsys.readouterr().out)
    assert [(one["row"], one["rule"]) for one in said["findings"]] == [(3, "type-number")]
    assert said["counts"]["sites"]["accepted"] == 1 and not Filing.objects.exists()
    queued: list[str] = []
    monkeypatch.setattr(filings.jobs, "enqueue", lambda name, **_facts: queued.append(name))
    assert registering.import_registry(file, **facts, is_filed=True, as_json=False) == 1
    assert Filing.objects.get().state == "checked" and not queued
    for wrong in ({"period": "2026-13"}, {"operator": "khong-co"}, {"by": "vnpt-1"}):
        with pytest.raises(CannotDoIt):
            registering.import_registry(file, **{**facts, **wrong}, is_filed=True, as_json=False)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_enters_leaves_nothing_half_entered(world: World) -> None:
    world.enter(world.file(SITE, period=Q3))
    rows = [{**SITE, "code": f"N-{number}", "longitude": 106.02 + number / 1000} for number in range(1, 20)]
    filing = world.submit(world.file({**SITE, "contract": "lease"}, *rows))
    actions.approve_filing(filing=filing, by=world.office, at=world.at)
    facts = connection.settings_dict
    with psycopg.connect(
        host=facts["HOST"],
        port=facts["PORT"] or None,
        dbname=facts["NAME"],
        user=facts["USER"],
        password=facts["PASSWORD"] or None,
    ) as other:
        # Whoever enters has written the new masts by the time it waits for this row.
        other.execute("SELECT id FROM network_tenancy FOR UPDATE")
        names = {name: facts[name] for name in ("NAME", "USER", "HOST")}
        code = (
            "import django; django.setup()\nfrom django.conf import settings\n"
            "from django.db import connection\n"
            f"connection.settings_dict.update({names!r})\nsettings.FILE_STORE = {str(filestore._root())!r}\n"
            f"from hatang.network.jobs import apply_filing; apply_filing({filing.pk})"
        )
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "hatang.config.settings"}
        worker = subprocess.Popen([sys.executable, "-c", code], env=environment)
        for _second in range(120):
            waits = other.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s",
                [facts["NAME"]],
            )
            if waits.fetchone()[0] or worker.poll() is not None:
                break
            time.sleep(0.25)
        assert worker.poll() is None
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    filing.refresh_from_db()
    assert filing.state == "approved" and PassiveSite.objects.count() == 1
    # The job starts again, as the queue has it done for workers that died.
    apply_filing(filing.pk)
    filing.refresh_from_db()
    assert filing.state == "applied" and PassiveSite.objects.count() == 20
    assert Tenancy.objects.get(operator_code="VT-1").contract == "lease"
    assert not Cell.objects.exists()
