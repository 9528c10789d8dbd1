"""Sites: the list as of a day, the card of one, and what the office says of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.audit_words import ChangeWords
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number, words
from hatang.base.refusal import NotAllowed, Refusal
from hatang.base.sheets import sheet_kind
from hatang.network import access, actions, queries
from hatang.network.forms import day_asked, day_of, site_filter, site_options
from hatang.network.models import PassiveSite
from hatang.network.rules.states import PLANNED
from hatang.network.sheets import card_sheet, sites_sheet
from hatang.network.site_forms import (
    STEPS,
    facts_by,
    first_state,
    permit_by,
    site_form_options,
    step_forms,
    typed_site,
)

_CHOSEN = ("don-vi", "cong-nghe", "tinh-trang", "xa", "loai", "dung-chung", "giay-phep")


@require_safe
def site_list(request: HttpRequest) -> HttpResponseBase:
    """The sites of a day; as a page or a file."""
    user = signed_in(request)
    chosen = site_filter(request.GET)
    rows = queries.site_list(user, chosen)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sites_sheet(kind, queries.site_rows(user, rows, chosen.on), on=chosen.on)
    page = queries.key_page(rows, after=words(request.GET, "sau"), before=words(request.GET, "truoc"))
    said = {name.replace("-", "_"): request.GET.get(name, "") for name in _CHOSEN} | {"tim": chosen.words}
    context = {
        "page": page,
        "rows": queries.site_rows(user, page.rows, chosen.on),
        "has_examples": any(one.is_example for one in page.rows),
        "on": chosen.on,
        "is_today": chosen.on == clock.today(),
        "chosen": said,
        "is_filtered": any(said.values()),
        "may_keep": access.may_keep_the_registry(user),
        "sees_plant": access.sees_plant(user),
        **site_options(queries.operators_on_sites()),
    }
    return render(request, "network/sites.html", context)


@require_safe
def site(request: HttpRequest, site_id: int) -> HttpResponseBase:
    """The card of a site as of a day; as a page or a file."""
    user = signed_in(request)
    found = access.get_site(user, site_id)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return card_sheet(kind, queries.site_card(user, found, day_asked(request.GET)))
    return _card(request, user, found)


@require_http_methods(["GET", "POST"])
def new_site(request: HttpRequest) -> HttpResponse:
    """Enter a site; what was refused stays in the form."""
    user = signed_in(request)
    require(access.may_keep_the_registry(user))
    if request.method != "POST":
        return _form(request, None)
    try:
        state, since = first_state(request.POST)
        made = actions.make_site(
            facts=facts_by(request.POST),
            state=state,
            since=since,
            is_another=request.POST.get("khac-cot") == "1",
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, None, refusal)
    messages.success(request, _("Entered."))
    return redirect("network:site", made.pk)


@require_http_methods(["GET", "POST"])
def change_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """Change what is said of a site."""
    user = signed_in(request)
    found = access.get_site(user, site_id)
    require(access.may_keep_the_registry(user))
    if request.method != "POST":
        return _form(request, found)
    try:
        actions.change_site(
            site=found,
            facts=facts_by(request.POST),
            seen=_seen(request),
            is_another=request.POST.get("khac-cot") == "1",
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, access.get_site(user, site_id), refusal)
    messages.success(request, _("Kept."))
    return redirect("network:site", found.pk)


@require_POST
def take_site_step(request: HttpRequest, site_id: int) -> HttpResponse:
    """Take a site a step on."""
    user = signed_in(request)
    found = access.get_site(user, site_id)
    require(access.may_keep_the_registry(user))
    try:
        on = day_of(request.POST, "ngay-buoc", "on")
        if on is None:
            raise Refusal(_("Enter the day of the step."), field="on")
        actions.take_site_step(
            site=found,
            step=str(STEPS.get(request.POST.get("buoc", ""), "")),
            on=on,
            ground=request.POST.get("can-cu", ""),
            permit=permit_by(request.POST),
            seen=_seen(request),
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _card(request, user, access.get_site(user, site_id), refusal)
    messages.success(request, _("Kept."))
    return redirect("network:site", found.pk)


@require_POST
def undo_site_step(request: HttpRequest, site_id: int) -> HttpResponse:
    """Take the last step of a site back."""
    user = signed_in(request)
    found = access.get_site(user, site_id)
    require(access.may_keep_the_registry(user))
    try:
        actions.undo_site_step(site=found, seen=_seen(request), by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _card(request, user, access.get_site(user, site_id), refusal)
    messages.success(request, _("Taken back: the site is in the state before."))
    return redirect("network:site", found.pk)


def _card(
    request: HttpRequest, user: User, site: PassiveSite, refusal: Refusal | None = None
) -> HttpResponse:
    on = day_asked(request.GET)
    card = queries.site_card(user, site, on)
    entries = [entry for entry, _title in card.changes]
    said = ChangeWords(entries, {})
    may_keep = access.may_keep_the_registry(user)
    last = card.history[-1] if card.history else None
    context = {
        "site": site,
        "card": card,
        "on": on,
        "is_today": on == clock.today(),
        "today": clock.today(),
        "last": last,
        "is_planned": last is not None and last.state in PLANNED,
        "changes": [(entry, title, said.of(entry)) for entry, title in card.changes],
        "may_keep": may_keep,
        "steps": step_forms(last) if may_keep else [],
        "may_undo": may_keep and len(card.history) > 1,
        "error": refusal,
        "typed": request.POST if refusal else {},
    }
    return render(request, "network/site.html", context, status=refusal.status if refusal else 200)


def _form(request: HttpRequest, site: PassiveSite | None, refusal: Refusal | None = None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    context = {
        "site": site,
        "typed": typed_site(site, sent),
        "seen": _revision(request, site, refusal),
        "error": refusal,
        "today": clock.today(),
        **site_form_options(),
    }
    return render(request, "network/site_form.html", context, status=refusal.status if refusal else 200)


def _seen(request: HttpRequest) -> int:
    """The revision the form showed; one that cannot be where none was sent."""
    found = number(request.POST, "thay")
    return -1 if found is None else found


def _revision(request: HttpRequest, site: PassiveSite | None, refusal: Refusal | None) -> int:
    """What the form shows as seen: after somebody was faster the new state, beside which the words stand."""
    if site is None:
        return 0
    if refusal is not None and not isinstance(refusal, actions.StaleSite):
        return _seen(request)
    return site.revision
