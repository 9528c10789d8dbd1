"""What the indicator of a target says: of the province as a whole, by each source."""

from dataclasses import dataclass

from hatang.accounts.models import User
from hatang.indicators.access import visible_indicators
from hatang.indicators.behind import rows_behind
from hatang.indicators.models import Indicator, IndicatorValue
from hatang.indicators.queries import latest_whole
from hatang.programme.models import Target


@dataclass(frozen=True)
class Measured:
    """The indicator of a target with the last values of the whole and where their rows are looked at."""

    indicator: Indicator
    values: list[tuple[IndicatorValue, str]]


def measured_target(target: Target) -> Measured | None:
    """What measures a target; None where nothing does."""
    indicator = Indicator.objects.filter(target_measures__target=target).first()
    if indicator is None:
        return None
    return Measured(indicator, [(value, rows_behind(value)) for value in latest_whole(indicator)])


def indicator_options(user: User) -> list[tuple[str, str]]:
    """Indicators a target may be measured by, by code."""
    return [(one.code, one.name) for one in visible_indicators(user).order_by("name")]
