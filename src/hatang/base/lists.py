"""What lists read from their address: words, choices, sort and page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

ROWS_A_PAGE = 50

# Days beyond these are slips of the pen; arithmetic with them leaves the calendar.
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)

Options = Sequence[tuple[str, str]]


def words(query: Mapping[str, str], name: str = "tim") -> str:
    """The words searched for, without blanks around them and of bearable length."""
    return query.get(name, "").replace("\x00", "").strip()[:200]


def choice(query: Mapping[str, str], name: str, allowed: Sequence[str] | Mapping[str, Any]) -> str:
    """The value of a choice where it is one of those offered, else nothing."""
    value = query.get(name, "")
    return value if value in allowed else ""


def number(query: Mapping[str, str], name: str) -> int | None:
    """A whole number of the address, or None for anything else."""
    value = query.get(name, "")
    return int(value) if value.isdecimal() and len(value) <= 18 else None


def day(query: Mapping[str, str], name: str) -> date | None:
    """A day of the address within two centuries, or None for anything else."""
    try:
        found = date.fromisoformat(query.get(name, ""))
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def page_of(rows: Any, query: Mapping[str, str], *, size: int = ROWS_A_PAGE) -> Page[Any]:
    """The page of rows an address asks for; the first or last one where it asks for none that exists."""
    return Paginator(rows, size).get_page(query.get("trang"))
