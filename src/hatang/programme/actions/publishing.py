"""A document becomes a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.accounts.queries import NameIndex, name_index
from hatang.base import clock
from hatang.base.history import action
from hatang.base.jobs import enqueue
from hatang.base.refusal import Conflict, Refusal
from hatang.base.sorting import sort_key
from hatang.base.turns import wait_for_turn
from hatang.documents.actions import mark_published
from hatang.documents.models import Document, DocumentVersion, Extraction
from hatang.documents.rules import Item, item_keys, match_items
from hatang.programme.actions.dividing import divide
from hatang.programme.actions.events import keep_clear
from hatang.programme.actions.filling import ROLES, column_values, fill_item, fill_target, fill_task
from hatang.programme.actions.gap_facts import close_answered
from hatang.programme.actions.giving_out import tell_of_conclusions
from hatang.programme.actions.naming import NAMES, bind
from hatang.programme.actions.owing import owe
from hatang.programme.actions.rulings import lay_again
from hatang.programme.models import (
    Assignment,
    Plan,
    Publication,
    Target,
    Task,
)

I = TypeVar("I", Target, Task)  # noqa: E741 - an item


class NotRead(Refusal):
    """The document has not been read, so there is nothing to publish."""

    code = "not_read"


class NothingToFollow(Refusal):
    """The document gives nobody anything to do and sets no number to reach."""

    code = "nothing_to_follow"


class OlderVersion(Conflict):
    """A newer version of the document exists; that one is to be published."""

    code = "older_version"


@dataclass
class _Publishing:
    """What publishing one extraction needs to know."""

    plan: Plan
    at: datetime
    names: NameIndex
    assignments: list[Assignment] = field(default_factory=list)

    @property
    def on(self) -> date:
        """The day on which names and memberships count: the document's, else that of publishing."""
        return self.plan.issued_on or clock.local(self.at).date()


@action
def publish_plan(*, version: DocumentVersion, by: User, at: datetime) -> Plan:
    """Turn what was read of a version into a plan with targets, tasks and obligations that everybody sees.

    Publishing the same reading again changes nothing; a newer one keeps the identity of every target and
    task it still has (by place and words), and withdraws the others. Publishing a document without a number
    confirms that it is the one it was taken for.

    Raises:
        NotRead: the version has not been read.
        NothingToFollow: it has neither targets nor tasks.
        OlderVersion: a newer version exists.
    """
    wait_for_turn(NAMES)
    # Lock the document: the button may be pressed twice, or by two people.
    document = Document.objects.select_for_update().get(pk=version.document_id)
    version = DocumentVersion.objects.get(pk=version.pk)
    if not version.is_current:
        raise OlderVersion(_("There is a newer version of this document; publish that one."))
    # Locked too: a correction made at this moment waits, and is published the next time.
    extraction = version.extractions.select_for_update().first()
    if extraction is None:
        raise NotRead(_("The document has not been read yet."))
    if not extraction.n_tasks and not extraction.n_targets:
        raise NothingToFollow(_("No task and no target was found in this document."))
    plan = Plan.objects.filter(document=document).first()
    if plan is not None and (plan.extraction_id, plan.revision) == (extraction.pk, extraction.revision):
        return plan
    if not document.is_identity_confirmed:
        document.is_identity_confirmed = True
        document.save(update_fields=["is_identity_confirmed"])
    _keep_publication(plan, extraction, by, at)
    extraction.version = mark_published(version=version, by=by, at=at)
    document.refresh_from_db()
    is_new = plan is None
    plan = _publish(_put_plan(plan, document, extraction, by, at), extraction.corrected(), by, at)
    if is_new:
        tell_of_conclusions(plan, by=by, at=at)
    close_answered(plan.tasks.values_list("pk", flat=True), by=by, at=at)
    # What stands against what is looked for afterwards, by a job: it compares with every other plan.
    enqueue("programme.find_conflicts", once="programme.find_conflicts")
    return plan


def publish_former(
    *, plan: Plan, former: Extraction, publication: Publication, by: User, at: datetime
) -> Plan:
    """Let a plan say again what it said before a publication."""
    document = Document.objects.get(pk=plan.document_id)
    result = former.corrected(until=publication.former_at)
    plan = _put_plan(plan, document, former, publication.former_by or by, publication.former_at or at)
    plan.revision = publication.former_revision or 0
    plan.save(update_fields=["revision"])
    return _publish(plan, result, by, at)


def _keep_publication(plan: Plan | None, extraction: Extraction, by: User, at: datetime) -> None:
    """Keep what is published now, and what was public until now, so that it can be undone."""
    former: dict[str, Any] = {}
    if plan is not None:
        former = {
            "former": plan.extraction,
            "former_revision": plan.revision,
            "former_at": plan.published_at,
            "former_by": plan.published_by,
        }
    Publication.objects.create(
        document_id=extraction.version.document_id,
        extraction=extraction,
        revision=extraction.revision,
        published_at=at,
        published_by=by,
        **former,
    )


def _put_plan(plan: Plan | None, document: Document, extraction: Extraction, by: User, at: datetime) -> Plan:
    """The row of the plan, describing the document as it is now."""
    plan = plan or Plan(document=document)
    plan.version, plan.extraction = extraction.version, extraction
    plan.revision = extraction.revision
    plan.title, plan.number, plan.issuer = document.title, document.number, document.issuer
    plan.issued_on, plan.is_issued_day_known = document.issued_on, document.is_issued_day_known
    plan.sort_key = sort_key(document.title or document.number)[:500]
    plan.published_at, plan.published_by = at, by
    plan.save()
    return plan


def _publish(plan: Plan, result: dict[str, Any], by: User, at: datetime) -> Plan:
    work = _Publishing(plan=plan, at=at, names=name_index())
    targets = _put_items(work, Target, plan.targets.all(), result.get("targets", []), fill_target)
    tasks = _put_items(work, Task, plan.tasks.all(), result.get("tasks", []), fill_task)
    divide(tasks, at)
    keep_clear(plan)
    Assignment.objects.filter(Q(task__plan=plan) | Q(target__plan=plan)).delete()
    for target, row in targets:
        _name(work, row, target=target)
    for task, row in tasks:
        _name(work, row, task=task)
    Assignment.objects.bulk_create(work.assignments)
    lay_again(plan, by=by, at=at)
    owe(list(plan.tasks.select_related("plan")), at, by=by)
    return plan


def _put_items(
    work: _Publishing,
    model: type[I],
    present: QuerySet[I],
    rows: Sequence[dict[str, Any]],
    fill: Any,
) -> list[tuple[I, dict[str, Any]]]:
    """Bring the items of a plan up to a reading; returns them with the rows they come from."""
    old = list(present.order_by("withdrawn_at", "ordinal", "pk"))
    items = [Item(row["path"][:120], row["text"]) for row in rows]
    keys = item_keys(items)
    new, changed, kept = [], [], []
    for left, right in match_items([Item(item.path, item.text) for item in old], items):
        if right is None:
            if left is not None and old[left].withdrawn_at is None:
                old[left].withdrawn_at = work.at
                changed.append(old[left])
            continue
        item = old[left] if left is not None else model(plan=work.plan)
        before = column_values(item) if left is not None else None
        fill_item(item, rows[right], right, keys[right], work.plan)
        fill(item, rows[right])
        if before is None:
            new.append(item)
        elif before != column_values(item):
            changed.append(item)
        kept.append((item, rows[right]))
    model.objects.bulk_create(new)
    if changed:
        model.objects.bulk_update(changed, list(column_values(changed[0])), batch_size=200)
    return kept


def _name(
    work: _Publishing, row: dict[str, Any], *, task: Task | None = None, target: Target | None = None
) -> None:
    """Add the agencies of a task or target, each bound to the unit or group its name means."""
    for role in ROLES:
        for ordinal, printed in enumerate(row.get(role, [])):
            assignment = Assignment(
                task=task, target=target, role=role, ordinal=ordinal, printed_name=printed[:300]
            )
            bind(assignment, work.names.resolve(printed, on=work.on))
            work.assignments.append(assignment)
