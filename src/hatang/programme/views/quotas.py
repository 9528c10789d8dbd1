"""The button that splits a target between units and quarters."""

import re
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number
from hatang.programme import access, actions
from hatang.programme.models import Target
from hatang.programme.views.targets import figure, run_on_target

_CELL = re.compile(r"q-([1-9]\d{0,17})-([1-4])")


@require_POST
def put_quotas(request: HttpRequest, target_id: int) -> HttpResponse:
    """Save the quotas of a year."""

    def do(found: Target, user: User) -> str:
        access.require_setting(user, found)
        seen = number(request.POST, "thay")
        actions.put_quotas(
            target=found,
            year=number(request.POST, "nam") or 0,
            cells=_cells(request),
            seen=-1 if seen is None else seen,
            by=user,
            at=clock.now(),
        )
        return _("The quotas were saved.")

    return run_on_target(request, target_id, "quotas", do)


def _cells(request: HttpRequest) -> dict[tuple[int, int], Decimal]:
    """The cells that hold a figure."""
    found = {}
    for name in request.POST:
        matched = _CELL.fullmatch(name)
        value = figure(request, name) if matched else None
        if matched and value is not None:
            found[int(matched[1]), int(matched[2])] = value
    return found
