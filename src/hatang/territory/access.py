"""Who may see areas."""

from hatang.accounts.access import is_reader
from hatang.accounts.models import User
from hatang.territory.models import Area, AreaQuerySet


def visible_areas(user: User) -> AreaQuerySet:
    """Areas the user may look at: all of them, once signed in."""
    areas: AreaQuerySet = Area.objects.all()
    return areas if is_reader(user) else areas.none()
