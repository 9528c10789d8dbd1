"""A printed name becomes a unit or a group."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from hatang.accounts.actions import NameTaken, put_alias
from hatang.accounts.models import Unit, User
from hatang.accounts.queries import groups_of, members_on, name_index, unit_ancestors
from hatang.accounts.rules import name_key
from hatang.base.history import history_of
from hatang.base.refusal import Refusal

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Sở Khoa học và Công nghệ", "skhcn"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "skhcn"),
        ("Sở Khoa học & Công nghệ", "skhcn"),
        ("Sở Khoa học và Công nghệ tỉnh Bắc Ninh", "skhcn"),
        ("Sở KH&CN", "skhcn"),
        ("Sở KHCN", "skhcn"),
        ("Sở KH-CN", "skhcn"),
        ("SKHCN", "skhcn"),
        ("SKH&CN", "skhcn"),
        ("SKH-CN", "skhcn"),
        ("Giám đốc Sở Khoa học và Công nghệ", "skhcn"),
        ("Sở Khoa học và Công nghệ (cơ quan thường trực)", "skhcn"),
        ("Sở XD", "sxd"),
        ("SXD", "sxd"),
        ("Sở NN&MT", "snnmt"),
        ("SNN&MT", "snnmt"),
        ("SNNMT", "snnmt"),
        ("Sở VHTT&DL", "svhttdl"),
        ("SVHTTDL", "svhttdl"),
        ("Sở Văn hoá, Thể thao và Du lịch", "svhttdl"),
        ("Sở GD&ĐT", "sgddt"),
        ("SGDĐT", "sgddt"),
        ("UBND tỉnh", "ubnd-tinh"),
        ("Uỷ ban nhân dân tỉnh", "ubnd-tinh"),
        ("Ủy ban nhân dân tỉnh Bắc Ninh", "ubnd-tinh"),
        ("Chủ tịch UBND tỉnh", "ubnd-tinh"),
        ("Công an tỉnh", "ca"),
        ("Công an tỉnh Bắc Ninh", "ca"),
        ("BQL các KCN", "ban-kcn"),
        ("Ban Quản lý các Khu công nghiệp tỉnh", "ban-kcn"),
        ("UBND xã Yên Phong", "xa-09193"),
        ("xã Yên Phong", "xa-09193"),
        ("UBND phường Nhân Hoà", "phuong-09253"),
        ("VNPT", "vnpt"),
        ("VNPT Bắc Ninh", "vnpt"),
        ("Tập đoàn Viettel", "viettel"),
        ("Sở TT&TT", "stttt"),
    ],
)
def test_a_printed_name_finds_its_unit(agencies: Any, printed: str, code: str) -> None:
    assert name_index().resolve(printed, on=TODAY) == agencies.units[code]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Các Sở, ban, ngành", "so-nganh"),
        ("sở, ban, ngành", "so-nganh"),
        ("Các sở, ban, ngành tỉnh", "so-nganh"),
        ("UBND các xã, phường", "xa-phuong"),
        ("99 UBND các xã, phường", "xa-phuong"),
        ("Ủy ban nhân dân xã, phường", "xa-phuong"),
        ("doanh nghiệp viễn thông", "vien-thong"),
        ("Các doanh nghiệp viễn thông trên địa bàn tỉnh", "vien-thong"),
        ("Thủ trưởng các Sở, ban, ngành", "so-nganh"),
    ],
)
def test_a_collective_name_finds_its_group(agencies: Any, printed: str, code: str) -> None:
    assert name_index().resolve(printed, on=TODAY) == agencies.groups[code]


@pytest.mark.parametrize(
    "printed",
    ["Sở Y tế", "UBND", "Sở Khoa học và Công nghệ tỉnh Lạng Sơn", "", "…", "Viettel Lạng Sơn", "xã Yên"],
)
def test_an_unknown_name_is_not_guessed(agencies: Any, printed: str) -> None:
    assert name_index().resolve(printed, on=TODAY) is None


def test_a_name_two_living_units_share_is_not_guessed(agencies: Any, make_unit: Callable[..., Unit]) -> None:
    make_unit("phong-a", "Phòng Chuyển đổi số", "division", parent=agencies.units["skhcn"])
    make_unit("phong-b", "Phòng Chuyển đổi số", "division", parent=agencies.units["skhcn"])
    assert name_index().resolve("Phòng CĐS", on=TODAY) is None


def test_the_unit_that_existed_on_the_day_is_meant(agencies: Any, make_unit: Callable[..., Unit]) -> None:
    old = make_unit("sxd-cu", "Sở Xây dựng", valid_to=date(2025, 7, 1))
    new = agencies.units["sxd"]
    new.valid_from = date(2025, 7, 1)
    new.save()
    assert name_index().resolve("Sở Xây dựng", on=date(2024, 1, 1)) == old
    assert name_index().resolve("Sở Xây dựng", on=TODAY) == new


def test_names_are_read_with_three_queries_however_many_are_asked(
    agencies: Any, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    with django_assert_num_queries(3):
        index = name_index()
        for _again in range(50):
            index.resolve("Sở KH&CN")


def test_an_alias_of_another_unit_is_refused_and_one_of_the_same_is_kept(agencies: Any, at: datetime) -> None:
    viettel, vnpt = agencies.units["viettel"], agencies.units["vnpt"]
    first = put_alias(named=viettel, text="Viettel tỉnh", by=None, at=at)
    assert put_alias(named=viettel, text="VIETTEL TỈNH", by=None, at=at) == first
    with pytest.raises(NameTaken, match="Viettel tỉnh"):
        put_alias(named=vnpt, text="Viettel tỉnh", by=None, at=at)


def test_an_alias_needs_letters(agencies: Any, at: datetime) -> None:
    with pytest.raises(Refusal):
        put_alias(named=agencies.units["vnpt"], text=" … ", by=None, at=at)


def test_members_of_a_group_are_those_of_the_day(agencies: Any) -> None:
    group = agencies.groups["xa-phuong"].pk
    assert [unit.code for unit in members_on([group], TODAY)[group]] == ["phuong-09253", "xa-09193"]
    assert members_on([group], date(2025, 6, 30)).get(group, []) == []


def test_a_unit_knows_its_groups_and_what_stands_above_it(
    agencies: Any, make_unit: Callable[..., Unit]
) -> None:
    commune = agencies.units["xa-09193"]
    assert groups_of(commune, TODAY) == [agencies.groups["xa-phuong"]]
    division = make_unit("phong-x", "Phòng Hạ tầng", "division", parent=agencies.units["skhcn"])
    assert unit_ancestors(division) == [agencies.units["skhcn"]]


def test_the_key_forgets_only_what_means_nothing() -> None:
    assert name_key("Các Sở, ban, ngành") == name_key("sở ban ngành")
    assert name_key("Hoà Bình") == name_key("hòa bình")
    assert name_key("xã Hòa") != name_key("xã Hoa")


def test_who_settled_a_name_is_remembered(agencies: Any, office: User, at: datetime) -> None:
    alias = put_alias(named=agencies.units["skhcn"], text="Viện Lạ", by=office, at=at)
    [entry] = history_of(alias)
    assert (entry.actor_id, entry.action, entry.label) == (office.pk, "accounts.put_alias", "insert")
