"""States and stands that a filing begins or goes on with: one at a time, none before the last one ended."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from hatang.accounts.models import Unit
from hatang.network.models import Cell, PassiveSite, SiteStatePeriod, Tenancy


def next_state(site: PassiveSite, state: str, since: date) -> None:
    """Put a site into a state from a day on; one that had ended goes on when it ended at the earliest."""
    states = SiteStatePeriod.objects.filter(site=site)
    last = states.order_by("-valid_from").first()
    if last is not None and last.valid_to is not None:
        since = max(since, last.valid_to)
        if (last.state, last.valid_to) == (state, since):
            last.valid_to = None
            last.save(update_fields=["valid_to"])
            return
    else:
        # What was planned for later days is overtaken by what happened; the audit keeps it.
        states.filter(valid_from__gte=since).delete()
        states.existing(since).update(valid_to=since)
    SiteStatePeriod.objects.create(site=site, state=state, valid_from=since)


def ends_of_stands(operator: Unit, sites: Iterable[int], but: Iterable[int] = ()) -> dict[int, date]:
    """When the last stand of an operator on each site ended, of those that have, leaving out some stands."""
    ended = Tenancy.objects.filter(operator=operator, site__in=sites, valid_to__isnull=False)
    rows = ended.exclude(pk__in=but).order_by().values("site_id").annotate(last=Max("valid_to"))
    return dict(rows.values_list("site_id", "last"))


def not_before(day: date | None, floor: date | None) -> date | None:
    """The day, at the earliest the floor; where there is a floor, long ago (None) is the floor."""
    if floor is None:
        return day
    return floor if day is None else max(day, floor)


def begun_before(operator: Unit, day: date) -> dict[tuple[int, str], date | None]:
    """Since when cells served that end on a day, by mast and code: they go on where it has another code."""
    cells = Cell.objects.filter(tenancy__operator=operator, valid_to__gte=day)
    return {
        (site, code): since
        for site, code, since in cells.values_list("tenancy__site_id", "code", "valid_from")
    }
