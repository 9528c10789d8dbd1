"""The page of a document as a file: what it is, and what was read from it."""

from collections.abc import Sequence

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.sheets import Cell, Column, Section, SheetKind, facts, sections_response
from hatang.documents.forms import scope_words
from hatang.documents.models import Citation, Validity
from hatang.documents.queries import DocumentPage
from hatang.documents.review import LABELS, Finding, Review, Warned
from hatang.notices.sheets import about_sections


def document_sheet(kind: SheetKind, user: User, page: DocumentPage, found: Review) -> HttpResponseBase:
    """A document with the tasks, targets, warnings and citations read from the version shown.

    Args:
        kind: xlsx, csv, docx or pdf.
        user: who may see what is kept about it.
        page: the document and the version shown.
        found: what was read, with its corrections.
    """
    document = page.document
    sections = [
        facts(_("About the document"), _facts(page)),
        Section(_("Tasks"), _columns(("lead", "support", "direct", "due", "product", "note")), found.tasks),
        Section(_("Targets"), _columns(("value", "due", "lead", "support", "note")), found.targets),
        Section(_("Warnings"), _warning_columns(), found.warnings),
        Section(_("Documents it names"), _citation_columns(), page.citations),
        *about_sections(user, "document", document.pk),
    ]
    return sections_response(
        kind,
        name=f"van-ban-{document.pk}",
        title=document.title or document.number or _("(no title)"),
        under=" · ".join(one for one in (document.number, document.issuer) if one),
        sections=sections,
    )


def _facts(page: DocumentPage) -> list[tuple[str, Cell]]:
    document, version = page.document, page.version
    return [
        (_("Kind"), document.get_kind_display()),
        (_("Number"), document.number),
        (_("Date"), document.issued_on),
        (_("Issuer"), document.issuer),
        (_("Signed by"), f"{document.signatory_authority} {document.signatory_position}".strip()),
        (_("Validity"), str(Validity(page.validity_today).label)),
        (_("In effect from"), document.valid_from),
        (_("No longer in effect from"), document.valid_to),
        (_("Replaced by"), str(page.successor) if page.successor else ""),
        (_("Territory"), scope_words(document.scope)),
        (_("Version"), version.ordinal if version else None),
        (_("State"), _("In the programme") if page.is_published else _("Waits for review")),
    ]


def _columns(names: Sequence[str]) -> list[Column[Finding]]:
    def said(name: str) -> Column[Finding]:
        return Column(
            str(LABELS[name]),
            lambda row: next((one.text for one in row.fields if one.name == name), ""),
            24,
        )

    return [
        Column(_("Provision"), lambda row: row.path, 14),
        Column(_("Content"), lambda row: row.text.text, 70),
        *(said(name) for name in names),
    ]


def _warning_columns() -> list[Column[Warned]]:
    return [
        Column(_("Warning"), lambda row: row.message, 60),
        Column(_("Words"), lambda row: row.words, 60),
    ]


def _citation_columns() -> list[Column[Citation]]:
    return [
        Column(_("Relation"), lambda row: row.get_relation_display(), 20),
        Column(_("Number"), lambda row: row.number, 20),
        Column(_("Issuer"), lambda row: row.cited.issuer if row.cited else row.issuer, 36),
        Column(_("Title"), lambda row: row.cited.title if row.cited else "", 60),
    ]
