"""Reads of the room, shaped for screens."""

from hatang.accounts.queries import Issuer, issuer_for
from hatang.reporting.queries.beside import beside, sums_words
from hatang.reporting.queries.campaigns import (
    CampaignRow,
    Completeness,
    ReporterLine,
    awaited_reports,
    campaign_rows,
    reporter_lines,
    tally,
)
from hatang.reporting.queries.consolidators import Part, Stage, gathered_part, stages
from hatang.reporting.queries.export import export_values
from hatang.reporting.queries.givable import done_before, tasks_to_give
from hatang.reporting.queries.incoming import ProposalLine, incoming_rows, proposal_lines
from hatang.reporting.queries.periods import period_terms
from hatang.reporting.queries.reporters import Addressed, addressed_by, not_asked, without_issuer
from hatang.reporting.queries.reports import ReportPage, gathered, is_as_stamped, report_page, version_changes
from hatang.reporting.queries.rows_behind import Line, lines_of, rest_behind, rows_behind, source_of
from hatang.reporting.queries.samples import SampleView, sample_view, stratum_words
from hatang.reporting.queries.templates import template_in_use
from hatang.reporting.queries.working import PeriodFigures, period_figures, plans_told_of

__all__ = [
    "Addressed",
    "CampaignRow",
    "Completeness",
    "Issuer",
    "Line",
    "Part",
    "PeriodFigures",
    "ProposalLine",
    "ReportPage",
    "ReporterLine",
    "SampleView",
    "Stage",
    "addressed_by",
    "awaited_reports",
    "beside",
    "campaign_rows",
    "done_before",
    "export_values",
    "gathered",
    "gathered_part",
    "incoming_rows",
    "is_as_stamped",
    "issuer_for",
    "lines_of",
    "not_asked",
    "period_figures",
    "period_terms",
    "plans_told_of",
    "proposal_lines",
    "report_page",
    "reporter_lines",
    "rest_behind",
    "rows_behind",
    "sample_view",
    "source_of",
    "stages",
    "stratum_words",
    "sums_words",
    "tally",
    "tasks_to_give",
    "template_in_use",
    "version_changes",
    "without_issuer",
]
