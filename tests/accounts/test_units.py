"""Units are added, changed and ended; what contradicts itself is refused by field."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from hatang.accounts.actions import (
    HasChildren,
    NameTaken,
    StaleUnit,
    UnitFacts,
    add_unit,
    change_unit,
    close_unit,
    put_unit,
    reopen_unit,
)
from hatang.accounts.models import Unit, UnitKind, UnitSuccessor, User
from hatang.base.history import history_of
from hatang.base.refusal import Refusal

pytestmark = pytest.mark.django_db

DAY, NEXT_YEAR = date(2026, 3, 1), date(2027, 1, 1)
Put = Callable[..., Unit]


def facts(**values: Any) -> UnitFacts:
    return UnitFacts(**{"name": "Sở Ngoại vụ", "kind": "department", **values})


@pytest.mark.parametrize("kind", [kind for kind in UnitKind.values if kind != UnitKind.DIVISION])
def test_every_kind_but_a_division_stands_alone(kind: str, make_unit: Put) -> None:
    assert make_unit("x", "Cơ quan X", kind).get_kind_display()


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "S" * 201}),
        ("short_name", {"short_name": "S" * 61}),
        ("kind", {"kind": "club"}),
        ("parent", {"kind": "division"}),
        ("area_code", {"area_code": "xa-1"}),
        ("e_identifier", {"e_identifier": "12"}),
        ("valid_to", {"valid_from": DAY, "valid_to": DAY}),
    ],
)
def test_a_fact_that_cannot_be_is_refused_with_its_field(
    field: str, values: dict[str, Any], office: User, at: datetime
) -> None:
    with pytest.raises(Refusal) as refused:
        add_unit(code="snv", facts=facts(**values), by=office, at=at)
    assert refused.value.field == field
    assert not Unit.objects.filter(code="snv").exists()


@pytest.mark.parametrize("code", ["", "sở", "a b", "x" * 41])
def test_a_code_that_is_no_code_is_refused(code: str, office: User, at: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        add_unit(code=code, facts=facts(), by=office, at=at)
    assert refused.value.field == "code"


@pytest.mark.parametrize("identifier", ["H05", "H05.12", "H05.12.01", "G09.101"])
def test_an_electronic_identifier_has_levels(identifier: str, office: User, at: datetime) -> None:
    unit = add_unit(code="sngv", facts=facts(e_identifier=identifier), by=office, at=at)
    assert unit.e_identifier == identifier


def test_a_code_in_use_names_its_unit(agencies: Any, office: User, at: datetime) -> None:
    with pytest.raises(NameTaken, match="Sở Xây dựng"):
        add_unit(code="SXD", facts=facts(), by=office, at=at)


def test_a_change_from_an_old_page_is_refused_and_a_second_click_is_not(
    agencies: Any, office: User, at: datetime
) -> None:
    unit = agencies.units["sxd"]
    seen, new = unit.mark, facts(name="Sở Xây dựng tỉnh")
    change_unit(unit=unit, facts=new, seen=seen, by=office, at=at)
    change_unit(unit=unit, facts=new, seen=seen, by=office, at=at)
    assert [entry.action for entry in history_of(unit)] == ["accounts.put_unit", "accounts.change_unit"]
    with pytest.raises(StaleUnit):
        change_unit(unit=unit, facts=facts(name="Sở Kiến trúc"), seen=seen, by=office, at=at)
    unit.refresh_from_db()
    assert unit.name == "Sở Xây dựng tỉnh"


def test_a_unit_cannot_stand_below_itself(agencies: Any, make_unit: Put, office: User, at: datetime) -> None:
    above = agencies.units["skhcn"]
    division = make_unit("phong", "Phòng A", "division", parent=above)
    below = make_unit("to", "Tổ A", "division", parent=division)
    with pytest.raises(Refusal) as refused:
        change_unit(unit=above, facts=facts(parent=below), seen=above.mark, by=office, at=at)
    assert refused.value.field == "parent"


def test_a_unit_does_not_outlive_the_one_above_it(agencies: Any, office: User, at: datetime) -> None:
    with pytest.raises(Refusal, match="01/07/2025"):
        add_unit(code="p", facts=facts(kind="division", parent=agencies.units["stttt"]), by=office, at=at)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("on", {"on": date(2020, 1, 1)}),
        ("share", {"successors": {"skhcn": 0.7, "snnmt": 0.4}}),
        ("share", {"successors": {"skhcn": 0}}),
        ("share", {"successors": {"skhcn": 1.2}}),
        ("successor", {"successors": {"sgddt": 1}}),
        ("successor", {"successors": {"stttt": 1}}),
    ],
)
def test_an_end_that_contradicts_itself_is_refused(
    field: str, values: dict[str, Any], agencies: Any, at: datetime
) -> None:
    unit = agencies.units["sgddt"]
    put_unit(code="sgddt", name=unit.name, kind=unit.kind, valid_from=date(2020, 1, 1), by=None, at=at)
    asked = {"on": DAY, "successors": {}, **values}
    asked["successors"] = {agencies.units[code]: share for code, share in asked["successors"].items()}
    with pytest.raises(Refusal) as refused:
        close_unit(unit=unit, by=None, at=at, **asked)
    assert refused.value.field == field
    unit.refresh_from_db()
    assert (unit.valid_to, unit.successor_links.count()) == (None, 0)


def test_duties_never_go_in_a_circle(agencies: Any, at: datetime) -> None:
    a, b, c = (agencies.units[code] for code in ("sxd", "skhcn", "snnmt"))
    # Days in order keep most circles away; links that were kept otherwise are followed all the same.
    for old, new in ((a, b), (b, c)):
        UnitSuccessor.objects.create(unit=old, successor=new, share=1, on=date(2020, 1, 1))
    with pytest.raises(Refusal, match=str(a)) as refused:
        close_unit(unit=c, on=DAY, successors={a: 1}, by=None, at=at)
    assert refused.value.field == "successor"


def test_shares_may_leave_a_rest_and_are_said_anew(agencies: Any, at: datetime) -> None:
    unit, first, second = (agencies.units[code] for code in ("sgddt", "skhcn", "snnmt"))
    close_unit(unit=unit, on=DAY, successors={first: 1 / 3, second: 1 / 3}, by=None, at=at)
    assert {link.share for link in unit.successor_links.all()} == {Decimal("0.333333")}
    close_unit(unit=unit, on=DAY, successors={second: 1}, by=None, at=at)
    assert [(link.successor, link.share) for link in unit.successor_links.all()] == [(second, 1)]


def test_units_below_a_closed_one_go_somewhere(agencies: Any, make_unit: Put, at: datetime) -> None:
    unit, successor = agencies.units["sgddt"], agencies.units["skhcn"]
    division = make_unit("phong", "Phòng A", "division", parent=unit)
    with pytest.raises(HasChildren, match="Phòng A"):
        close_unit(unit=unit, on=DAY, successors={successor: 1}, by=None, at=at)
    for nowhere in (division, agencies.units["stttt"]):
        with pytest.raises(Refusal) as refused:
            close_unit(unit=unit, on=DAY, successors={}, children_to=nowhere, by=None, at=at)
        assert refused.value.field == "children_to"
    close_unit(unit=unit, on=DAY, successors={successor: 1}, children_to=successor, by=None, at=at)
    division.refresh_from_db()
    assert division.parent == successor


def test_an_end_said_from_an_old_page_is_refused(agencies: Any, at: datetime) -> None:
    unit = agencies.units["sgddt"]
    with pytest.raises(StaleUnit):
        close_unit(unit=unit, on=DAY, successors={}, seen="0" * 16, by=None, at=at)


def test_an_end_is_taken_back(agencies: Any, make_unit: Put, office: User, at: datetime) -> None:
    unit = agencies.units["sgddt"]
    close_unit(unit=unit, on=DAY, successors={agencies.units["skhcn"]: 1}, by=office, at=at)
    assert reopen_unit(unit=unit, by=office, at=at).valid_to is None
    assert not unit.successor_links.exists()
    division = make_unit("phong", "Phòng A", "division", parent=unit, valid_to=DAY)
    close_unit(unit=unit, on=DAY, successors={}, by=office, at=at)
    with pytest.raises(Refusal) as refused:
        reopen_unit(unit=division, by=office, at=at)
    assert refused.value.field == "parent"


def test_a_unit_is_there_on_the_day_it_takes_over(agencies: Any, office: User, at: datetime) -> None:
    unit, heir = agencies.units["sgddt"], agencies.units["skhcn"]
    close_unit(unit=unit, on=DAY, successors={heir: 1}, by=office, at=at)
    with pytest.raises(Refusal) as refused:
        change_unit(unit=heir, facts=facts(valid_from=NEXT_YEAR), seen=heir.mark, by=office, at=at)
    assert refused.value.field == "valid_from"
    with pytest.raises(Refusal) as refused:
        put_unit(code=heir.code, name="X", kind="department", valid_to=DAY, by=office, at=at)
    assert refused.value.field == "valid_to"
    with pytest.raises(Refusal) as refused:
        close_unit(unit=heir, on=DAY, successors={}, by=office, at=at)
    assert refused.value.field == "on"


def test_the_day_of_a_takeover_is_the_day_of_the_end(agencies: Any, office: User, at: datetime) -> None:
    unit, heir = agencies.units["sgddt"], agencies.units["skhcn"]
    close_unit(unit=unit, on=DAY, successors={heir: 1}, by=office, at=at)
    values = {"code": unit.code, "name": unit.name, "kind": unit.kind, "by": office, "at": at}
    put_unit(valid_to=NEXT_YEAR, **values)
    assert unit.successor_links.get().on == NEXT_YEAR
    with pytest.raises(Refusal) as refused:
        put_unit(**values)
    assert refused.value.field == "valid_to"
