"""What documents have to do with each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.accounts.models import User
from hatang.base.lists import choice, page_of, words
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.documents import queries
from hatang.documents.models import Citation, Document
from hatang.documents.references import Level
from hatang.documents.templatetags.documents import document_kind

VIEWS = ("quan-he", "con-thieu", "so-do")


LEVELS = {
    Level.CENTRE: gettext_lazy("Central level"),
    Level.GOVERNMENT: gettext_lazy("Government"),
    Level.MINISTRY: gettext_lazy("Ministries"),
    Level.PROVINCE: gettext_lazy("Province level"),
    Level.DEPARTMENT: gettext_lazy("Departments, communes, others"),
}


@dataclass(frozen=True)
class Row:
    """A document with its relations."""

    document: Document
    relations: queries.Relations


@require_safe
def relations(request: HttpRequest) -> HttpResponseBase:
    """Who carries out what, as a list or drawn, or what is cited but missing; as a page or a sheet."""
    user = signed_in(request)
    view, text = choice(request.GET, "xem", VIEWS) or "quan-he", words(request.GET)
    sheet = sheet_kind(request.GET.get("dinh-dang"))
    documents = queries.document_list(user, text=text)
    context: dict[str, object] = {"view": view, "words": text, "is_filtered": bool(text)}
    if view == "con-thieu":
        missing = [one for one in queries.missing_documents(user) if _has(one, text)]
        if sheet:
            return sheet_response(
                sheet,
                name="van-ban-con-thieu",
                title=_("Cited but missing"),
                columns=_missing_columns(),
                rows=missing,
            )
        page = page_of(missing, request.GET)
    elif sheet:
        edges = _edges(user, documents.iterator(chunk_size=500))
        return sheet_response(
            sheet,
            name="quan-he-van-ban",
            title=_("Relations of documents"),
            columns=_edge_columns(),
            rows=edges,
        )
    elif view == "so-do":
        page = page_of(documents, request.GET, size=queries.MOST_DOCUMENTS)
        drawn = queries.citation_graph(user, list(page.object_list))
        context |= {"drawn": drawn, "levels": [(one, LEVELS[one.level]) for one in drawn.graph.strips]}
    else:
        page = page_of(documents, request.GET)
        shown = list(page.object_list)
        found = queries.relations_of(user, shown)
        context["rows"] = [Row(document, found[document.pk]) for document in shown]
    return render(request, "documents/relations.html", {**context, "page": page})


def _has(missing: queries.Missing, text: str) -> bool:
    said = f"{missing.number} {missing.issuer} {missing.year}".lower()
    return all(word in said for word in text.lower().split())


def _edges(user: User, documents: Iterable[Document]) -> Iterator[Citation]:
    """Every citation of the documents, a bundle of them at a time."""
    bundle: list[Document] = []
    for document in documents:
        bundle.append(document)
        if len(bundle) == 500:
            yield from _bundle(user, bundle)
            bundle = []
    yield from _bundle(user, bundle)


def _bundle(user: User, documents: list[Document]) -> Iterator[Citation]:
    found = queries.relations_of(user, documents)
    for document in documents:
        yield from found[document.pk].carries_out
        yield from found[document.pk].refers_to


def _edge_columns() -> list[Column[Citation]]:
    return [
        Column(_("Number"), lambda row: row.version.document.number, 18),
        Column(_("Title"), lambda row: row.version.document.title, 60),
        Column(_("Relation"), lambda row: row.get_relation_display(), 20),
        Column(_("Names"), lambda row: row.number, 18),
        Column(_("Issuer"), lambda row: row.cited.issuer if row.cited else row.issuer, 36),
        Column(_("Title of what it names"), lambda row: row.cited.title if row.cited else "", 60),
        Column(_("Times"), lambda row: row.n_times, 10),
        Column(_("In the house"), lambda row: _("Yes") if row.cited else _("No"), 12),
    ]


def _missing_columns() -> list[Column[queries.Missing]]:
    return [
        Column(_("Kind"), lambda row: document_kind(row.kind), 16),
        Column(_("Number"), lambda row: row.number, 20),
        Column(_("Issuer"), lambda row: row.issuer, 40),
        Column(_("Year"), lambda row: row.year, 8),
        Column(_("Documents that name it"), lambda row: row.n_documents, 14),
        Column(_("Times"), lambda row: row.n_times, 10),
        Column(_("Named by"), lambda row: "; ".join(str(one) for one in row.citing), 60),
    ]
