"""Who may see and change what in the registry.

Where masts stand and who stands on them is shared with everybody who has signed in; the radio parameters of a
cell are seen by its operator, the programme office and the province's leaders.
"""

from hatang.accounts.access import holds, is_of_the_office, is_reader, units_of
from hatang.accounts.models import Role, User
from hatang.network.models import Cell, ExistingQuerySet, PassiveSite, Route, Tenancy


def visible_sites(user: User) -> ExistingQuerySet:
    """Sites the user may look at: all of them, once signed in."""
    sites: ExistingQuerySet = PassiveSite.objects.all()
    return sites if is_reader(user) else sites.none()


def visible_tenancies(user: User) -> ExistingQuerySet:
    """Who stands where: everybody who has signed in may know."""
    tenancies: ExistingQuerySet = Tenancy.objects.all()
    return tenancies if is_reader(user) else tenancies.none()


def visible_cells(user: User) -> ExistingQuerySet:
    """Cells with their radio parameters: of one's own operator, or all for who oversees the registry."""
    cells: ExistingQuerySet = Cell.objects.all()
    if sees_every_cell(user):
        return cells
    return cells.filter(tenancy__operator__in=units_of(user)) if is_reader(user) else cells.none()


def visible_routes(user: User) -> ExistingQuerySet:
    """Lines of plant: of one's own unit, or all for who oversees the registry."""
    routes: ExistingQuerySet = Route.objects.all()
    if sees_every_cell(user):
        return routes
    return routes.filter(owner__in=units_of(user)) if is_reader(user) else routes.none()


def sees_every_cell(user: object) -> bool:
    """Whether the user oversees the registry as a whole."""
    return is_of_the_office(user) or holds(user, Role.LEADER)


def may_keep_the_registry(user: object) -> bool:
    """Whether the user may change what operators have not filed themselves: the programme office."""
    return is_of_the_office(user)
