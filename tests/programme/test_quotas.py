"""A target is split between units and quarters, whole, and compared with what they declare."""

import copy
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hatang.accounts.models import User
from hatang.base.refusal import Refusal
from hatang.indicators.actions import Definition, Figure, put_indicator, record_values
from hatang.programme.access import part_units
from hatang.programme.actions import (
    StaleQuotas,
    declare_value,
    find_conflicts,
    measure_target,
    publish_plan,
    put_quotas,
)
from hatang.programme.models import Conflict, Plan, Target
from hatang.programme.queries.quotas import quota_table

pytestmark = pytest.mark.django_db

TODAY = date(2026, 8, 1)


@pytest.fixture
def plan(agencies: Any, publish: Callable[..., Plan], result: dict[str, Any]) -> Plan:
    """139 stations in 2026, led by the group of the operators."""
    due = {**copy.deepcopy(result["tasks"][0]["due"]), "end": "2026-12-31"}
    result["targets"] = [
        {
            "path": "I.1", "text": "Lắp đặt thêm 139 trạm BTS 5G", "value": 139, "comparator": "ge",
            "unit": "trạm", "spans": {}, "confidence": {}, "lead": ["Các doanh nghiệp viễn thông"],
            "support": [], "direct": [], "due": due,
        }
    ]  # fmt: skip
    return publish(result)


@pytest.fixture
def target(plan: Plan) -> Target:
    return plan.targets.get()


@pytest.fixture
def split(agencies: Any) -> dict[tuple[int, int], Decimal]:
    """139 stations between two operators and four quarters."""
    rows = {"viettel": (20, 20, 25, 24), "vnpt": (10, 10, 15, 15)}
    return {
        (agencies.units[code].pk, place): Decimal(value)
        for code, values in rows.items()
        for place, value in enumerate(values, start=1)
    }


def _put(
    target: Target, cells: dict[tuple[int, int], Decimal], by: User, at: datetime, seen: int = 0
) -> Target:
    return put_quotas(target=target, year=2026, cells=cells, seen=seen, by=by, at=at)


def test_139_stations_are_given_to_operators_by_quarter(
    target: Target, split: dict[tuple[int, int], Decimal], agencies: Any, office: User, at: datetime
) -> None:
    _put(target, split, office, at)
    table = quota_table(target, year=None, today=TODAY)
    assert table is not None
    assert [row.unit.code for row in table.rows] == ["viettel", "vnpt"]
    assert [int(row.quota) for row in table.rows] == [89, 50]
    assert [int(quota) for quota, _declared in table.columns] == [30, 30, 40, 39]
    assert (table.total, table.rest, table.years) == (139, 0, [2025, 2026])


def test_what_units_declare_stands_beside_their_quota(
    target: Target, split: dict[tuple[int, int], Decimal], agencies: Any, office: User, at: datetime
) -> None:
    _put(target, split, office, at)
    viettel = agencies.units["viettel"]
    for day, value in (("2026-03-31", 21), ("2026-05-15", 12)):
        declare_value(
            target=target,
            unit=viettel,
            ends_on=date.fromisoformat(day),
            value=Decimal(value),
            by=office,
            at=at,
        )
    table = quota_table(target, year=2026, today=TODAY)
    assert table is not None
    first = table.rows[0]
    assert [(cell.declared, cell.is_missed) for cell in first.cells] == [
        (Decimal(21), False),
        (Decimal(12), True),
        (None, False),
        (None, False),
    ]
    assert (first.declared, table.rows[1].cells[0].is_missed) == (33, True)


def test_the_split_is_saved_whole_and_a_stale_page_changes_nothing(
    target: Target, split: dict[tuple[int, int], Decimal], office: User, at: datetime, plan: Plan
) -> None:
    changed = _put(target, split, office, at)
    with pytest.raises(StaleQuotas):
        _put(target, {}, office, at, seen=0)
    key = next(iter(split))
    _put(target, {key: Decimal(5)}, office, at, seen=changed.quota_revision)
    assert [(one.unit_id, one.value) for one in target.quotas.all()] == [(key[0], 5)]
    # A newer publication keeps what people split.
    publish_plan(version=plan.version, by=office, at=at)
    assert target.quotas.count() == 1


@pytest.mark.parametrize(
    ("year", "value", "code"), [(1999, 1, "viettel"), (2026, -1, "viettel"), (2026, 1, "sxd")]
)
def test_an_impossible_quota_is_refused(
    target: Target, agencies: Any, office: User, at: datetime, year: int, value: int, code: str
) -> None:
    cells = {(agencies.units[code].pk, 1): Decimal(value)}
    with pytest.raises(Refusal):
        put_quotas(target=target, year=year, cells=cells, seen=0, by=office, at=at)
    assert not target.quotas.exists()


def test_a_target_without_units_has_no_table(agencies: Any, plan: Plan) -> None:
    bare = Target.objects.create(plan=plan, path="9", ordinal=9, text="T", key="k9", sort_key="T")
    assert quota_table(bare, year=None, today=TODAY) is None


def test_the_page_splits_for_the_office_and_shows_it_to_all(
    target: Target,
    agencies: Any,
    office: User,
    reader: User,
    make_user: Callable[..., User],
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    address = reverse("programme:put_quotas", args=[target.pk])
    page = reverse("programme:target", args=[target.pk])
    viettel = agencies.units["viettel"].pk
    form = {"thay": "0", "nam": "2026", f"q-{viettel}-1": "20,5", f"q-{viettel}-2": "", "q-x-1": "7"}
    for person in (reader, make_user("can-bo-viettel", "officer", agencies.units["viettel"])):
        client.force_login(person)
        assert client.post(address, form).status_code == 403
        assert address not in client.get(page).content.decode()
    client.force_login(office)
    assert address in client.get(page).content.decode()
    assert client.post(address, {**form, f"q-{viettel}-1": "nhiều"}).status_code == 400
    assert client.post(address, form).status_code == 302
    stale = client.post(address, {**form, f"q-{viettel}-1": "99"})
    assert stale.status_code == 409 and 'value="99"' in stale.content.decode()
    assert target.quotas.get().value == Decimal("20.5")
    client.force_login(reader)
    with django_assert_max_num_queries(45):
        shown = client.get(f"{page}?nam=2026").content.decode()
    assert "20,5" in shown and "Giao chỉ tiêu" in shown


def test_quotas_that_do_not_add_up_are_a_contradiction(
    target: Target, split: dict[tuple[int, int], Decimal], office: User, at: datetime, client: Client
) -> None:
    key = next(iter(split))
    changed = _put(target, {**split, key: Decimal(12)}, office, at)
    find_conflicts(by=office, at=at)
    conflict = Conflict.objects.get(kind="sums")
    assert (conflict.target, conflict.figures["sum"]) == (target, 131.0)
    client.force_login(office)
    page = client.get("/mau-thuan/").content.decode()
    assert "Chỉ tiêu giao cho các đơn vị cộng lại là 131, chỉ tiêu yêu cầu 139." in page
    _put(target, split, office, at, seen=changed.quota_revision)
    find_conflicts(by=office, at=at)
    conflict.refresh_from_db()
    assert conflict.gone_at == at
    # More than "at least" is no contradiction.
    more = Target.objects.get(pk=target.pk).quota_revision
    _put(target, {**split, key: Decimal(30)}, office, at, seen=more)
    find_conflicts(by=office, at=at)
    assert not Conflict.objects.filter(kind="sums", gone_at__isnull=True).exists()


def test_what_the_indicator_counted_stands_beside_what_is_declared(
    target: Target, agencies: Any, office: User, at: datetime
) -> None:
    stations = Definition("stations", "Trạm mới", "trạm", "count", "sum", "Trạm phát sóng mới trong kỳ.")
    version = put_indicator(definition=stations, by=office, at=at)
    viettel = part_units(target).order_by("sort_key").first()
    quarter = date(2026, 1, 1), date(2026, 3, 31)
    figure = Figure(None, viettel.pk, *quarter, Decimal(12))
    record_values(version=version, source="registry", snapshot="x", figures=[figure], by=office, at=at)
    cells = {(viettel.pk, 1): Decimal(15)}
    put_quotas(target=target, year=2026, cells=cells, seen=0, by=office, at=at)
    measure_target(target=target, indicator=version.indicator, by=office, at=at)
    table = quota_table(target, year=2026, today=TODAY)
    assert table is not None
    row = next(row for row in table.rows if row.unit == viettel)
    assert [cell.measured for cell in row.cells] == [12, None, None, None]
    assert (row.cells[0].quota, row.cells[0].declared, table.measured) == (15, None, 12)
    # What stood on the first day of a quarter is no figure of the quarter.
    state = Figure(None, viettel.pk, date(2026, 4, 1), date(2026, 4, 1), Decimal(99))
    record_values(version=version, source="registry", snapshot="x", figures=[state], by=office, at=at)
    again = quota_table(target, year=2026, today=TODAY)
    assert again is not None
    assert again.measured == 12
    measure_target(target=target, indicator=None, by=office, at=at)
    assert quota_table(target, year=2026, today=TODAY).measured is None  # type: ignore[union-attr]


def test_the_office_says_what_measures_a_target(
    target: Target, office: User, reader: User, at: datetime
) -> None:
    stations = Definition("stations", "Trạm mới", "trạm", "count", "sum", "Trạm phát sóng mới trong kỳ.")
    put_indicator(definition=stations, by=office, at=at)
    address = reverse("programme:measure_target", args=[target.pk])
    desk = Client()
    desk.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    assert desk.post(address, {"chi-so": "stations"}).status_code == 403
    desk.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    assert desk.post(address, {"chi-so": "stations"}).status_code == 302
    assert "Trạm mới" in desk.get(reverse("programme:target", args=[target.pk])).content.decode()
    assert desk.post(address, {"chi-so": "nothing"}).status_code == 404
