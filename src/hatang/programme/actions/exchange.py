"""Assignments of a system outside, linked to what units owe here; states written back there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, User
from hatang.accounts.queries import NameIndex, name_index
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.base.turns import wait_for_turn
from hatang.documents.actions import enter_number
from hatang.documents.models import Document
from hatang.documents.rules import Item, match_items, number_key
from hatang.programme.exchange import AssignmentIn, Fault, NumberIn, StatusOut
from hatang.programme.models import ExternalLink, Obligation, Plan, Task

# Two exchanges with one system at the same moment would write the same states twice.
EXCHANGE = "programme.exchange"


@dataclass
class Exchanged:
    """What became of the rows of one reading."""

    n_new: int = 0
    n_known: int = 0
    faults: list[Fault] = field(default_factory=list)


@action
def link_assignments(
    *, system: str, rows: Iterable[tuple[int, AssignmentIn]], by: User | None, at: datetime
) -> Exchanged:
    """Link assignments to the obligations they are; the same one again changes nothing.

    A row whose document, task or unit is not found here is put aside with its reason: what is assigned
    outside and not published here is for a person to look at.
    """
    wait_for_turn(EXCHANGE)
    done, names = Exchanged(), name_index()
    for line, row in rows:
        found = _obligation(line, row, names, at)
        if isinstance(found, Fault):
            done.faults.append(found)
            continue
        known = ExternalLink.objects.filter(system=system).filter(Q(external_id=row.id) | Q(obligation=found))
        present = known.first()
        if present is None:
            ExternalLink.objects.create(system=system, external_id=row.id, obligation=found)
            done.n_new += 1
        elif (present.external_id, present.obligation_id) == (row.id, found.pk):
            done.n_known += 1
        else:
            reason = _("It is linked already, to another assignment or obligation.")
            done.faults.append(Fault(line, "assignment.linked", "id", row.id, reason))
    return done


def unsent_states(system: str) -> list[tuple[ExternalLink, StatusOut]]:
    """Links whose obligation has moved since its state was last written outside, with what to write."""
    links = ExternalLink.objects.filter(system=system).select_related("obligation")
    return [
        (link, StatusOut(link.external_id, link.obligation.state, link.obligation.done_on))
        for link in links
        if (link.sent_state, link.sent_done_on) != (link.obligation.state, link.obligation.done_on)
    ]


@action
def take_numbers(*, rows: Iterable[tuple[int, NumberIn]], by: User | None, at: datetime) -> Exchanged:
    """Enter the numbers that documents of ours were issued with outside, and name their plans by them."""
    done = Exchanged()
    for line, row in rows:
        document = Document.objects.filter(pk=row.document).first()
        if document is None:
            reason = _("There is no such document.")
            done.faults.append(Fault(line, "number.document", "document", str(row.document), reason))
            continue
        try:
            numbered = enter_number(document=document, number=row.number, issued_on=row.date, by=by, at=at)
        except Refusal as error:
            done.faults.append(Fault(line, "number.refused", "number", row.number, error.sentence))
            continue
        plans = Plan.objects.filter(document=numbered).exclude(number=numbered.number)
        changed = plans.update(number=numbered.number, issued_on=numbered.issued_on, is_issued_day_known=True)
        is_new = changed or document.number != numbered.number
        done.n_new, done.n_known = done.n_new + bool(is_new), done.n_known + (not is_new)
    return done


@action
def note_sent(*, link: ExternalLink, status: StatusOut, by: User | None, at: datetime) -> ExternalLink:
    """Keep that the system outside has taken a state."""
    link.sent_state, link.sent_done_on, link.sent_at = status.state, status.done_on, at
    link.save(update_fields=["sent_state", "sent_done_on", "sent_at"])
    return link


def _obligation(line: int, row: AssignmentIn, names: NameIndex, at: datetime) -> Obligation | Fault:
    plans = Plan.objects.filter(document__number_key=number_key(row.document_number))
    if row.document_date is not None:
        plans = plans.filter(issued_on__year=row.document_date.year)
    task = _task(row, plans)
    if task is None:
        known = plans.exists()
        rule, name = ("assignment.task", "text") if known else ("assignment.document", "document_number")
        reason = _("The plan has no such task.") if known else _("No plan with this number is followed here.")
        return Fault(line, rule, name, getattr(row, name)[:200], reason)
    unit = _unit(row.unit, names, at)
    owed = task.obligations.filter(withdrawn_at__isnull=True, unit=unit).first() if unit else None
    if owed is None:
        reason = _("The unit does not lead this task.") if unit else _("No unit has this name or identifier.")
        return Fault(line, "assignment.unit", "unit", row.unit[:200], reason)
    return owed


def _task(row: AssignmentIn, plans: "QuerySet[Plan]") -> Task | None:
    """The task with these words, at this place if the row names one."""
    tasks = list(Task.objects.filter(plan__in=plans, withdrawn_at__isnull=True))
    items = [Item(task.path, task.text) for task in tasks]
    pairs = match_items(items, [Item(row.path or "?", row.text)])
    found = next((left for left, right in pairs if right == 0), None)
    return tasks[found] if found is not None else None


def _unit(said: str, names: NameIndex, at: datetime) -> Unit | None:
    """The unit with this electronic identifier or code, else the one of this name."""
    if not said.strip():
        return None
    own = Unit.objects.filter(Q(e_identifier=said) | Q(code=said)).first()
    if own is not None:
        return own
    named = names.resolve(said, on=clock.local(at).date())
    return named if isinstance(named, Unit) else None
