"""Who may see indicators: everybody who has signed in; who has them recorded anew: the programme office."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office, is_reader
from hatang.accounts.models import User
from hatang.base.refusal import NotFound
from hatang.indicators.models import Indicator


def visible_indicators(user: User) -> QuerySet[Indicator]:
    """Indicators the user may look at: all of them, once signed in."""
    indicators = Indicator.objects.all()
    return indicators if is_reader(user) else indicators.none()


def get_indicator(user: User, code: str) -> Indicator:
    """The indicator of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_indicators(user).filter(code=code).first()
    if found is None:
        raise NotFound(_("There is no such indicator."))
    return found


def may_record(user: object) -> bool:
    """Whether the user may have the values computed anew."""
    return is_of_the_office(user)
