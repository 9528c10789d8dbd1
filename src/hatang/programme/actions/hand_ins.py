"""Within a unit: somebody hands a result or a request in, a head passes it on, it is returned or taken back.

What the leader releases leaves the unit; that is in `releasing`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from hatang.accounts.models import Role, User
from hatang.accounts.queries import people_holding
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.access import heads, reviewers_of
from hatang.programme.actions.telling import Sentence
from hatang.programme.models import FigureHandIn, HandIn, HandInKind, Obligation, Outcome, Progress
from hatang.programme.rules import RUNNING

MOST_WORDS = 2000
Handed = TypeVar("Handed", HandIn, FigureHandIn)


class AlreadyHandedIn(Conflict):
    """The leader of the unit has it already."""

    code = "already_handed_in"


class NotWaiting(Conflict):
    """Somebody has decided, or the work no longer goes on."""

    code = "not_waiting"


def hand_in(
    *,
    obligation: Obligation,
    kind: HandInKind,
    words: str,
    number: str,
    on: date | None,
    by: User,
    at: datetime,
) -> HandIn:
    """Lay a result or a request before the unit's leader; for actions that hold the obligation's lock.

    What a head hands in has been looked at. Work that had not been started is in progress now.

    Raises:
        AlreadyHandedIn: one of this kind waits for the leader.
    """
    if HandIn.objects.filter(obligation=obligation, kind=kind, outcome="").exists():
        raise AlreadyHandedIn(_("This waits for the leader of your unit already; take it back to change it."))
    is_head = heads(by, obligation.unit_id)
    handed = HandIn.objects.create(
        obligation=obligation,
        kind=kind,
        words=words,
        number=number,
        on=on,
        handed_at=at,
        handed_by=by,
        passed_at=at if is_head else None,
        passed_by=by if is_head else None,
    )
    if kind == HandInKind.RESULT and obligation.state == Progress.NOT_STARTED:
        obligation.state = Progress.IN_PROGRESS
    obligation.updated_at = at
    obligation.save(update_fields=["state", "updated_at"])
    people = [] if is_head else list(reviewers_of(obligation.unit_id, by))

    def sentence() -> str:
        said = {"who": by, "kind": handed.get_kind_display().lower()}
        return _("%(who)s handed in within the unit: %(kind)s.") % said

    _tell(people or _leaders(obligation), handed, sentence, by=by, at=at)
    return handed


@action
def pass_on(*, handed: HandIn, by: User, at: datetime) -> HandIn:
    """Pass what was handed in on to the leader of the unit, as its head who has looked at it.

    Raises:
        NotWaiting: somebody has decided or passed it on, or the work no longer goes on.
    """
    handed = waiting(handed)
    if handed.passed_at is not None:
        raise NotWaiting(_("Somebody has passed this on already."))
    handed.passed_at, handed.passed_by = at, by
    handed.save(update_fields=["passed_at", "passed_by"])
    _tell(
        _leaders(handed.obligation),
        handed,
        lambda: _("%(who)s passed it on to you.") % {"who": by},
        by=by,
        at=at,
    )
    return handed


@action
def return_hand_in(*, handed: HandIn, reason: str, by: User, at: datetime) -> HandIn:
    """Give back what was handed in, with the reason that it must answer.

    Raises:
        NotWaiting: somebody has decided.
        Refusal: the reason is missing or too long.
    """
    reason = return_reason(reason)
    handed = decide(waiting(handed, is_running=False), Outcome.RETURNED, reason=reason, by=by, at=at)
    said = {"who": by, "words": reason[:200]}
    _tell([handed.handed_by], handed, lambda: _("%(who)s returned it: %(words)s") % said, by=by, at=at)
    return handed


@action
def take_hand_in_back(*, handed: HandIn, by: User, at: datetime) -> HandIn:
    """Let who handed it in take it back.

    Raises:
        NotWaiting: somebody has decided.
    """
    return decide(waiting(handed, is_running=False), Outcome.TAKEN_BACK, by=by, at=at)


def waiting(handed: HandIn, *, is_running: bool = True) -> HandIn:
    """What was handed in, locked, with its obligation; it still waits.

    Raises:
        NotWaiting: somebody has decided, or the work no longer goes on where it must.
    """
    # What is owed first, as every step with it locks it.
    owed = Obligation.objects.select_for_update(of=("self",)).select_related("task__plan", "unit")
    obligation = owed.get(pk=handed.obligation_id)
    rows = HandIn.objects.select_for_update(of=("self",)).select_related("handed_by__unit")
    handed = rows.get(pk=handed.pk)
    handed.obligation = obligation
    if handed.outcome:
        raise NotWaiting(
            _("This was decided already: “%(outcome)s”.") % {"outcome": handed.get_outcome_display()}
        )
    if is_running and (obligation.state not in RUNNING or obligation.withdrawn_at is not None):
        raise NotWaiting(
            _("The work is “%(state)s” meanwhile; return what was handed in.")
            % {"state": obligation.get_state_display()}
        )
    return handed


def mark_released(handed: HandIn, *, by: User, at: datetime) -> HandIn:
    """Say that the leader let it leave the unit; for actions that hold its lock."""
    return decide(handed, Outcome.RELEASED, by=by, at=at)


def tell_author(handed: HandIn, *, by: User, at: datetime) -> None:
    """Tell who handed it in that it has left the unit."""

    def sentence() -> str:
        return _("%(who)s released it: it has left the unit.") % {"who": by}

    _tell([handed.handed_by], handed, sentence, by=by, at=at)


def close_results(obligation: Obligation, *, by: User, at: datetime) -> None:
    """Say of a result that still waits that it left the unit with what somebody else submitted."""
    for handed in HandIn.objects.filter(obligation=obligation, kind=HandInKind.RESULT, outcome=""):
        mark_released(handed, by=by, at=at)


def waiting_results(obligations: Sequence[Obligation]) -> dict[int, int]:
    """Results that wait within their units, by the key of what is owed; one query."""
    waiting = HandIn.objects.filter(obligation__in=obligations, kind=HandInKind.RESULT, outcome="")
    return dict(waiting.order_by().values_list("obligation_id", "pk"))


def reopen_result(pk: int, obligation: Obligation, *, by: User, at: datetime) -> None:
    """Let a result wait for the unit's leader again, since what took it out of the unit was taken back.

    For actions that hold the lock of what is owed and know that nothing of it changed since.
    """
    handed = HandIn.objects.select_for_update(of=("self",)).select_related("handed_by__unit").get(pk=pk)
    handed.obligation = obligation
    handed.outcome, handed.decided_at, handed.decided_by = "", None, None
    handed.save(update_fields=["outcome", "decided_at", "decided_by"])

    def sentence() -> str:
        return _(
            "%(who)s took back what was said for your unit; what you handed in waits for its leader."
        ) % {"who": by}

    _tell([handed.handed_by], handed, sentence, by=by, at=at)


def return_reason(reason: str) -> str:
    """Why something is returned, as it is kept.

    Raises:
        Refusal: it is missing or too long.
    """
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Write why it is returned."), field="ly-do-tra")
    if len(reason) > MOST_WORDS:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": MOST_WORDS}, field="ly-do-tra")
    return reason


def decide(handed: Handed, outcome: Outcome, *, reason: str = "", by: User, at: datetime) -> Handed:
    """Say what became of what was handed in; for actions that hold its lock."""
    handed.outcome, handed.reason, handed.decided_at, handed.decided_by = outcome, reason, at, by
    handed.save(update_fields=["outcome", "reason", "decided_at", "decided_by"])
    return handed


def _leaders(obligation: Obligation) -> Iterable[User]:
    return people_holding(Role.APPROVER, unit_id=obligation.unit_id)


def _tell(people: Iterable[User], handed: HandIn, sentence: Sentence, *, by: User, at: datetime) -> None:
    subject = subject_of("obligation", handed.obligation)
    tell(
        people=people,
        kind=NoticeKind.REVIEW,
        subject=subject,
        sentence=sentence,
        by=by,
        at=at,
        anchor="trong-don-vi",
    )
