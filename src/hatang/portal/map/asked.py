"""What an address of the map asks for."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hatang.base.lists import choice, number
from hatang.network.models import Technology

FIRST_YEAR, LAST_YEAR = 2020, 2030
LAYERS = (
    ("dia-ban", _("Communes by figure")),
    ("luc-giac", _("Where people live")),
    ("dia-diem", _("Places and zones")),
    ("tuyen", _("Routes of plant")),
    ("o-phat", _("Radio cells (near)")),
    ("tram", _("Sites")),
)
FIGURES = (
    ("mat-do", _("People per km²")),
    ("dan-so", _("Population")),
    ("tram", _("Sites on air")),
    ("tram-5g", _("5G stations")),
    ("dung-chung", _("Share of shared sites (%)")),
    ("ban-kinh", _("Average service radius (km)")),
    ("dan-mot-tram", _("People per site on air")),
)
SHOWS = (("da-xay", _("Built")), ("ke-hoach", _("Planned")), ("da-tat", _("Switched off")))
_SHOWN_AT_FIRST = {"lop": ("dia-ban", "tram"), "trang-thai": ("da-xay", "ke-hoach")}
_VIEW = re.compile(r"-?\d{1,3}(\.\d{1,6})?,-?\d{1,2}(\.\d{1,6})?,\d{1,2}(\.\d{1,3})?")


@dataclass(frozen=True)
class Asked:
    """Layers and filters; empty ones are all, `second` is the month beside the first."""

    layers: Sequence[str]
    shows: Sequence[str]
    figure: str
    month: str
    second: str
    operator: int | None
    technology: str
    area: str
    view: str

    @property
    def day(self) -> date:
        """The last day of the month."""
        year, month = map(int, self.month.split("-"))
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def n_months(self) -> int:
        """Months since 01/2020, where the slider begins."""
        return (self.day.year - FIRST_YEAR) * 12 + self.day.month - 1


def asked(query: QueryDict, today: date) -> Asked:
    """What the address says; whatever it does not know is left as at first."""
    return Asked(
        layers=_several(query, "lop", [key for key, _word in LAYERS]),
        shows=_several(query, "trang-thai", [key for key, _word in SHOWS]),
        figure=choice(query, "so-lieu", dict(FIGURES)) or FIGURES[0][0],
        month=_month(query.get("thang", "")) or _month(f"{today:%Y-%m}") or f"{LAST_YEAR}-12",
        second=_month(query.get("so-voi", "")),
        operator=number(query, "nha-mang"),
        technology=choice(query, "cong-nghe", Technology.values),
        area=query.get("xa", "") if query.get("xa", "").isdecimal() else "",
        view=query.get("vi-tri", "") if _VIEW.fullmatch(query.get("vi-tri", "")) else "",
    )


def _several(query: QueryDict, name: str, known: Sequence[str]) -> Sequence[str]:
    """Words of a name that may stand several times; "khong" says none."""
    if name not in query:
        return _SHOWN_AT_FIRST[name]
    return [word for word in known if word in query.getlist(name)]


def _month(words: str) -> str:
    """A month of the slider's years, or nothing."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", words)
    return words if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR else ""
