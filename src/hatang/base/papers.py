"""What is printed: a heading, the day, and tables of words below each other."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# A4 lying across, and its margin on every side [mm].
LONG_MM, SHORT_MM, MARGIN_MM = 297, 210, 14
# What XML 1.0 and a page cannot carry.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# Makes the flowables of a pdf that fill a width [points].
Drawing = Callable[[float], Sequence[Any]]


@dataclass(frozen=True)
class Part:
    """One table: its heads repeat on every page, without heads it says facts; `widths` are shares.

    `drawing` stands in a pdf in place of the table.
    """

    heads: Sequence[str]
    widths: Sequence[int]
    lines: Iterable[Sequence[str]]
    heading: str = ""
    drawing: Drawing | None = None

    def column_widths(self, whole: float) -> list[float]:
        """The widths of the columns, as shares of a whole."""
        return [whole * width / sum(self.widths) for width in self.widths]


@dataclass(frozen=True)
class Paper:
    """What is printed: a heading, what it was narrowed by, the day, and tables, on pages lying or upright."""

    title: str
    under: str
    day: date
    parts: Sequence[Part]
    is_upright: bool = False

    @property
    def said(self) -> str:
        """The line below the heading."""
        day = _("As of %(day)s") % {"day": self.day.strftime("%d/%m/%Y")}
        return f"{self.under} · {day}" if self.under else day

    @property
    def page_mm(self) -> tuple[int, int]:
        """Width and height of a page [mm]."""
        return (SHORT_MM, LONG_MM) if self.is_upright else (LONG_MM, SHORT_MM)

    @property
    def text_width_mm(self) -> int:
        """Width between the margins [mm]."""
        return self.page_mm[0] - 2 * MARGIN_MM


def cell_words(cell: Any) -> str:
    """A cell in words as they are read in Vietnam, with composed letters and nothing unprintable."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", cell))
    if isinstance(cell, Decimal):
        # The database gives places that mean nothing.
        cell = cell.normalize()
        places = max(0, -int(cell.as_tuple().exponent))
        return number_format(cell, decimal_pos=places, use_l10n=True, force_grouping=True)
    return number_format(cell, use_l10n=True, force_grouping=True)
