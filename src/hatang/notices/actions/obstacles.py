"""Writes of obstacles: raised, answered, handed on, escalated, closed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.docparse.normalise import fold
from hatang.notices import access, queries
from hatang.notices.actions.comments import AlreadySent
from hatang.notices.actions.follows import follow
from hatang.notices.actions.telling import tell
from hatang.notices.models import MOST_TITLE, NoticeKind, Obstacle, ObstacleStep, StepName
from hatang.notices.rules import MOST_CHARACTERS, MOVES, WORDLESS, Step, tidy
from hatang.notices.subjects import Subject, subject_of


class WrongStep(Conflict):
    """The step does not lead on from the state the obstacle is in."""

    code = "wrong_step"


@dataclass(frozen=True)
class Raised:
    """What a person writes about an obstacle."""

    title: str
    text: str
    proposal: str
    owner: Unit
    answer_due_on: date
    subject: Subject | None = None
    # Whose obstacle it is, for who works in several units; else the person's own.
    unit: Unit | None = None
    # The site, route or village it is about, as people call it.
    place: str = ""


@action
def raise_obstacle(*, said: Raised, mark: UUID, by: User, at: datetime) -> Obstacle:
    """Raise an obstacle for one's unit and tell the unit that must answer.

    Raises:
        NotAllowed: the person only reads.
        Refusal: the person has no unit, words are missing or too long, or the day is past.
        AlreadySent: the same form was sent before with other words.
    """
    require(access.may_write(by))
    unit = _raising_unit(said, by)
    said = _checked(said, at)
    about = said.subject.columns if said.subject else {"subject_kind": "", "subject_id": None}
    words = {"title": said.title, "text": said.text, "proposal": said.proposal, "place": said.place}
    obstacle, is_new = Obstacle.objects.get_or_create(
        raised_by=by,
        mark=mark,
        defaults={
            **words,
            **about,
            "unit": unit,
            "owner": said.owner,
            "raised_at": at,
            "answer_due_on": said.answer_due_on,
            "search_text": _search_text(words, unit, said.owner),
        },
    )
    if not is_new:
        if any(getattr(obstacle, name) != value for name, value in words.items()):
            raise AlreadySent(_("This form was sent before with other words. Send again to add these."))
        return obstacle
    follow(subject=subject_of("obstacle", obstacle), by=by, at=at)

    def sentence() -> str:
        named = {"unit": obstacle.unit, "title": obstacle.title, "day": date_format(obstacle.answer_due_on)}
        return _("%(unit)s asks for an answer by %(day)s: %(title)s") % named

    _tell(obstacle, list(queries.people_of([said.owner], on=clock.local(at).date())), sentence, by, at)
    return obstacle


@action
def take_obstacle_step(
    *,
    obstacle: Obstacle,
    step: str,
    words: str,
    by: User,
    at: datetime,
    seen: str = "",
    owner: Unit | None = None,
    answer_due_on: date | None = None,
) -> Obstacle:
    """Answer, hand on, escalate, return, close or reopen an obstacle, or set the day of its answer.

    Those whom it concerns are told.

    Args:
        obstacle: the obstacle.
        step: one of `Step`.
        words: the answer, or why.
        by: who takes the step.
        at: when.
        seen: the state on the page from which it is taken; empty when it does not matter.
        owner: the unit it is handed on to.
        answer_due_on: the new day of the answer, where the step leaves one to be given.

    Raises:
        NotAllowed: the step is not the person's.
        WrongStep: it does not lead on from the state, or somebody was faster.
        Refusal: there is no such step, words are missing or too long, or the unit or day is missing or wrong.
    """
    if step not in [one.value for one in Step]:
        raise Refusal(_("There is no such step."), field="step")
    move = Step(step)
    obstacle = (
        Obstacle.objects.select_for_update(of=("self",)).select_related("unit", "owner").get(pk=obstacle.pk)
    )
    require(access.may_take_obstacle_step(by, obstacle, move))
    begins, end = MOVES[move]
    if obstacle.state not in begins or (seen and seen != obstacle.state):
        said = _("This cannot be done now: the obstacle is “%(state)s”. Look at it again.")
        raise WrongStep(said % {"state": obstacle.get_state_display()}, field="step")
    words = _checked_words(words, field="words", name=_("The text"))
    if not words and (move, obstacle.state) not in WORDLESS:
        raise Refusal(_("Write the answer, or the reason."), field="words")
    _set_owner_and_day(obstacle, move, owner, answer_due_on, at)
    obstacle.state = end or obstacle.state
    obstacle.save(update_fields=["state", "owner", "answer_due_on", "search_text"])
    taken = ObstacleStep.objects.create(
        obstacle=obstacle,
        step=move,
        words=words,
        owner=owner if move == Step.HAND_ON else None,
        due_on=obstacle.answer_due_on if obstacle.is_waiting else None,
        taken_by=by,
        taken_at=at,
    )
    _tell_of_step(obstacle, taken, by, at)
    return obstacle


def remind_of_answers(*, at: datetime) -> int:
    """Tell units, once a day and only once each obstacle and day, that an answer of theirs is late."""
    today = clock.local(at).date()
    late = queries.waiting().filter(answer_due_on__lt=today).exclude(reminded_on=today)
    return sum(_remind(obstacle_id=pk, today=today, at=at) for pk in late.values_list("pk", flat=True))


@action
def _remind(*, obstacle_id: int, today: date, at: datetime) -> bool:
    obstacle = (
        Obstacle.objects.select_for_update(of=("self",)).select_related("unit", "owner").get(pk=obstacle_id)
    )
    if not obstacle.is_late_on(today) or obstacle.reminded_on == today:
        return False
    obstacle.reminded_on = today
    obstacle.save(update_fields=["reminded_on"])

    def sentence() -> str:
        said = {"day": date_format(obstacle.answer_due_on), "title": obstacle.title}
        return _("The answer was due on %(day)s: %(title)s") % said

    people = queries.people_who_answer(obstacle, on=today)
    tell(
        people=people,
        kind=NoticeKind.REMINDER,
        subject=subject_of("obstacle", obstacle),
        sentence=sentence,
        by=None,
        at=at,
    )
    return True


def _set_owner_and_day(
    obstacle: Obstacle, move: Step, owner: Unit | None, answer_due_on: date | None, at: datetime
) -> None:
    if move == Step.HAND_ON:
        if owner is None or owner == obstacle.owner:
            raise Refusal(_("Choose another unit to hand it on to."), field="owner")
        _check_exists(owner, at)
        obstacle.owner = owner
        words = {name: getattr(obstacle, name) for name in ("title", "text", "proposal", "place")}
        obstacle.search_text = _search_text(words, obstacle.unit, owner)
    with_day = (Step.HAND_ON, Step.ESCALATE, Step.RETURN, Step.REOPEN, Step.SET_DAY)
    if move in with_day and answer_due_on is not None:
        _check_day(answer_due_on, at)
        obstacle.answer_due_on = answer_due_on
    elif move in (Step.RETURN, Step.REOPEN, Step.SET_DAY):
        raise Refusal(_("Say by which day you need the answer."), field="answer_due_on")


def _tell_of_step(obstacle: Obstacle, taken: ObstacleStep, by: User, at: datetime) -> None:
    def sentence() -> str:
        said = {"who": by.full_title, "step": StepName(taken.step).label, "words": taken.words[:200]}
        text = _("%(who)s: %(step)s. %(words)s") if taken.words else _("%(who)s: %(step)s.")
        return text % said

    today = clock.local(at).date()
    people = list(queries.people_of([obstacle.unit, obstacle.owner], on=today))
    if taken.step == Step.ESCALATE:
        people += queries.leaders_of_the_province(on=today)
    people += queries.followers(subject_of("obstacle", obstacle))
    _tell(obstacle, people, sentence, by, at)


def _tell(
    obstacle: Obstacle, people: list[User], sentence: Callable[[], str], by: User, at: datetime
) -> None:
    subject = subject_of("obstacle", obstacle)
    tell(people=people, kind=NoticeKind.OBSTACLE, subject=subject, sentence=sentence, by=by, at=at)


def _raising_unit(said: Raised, by: User) -> Unit:
    """The unit the obstacle is raised for: the one named, the person's own, or the only one."""
    allowed = access.raising_units(by)
    if not allowed:
        raise Refusal(_("Your account belongs to no unit; ask the administrator to add it."), field="unit")
    if said.unit is not None:
        require(said.unit.pk in allowed)
        return said.unit
    if by.unit is not None and by.unit.pk in allowed:
        return by.unit
    if len(allowed) > 1:
        raise Refusal(_("Choose the unit for which you raise it."), field="unit")
    unit: Unit = Unit.objects.get(pk=allowed.pop())
    return unit


def _checked(said: Raised, at: datetime) -> Raised:
    title = " ".join(tidy(said.title).split())
    if not title:
        raise Refusal(_("The title is empty. Say in a few words what stands in the way."), field="title")
    if len(title) > MOST_TITLE:
        words = _("The title has %(n)s characters; at most %(most)s are kept. Put the rest into the text.")
        raise Refusal(words % {"n": len(title), "most": MOST_TITLE}, field="title")
    text = _checked_words(said.text, field="text", name=_("The text"))
    if not text:
        raise Refusal(_("The text is empty. Describe what stands in the way."), field="text")
    proposal = _checked_words(said.proposal, field="proposal", name=_("The proposal"))
    place = " ".join(tidy(said.place).split())
    if len(place) > MOST_TITLE:
        too_long = _("The place has %(n)s characters; at most %(most)s are kept. Shorten it.")
        raise Refusal(too_long % {"n": len(place), "most": MOST_TITLE}, field="place")
    if said.subject is not None and said.subject.kind.name == access.OBSTACLE:
        raise Refusal(_("An obstacle is about a task, a target or a document."), field="subject")
    _check_exists(said.owner, at)
    _check_day(said.answer_due_on, at)
    return replace(said, title=title, text=text, proposal=proposal, place=place)


def _checked_words(words: str, *, field: str, name: str) -> str:
    words = tidy(words)
    if len(words) > MOST_CHARACTERS:
        said = _("%(name)s has %(n)s characters; at most %(most)s are kept. Shorten it.")
        raise Refusal(said % {"name": name, "n": len(words), "most": MOST_CHARACTERS}, field=field)
    return words


def _check_exists(unit: Unit, at: datetime) -> None:
    if not Unit.objects.existing(clock.local(at).date()).filter(pk=unit.pk).exists():
        raise Refusal(_("%(unit)s no longer exists; choose another unit.") % {"unit": unit}, field="owner")


def _check_day(day: date, at: datetime) -> None:
    if day < clock.local(at).date():
        raise Refusal(_("The day of the answer is past; choose today or a later one."), field="answer_due_on")


def _search_text(words: dict[str, str], unit: Unit, owner: Unit) -> str:
    named = [one for each in (unit, owner) for one in (each.name, each.short_name)]
    return fold(" ".join([*words.values(), *named]))
