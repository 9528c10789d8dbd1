"""Phrases that several documents share; Vietnamese in the source, as they are documents of the province."""

from collections.abc import Iterable, Sequence
from datetime import date

from hatang.base.official import day_figures
from hatang.reporting.rules.days import Period, PeriodKind

_ROMAN = ("I", "II", "III", "IV")
_MOST_LETTERS = 160
# Units named where many have the same work to do.
_MOST_NAMED = 3


def period_name(kind: PeriodKind, period: Period) -> str:
    """What a period is called: "tháng 6 năm 2026", "quý II năm 2026", "tuần từ ngày … đến ngày …"."""
    end = period.ends_on
    if kind is PeriodKind.MONTH:
        return (
            f"tháng {end.month:02d} năm {end.year}" if end.month < 3 else f"tháng {end.month} năm {end.year}"
        )
    if kind is PeriodKind.QUARTER:
        return f"quý {_ROMAN[(end.month - 1) // 3]} năm {end.year}"
    if kind is PeriodKind.HALF_YEAR:
        return f"6 tháng {'đầu' if end.month <= 6 else 'cuối'} năm {end.year}"
    if kind is PeriodKind.NINE_MONTHS:
        return f"9 tháng đầu năm {end.year}"
    if kind is PeriodKind.YEAR:
        return f"năm {end.year}"
    return f"tuần {days_words(period)}"


def days_words(period: Period) -> str:
    """The days of a period: "từ ngày 15/5/2026 đến ngày 14/6/2026"."""
    return f"từ ngày {day_figures(period.starts_on)} đến ngày {day_figures(period.ends_on)}"


def day_cell(on: date | None) -> str:
    """A day in a table; empty where there is none."""
    return day_figures(on) if on else ""


def shortened(words: str, most: int = _MOST_LETTERS) -> str:
    """The words of a task for a table, cut between two words."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    return f"{line[:most].rsplit(' ', 1)[0].rstrip(' ,;.')}…"


def by_work(rows: Iterable[tuple[str, date | None, str]]) -> list[tuple[str, date | None, list[str]]]:
    """Work with its day and all units that have it to do, in the order in which it comes first."""
    found: dict[tuple[str, date | None], list[str]] = {}
    for words, on, unit in rows:
        found.setdefault((words, on), []).append(unit)
    return [(words, on, units) for (words, on), units in found.items()]


def units_words(units: Sequence[str]) -> str:
    """A few units by name, and how many more there are."""
    named = ", ".join(units[:_MOST_NAMED])
    return f"{named} và {len(units) - _MOST_NAMED} đơn vị khác" if len(units) > _MOST_NAMED else named
