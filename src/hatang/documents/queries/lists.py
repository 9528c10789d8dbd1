"""Documents and files for lists."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.kept import kept_in_look
from hatang.base.words import with_words
from hatang.docparse.normalise import fold
from hatang.documents import access
from hatang.documents.models import Document, DocumentFile, DocumentVersion, ParseRun, RunState
from hatang.documents.queries.validity import with_validity

SORTS: dict[str, tuple[Any, ...]] = {
    "title": ("sort_key", "pk"),
    "-title": ("-sort_key", "-pk"),
    "issued": (F("issued_on").asc(nulls_last=True), "pk"),
    "-issued": (F("issued_on").desc(nulls_last=True), "-pk"),
    "number": ("number_key", "pk"),
    "-number": ("-number_key", "-pk"),
    "added": ("created_at", "pk"),
    "-added": ("-created_at", "-pk"),
}

_STATES: dict[str, dict[str, Any]] = {
    "waiting": {"is_waiting": True},
    "published": {"is_published": True},
    "warned": {"n_warnings__gt": 0},
}


def document_list(
    user: object,
    *,
    text: str = "",
    kind: str = "",
    state: str = "",
    validity: str = "",
    scope_id: int | None = None,
    sort: str = "-issued",
    today: date | None = None,
) -> QuerySet[Document]:
    """Documents the user may read with the counts of the newest reading the user may see.

    `state` narrows to "waiting" (its newest wording is not published), "published" or "warned" ones.

    Annotates n_tasks, n_targets, n_warnings, n_versions, is_published, is_waiting, validity_today and
    successor_id.
    """
    visible = access.visible_versions(user)
    newest = (
        access.visible_extractions(user)
        .filter(version__document=OuterRef("pk"))
        .order_by("-version__ordinal", "-created_at", "-pk")
    )
    documents: QuerySet[Document, Any] = access.visible_documents(user).annotate(
        n_tasks=Subquery(newest.values("n_tasks")[:1], output_field=IntegerField()),
        n_targets=Subquery(newest.values("n_targets")[:1], output_field=IntegerField()),
        n_warnings=Subquery(newest.values("n_warnings")[:1], output_field=IntegerField()),
        n_versions=Count("versions", filter=Q(versions__in=visible), distinct=True),
        is_published=Exists(visible.filter(document=OuterRef("pk"), published_at__isnull=False)),
        is_waiting=Exists(
            visible.filter(document=OuterRef("pk"), is_current=True, published_at__isnull=True)
        ),
    )
    dated: QuerySet[Any] = with_validity(user, documents, today or clock.today())
    documents = dated.filter(validity_today=validity) if validity else dated
    if scope_id is not None:
        documents = documents.filter(scope=scope_id)
    if kind:
        documents = documents.filter(kind=kind)
    if state:
        documents = documents.filter(**_STATES[state])
    documents = with_words(documents, fold(text).split())
    return documents.select_related("issuer_unit", "scope").order_by(*SORTS.get(sort, SORTS["-issued"]))


def waiting_documents(user: object, n_rows: int) -> list[Document]:
    """The first of `document_list` that wait; which these are is kept until a document or wording changes."""
    about = ("waiting documents", n_rows, *access.rights_of(user))
    keys = kept_in_look(about, lambda: list(_waiting(user)[:n_rows]), of=(DocumentVersion, *access.HIDDEN_BY))
    return list(document_list(user).filter(pk__in=keys)) if keys else []


def _waiting(user: object) -> QuerySet[Any, int]:
    current = access.visible_versions(user).filter(is_current=True, published_at__isnull=True)
    waiting = access.visible_documents(user).filter(Exists(current.filter(document=OuterRef("pk"))))
    return waiting.order_by(*SORTS["-issued"]).values_list("pk", flat=True)


def unfinished_files(user: User) -> list[DocumentFile]:
    """Files that wait, are being read, failed or were cancelled, each with its last reading as `last_run`."""
    last_state = (
        ParseRun.objects.filter(file=OuterRef("pk")).order_by("-requested_at", "-pk").values("state")[:1]
    )
    files = (
        access.visible_files(user)
        .filter(version__isnull=True)
        .annotate(last_state=Subquery(last_state))
        .exclude(last_state=RunState.DONE)
        .select_related("uploaded_by")
        .prefetch_related("runs")
    )
    found: list[DocumentFile] = list(files)
    for file in found:
        file.last_run = next(iter(file.runs.all()), None)  # type: ignore[attr-defined]
    return found
