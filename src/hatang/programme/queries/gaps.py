"""What documents leave open of tasks ("6 rõ"): who must fill it, who was asked, what was answered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    When,
)

from hatang.accounts.models import Unit, User
from hatang.base.kept import kept
from hatang.programme import access
from hatang.programme.clearing import BY_FIELD, FILLERS, Filler, GapFacts, GapState, who_fills
from hatang.programme.models import (
    STANDING,
    Gap,
    GapAnswer,
    GapDecision,
    GapRequest,
    Milestone,
    Obligation,
    Plan,
    Product,
    Progress,
    Task,
)
from hatang.programme.queries.states import live
from hatang.programme.queries.todays_book import book_of


@dataclass(frozen=True)
class GapFilter:
    """Which open questions a list shows; an empty field does not narrow it."""

    plan_id: int | None = None
    unit: Unit | None = None
    gap: str = ""
    state: str = ""
    filler: str = ""


@dataclass(frozen=True)
class GapLine:
    """One question that the document of a task leaves open, and what was said to it."""

    task: Task
    gap: str
    filler: Filler
    units: Sequence[Unit] = ()
    is_by_field: bool = False
    request: GapRequest | None = None
    answers: Sequence[GapAnswer] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The question in words."""
        return str(Gap(self.gap).label)

    @property
    def answer(self) -> GapAnswer | None:
        """The answer that counts."""
        return next((one for one in self.answers if one.decision == GapDecision.CONFIRMED), None)

    @property
    def waiting(self) -> GapAnswer | None:
        """The answer that waits for confirmation."""
        return next((one for one in self.answers if not one.decision), None)

    @property
    def former(self) -> list[GapAnswer]:
        """Answers that were returned or replaced, the newest first."""
        return [one for one in self.answers if one.decision in (GapDecision.RETURNED, GapDecision.REPLACED)]

    @property
    def latest_id(self) -> int:
        """The number of the newest answer, by which a form knows whether it is old; 0 for none."""
        return self.answers[0].pk if self.answers else 0

    @property
    def first_asked(self) -> Unit | User | None:
        """Whom the rule asks; None where the office itself must fill it in, or it is one of several units.

        Of several units that owe a task it asks the one that gathers or answers for all of it.
        """
        if self.filler == Filler.LEAD:
            focal = [unit for unit in self.units if unit.pk == self.task.focal_unit_id]
            return next(iter(focal if len(self.units) > 1 else self.units), None)
        if self.filler == Filler.LEADER:
            return self.task.leader
        return self.task.plan.followed_by if self.filler == Filler.FOLLOWER else None

    @property
    def facts(self) -> GapFacts:
        """What decides its state."""
        return GapFacts(
            is_filled=self.is_by_field or self.answer is not None,
            is_waiting=self.waiting is not None,
            due_on=self.request.due_on if self.request else None,
        )


def filled(gap: str) -> Q:
    """Condition for tasks whose document leaves a question open that was filled in since."""
    answers = GapAnswer.objects.filter(gap=gap, decision=GapDecision.CONFIRMED).order_by()
    is_answered = Q(pk__in=answers.values("task"))
    by_field = _by_field(gap)
    return Q(gaps__contains=[gap]) & (is_answered if by_field is None else is_answered | by_field)


def clear() -> Q:
    """Condition for tasks of which no question is open any more."""
    found = Q()
    for gap in Gap.values:
        found &= ~Q(gaps__contains=[gap]) | filled(gap)
    return found


def gap_tasks(user: object, chosen: GapFilter, *, today: date) -> QuerySet[Any]:
    """Tasks of which some question is open in the document and fits, in the order of their plans."""
    tasks = live(access.visible_tasks(user))
    if chosen.plan_id is not None:
        tasks = tasks.filter(plan_id=chosen.plan_id)
    if chosen.unit is not None:
        tasks = tasks.filter(pk__in=_owing().filter(unit=chosen.unit).values("task"))
    fits = Q()
    for gap in [chosen.gap] if chosen.gap else Gap.values:
        fits |= _in_state(gap, chosen.state, today) & _filled_by(gap, chosen.filler)
    return with_gaps(tasks.filter(fits)).order_by("plan__sort_key", "plan_id", "ordinal")


def gaps_by_filler(user: object, *, today: date) -> list[tuple[Filler, int]]:
    """How many questions still open each must fill in, of the tasks the user may read; the most first.

    Kept until something changes that decides it (ADR 0065): of what is owed only who answers for it, and
    whether it is done, so that other progress counts nothing anew.
    """
    about = ("gaps by filler", access.reading_rights(user), book_of(today).mark)
    return kept(about, lambda: _count_by_filler(user), of=_GAPS_OF)


# What decides which questions are open, beside what is owed.
_GAPS_OF: tuple[type[Model], ...] = (Task, Plan, GapAnswer, Product, Milestone)


def _count_by_filler(user: object) -> list[tuple[Filler, int]]:
    """Counted anew with two queries: tasks that are alike in all that decides it are counted together.

    Those with an answer are counted one by one. Whoever has nothing to fill in is left out.
    """
    confirmed = GapAnswer.objects.filter(decision=GapDecision.CONFIRMED).order_by()
    answered = set(confirmed.values_list("task", "gap"))
    alike = {
        "is_owed": _as_column(Q(pk__in=_owing().values("task"))),
        "has_leader": _as_column(Q(directed_by__isnull=False) | Q(plan__directed_by__isnull=False)),
        **{f"is_{gap}_by_field": _as_column(_by_field(gap)) for gap in BY_FIELD},
        "answered_task": Case(When(pk__in=confirmed.values("task"), then=F("pk"))),
    }
    tasks = live(access.visible_tasks(user)).exclude(gaps=[]).order_by()
    by_filler: Counter[Filler] = Counter()
    for one in tasks.annotate(**alike).values("gaps", *alike).annotate(n=Count("pk")):
        for gap in one["gaps"]:
            if not one.get(f"is_{gap}_by_field") and (one["answered_task"], gap) not in answered:
                filler = who_fills(gap, is_owed=one["is_owed"], has_leader=one["has_leader"])
                by_filler[filler] += one["n"]
    return by_filler.most_common()


def with_gaps(tasks: QuerySet[Task]) -> QuerySet[Any]:
    """Tasks with what `gap_lines` asks of them."""
    named = {f"is_{gap}_by_field": _as_column(_by_field(gap)) for gap in Gap.values}
    related = ("plan__followed_by", "plan__directed_by", "directed_by", "focal_unit")
    return tasks.select_related(*related).annotate(**named)


def gap_lines(tasks: Iterable[Any], chosen: GapFilter, *, today: date) -> dict[int, list[GapLine]]:
    """The open questions of tasks (of `with_gaps`) that fit, by task; three queries whatever their number."""
    listed = {task.pk: task for task in tasks}
    units: dict[int, list[Unit]] = defaultdict(list)
    for owed in _owing().filter(task__in=listed).select_related("unit").order_by("unit__sort_key"):
        units[owed.task_id].append(owed.unit)
    requests = {
        (one.task_id, one.gap): one
        for one in open_gap_requests().filter(task__in=listed).select_related("unit", "person", "asked_by")
    }
    answers: dict[tuple[int, str], list[GapAnswer]] = defaultdict(list)
    said = GapAnswer.objects.filter(task__in=listed).select_related("unit", "answered_by", "decided_by")
    for answer in said.order_by("-pk"):
        answers[answer.task_id, answer.gap].append(answer)
    found: dict[int, list[GapLine]] = {}
    for task in listed.values():
        lines = [
            GapLine(
                task=task,
                gap=gap,
                filler=who_fills(gap, is_owed=bool(units[task.pk]), has_leader=task.leader is not None),
                units=units[task.pk],
                is_by_field=getattr(task, f"is_{gap}_by_field"),
                request=requests.get((task.pk, gap)),
                answers=answers[task.pk, gap],
            )
            for gap in Gap.values
            if gap in task.gaps
        ]
        found[task.pk] = [line for line in lines if _fits(line, chosen, today)]
    return found


def task_gap_lines(user: object, task: Task, *, today: date) -> list[GapLine]:
    """The questions that the document of one task leaves open."""
    tasks = with_gaps(access.visible_tasks(user).filter(pk=task.pk))
    return gap_lines(tasks, GapFilter(), today=today).get(task.pk, [])


def open_gap_requests() -> QuerySet[GapRequest]:
    """Requests that nobody has answered and nobody has taken back."""
    return GapRequest.objects.filter(closed_at__isnull=True)


def gap_requests_to(unit: Unit, user: User) -> QuerySet[GapRequest]:
    """What a unit, or the user by name, is asked to fill in and has not answered, the earliest day first."""
    waiting = GapAnswer.objects.filter(task=OuterRef("task"), gap=OuterRef("gap"), decision="")
    asked = open_gap_requests().filter(
        Q(unit=unit) | Q(person=user), task__in=live(access.visible_tasks(user))
    )
    return asked.exclude(Exists(waiting)).select_related("task__plan").order_by("due_on", "pk")


def closed_by_facts(task: Task) -> QuerySet[GapRequest]:
    """What was asked about a task and needed no answer in the end, the newest first."""
    return (
        task.gap_requests.exclude(fact="")
        .select_related("unit", "person", "closed_by")
        .order_by("-closed_at")
    )


def _owing() -> QuerySet[Obligation]:
    return Obligation.objects.filter(withdrawn_at__isnull=True).exclude(state=Progress.WITHDRAWN).order_by()


def _by_field(gap: str) -> Q | None:
    """Condition for tasks of which a question is answered by what is said about them elsewhere."""
    if gap == Gap.RESPONSIBILITY:
        return Q(focal_unit__isnull=False)
    if gap == Gap.PEOPLE:
        named, lacking = _owing().exclude(responsible=None), _owing().filter(responsible=None)
        return Q(pk__in=named.values("task")) & ~Q(pk__in=lacking.values("task"))
    if gap == Gap.PRODUCT:
        added = Product.objects.filter(STANDING, added_at__isnull=False).order_by()
        return Q(pk__in=added.values("task"))
    if gap == Gap.TIME:
        promised = Milestone.objects.order_by().values("obligation")
        dated = _owing().filter(pk__in=promised)
        lacking = _owing().exclude(state=Progress.DONE).exclude(pk__in=promised)
        return Q(pk__in=dated.values("task")) & ~Q(pk__in=lacking.values("task"))
    return None


def _as_column(condition: Q | None) -> Any:
    return ExpressionWrapper(condition or Q(pk__in=[]), output_field=BooleanField())


def _in_state(gap: str, state: str, today: date) -> Q:
    """Condition for tasks of which a question is open in the document and stands so."""
    is_asked = open_gap_requests().filter(gap=gap).order_by()
    if not state:
        return Q(gaps__contains=[gap])
    if state == GapState.FILLED:
        return filled(gap)
    if state == GapState.WAITING:
        waiting = GapAnswer.objects.filter(gap=gap, decision="").order_by()
        return Q(gaps__contains=[gap], pk__in=waiting.values("task"))
    is_open = Q(gaps__contains=[gap]) & ~filled(gap)
    if state == GapState.OPEN:
        return is_open
    if state == GapState.LATE:
        is_asked = is_asked.filter(due_on__lt=today)
    return is_open & Q(pk__in=is_asked.values("task"))


def _filled_by(gap: str, filler: str) -> Q:
    """Condition for tasks of which a question must be filled in by somebody; empty means by anybody."""
    if not filler:
        return Q()
    there = {
        Filler.LEAD: Q(pk__in=_owing().values("task")),
        Filler.LEADER: Q(directed_by__isnull=False) | Q(plan__directed_by__isnull=False),
    }
    earlier = Q()
    for one in FILLERS[gap]:
        if one == filler:
            return earlier & there.get(one, Q())
        if one not in there:
            break
        earlier &= ~there[one]
    return Q(pk__in=[])


def _fits(line: GapLine, chosen: GapFilter, today: date) -> bool:
    if chosen.gap and line.gap != chosen.gap:
        return False
    if chosen.filler and line.filler != chosen.filler:
        return False
    return not chosen.state or line.facts.is_in(chosen.state, today)
