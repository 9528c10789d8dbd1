"""The list of documents."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.base.lists import page_of
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.documents import access, queries
from hatang.documents.forms import (
    SORTS,
    STATES,
    VALIDITIES,
    DocumentFilter,
    kind_options,
    scope_options,
    scope_words,
    state_options,
    validity_options,
)
from hatang.documents.models import Document, Validity


@require_safe
def document_list(request: HttpRequest) -> HttpResponseBase:
    """The list of documents, as a page or a sheet."""
    user, chosen = signed_in(request), DocumentFilter.read(request.GET)
    documents = queries.document_list(
        user,
        text=chosen.words,
        kind=chosen.kind,
        state=STATES.get(chosen.state, ""),
        validity=VALIDITIES.get(chosen.validity, ""),
        scope_id=int(chosen.scope) if chosen.scope else None,
        sort=SORTS.get(chosen.sort, "-issued"),
    )
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sheet_response(
            kind, name="van-ban", title=_("Documents"), columns=_columns(), rows=documents.iterator()
        )
    may_upload = access.may_upload(user)
    return render(
        request,
        "documents/list.html",
        {
            "page": page_of(documents, request.GET),
            "unfinished": queries.unfinished_files(user) if may_upload and not chosen.is_set else [],
            "chosen": chosen,
            "is_filtered": chosen.is_set,
            "kinds": kind_options(),
            "states": state_options(),
            "validities": [("", _("In effect or not")), *validity_options()],
            "scopes": [("", _("All territories")), *scope_options()],
            "sort_default": "-ngay",
            "may_upload": may_upload,
        },
    )


def _columns() -> list[Column[Document]]:
    return [
        Column(_("Kind"), lambda row: row.get_kind_display(), 14),
        Column(_("Number"), lambda row: row.number, 18),
        Column(_("Date"), lambda row: row.issued_on, 14),
        Column(_("Issuer"), lambda row: row.issuer, 36),
        Column(_("Title"), lambda row: row.title, 70),
        Column(_("Validity"), lambda row: str(Validity(_annotated(row, "validity_today")).label), 18),
        Column(_("In effect from"), lambda row: row.valid_from, 14),
        Column(_("No longer in effect from"), lambda row: row.valid_to, 14),
        Column(_("Territory"), lambda row: scope_words(row.scope), 26),
        Column(_("Tasks"), lambda row: _annotated(row, "n_tasks"), 10),
        Column(_("Targets"), lambda row: _annotated(row, "n_targets"), 10),
        Column(_("Warnings"), lambda row: _annotated(row, "n_warnings"), 10),
        Column(
            _("State"),
            lambda row: _("In the programme") if _annotated(row, "is_published") else _("Waits for review"),
            22,
        ),
    ]


def _annotated(row: Document, name: str) -> Any:
    return getattr(row, name)
