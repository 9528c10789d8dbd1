"""A unit asks for a later deadline; whoever follows the plan decides."""

from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from hatang.accounts.access import asks_leader
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.models import NoticeKind
from hatang.programme.actions.hand_ins import hand_in
from hatang.programme.actions.telling import tell_followers, tell_people, tell_unit
from hatang.programme.horizon import deadline_of, horizon
from hatang.programme.models import (
    DeadlineRequest,
    DueKind,
    HandIn,
    HandInKind,
    Obligation,
    RequestDecision,
)
from hatang.programme.queries.parts import next_part_day, states_of
from hatang.programme.rules import RUNNING, last_day
from hatang.programme.wording import day

MOST_WORDS = 2000


class NoFixedDay(Refusal):
    """The task has no single day that could be moved."""

    code = "no_fixed_day"


class AlreadyAsked(Conflict):
    """A request for this is open."""

    code = "already_asked"


class AlreadyDecided(Conflict):
    """Somebody has decided."""

    code = "already_decided"


@action
def ask_deadline(
    *, obligation: Obligation, until: date, reason: str, by: User, at: datetime
) -> DeadlineRequest | HandIn:
    """Ask for a later deadline; asked in time, the work does not count as late until it is decided.

    Asked by somebody whose unit has a leader, it is handed in to the leader; the clock runs until it is sent.

    Raises:
        NoFixedDay: the deadline comes back, goes on, waits for an event, or is not stated.
        AlreadyAsked: a request is open.
        AlreadyHandedIn: a request waits for the leader of the unit.
        Refusal: the day is not later than the deadline and today, or the reason is missing or too long.
        Conflict: the work is done, submitted, paused or withdrawn.
    """
    obligation = _locked(obligation)
    former = due_of(obligation, clock.local(at).date())
    if former is None:
        raise NoFixedDay(_("This has no single day that could be moved; agree milestones instead."))
    if obligation.state not in RUNNING:
        raise Conflict(_("Only work that is going on can get a later deadline."))
    if until <= max(former, clock.local(at).date()):
        raise Refusal(
            _("The new day must be later than the present deadline %(day)s and than today.")
            % {"day": day(former)},
            field="den-ngay",
        )
    reason = _words(reason, needed=_("Write why a later deadline is needed."), field="ly-do")
    if DeadlineRequest.objects.filter(obligation=obligation, decision="").exists():
        raise AlreadyAsked(_("A later deadline was asked for already; it waits for a decision."))
    if asks_leader(by, obligation.unit_id):
        return hand_in(
            obligation=obligation,
            kind=HandInKind.DEADLINE,
            words=reason,
            number="",
            on=until,
            by=by,
            at=at,
        )
    asked = DeadlineRequest.objects.create(
        obligation=obligation,
        former_on=former,
        until=until,
        reason=reason,
        asked_at=at,
        asked_on=clock.local(at).date(),
        asked_by=by,
    )
    tell_followers(
        obligation,
        NoticeKind.DEADLINE,
        lambda: (
            _("%(unit)s asks for a later deadline: %(day)s.") % {"unit": obligation.unit, "day": day(until)}
        ),
        by=by,
        at=at,
    )
    return asked


@action
def decide_request(
    *,
    request: DeadlineRequest,
    is_granted: bool,
    answer: str,
    by: User,
    at: datetime,
    until: date | None = None,
) -> DeadlineRequest:
    """Grant a later deadline, the one asked for or another one, or refuse it with an answer.

    Raises:
        AlreadyDecided: somebody was faster.
        Refusal: the day is not later than the deadline, or a refusal has no answer.
    """
    request = _open(request)
    obligation = _locked(request.obligation)
    granted = (until or request.until) if is_granted else None
    if granted is not None and granted <= request.former_on:
        raise Refusal(
            _("The new day must be later than the present deadline %(day)s.")
            % {"day": day(request.former_on)},
            field="den-ngay",
        )
    needed = "" if is_granted else _("Write why it is refused.")
    request.answer = _words(answer, needed=needed, field="tra-loi")
    request.decision = RequestDecision.GRANTED if is_granted else RequestDecision.REFUSED
    request.granted_until, request.decided_at, request.decided_by = granted, at, by
    request.save(update_fields=["answer", "decision", "granted_until", "decided_at", "decided_by"])
    if granted is not None:
        obligation.extended_to = granted
        obligation.save(update_fields=["extended_to"])
    tell_unit(
        obligation,
        NoticeKind.DEADLINE,
        lambda: (
            _("The later deadline was granted: %(day)s.") % {"day": day(granted)}
            if granted
            else _("The later deadline was refused.")
        ),
        by=by,
        at=at,
    )
    return request


@action
def take_back_request(*, request: DeadlineRequest, by: User, at: datetime) -> DeadlineRequest:
    """Let the unit take its request back.

    Raises:
        AlreadyDecided: somebody has decided.
    """
    request = _open(request)
    request.decision, request.decided_at, request.decided_by = RequestDecision.TAKEN_BACK, at, by
    request.save(update_fields=["decision", "decided_at", "decided_by"])
    return request


def drop_request(*, request: DeadlineRequest, answer: str, by: User, at: datetime) -> None:
    """Answer a request whose work was moved or ended, and tell whoever asked.

    The caller has locked the request and the obligation.
    """
    request.decision, request.answer = RequestDecision.DROPPED, answer
    request.decided_at, request.decided_by = at, by
    request.save(update_fields=["decision", "answer", "decided_at", "decided_by"])
    tell_people(
        [request.asked_by],
        request.obligation,
        NoticeKind.DEADLINE,
        lambda: (
            _("The request for a later deadline was dropped: the work was moved or ended. %(words)s")
            % {"words": answer[:200]}
        ),
        by=by,
        at=at,
    )


def due_of(obligation: Obligation, today: date) -> date | None:
    """The single day until which an obligation is met: moved, of its next part, or the one of its task."""
    if states := states_of(obligation, today=today):
        return next_part_day(states)
    if obligation.extended_to is not None:
        return obligation.extended_to
    if obligation.task.due_kind == DueKind.ON_EVENT:
        return horizon(today).told[0].get(obligation.task_id)
    return last_day(deadline_of(obligation.task), is_strict=settings.IS_BEFORE_STRICT)


def _locked(obligation: Obligation) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("task__plan", "unit")
    obligation = rows.get(pk=obligation.pk)
    if obligation.withdrawn_at is not None:
        raise Conflict(_("The plan no longer asks this of the unit."))
    return obligation


def _open(request: DeadlineRequest) -> DeadlineRequest:
    # What is owed first, as asking locks it.
    Obligation.objects.select_for_update(of=("self",)).get(pk=request.obligation_id)
    rows = DeadlineRequest.objects.select_for_update(of=("self",)).select_related("obligation")
    request = rows.get(pk=request.pk)
    if request.decision:
        raise AlreadyDecided(
            _("This was answered already: “%(decision)s”.") % {"decision": request.get_decision_display()}
        )
    return request


def _words(text: str, *, needed: str, field: str) -> str:
    text = text.strip()
    if needed and not text:
        raise Refusal(needed, field=field)
    if len(text) > MOST_WORDS:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": MOST_WORDS}, field=field)
    return text
