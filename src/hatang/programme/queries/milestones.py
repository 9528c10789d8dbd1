"""Milestones by their days, for the calendar and calendar programs; and by their tasks, for the timeline."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.programme import access
from hatang.programme.horizon import horizon, what_ended
from hatang.programme.models import Milestone, Progress
from hatang.programme.queries.filters import TaskFilter, narrowed
from hatang.programme.queries.states import live, with_state
from hatang.programme.wording import day

_NUMERALS = ("I", "II", "III", "IV")


def milestones_due(
    user: object, chosen: TaskFilter, *, first: date, last: date, today: date
) -> "QuerySet[Milestone]":
    """Milestones of a period in the work that a filter of tasks leaves, of a unit where one is chosen."""
    owed = access.visible_obligations(user).filter(~what_ended(today).in_transition())
    owed = owed.filter(withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    owed = owed.exclude(state=Progress.WITHDRAWN)
    if chosen.unit is not None:
        owed = owed.filter(unit=chosen.unit)
    if chosen.is_set:
        view = horizon(today)
        tasks = narrowed(with_state(live(access.visible_tasks(user)), view), chosen, view)
        owed = owed.filter(task__in=tasks.order_by().values("pk"))
    rows = Milestone.objects.filter(due_on__range=(first, last), obligation__in=owed.order_by().values("pk"))
    return rows.select_related("obligation__unit", "obligation__task__plan").order_by("due_on", "pk")


@dataclass(frozen=True)
class Step:
    """A result promised for a day on the way of a task: by how many units, and whether all have it."""

    due_on: date
    title: str
    n_units: int
    is_reached: bool

    def is_late(self, today: date) -> bool:
        """Whether its day has passed without it."""
        return not self.is_reached and self.due_on < today

    @property
    def words(self) -> str:
        """Its day, quarter and title, of how many units, and whether it is there."""
        said = {"day": day(self.due_on), "quarter": _NUMERALS[(self.due_on.month - 1) // 3]}
        when = _("%(day)s (quarter %(quarter)s)") % said
        units = ngettext("%(n)s unit", "%(n)s units", self.n_units) % {"n": self.n_units}
        marks = [units] * (self.n_units > 1) + [_("reached")] * self.is_reached
        return f"{when}: {self.title}" + (f" ({', '.join(marks)})" if marks else "")


def show_milestones(user: object, tasks: Iterable[Any]) -> None:
    """Set `steps` of each task to what its units promise on the way, in their order; one query for all."""
    listed = list(tasks)
    owed = access.visible_obligations(user).filter(withdrawn_at__isnull=True, task__in=[t.pk for t in listed])
    owed = owed.exclude(state=Progress.WITHDRAWN).order_by()
    rows = Milestone.objects.filter(obligation__in=owed.values("pk")).order_by("due_on", "pk")
    found: dict[int, dict[tuple[date, str], list[bool]]] = defaultdict(lambda: defaultdict(list))
    for task_id, due_on, title, reached in rows.values_list(
        "obligation__task_id", "due_on", "title", "reached_on"
    ):
        found[task_id][due_on, title].append(reached is not None)
    for task in listed:
        promised = found[task.pk].items() if task.pk in found else ()
        task.steps = [Step(due_on, title, len(met), all(met)) for (due_on, title), met in promised]
