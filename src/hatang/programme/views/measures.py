"""The button that says which indicator measures a target."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hatang.accounts.models import User
from hatang.base import clock
from hatang.indicators.access import get_indicator
from hatang.programme import access, actions
from hatang.programme.models import Target
from hatang.programme.views.targets import run_on_target


@require_POST
def measure_target(request: HttpRequest, target_id: int) -> HttpResponse:
    """Measure a target by an indicator, or by none where none is chosen."""

    def do(found: Target, user: User) -> str:
        access.require_setting(user, found)
        code = request.POST.get("chi-so", "")
        indicator = get_indicator(user, code) if code else None
        actions.measure_target(target=found, indicator=indicator, by=user, at=clock.now())
        return (
            _("The target is measured by this indicator.") if indicator else _("Nothing measures the target.")
        )

    return run_on_target(request, target_id, "measure", do)
