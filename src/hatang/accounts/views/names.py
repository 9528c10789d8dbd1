"""Printed names of a unit or a group: added, removed, moved to another one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hatang.accounts import actions
from hatang.accounts.access import (
    get_alias,
    get_group,
    get_unit,
    may_manage_units,
    require,
    signed_in,
    visible_groups,
    visible_units,
)
from hatang.accounts.models import Unit, UnitGroup, User
from hatang.accounts.queries import alias_rows
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import NotFound, Refusal

Named = Unit | UnitGroup


@require_http_methods(["GET", "POST"])
def unit_names(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Printed names of a unit."""
    user = signed_in(request)
    require(may_manage_units(user))
    unit = get_unit(user, unit_id)
    return _names(request, user, unit, reverse("portal:unit", args=[unit.pk]))


@require_http_methods(["GET", "POST"])
def group_names(request: HttpRequest, group_id: int) -> HttpResponse:
    """Printed names of a group."""
    user = signed_in(request)
    require(may_manage_units(user))
    group = get_group(user, group_id)
    return _names(request, user, group, reverse("accounts:group", args=[group.pk]))


def _names(request: HttpRequest, user: User, named: Named, back: str) -> HttpResponse:
    refused, status = "", 200
    if request.method == "POST":
        try:
            messages.success(request, _done(request, user, named))
        except Refusal as refusal:
            refused, status = refusal.sentence, refusal.status
        else:
            return redirect(request.path)
    people = dict(User.objects.values_list("pk", "full_title"))
    context = {
        "named": named,
        "back": back,
        "refused": refused,
        "typed": request.POST.get("ten", "") if refused else "",
        "rows": [(row, people.get(row.actor_id or 0, "")) for row in alias_rows(named)],
        "places": _places(user),
    }
    return render(request, "accounts/names.html", context, status=status)


def _done(request: HttpRequest, user: User, named: Named) -> str:
    """Add, remove or move a printed name, and say so."""
    sent = request.POST
    if "ten" in sent:
        alias = actions.add_alias(named=named, text=sent["ten"], by=user, at=clock.now())
        return _("“%(text)s” means %(unit)s from now on.") % {"text": alias.text, "unit": named}
    pk = number(sent, "ma")
    if pk is None:
        raise Refusal(_("Choose a printed name."), field="ma")
    alias = get_alias(user, pk)
    if sent.get("thao-tac") == "chuyen":
        to = _place(user, sent.get("den", ""))
        actions.move_alias(alias=alias, named=named, to=to, by=user, at=clock.now())
        return _("“%(text)s” means %(unit)s from now on.") % {"text": alias.text, "unit": to}
    actions.remove_alias(alias=alias, named=named, by=user, at=clock.now())
    return _("“%(text)s” means nothing any more.") % {"text": alias.text}


def _places(user: User) -> list[tuple[str, str]]:
    """Where a printed name may be moved to: units and groups."""
    units = [(f"u{unit.pk}", unit.name) for unit in visible_units(user).filter(valid_to__isnull=True)]
    return [("", _("Choose a unit")), *((f"g{one.pk}", one.name) for one in visible_groups(user)), *units]


def _place(user: User, typed: str) -> Named:
    kind, pk = typed[:1], typed[1:]
    if not pk.isdecimal() or len(pk) > 18 or kind not in ("u", "g"):
        raise Refusal(_("Choose a unit."), field="den")
    try:
        return get_unit(user, int(pk)) if kind == "u" else get_group(user, int(pk))
    except NotFound as missing:
        raise Refusal(missing.sentence, field="den") from missing
