"""Writes of the programme: a document becomes a plan, units say how far they are."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.actions import put_alias
from hatang.accounts.models import Unit, UnitGroup, User
from hatang.accounts.queries import NameIndex, members_on, name_index
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.sorting import sort_key
from hatang.base.turns import wait_for_turn
from hatang.docparse.normalise import fold
from hatang.documents.actions import mark_published
from hatang.documents.models import Document, DocumentVersion, Extraction
from hatang.documents.rules import Item, item_keys, match_items
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
    Comparator,
    DueKind,
    Gap,
    Obligation,
    Plan,
    PlanItem,
    Progress,
    Target,
    Task,
)

I = TypeVar("I", Target, Task)  # noqa: E741 - an item

_ROLES = (AssignmentRole.LEAD, AssignmentRole.SUPPORT, AssignmentRole.DIRECT)
# Whoever binds names to units waits for whoever does so already: a name settled meanwhile is not missed.
NAMES = "programme.names"
_LARGEST = Decimal(10) ** 13


class NotRead(Refusal):
    """The document has not been read, so there is nothing to publish."""

    code = "not_read"


class NothingToFollow(Refusal):
    """The document gives nobody anything to do and sets no number to reach."""

    code = "nothing_to_follow"


class OlderVersion(Conflict):
    """A newer version of the document exists; that one is to be published."""

    code = "older_version"


class WrongDay(Refusal):
    """The day does not fit the state."""

    code = "wrong_day"


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
    extraction = version.extractions.first()
    if extraction is None:
        raise NotRead(_("The document has not been read yet."))
    if not extraction.n_tasks and not extraction.n_targets:
        raise NothingToFollow(_("No task and no target was found in this document."))
    plan = Plan.objects.filter(document=document).first()
    if plan is not None and plan.extraction_id == extraction.pk:
        return plan
    if not document.is_identity_confirmed:
        document.is_identity_confirmed = True
        document.save(update_fields=["is_identity_confirmed"])
    extraction.version = mark_published(version=version, by=by, at=at)
    document.refresh_from_db()
    return _publish(_put_plan(plan, document, extraction, by, at), extraction, at)


@action
def record_progress(
    *, obligation: Obligation, state: str, by: User, at: datetime, done_on: date | None = None
) -> Obligation:
    """Say how far a unit is; what is done has a day, today unless another one is given.

    Raises:
        WrongDay: a day is given for work that is not done, or lies in the future.
        Refusal: the state is unknown, or the task is no longer in the plan.
    """
    obligation = Obligation.objects.select_for_update().get(pk=obligation.pk)
    today = clock.local(at).date()
    if state not in Progress.values:
        raise Refusal(_("There is no such state."), field="state")
    if obligation.withdrawn_at is not None:
        raise Conflict(_("The plan no longer asks this of the unit."))
    if state != Progress.DONE and done_on is not None:
        raise WrongDay(_("Only what is done has a day on which it was done."), field="done_on")
    if done_on is not None and done_on > today:
        raise WrongDay(_("The day on which it was done lies in the future."), field="done_on")
    obligation.state = state
    obligation.done_on = (done_on or today) if state == Progress.DONE else None
    obligation.save(update_fields=["state", "done_on"])
    return obligation


@action
def resolve_names(*, by: User | None, at: datetime) -> int:
    """Look again for the units of names that were not known, and bind those found; returns how many."""
    names = name_index()
    waiting = (
        Assignment.objects.select_for_update(of=("self",))
        .filter(unit__isnull=True, group__isnull=True)
        .select_related("task__plan", "target__plan")
    )
    found, tasks = [], {}
    for assignment in waiting:
        item = assignment.task or assignment.target
        on = (item.plan.issued_on if item else None) or clock.local(at).date()
        if _bind(assignment, names.resolve(assignment.printed_name, on=on)):
            found.append(assignment)
            if assignment.task is not None and assignment.role == AssignmentRole.LEAD:
                tasks[assignment.task_id] = assignment.task
    Assignment.objects.bulk_update(found, ["unit", "group"], batch_size=500)
    _owe(list(tasks.values()), at)
    return len(found)


@action
def settle_name(*, printed_name: str, named: Unit | UnitGroup, by: User, at: datetime) -> int:
    """Say which unit or group a printed name means, and bind it wherever it waits; returns how many times.

    Raises:
        NameTaken: the name already means another one.
    """
    wait_for_turn(NAMES)
    put_alias(named=named, text=printed_name, by=by, at=at)
    return resolve_names(by=by, at=at)


def _put_plan(plan: Plan | None, document: Document, extraction: Extraction, by: User, at: datetime) -> Plan:
    """The row of the plan, describing the document as it is now."""
    plan = plan or Plan(document=document)
    plan.version, plan.extraction = extraction.version, extraction
    plan.title, plan.number, plan.issuer = document.title, document.number, document.issuer
    plan.issued_on, plan.is_issued_day_known = document.issued_on, document.is_issued_day_known
    plan.sort_key = sort_key(document.title or document.number)[:500]
    plan.published_at, plan.published_by = at, by
    plan.save()
    return plan


def _publish(plan: Plan, extraction: Extraction, at: datetime) -> Plan:
    work = _Publishing(plan=plan, at=at, names=name_index())
    result = extraction.result
    targets = _put_items(work, Target, plan.targets.all(), result.get("targets", []), _fill_target)
    tasks = _put_items(work, Task, plan.tasks.all(), result.get("tasks", []), _fill_task)
    Assignment.objects.filter(Q(task__plan=plan) | Q(target__plan=plan)).delete()
    for target, row in targets:
        _name(work, row, target=target)
    for task, row in tasks:
        _name(work, row, task=task)
    Assignment.objects.bulk_create(work.assignments)
    _owe(list(plan.tasks.select_related("plan")), at)
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
        before = _values(item) if left is not None else None
        _fill_item(item, rows[right], right, keys[right], work.plan)
        fill(item, rows[right])
        if before is None:
            new.append(item)
        elif before != _values(item):
            changed.append(item)
        kept.append((item, rows[right]))
    model.objects.bulk_create(new)
    if changed:
        model.objects.bulk_update(changed, list(_values(changed[0])), batch_size=200)
    return kept


def _values(item: PlanItem) -> dict[str, Any]:
    """Every column a publication may change."""
    return {
        column.name: getattr(item, column.attname)
        for column in item._meta.concrete_fields
        if column.name not in ("id", "plan")
    }


def _fill_item(item: PlanItem, row: dict[str, Any], ordinal: int, key: str, plan: Plan) -> None:
    due = row.get("due") or {}
    item.path, item.ordinal, item.text, item.key = row["path"][:120], ordinal, row["text"], key
    item.note = row.get("note") or ""
    _fill_due(item, due)
    item.confidence, item.spans = row.get("confidence", {}), row.get("spans", {})
    item.withdrawn_at = None
    item.sort_key = sort_key(row["text"])[:500]
    said = [plan.number, row["path"], row["text"], row.get("product") or "", *_printed_names(row)]
    item.search_text = fold(" ".join(said))


def _fill_due(item: PlanItem, due: dict[str, Any]) -> None:
    """The deadline as columns; one that contradicts itself loses the part that cannot stand."""
    kind = due.get("kind") or DueKind.NONE
    start, end = _day(due.get("start")), _day(due.get("end"))
    if start is not None and end is not None and start > end:
        start = None
    if kind not in DueKind.values or (kind == DueKind.BY and end is None):
        kind = DueKind.NONE
    item.due_kind, item.due_start, item.due_end = kind, start, end
    item.due_at, item.due_before = (due.get("at") or "")[:10], bool(due.get("before"))
    item.due_text, item.due_parts = due.get("text") or "", due.get("parts") or []


def _fill_task(task: Task, row: dict[str, Any]) -> None:
    task.product = row.get("product") or ""
    task.gaps = [gap for gap in row.get("gaps", []) if gap in Gap.values]


def _fill_target(target: Target, row: dict[str, Any]) -> None:
    target.value, target.value_max = _number(row.get("value")), _number(row.get("value_max"))
    comparator = row.get("comparator") or Comparator.NONE
    is_half_a_range = comparator == Comparator.RANGE and None in (target.value, target.value_max)
    target.comparator = Comparator.NONE if is_half_a_range else comparator
    target.measure_unit = (row.get("unit") or "")[:80]
    target.same_as = [path[:120] for path in row.get("same_as", [])]


def _name(
    work: _Publishing, row: dict[str, Any], *, task: Task | None = None, target: Target | None = None
) -> None:
    """Add the agencies of a task or target, each bound to the unit or group its name means."""
    for role in _ROLES:
        for ordinal, printed in enumerate(row.get(role, [])):
            assignment = Assignment(
                task=task, target=target, role=role, ordinal=ordinal, printed_name=printed[:300]
            )
            _bind(assignment, work.names.resolve(printed, on=work.on))
            work.assignments.append(assignment)


def _bind(assignment: Assignment, named: Unit | UnitGroup | None) -> bool:
    assignment.unit = named if isinstance(named, Unit) else None
    assignment.group = named if isinstance(named, UnitGroup) else None
    return named is not None


def _owe(tasks: Sequence[Task], at: datetime) -> None:
    """Let every unit that leads a task, itself or as a member of a group, owe it; others no longer do."""
    present: dict[tuple[int, int], Obligation] = {
        (obligation.task_id, obligation.unit_id): obligation
        for obligation in Obligation.objects.select_for_update().filter(task__in=tasks)
    }
    owed = _owed(tasks, at)
    Obligation.objects.bulk_create(
        (
            Obligation(task_id=task_id, unit_id=unit_id, group_id=group_id)
            for (task_id, unit_id), group_id in owed.items()
            if (task_id, unit_id) not in present
        ),
        batch_size=500,
    )
    changed = []
    for key, obligation in present.items():
        wanted = (None, owed[key]) if key in owed else (obligation.withdrawn_at or at, obligation.group_id)
        if (obligation.withdrawn_at, obligation.group_id) != wanted:
            obligation.withdrawn_at, obligation.group_id = wanted
            changed.append(obligation)
    Obligation.objects.bulk_update(changed, ["withdrawn_at", "group"], batch_size=500)


def _owed(tasks: Sequence[Task], at: datetime) -> dict[tuple[int, int], int | None]:
    """Task and unit of everything owed, with the group through which; a unit's own name goes first."""
    live = {task.pk: task for task in tasks if task.withdrawn_at is None}
    leads = Assignment.objects.filter(task__in=live.values(), role=AssignmentRole.LEAD)
    by_day: dict[date, list[Assignment]] = {}
    for lead in leads.order_by("task_id", "ordinal"):
        on = live[lead.task_id].plan.issued_on if lead.task_id else None
        by_day.setdefault(on or clock.local(at).date(), []).append(lead)
    owed: dict[tuple[int, int], int | None] = {}
    for on, named in by_day.items():
        _add_units(owed, named)
        _add_members(owed, named, on)
    return owed


def _add_units(owed: dict[tuple[int, int], int | None], leads: Iterable[Assignment]) -> None:
    for lead in leads:
        if lead.task_id is not None and lead.unit_id is not None:
            owed[lead.task_id, lead.unit_id] = None


def _add_members(owed: dict[tuple[int, int], int | None], leads: Sequence[Assignment], on: date) -> None:
    members = members_on((lead.group_id for lead in leads if lead.group_id is not None), on)
    for lead in leads:
        if lead.task_id is None or lead.group_id is None:
            continue
        for unit in members.get(lead.group_id, []):
            owed.setdefault((lead.task_id, unit.pk), lead.group_id)


def _printed_names(row: dict[str, Any]) -> list[str]:
    return [name for role in _ROLES for name in row.get(role, [])]


def _day(printed: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(printed) if printed else None
    return None


def _number(value: float | int | None) -> Decimal | None:
    """A figure as the column keeps it, six places; one too large for it is left to the text."""
    if value is None:
        return None
    try:
        number = Decimal(str(value)).quantize(Decimal("0.000001"))
    except InvalidOperation:
        return None
    return number if abs(number) < _LARGEST else None
