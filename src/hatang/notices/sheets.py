"""What is kept about a thing, as sections of its page as a file: obstacles, evidence, what was said."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.sheets import Cell, Column, Section, SheetKind, facts, passage, sections_response
from hatang.notices import access, queries
from hatang.notices.models import Comment, Obstacle, ObstacleStep
from hatang.notices.queries import ObstaclePage
from hatang.notices.queries.evidence import Shown


def about_sections(user: User, kind: str, pk: int) -> list[Section]:
    """The sections that the page of a thing has below its own.

    Raises:
        NotFound: there is no such thing, or not for this user.
    """
    subject = access.get_subject(user, kind, pk)
    return [
        Section(
            _("Obstacles and proposals"),
            _obstacle_columns(),
            queries.obstacles_about(user, subject, today=clock.today()),
        ),
        Section(_("Evidence"), _evidence_columns(), queries.folder_of(user, subject).kept),
        Section(_("Discussion"), _comment_columns(), queries.said_about(user, subject)),
    ]


def obstacle_sheet(kind: SheetKind, user: User, page: ObstaclePage) -> HttpResponseBase:
    """An obstacle with what was done about it.

    Args:
        kind: xlsx, csv, docx or pdf.
        user: who may see what is kept about it.
        page: the obstacle and its steps.
    """
    one = page.obstacle
    said: list[tuple[str, Cell]] = [
        (_("State"), one.get_state_display()),
        (_("Raised by"), f"{one.unit.name} ({one.raised_by})"),
        (_("Raised on"), clock.local(one.raised_at).date()),
        (_("Must answer"), one.owner.name),
        (_("Answer by"), one.answer_due_on),
        (_("About"), page.subject.title if page.subject else ""),
        (_("Place or site"), one.place),
    ]
    sections = [
        facts("", said),
        passage(_("What stands in the way"), one.text),
        passage(_("Proposal"), one.proposal),
        Section(_("What was done"), _step_columns(), page.taken),
        *about_sections(user, "obstacle", one.pk)[1:],
    ]
    name = f"vuong-mac-{one.pk}"
    return sections_response(kind, name=name, title=one.title, sections=sections, is_upright=True)


def _step_columns() -> list[Column[ObstacleStep]]:
    return [
        Column(_("Day"), lambda row: clock.local(row.taken_at).date(), 14),
        Column(_("Step"), lambda row: row.get_step_display(), 22),
        Column(_("Who"), lambda row: str(row.taken_by), 26),
        Column(_("Handed on to"), lambda row: row.owner.name if row.owner else "", 26),
        Column(_("Answer by"), lambda row: row.due_on, 14),
        Column(_("Words"), lambda row: row.words, 60),
    ]


def _obstacle_columns() -> list[Column[Obstacle]]:
    return [
        Column(_("In a few words"), lambda row: row.title, 50),
        Column(_("Raised by"), lambda row: row.unit.name, 30),
        Column(_("Must answer"), lambda row: row.owner.name, 30),
        Column(_("Answer by"), lambda row: row.answer_due_on, 14),
        Column(_("State"), lambda row: row.get_state_display(), 20),
    ]


def _evidence_columns() -> list[Column[Shown]]:
    return [
        Column(_("File"), lambda row: row.evidence.name, 40),
        Column(_("What it shows"), lambda row: row.evidence.note, 40),
        Column(_("About"), lambda row: row.about.title, 40),
        Column(_("Added by"), lambda row: str(row.evidence.added_by), 26),
        Column(_("Added on"), lambda row: clock.local(row.evidence.added_at).date(), 14),
    ]


def _comment_columns() -> list[Column[Comment]]:
    return [
        Column(_("Day"), lambda row: clock.local(row.created_at).date(), 14),
        Column(_("Who"), lambda row: str(row.author), 26),
        Column(_("Words"), lambda row: row.text, 80),
    ]
