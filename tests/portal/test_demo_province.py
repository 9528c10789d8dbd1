"""Units, groups and areas of the example province."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hatang.accounts.actions import move_alias, put_unit, take_out_members
from hatang.accounts.models import GroupMembership, Unit, UnitAlias, UnitGroup, UnitKind
from hatang.accounts.queries import members_on, name_index
from hatang.portal.demo.places import POPULATIONS, load_commune_units, load_places
from hatang.portal.demo.units import MERGED_ON, load_groups, load_units
from hatang.territory.models import Area, AreaKind, AreaSuccessor

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MODELS = (Unit, UnitAlias, UnitGroup, GroupMembership, Area, AreaSuccessor)


def load() -> dict[str, UnitGroup]:
    """Load the province."""
    load_places(by=None, at=AT)
    units = load_units(by=None, at=AT)
    communes = load_commune_units(parent=units["ubnd-tinh"], by=None, at=AT)
    return load_groups(units=units, communes=communes, by=None, at=AT)


def test_the_province_has_66_communes_and_33_wards_of_the_register() -> None:
    load()
    assert Area.objects.filter(kind=AreaKind.COMMUNE).count() == 66
    assert Area.objects.filter(kind=AreaKind.WARD).count() == 33
    assert sum(area.area_km2 for area in Area.objects.communes()) == Decimal("4718.61")
    published = Area.objects.communes().filter(is_population_estimate=False)
    assert {one.code: one.population for one in published} == POPULATIONS
    # The others are estimated, so that all of them are the people of the province.
    assert sum(area.population for area in Area.objects.communes()) == 3_618_000
    assert sum(POPULATIONS.values()) == 788_782
    assert Unit.objects.filter(kind=UnitKind.COMMUNE).count() == 99


def test_loading_twice_changes_nothing() -> None:
    load()
    first = [model.objects.count() for model in MODELS]
    load()
    assert [model.objects.count() for model in MODELS] == first


def test_what_people_changed_stays_when_it_is_loaded_again() -> None:
    groups = load()
    unit = Unit.objects.get(code="sxd")
    put_unit(code="sxd", name="Sở Xây dựng và Giao thông", kind=unit.kind, by=None, at=AT)
    [alias] = unit.aliases.all()
    move_alias(alias=alias, named=unit, to=groups["so-ban-nganh"], by=None, at=AT)
    take_out_members(group=groups["so-ban-nganh"], units=[unit], on=MERGED_ON, by=None, at=AT)
    load()
    unit.refresh_from_db()
    assert unit.name == "Sở Xây dựng và Giao thông"
    assert not unit.aliases.exists()
    assert not unit.memberships.filter(group=groups["so-ban-nganh"]).exists()


def test_a_group_has_the_members_of_the_day() -> None:
    groups = load()
    communes, offices = groups["ubnd-xa-phuong"], groups["phong-don-vi-thuoc-so"]
    ids = [communes.pk, offices.pk]
    after, before = members_on(ids, date(2025, 10, 6)), members_on(ids, date(2022, 3, 15))
    assert len(after[communes.pk]) == 99
    assert before[communes.pk] == []
    assert {unit.parent.code for unit in after[offices.pk] if unit.parent} == {"skhcn"}
    assert {unit.parent.code for unit in before[offices.pk] if unit.parent} == {"bg-stttt"}


@pytest.mark.parametrize(
    ("printed", "on", "code"),
    [
        ("SKH-CN", date(2026, 1, 1), "skhcn"),
        ("Sở Công thương", date(2026, 1, 1), "sct"),
        ("Phòng BCVT", date(2022, 3, 1), "bg-stttt-bcvt"),
        ("Phòng BCVT", date(2026, 3, 1), "skhcn-bcvt"),
        ("Văn phòng Sở", date(2022, 3, 1), "bg-stttt-vp"),
        ("Văn phòng Sở", date(2026, 3, 1), "skhcn-vp"),
        ("Trung tâm CNTT&TT", date(2022, 3, 1), "bg-stttt-tt"),
        ("UBND phường Cảnh Thuỵ", date(2026, 3, 1), "ubnd-07738"),
        ("Báo và PTTH Bắc Ninh", date(2026, 3, 1), "bao-ptth"),
        ("Ủy ban nhân dân tỉnh Bắc Ninh", date(2026, 3, 1), "ubnd-tinh"),
        ("các Sở, ban ngành thuộc UBND tỉnh", date(2026, 3, 1), "so-ban-nganh"),
        ("các UBND cấp xã", date(2026, 3, 1), "ubnd-xa-phuong"),
        ("Doanh nghiệp viễn thông trên địa bàn tỉnh", date(2026, 3, 1), "doanh-nghiep-vien-thong"),
    ],
)
def test_printed_names_mean_the_unit_of_their_time(printed: str, on: date, code: str) -> None:
    load()
    named = name_index().resolve(printed, on=on)
    assert named is not None
    assert named.code == code


def test_closed_units_name_who_took_over() -> None:
    load()
    closed = Unit.objects.filter(valid_to__isnull=False)
    assert closed.count() == 10
    for unit in closed:
        assert unit.successor_links.count() == 1
    assert Unit.objects.get(code="bg-stttt").successor_links.get().successor.code == "bg-skhcn"
    assert Unit.objects.get(code="bg-skhcn").successor_links.get().on == MERGED_ON
