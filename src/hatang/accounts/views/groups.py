"""Groups of units and who belongs to them when."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts import actions
from hatang.accounts.access import (
    get_group,
    may_manage_units,
    require,
    signed_in,
    visible_groups,
    visible_units,
)
from hatang.accounts.forms import GroupForm, MembersForm, show_refusal
from hatang.accounts.models import UnitGroup, User
from hatang.accounts.queries import GroupRow, group_about, group_rows
from hatang.base import clock
from hatang.base.refusal import Refusal
from hatang.base.sheets import Column, sheet_kind, sheet_response


@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest) -> HttpResponseBase:
    """The groups with how many belong to each today, as a page or a sheet; a new one is added here."""
    user = signed_in(request)
    form, status = GroupForm(request.POST or None), 200
    if request.method == "POST":
        require(may_manage_units(user))
        if form.is_valid():
            try:
                made = actions.add_group(**form.cleaned_data, by=user, at=clock.now())
            except Refusal as refusal:
                show_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, _("The group was added. Say who belongs to it."))
                return redirect("accounts:group", made.pk)
    rows = group_rows(visible_groups(user), clock.today())
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sheet_response(kind, name="nhom", title=_("Groups"), columns=_columns(), rows=rows)
    context = {"rows": rows, "form": form, "may_manage": may_manage_units(user)}
    return render(request, "accounts/groups.html", context, status=status)


@require_safe
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """A group: its members on a day, and everybody who ever belonged to it."""
    user = signed_in(request)
    return _page(request, user, get_group(user, group_id))


@require_POST
def rename(request: HttpRequest, group_id: int) -> HttpResponse:
    """Give a group another name."""
    user, found = _managed(request, group_id)
    sent = request.POST
    actions.rename_group(
        group=found, name=sent.get("name", ""), seen=sent.get("thay", ""), by=user, at=clock.now()
    )
    messages.success(request, _("The group was saved."))
    return redirect("accounts:group", found.pk)


@require_POST
def add_members(request: HttpRequest, group_id: int) -> HttpResponse:
    """Let units belong to a group from a day on."""
    user, found = _managed(request, group_id)
    units = {unit.pk: unit for unit in visible_units(user)}
    form = MembersForm(request.POST, units=units.values())
    if not form.is_valid():
        return _page(request, user, found, form, 400)
    asked = form.cleaned_data
    try:
        n_new = actions.put_members(
            group=found,
            units=[units[pk] for pk in asked["units"]],
            valid_from=asked["valid_from"],
            valid_to=asked["valid_to"],
            by=user,
            at=clock.now(),
        )
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _page(request, user, found, form, refusal.status)
    said = ngettext("%(n)s unit came into the group.", "%(n)s units came into the group.", n_new)
    messages.success(request, said % {"n": n_new})
    return redirect("accounts:group", found.pk)


@require_POST
def take_out(request: HttpRequest, group_id: int) -> HttpResponse:
    """Let units belong to a group no more from a day on."""
    user, found = _managed(request, group_id)
    chosen = [int(pk) for pk in request.POST.getlist("don-vi") if pk.isdecimal() and len(pk) <= 18]
    on = _day(request.POST.get("ngay", ""))
    if not chosen or on is None:
        raise Refusal(_("Tick the units and say the first day outside."), field="don-vi")
    units = visible_units(user).filter(pk__in=chosen)
    n_out = actions.take_out_members(group=found, units=units, on=on, by=user, at=clock.now())
    said = ngettext("%(n)s membership ends.", "%(n)s memberships end.", n_out)
    messages.success(request, said % {"n": n_out})
    return redirect("accounts:group", found.pk)


def _managed(request: HttpRequest, group_id: int) -> tuple[User, UnitGroup]:
    user = signed_in(request)
    require(may_manage_units(user))
    return user, get_group(user, group_id)


def _page(
    request: HttpRequest, user: User, found: UnitGroup, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    on = _day(request.GET.get("ngay", "")) or clock.today()
    context: dict[str, Any] = {"about": group_about(found, on), "group": found, "on": on}
    if may_manage_units(user):
        units = visible_units(user).filter(valid_to__isnull=True)
        context |= {"may_manage": True, "today": clock.today(), "form": form or MembersForm(units=units)}
    return render(request, "accounts/group.html", context, status=status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _columns() -> list[Column[GroupRow]]:
    return [
        Column(_("Group"), lambda row: row.group.name, 50),
        Column(_("Code"), lambda row: row.group.code, 24),
        Column(_("Members today"), lambda row: row.n_members, 16),
        Column(_("Printed names"), lambda row: ", ".join(row.names), 60),
    ]
