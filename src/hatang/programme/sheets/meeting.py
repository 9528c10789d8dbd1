"""The sheet of a meeting as a file."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.sheets import (
    MOST_ROWS_ON_PAPER,
    Column,
    Section,
    SheetKind,
    facts,
    passage,
    sections_response,
    sheet_response,
)
from hatang.programme import queries
from hatang.programme.models import Meeting, MeetingConclusion
from hatang.programme.sheets.meeting_rows import columns, rows_of
from hatang.programme.wording import sheet_rule


def meeting_file(kind: SheetKind, user: User, meeting: Meeting) -> HttpResponseBase:
    """Who speaks about what; to print, with the conclusions and what changed.

    Args:
        kind: xlsx, csv, docx or pdf.
        user: who may see the lines.
        meeting: one the user may see.
    """
    sheet = queries.meeting_sheet(user, meeting)
    name = f"giao-ban-{meeting.held_on:%Y-%m-%d}"
    if kind not in MOST_ROWS_ON_PAPER:
        return sheet_response(kind, name=name, columns=columns(is_on_paper=False), rows=rows_of(sheet))
    changes, said = queries.changes_since(user, sheet), sheet.general
    sections = [
        passage("", sheet_rule(sheet)),
        *([passage(_("Said and agreed in general"), *said.text.splitlines())] if said and said.text else []),
        Section(_("Who speaks, the latest first"), columns(is_on_paper=True), list(rows_of(sheet))),
        Section(_("Conclusions"), _conclusion_columns(), queries.conclusions_of(meeting)),
        facts(
            _("What changed since the last meeting"),
            [
                (_("Done"), "\n".join(f"{one.unit.label}: {one.task}" for one in changes.done)),
                (_("Newly late"), "\n".join(f"{one.unit.label}: {one.task}" for one in changes.newly_late)),
                (
                    _("Deadlines moved"),
                    "\n".join(
                        f"{one.unit.label}: {one.task} → {until:%d/%m/%Y}" for one, until in changes.moved
                    ),
                ),
            ],
        ),
    ]
    under = [meeting.unit.name if meeting.unit else "", meeting.chair, meeting.place]
    return sections_response(
        kind,
        name=name,
        title=_("Weekly meeting of %(day)s") % {"day": meeting},
        under=" · ".join(one for one in under if one),
        sections=sections,
    )


def _conclusion_columns() -> list[Column[MeetingConclusion]]:
    return [
        Column(_("What was concluded"), lambda row: row.text, 70),
        Column(_("Lead"), lambda row: row.lead.name, 30),
        Column(_("Support"), lambda row: "; ".join(unit.name for unit in row.supports.all()), 30),
        Column(_("Deadline"), lambda row: row.due_on, 14),
        Column(_("Product"), lambda row: row.product, 24),
    ]
