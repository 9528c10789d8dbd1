"""The split of a target between units and quarters, saved whole for a year."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.access import part_units
from hatang.programme.models import Target, TargetQuota

# Unit and number of the quarter, 1 to 4.
Cell = tuple[int, int]


class StaleQuotas(Conflict):
    """Somebody has changed the split meanwhile."""

    code = "stale_quotas"


@action
def put_quotas(
    *, target: Target, year: int, cells: Mapping[Cell, Decimal], seen: int, by: User, at: datetime
) -> Target:
    """Give units their quotas of a year; a cell that is not named is taken away.

    Args:
        target: what is split.
        year: 2000 to 2100.
        cells: value by unit and quarter.
        seen: the revision of the split on the page; it must be the present one.
        by: who splits.
        at: when.

    Raises:
        StaleQuotas: somebody was faster.
        Refusal: the year is impossible, a value is negative, or a unit has no part in the target.
    """
    if not 2000 <= year <= 2100:
        raise Refusal(_("The year must lie between 2000 and 2100."), field="nam")
    if any(value < 0 for value in cells.values()):
        raise Refusal(_("A quota is not negative."), field="chi-tieu")
    target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if target.quota_revision != seen:
        raise StaleQuotas(_("Somebody has changed the quotas meanwhile; look at them again."))
    units = set(
        part_units(target).filter(pk__in={unit for unit, _quarter in cells}).values_list("pk", flat=True)
    )
    if units != {unit for unit, _quarter in cells}:
        raise Refusal(_("A unit among these has no part in the target."), field="chi-tieu")
    wanted = {(unit, date(year, 3 * quarter - 2, 1)): value for (unit, quarter), value in cells.items()}
    present = {(one.unit_id, one.quarter): one for one in target.quotas.filter(quarter__year=year)}
    for key, quota in present.items():
        if key not in wanted:
            quota.delete()
        elif quota.value != wanted[key]:
            quota.value = wanted[key]
            quota.save(update_fields=["value"])
    TargetQuota.objects.bulk_create(
        TargetQuota(target=target, unit_id=unit, quarter=quarter, value=value)
        for (unit, quarter), value in wanted.items()
        if (unit, quarter) not in present
    )
    target.quota_revision += 1
    target.save(update_fields=["quota_revision"])
    return target
