"""Buttons that declare and correct the figures of targets."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.access import get_unit, require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import Refusal
from hatang.programme import access, actions
from hatang.programme.models import FigureHandIn, Target
from hatang.programme.views.targets import day, figure, run_on_target


@require_POST
def declare_value(request: HttpRequest, target_id: int) -> HttpResponse:
    """Declare the figure of a target, of the whole or of a unit's part."""

    def do(found: Target, user: User) -> str:
        unit_id = number(request.POST, "phan-cua")
        unit = get_unit(user, unit_id) if unit_id is not None else None
        require(access.may_declare(user, found, unit))
        said = actions.declare_value(
            target=found,
            unit=unit,
            ends_on=_needed_day(request),
            value=_needed_figure(request),
            note=request.POST.get("ghi-chu", ""),
            by=user,
            at=clock.now(),
        )
        if isinstance(said, FigureHandIn):
            return _handed_in()
        return _("The figure was declared.")

    return run_on_target(request, target_id, "declare", do)


@require_POST
def correct_value(request: HttpRequest, value_id: int) -> HttpResponse:
    """Correct a declared figure with the reason."""
    declared = access.get_value(signed_in(request), value_id)

    def do(found: Target, user: User) -> str:
        require(access.may_declare(user, found, declared.unit))
        said = actions.correct_value(
            declared=declared,
            value=_needed_figure(request),
            reason=request.POST.get("ly-do", ""),
            by=user,
            at=clock.now(),
        )
        if isinstance(said, FigureHandIn):
            return _handed_in()
        return _("The figure was corrected; the former one is kept.")

    return run_on_target(request, declared.target_id, f"correct-{value_id}", do)


def _handed_in() -> str:
    return _("It waits for the leader of your unit; nothing counts it before it is released.")


def _needed_day(request: HttpRequest) -> date:
    found = day(request, "den-ngay")
    if found is None:
        raise Refusal(_("Enter a day, such as 2026-01-31."), field="den-ngay")
    return found


def _needed_figure(request: HttpRequest) -> Decimal:
    found = figure(request, "gia-tri")
    if found is None:
        raise Refusal(_("Write the figure."), field="gia-tri")
    return found
