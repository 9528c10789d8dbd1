"""What a document leaves open of a task is asked for, filled in, confirmed or returned."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.models import WORKING_ROLES, Role, Unit, User
from hatang.accounts.queries import people_holding
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme import access
from hatang.programme.models import Gap, GapAnswer, GapBatch, GapDecision, GapRequest, Plan, Task
from hatang.programme.wording import day

MOST_WORDS = 2000
MOST_GROUND = 300
# Where the page of a task says what is open.
ANCHOR = "sau-ro"


class AnsweredMeanwhile(Conflict):
    """Somebody has answered since the form was opened."""

    code = "answered_meanwhile"


class AnswerDecided(Conflict):
    """The answer was confirmed, returned or replaced already."""

    code = "answer_decided"


@action
def ask_for_gap(
    *,
    task: Task,
    gap: str,
    asked: Unit | User,
    due_on: date,
    words: str,
    by: User,
    at: datetime,
    batch: GapBatch | None = None,
) -> GapRequest:
    """Ask a unit or a person to fill in a question by a day; whoever was asked before no longer is.

    What is asked together with others, in a `batch`, is told by whoever asks all of it.

    Raises:
        Conflict: the document answers the question, or the plan no longer has the task.
        Refusal: the day has passed, the words are too long, the unit has ended, or the person may not read
            the plan.
    """
    task = _locked(task, gap)
    if due_on < clock.local(at).date():
        raise Refusal(_("The day has passed already; choose today or a later one."), field="han")
    words = _words(words, MOST_WORDS, field="noi-dung")
    unit, person = (asked, None) if isinstance(asked, Unit) else (None, asked)
    if unit is not None and not Unit.objects.existing(clock.local(at).date()).filter(pk=unit.pk).exists():
        raise Refusal(_("%(unit)s no longer exists; choose another unit.") % {"unit": unit}, field="hoi")
    if person is not None and not access.visible_tasks(person).filter(pk=task.pk).exists():
        raise Refusal(_("This person may not read the plan; ask somebody else."), field="hoi")
    former = GapRequest.objects.filter(task=task, gap=gap, closed_at__isnull=True).first()
    if former is not None:
        if (former.unit, former.person, former.due_on, former.words) == (unit, person, due_on, words):
            return former
        _close(former, by, at)
    request = GapRequest.objects.create(
        task=task,
        gap=gap,
        unit=unit,
        person=person,
        due_on=due_on,
        words=words,
        asked_at=at,
        asked_by=by,
        batch=batch,
    )
    if batch is not None:
        return request
    people = [person] if person else people_holding(*WORKING_ROLES, unit_id=unit.pk if unit else None)
    label = Gap(gap).label
    _tell(
        people,
        task,
        lambda: (
            _("You are asked to fill in “%(gap)s” by %(day)s. %(words)s")
            % {"gap": label, "day": day(due_on), "words": words[:200]}
        ),
        by,
        at,
    )
    return request


@action
def take_back_gap_request(*, request: GapRequest, by: User, at: datetime) -> GapRequest:
    """Ask nobody any more.

    Raises:
        Conflict: it was answered or taken back already.
    """
    Task.objects.select_for_update(of=("self",)).get(pk=request.task_id)
    request = GapRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.closed_at is not None:
        raise Conflict(_("This was answered or taken back already."))
    return _close(request, by, at)


@action
def answer_gap(
    *,
    task: Task,
    gap: str,
    text: str,
    ground: str,
    unit: Unit | None,
    is_final: bool,
    seen: int,
    by: User,
    at: datetime,
) -> GapAnswer:
    """Fill in a question; a final answer counts at once, another one waits for confirmation.

    The same answer sent twice is one. The answer that counted so far counts until the new one does.

    Args:
        task: whose question it is.
        gap: one of `Gap`.
        text: the answer, 2.000 characters at most.
        ground: on what it stands, such as a document and its number; 300 characters at most.
        unit: for which unit it is said, if for one.
        is_final: whether it needs no confirmation.
        seen: the number of the newest answer when the form was opened, 0 for none.
        by: who says it.
        at: when.

    Raises:
        Conflict: the document answers the question, the plan no longer has the task, or the answer of
            another unit waits.
        AnsweredMeanwhile: somebody was faster.
        Refusal: the text or the ground is missing or too long.
    """
    task = _locked(task, gap)
    text = _words(text, MOST_WORDS, field="tra-loi", needed=_("Write what the document leaves open."))
    ground = _words(
        ground, MOST_GROUND, field="can-cu", needed=_("Write on what ground, such as a document's number.")
    )
    answers = list(GapAnswer.objects.filter(task=task, gap=gap).order_by("-pk"))
    latest = answers[0] if answers else None
    if latest is not None and _is_same(latest, text, ground, by):
        return latest
    if (latest.pk if latest else 0) != seen:
        raise AnsweredMeanwhile(
            _("Somebody has answered this meanwhile; look at that answer, then send yours again.")
        )
    standing = [one for one in answers if one.decision in ("", GapDecision.CONFIRMED)]
    for one in standing:
        if one.decision == "" and not is_final and one.unit != unit:
            raise Conflict(
                _("The answer of %(unit)s waits for confirmation; it is decided about first.")
                % {"unit": one.unit or one.answered_by}
            )
        if one.decision == "" or is_final:
            _decide(one, GapDecision.REPLACED, by, at)
    answer = GapAnswer(
        task=task, gap=gap, text=text, ground=ground, unit=unit, answered_at=at, answered_by=by
    )
    if is_final:
        answer.decision, answer.decided_at, answer.decided_by = GapDecision.CONFIRMED, at, by
    answer.save()
    if is_final:
        _close_requests(task, gap, by, at)
    else:
        who = unit or by
        label = Gap(gap).label
        _tell(
            _followers(task.plan),
            task,
            lambda: _("%(unit)s has filled in “%(gap)s”; it waits for you.") % {"unit": who, "gap": label},
            by,
            at,
        )
    return answer


@action
def confirm_gap_answer(*, answer: GapAnswer, by: User, at: datetime) -> GapAnswer:
    """Let an answer count; the one that counted before is replaced, and nobody is asked any more.

    Raises:
        AnswerDecided: somebody was faster.
    """
    answer = _undecided(answer, ("",))
    former = GapAnswer.objects.filter(task=answer.task, gap=answer.gap, decision=GapDecision.CONFIRMED)
    for one in former:
        _decide(one, GapDecision.REPLACED, by, at)
    _decide(answer, GapDecision.CONFIRMED, by, at)
    _close_requests(answer.task, answer.gap, by, at)
    label = answer.get_gap_display()
    _tell(
        [answer.answered_by],
        answer.task,
        lambda: _("Your answer to “%(gap)s” was confirmed.") % {"gap": label},
        by,
        at,
    )
    return answer


@action
def return_gap_answer(*, answer: GapAnswer, reason: str, by: User, at: datetime) -> GapAnswer:
    """Send an answer back, also one that counted until now: the question is open again.

    Raises:
        AnswerDecided: it was returned or replaced already.
        Refusal: the reason is missing or too long.
    """
    answer = _undecided(answer, ("", GapDecision.CONFIRMED))
    answer.reason = _words(reason, MOST_WORDS, field="ly-do", needed=_("Write why it is returned."))
    _decide(answer, GapDecision.RETURNED, by, at)
    label = answer.get_gap_display()
    _tell(
        [answer.answered_by],
        answer.task,
        lambda: _("Your answer to “%(gap)s” was returned: %(words)s") % {"gap": label, "words": reason[:200]},
        by,
        at,
    )
    return answer


def _locked(task: Task, gap: str) -> Task:
    """The task, locked: whoever asks, answers and decides about one waits for the other.

    Raises:
        Conflict: the document answers the question, or the plan no longer has the task.
    """
    task = Task.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task.pk)
    if task.withdrawn_at is not None:
        raise Conflict(_("The newest version of the plan no longer has this task."))
    if gap not in task.gaps:
        raise Conflict(_("The document answers this question; nothing is to be filled in."))
    return task


def _undecided(answer: GapAnswer, allowed: tuple[str, ...]) -> GapAnswer:
    Task.objects.select_for_update(of=("self",)).get(pk=answer.task_id)
    rows = GapAnswer.objects.select_for_update(of=("self",)).select_related("task__plan", "answered_by")
    answer = rows.get(pk=answer.pk)
    if answer.decision not in allowed:
        raise AnswerDecided(
            _("This was decided already: “%(decision)s”.") % {"decision": answer.get_decision_display()}
        )
    return answer


def _decide(answer: GapAnswer, decision: str, by: User, at: datetime) -> None:
    answer.decision, answer.decided_at, answer.decided_by = decision, at, by
    answer.save(update_fields=["decision", "reason", "decided_at", "decided_by"])


def _close(request: GapRequest, by: User, at: datetime) -> GapRequest:
    request.closed_at, request.closed_by = at, by
    request.save(update_fields=["closed_at", "closed_by"])
    return request


def _close_requests(task: Task, gap: str, by: User, at: datetime) -> None:
    for request in GapRequest.objects.filter(task=task, gap=gap, closed_at__isnull=True):
        _close(request, by, at)


def _is_same(latest: GapAnswer, text: str, ground: str, by: User) -> bool:
    is_standing = latest.decision in ("", GapDecision.CONFIRMED)
    return is_standing and (latest.text, latest.ground, latest.answered_by) == (text, ground, by)


def _followers(plan: Plan) -> Any:
    if plan.followed_by_id:
        return people_holding(*WORKING_ROLES, unit_id=plan.followed_by_id)
    return people_holding(Role.OFFICE)


def _tell(people: Any, task: Task, sentence: Callable[[], str], by: User, at: datetime) -> None:
    subject = subject_of("task", task)
    tell(
        people=people,
        kind=NoticeKind.ASSIGNMENT,
        subject=subject,
        sentence=sentence,
        by=by,
        at=at,
        anchor=ANCHOR,
    )


def _words(text: str, most: int, *, field: str, needed: str = "") -> str:
    text = text.strip()
    if needed and not text:
        raise Refusal(needed, field=field)
    if len(text) > most:
        raise Refusal(_("Write at most %(n)s characters.") % {"n": most}, field=field)
    return text
