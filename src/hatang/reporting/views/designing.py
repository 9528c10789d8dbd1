"""Forms: the list, and the page on which an officer designs one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import Options
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.reporting import access, actions
from hatang.reporting.designing import SECTION, Row, data_of, moved, rows_of, rules_of, sent_rows
from hatang.reporting.models import Form, ReportKind
from hatang.reporting.queries.reports import parts_of
from hatang.reporting.ready_forms import ready_forms
from hatang.reporting.rules.definition import FieldKind, Refused, RollUp
from hatang.reporting.rules.filled import NOTHING_BESIDE
from hatang.reporting.sources import SOURCES


@require_safe
def form_list(request: HttpRequest) -> HttpResponse:
    """Forms with their versions."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    return _forms_page(request, user)


@require_POST
def new_form(request: HttpRequest) -> HttpResponse:
    """Make a form and go on to its design."""
    user = signed_in(request)
    try:
        made = actions.make_form(
            title=request.POST.get("tieu-de", ""),
            kind=request.POST.get("loai", ""),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _forms_page(request, user, refusal)
    return redirect("reporting:form", made.pk)


@require_POST
def use_ready_form(request: HttpRequest, word: str) -> HttpResponse:
    """Make a form of one at hand and go on to its design."""
    user = signed_in(request)
    ready = ready_forms().get(word)
    require(access.may_run_campaigns(user))
    if ready is None:
        raise NotFound(_("There is no such form."))
    made = actions.use_ready_form(ready=ready, by=user, at=clock.now())
    messages.success(request, _("Made as a draft: change what you need, then put it in use."))
    return redirect("reporting:form", made.pk)


@require_http_methods(["GET", "POST"])
def design(request: HttpRequest, form_id: int) -> HttpResponse:
    """Design the next version of a form: rows are changed, moved, dropped and added, then saved."""
    user = signed_in(request)
    found = access.get_form(user, form_id)
    if request.method != "POST":
        newest = found.versions.order_by("-number").first()
        definition = newest.read if newest else None
        rows = rows_of(definition) if definition else [Row(kind=SECTION), Row()]
        return _page(request, user, found, rows, rules_of(definition) if definition else "")
    rows, rules = sent_rows(request.POST), request.POST.get("quy-tac", "")
    button = request.POST.get("nut", "")
    if button != "luu":
        return _page(request, user, found, moved(rows, button), rules, is_moved=True)
    try:
        definition_data = data_of(rows, rules)
        actions.save_draft(
            form=found,
            definition=definition_data,
            seen=request.POST.get("thay", ""),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except (Refusal, Refused) as refused:
        refusal = refused if isinstance(refused, Refusal) else Refusal(str(refused), field="definition")
        return _page(request, user, found, rows, rules, refusal)
    messages.success(request, _("Saved as a draft. Put it in use when it is ready."))
    return redirect("reporting:form", found.pk)


@require_POST
def fix_form(request: HttpRequest, form_id: int) -> HttpResponse:
    """Put the draft of a form in use."""
    user = signed_in(request)
    found = access.get_form(user, form_id)
    try:
        seen = request.POST.get("thay", "")
        version = actions.fix_draft(form=found, seen=seen, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Version %(n)s is in use.") % {"n": version.number})
    return redirect("reporting:form", found.pk)


@require_POST
def retire_form(request: HttpRequest, form_id: int) -> HttpResponse:
    """Offer a form no more for new campaigns, or again."""
    user = signed_in(request)
    found = access.get_form(user, form_id)
    actions.retire_form(form=found, by=user, at=clock.now())
    return redirect("reporting:forms")


def _forms_page(request: HttpRequest, user: User, refusal: Refusal | None = None) -> HttpResponse:
    kinds = dict(_kinds())
    context = {
        "forms": access.visible_forms(user).prefetch_related("versions__campaigns"),
        "kinds": _kinds(),
        "ready": [(one, kinds[one.kind]) for one in ready_forms().values()],
        "error": refusal,
        "typed": request.POST,
    }
    return render(request, "reporting/forms.html", context, status=refusal.status if refusal else 200)


def _page(
    request: HttpRequest,
    user: User,
    form: Form,
    rows: list[Row],
    rules: str,
    refusal: Refusal | None = None,
    *,
    is_moved: bool = False,
) -> HttpResponse:
    newest = form.versions.order_by("-number").first()
    preview = parts_of(newest.read, {}, {}, NOTHING_BESIDE) if newest else []
    context = {
        "form": form,
        "newest": newest,
        "seen": request.POST.get("thay", "") or (actions.stamp(newest) if newest else ""),
        "rows": rows,
        "rules": rules,
        "kinds": [(SECTION, _("Section")), *_field_kinds()],
        "roll_ups": [("", _("As usual for its kind")), *_roll_ups()],
        "sources": [("", _("None")), *((name, str(one.words)) for name, one in SOURCES.items())],
        "keys": [("", _("None")), *((row.key, row.label[:60] or row.key) for row in rows if row.key)],
        "preview": preview,
        "is_moved": is_moved,
        "error": refusal,
    }
    return render(request, "reporting/form.html", context, status=refusal.status if refusal else 200)


def _kinds() -> Options:
    return [(value, str(label)) for value, label in ReportKind.choices]


def _field_kinds() -> Options:
    names = {
        FieldKind.TEXT: _("Words"),
        FieldKind.NUMBER: _("A figure"),
        FieldKind.CHOICE: _("One of several answers"),
        FieldKind.TABLE: _("A table"),
        FieldKind.FILE: _("A file"),
    }
    return [(kind.value, name) for kind, name in names.items()]


def _roll_ups() -> Options:
    names = {
        RollUp.SUM: _("Sum"),
        RollUp.RATIO: _("Share of two sums"),
        RollUp.LOWEST: _("Lowest"),
        RollUp.HIGHEST: _("Highest"),
        RollUp.TEXTS: _("Texts gathered"),
        RollUp.COUNTS: _("Answers counted"),
        RollUp.NONE: _("Not gathered"),
    }
    return [(how.value, name) for how, name in names.items()]
