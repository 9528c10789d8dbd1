"""Who may see areas and places, and who changes them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office, is_reader
from hatang.accounts.models import User
from hatang.base.refusal import NotFound
from hatang.territory.models import Area, AreaQuerySet, BoundaryImport, FixedAccess, Place


def visible_areas(user: User) -> AreaQuerySet:
    """Areas the user may look at: all of them, once signed in."""
    areas: AreaQuerySet = Area.objects.all()
    return areas if is_reader(user) else areas.none()


def get_area(user: User, pk: int) -> Area:
    """The area of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    area: Area | None = visible_areas(user).select_related("parent").filter(pk=pk).first()
    if area is None:
        raise NotFound(_("There is no such area."))
    return area


def visible_places(user: User) -> QuerySet[Place]:
    """Places the user may look at: all of them, once signed in."""
    places = Place.objects.all()
    return places if is_reader(user) else places.none()


def visible_fixed_access(user: User) -> QuerySet[FixedAccess]:
    """What is reached by fibre, as far as the user may look at it: all of it, once signed in."""
    rows = FixedAccess.objects.all()
    return rows if is_reader(user) else rows.none()


def may_manage_territory(user: User) -> bool:
    """Whether the user takes over boundaries, places and fixed access: the office and administrators."""
    return is_of_the_office(user)


def get_import(user: User, pk: int) -> BoundaryImport:
    """The file of boundaries of this address.

    Raises:
        NotFound: there is none, or the user takes over none.
    """
    made = BoundaryImport.objects.filter(pk=pk).first() if may_manage_territory(user) else None
    if made is None:
        raise NotFound(_("There is no such file of boundaries."))
    return made
