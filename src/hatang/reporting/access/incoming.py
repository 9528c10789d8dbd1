"""Who may add and read written reports."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office, is_reader, units_of, writes_for
from hatang.accounts.models import WORKING_ROLES, Unit, UnitKind, User
from hatang.base.refusal import NotFound
from hatang.reporting.access.campaigns import sees_every_report
from hatang.reporting.models import IncomingReport


def may_send_report(user: object, unit: Unit) -> bool:
    """Whether the user adds written reports of a unit: who writes for it, and the office."""
    return is_of_the_office(user) or writes_for(user, unit)


def sending_units(user: object) -> "QuerySet[Unit]":
    """The units of which the user may add written reports."""
    rows = Unit.objects.filter(valid_to__isnull=True).exclude(kind=UnitKind.DIVISION)
    if is_of_the_office(user):
        return rows
    own = user.units_held(*WORKING_ROLES) if isinstance(user, User) and user.is_active else set()
    above = Unit.objects.filter(pk__in=own, kind=UnitKind.DIVISION).values("parent")
    return rows.filter(Q(pk__in=own) | Q(pk__in=above))


def visible_incoming(user: object) -> "QuerySet[IncomingReport]":
    """Written reports the user may read: all for who sees every report, else the own units'."""
    rows = IncomingReport.objects.all()
    if not is_reader(user):
        return rows.none()
    return rows if sees_every_report(user) else rows.filter(unit__in=units_of(user))


def get_incoming(user: object, pk: int) -> IncomingReport:
    """The written report of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_incoming(user).select_related("unit", "sent_by").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such report."))
    return found
