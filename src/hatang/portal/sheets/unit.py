"""The page of a unit as a file."""

from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.accounts.models import Unit
from hatang.base.sheets import Cell, Column, Section, SheetKind, facts, sections_response
from hatang.portal.queries import UnitPage
from hatang.programme.queries import UnitTarget
from hatang.programme.wording import as_settled, due_words, leads_words, standing_words, value_words


def unit_sheet(kind: SheetKind, page: UnitPage) -> HttpResponseBase:
    """A unit with what is known of it and its tasks.

    Args:
        kind: xlsx, csv, docx or pdf.
        page: the unit, with all its tasks.
    """
    unit = page.unit
    sections = [
        facts(_("About the unit"), _facts(page)),
        facts(_("How its tasks stand"), _tally(page)),
        Section(_("Tasks it leads"), _columns(own=True), page.led),
        _tasks(_("Tasks it co-operates in"), page.supported),
        _tasks(_("Tasks it directs"), page.directed),
        Section(_("Targets of the unit"), target_columns(), page.targets.rows),
        Section(_("Units below it"), _unit_columns(), page.about.children),
    ]
    return sections_response(
        kind,
        name=f"don-vi-{unit.pk}",
        title=unit.name,
        under=unit.get_kind_display(),
        sections=sections,
    )


def _facts(page: UnitPage) -> list[tuple[str, Cell]]:
    unit, about = page.unit, page.about
    return [
        (_("Kind"), unit.get_kind_display()),
        (_("Code"), unit.code),
        (_("Electronic identifier"), unit.e_identifier),
        (_("Belongs to"), str(unit.parent) if unit.parent else ""),
        (_("Exists from"), unit.valid_from),
        (_("First day without it"), unit.valid_to),
        (_("Took over from"), "; ".join(str(link.unit) for link in about.predecessors)),
        (_("Taken over by"), "; ".join(str(link.successor) for link in about.successors)),
        (_("Groups"), "; ".join(page.groups)),
        (_("Printed names"), "; ".join(str(alias) for alias in about.aliases)),
    ]


def _tally(page: UnitPage) -> list[tuple[str, Cell]]:
    tally = page.tally
    return [
        (_("Late"), tally.n_late),
        (_("Within 30 days"), tally.n_soon),
        (_("Done"), tally.n_done),
        (_("All"), tally.n_all),
    ]


def _tasks(heading: str, tasks: Sequence[Any]) -> Section:
    return Section(heading, _columns(own=False), tasks)


def _columns(*, own: bool) -> list[Column[Any]]:
    """A task it leads stands as the unit's own part of it does."""

    def standing(row: Any) -> str:
        part = getattr(row, "own", None) if own else None
        return standing_words(part.standing if part is not None else row.standing)

    return [
        Column(_("Plan"), lambda row: row.plan.number or row.plan.title, 20),
        Column(_("Provision"), lambda row: row.path, 14),
        Column(_("Task"), lambda row: row.text, 80),
        Column(_("Lead"), leads_words, 32),
        Column(_("Deadline"), lambda row: as_settled(due_words(row), row, "due"), 22),
        Column(_("Progress"), standing, 24),
    ]


def target_columns() -> list[Column[UnitTarget]]:
    """Targets of a unit with what was given to it and declared this year."""
    return [
        Column(_("Plan"), lambda row: row.target.plan.number or row.target.plan.title, 20),
        Column(_("Provision"), lambda row: row.target.path, 14),
        Column(_("Target"), lambda row: row.target.text, 80),
        Column(_("To reach"), lambda row: as_settled(value_words(row.target), row.target, "value"), 18),
        Column(_("Deadline"), lambda row: as_settled(due_words(row.target), row.target, "due"), 22),
        Column(_("Given this year"), lambda row: row.quota, 16),
        Column(_("Declared this year"), lambda row: row.declared, 16),
    ]


def _unit_columns() -> list[Column[Unit]]:
    return [
        Column(_("Unit"), lambda row: row.name, 60),
        Column(_("Kind"), lambda row: row.get_kind_display(), 30),
        Column(_("First day without it"), lambda row: row.valid_to, 16),
    ]
