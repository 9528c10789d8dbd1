"""Saved views: their page, and keeping, changing, deleting and beginning with one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hatang.accounts.access import is_of_the_office, require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import Refusal
from hatang.programme import access, actions, queries
from hatang.programme.forms import AUDIENCES, VIEW_KINDS, Chosen
from hatang.programme.models import Audience, SavedView, ViewKind
from hatang.programme.views.lists import list_options, view_address


@require_http_methods(["GET", "POST"])
def saved_views(request: HttpRequest) -> HttpResponse:
    """The views the person finds, and the form that keeps the filters of the address."""
    user, chosen = signed_in(request), Chosen.read(request.GET)
    if request.method != "POST":
        return _page(request, user)
    try:
        view = actions.save_view(
            name=request.POST.get("ten", ""),
            query=chosen.as_query(),
            kind=VIEW_KINDS.get(request.POST.get("dang", ""), ""),
            audience=AUDIENCES.get(request.POST.get("cho", ""), ""),
            by=user,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _page(request, user, refused=refusal)
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(view_address(view))


@require_POST
def change_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Rename a view or share it with others."""
    user, view = _own(request, view_id)
    try:
        changed = actions.change_view(
            view=view,
            name=request.POST.get("ten", ""),
            audience=AUDIENCES.get(request.POST.get("cho", ""), ""),
            by=user,
            at=clock.now(),
            seen=request.POST.get("thay"),
        )
    except Refusal as refusal:
        return _page(request, user, refused=refusal, about=view)
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": changed.name})
    return redirect("programme:saved_views")


@require_POST
def delete_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Delete a view."""
    user, view = _own(request, view_id)
    actions.delete_view(view=view, by=user, at=clock.now())
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return redirect("programme:saved_views")


@require_POST
def begin_with(request: HttpRequest) -> HttpResponse:
    """Choose the view the person's tasks begin with, or none."""
    user, pk = signed_in(request), number(request.POST, "xem")
    view = access.get_view(user, pk) if pk is not None else None
    actions.begin_with(view=view, by=user, at=clock.now())
    said = _("Your tasks begin with “%(name)s”.") % {"name": view.name} if view else ""
    messages.success(request, said or _("Your tasks begin with all of them."))
    return redirect("programme:saved_views")


def _own(request: HttpRequest, view_id: int) -> tuple[User, SavedView]:
    user = signed_in(request)
    view = access.get_view(user, view_id)
    require(access.may_change_view(user, view))
    return user, view


def _page(
    request: HttpRequest, user: User, *, refused: Refusal | None = None, about: SavedView | None = None
) -> HttpResponse:
    chosen, options = Chosen.read(request.GET), list_options(user)
    default = queries.default_view(user)
    rows: list[dict[str, Any]] = [
        {
            "view": view,
            "words": Chosen.read(QueryDict(view.query)).in_words(*options),
            "address": view_address(view),
            "may_change": access.may_change_view(user, view),
            "is_own": view.owner_id == user.pk,
            "is_default": default is not None and default.pk == view.pk,
            "audience": _word(AUDIENCES, view.audience),
            "refused": refused if about is not None and about.pk == view.pk else None,
        }
        for view in queries.saved_views(user)
    ]
    offered = [
        (word, Audience(value).label)
        for word, value in AUDIENCES.items()
        if (value != Audience.EVERYONE or is_of_the_office(user)) and (value != Audience.UNIT or user.unit_id)
    ]
    context = {
        "rows": rows,
        "default": default,
        "filters": chosen.in_words(*options),
        "query": chosen.as_query(),
        "audiences": offered,
        "audience_options": [(word, Audience(value).label) for word, value in AUDIENCES.items()],
        "kinds": [(word, ViewKind(value).label) for word, value in VIEW_KINDS.items()],
        "kind": request.POST.get("dang") or request.GET.get("dang", ""),
        "name": request.POST.get("ten", ""),
        "audience": request.POST.get("cho", ""),
        "refused": refused if about is None else None,
    }
    return render(request, "programme/saved_views.html", context, status=refused.status if refused else 200)


def _word(words: dict[str, Any], value: str) -> str:
    return next(word for word, one in words.items() if one == value)
