"""Where the rows behind the registry's indicators are looked at."""

from django.urls import reverse
from django.utils.http import urlencode

from hatang.base import clock
from hatang.indicators import behind
from hatang.indicators.models import IndicatorValue
from hatang.network.queries.counted import COUNTED
from hatang.territory.models import AreaKind


def register() -> None:
    """Say for each indicator that counts rows where they are."""
    for code in COUNTED:
        behind.register(code, _address)


def _address(value: IndicatorValue) -> str:
    # A quarter under way was counted up to the day it was recorded.
    last = min(value.ends_on, clock.local(value.recorded_at).date())
    asked: dict[str, str | int] = {"ngay": last.isoformat(), "tu": value.starts_on.isoformat()}
    if value.area is not None and value.area.kind != AreaKind.PROVINCE:
        asked["dia-ban"] = value.area.pk
    if value.unit_id is not None:
        asked["don-vi"] = value.unit_id
    return f"{reverse('network:figure_rows', args=[value.version.indicator.code])}?{urlencode(asked)}"
