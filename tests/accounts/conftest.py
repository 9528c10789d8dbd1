"""Units and groups with the names documents use for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from hatang.accounts.actions import put_alias, put_group, put_members, put_unit
from hatang.accounts.models import Unit, UnitGroup

MERGED_ON = date(2025, 7, 1)


@dataclass
class Agencies:
    """The units of these tests by code, and their groups."""

    units: dict[str, Unit]
    groups: dict[str, UnitGroup]


@pytest.fixture
def make_unit(db: None, at: datetime) -> Callable[..., Unit]:
    """Makes a unit."""

    def make(code: str, name: str, kind: str = "department", **more: Any) -> Unit:
        return put_unit(code=code, name=name, kind=kind, by=None, at=at, **more)

    return make


@pytest.fixture
def agencies(make_unit: Callable[..., Unit], at: datetime) -> Agencies:
    """A small province: its committee, departments, two communes, operators and three groups."""
    rows = [
        ("ubnd-tinh", "Ủy ban nhân dân tỉnh Bắc Ninh", "province", ""),
        ("skhcn", "Sở Khoa học và Công nghệ", "department", "SKHCN"),
        ("sxd", "Sở Xây dựng", "department", "SXD"),
        ("snnmt", "Sở Nông nghiệp và Môi trường", "department", ""),
        ("svhttdl", "Sở Văn hóa, Thể thao và Du lịch", "department", ""),
        ("sgddt", "Sở Giáo dục và Đào tạo", "department", ""),
        ("ca", "Công an tỉnh Bắc Ninh", "agency", ""),
        ("ban-kcn", "Ban Quản lý các khu công nghiệp", "agency", ""),
        ("xa-09193", "Ủy ban nhân dân xã Yên Phong", "commune", ""),
        ("phuong-09253", "Ủy ban nhân dân phường Nhân Hòa", "commune", ""),
        ("vnpt", "VNPT Bắc Ninh", "operator", ""),
        ("viettel", "Viettel Bắc Ninh", "operator", ""),
    ]
    units = {code: make_unit(code, name, kind, short_name=short) for code, name, kind, short in rows}
    units["stttt"] = make_unit("stttt", "Sở Thông tin và Truyền thông", valid_to=MERGED_ON)
    groups = {
        code: put_group(code=code, name=name, by=None, at=at)
        for code, name in [
            ("so-nganh", "Các sở, ban, ngành"),
            ("xa-phuong", "UBND các xã, phường"),
            ("vien-thong", "Các doanh nghiệp viễn thông"),
        ]
    }
    communes = [units["xa-09193"], units["phuong-09253"]]
    put_members(group=groups["xa-phuong"], units=communes, valid_from=MERGED_ON, by=None, at=at)
    put_members(group=groups["vien-thong"], units=[units["vnpt"], units["viettel"]], by=None, at=at)
    put_alias(named=units["viettel"], text="Tập đoàn Viettel", by=None, at=at)
    return Agencies(units, groups)
