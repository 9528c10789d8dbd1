"""Which of two sources counts, laid over the other one; taken away when either says something else."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.accounts.queries import name_index
from hatang.base import clock
from hatang.base.refusal import Conflict as Refused
from hatang.base.refusal import Refusal
from hatang.notices.models import NoticeKind
from hatang.programme.actions.carrying import hand_on_milestones
from hatang.programme.actions.dividing import divide
from hatang.programme.actions.naming import bind
from hatang.programme.actions.owing import owe
from hatang.programme.actions.telling import tell_unit
from hatang.programme.contradictions import target_sources, task_sources
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
    Conflict,
    Obligation,
    Plan,
    RuledField,
    Ruling,
    Settlement,
    Target,
    Task,
)
from hatang.programme.queries.claims import (
    as_printed_targets,
    as_printed_tasks,
    target_rows,
    task_rows,
)
from hatang.programme.queries.rulings import is_same, put, said

# What the finder calls a difference, and the field that settles it.
_FIELDS = {
    "value": RuledField.VALUE,
    "year": RuledField.DUE,
    "holder": RuledField.LEAD,
    "due": RuledField.DUE,
    "lead": RuledField.LEAD,
    "product": RuledField.PRODUCT,
}
_SIDES = ("target", "other_target", "task", "other_task")


class SettledElsewhere(Refused):
    """Another settlement decides about the same field of one of the sources."""

    code = "settled_elsewhere"


class SourcesChanged(Refused):
    """The sources say something else than when they were compared."""

    code = "sources_changed"


def lay(conflict: Conflict, *, by: User, at: datetime) -> list[Ruling]:
    """Let the source that does not count follow the other one in what differs.

    Raises:
        SourcesChanged: they no longer say what was compared.
        SettledElsewhere: another settlement decides about one of them.
        Refusal: the words of a restricted document would be shown in another one.
    """
    source, follower = _sides(conflict)
    _refuse_changed(conflict, at)
    if source.plan_id != follower.plan_id and source.plan.document.is_restricted:
        raise Refusal(
            _("The source that would count is restricted; its words cannot be shown in another plan."),
            field="quyet-dinh",
        )
    fields = [_FIELDS[name] for name in conflict.figures.get("differs", "").split(",") if name in _FIELDS]
    _refuse_settled(source, follower, fields)
    made = []
    for field in fields:
        ruling = Ruling(
            conflict=conflict,
            field=field,
            printed=said(follower, field),
            counts=said(source, field),
            reason=conflict.reason,
            made_at=at,
            made_by=by,
            **{_kind(follower): follower},
        )
        ruling.save()
        made.append(ruling)
    _show(follower, {ruling.field: ruling.counts for ruling in made}, by=by, at=at)
    return made


def lift(conflict: Conflict, *, by: User | None, at: datetime, reprinted: Plan | None = None) -> None:
    """Take the rulings of a conflict away: its item says again what its plan prints.

    Nothing is put back over what the plan `reprinted` says anew.
    """
    rulings = list(conflict.rulings.standing().select_related("target__plan", "task__plan"))
    for ruling in rulings:
        ruling.ended_at, ruling.ended_by = at, by
        ruling.save(update_fields=["ended_at", "ended_by"])
    if rulings:
        item = rulings[0].item
        is_new = item.plan == reprinted and item.withdrawn_at is None
        still = [
            one for one in rulings if not is_new and is_same(one.field, said(item, one.field), one.counts)
        ]
        _show(item, {one.field: one.printed for one in still}, by=by, at=at)


def lay_again(plan: Plan, *, by: User | None, at: datetime) -> None:
    """After a plan was published: settlements hold while both sources say what they said, else they open."""
    of_plan = Q()
    for side in _SIDES:
        of_plan |= Q(**{f"conflict__{side}__plan": plan})
    by_conflict: dict[int, list[Ruling]] = defaultdict(list)
    standing = Ruling.objects.standing().filter(of_plan)
    for ruling in standing.select_related("target__plan", "task__plan").order_by("conflict_id", "pk"):
        by_conflict[ruling.conflict_id].append(ruling)
    conflicts = Conflict.objects.select_for_update(of=("self",)).in_bulk(sorted(by_conflict))
    for pk, rulings in by_conflict.items():
        source, follower = _sides(conflicts[pk])
        if all(_holds(ruling, source, follower, plan) for ruling in rulings):
            _show(follower, {ruling.field: ruling.counts for ruling in rulings}, by=by, at=at)
        else:
            lift(conflicts[pk], by=by, at=at, reprinted=plan)
            open_again(conflicts[pk])


def open_again(conflict: Conflict) -> None:
    """Let a conflict wait for a decision again."""
    conflict.settlement, conflict.reason = "", ""
    conflict.settled_at, conflict.settled_by = None, None
    conflict.save(update_fields=["settlement", "reason", "settled_at", "settled_by"])


def _sides(conflict: Conflict) -> tuple[Target | Task, Target | Task]:
    """The source that counts, and the one that follows it; read anew and locked in one order."""
    model = Target if conflict.target_id is not None else Task
    first, second = (
        (conflict.target_id, conflict.other_target_id)
        if model is Target
        else (conflict.task_id, conflict.other_task_id)
    )
    rows: Any = model._default_manager.select_for_update(of=("self",)).select_related("plan__document")
    found = {row.pk: row for row in rows.filter(pk__in=(first, second)).order_by("pk")}
    if conflict.settlement == Settlement.SECOND:
        first, second = second, first
    return found[first], found[second]


def _kind(item: Target | Task) -> str:
    return "target" if isinstance(item, Target) else "task"


def _holds(ruling: Ruling, source: Target | Task, follower: Target | Task, plan: Plan) -> bool:
    """Whether both sources still say what was settled; the plan that was published shows what it prints."""
    if source.withdrawn_at is not None or follower.withdrawn_at is not None:
        return False
    is_as_printed = follower.plan_id != plan.pk or is_same(
        ruling.field, said(follower, ruling.field), ruling.printed
    )
    return is_as_printed and is_same(ruling.field, said(source, ruling.field), ruling.counts)


def _refuse_changed(conflict: Conflict, at: datetime) -> None:
    compared = conflict.figures.get("sources")
    today = clock.local(at).date()
    if conflict.target_id is not None:
        pks = (conflict.target_id, conflict.other_target_id or 0)
        targets = {row.pk: row for row in as_printed_targets(target_rows(today, pk__in=pks))}
        is_there = len(targets) == 2
        now = target_sources(*(targets[pk] for pk in pks)) if is_there else ""
    else:
        pks = (conflict.task_id or 0, conflict.other_task_id or 0)
        tasks = {row.pk: row for row in as_printed_tasks(task_rows(today, pk__in=pks))}
        is_there = len(tasks) == 2
        now = task_sources(*(tasks[pk] for pk in pks)) if is_there else ""
    if not is_there or compared not in (None, now):
        raise SourcesChanged(
            _("The sources have changed since they were compared; press “Look again”, then settle it."),
            field="quyet-dinh",
        )


def _refuse_settled(source: Target | Task, follower: Target | Task, fields: Iterable[str]) -> None:
    """One field of an item follows one source, and a source that counts follows none: no chains."""
    kind = _kind(source)
    standing = Ruling.objects.standing().filter(field__in=list(fields))
    rests = Q(**{f"conflict__{kind}": follower}) | Q(**{f"conflict__other_{kind}": follower})
    taken = standing.filter(Q(**{f"{kind}__in": (source, follower)}) | rests).first()
    if taken is not None:
        raise SettledElsewhere(
            _(
                "Another settlement already decides about this: %(item)s. Open it again first, "
                "or settle this one as “Both stand”."
            )
            % {"item": str(taken.item)[:120]},
            field="quyet-dinh",
        )


def _show(item: Target | Task, values: dict[str, dict[str, Any]], *, by: User | None, at: datetime) -> None:
    """Let an item say these values, with the marks of what is settled about it."""
    for said_there in values.values():
        put(item, said_there)
    standing = set(item.rulings.standing().values_list("field", flat=True))
    item.ruled_fields = [field for field in RuledField.values if field in standing]
    item.save()
    if isinstance(item, Task) and not values.keys().isdisjoint({RuledField.DUE, RuledField.PRODUCT}):
        divide([(item, {"due": {"parts": item.due_parts}})], at)
    if RuledField.LEAD in values:
        _name_leads(item, values[RuledField.LEAD]["lead"], at)
        if isinstance(item, Task):
            _owe_anew(item, by, at)


def _name_leads(
    item: Target | Task, leads: Iterable[tuple[str, int | None, int | None]], at: datetime
) -> None:
    item.assignments.filter(role=AssignmentRole.LEAD).delete()
    names = name_index()
    on = item.plan.issued_on or clock.local(at).date()
    rows = []
    for ordinal, (printed, unit_id, group_id) in enumerate(leads):
        row = Assignment(
            role=AssignmentRole.LEAD,
            ordinal=ordinal,
            printed_name=printed,
            unit_id=unit_id,
            group_id=group_id,
            **{_kind(item): item},
        )
        if not row.is_resolved:
            bind(row, names.resolve(printed, on=on))
        rows.append(row)
    Assignment.objects.bulk_create(rows)


def _owe_anew(task: Task, by: User | None, at: datetime) -> None:
    """Whoever leads by now owes the work, the former lead no longer does; both are told.

    The results promised on the way go over to the lead named first, and come back so.
    """
    before = _owing(task)
    owe([task], at, by=by)
    after = _owing(task)
    freed = [one for unit, one in before.items() if unit not in after]
    new = [one for unit, one in after.items() if unit not in before]
    if after and (freed or new):
        hand_on_milestones(freed, new, _named_first(task, new or list(after.values())))
    for one in freed:
        _tell(one, freed=True, by=by, at=at)
    for one in new:
        _tell(one, freed=False, by=by, at=at)


def _named_first(task: Task, owed: list[Obligation]) -> Obligation:
    """Of what is owed, that of the unit named first among the leads; members of groups come behind."""
    leads = task.assignments.filter(role=AssignmentRole.LEAD, unit__isnull=False).order_by("ordinal")
    places = {unit: place for place, unit in enumerate(leads.values_list("unit_id", flat=True))}
    return min(owed, key=lambda one: (places.get(one.unit_id, len(places)), one.pk))


def _owing(task: Task) -> dict[int, Obligation]:
    owed = task.obligations.filter(withdrawn_at__isnull=True).select_related(
        "unit", "task__plan", "responsible"
    )
    return {one.unit_id: one for one in owed}


def _tell(obligation: Obligation, *, freed: bool, by: User | None, at: datetime) -> None:
    def sentence() -> str:
        if freed:
            return _("By the settlement of a contradiction another unit leads this work.")
        return _("By the settlement of a contradiction your unit leads this work.")

    tell_unit(obligation, NoticeKind.ASSIGNMENT, sentence, by=by, at=at)
