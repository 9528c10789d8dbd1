"""A unit answers an escalation; the office or a leader decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Role, User
from hatang.accounts.queries import people_holding
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.chasing import access
from hatang.chasing.actions.asking import ask, checked
from hatang.chasing.models import AnswerName, Escalation, EscalationStep
from hatang.chasing.rules import ANSWERABLE, WITH_WORDS, Answer, Decision, State, Step, Tier, next_tier
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind, Obstacle
from hatang.notices.queries import people_of
from hatang.notices.rules import ObstacleState
from hatang.notices.subjects import subject_of
from hatang.programme.access import may_decide_requests
from hatang.programme.actions import ask_deadline, decide_request


@dataclass(frozen=True)
class Answered:
    """What a unit answers: the words, and the new day or the obstacle that belong to it."""

    answer: Answer
    words: str
    until: date | None = None
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class Decided:
    """What is decided, why, and until which day."""

    decision: Decision
    words: str = ""
    until: date | None = None


@action
def answer(*, escalation: Escalation, said: Answered, by: User, at: datetime) -> Escalation:
    """Answer for the unit; it is not taken up further before this is decided about.

    A new day for an obligation is asked for as any later deadline is: through the leader of the unit.

    Raises:
        NotAllowed: the person does not work for the unit, or it waits for no answer of it.
        Refusal: words, the new day or the obstacle are missing; or the day cannot be asked for.
    """
    escalation = _locked(escalation)
    require(access.answers_for(by, escalation))
    if escalation.state not in ANSWERABLE:
        raise Conflict(_("This does not wait for an answer any more. Look at it again."))
    words = checked(said.words, needed=_("Write what the unit answers."), field="loi")
    until = _proposed(escalation, said, words, by=by, at=at)
    obstacle = _obstacle(escalation, said) if said.answer is Answer.OBSTACLE else None
    escalation.state, escalation.held_until = State.ANSWERED, None
    escalation.save(update_fields=["state", "held_until"])
    EscalationStep.objects.create(
        escalation=escalation,
        step=Step.ANSWERED,
        tier=escalation.tier,
        answer=said.answer,
        words=words,
        on=until,
        obstacle=obstacle,
        taken_by=by,
        taken_at=at,
    )

    def sentence() -> str:
        named = {"unit": escalation.unit, "answer": AnswerName(said.answer).label, "words": words[:200]}
        return _("%(unit)s has answered (%(answer)s): %(words)s") % named

    _tell(escalation, _deciding(escalation), NoticeKind.REVIEW, sentence, by=by, at=at)
    return escalation


@action
def decide(*, escalation: Escalation, said: Decided, seen: str = "", by: User, at: datetime) -> Escalation:
    """Give more time, hold it until a day, ask again, take it up a tier at once, or close it.

    Raises:
        NotAllowed: the decision is not the person's.
        Conflict: it is closed, or in another state than the page showed (`seen`).
        Refusal: the reason or the day is missing; or no later deadline is asked for that could be given.
    """
    escalation = _locked(escalation)
    if not escalation.is_open or (seen and seen != escalation.state):
        raise Conflict(_("This is “%(state)s” meanwhile. Look at it again.") % {"state": _state(escalation)})
    require(access.may_decide(by, escalation))
    needed = _("Write why.") if said.decision in WITH_WORDS else ""
    words = checked(said.words, needed=needed, field="loi")
    _DECISIONS[said.decision](escalation, words, said.until, by, at)
    return escalation


def _give_time(escalation: Escalation, words: str, until: date | None, by: User, at: datetime) -> None:
    owed = escalation.obligation
    request = owed.requests.filter(decision="").first() if owed is not None else None
    if owed is None or request is None:
        raise Refusal(_("No later deadline is asked for; hold it until a day instead."), field="quyet-dinh")
    require(may_decide_requests(by, owed))
    given = decide_request(request=request, is_granted=True, answer=words, until=until, by=by, at=at)
    _close(escalation, Step.TIME_GIVEN, words, by=by, at=at, on=given.granted_until)


def _hold(escalation: Escalation, words: str, until: date | None, by: User, at: datetime) -> None:
    if until is None or until <= clock.local(at).date():
        raise Refusal(_("Choose a day to come until which it is held."), field="den-ngay")
    escalation.state, escalation.held_until = State.HELD, until
    escalation.save(update_fields=["state", "held_until"])
    _decided(escalation, Step.HELD, words, by=by, at=at, on=until)


def _ask_again(escalation: Escalation, words: str, _until: date | None, by: User, at: datetime) -> None:
    ask(escalation, Tier(escalation.tier), because=words, by=by, at=at, step=Step.ASKED_AGAIN)


def _raise(escalation: Escalation, words: str, _until: date | None, by: User, at: datetime) -> None:
    above = next_tier(escalation.tier)
    if above is None:
        raise Refusal(_("It is with the leader of the province already."), field="quyet-dinh")
    ask(escalation, above, because=words or _("Taken up by decision."), by=by, at=at)


def _end(escalation: Escalation, words: str, _until: date | None, by: User, at: datetime) -> None:
    _close(escalation, Step.CLOSED, words, by=by, at=at)


_DECISIONS: dict[Decision, Callable[[Escalation, str, date | None, User, datetime], None]] = {
    Decision.GIVE_TIME: _give_time,
    Decision.HOLD: _hold,
    Decision.ASK_AGAIN: _ask_again,
    Decision.RAISE: _raise,
    Decision.CLOSE: _end,
}


def _close(
    escalation: Escalation, step: Step, words: str, *, by: User, at: datetime, on: date | None = None
) -> None:
    escalation.state, escalation.held_until, escalation.closed_at = State.CLOSED, None, at
    escalation.save(update_fields=["state", "held_until", "closed_at"])
    _decided(escalation, step, words, by=by, at=at, on=on)


def _decided(
    escalation: Escalation, step: Step, words: str, *, by: User, at: datetime, on: date | None = None
) -> None:
    taken = EscalationStep.objects.create(
        escalation=escalation, step=step, tier=escalation.tier, words=words, on=on, taken_by=by, taken_at=at
    )

    def sentence() -> str:
        until = _(" until %(day)s") % {"day": date_format(on)} if on else ""
        return f"{taken.get_step_display()}{until}. {words[:200]}"

    people = list(people_of([escalation.unit], on=clock.local(at).date()))
    _tell(escalation, people, NoticeKind.DEADLINE, sentence, by=by, at=at)


def _proposed(escalation: Escalation, said: Answered, words: str, *, by: User, at: datetime) -> date | None:
    """The new day that is proposed; of an obligation it is asked for as a later deadline."""
    if said.answer is not Answer.NEW_DAY:
        return None
    if said.until is None or said.until <= clock.local(at).date():
        raise Refusal(_("Choose the new day; it must be later than today."), field="den-ngay")
    if escalation.obligation is not None:
        require(access.may_propose_a_day(by, escalation))
        ask_deadline(obligation=escalation.obligation, until=said.until, reason=words, by=by, at=at)
    return said.until


def _obstacle(escalation: Escalation, said: Answered) -> Obstacle:
    found = said.obstacle
    if found is None or found.unit_id != escalation.unit_id or found.state == ObstacleState.CLOSED:
        raise Refusal(
            _("Choose an open obstacle of your unit; raise it in the register of obstacles first."),
            field="vuong-mac",
        )
    return found


def _deciding(escalation: Escalation) -> list[User]:
    """Who decides about an answer: the leader asked at the last tier, else who judges the work."""
    if escalation.tier == Tier.COMMITTEE:
        named = escalation.leader
        return [named] if named is not None else list(people_holding(Role.LEADER))
    return list(people_holding(Role.OFFICE))


def _tell(
    escalation: Escalation,
    people: list[User],
    kind: str,
    sentence: Callable[[], str],
    *,
    by: User | None,
    at: datetime,
) -> None:
    subject = subject_of("escalation", escalation)
    tell(people=people, kind=kind, subject=subject, sentence=sentence, by=by, at=at)


def _locked(escalation: Escalation) -> Escalation:
    rows = Escalation.objects.select_for_update(of=("self",))
    return rows.select_related(
        "unit", "leader", "obligation__task__plan", "obligation__unit", "reporter__campaign"
    ).get(pk=escalation.pk)


def _state(escalation: Escalation) -> str:
    return str(escalation.get_state_display())
