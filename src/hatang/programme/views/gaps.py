"""What a document leaves open of a task: the page of its questions, and what is said there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import get_unit, require, signed_in
from hatang.accounts.models import WORKING_ROLES, Unit, User
from hatang.accounts.queries import people_holding
from hatang.accounts.queries.workdays import usual_answer_day
from hatang.base import clock
from hatang.base.lists import day, number
from hatang.base.refusal import NotFound, Refusal
from hatang.programme import access, actions, queries
from hatang.programme.forms import GAPS
from hatang.programme.models import GapRequest, Task
from hatang.programme.queries import GapLine
from hatang.programme.queries.gaps import closed_by_facts
from hatang.programme.wording import filler_words, gap_state_words

# Units and people are one choice; their values begin with these.
_UNIT, _PERSON = "dv-", "ng-"
# Of a group of many, nobody looks through the people of every member.
_MOST_UNITS = 12


@dataclass(frozen=True)
class RefusedGap:
    """Which form of which question was refused, why, and what was typed into it."""

    gap: str
    form: str
    sentence: str
    typed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One open question with what the user may do about it."""

    line: GapLine
    word: str
    state: str
    state_words: str
    filler: str
    may_fill: bool
    may_decide: bool
    first_choice: str = ""
    refused: RefusedGap | None = None


@require_safe
def task_gaps(request: HttpRequest, task_id: int) -> HttpResponse:
    """The questions that the document of a task leaves open."""
    return gaps_page(request, task_id)


def gaps_page(
    request: HttpRequest, task_id: int, *, refused: RefusedGap | None = None, status: int = 200
) -> HttpResponse:
    """The page of the questions; what was refused is told beside what was typed."""
    user = signed_in(request)
    task = queries.task_detail(user, task_id, today=clock.today())
    may_ask = access.may_ask_for_gaps(user, task) and task.withdrawn_at is None
    lines = queries.task_gap_lines(user, task, today=clock.today())
    context = {
        "task": task,
        "questions": [_question(user, task, line, refused) for line in lines],
        "may_ask": may_ask,
        "asked_choices": _choices(task, lines) if may_ask else [],
        "is_final": access.fills_finally(user, task),
        "today": clock.today(),
        "usual_day": usual_answer_day(clock.today()) if may_ask else None,
        "closed": list(closed_by_facts(task)),
    }
    return render(request, "programme/task_gaps.html", context, status=status)


@require_POST
def answer_gap(request: HttpRequest, task_id: int, word: str) -> HttpResponse:
    """Fill in a question."""

    def do(task: Task, gap: str, user: User) -> str:
        asked = queries.open_gap_requests().filter(task=task, gap=gap).first()
        require(access.may_fill_gap(user, task, asked))
        is_final = access.fills_finally(user, task)
        actions.answer_gap(
            task=task,
            gap=gap,
            text=request.POST.get("tra-loi", ""),
            ground=request.POST.get("can-cu", ""),
            unit=None if is_final else _own_unit(user, task, asked),
            is_final=is_final,
            seen=number(request.POST, "da-xem") or 0,
            by=user,
            at=clock.now(),
        )
        if is_final:
            return _("Filled in; it counts from now on.")
        return _("Filled in; it counts once it was confirmed.")

    return _run(request, task_id, word, "answer", do)


@require_POST
def ask_for_gap(request: HttpRequest, task_id: int, word: str) -> HttpResponse:
    """Ask a unit or a person to fill in a question by a day."""

    def do(task: Task, gap: str, user: User) -> str:
        require(access.may_ask_for_gaps(user, task))
        due_on = day(request.POST, "han")
        if due_on is None:
            raise Refusal(_("Enter a day, such as 2026-01-31."), field="han")
        asked = _asked(user, request.POST.get("hoi", ""))
        words = request.POST.get("noi-dung", "")
        actions.ask_for_gap(
            task=task, gap=gap, asked=asked, due_on=due_on, words=words, by=user, at=clock.now()
        )
        return _("%(who)s was asked.") % {"who": asked}

    return _run(request, task_id, word, "ask", do)


@require_POST
def take_back_gap_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """Ask nobody any more."""
    asked = access.get_gap_request(signed_in(request), request_id)

    def do(task: Task, gap: str, user: User) -> str:
        require(access.may_ask_for_gaps(user, task))
        actions.take_back_gap_request(request=asked, by=user, at=clock.now())
        return _("The request was taken back.")

    return _run(request, asked.task_id, _word(asked.gap), "ask", do)


@require_POST
def decide_gap_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Confirm or return an answer."""
    answer = access.get_gap_answer(signed_in(request), answer_id)

    def do(task: Task, gap: str, user: User) -> str:
        require(access.may_decide_gap(user, answer))
        if request.POST.get("quyet-dinh") == "tra-lai":
            reason = request.POST.get("ly-do", "")
            actions.return_gap_answer(answer=answer, reason=reason, by=user, at=clock.now())
            return _("The answer was returned.")
        actions.confirm_gap_answer(answer=answer, by=user, at=clock.now())
        return _("The answer counts from now on.")

    return _run(request, answer.task_id, _word(answer.gap), "decide", do)


def _run(
    request: HttpRequest, task_id: int, word: str, form: str, do: Callable[[Task, str, User], str]
) -> HttpResponse:
    """Do what a form asks; what is refused is shown with the words that were typed."""
    user = signed_in(request)
    task = access.get_task(user, task_id)
    if word not in GAPS:
        raise NotFound(_("There is no such question."))
    gap = GAPS[word]
    try:
        said = do(task, gap, user)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        typed = {name.replace("-", "_"): str(value) for name, value in request.POST.items()}
        refused = RefusedGap(gap, form, refusal.sentence, typed)
        return gaps_page(request, task_id, refused=refused, status=refusal.status)
    messages.success(request, said)
    return redirect("programme:task_gaps", task_id)


def _question(user: User, task: Task, line: GapLine, refused: RefusedGap | None) -> Question:
    state = line.facts.state(clock.today())
    decided = line.waiting or line.answer
    is_live = task.withdrawn_at is None
    return Question(
        line=line,
        word=_word(line.gap),
        state=state,
        state_words=gap_state_words(state),
        filler=filler_words(line),
        may_fill=is_live and access.may_fill_gap(user, task, line.request),
        may_decide=is_live and decided is not None and access.may_decide_gap(user, decided),
        first_choice=_first_choice(line),
        refused=refused if refused and refused.gap == line.gap else None,
    )


def _word(gap: str) -> str:
    """The word of the address for a question."""
    return next(word for word, one in GAPS.items() if one == gap)


def _own_unit(user: User, task: Task, asked: GapRequest | None) -> Unit | None:
    """The unit for which a user fills in: the first of those that may, else the own one of who was asked."""
    return next(iter(access.filling_units(user, task, asked)), user.unit)


def _asked(user: User, chosen: str) -> Unit | User:
    """The unit or person who was chosen.

    Raises:
        Refusal: nobody was, or there is no such person.
    """
    pk = number({"": chosen[len(_UNIT) :]}, "")
    if pk is not None and chosen.startswith(_UNIT):
        return get_unit(user, pk)
    is_person = pk is not None and chosen.startswith(_PERSON)
    person = User.objects.filter(pk=pk or 0, is_active=True).first() if is_person else None
    if person is None:
        raise Refusal(_("Choose who is asked to fill it in."), field="hoi")
    return person


def _choices(task: Task, lines: list[GapLine]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Whom one may ask: units that owe the task, people of it, then every other unit."""
    owing: list[Any] = list(lines[0].units) if lines else []
    people: dict[int, User] = {}
    for person in [task.leader, *(owed.responsible for owed in task.all_obligations)]:  # type: ignore[attr-defined]
        if person is not None:
            people[person.pk] = person
    for unit in owing if len(owing) <= _MOST_UNITS else []:
        people |= {one.pk: one for one in people_holding(*WORKING_ROLES, unit_id=unit.pk)}
    others = Unit.objects.existing(clock.today()).exclude(pk__in=[unit.pk for unit in owing])
    groups = [
        (_("Units that owe it"), [(f"{_UNIT}{unit.pk}", str(unit)) for unit in owing]),
        (_("People"), [(f"{_PERSON}{one.pk}", str(one)) for one in people.values()]),
        (_("Other units"), [(f"{_UNIT}{unit.pk}", str(unit)) for unit in others]),
    ]
    return [(title, rows) for title, rows in groups if rows]


def _first_choice(line: GapLine) -> str:
    """Whom the rule asks, as the value of the choice; empty where the office itself must fill it in."""
    asked = line.first_asked
    if asked is None:
        return ""
    return f"{_UNIT if isinstance(asked, Unit) else _PERSON}{asked.pk}"
