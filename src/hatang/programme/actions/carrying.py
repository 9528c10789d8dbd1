"""What goes along when work is moved: promised results, periods met, open requests, and who follows it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.access import works_for
from hatang.accounts.models import User
from hatang.base import clock
from hatang.notices.models import Follow, NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.actions.hand_ins import return_hand_in
from hatang.programme.actions.requests import drop_request, due_of
from hatang.programme.actions.telling import tell_people
from hatang.programme.models import (
    DeadlineRequest,
    Delivery,
    ExternalLink,
    HandIn,
    HandInKind,
    Milestone,
    Obligation,
    Occurrence,
)
from hatang.programme.rules import RUNNING

# What was taken along, as a part of the decision keeps it: keys of rows by their kind.
Carried = dict[str, Any]


def carry(old: Obligation, successor: Obligation, *, reason: str, by: User, at: datetime) -> Carried:
    """Let everything that belongs to the work go on with it; what cannot, is dropped and said.

    A promise that the successor has made itself stays where it was. An open request goes along while it asks
    about the same deadline, else it is dropped. What waits for the unit's leader goes along where the unit
    stays the same, else it is returned. The identifier of a system outside goes along. Comments, files and
    obstacles stay where they were said, and are shown with the successor as from before (`earlier`).

    Args:
        old: what was owed until now; its progress has been handed over.
        successor: what is owed by now.
        reason: why it was moved.
        by: who decided.
        at: when.
    """
    carried: Carried = {"milestones": carry_milestones(old, successor)}
    carried["hand_ins"] = _carry_hand_ins(old, successor)
    carried["returned"] = _return_hand_ins(old, reason, by, at)
    carried["links"] = _carry_links(old, successor)
    if old.task_id == successor.task_id:
        carried["occurrences"] = _carry_occurrences(old, successor)
        carried["deliveries"] = _carry_deliveries(old, successor)
    carried["follows"] = _carry_follows(old, successor, at)
    carried |= _carry_request(old, successor, reason, by, at)
    if successor.responsible_id is None and works_for(old.responsible, successor.unit_id):
        successor.responsible = old.responsible
        successor.save(update_fields=["responsible"])
        carried["responsible"] = old.responsible_id
    return carried


def drop(old: Obligation, *, reason: str, by: User, at: datetime) -> Carried:
    """Drop the request that waits for work which is not carried on, and return what waits in the unit."""
    returned = _return_hand_ins(old, reason, by, at)
    return {"returned": returned, **_drop_request(_open_request(old), reason, by, at)}


def bring_back(old: Obligation, successor: Obligation | None, carried: Carried) -> None:
    """Put back what went along with a decision that is undone."""
    for model, name in (
        (Milestone, "milestones"),
        (Occurrence, "occurrences"),
        (Delivery, "deliveries"),
        (DeadlineRequest, "requests"),
        (HandIn, "hand_ins"),
        (ExternalLink, "links"),
    ):
        rows: Any = model._default_manager.filter(pk__in=carried.get(name, []))
        for row in rows:
            row.obligation = old
            row.save(update_fields=["obligation"])
    Follow.objects.filter(pk__in=carried.get("follows", [])).delete()
    for request in DeadlineRequest.objects.filter(pk__in=carried.get("dropped", [])):
        request.decision, request.answer, request.decided_at, request.decided_by = "", "", None, None
        request.save(update_fields=["decision", "answer", "decided_at", "decided_by"])
    for handed in HandIn.objects.filter(pk__in=carried.get("returned", [])):
        handed.outcome, handed.reason, handed.decided_at, handed.decided_by = "", "", None, None
        handed.save(update_fields=["outcome", "reason", "decided_at", "decided_by"])
    named = carried.get("responsible")
    if successor is not None and named is not None and successor.responsible_id == named:
        successor.responsible = None
        successor.save(update_fields=["responsible"])


def carry_milestones(old: Obligation, successor: Obligation) -> list[int]:
    """Let promised results go on with the work; one that the successor promised itself stays where it was."""
    present = set(successor.milestones.values_list("title", "due_on"))
    return _move((row for row in old.milestones.all() if (row.title, row.due_on) not in present), successor)


def hand_on_milestones(freed: Sequence[Obligation], new: Sequence[Obligation], heir: Obligation) -> None:
    """Let promised results of units that are freed of a task go on with those who lead it by now.

    Each goes back to the unit that made it where that one leads again; else it goes to `heir` where its
    present holder is freed. A promise that the other one has made itself stays where it was.

    Args:
        freed: what units owed until now.
        new: what is owed by units that owed nothing of this task before.
        heir: of what is owed by now, that of the unit named first.
    """
    at_home = {one.pk: one for one in new}
    rows = Milestone.objects.filter(obligation__task=heir.task_id).order_by("due_on", "pk")
    present = {(row.obligation_id, row.title, row.due_on) for row in rows}
    makers = _makers(row.pk for row in rows)
    for row in rows:
        home = at_home.get(makers.get(row.pk, 0))
        is_freed = any(row.obligation_id == one.pk for one in freed)
        holder = home or (heir if is_freed else None)
        if holder is not None and (holder.pk, row.title, row.due_on) not in present:
            _move([row], holder)
            present.add((holder.pk, row.title, row.due_on))


def _makers(milestones: Iterable[int]) -> dict[int, int]:
    """The obligation each milestone was promised for first, by its history."""
    events: Any = Milestone.pgh_event_model  # type: ignore[attr-defined]
    rows = events.objects.filter(pgh_obj_id__in=list(milestones)).order_by("-pgh_id")
    return dict(rows.values_list("pgh_obj_id", "obligation_id"))


def _carry_occurrences(old: Obligation, successor: Obligation) -> list[int]:
    present = set(successor.occurrences.values_list("part_id", "due_on"))
    return _move(
        (row for row in old.occurrences.all() if (row.part_id, row.due_on) not in present), successor
    )


def _carry_deliveries(old: Obligation, successor: Obligation) -> list[int]:
    present = set(successor.deliveries.values_list("product_id", flat=True))
    return _move((row for row in old.deliveries.all() if row.product_id not in present), successor)


def _carry_hand_ins(old: Obligation, successor: Obligation) -> list[int]:
    """A result that waits for the leader of the same unit still does, while the work goes on."""
    if old.unit_id != successor.unit_id or successor.state not in RUNNING:
        return []
    waiting = HandIn.objects.filter(outcome="", kind=HandInKind.RESULT)
    if waiting.filter(obligation=successor).exists():
        return []
    return _move(waiting.filter(obligation=old), successor)


def _carry_links(old: Obligation, successor: Obligation) -> list[int]:
    """The system outside hears how far the work is from the successor, unless it knows that one itself."""
    known = set(successor.external_links.values_list("system", flat=True))
    return _move((row for row in old.external_links.all() if row.system not in known), successor)


def _move(
    rows: Iterable[Milestone | Occurrence | Delivery | DeadlineRequest | HandIn | ExternalLink],
    successor: Obligation,
) -> list[int]:
    moved = []
    for row in rows:
        row.obligation = successor
        row.save(update_fields=["obligation"])
        moved.append(row.pk)
    return moved


def _carry_follows(old: Obligation, successor: Obligation, at: datetime) -> list[int]:
    """Whoever follows the former work, or its task, hears of the one under which it goes on."""
    ways = [(subject_of("obligation", old), subject_of("obligation", successor))]
    if old.task_id != successor.task_id:
        ways.append((subject_of("task", old.task), subject_of("task", successor.task)))
    made = []
    for former, present in ways:
        for one in Follow.objects.filter(**former.columns).order_by("user_id"):
            told = {**present.columns, "user_id": one.user_id}
            made.append(Follow.objects.get_or_create(**told, defaults={"since_at": at}))
    return [row.pk for row, is_new in made if is_new]


def _carry_request(
    old: Obligation, successor: Obligation, reason: str, by: User, at: datetime
) -> dict[str, list[int]]:
    waiting = _open_request(old)
    if waiting is None:
        return {}
    today = clock.local(at).date()
    if due_of(successor, today) != waiting.former_on or _open_request(successor) is not None:
        return _drop_request(waiting, reason, by, at)
    _move([waiting], successor)
    tell_people(
        [waiting.asked_by],
        successor,
        NoticeKind.DEADLINE,
        lambda: (
            _("The work was moved to %(unit)s; the request for a later deadline goes along.")
            % {"unit": successor.unit}
        ),
        by=by,
        at=at,
    )
    return {"requests": [waiting.pk]}


def _drop_request(
    waiting: DeadlineRequest | None, reason: str, by: User, at: datetime
) -> dict[str, list[int]]:
    if waiting is None:
        return {}
    drop_request(request=waiting, answer=reason, by=by, at=at)
    return {"dropped": [waiting.pk]}


def _return_hand_ins(old: Obligation, reason: str, by: User, at: datetime) -> list[int]:
    """Give back what waits for the leader of the former unit, with the reason."""
    waiting = list(HandIn.objects.filter(obligation=old, outcome=""))
    for handed in waiting:
        return_hand_in(handed=handed, reason=reason, by=by, at=at)
    return [handed.pk for handed in waiting]


def _open_request(obligation: Obligation) -> DeadlineRequest | None:
    return (
        DeadlineRequest.objects.select_for_update(of=("self",))
        .select_related("obligation__task__plan", "obligation__unit", "asked_by")
        .filter(obligation=obligation, decision="")
        .first()
    )
