"""Progress proposed from a written report, as a person confirms, changes or drops it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import asks_leader, require
from hatang.accounts.models import User
from hatang.base import filestore
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import add_evidence
from hatang.notices.subjects import subject_of
from hatang.programme import actions as programme
from hatang.programme.access import judges, may_record_progress, visible_obligations
from hatang.programme.models import Obligation, Progress
from hatang.programme.rules import Step
from hatang.reporting.models import Decision, IncomingReport, ProgressProposal, SaidName

MOST_WORDS = 2000


@dataclass(frozen=True)
class Decided:
    """What a person says of one proposal: the state to take over, empty to drop it; and what goes with it."""

    state: str
    done_on: date | None = None
    number: str = ""
    words: str = ""


@action
def decide_proposals(
    *, incoming: IncomingReport, decided: Mapping[int, Decided], by: User, at: datetime
) -> Sequence[ProgressProposal]:
    """Take over or drop what was proposed from a report, all of it or nothing; the report is the evidence.

    What a unit says to be done goes to its leader, or waits for acceptance, as when it is said by hand.

    Args:
        incoming: the written report.
        decided: what is said, by primary key of the proposal; what is not named stays open.
        by: who decides.
        at: when.

    Raises:
        NotAllowed: the person does not say how far one of them is.
        Conflict: one was decided meanwhile, or is no longer in the unit's hands.
        Refusal: a state or day is wrong; the sentence begins with the number of the task.
    """
    if not decided:
        raise Refusal(_("Choose what is to be taken over or dropped."), field="chon")
    incoming = IncomingReport.objects.select_for_update(of=("self",)).get(pk=incoming.pk)
    seen = visible_obligations(by).values("pk")
    rows = incoming.proposals.filter(pk__in=list(decided), obligation__in=seen)
    rows = rows.select_related("obligation__task__plan", "obligation__unit").order_by("obligation_id")
    proposals = list(rows)
    if len(proposals) != len(decided) or any(not one.is_open for one in proposals):
        raise Conflict(_("Somebody has decided some of these meanwhile; nothing was changed, look again."))
    for one in proposals:
        said = decided[one.pk]
        require(may_record_progress(by, one.obligation))
        try:
            _take(incoming, one, said, by, at)
        except Refusal as refusal:
            sentence = f"{one.obligation.task.path}: {refusal.sentence}"
            raise type(refusal)(sentence, field=f"p-{one.pk}") from refusal
        one.decision = Decision.TAKEN if said.state else Decision.DROPPED
        one.decided, one.decided_by, one.decided_at = said.state, by, at
        one.save(update_fields=["decision", "decided", "decided_by", "decided_at"])
    return proposals


def _take(incoming: IncomingReport, one: ProgressProposal, said: Decided, by: User, at: datetime) -> None:
    owed = one.obligation
    if not said.state:
        return
    if not one.is_still_owed:
        now = _("It is “%(state)s” meanwhile: drop the proposal, or change the state on the task itself.")
        raise Conflict(now % {"state": owed.get_state_display()})
    if said.state not in SaidName.values:
        raise Refusal(_("There is no such state."), field="state")
    words = said.words.strip()[:MOST_WORDS]
    with filestore.open_stored(incoming.sha256) as file:
        add_evidence(
            subject=subject_of("obligation", owed),
            file=file,
            n_bytes=incoming.n_bytes,
            name=incoming.name,
            note=str(incoming)[:200],
            by=by,
            at=at,
        )
    if said.state == Progress.DONE and _is_submitted(owed, by):
        programme.take_step(
            obligation=owed,
            step=Step.SUBMIT,
            words=words or _("As reported: %(report)s") % {"report": incoming},
            number=said.number,
            on=said.done_on,
            seen=owed.state,
            by=by,
            at=at,
        )
        return
    programme.record_progress(
        obligation=owed,
        state=said.state,
        done_on=said.done_on if said.state == Progress.DONE else None,
        words=words,
        seen=owed.state,
        by=by,
        at=at,
    )


def _is_submitted(owed: Obligation, by: User) -> bool:
    """Whether who decides cannot say it is done, but submits it: to the leader, or for acceptance."""
    if judges(by, owed):
        return False
    task = owed.task
    return asks_leader(by, owed.unit_id) or task.needs_issue or task.plan.needs_acceptance
