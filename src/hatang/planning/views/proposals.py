"""Activities proposed from a unit's own document: looked at side by side, confirmed, taken back."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import NotAllowed, Refusal
from hatang.documents.forms import ENDINGS
from hatang.documents.models import Document, Extraction
from hatang.planning import access, actions, queries
from hatang.planning.models import UnitPlan


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, unit_plan_id: int) -> HttpResponse:
    """What a document of the unit says, beside the tasks it is like; POST takes the chosen rows."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    require(access.writes_for(user, found.unit))
    if request.method != "POST":
        return page_of_proposals(request, user, found)
    reading = _reading(user, found, number(request.POST, "van-ban"))
    if reading is None:
        return page_of_proposals(
            request, user, found, Refusal(_("Choose a document first."), field="van-ban")
        )
    try:
        made = actions.take_proposals(
            unit_plan=found,
            reading=reading,
            chosen=_marks(request.POST.getlist("chon")),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return page_of_proposals(request, user, found, refusal)
    said = ngettext("%(n)s activity was added.", "%(n)s activities were added.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("planning:plan", found.pk)


@require_POST
def undo(request: HttpRequest, unit_plan_id: int) -> HttpResponse:
    """Take out again what was taken from a document and is as it was taken."""
    user = signed_in(request)
    found = access.get_unit_plan(user, unit_plan_id)
    require(access.writes_for(user, found.unit))
    document = number(request.POST, "van-ban")
    reading = _reading(user, found, document)
    if reading is None:
        return page_of_proposals(
            request, user, found, Refusal(_("Choose a document first."), field="van-ban")
        )
    try:
        n = actions.undo_proposals(unit_plan=found, reading=reading, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return page_of_proposals(request, user, found, refusal)
    said = ngettext("%(n)s activity was taken out.", "%(n)s activities were taken out.", n)
    messages.success(request, said % {"n": n})
    return redirect(f"{reverse('planning:propose', args=[found.pk])}?van-ban={document}")


def _reading(user: User, found: UnitPlan, document_id: int | None) -> Extraction | None:
    """The newest reading of a document that the unit's plan may be read from."""
    document = queries.source_documents(user, found).filter(pk=document_id).first() if document_id else None
    return queries.newest_reading(user, found, document) if document else None


def _marks(sent: Iterable[str]) -> set[UUID]:
    found = set()
    for one in sent:
        try:
            found.add(UUID(one))
        except ValueError:
            continue
    return found


def page_of_proposals(
    request: HttpRequest, user: User, found: UnitPlan, refusal: Refusal | None = None
) -> HttpResponse:
    """The page: the unit's files with how far they are read, and what one of its documents says."""
    document_id = number(request.POST if request.method == "POST" else request.GET, "van-ban")
    documents = list(queries.source_documents(user, found).order_by("-issued_on", "-pk")[:100])
    files = queries.plan_files(user, found)
    added = {line.document_id for line in files}
    own = [one for one in documents if one.issuer_unit_id == found.unit_id or one.pk in added]
    others = [one for one in documents if one not in own]
    reading = _reading(user, found, document_id)
    rows = queries.proposals(user, found, reading) if reading else []
    context = {
        "unit_plan": found,
        "files": files,
        "may_send": True,
        "endings": ENDINGS,
        "limit_bytes": settings.MAX_UPLOAD_BYTES,
        "limit_mb": settings.MAX_UPLOAD_BYTES // 1024 // 1024,
        "own": [(str(one.pk), _named(one)) for one in own],
        "others": [(str(one.pk), _named(one)) for one in others],
        "chosen": str(document_id or ""),
        "reading": reading,
        "rows": rows,
        "n_taken": sum(one.is_taken for one in rows),
        "may_write": found.is_writable,
        "error": refusal,
    }
    return render(request, "planning/proposals.html", context, status=refusal.status if refusal else 200)


def _named(document: Document) -> str:
    return f"{document.number} {document.title}".strip()[:140]
