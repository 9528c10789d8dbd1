"""A publication is undone within the day, while nobody has worked with it."""

from datetime import datetime

from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.jobs import enqueue
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.documents.actions import mark_unpublished
from hatang.documents.models import Document
from hatang.notices.models import Comment, Evidence, Obstacle
from hatang.programme.actions.naming import NAMES
from hatang.programme.actions.publishing import publish_former
from hatang.programme.actions.rulings import lift
from hatang.programme.models import (
    Assignment,
    DuePart,
    Obligation,
    Plan,
    Product,
    Progress,
    Publication,
    Ruling,
)
from hatang.programme.models import Conflict as Contradiction
from hatang.programme.rules import is_same_day


class TooLate(Conflict):
    """The day of the publication is over, or something newer was published."""

    code = "too_late"


class WorkHasBegun(Conflict):
    """Somebody has worked with what was published."""

    code = "work_has_begun"


@action
def undo_publication(*, publication: Publication, reason: str, by: User, at: datetime) -> Plan | None:
    """Take a publication back; what was public before it is public again. None when nothing was.

    Raises:
        TooLate: it was undone already, its day is over, or something newer was published.
        WorkHasBegun: a unit has said how far it is, or something else holds on to it.
        Refusal: the reason is missing or too long.
    """
    reason = reason.strip()
    if not reason or len(reason) > 2000:
        raise Refusal(_("Write why it is undone, in at most 2000 characters."), field="ly-do")
    wait_for_turn(NAMES)
    document = Document.objects.select_for_update().get(pk=publication.document_id)
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    plan = Plan.objects.select_for_update().filter(document=document).first()
    if plan is None or not may_be_undone(publication, plan, at):
        raise TooLate(
            _("This can no longer be undone: only the newest publication can, and only on its own day.")
        )
    _refuse_when_begun(plan, publication)
    publication.undone_at, publication.undone_by, publication.reason = at, by, reason
    publication.save(update_fields=["undone_at", "undone_by", "reason"])
    mark_unpublished(
        version=plan.version,
        former=publication.former.version if publication.former else None,
        former_at=publication.former_at,
        former_by=publication.former_by,
        by=by,
        at=at,
    )
    if publication.former is None:
        _remove(plan, by, at)
        return None
    plan = publish_former(plan=plan, former=publication.former, publication=publication, by=by, at=at)
    enqueue("programme.find_conflicts", once="programme.find_conflicts")
    return plan


def may_be_undone(publication: Publication, plan: Plan | None, at: datetime) -> bool:
    """Whether it is the newest one, not undone, and its day is not over."""
    is_newest = plan is not None and (plan.extraction_id, plan.revision) == (
        publication.extraction_id,
        publication.revision,
    )
    return is_newest and is_same_day(publication.published_at, at) and publication.undone_at is None


def _refuse_when_begun(plan: Plan, publication: Publication) -> None:
    """A first publication is undone only while every unit is where it began."""
    if publication.former is not None:
        return
    owed = Obligation.objects.filter(task__plan=plan)
    _refuse_when_spoken_about(plan)
    begun = owed.filter(~Q(state=Progress.NOT_STARTED) | Q(external_links__isnull=False))
    named = begun.select_related("unit").first()
    if named is not None:
        raise WorkHasBegun(
            _("%(unit)s has begun to work with it; correct the reading and publish it anew instead.")
            % {"unit": named.unit}
        )


def _refuse_when_spoken_about(plan: Plan) -> None:
    """Comments, evidence and obstacles name their subject in plain columns; no key protects it."""
    about = {
        "task": plan.tasks.values("pk"),
        "target": plan.targets.values("pk"),
        "obligation": Obligation.objects.filter(task__plan=plan).values("pk"),
    }
    named = Q(pk__in=[])
    for kind, pks in about.items():
        named |= Q(subject_kind=kind, subject_id__in=pks)
    if any(model.objects.filter(named).exists() for model in (Comment, Evidence, Obstacle)):
        raise WorkHasBegun(
            _("Somebody has worked with it already; correct the reading and publish it anew instead.")
        )


def _remove(plan: Plan, by: User, at: datetime) -> None:
    """Take away the rows that a first publication made; the audit keeps that they were there."""
    mine = Q(task__plan=plan) | Q(target__plan=plan)
    found = Contradiction.objects.filter(mine | Q(other_target__plan=plan) | Q(other_task__plan=plan))
    try:
        for conflict in found.filter(rulings__isnull=False).distinct():
            # What followed this plan says again what its own prints.
            lift(conflict, by=by, at=at)
        Ruling.objects.filter(conflict__in=found).delete()
        found.delete()
        Assignment.objects.filter(mine).delete()
        Obligation.objects.filter(task__plan=plan).delete()
        DuePart.objects.filter(task__plan=plan).delete()
        Product.objects.filter(task__plan=plan).delete()
        plan.tasks.all().delete()
        plan.targets.all().delete()
        plan.delete()
    except ProtectedError as error:
        raise WorkHasBegun(
            _("Somebody has worked with it already; correct the reading and publish it anew instead.")
        ) from error
