"""Who may see and settle contradictions."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office
from hatang.documents.access import hidden_documents
from hatang.programme.access.finding import found
from hatang.programme.access.items import visible_plans, visible_targets, visible_tasks
from hatang.programme.models import Conflict


def visible_conflicts(user: object) -> QuerySet[Conflict]:
    """Contradictions between the plans the user may read; all sources must be readable."""
    targets, tasks = visible_targets(user), visible_tasks(user)
    return Conflict.objects.filter(
        Q(target__isnull=True) | Q(target__in=targets),
        Q(other_target__isnull=True) | Q(other_target__in=targets),
        Q(task__isnull=True) | Q(task__in=tasks),
        Q(other_task__isnull=True) | Q(other_task__in=tasks),
        ~Q(document__in=hidden_documents(user)),
        # Sums of a text alone are for who reads its plan.
        Q(target__isnull=False) | Q(task__isnull=False) | Q(document__plan__in=visible_plans(user)),
    )


def get_conflict(user: object, pk: int) -> Conflict:
    """The contradiction of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return found(visible_conflicts(user), pk, _("There is no such contradiction."))


def may_settle_conflicts(user: object) -> bool:
    """Whether the user may say which source counts: the programme office."""
    return is_of_the_office(user)
