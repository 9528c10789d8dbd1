"""Rules of siting: read by everybody, kept by the office."""

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
from hatang.network.forms import day_asked, day_of
from hatang.network.models import Rule
from hatang.network.rule_forms import KINDS, RuleKind, kind_of, rule_facts, rule_options, typed_rule
from hatang.network.sheets import rules_sheet


@require_safe
def rule_list(request: HttpRequest) -> HttpResponseBase:
    """The rules of a day by their kind, with those that are to come; as a page or a file."""
    user, on = signed_in(request), day_asked(request.GET)
    has_old = request.GET.get("cu") == "1"
    shown = []
    for kind in KINDS:
        rows = access.visible_rules(user, kind.model)
        every = list(rows if has_old else rows.exclude(valid_to__lte=on))
        shown.append((kind, every))
    if sheet := sheet_kind(request.GET.get("dinh-dang")):
        return rules_sheet(sheet, shown)
    context = {
        "shown": shown,
        "on": on,
        "is_today": on == clock.today(),
        "has_old": has_old,
        "is_empty": not any(rows for _kind, rows in shown),
        "may_keep": access.may_keep_the_registry(user),
        "today": clock.today(),
    }
    return render(request, "network/rules.html", context)


@require_http_methods(["GET", "POST"])
def new_rule(request: HttpRequest, kind: str) -> HttpResponse:
    """Enter a rule; what was refused stays in the form."""
    user = signed_in(request)
    require(access.may_keep_the_registry(user))
    found = kind_of(kind)
    if request.method != "POST":
        return _form(request, found, None)
    try:
        actions.make_rule(facts=rule_facts(found, request.POST), by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, found, None, refusal)
    messages.success(request, _("Entered."))
    return redirect("network:rules")


@require_http_methods(["GET", "POST"])
def replace_rule(request: HttpRequest, kind: str, rule_id: int) -> HttpResponse:
    """Let another rule take the place of one, or correct it."""
    user = signed_in(request)
    require(access.may_keep_the_registry(user))
    found = kind_of(kind)
    rule = _rule(found, rule_id)
    if request.method != "POST":
        return _form(request, found, rule)
    try:
        actions.replace_rule(rule=rule, facts=rule_facts(found, request.POST), by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, found, rule, refusal)
    messages.success(request, _("Kept."))
    return redirect("network:rules")


@require_POST
def end_rule(request: HttpRequest, kind: str, rule_id: int) -> HttpResponse:
    """End a rule from a day."""
    user = signed_in(request)
    require(access.may_keep_the_registry(user))
    found = kind_of(kind)
    rule = _rule(found, rule_id)
    try:
        on = day_of(request.POST, "het-hieu-luc", "valid_to")
        if on is None:
            raise Refusal(_("Enter the first day without the rule."), field="valid_to")
        actions.end_rule(rule=rule, on=on, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, found, rule, refusal)
    messages.success(request, _("The rule ends; checks of earlier days still ask it."))
    return redirect("network:rules")


@require_POST
def load_rules(request: HttpRequest) -> HttpResponse:
    """Enter the rules of other provinces, to be looked at."""
    user = signed_in(request)
    require(access.may_keep_the_registry(user))
    n = actions.load_reference_rules(by=user, at=clock.now())
    said = ngettext("%(n)s rule was entered to compare with.", "%(n)s rules were entered to compare with.", n)
    messages.success(request, said % {"n": n})
    return redirect("network:rules")


def _rule(kind: RuleKind, pk: int) -> Rule:
    found = kind.model.objects.filter(pk=pk).first()
    if not isinstance(found, Rule):
        raise NotFound(_("There is no such rule."))
    return found


def _form(
    request: HttpRequest, kind: RuleKind, rule: Rule | None, refusal: Refusal | None = None
) -> HttpResponse:
    is_of_this_form = request.method == "POST" and "het-hieu-luc" not in request.POST
    context = {
        "kind": kind,
        "rule": rule,
        "typed": typed_rule(rule, request.POST if is_of_this_form else None),
        "error": refusal,
        "today": clock.today(),
        **rule_options(),
    }
    return render(request, "network/rule_form.html", context, status=refusal.status if refusal else 200)
