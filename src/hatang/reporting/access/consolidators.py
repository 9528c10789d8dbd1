"""Who gathers the reports of a group."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds_in, units_of, writes_for
from hatang.accounts.models import Role, Unit, UnitKind
from hatang.accounts.queries import has_leader
from hatang.base.refusal import NotFound
from hatang.reporting.access.campaigns import sees_every_report, visible_campaigns
from hatang.reporting.models import Consolidator


def visible_consolidators(user: object) -> "QuerySet[Consolidator]":
    """Consolidators the user may look at: all for who sees every report, else the own units'."""
    rows = Consolidator.objects.filter(campaign__in=visible_campaigns(user))
    return rows if sees_every_report(user) else rows.filter(unit__in=units_of(user))


def get_consolidator(user: object, pk: int) -> Consolidator:
    """The consolidator of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_consolidators(user).select_related("campaign__form_version__form", "unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such consolidator."))
    return found


def gathers_for(user: object, consolidator: Consolidator) -> bool:
    """Whether the user looks through what a consolidator gathers: who works in it or leads it."""
    return writes_for(user, consolidator.unit) or holds_in(user, consolidator.unit_id, Role.APPROVER)


def are_of_one_agency(one: Unit, other: Unit) -> bool:
    """Whether two units are the same agency, or divisions of it: none gathers the other's report."""
    return _agency(one) == _agency(other)


def _agency(unit: Unit) -> int | None:
    return unit.parent_id if unit.kind == UnitKind.DIVISION else unit.pk


def may_hand_on(user: object, consolidator: Consolidator) -> bool:
    """Whether the user hands the gathered version on: the leader, or who works there where none signs in."""
    if holds_in(user, consolidator.unit_id, Role.APPROVER):
        return True
    return writes_for(user, consolidator.unit) and not has_leader(consolidator.unit)
