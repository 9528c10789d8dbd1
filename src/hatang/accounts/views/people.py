"""People who sign in, for administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts import actions
from hatang.accounts.access import (
    get_holding,
    get_person,
    get_unit,
    may_manage_users,
    require,
    signed_in,
    visible_units,
)
from hatang.accounts.models import Role, User
from hatang.accounts.queries import person_list, titles_of
from hatang.accounts.views.security import door_of
from hatang.base import clock
from hatang.base.history import history_of
from hatang.base.lists import choice, number, page_of, words
from hatang.base.sheets import Column, sheet_kind, sheet_response


@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    """The list of people, as a page or a sheet."""
    user = signed_in(request)
    require(may_manage_users(user))
    role = choice(request.GET, "vai-tro", Role.values)
    rows = person_list(text=words(request.GET), role=role)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sheet_response(
            kind, name="nguoi-dung", title=_("People"), columns=_columns(), rows=rows.iterator(chunk_size=500)
        )
    context = {
        "page": page_of(rows, request.GET),
        "words": words(request.GET),
        "role": role,
        "roles": [("", _("All roles")), *Role.choices],
        "is_filtered": bool(words(request.GET) or role),
    }
    return render(request, "accounts/people.html", context)


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: role, unit, and what was changed of the account."""
    user = signed_in(request)
    require(may_manage_users(user))
    found = get_person(user, person_id)
    history = history_of(found)[::-1][:20]
    titles = titles_of(entry.actor_id for entry in history)
    context = {
        "person": found,
        "roles": Role.choices,
        "units": [("", _("No unit")), *((str(one.pk), one.name) for one in visible_units(user))],
        "history": [(entry, titles.get(entry.actor_id or 0, "")) for entry in history],
        "holdings": found.holdings.select_related("unit"),
        "further_roles": [(value, label) for value, label in Role.choices if value != Role.ADMINISTRATOR],
        "is_self": found.pk == user.pk,
        **door_of(user, found),
    }
    return render(request, "accounts/person.html", context)


@require_POST
def set_role(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a person another role, position or unit."""
    user = signed_in(request)
    require(may_manage_users(user))
    unit_id = number(request.POST, "don-vi")
    actions.change_role(
        user=get_person(user, person_id),
        role=request.POST.get("vai-tro", ""),
        full_title=request.POST.get("chuc-danh", ""),
        unit=get_unit(user, unit_id) if unit_id is not None else None,
        by=user,
        at=clock.now(),
    )
    messages.success(request, _("The account was changed."))
    return redirect("accounts:person", person_id)


@require_POST
def give_role(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let a person hold a further role in a unit."""
    user = signed_in(request)
    require(may_manage_users(user))
    unit_id = number(request.POST, "don-vi")
    actions.give_role(
        user=get_person(user, person_id),
        role=request.POST.get("vai-tro", ""),
        unit=get_unit(user, unit_id) if unit_id is not None else None,
        by=user,
        at=clock.now(),
    )
    messages.success(request, _("The role was given."))
    return redirect("accounts:person", person_id)


@require_POST
def end_role(request: HttpRequest, person_id: int, holding_id: int) -> HttpResponse:
    """Let a further role of a person end."""
    user = signed_in(request)
    require(may_manage_users(user))
    holding = get_holding(user, get_person(user, person_id), holding_id)
    actions.end_role(holding=holding, by=user, at=clock.now())
    messages.success(request, _("The role has ended; what was done in it stays."))
    return redirect("accounts:person", person_id)


@require_POST
def set_active(request: HttpRequest, person_id: int) -> HttpResponse:
    """Close an account, or open it again."""
    user = signed_in(request)
    require(may_manage_users(user))
    found = get_person(user, person_id)
    if request.POST.get("mo") == "1":
        actions.reopen_account(user=found, by=user, at=clock.now())
        messages.success(request, _("The account is open again."))
    else:
        actions.close_account(user=found, by=user, at=clock.now())
        messages.success(request, _("The account is closed; what the person did stays."))
    return redirect("accounts:person", person_id)


def _columns() -> list[Column[User]]:
    return [
        Column(_("Username"), lambda row: row.username, 24),
        Column(_("Position"), lambda row: row.full_title, 50),
        Column(_("Role"), lambda row: row.get_role_display(), 24),
        Column(_("Unit"), lambda row: row.unit.name if row.unit else "", 50),
        Column(_("State"), lambda row: _("May sign in") if row.is_active else _("Closed"), 16),
        Column(_("Last signed in"), lambda row: row.last_login.date() if row.last_login else None, 16),
    ]
