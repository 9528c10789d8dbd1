"""Who finds and changes saved views."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office, is_reader
from hatang.accounts.models import User
from hatang.programme.access.finding import found
from hatang.programme.models import Audience, SavedView


def visible_views(user: User) -> QuerySet[SavedView]:
    """Saved views the user finds: the own ones, those of the unit, and those for everyone."""
    if not is_reader(user):
        return SavedView.objects.none()
    shared = Q(audience=Audience.EVERYONE)
    if user.unit_id is not None:
        shared |= Q(audience=Audience.UNIT, unit=user.unit_id)
    return SavedView.objects.filter(Q(owner=user) | shared)


def get_view(user: User, pk: int) -> SavedView:
    """The saved view of this address.

    Raises:
        NotFound: there is none the user finds.
    """
    return found(visible_views(user).select_related("owner__unit"), pk, _("There is no such view."))


def may_change_view(user: User, view: SavedView) -> bool:
    """Whether the user may rename, share and delete a view: its owner, or the office where it is for all."""
    if view.owner_id == user.pk:
        return is_reader(user)
    return view.audience == Audience.EVERYONE and is_of_the_office(user)
