"""Who may handle many tasks at once, and take it back."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office
from hatang.accounts.models import WORKING_ROLES, User
from hatang.programme.access.finding import found
from hatang.programme.access.work import is_of_the_committee, may_record_progress
from hatang.programme.models import Batch, Obligation


def may_do_batches(user: object) -> bool:
    """Whether the user may handle many tasks at once: whoever may handle a single one."""
    return is_of_the_office(user) or is_of_the_committee(user) or holds(user, *WORKING_ROLES)


def visible_batches(user: User) -> QuerySet[Batch]:
    """What was done at once: the own deeds, and for the office everybody's."""
    if not may_do_batches(user):
        return Batch.objects.none()
    return Batch.objects.all() if is_of_the_office(user) else Batch.objects.filter(done_by=user)


def get_batch(user: User, pk: int) -> Batch:
    """The batch of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    batches = visible_batches(user).select_related("done_by", "undone_by")
    return found(batches, pk, _("There is no such batch."))


def may_undo_batch(user: User, batch: Batch) -> bool:
    """Whether the user may take a batch back: the office, or who did it and still answers for all of it."""
    if is_of_the_office(user):
        return True
    if batch.done_by_id != user.pk:
        return False
    obligations = Obligation.objects.filter(batch_parts__batch=batch).select_related("task__plan")
    return is_of_the_committee(user) or all(may_record_progress(user, one) for one in obligations)
