"""The page of what one unit owes, as a file."""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import Entry
from hatang.base.sheets import Column, Section, SheetKind, facts, passage, sections_response
from hatang.notices.sheets import about_sections
from hatang.programme.models import DeadlineRequest, Milestone, Occurrence
from hatang.programme.parts import PartState
from hatang.programme.queries.obligations import ObligationPage
from hatang.programme.queries.products import Owed, products_owed
from hatang.programme.sheets.task import deadline_words, plan_words
from hatang.programme.templatetags.programme import changes_in_words
from hatang.programme.wording import day, part_words, standing_words


def obligation_sheet(kind: SheetKind, user: User, page: ObligationPage) -> HttpResponseBase:
    """What one unit owes, with all that its page says of it.

    Args:
        kind: xlsx, csv, docx or pdf.
        user: who may see what is kept about it.
        page: the obligation with milestones, requests, periods and history.
    """
    owed = page.owed
    sections = [
        passage(_("As the plan says it"), owed.task.text),
        facts(_("Part of %(unit)s") % {"unit": owed.unit}, _facts(owed)),
        Section(_("Parts of the deadline"), _part_columns(), page.parts),
        Section(_("Products"), _product_columns(), products_owed(owed)),
        Section(_("Milestones"), _milestone_columns(), page.milestones),
        Section(_("Later deadline"), _request_columns(), page.requests),
        Section(_("Periods that were met"), _occurrence_columns(), page.occurrences),
        facts("", [(_("Nothing said for"), ", ".join(day(one) for one in page.missed))]),
        Section(_("What was changed"), _history_columns(), page.history),
        *about_sections(user, "obligation", owed.pk),
    ]
    return sections_response(
        kind,
        name=f"phan-viec-{owed.pk}",
        title=f"{owed.unit} · {owed.task.path}",
        under=plan_words(owed.task.plan),
        sections=sections,
        is_upright=True,
    )


def _facts(owed: Any) -> list[tuple[str, Any]]:
    return [
        (_("Unit"), owed.unit.name),
        (_("Plan"), plan_words(owed.task.plan)),
        (_("Provision"), owed.task.path),
        (_("Deadline"), deadline_words(owed.task)),
        (_("Deadline moved to"), owed.extended_to),
        (_("Progress"), standing_words(owed.standing)),
        (_("Person in charge"), str(owed.responsible or "")),
        (_("Product"), owed.task.product),
        (_("Submitted"), _numbered(owed.submitted_number, owed.submitted_on)),
        (_("Issued"), _numbered(owed.issued_number, owed.issued_on)),
        (_("Done"), owed.done_on),
        (_("Note"), owed.note),
    ]


def _numbered(number: str, on: Any) -> str:
    return " ".join(one for one in (number, day(on)) if one)


def _part_columns() -> list[Column[PartState]]:
    return [
        Column(_("Deadline"), lambda row: part_words(row.part), 60),
        Column(_("Due on"), lambda row: row.due_on, 14),
        Column(_("Done on"), lambda row: row.met.done_on if row.met else None, 14),
        Column(_("Reason"), lambda row: row.met.waived_because if row.met else "", 30),
    ]


def _product_columns() -> list[Column[Owed]]:
    return [
        Column(_("Product"), lambda row: row.product.words, 60),
        Column(_("Kind of the product"), lambda row: row.product.get_kind_display(), 20),
        Column(_("Done on"), lambda row: row.delivery.done_on if row.delivery else None, 14),
        Column(_("Number"), lambda row: row.delivery.number if row.delivery else "", 24),
    ]


def _milestone_columns() -> list[Column[Milestone]]:
    return [
        Column(_("By"), lambda row: row.due_on, 14),
        Column(_("Result"), lambda row: row.title, 70),
        Column(_("Reached on"), lambda row: row.reached_on, 14),
    ]


def _request_columns() -> list[Column[DeadlineRequest]]:
    return [
        Column(_("Asked on"), lambda row: row.asked_on, 14),
        Column(_("Until"), lambda row: row.until, 14),
        Column(_("Reason"), lambda row: row.reason, 40),
        Column(_("Decision"), lambda row: row.get_decision_display(), 16),
        Column(_("Granted until"), lambda row: row.granted_until, 14),
        Column(_("Answer"), lambda row: row.answer, 30),
    ]


def _occurrence_columns() -> list[Column[Occurrence]]:
    return [
        Column(_("Period"), lambda row: row.due_on, 20),
        Column(_("Done"), lambda row: row.done_on, 20),
    ]


def _history_columns() -> list[Column[tuple[Entry, str]]]:
    def said(row: tuple[Entry, str]) -> str:
        return "\n".join(f"{name}: {old} → {new}" for name, old, new in changes_in_words(row[0]))

    return [
        Column(_("When"), lambda row: clock.local(row[0].at).strftime("%d/%m/%Y %H:%M"), 18),
        Column(_("Who"), lambda row: row[1], 26),
        Column(_("What"), said, 60),
    ]
