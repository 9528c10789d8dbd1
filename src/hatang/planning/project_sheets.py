"""Projects and their money as files: one description for docx, pdf, xlsx and csv."""

from collections.abc import Iterable
from decimal import Decimal

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.base.sheets import Cell, Column, Section, SheetKind, facts, sections_response, sheet_response
from hatang.planning.models import MoneyLine, TakenProjectStep
from hatang.planning.queries import Group, ProjectPage, ProjectRow, Totals
from hatang.planning.rules.money import MILLION, Amounts, Total
from hatang.planning.wording_of_projects import remark_words


def register_sheet(kind: SheetKind, rows: Iterable[ProjectRow]) -> HttpResponseBase:
    """The register of projects as a file."""
    columns = [
        Column[ProjectRow](_("Code"), lambda row: row.project.code, 12),
        Column[ProjectRow](_("Project"), lambda row: row.project.title, 46),
        Column[ProjectRow](_("Unit"), lambda row: str(row.project.unit), 30),
        Column[ProjectRow](_("Kind"), lambda row: str(row.project.get_kind_display()), 18),
        Column[ProjectRow](_("System"), lambda row: row.project.system_name, 24),
        Column[ProjectRow](_("State"), lambda row: str(row.project.get_state_display()), 18),
        Column[ProjectRow](_("Estimate (million đồng)"), lambda row: _millions(row.amounts.estimate), 16),
        Column[ProjectRow](_("Allocated (million đồng)"), lambda row: _millions(row.amounts.allocated), 16),
        Column[ProjectRow](_("Disbursed (million đồng)"), lambda row: _millions(row.amounts.disbursed), 16),
        Column[ProjectRow](_("Rate (%)"), lambda row: row.amounts.rate, 10),
    ]
    return sheet_response(kind, name="du-an", title=_("Register of projects"), columns=columns, rows=rows)


def totals_sheet(kind: SheetKind, said: Totals) -> HttpResponseBase:
    """Money of projects by source, year and unit as a file."""
    sections = [
        _group_section(_("By source"), said.by_source),
        _group_section(_("By year"), said.by_year),
        _group_section(_("By unit"), said.by_unit),
        _group_section(_("Together"), [Group("", _("Together"), said.whole)]),
    ]
    return sections_response(kind, name="kinh-phi", title=_("Money of projects"), sections=sections)


def project_sheet(kind: SheetKind, page: ProjectPage) -> HttpResponseBase:
    """One project as a file."""
    project = page.project
    about = facts(
        _("Project"),
        [
            (_("Code"), project.code),
            (_("Unit"), str(project.unit)),
            (_("Kind"), str(project.get_kind_display())),
            (_("State"), str(project.get_state_display())),
            (_("System"), project.system_name),
            (_("Begins on"), project.starts_on),
            (_("Ends on"), project.ends_on),
            (_("Object and objective"), project.about),
            (_("Tasks it serves"), "\n".join(f"{one.task.path} {one.task.text}" for one in page.links)),
        ],
    )
    money = [
        Column[MoneyLine](_("Year"), lambda line: line.year, 8),
        Column[MoneyLine](_("Source"), lambda line: str(line.get_source_display()), 26),
        Column[MoneyLine](_("Estimate (million đồng)"), lambda line: _millions(line.estimate), 14),
        Column[MoneyLine](_("Allocated (million đồng)"), lambda line: _millions(line.allocated), 14),
        Column[MoneyLine](_("Disbursed (million đồng)"), lambda line: _millions(line.disbursed), 14),
        Column[MoneyLine](_("Rate (%)"), lambda line: line.amounts.rate, 8),
        Column[MoneyLine](_("Ground"), lambda line: f"{line.ground} ({line.ground_on:%d/%m/%Y})", 24),
        Column[MoneyLine](_("Remarks"), lambda line: _remarks(line.amounts), 20),
    ]
    steps = [
        Column[TakenProjectStep](_("Day"), lambda one: one.taken_at.date(), 12),
        Column[TakenProjectStep](_("Step"), lambda one: str(one), 30),
        Column[TakenProjectStep](_("Document"), lambda one: _document(one), 30),
        Column[TakenProjectStep](_("Reason"), lambda one: one.words, 40),
    ]
    lines = [one for one in page.lines if not one.amounts.is_empty]
    sections = [about, Section(_("Money"), money, lines), Section(_("Steps"), steps, page.steps)]
    return sections_response(kind, name="du-an", title=project.title, sections=sections)


def _group_section(heading: str, groups: Iterable[Group]) -> Section:
    columns = [
        Column[Group](heading, lambda one: one.name, 40),
        Column[Group](_("Estimate (million đồng)"), lambda one: _millions(one.total.amounts.estimate), 16),
        Column[Group](_("Allocated (million đồng)"), lambda one: _millions(one.total.amounts.allocated), 16),
        Column[Group](_("Disbursed (million đồng)"), lambda one: _millions(one.total.amounts.disbursed), 16),
        Column[Group](_("Rate (%)"), lambda one: one.total.amounts.rate, 10),
        Column[Group](_("Disbursement not reported (lines)"), lambda one: _silent(one.total), 14),
    ]
    return Section(heading, columns, list(groups))


def _millions(figure: Decimal | None) -> Cell:
    return None if figure is None else figure / MILLION


def _silent(one: Total) -> Cell:
    return one.n_silent or None


def _remarks(amounts: Amounts) -> str:
    return "; ".join(remark_words(one) for one in amounts.remarks)


def _document(one: TakenProjectStep) -> str:
    day = f"{one.dated_on:%d/%m/%Y}" if one.dated_on else ""
    return ", ".join(part for part in (one.agency, one.number, day) if part)
