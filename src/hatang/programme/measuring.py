"""What the words of a target say about it, and the years of its way.

Pure, but for the names of the choices.
"""

import re
from datetime import date, timedelta

from hatang.docparse.normalise import fold
from hatang.programme.models import Comparator, Direction, DueKind, Holder, Strength, Target

MOST_YEARS = 15
MOST_PERIODS = 12

_STRENGTHS = (
    (Strength.STRIVEN, re.compile(r"\bphan dau\b")),
    (Strength.COMMITMENT, re.compile(r"\bcam ket\b")),
    (Strength.BINDING, re.compile(r"\b(?:bat buoc|phai dat|bao dam|dam bao)\b")),
)
_PROVINCE = re.compile(r"\b(?:toan tinh|tren dia ban tinh|cua tinh)\b")
_MONTHS: dict[str, int] = {DueKind.MONTHLY: 1, DueKind.QUARTERLY: 3, DueKind.HALF_YEARLY: 6}


def direction_of(comparator: str) -> str:
    """Which way is better, where the sign of the target says it: "at least" is up, "at most" is down."""
    if comparator in (Comparator.GE, Comparator.GT):
        return Direction.UP
    return Direction.DOWN if comparator in (Comparator.LE, Comparator.LT) else ""


def strength_of(text: str) -> str:
    """How firmly the words ask: "phấn đấu", "cam kết", "bắt buộc"; empty where they do not say."""
    said = fold(text)
    return next((str(strength) for strength, words in _STRENGTHS if words.search(said)), "")


def holder_of(text: str) -> str:
    """The province where the words name the whole of it, else empty."""
    return Holder.PROVINCE if _PROVINCE.search(fold(text)) else ""


def period_ends(target: Target, today: date) -> list[date]:
    """Ends of the periods of a target that have passed, the last ones: years, or what recurs more often."""
    months = _MONTHS.get(target.due_kind, 12)
    ends = [
        date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        for year in years_of(target, target.baseline_on)
        for month in range(months, 13, months)
    ]
    begun = target.baseline_on or target.plan.issued_on
    return [end for end in ends if end < today and (begun is None or end > begun)][-MOST_PERIODS:]


def unmet_periods(ends: list[date], declared: list[date], begun: date | None) -> list[date]:
    """Ends of periods in which no figure was declared; a period begins after the one before it."""
    starts = [begun or date.min, *ends]
    return [
        end for start, end in zip(starts, ends, strict=False) if not any(start < on <= end for on in declared)
    ]


def years_of(target: Target, baseline_on: date | None) -> list[int]:
    """Years in which the way of a target may have a value, the last ones where there are too many.

    It begins with the baseline, else where the plan says or was issued, and ends with the deadline.
    """
    if target.due_end is None:
        return []
    start = baseline_on or target.due_start or target.plan.issued_on or target.due_end
    years = range(max(start.year, 2000), min(target.due_end.year, 2100) + 1)
    return list(years)[-MOST_YEARS:]
