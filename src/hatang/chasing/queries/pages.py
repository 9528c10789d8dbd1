"""One escalation with everything done in it, and what the person may do now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from hatang.accounts.models import User
from hatang.chasing import access
from hatang.chasing.models import Escalation, EscalationStep
from hatang.chasing.queries.lists import EscalationLine, escalation_lines, title_of
from hatang.chasing.rules import Answer, Decision, State, next_tier
from hatang.notices.access import visible_obstacles
from hatang.notices.models import Obstacle
from hatang.notices.rules import ObstacleState
from hatang.programme.access import may_decide_requests
from hatang.programme.models import DeadlineRequest, HandIn, HandInKind

_MOST_OBSTACLES = 50


@dataclass(frozen=True)
class EscalationPage:
    """An escalation with its steps, the open request for a later deadline, and what may be done.

    `seen_obstacles` are those named by steps that the person may see.
    """

    line: EscalationLine
    title: str
    steps: Sequence[EscalationStep]
    seen_obstacles: Collection[int]
    request: DeadlineRequest | None
    hand_in: HandIn | None
    answers: Sequence[Answer]
    obstacles: Sequence[Obstacle]
    decisions: Sequence[Decision]

    @property
    def usual_day(self) -> date | None:
        """The day that was asked for or proposed last, for who gives time or holds it."""
        if self.request is not None:
            return self.request.until
        days = [one.on for one in self.steps if one.answer and one.on is not None]
        return days[-1] if days else None


def escalation_page(user: User, escalation: Escalation, *, today: date) -> EscalationPage:
    """All that the page of an escalation shows."""
    owed = escalation.obligation
    request = owed.requests.filter(decision="").first() if owed is not None else None
    answers = _answers(user, escalation) if access.may_answer(user, escalation) else []
    steps = list(escalation.steps.select_related("taken_by__unit", "obstacle"))
    named = [one.obstacle_id for one in steps if one.obstacle_id is not None]
    return EscalationPage(
        line=escalation_lines([escalation], today=today)[0],
        title=title_of(escalation),
        steps=steps,
        seen_obstacles=set(visible_obstacles(user).filter(pk__in=named).values_list("pk", flat=True)),
        request=request,
        hand_in=owed.hand_ins.filter(kind=HandInKind.DEADLINE, outcome="").first() if owed else None,
        answers=answers,
        obstacles=open_obstacles(user, escalation)[:_MOST_OBSTACLES] if answers else [],
        decisions=_decisions(user, escalation, request) if access.may_decide(user, escalation) else [],
    )


def open_obstacles(user: User, escalation: Escalation) -> list[Obstacle]:
    """Obstacles that the unit has raised and that are not closed, the newest first."""
    rows = visible_obstacles(user).filter(unit=escalation.unit_id)
    return list(rows.exclude(state=ObstacleState.CLOSED).order_by("-pk"))


def _answers(user: User, escalation: Escalation) -> list[Answer]:
    found = [Answer.REASON, Answer.NEW_DAY, Answer.OBSTACLE]
    return found if access.may_propose_a_day(user, escalation) else [Answer.REASON, Answer.OBSTACLE]


def _decisions(user: User, escalation: Escalation, request: DeadlineRequest | None) -> list[Decision]:
    owed, found = escalation.obligation, [Decision.HOLD, Decision.CLOSE]
    if request is not None and owed is not None and may_decide_requests(user, owed):
        found.insert(0, Decision.GIVE_TIME)
    if escalation.state == State.ANSWERED:
        found.append(Decision.ASK_AGAIN)
    if next_tier(escalation.tier) is not None:
        found.append(Decision.RAISE)
    return found
