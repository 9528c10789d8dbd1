"""What a leader directs: late, waiting, by unit, obstacles nobody answered; and who may be meant by words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from hatang.accounts.models import Unit, User
from hatang.base.kept import kept_in_look
from hatang.notices.models import Obstacle
from hatang.notices.queries import UNANSWERED, ObstacleFilter, obstacle_list
from hatang.programme import access
from hatang.programme.horizon import horizon
from hatang.programme.leading import is_meant
from hatang.programme.models import AssignmentRole, DeadlineRequest, Obligation, Plan, Progress, Target, Task
from hatang.programme.queries.filters import TaskFilter, directed_by
from hatang.programme.queries.lists import named_in, plan_list, task_list
from hatang.programme.queries.obligations import open_requests
from hatang.programme.queries.reaching import targets_behind
from hatang.programme.queries.standing import Tally, UnitTally
from hatang.programme.queries.states import (
    DONE,
    DUE_MONTH,
    DUE_WEEK,
    LATE,
    MONTH,
    WEEK,
    live,
    with_state,
    within,
)

_ROWS = 10


@dataclass(frozen=True)
class Proposal:
    """A known leader whom the words of a document may mean."""

    person: User
    words: str


@dataclass(frozen=True)
class LeaderPage:
    """What a leader directs on a day; the lists show the first rows."""

    leader: User
    plans: Sequence[Plan]
    n_tasks: int
    n_late: int
    n_soon: int
    n_done: int
    n_submitted: int
    n_requests: int
    n_obstacles: int
    late: Sequence[Task]
    submitted: Sequence[Obligation]
    requests: Sequence[DeadlineRequest]
    obstacles: Sequence[tuple[Obstacle, bool]]
    by_unit: Sequence[UnitTally]
    behind: Sequence[Target] = ()
    n_behind: int = 0


def leaders(user: object) -> QuerySet[User]:
    """Who directs a plan or task the user may read."""
    tasks = access.visible_tasks(user).filter(directed_by__isnull=False, withdrawn_at__isnull=True)
    plans = access.visible_plans(user).filter(directed_by__isnull=False)
    named = Q(pk__in=plans.order_by().values("directed_by")) | Q(
        pk__in=tasks.order_by().values("directed_by")
    )
    return User.objects.filter(named).order_by("full_title", "pk")


def named_leaders(user: object) -> list[User]:
    """The same as a list, for the choice that every list of tasks offers."""
    about = ("leaders", access.reading_rights(user))
    return kept_in_look(about, lambda: list(leaders(user)), of=(Task, Plan, User))


def leader_page(user: User, leader: User, *, today: date) -> LeaderPage:
    """What a leader directs, of what the user may read; the same number of queries for any leader."""
    tasks = live(access.visible_tasks(user)).filter(directed_by(leader.pk)).order_by()
    counted = _urgencies(tasks, today)
    owed = access.visible_obligations(user).filter(task__in=tasks.values("pk"), withdrawn_at__isnull=True)
    submitted = owed.filter(state=Progress.SUBMITTED).select_related("unit", "task__plan")
    requests = open_requests(user).filter(obligation__task__in=tasks.values("pk"))
    obstacles = _obstacles(user, tasks, owed, today)
    tallies = _by_unit(owed, today)
    behind, n_behind = targets_behind(user, leader, today=today)
    return LeaderPage(
        leader=leader,
        plans=list(plan_list(user).filter(directed_by=leader)),
        n_tasks=sum(counted.values()),
        n_late=counted[LATE],
        n_soon=counted[DUE_WEEK] + counted[DUE_MONTH],
        n_done=counted[DONE],
        n_submitted=submitted.count(),
        n_requests=requests.count(),
        n_obstacles=obstacles.count(),
        late=list(task_list(user, TaskFilter(leader_id=leader.pk, state=LATE), today=today)[:_ROWS]),
        submitted=list(submitted.order_by("submitted_on", "pk")[:_ROWS]),
        requests=list(requests[:_ROWS]),
        obstacles=[(one, one.is_late_on(today)) for one in obstacles[:_ROWS]],
        by_unit=sorted(tallies, key=lambda row: (-row.tally.n_late, -row.tally.n_month, -row.tally.n_all)),
        behind=behind,
        n_behind=n_behind,
    )


def proposed_leaders(task: Task, known: Sequence[User]) -> list[Proposal]:
    """Leaders whom the plan may mean where it names who directs a task; `known` is who may direct."""
    named = named_in(task, AssignmentRole.DIRECT)
    return _meant([one.printed_name for one in named], task.plan, known)


def proposed_plan_leaders(plan: Plan, known: Sequence[User]) -> list[Proposal]:
    """Leaders who may have signed a plan: whoever signs it directs it more often than not."""
    return _meant([plan.document.signatory_position], plan, known)


def _meant(printed: list[str], plan: Plan, known: Sequence[User]) -> list[Proposal]:
    issuer = plan.document.issuer_unit_id
    return [
        Proposal(person, words)
        for words in dict.fromkeys(printed)
        for person in known
        if is_meant(
            words, person.full_title, is_of_the_issuer=issuer is not None and person.unit_id == issuer
        )
    ]


def _urgencies(tasks: QuerySet[Task], today: date) -> Counter[str]:
    """How many tasks there are of each urgency."""
    stated: QuerySet[Any] = with_state(tasks, horizon(today)).order_by()
    return Counter(dict(stated.values_list("urgency").annotate(n_tasks=Count("pk"))))


def _by_unit(owed: QuerySet[Obligation], today: date) -> list[UnitTally]:
    """How what is owed stands, by unit."""
    view = horizon(today)
    dated: QuerySet[Any] = owed.exclude(state=Progress.WITHDRAWN).annotate(due_on=view.owed_on()).order_by()
    rows = dated.values("unit_id").annotate(
        n_all=Count("pk"),
        n_late=Count("pk", filter=view.running() & Q(due_on__lt=today)),
        n_week=Count("pk", filter=view.running() & within(today, WEEK)),
        n_month=Count("pk", filter=view.running() & within(today, MONTH)),
        n_done=Count("pk", filter=view.done()),
    )
    tallies = {row.pop("unit_id"): Tally(**row) for row in rows}
    return [UnitTally(unit, tallies[unit.pk]) for unit in Unit.objects.filter(pk__in=list(tallies))]


def _obstacles(
    user: User, tasks: QuerySet[Task], owed: QuerySet[Obligation], today: date
) -> QuerySet[Obstacle]:
    """Obstacles about these tasks, or about what a unit owes for them, that nobody has answered."""
    about = Q(subject_kind="task", subject_id__in=tasks.values("pk")) | Q(
        subject_kind="obligation", subject_id__in=owed.order_by().values("pk")
    )
    return obstacle_list(user, ObstacleFilter(state=UNANSWERED), today=today).filter(about)
