"""The end of a unit: the day, who takes over which share, and what hinders it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from hatang.accounts.actions.refusals import StaleUnit
from hatang.accounts.actions.units import UNITS, is_below
from hatang.accounts.models import Unit, UnitSuccessor, User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn

Shares = Mapping[Unit, "Decimal | float"]
_SHARE_STEP = Decimal("0.000001")


class HasChildren(Conflict):
    """Units below this one would be left without a parent."""

    code = "has_children"


@action
def close_unit(
    *,
    unit: Unit,
    on: date,
    successors: Shares,
    by: User | None,
    at: datetime,
    children_to: Unit | None = None,
    seen: str = "",
) -> Unit:
    """End a unit on a day and name who takes over which share of its duties.

    Args:
        unit: which one; closing it again says anew when and who takes over.
        on: the first day without it.
        successors: each with its share, above 0 and together 1 at most; the rest is taken over by nobody.
        children_to: the unit that those below it stand under from now on.
        seen: the unit's mark on the page from which it is said; empty when it does not matter.

    Raises:
        StaleUnit: somebody has changed the unit meanwhile.
        HasChildren: units below it still exist on the day, and nobody takes them over.
        Refusal: the day, a successor or a share contradicts what is known; its field is named.
    """
    wait_for_turn(UNITS)
    kept = Unit.objects.get(pk=unit.pk)
    if seen and seen != kept.mark:
        raise StaleUnit(_("Somebody changed this unit meanwhile. Look at both, then save again."))
    if kept.valid_from is not None and on <= kept.valid_from:
        said = _("The unit begins on %(day)s; it can end the day after at the earliest.")
        raise Refusal(said % {"day": _day(kept.valid_from)}, field="on")
    last = kept.predecessor_links.filter(on__gte=on).select_related("unit").first()
    if last is not None:
        said = _("It took over from %(unit)s on %(day)s and can end the day after at the earliest.")
        raise Refusal(said % {"unit": last.unit, "day": _day(last.on)}, field="on")
    shares = {successor: _share(share) for successor, share in successors.items()}
    _check_successors(kept, on, shares)
    _move_children(kept, on, children_to)
    kept.valid_to = on
    kept.save(update_fields=["valid_to"])
    _put_links(kept, on, shares)
    unit.valid_to = on
    return unit


@action
def reopen_unit(*, unit: Unit, by: User, at: datetime) -> Unit:
    """Take the end of a unit back, with what was said of its successors.

    Raises:
        Refusal: the unit above it has ended.
    """
    wait_for_turn(UNITS)
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    if unit.parent is not None and unit.parent.valid_to is not None:
        said = _("%(parent)s has ended; choose another unit above this one first.")
        raise Refusal(said % {"parent": unit.parent}, field="parent")
    unit.valid_to = None
    unit.save(update_fields=["valid_to"])
    for link in unit.successor_links.all():
        link.delete()
    return unit


def _share(share: "Decimal | float") -> Decimal:
    return Decimal(str(share)).quantize(_SHARE_STEP)


def _check_successors(unit: Unit, on: date, shares: Mapping[Unit, Decimal]) -> None:
    for successor, share in shares.items():
        words = {"successor": successor, "day": _day(on)}
        if not 0 < share <= 1:
            raise Refusal(
                _("The share of %(successor)s is above 0 and 100%% at most.") % words, field="share"
            )
        if successor.pk == unit.pk:
            raise Refusal(_("A unit cannot take over from itself."), field="successor")
        if not successor.exists_on(on):
            raise Refusal(_("%(successor)s does not exist on %(day)s.") % words, field="successor")
        if _comes_from(unit, successor):
            said = _("%(successor)s was taken over by this unit itself; duties cannot go in a circle.")
            raise Refusal(said % words, field="successor")
    total = sum(shares.values(), Decimal(0))
    if total > 1:
        said = _("The shares add up to %(total)s%%; together they are 100%% at most.")
        raise Refusal(said % {"total": f"{(total * 100).normalize():f}"}, field="share")


def _comes_from(unit: Unit, successor: Unit) -> bool:
    """Whether the duties of the successor went, over however many steps, to the unit."""
    reached, front = {successor.pk}, {successor.pk}
    while front:
        links = UnitSuccessor.objects.filter(unit_id__in=front).values_list("successor_id", flat=True)
        front = set(links) - reached
        reached |= front
    return unit.pk in reached


def _move_children(unit: Unit, on: date, to: Unit | None) -> None:
    children = list(unit.children.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)))
    if not children:
        return
    if to is None:
        said = _("%(n)s units below it still exist on that day: %(names)s. Say where they go, or end them.")
        names = ", ".join(child.label for child in children[:5]) + (" …" if len(children) > 5 else "")
        raise HasChildren(said % {"n": len(children), "names": names}, field="children_to")
    if is_below(to, unit):
        raise Refusal(_("The units below it cannot go to one that stands below it."), field="children_to")
    if not to.exists_on(on) or to.valid_to is not None:
        said = _("%(unit)s does not exist from %(day)s on.")
        raise Refusal(said % {"unit": to, "day": _day(on)}, field="children_to")
    for child in children:
        child.parent = to
        child.save(update_fields=["parent"])


def _put_links(unit: Unit, on: date, shares: Mapping[Unit, Decimal]) -> None:
    for link in unit.successor_links.exclude(successor__in=[successor.pk for successor in shares]):
        link.delete()
    for successor, share in shares.items():
        UnitSuccessor.objects.update_or_create(
            unit=unit, successor=successor, defaults={"share": share, "on": on}
        )


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
