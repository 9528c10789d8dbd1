"""The day of a deadline that comes again: in its year, its month, or a month of its quarter or half-year.

"20" is the day of the month, of a quarter that of its last month; "11-20" the day of the year. "M1-05" is day 5
of the first month of the period; months are counted on, so that "M4-05" of a quarter, "M7-05" of a half-year,
"M2-05" of a month and "M13-05" of a year lie in the first month of the next one.
"""

import re

PERIOD_MONTHS = {"yearly": 12, "half_yearly": 6, "quarterly": 3, "monthly": 1}

_NEXT = r"(?:sau|tiếp theo|kế tiếp|liền kề|tới)\b"
_LIMIT = r"(?P<b>trước|chậm nhất|muộn nhất)?\s*(?:là\s+|vào\s+)?"
_AT_DAY = re.compile(
    _LIMIT + r"(?:ngày\s+)(?P<d>\d{1,2})\s*(?:(?:/|tháng\s+|\s+tháng\s+)(?P<m>\d{1,2}))?(?!\d|/\d)"
)
_BARE_DAY = re.compile(r"(?P<b>trước|chậm nhất)?\s*(?P<d>\d{1,2})/(?P<m>\d{1,2})(?!\d|/\d)")
_OF_NEXT_YEAR = re.compile(
    _LIMIT + rf"(?:ngày\s+)?(?P<d>\d{{1,2}})(?:/|\s+tháng\s+)(?P<m>\d{{1,2}})\s+(?:của\s+)?năm\s+{_NEXT}"
)
_PLACES = {"đầu": 1, "nhất": 1, "giữa": 2, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6}
_OF_PERIOD = re.compile(
    _LIMIT + r"(?:ngày\s+)(?P<d>\d{1,2})\s+(?:của\s+)?"
    r"(?:(?:tháng\s+|(?=đầu\b))(?P<place>đầu|giữa|cuối|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|[1-6]))(?:\s+tiên)?\s+(?:của\s+)?)?"
    rf"(?P<period>quý|kỳ|nửa năm|0?6 tháng|tháng)(?:\s+(?:báo cáo|(?P<next>{_NEXT})))*"
)
# By itself it comes again: nobody says "next quarter" of one that has its year.
OF_NEXT_QUARTER = re.compile(
    r"\bngày\s+\d{1,2}\s+(?:của\s+)?(?:(?:tháng\s+)?đầu(?:\s+tiên)?\s+(?:của\s+)?)?quý\s+" + _NEXT
)


def day_at(low: str, kind: str) -> tuple[str | None, bool]:
    """The day of a recurring deadline as the contract writes it, and whether it is "before" that day.

    Args:
        low: the words, in small letters.
        kind: how often it comes again.
    """
    return _of_next_year(low, kind) or _of_period(low, kind) or _plain(low, kind)


def _of_next_year(low: str, kind: str) -> tuple[str | None, bool] | None:
    found = _OF_NEXT_YEAR.search(low) if kind == "yearly" else None
    if found is None or not 1 <= int(found["m"]) <= 12:
        return None
    return _in_month(12 + int(found["m"]), found["d"]), found["b"] == "trước"


def _of_period(low: str, kind: str) -> tuple[str | None, bool] | None:
    """A day of a named month of the quarter or half-year, or one in the next period."""
    n_months = PERIOD_MONTHS.get(kind, 0)
    found = _OF_PERIOD.search(low) if n_months in (1, 3, 6) else None
    if found is None or (found["place"] is None and found["next"] is None):
        return None
    said = (found["place"] or "đầu").split()[-1]
    place = n_months if said == "cuối" else _PLACES.get(said) or int(said)
    if place > n_months:
        return None
    month = place + (n_months if found["next"] else 0)
    day = (
        f"{int(found['d']):02d}"
        if kind == "quarterly" and month == n_months
        else _in_month(month, found["d"])
    )
    return day, found["b"] == "trước"


def _plain(low: str, kind: str) -> tuple[str | None, bool]:
    found = _AT_DAY.search(low)
    if not found and kind == "yearly":
        found = _BARE_DAY.search(low)
    if not found:
        return None, False
    is_before, month = found["b"] == "trước", found["m"]
    if month and kind in ("yearly", "half_yearly"):
        return f"{int(month):02d}-{int(found['d']):02d}", is_before
    if not month and kind in ("monthly", "quarterly", "weekly"):
        return f"{int(found['d']):02d}", is_before
    return None, is_before


def _in_month(month: int, day: str) -> str | None:
    """None where no month has such a day."""
    return f"M{month}-{int(day):02d}" if 1 <= int(day) <= 31 else None
