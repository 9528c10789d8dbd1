"""Licences of bands: read by everybody, kept by the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.base.sheets import sheet_kind
from hatang.network import access, actions
from hatang.network.forms import day_asked
from hatang.network.models import BandLicence
from hatang.network.rule_forms import licence_facts, licence_options, typed_licence
from hatang.network.sheets import licences_sheet


@require_safe
def licence_list(request: HttpRequest) -> HttpResponseBase:
    """Who may use which bands on a day; as a page or a file."""
    user, on = signed_in(request), day_asked(request.GET)
    rows = access.visible_licences(user).existing(on).select_related("operator")
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return licences_sheet(kind, rows)
    context = {
        "rows": rows,
        "on": on,
        "is_today": on == clock.today(),
        "may_keep": access.may_keep_the_registry(user),
    }
    return render(request, "network/licences.html", context)


@require_http_methods(["GET", "POST"])
def put_licence(request: HttpRequest, licence_id: int | None = None) -> HttpResponse:
    """Enter or change a licence; what was refused stays in the form."""
    user = signed_in(request)
    require(access.may_keep_the_registry(user))
    licence = _licence(licence_id) if licence_id is not None else None
    if request.method != "POST":
        return _form(request, licence)
    try:
        facts = licence_facts(request.POST)
        actions.put_licence(licence=licence, facts=facts, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, licence, refusal)
    messages.success(request, _("Kept."))
    return redirect("network:licences")


@require_POST
def load_licences(request: HttpRequest) -> HttpResponse:
    """Enter the bands that are publicly known."""
    user = signed_in(request)
    require(access.may_keep_the_registry(user))
    n = actions.load_licences(by=user, at=clock.now())
    said = ngettext("%(n)s band was entered; check it.", "%(n)s bands were entered; check them.", n)
    messages.success(request, said % {"n": n})
    return redirect("network:licences")


def _licence(pk: int) -> BandLicence:
    found = BandLicence.objects.filter(pk=pk).first()
    if not isinstance(found, BandLicence):
        raise NotFound(_("There is no such licence."))
    return found


def _form(request: HttpRequest, licence: BandLicence | None, refusal: Refusal | None = None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    context = {
        "licence": licence,
        "typed": typed_licence(licence, sent),
        "error": refusal,
        **licence_options(),
    }
    return render(request, "network/licence_form.html", context, status=refusal.status if refusal else 200)
