"""Example filings of two operators: one with the programme office, one still being put right."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from hatang.accounts.models import Unit, User
from hatang.base import clock, filestore
from hatang.network import actions
from hatang.network.models import Filing, FilingState, PassiveSite, Tenancy
from hatang.network.rules.periods import FilingPeriod, filing_period

N_ROWS = 120
_METRE = 1 / 103_500
_HEADS = {
    "code": "Mã vị trí",
    "name": "Tên vị trí",
    "longitude": "Kinh độ",
    "latitude": "Vĩ độ",
    "mast_type": "Loại cột",
    "structure": "Kết cấu",
    "height_m": "Chiều cao (m)",
    "state": "Trạng thái",
    "contract": "Hình thức sử dụng",
}


def load_filings(*, people: Mapping[str, User], units: Mapping[str, Unit], at: datetime) -> None:
    """File a part of what two operators have, with what usually is wrong, where nobody filed yet."""
    if Filing.objects.exclude(state=FilingState.APPLIED).exists() or not PassiveSite.objects.exists():
        return
    period = filing_period(f"{clock.local(at):%Y-%m}")
    assert period is not None  # noqa: S101 - every month is a period
    office = people["van-phong-so"]
    first = _filed(units["vnpt"], period, by=office, at=at, faults=6)
    actions.submit_filing(filing=first, is_corrected_confirmed=True, is_gone_confirmed=True, by=office, at=at)
    _filed(units["viettel"], period, by=people["chuyen-vien-viettel"], at=at, faults=14)


def _filed(operator: Unit, period: FilingPeriod, *, by: User, at: datetime, faults: int) -> Filing:
    """Positions the operator has, two new ones, and one beside a mast of another operator; checked."""
    rows = _rows(operator, period.ends_on)
    for place, fault in enumerate(_FAULTS * 3):
        if place < faults:
            rows[place * 7].update(fault)
    stored = filestore.store([_csv(rows)])
    filing = actions.file_inventory(
        operator=operator,
        period=period,
        file=stored,
        name=f"ke-khai-{operator.code}.csv",
        is_partial=True,
        by=by,
        at=at,
    )
    return actions.keep_check(filing=filing, checked=actions.inspect_filing(filing), at=at)


# What is found in files of operators everywhere.
_FAULTS: tuple[dict[str, Any], ...] = (
    {"height_m": "bốn mươi"},
    {"height_m": "36,5"},
    {"longitude": "21.2012", "latitude": "106.0511"},
    {"structure": "Tháp"},
    {"longitude": "105.2", "latitude": "20.6"},
    {"height_m": "640"},
)


def _rows(operator: Unit, on: date) -> list[dict[str, Any]]:
    stands = Tenancy.objects.existing(on).filter(operator=operator, site__owner=operator)
    rows = [
        {"code": stand.operator_code, "name": "", "state": "", "contract": "own", **_mast(stand.site)}
        for stand in stands.select_related("site").order_by("pk")[:N_ROWS]
    ]
    others = PassiveSite.objects.existing(on).exclude(owner=operator).exclude(tenancies__operator=operator)
    for number, (mast, metres) in enumerate(zip(others.order_by("pk")[:3], (3, 18, 26), strict=False)):
        seen = _mast(mast)
        seen["longitude"] = round(seen["longitude"] + metres * _METRE, 6)
        rows.append({"code": f"{operator.code.upper()}-MOI-{number + 1}", "contract": "lease", **seen})
    return rows


def _mast(site: PassiveSite) -> dict[str, Any]:
    columns = ("longitude", "latitude", "mast_type", "structure", "height_m")
    return {column: getattr(site, column) for column in columns}


def _csv(rows: list[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(_HEADS), delimiter=";")
    writer.writerow(_HEADS)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
