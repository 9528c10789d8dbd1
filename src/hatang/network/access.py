"""Who may see and change what in the registry.

Where masts stand and who stands on them is shared with everybody who has signed in. Single stations (which
generation an operator runs on a mast, since when), the radio parameters of their cells, and lines and points
of plant are seen by their operator, the programme office and the province's leaders. Counts of stations are
shared.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office, is_reader, units_of, writes_for
from hatang.accounts.models import WORKING_ROLES, Role, Unit, UnitKind, UnitQuerySet, User
from hatang.base.refusal import NotFound
from hatang.network.models import (
    BandLicence,
    Cell,
    DataCentre,
    ExistingQuerySet,
    Filing,
    MatchReview,
    Node,
    PassiveSite,
    PublicWifi,
    Route,
    Rule,
    Tenancy,
)

# Units that have an inventory to file.
FILING_KINDS = (UnitKind.OPERATOR, UnitKind.ENTERPRISE)


def visible_sites(user: object) -> ExistingQuerySet:
    """Sites the user may look at: all of them, once signed in."""
    return _shared(user, PassiveSite)


def get_site(user: object, pk: int) -> PassiveSite:
    """The site of this address, with its commune and owner.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_sites(user).select_related("commune", "owner").filter(pk=pk).first()
    if not isinstance(found, PassiveSite):
        raise NotFound(_("There is no such site."))
    return found


def visible_tenancies(user: object) -> ExistingQuerySet:
    """Who stands where: everybody who has signed in may know."""
    return _shared(user, Tenancy)


def visible_data_centres(user: object) -> ExistingQuerySet:
    """Data centres: everybody who has signed in may know."""
    return _shared(user, DataCentre)


def visible_wifi(user: object) -> ExistingQuerySet:
    """Places with public Wi-Fi: everybody who has signed in may know."""
    return _shared(user, PublicWifi)


def visible_licences(user: object) -> ExistingQuerySet:
    """Who may use which bands: everybody who has signed in may know."""
    return _shared(user, BandLicence)


def visible_rules(user: object, model: type[Rule]) -> ExistingQuerySet:
    """Rules of siting of one kind: everybody who has signed in may know."""
    return _shared(user, model)


def visible_cells(user: object) -> ExistingQuerySet:
    """Cells with their radio parameters: of one's own operator, or all for who oversees the registry."""
    return visible_services(user)


def visible_services(user: object) -> ExistingQuerySet:
    """Cells as what says which generation serves where: single stations are their operator's own.

    A count of stations reads all of them; whoever names a mast beside a generation reads these.
    """
    cells: ExistingQuerySet = Cell.objects.all()
    operators = operators_shown(user)
    if operators is None:
        return cells
    return cells.filter(tenancy__operator__in=operators) if is_reader(user) else cells.none()


def visible_routes(user: object) -> ExistingQuerySet:
    """Lines of plant: of one's own unit, or all for who oversees the registry."""
    return _of_own_units(user, Route)


def visible_nodes(user: object) -> ExistingQuerySet:
    """Points of plant: of one's own unit, or all for who oversees the registry."""
    return _of_own_units(user, Node)


def sees_cells_of(user: object, operator_id: int) -> bool:
    """Whether the user may see the cells of an operator."""
    operators = operators_shown(user)
    return operators is None or operator_id in operators


def sees_plant(user: object) -> bool:
    """Whether there can be cells or lines of plant the user may see: who oversees, and people of units."""
    return sees_every_cell(user) or bool(units_of(user))


def sees_every_cell(user: object) -> bool:
    """Whether the user oversees the registry as a whole."""
    return is_of_the_office(user) or holds(user, Role.LEADER)


def may_keep_the_registry(user: object) -> bool:
    """Whether the user may change what operators have not filed themselves: the programme office."""
    return is_of_the_office(user)


def may_prove_site(user: object, site: PassiveSite) -> bool:
    """Whether the user may add files to a site: the office, its owner and who has stood on it."""
    own = units_of(user)
    return is_of_the_office(user) or site.owner_id in own or site.tenancies.filter(operator__in=own).exists()


def _shared(user: object, model: type[Any]) -> ExistingQuerySet:
    rows: ExistingQuerySet = model.objects.all()
    return rows if is_reader(user) else rows.none()


def _of_own_units(user: object, model: type[Any]) -> ExistingQuerySet:
    rows: ExistingQuerySet = model.objects.all()
    if sees_every_cell(user):
        return rows
    return rows.filter(owner__in=units_of(user)) if is_reader(user) else rows.none()


def operators_shown(user: object) -> set[int] | None:
    """Operators of whom the user may see single stations: None for all of them."""
    return None if sees_every_cell(user) else units_of(user)


def may_file(user: object, operator: Unit) -> bool:
    """Whether the user files the inventory of an operator: who works for it, or the programme office."""
    return operator.kind in FILING_KINDS and (writes_for(user, operator) or is_of_the_office(user))


def fileable_operators(user: User) -> UnitQuerySet:
    """Operators whose inventory the user files."""
    operators: UnitQuerySet = Unit.objects.filter(kind__in=FILING_KINDS)
    if is_of_the_office(user):
        return operators
    if not is_reader(user):
        return operators.none()
    held = user.units_held(*WORKING_ROLES)
    divisions = Unit.objects.filter(pk__in=held, kind=UnitKind.DIVISION)
    return operators.filter(models.Q(pk__in=held) | models.Q(pk__in=divisions.values("parent")))


def visible_filings(user: User) -> "models.QuerySet[Filing]":
    """Filings of one's own operator, or all for who oversees the registry."""
    filings = Filing.objects.select_related("operator", "filed_by", "submitted_by", "decided_by")
    if sees_every_cell(user):
        return filings
    return filings.filter(operator__in=units_of(user)) if is_reader(user) else filings.none()


def get_filing(user: User, pk: int) -> Filing:
    """The filing of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    filing = visible_filings(user).filter(pk=pk).first()
    if filing is None:
        raise NotFound(_("There is no such filing."))
    return filing


def get_pair(user: User, pk: int) -> MatchReview:
    """The doubtful pair of this address: the programme office looks at them.

    Raises:
        NotFound: there is none the user may answer.
    """
    pairs = MatchReview.objects.select_related("filing", "operator", "site__owner", "answered_by")
    pair = pairs.filter(pk=pk).first() if may_keep_the_registry(user) else None
    if pair is None:
        raise NotFound(_("There is no such pair."))
    return pair
