"""Units written by the programme office: new, changed, ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hatang.accounts import actions
from hatang.accounts.access import get_unit, may_manage_units, require, signed_in, visible_units
from hatang.accounts.forms import ClosingForm, UnitForm, show_refusal
from hatang.accounts.models import Unit, User
from hatang.accounts.pointers import pointers_to
from hatang.base import clock
from hatang.base.refusal import Refusal


@require_http_methods(["GET", "POST"])
def new_unit(request: HttpRequest) -> HttpResponse:
    """The form for a new unit; one sent twice leads to the unit it made."""
    user = signed_in(request)
    require(may_manage_units(user))
    sent = request.POST if request.method == "POST" else None
    form = UnitForm(sent, units=visible_units(user).filter(valid_to__isnull=True))
    status = 200
    if form.is_valid():
        try:
            unit = _added(form, user)
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _("%(unit)s is a unit of the house now.") % {"unit": unit})
            return redirect("portal:unit", unit.pk)
    return render(request, "accounts/unit_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def edit_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The form that changes a unit; what was typed stays when somebody else was faster."""
    user = signed_in(request)
    require(may_manage_units(user))
    unit = get_unit(user, unit_id)
    units = [one for one in visible_units(user) if one.valid_to is None or one.pk == unit.parent_id]
    sent = request.POST if request.method == "POST" else None
    form = UnitForm(sent, units=units, unit=unit, initial=UnitForm.values_of(unit))
    context: dict[str, Any] = {"form": form, "unit": unit}
    status = 200
    if form.is_valid():
        seen = request.POST.get("thay", "")
        try:
            actions.change_unit(unit=unit, facts=form.facts(), seen=seen, by=user, at=clock.now())
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = refusal.status
            context["others"] = _others(form, unit) if isinstance(refusal, actions.StaleUnit) else []
        else:
            messages.success(request, _("The unit was saved."))
            return redirect("portal:unit", unit.pk)
    return render(request, "accounts/unit_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def end_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The form that ends a unit and names who takes over."""
    user = signed_in(request)
    require(may_manage_units(user))
    unit = get_unit(user, unit_id)
    units = visible_units(user).exclude(pk=unit.pk)
    sent = request.POST if request.method == "POST" else None
    form = ClosingForm(sent, units=units, initial=ClosingForm.values_of(unit, clock.today()))
    status = 200
    if form.is_valid():
        try:
            _end(request, form, unit, user)
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = refusal.status
        else:
            return redirect("portal:unit", unit.pk)
    context = {
        "form": form,
        "unit": unit,
        "pointers": pointers_to(user, unit),
        "children": unit.children.filter(valid_to__isnull=True),
    }
    return render(request, "accounts/unit_end.html", context, status=status)


@require_POST
def resume_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Take the end of a unit back."""
    user = signed_in(request)
    require(may_manage_units(user))
    unit = actions.reopen_unit(unit=get_unit(user, unit_id), by=user, at=clock.now())
    messages.success(request, _("%(unit)s exists again, without successors.") % {"unit": unit})
    return redirect("portal:unit", unit.pk)


def _added(form: UnitForm, user: User) -> Unit:
    code, facts = form.cleaned_data["code"], form.facts()
    try:
        return actions.add_unit(code=code, facts=facts, by=user, at=clock.now())
    except actions.NameTaken:
        # The same form sent twice: the unit is there already, just as it was typed.
        made = visible_units(user).select_related("parent").filter(code=code).first()
        if made is not None and actions.UnitFacts.of(made) == facts:
            return made
        raise


def _others(form: UnitForm, unit: Unit) -> list[tuple[str, str]]:
    """What the house says now where it differs from what was typed."""
    now = actions.UnitFacts.of(unit)
    typed = form.facts()
    names = [name for name in form.fields if getattr(now, name) != getattr(typed, name)]
    words = {"kind": unit.get_kind_display(), "parent": str(unit.parent or "")}
    return [(str(form.fields[name].label), words.get(name) or _said(now, name)) for name in names]


def _said(facts: actions.UnitFacts, name: str) -> str:
    value = getattr(facts, name)
    return value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else str(value or "—")


def _end(request: HttpRequest, form: ClosingForm, unit: Unit, user: User) -> None:
    """End the unit, unless a second click finds it ended in the very same way."""
    on, successors = form.cleaned_data["on"], form.successors()
    known = {link.successor_id: link.share for link in unit.successor_links.all()}
    is_same = unit.valid_to == on and known == {one.pk: share for one, share in successors.items()}
    actions.close_unit(
        unit=unit,
        on=on,
        successors=successors,
        children_to=form.cleaned_data["children_to"],
        seen="" if is_same else request.POST.get("thay", ""),
        by=user,
        at=clock.now(),
    )
    words = {"unit": unit, "day": on.strftime("%d/%m/%Y")}
    messages.success(request, _("%(unit)s ends on %(day)s.") % words)
    left = pointers_to(user, unit)
    if left:
        said = _("Nothing of it is lost: %(what)s. Each of them is decided on the page of the unit.")
        messages.warning(request, said % {"what": ", ".join(pointer.words for pointer in left)})
