"""How far the targets of a list are, and what one unit has to bring to them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Window

from hatang.accounts.models import Unit, User
from hatang.programme.horizon import what_ended
from hatang.programme.measuring import period_ends
from hatang.programme.models import Target, TargetQuota, TargetValue
from hatang.programme.queries.filters import TargetFilter
from hatang.programme.queries.lists import target_list
from hatang.programme.queries.targets import way_of
from hatang.programme.reaching import Declared, Reach, reach_of
from hatang.programme.rules import quarter_of

_MOST_LOOKED_AT = 300


@dataclass(frozen=True)
class UnitTarget:
    """A target with what a unit was given for a year, what it declared, and the quarters that fell short.

    `silent` are ends of quarters for which it was given something and declared nothing, `short` of those for
    which it declared less.
    """

    target: Target
    quota: Decimal | None
    declared: Decimal | None
    silent: Sequence[date] = ()
    short: Sequence[date] = ()


def show_reach(targets: Iterable[Target], *, today: date) -> None:
    """Set `reach` of each target of `target_list`; as many queries for many as for one."""
    listed: list[Any] = list(targets)
    said, ended = _last_said(listed), set(what_ended(today).ended_plans)
    for one in listed:
        if one.plan_id in ended:
            # What has ended is behind for nobody.
            one.reach = None
            continue
        declared = Declared(one.declared_value, one.declared_on, said.get(one.pk))
        way = way_of(one, list(one.steps.all()))
        one.reach = reach_of(one, way, declared, period_ends(one, today), today=today)


def target_rows(user: object, chosen: TargetFilter, *, today: date) -> "QuerySet[Target]":
    """The targets a filter leaves, also by how far they are; a filter by that looks at each of the others."""
    rows = target_list(user, chosen).prefetch_related("steps")
    if not chosen.reach:
        return rows
    found: list[Any] = list(rows)
    show_reach(found, today=today)
    return rows.filter(pk__in=[one.pk for one in found if one.reach == chosen.reach])


def targets_behind(user: object, leader: User, *, today: date, n_rows: int = 8) -> tuple[list[Target], int]:
    """Targets of the plans a leader directs that fall short of their way, and how many there are.

    Those whose last day has passed come first. Of what the user may read; at most 300 are looked at. Where
    the leader directs no plan with targets it costs one query.
    """
    rows = target_list(user, TargetFilter()).filter(plan__directed_by=leader, value__isnull=False)
    found: list[Any] = list(rows.prefetch_related("steps")[:_MOST_LOOKED_AT])
    if found:
        show_reach(found, today=today)
    behind = [one for one in found if one.reach in (Reach.MISSED, Reach.BEHIND)]
    behind.sort(key=lambda one: one.reach != Reach.MISSED)
    return behind[:n_rows], len(behind)


def unit_targets(user: object, unit: Unit, *, today: date, n_rows: int) -> tuple[list[UnitTarget], int]:
    """The first targets a unit holds, leads or was given a share of, and how many there are.

    Those with a share of this year come first; plans that have ended are left out.
    """
    given = TargetQuota.objects.filter(target=OuterRef("pk"), unit=unit, quarter__year=today.year)
    rows: QuerySet[Any] = target_list(user, TargetFilter(unit=unit)).annotate(is_given=Exists(given))
    rows = rows.exclude(plan__in=what_ended(today).ended_plans)
    ordered = rows.order_by("-is_given", "plan__sort_key", "plan_id", "ordinal")
    counted = ordered.annotate(n=Window(Count("*")))
    targets = list(counted[:n_rows])
    quotas, values = _quotas(targets, unit, today.year), _values(targets, unit, today.year)
    found = [_unit_target(one, quotas[one.pk], values[one.pk], today) for one in targets]
    return found, targets[0].n if targets else 0


def _unit_target(
    target: Target, quotas: dict[date, Decimal], values: dict[date, Decimal], today: date
) -> UnitTarget:
    over = {end: quota for begin, quota in quotas.items() if (end := quarter_of(begin)[1]) < today and quota}
    said = {quarter_of(begin)[1]: value for begin, value in values.items()}
    return UnitTarget(
        target=target,
        quota=sum(quotas.values(), Decimal(0)) if quotas else None,
        declared=sum(values.values(), Decimal(0)) if values else None,
        silent=sorted(end for end in over if end not in said),
        short=sorted(end for end, quota in over.items() if end in said and said[end] < quota),
    )


def _quotas(targets: Sequence[Target], unit: Unit, year: int) -> dict[int, dict[date, Decimal]]:
    rows = TargetQuota.objects.filter(unit=unit, target__in=[one.pk for one in targets], quarter__year=year)
    found: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for target_id, quarter, value in rows.values_list("target", "quarter", "value"):
        found[target_id][quarter] = value
    return found


def _values(targets: Sequence[Target], unit: Unit, year: int) -> dict[int, dict[date, Decimal]]:
    """What the unit declared last within each quarter, by the quarter's first day."""
    rows = TargetValue.objects.filter(
        unit=unit, target__in=[one.pk for one in targets], ends_on__year=year, replaced_by__isnull=True
    )
    found: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for target_id, ends_on, value in rows.order_by("ends_on", "pk").values_list("target", "ends_on", "value"):
        found[target_id][quarter_of(ends_on)[0]] = value
    return found


def _last_said(targets: Sequence[Target]) -> dict[int, date]:
    """The last day for which anybody declared the whole or a part of each target."""
    rows = TargetValue.objects.filter(target__in=[one.pk for one in targets], replaced_by__isnull=True)
    return dict(rows.order_by("target", "-ends_on").distinct("target").values_list("target", "ends_on"))
