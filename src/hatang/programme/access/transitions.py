"""Who decides what becomes of work whose document or unit has ended."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office
from hatang.programme.access.finding import found
from hatang.programme.models import Transition


def may_decide_transitions(user: object) -> bool:
    """Whether the user may say what becomes of work whose document or unit has ended: the office."""
    return is_of_the_office(user)


def visible_transitions(user: object) -> QuerySet[Transition]:
    """Decisions about work whose document or unit has ended, for those who take them."""
    rows = Transition.objects.all()
    return rows if may_decide_transitions(user) else rows.none()


def get_transition(user: object, pk: int) -> Transition:
    """The decision of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return found(visible_transitions(user), pk, _("There is no such decision."))
