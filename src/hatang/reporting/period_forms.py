"""What forms about periods show and send: the usual days, and the days of a campaign filled in by them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from hatang.base.lists import Options
from hatang.base.refusal import Refusal
from hatang.reporting.models import BoundsName, FormVersion, PeriodName, ReportKind
from hatang.reporting.rules.days import Bounds, Period, PeriodKind, period_around
from hatang.reporting.rules.periods import Term, period_of, period_words

# How the title of a campaign begins, by what its form is for; titles are Vietnamese.
_TITLES = {
    ReportKind.YEARLY_PLAN: "Kế hoạch chi tiết",
    ReportKind.RESULT: "Báo cáo kết quả",
    ReportKind.OBSTACLES: "Báo cáo khó khăn, vướng mắc",
    ReportKind.SURVEY: "Khảo sát hạ tầng số",
    ReportKind.COOPERATION: "Báo cáo kết quả hợp tác",
}
_YEARS = range(2020, 2101)


@dataclass(frozen=True)
class TermRow:
    """A kind of period as its form shows it, with the days that follow for the period of today."""

    kind: PeriodKind
    label: str
    bounds: str
    unit_days: str
    gather_days: str
    now: Period
    due_on: date
    gathered_on: date | None


def term_rows(terms: Mapping[PeriodKind, Term], today: date) -> list[TermRow]:
    """Every kind of period, as the form of the usual days shows it."""
    return [_term_row(kind, term, today) for kind, term in terms.items()]


def _term_row(kind: PeriodKind, term: Term, today: date) -> TermRow:
    now = period_around(today, kind, term.bounds)
    gather = term.gather_days
    return TermRow(
        kind=kind,
        label=str(PeriodName(kind).label),
        bounds=term.bounds.value,
        unit_days=str(term.unit_days),
        gather_days="" if gather is None else str(gather),
        now=now,
        due_on=now.ends_on + timedelta(days=term.unit_days),
        gathered_on=None if gather is None else now.ends_on + timedelta(days=gather),
    )


def sent_terms(terms: Mapping[PeriodKind, Term], sent: Mapping[str, str]) -> dict[PeriodKind, Term]:
    """The usual days as their form sends them: "gioi-han-month", "don-vi-month", "tong-hop-month".

    Raises:
        Refusal: a number of days is no whole number, or the bounds are unknown.
    """
    return {kind: _sent_term(kind, sent) for kind in terms}


def _sent_term(kind: PeriodKind, sent: Mapping[str, str]) -> Term:
    bounds = sent.get(f"gioi-han-{kind}", "")
    if bounds not in BoundsName.values:
        raise Refusal(_("Choose where the periods begin and end."), field=kind.value)
    unit, gather = _days(kind, sent, "don-vi"), _days(kind, sent, "tong-hop")
    if unit is None:
        raise Refusal(_("Write by when units are due, as days from the end of the period."), field=kind.value)
    return Term(Bounds(bounds), unit, gather)


def _days(kind: PeriodKind, sent: Mapping[str, str], name: str) -> int | None:
    words = sent.get(f"{name}-{kind}", "").strip().replace("−", "-").replace("–", "-")
    if not words:
        return None
    if not re.fullmatch(r"[+-]?\d{1,3}", words):
        raise Refusal(
            _("Days are whole numbers; before the end of the period below 0, like -8."), field=kind.value
        )
    return int(words)


def period_kinds() -> Options:
    """Kinds of periods to choose from."""
    return [(value, str(label)) for value, label in PeriodName.choices]


def bounds_options() -> Options:
    """Where periods may begin and end."""
    return [(value, str(label)) for value, label in BoundsName.choices]


def filled_days(sent: Mapping[str, str], terms: Mapping[PeriodKind, Term]) -> dict[str, str]:
    """Title and days of a campaign for the period that its form names: "loai-ky", "nam", "so-ky".

    A title that was typed stays.

    Raises:
        Refusal: the year has no such period.
    """
    kind, year, number = sent.get("loai-ky", ""), sent.get("nam", ""), sent.get("so-ky", "") or "1"
    if kind not in PeriodName.values:
        raise Refusal(_("Choose the kind of the period first."), field="period")
    is_year = year.isdecimal() and len(year) == len("2026") and int(year) in _YEARS
    if not (is_year and number.isdecimal() and len(number) < 3):
        raise Refusal(_("Write the year, like 2026, and the number of the period in it."), field="period")
    term = terms[PeriodKind(kind)]
    try:
        period = period_of(PeriodKind(kind), int(year), int(number), term.bounds)
    except ValueError as error:
        raise Refusal(_("The year has no period of this number."), field="period") from error
    gather = term.gather_days
    days = {
        "tu_ngay": period.starts_on,
        "den_ngay": period.ends_on,
        "han": period.ends_on + timedelta(days=term.unit_days),
        "han_tong_hop": None if gather is None else period.ends_on + timedelta(days=gather),
    }
    found = {name: day.isoformat() if day else "" for name, day in days.items()}
    if not sent.get("tieu-de", "").strip():
        found["tieu_de"] = _title(sent.get("mau", ""), period)
    return found


def _title(version: str, period: Period) -> str:
    rows = FormVersion.objects.filter(pk=version if version.isdecimal() and len(version) < 10 else 0)
    kind = rows.values_list("form__kind", flat=True).first()
    begin = _TITLES[ReportKind(kind)] if kind else "Báo cáo"
    return f"{begin} {period_words(period)}"
