"""Within a unit: a figure that was handed in is passed on by a head, released, returned or taken back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.programme import access, actions
from hatang.programme.models import FigureHandIn, Target
from hatang.programme.views.targets import run_on_target


@require_POST
def pass_figure_on(request: HttpRequest, figure_id: int) -> HttpResponse:
    """Pass it on to the leader of the unit."""

    def do(handed: FigureHandIn, user: User) -> str:
        require(access.may_pass_on(user, handed))
        actions.pass_figure_on(handed=handed, by=user, at=clock.now())
        return _("It was passed on to the leader of the unit.")

    return _run(request, figure_id, do)


@require_POST
def release_figure(request: HttpRequest, figure_id: int) -> HttpResponse:
    """Declare it."""

    def do(handed: FigureHandIn, user: User) -> str:
        require(access.may_release(user, handed))
        actions.release_figure(handed=handed, by=user, at=clock.now())
        return _("The figure was declared.")

    return _run(request, figure_id, do)


@require_POST
def return_figure(request: HttpRequest, figure_id: int) -> HttpResponse:
    """Give it back with a reason."""

    def do(handed: FigureHandIn, user: User) -> str:
        require(access.may_return(user, handed))
        reason = request.POST.get("ly-do-tra", "")
        actions.return_figure(handed=handed, reason=reason, by=user, at=clock.now())
        return _("It was returned to who handed it in.")

    return _run(request, figure_id, do)


@require_POST
def take_figure_back(request: HttpRequest, figure_id: int) -> HttpResponse:
    """Take it back."""

    def do(handed: FigureHandIn, user: User) -> str:
        require(access.may_take_hand_in_back(user, handed))
        actions.take_figure_back(handed=handed, by=user, at=clock.now())
        return _("It was taken back; it can be changed and submitted again.")

    return _run(request, figure_id, do)


def _run(request: HttpRequest, figure_id: int, do: Callable[[FigureHandIn, User], str]) -> HttpResponse:
    """Do what a form of a figure asks, on the page of its target."""
    handed = access.get_figure_hand_in(signed_in(request), figure_id)

    def run(_target: Target, user: User) -> str:
        return do(handed, user)

    return run_on_target(request, handed.target_id, f"hand-in-{handed.pk}", run)
