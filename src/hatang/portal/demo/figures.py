"""Figures of the example: what targets begin from, their way, who holds them, quotas, declared values.

What a document or an authority printed names its source; what was made up is marked as an example.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from hatang.accounts.models import Unit, User
from hatang.portal.demo.headway import COOPERATION, DIGITAL, LETTER, at_hour
from hatang.programme.actions import TargetFacts, declare_value, put_quotas, set_target_facts
from hatang.programme.models import Direction, Holder, Strength, Target, TargetValue

NOTE = "Dữ liệu ví dụ"


@dataclass(frozen=True)
class Known:
    """What is said about a target of a document, and the figures declared for the whole of it."""

    file: str
    path: str
    strength: str
    holder: str = Holder.PROVINCE
    holder_unit: str = ""
    numerator: str = ""
    denominator: str = ""
    baseline: str = ""
    baseline_on: date | None = None
    baseline_source: str = ""
    way: dict[int, str] = field(default_factory=dict)
    declared: dict[date, str] = field(default_factory=dict)


KNOWN = [
    Known(
        DIGITAL,
        "PL1.1",
        Strength.BINDING,
        numerator="Dân số được phủ sóng 5G",
        denominator="Dân số toàn tỉnh",
        baseline="54",
        baseline_on=date(2025, 10, 15),
        baseline_source="Báo chí tháng 10/2025: 384 trạm 5G; lộ trình năm là dữ liệu ví dụ",
        way={2026: "68", 2027: "78", 2028: "88", 2029: "95"},
        declared={date(2025, 12, 31): "57"},
    ),
    Known(
        DIGITAL,
        "PL1.4",
        Strength.BINDING,
        baseline="56.69",
        baseline_on=date(2025, 8, 31),
        baseline_source="VNNIC, chú thích 1 Kế hoạch 94/KH-UBND; lộ trình năm là dữ liệu ví dụ",
        # 33.31 points in four years: 8.3 a year.
        way={2026: "65", 2027: "73.3", 2028: "81.7"},
        declared={date(2025, 12, 31): "58.9"},
    ),
    Known(
        DIGITAL,
        "PL1.2",
        Strength.BINDING,
        baseline="48",
        baseline_on=date(2024, 12, 31),
        baseline_source=NOTE,
        way={2025: "58", 2026: "66", 2027: "75", 2028: "84", 2029: "92"},
        declared={date(2025, 12, 31): "55.2"},
    ),
    Known(
        DIGITAL,
        "PL1.10",
        Strength.BINDING,
        baseline="31",
        baseline_on=date(2024, 12, 31),
        baseline_source=NOTE,
        way={2025: "40", 2026: "48", 2027: "55", 2028: "61", 2029: "66"},
        declared={date(2025, 12, 31): "41.5"},
    ),
    Known(
        COOPERATION,
        "II.3.3",
        Strength.STRIVEN,
        holder=Holder.UNIT,
        holder_unit="viettel",
        numerator="Dân số được Viettel phủ sóng 5G",
        denominator="Dân số toàn tỉnh",
        baseline="14",
        baseline_on=date(2025, 9, 30),
        baseline_source="Báo chí tháng 9/2025: 300 trạm 5G của Viettel",
    ),
    Known(LETTER, "2", Strength.BINDING, numerator="Trạm BTS 5G lắp mới trong năm 2026"),
]
# At least 139 stations in 2026, by operator and quarter; and what each declared.
QUOTAS = {"viettel": (15, 20, 25, 20), "vnpt": (5, 10, 10, 10), "mobifone": (4, 6, 7, 7)}
DECLARED = {"viettel": (17, 18, 26, 21), "vnpt": (5, 7, 9, 10), "mobifone": (2, 6, 4, 8)}
QUARTER_ENDS = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31))


def load_figures(*, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    """Say what is known of the targets and split the stations; what people have said stays."""
    for known in KNOWN:
        target = _target(known.file, known.path)
        if target is not None:
            _facts(target, known, units, people["van-phong-so"], at)
    stations = _target(LETTER, "2")
    if stations is not None:
        _split(stations, people, units, at)


def _facts(target: Target, known: Known, units: dict[str, Unit], by: User, at: datetime) -> None:
    if target.revision == 0:
        facts = TargetFacts(
            direction=Direction.UP,
            strength=known.strength,
            holder=known.holder,
            holder_unit=units[known.holder_unit] if known.holder_unit else None,
            numerator=known.numerator,
            denominator=known.denominator,
            baseline_value=Decimal(known.baseline) if known.baseline else None,
            baseline_on=known.baseline_on,
            baseline_source=known.baseline_source,
            path={year: Decimal(value) for year, value in known.way.items()},
        )
        set_target_facts(target=target, facts=facts, seen=0, by=by, at=at)
    for ends_on, value in known.declared.items():
        _declare(target, None, ends_on, value, by, at)


def _split(target: Target, people: dict[str, User], units: dict[str, Unit], at: datetime) -> None:
    office, officers = people["van-phong-so"], {"viettel": people["chuyen-vien-viettel"]}
    if target.quota_revision == 0:
        cells = {
            (units[code].pk, quarter): Decimal(value)
            for code, values in QUOTAS.items()
            for quarter, value in enumerate(values, start=1)
        }
        put_quotas(target=target, year=2026, cells=cells, seen=0, by=office, at=at)
    for code, values in DECLARED.items():
        for ends_on, value in zip(QUARTER_ENDS, values, strict=True):
            _declare(target, units[code], ends_on, str(value), officers.get(code, office), at)


def _declare(target: Target, unit: Unit | None, ends_on: date, value: str, by: User, at: datetime) -> None:
    """Declare a figure a week after its period, once that day has come."""
    told_at = at_hour(ends_on + timedelta(days=7), 9)
    if told_at > at or TargetValue.objects.filter(target=target, unit=unit, ends_on=ends_on).exists():
        return
    declare_value(
        target=target, unit=unit, ends_on=ends_on, value=Decimal(value), note=NOTE, by=by, at=told_at
    )


def _target(file: str, path: str) -> Target | None:
    rows = Target.objects.filter(plan__version__files__name=file, path=path, withdrawn_at__isnull=True)
    return rows.select_related("plan").distinct().first()
