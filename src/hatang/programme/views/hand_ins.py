"""Within a unit: what was handed in is passed on by a head, released, returned or taken back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.programme import access, actions
from hatang.programme.models import HandIn, HandInKind, Obligation
from hatang.programme.views.obligations import run_form
from hatang.programme.views.writes import day_or_none


@require_POST
def pass_on(request: HttpRequest, hand_in_id: int) -> HttpResponse:
    """Pass it on to the leader of the unit."""

    def do(handed: HandIn, user: User) -> str:
        require(access.may_pass_on(user, handed))
        actions.pass_on(handed=handed, by=user, at=clock.now())
        return _("It was passed on to the leader of the unit.")

    return _run(request, hand_in_id, do)


@require_POST
def release(request: HttpRequest, hand_in_id: int) -> HttpResponse:
    """Let it leave the unit."""

    def do(handed: HandIn, user: User) -> str:
        require(access.may_release(user, handed))
        number = request.POST.get("so", "")
        actions.release_hand_in(
            handed=handed,
            number=number,
            on=day_or_none(request.POST.get("ngay", "")),
            by=user,
            at=clock.now(),
        )
        if handed.kind == HandInKind.DEADLINE:
            return _("The request was sent; whoever follows the plan decides.")
        return _("Released: it has left the unit.")

    return _run(request, hand_in_id, do)


@require_POST
def return_hand_in(request: HttpRequest, hand_in_id: int) -> HttpResponse:
    """Give it back with a reason."""

    def do(handed: HandIn, user: User) -> str:
        require(access.may_return(user, handed))
        reason = request.POST.get("ly-do-tra", "")
        actions.return_hand_in(handed=handed, reason=reason, by=user, at=clock.now())
        return _("It was returned to who handed it in.")

    return _run(request, hand_in_id, do)


@require_POST
def take_hand_in_back(request: HttpRequest, hand_in_id: int) -> HttpResponse:
    """Take it back."""

    def do(handed: HandIn, user: User) -> str:
        require(access.may_take_hand_in_back(user, handed))
        actions.take_hand_in_back(handed=handed, by=user, at=clock.now())
        return _("It was taken back; it can be changed and submitted again.")

    return _run(request, hand_in_id, do)


@require_POST
def enter_number(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Enter the number and day of what the unit submitted."""

    def do(owed: Obligation, user: User) -> str:
        access.require_numbering(user, owed)
        number, on = request.POST.get("so", ""), day_or_none(request.POST.get("ngay", ""))
        actions.enter_number(obligation=owed, number=number, on=on, by=user, at=clock.now())
        return _("The number was saved.")

    return run_form(request, obligation_id, "number", do)


def _run(request: HttpRequest, hand_in_id: int, do: Callable[[HandIn, User], str]) -> HttpResponse:
    """Do what a form of a hand-in asks, on the page of its obligation."""
    handed = access.get_hand_in(signed_in(request), hand_in_id)

    def run(_owed: Obligation, user: User) -> str:
        return do(handed, user)

    return run_form(request, handed.obligation_id, f"hand-in-{handed.pk}", run)
