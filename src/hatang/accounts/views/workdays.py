"""Which days are worked: the page of an administrator."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts import actions
from hatang.accounts.access import get_work_day, may_set_work_days, require, signed_in
from hatang.accounts.models import WorkDay
from hatang.accounts.queries.workdays import work_days as days_as_set
from hatang.base import clock
from hatang.base.lists import day, number
from hatang.base.refusal import Refusal


@require_safe
def work_days(request: HttpRequest) -> HttpResponse:
    """What was set, the holidays of a year, and the form that sets a day."""
    return _page(request)


@require_POST
def set_work_day(request: HttpRequest) -> HttpResponse:
    """Say that a day is worked, or not."""
    user = signed_in(request)
    require(may_set_work_days(user))
    try:
        chosen = day(request.POST, "ngay")
        if chosen is None:
            raise Refusal(_("Enter a day, such as 2026-01-31."), field="ngay")
        is_worked = request.POST.get("loai") == "lam"
        ground = request.POST.get("can-cu", "")
        actions.set_work_day(day=chosen, is_worked=is_worked, ground=ground, by=user, at=clock.now())
    except Refusal as refusal:
        return _page(request, refused=refusal)
    messages.success(request, _("The day was saved."))
    return redirect("accounts:work_days")


@require_POST
def clear_work_day(request: HttpRequest, work_day_id: int) -> HttpResponse:
    """Let a day be again what weekends and holidays make of it."""
    user = signed_in(request)
    actions.clear_work_day(work_day=get_work_day(user, work_day_id), by=user, at=clock.now())
    messages.success(request, _("The day is again what weekends and holidays make of it."))
    return redirect("accounts:work_days")


def _page(request: HttpRequest, *, refused: Refusal | None = None) -> HttpResponse:
    require(may_set_work_days(signed_in(request)))
    this_year = clock.today().year
    year = min(max(number(request.GET, "nam") or this_year, 2000), 2099)
    context: dict[str, Any] = {
        "rows": WorkDay.objects.select_related("set_by"),
        "year": year,
        "years": range(this_year - 1, this_year + 3),
        "holidays": _holidays(year),
        "refused": refused,
        "typed": {name.replace("-", "_"): request.POST.get(name, "") for name in ("ngay", "loai", "can-cu")},
    }
    return render(request, "accounts/work_days.html", context, status=refused.status if refused else 200)


def _holidays(year: int) -> list[tuple[date, str, bool]]:
    """Holidays of a year with their names, and whether they are worked after all."""
    days = days_as_set()
    return [(one, name, days.is_worked(one)) for one, name in days.holidays_of(year)]
