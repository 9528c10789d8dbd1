"""Reports and what is gathered of them, as files: one description for docx, pdf, xlsx and csv."""

from collections.abc import Sequence

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.base.figures import number_words
from hatang.base.sheets import Cell, Column, Section, SheetKind, facts, sections_response
from hatang.reporting.models import Campaign
from hatang.reporting.queries import ReportPage
from hatang.reporting.rules.gathering import Gathered, Said


def report_sheet(kind: SheetKind, page: ReportPage) -> HttpResponseBase:
    """A unit's report as a file."""
    campaign, report = page.reporter.campaign, page.report
    about = facts(
        _("Report"),
        [
            (_("Unit"), str(page.reporter.unit)),
            (_("Period"), f"{campaign.starts_on:%d/%m/%Y} – {campaign.ends_on:%d/%m/%Y}"),
            (_("State"), str(report.get_state_display())),
            (_("Number"), report.number),
            (_("Day of the report"), report.signed_on),
            (_("Digital signature"), str(report.get_signature_display()) if report.signature else ""),
            (_("Stamp of the values (SHA-256)"), report.digest),
        ],
    )
    parts = [
        facts(
            part.title,
            [
                (asked.field.label, "\n".join(filter(None, [asked.words, asked.reason])))
                for asked in part.asked
                if asked.is_shown
            ],
        )
        for part in page.parts
    ]
    sections = [about, *(part for part in parts if part.rows)]
    return sections_response(kind, name="bao-cao", title=campaign.title, sections=sections, is_upright=True)


def gathering_sheet(kind: SheetKind, campaign: Campaign, rows: Sequence[Gathered]) -> HttpResponseBase:
    """What a campaign gathers: the whole first, then what each unit says in each field."""
    whole = [Column[Gathered](_("Question"), lambda row: row.field.label, 50)]
    whole += [
        Column[Gathered](_("Whole"), total_words, 18),
        Column[Gathered](_("Reports"), lambda row: len(row.said), 10),
        Column[Gathered](_("Far from the others"), lambda row: row.n_far or None, 12),
    ]
    each = [
        Column[tuple[Gathered, Said]](_("Question"), lambda row: row[0].field.label, 36),
        Column[tuple[Gathered, Said]](_("Unit"), lambda row: row[1].source.name, 28),
        Column[tuple[Gathered, Said]](_("Says"), _cell, 50),
        Column[tuple[Gathered, Said]](_("Share of the whole (%)"), lambda row: row[1].share, 12),
        Column[tuple[Gathered, Said]](_("Numerator"), lambda row: row[1].numerator, 12),
        Column[tuple[Gathered, Said]](_("Denominator"), lambda row: row[1].denominator, 12),
        Column[tuple[Gathered, Said]](_("Far from the others"), lambda row: _mark(row[1]), 16),
    ]
    lines = [(row, said) for row in rows for said in row.said]
    sections = [Section(_("Whole"), whole, rows), Section(_("By unit"), each, lines)]
    return sections_response(kind, name="tong-hop", title=campaign.title, sections=sections)


def total_words(row: Gathered) -> str:
    """The whole of a field: a figure with its unit, a share with its parts, or how often what was chosen."""
    if row.counts:
        return "; ".join(f"{answer}: {n}" for answer, n in row.counts)
    if row.total is None:
        return ""
    if row.numerator is not None and row.denominator is not None:
        parts = f"{number_words(row.numerator)}/{number_words(row.denominator)}"
        return f"{number_words(row.total)} % ({parts})"
    return f"{number_words(row.total)} {row.field.measure_unit}".strip()


def _mark(said: Said) -> str:
    return _("look at it again") if said.is_far else ""


def _cell(row: tuple[Gathered, Said]) -> Cell:
    return row[1].number if row[1].number is not None else row[1].words
