"""What a survey's sample says, in words and as files: the rule, the strata, every field, and the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http.response import HttpResponseBase
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hatang.base import clock
from hatang.base.figures import number_words
from hatang.base.sheets import Column, Section, SheetKind, facts, sections_response
from hatang.reporting.models import Campaign, Sample, StratifiedBy
from hatang.reporting.queries import SampleView, stratum_words
from hatang.reporting.queries.working import share_words
from hatang.reporting.rules.definition import RollUp
from hatang.reporting.rules.estimates import Estimate
from hatang.reporting.rules.sampling import Listed
from hatang.reporting.rules.strata import Stratum, Surveyed
from hatang.reporting.sheets import total_words


@dataclass(frozen=True)
class SurveyLine:
    """A field as its panel shows it: each stratum with its answers, all that answered, and the whole list."""

    key: str
    label: str
    n_said: int
    whole: str
    estimate: str
    error: str
    by_stratum: Sequence[tuple[str, int, int, str]]


def survey_lines(view: SampleView) -> list[SurveyLine]:
    """Every field that has a whole: figures, ratios and choices; words and tables are read in the reports."""
    return [
        SurveyLine(
            key=row.field.key,
            label=row.field.label,
            n_said=len(row.whole.said),
            whole=total_words(row.whole),
            estimate=estimate_words(row),
            error=error_words(row),
            by_stratum=[
                (stratum_words(view.sample, stratum.word), len(said.said), stratum.n_drawn, total_words(said))
                for stratum, said in row.by_stratum
            ],
        )
        for row in _with_a_whole(view)
    ]


def estimate_words(row: Surveyed) -> str:
    """What a field comes to in the whole list; empty where a stratum has no answer to speak for it."""
    if row.answers:
        whole = [(answer, number_words(one.value.quantize(Decimal(1)))) for answer, one in row.answers]
        return "; ".join(f"{answer}: {n}" for answer, n in whole)
    if row.estimate is None:
        return ""
    return f"{_rounded(row.estimate.value)} {_measure_unit(row)}".strip()


def error_words(row: Surveyed) -> str:
    """The standard error of an estimate, in the same unit, or of each answer; empty where it is not known."""
    if row.answers:
        errors = [(answer, one.error) for answer, one in row.answers if one.error is not None]
        return "; ".join(f"{answer}: {_rounded(error)}" for answer, error in errors)
    known: Estimate | None = row.estimate
    if known is None or known.error is None:
        return ""
    return f"{_rounded(known.error)} {_measure_unit(row)}".strip()


def rule_words(sample: Sample) -> str:
    """How the sample was drawn, so that anybody can do it over."""
    said = _(
        "In each stratum the units stand in the order of the SHA-256 of “seed|code of the unit”; the first"
        " %(share)s of them, rounded up, and at least %(least)s (or all, where there are fewer) are drawn."
    )
    return said % {"share": f"{sample.percent} %", "least": sample.least}


def survey_sheet(kind: SheetKind, campaign: Campaign, view: SampleView) -> HttpResponseBase:
    """The sample with its result as a file: anybody can draw it over with what stands in it."""
    sections = [
        _about(view.sample),
        Section(_("Response"), _response_columns(view.sample), view.strata),
        Section(_("For the whole list"), _whole_columns(), _with_a_whole(view)),
        Section(
            _("By stratum"),
            _stratum_columns(view.sample),
            [(row, *part) for row in _with_a_whole(view) for part in row.by_stratum],
        ),
        Section(_("List"), _list_columns(view), view.units),
    ]
    return sections_response(kind, name="mau-khao-sat", title=campaign.title, sections=sections)


def _with_a_whole(view: SampleView) -> list[Surveyed]:
    wholes = (RollUp.SUM, RollUp.RATIO, RollUp.COUNTS, RollUp.LOWEST, RollUp.HIGHEST)
    return [row for row in view.rows if row.field.rolled_up in wholes]


def _about(sample: Sample) -> Section:
    return facts(
        _("Sample"),
        [
            (_("Number of the draw"), sample.number),
            (_("Drawn at"), date_format(clock.local(sample.drawn_at), "SHORT_DATETIME_FORMAT")),
            (_("Drawn by"), str(sample.drawn_by)),
            (_("Divided by"), str(StratifiedBy(sample.stratified_by).label)),
            (_("Rule"), rule_words(sample)),
            (_("Seed"), sample.seed),
            (_("Why it was drawn again"), sample.because),
        ],
    )


def _response_columns(sample: Sample) -> list[Column[Stratum]]:
    return [
        Column(_("Stratum"), lambda one: stratum_words(sample, one.word), 30),
        Column(_("In the list"), lambda one: one.n_listed, 12),
        Column(_("Drawn"), lambda one: one.n_drawn, 12),
        Column(_("Answered"), lambda one: len(one.answered), 12),
        Column(_("Response rate"), lambda one: share_words(len(one.answered), one.n_drawn), 16),
    ]


def _whole_columns() -> list[Column[Surveyed]]:
    return [
        Column(_("Question"), lambda row: row.field.label, 50),
        Column(_("Answers"), lambda row: len(row.whole.said), 10),
        Column(_("Of those that answered"), lambda row: total_words(row.whole), 28),
        Column(_("Estimate for the whole list"), estimate_words, 28),
        Column(_("Standard error"), error_words, 18),
    ]


def _stratum_columns(sample: Sample) -> "list[Column[tuple[Surveyed, Stratum, object]]]":
    return [
        Column(_("Question"), lambda row: row[0].field.label, 50),
        Column(_("Stratum"), lambda row: stratum_words(sample, row[1].word), 24),
        Column(_("Answers"), lambda row: len(row[2].said), 10),  # type: ignore[attr-defined]
        Column(_("Drawn"), lambda row: row[1].n_drawn, 10),
        Column(_("Of those that answered"), lambda row: total_words(row[2]), 30),  # type: ignore[arg-type]
    ]


def _list_columns(view: SampleView) -> list[Column[Listed]]:
    return [
        Column(_("Stratum"), lambda one: stratum_words(view.sample, one.stratum), 24),
        Column(_("Order in the draw"), lambda one: one.place, 8),
        Column(_("Code"), lambda one: one.code, 16),
        Column(_("Unit"), lambda one: one.name, 44),
        Column(_("Drawn"), lambda one: _("drawn") if one.is_drawn else "", 10),
        Column(
            _("Answered"), lambda one: pgettext("survey", "answered") if one.unit in view.answered else "", 12
        ),
    ]


def _measure_unit(row: Surveyed) -> str:
    return "%" if row.field.rolled_up is RollUp.RATIO else row.field.measure_unit


def _rounded(value: Decimal) -> str:
    """A figure of a sample has no more places than it bears.

    None from a hundred on, a tenth from one on, and below that its first two digits that are not 0.
    """
    if abs(value) >= 1 or not value:
        return number_words(value.quantize(Decimal(1) if abs(value) >= 100 else Decimal("0.1")))
    return number_words(value.quantize(Decimal(1).scaleb(value.adjusted() - 1)))
