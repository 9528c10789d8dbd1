"""Who may ask for what a document leaves open of a task, fill it in, and confirm it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import is_of_the_office, works_for
from hatang.accounts.models import Unit, User
from hatang.programme.access.batches import may_do_batches
from hatang.programme.access.finding import found
from hatang.programme.access.items import visible_tasks
from hatang.programme.access.work import follows, is_of_the_committee
from hatang.programme.models import GapAnswer, GapBatch, GapRequest, Task


def may_ask_for_gaps(user: object, task: Task) -> bool:
    """Whether the user may ask who fills in what a document leaves open: who follows the plan, or leads."""
    return follows(user, task.plan) or is_of_the_committee(user) or _directs(user, task)


def fills_finally(user: object, task: Task) -> bool:
    """Whether what the user fills in counts at once: of office, province and the leader who directs it.

    A unit that follows the plan says it finally only where it has no part in the task itself.
    """
    if is_of_the_office(user) or is_of_the_committee(user) or _directs(user, task):
        return True
    unit_id = task.plan.followed_by_id
    return works_for(user, unit_id) and unit_id not in _owing(task)


def filling_units(user: object, task: Task, asked: GapRequest | None) -> list[Unit]:
    """Units for which the user may fill in what a document leaves open: those that owe it, the one asked."""
    units = {*_owing(task), *([asked.unit_id] if asked and asked.unit_id else [])}
    own = [unit_id for unit_id in sorted(units) if works_for(user, unit_id)]
    return list(Unit.objects.filter(pk__in=own)) if own else []


def may_fill_gap(user: object, task: Task, asked: GapRequest | None) -> bool:
    """Whether the user may fill in what a document leaves open: also whoever was asked by name."""
    is_asked = asked is not None and isinstance(user, User) and asked.person_id == user.pk
    return is_asked or fills_finally(user, task) or bool(filling_units(user, task, asked))


def may_decide_gap(user: object, answer: GapAnswer) -> bool:
    """Whether the user may confirm or return an answer: who follows the plan, but not of the own unit."""
    if is_of_the_office(user):
        return True
    return follows(user, answer.task.plan) and not works_for(user, answer.unit_id)


def get_gap_request(user: object, pk: int) -> GapRequest:
    """The request to fill something in, of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = GapRequest.objects.filter(task__in=visible_tasks(user)).select_related("task__plan")
    return found(rows, pk, _("There is no such request."))


def get_gap_answer(user: object, pk: int) -> GapAnswer:
    """The answer of this address to what a document leaves open.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = GapAnswer.objects.filter(task__in=visible_tasks(user)).select_related("task__plan")
    return found(rows, pk, _("There is no such answer."))


def visible_gap_batches(user: User) -> QuerySet[GapBatch]:
    """What was asked at once: the own batches, and for the office everybody's."""
    if not may_do_batches(user):
        return GapBatch.objects.none()
    return GapBatch.objects.all() if is_of_the_office(user) else GapBatch.objects.filter(asked_by=user)


def get_gap_batch(user: User, pk: int) -> GapBatch:
    """The batch of questions of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_gap_batches(user).select_related("asked_by", "undone_by")
    return found(rows, pk, _("There is no such batch."))


def may_undo_gap_batch(user: User, batch: GapBatch) -> bool:
    """Whether the user may take a batch back: the office, or who asked and may still ask about all of it."""
    if is_of_the_office(user):
        return True
    tasks = Task.objects.filter(gap_requests__batch=batch).select_related("plan__directed_by", "directed_by")
    return batch.asked_by_id == user.pk and all(may_ask_for_gaps(user, task) for task in tasks.distinct())


def _directs(user: object, task: Task) -> bool:
    return isinstance(user, User) and user.is_active and task.leader == user


def _owing(task: Task) -> set[int]:
    """Units that owe a task."""
    owed = task.obligations.filter(withdrawn_at__isnull=True)
    return set(owed.values_list("unit_id", flat=True))
