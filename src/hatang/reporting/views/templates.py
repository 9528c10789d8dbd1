"""Word templates of documents: which are in use, a new one, back to the house's own."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock, filestore
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.reporting import access, actions
from hatang.reporting.models import PaperTemplate
from hatang.reporting.paper_forms import kind_names
from hatang.reporting.paper_templates import BODY, MOST_BYTES, NAMES, starting_template
from hatang.reporting.rules.paper_kinds import LETTERS, WORDS, PaperKind

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def paper_templates(request: HttpRequest) -> HttpResponse:
    """The kinds of documents, each with the template in use."""
    require(access.may_run_campaigns(signed_in(request)))
    return _page(request)


@require_POST
def take_template(request: HttpRequest, word: str) -> HttpResponse:
    """Take a template into use; a refusal is told above the list."""
    user, file = signed_in(request), request.FILES.get("tep")
    require(access.may_run_campaigns(user))
    kind = _kind(word)
    try:
        if file is None or not file.size:
            raise Refusal(_("Choose a file first."), field="tep")
        if file.size > MOST_BYTES:
            raise Refusal(_("The template is too large."), field="tep")
        name = str(file.name)
        actions.take_template(kind=kind, content=file.read(), name=name, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, refusal)
    messages.success(request, _("The template is in use now."))
    return redirect("reporting:paper_templates")


@require_POST
def drop_template(request: HttpRequest, word: str) -> HttpResponse:
    """Go back to the house's own layout."""
    user = signed_in(request)
    actions.drop_template(kind=_kind(word), by=user, at=clock.now())
    messages.success(request, _("Documents of this kind have the house's own layout again."))
    return redirect("reporting:paper_templates")


@require_safe
def fetch_template(request: HttpRequest, word: str) -> HttpResponseBase:
    """The template in use, else the house's own layout as one to begin with."""
    require(access.may_run_campaigns(signed_in(request)))
    kind = _kind(word)
    used = PaperTemplate.objects.filter(kind=kind.value, retired_at__isnull=True).first()
    if used is not None:
        return FileResponse(
            filestore.open_stored(used.file_sha256), as_attachment=True, filename=used.file_name
        )
    answer = HttpResponse(starting_template(is_letter=kind in LETTERS), content_type=_WORD)
    answer.headers["Content-Disposition"] = f'attachment; filename="mau-{word}.docx"'
    return answer


def _kind(word: str) -> PaperKind:
    kind = WORDS.get(word)
    if kind is None:
        raise NotFound(_("There is no such letter."))
    return kind


def _page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    names = kind_names()
    used = {one.kind: one for one in PaperTemplate.objects.filter(retired_at=None).select_related("made_by")}
    context = {
        "rows": [(word, names[kind], used.get(kind.value)) for word, kind in WORDS.items()],
        "known": [f"{{{{ {name} }}}}" for name in (*NAMES, BODY)],
        "error": refusal,
    }
    return render(
        request, "reporting/paper_templates.html", context, status=refusal.status if refusal else 200
    )
