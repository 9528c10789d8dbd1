"""A target is tied to the indicator that measures it."""

from datetime import datetime

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.indicators.models import Indicator
from hatang.programme.models import Target, TargetMeasure


@action
def measure_target(*, target: Target, indicator: Indicator | None, by: User, at: datetime) -> None:
    """Measure a target by an indicator, by another one than before, or by none."""
    Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    held = TargetMeasure.objects.filter(target=target).first()
    if indicator is None:
        if held:
            held.delete()
        return
    if held is None:
        TargetMeasure.objects.create(target=target, indicator=indicator, linked_at=at, linked_by=by)
    elif held.indicator_id != indicator.pk:
        held.indicator, held.linked_at, held.linked_by = indicator, at, by
        held.save()
