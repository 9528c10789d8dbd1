"""Deadlines of several parts for all tasks at once: the day of each task and of what each unit owes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hatang.programme.models import DueEvent, DuePart, Obligation, Occurrence, Progress
from hatang.programme.parts import Look, PartState, is_owed_again, met_day, next_day, part_states
from hatang.programme.rules import RUNNING


@dataclass
class Compound:
    """Days by task and, where they differ from those of the task, by obligation; None waits for an event.

    `done` holds obligations that were done part by part; of these, `again` are owed again.
    """

    tasks: dict[int, date | None] = field(default_factory=dict)
    owed: dict[int, date | None] = field(default_factory=dict)
    done: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Idle:
    """Why nobody works: plans and units that ended, save what is kept; what waits for an answer."""

    plans: frozenset[int]
    units: frozenset[int]
    kept: frozenset[int]
    requested: frozenset[int]

    def rests(self, row: dict[str, Any]) -> bool:
        """Whether nobody works on an obligation, whatever its state."""
        has_ended = row["task__plan_id"] in self.plans and row["pk"] not in self.kept
        return has_ended or row["unit_id"] in self.units or row["pk"] in self.requested


def told_events(tasks: Iterable[int] | None = None) -> tuple[dict[int, date], dict[int, date]]:
    """Days that run from told events of some tasks, or of all: those of whole tasks, and of parts."""
    by_task: dict[int, date] = {}
    by_part: dict[int, date] = {}
    rows = DueEvent.objects.filter(taken_back_at__isnull=True, task__withdrawn_at__isnull=True).order_by()
    if tasks is not None:
        rows = rows.filter(task__in=list(tasks))
    for task_id, part_id, due_on in rows.values_list("task_id", "part_id", "due_on"):
        if part_id is None:
            by_task[task_id] = due_on
        else:
            by_part[part_id] = due_on
    return by_task, by_part


def parts_of(tasks: Iterable[int] | None = None) -> dict[int, list[DuePart]]:
    """The parts that stand, by task; only of tasks that have one to be met."""
    rows = DuePart.objects.filter(withdrawn_at__isnull=True, task__withdrawn_at__isnull=True)
    if tasks is not None:
        rows = rows.filter(task__in=list(tasks))
    found: dict[int, list[DuePart]] = defaultdict(list)
    for part in rows.order_by("task_id", "ordinal"):
        found[part.task_id].append(part)
    return {pk: parts for pk, parts in found.items() if any(part.counts for part in parts)}


def met_of(tasks: Iterable[int]) -> dict[int, list[Occurrence]]:
    """Parts of some tasks that were met or waived, by obligation."""
    found: dict[int, list[Occurrence]] = defaultdict(list)
    rows = Occurrence.objects.filter(part__isnull=False, obligation__task__in=list(tasks))
    for one in rows.order_by("due_on", "pk"):
        found[one.obligation_id].append(one)
    return found


def compound_of(look: Look, idle: Idle, tasks: Iterable[int] | None = None) -> Compound:
    """The days of tasks with a deadline of several parts: of some tasks, or of all."""
    parts, found = parts_of(tasks), Compound()
    if not parts:
        return found
    columns = ("pk", "task_id", "task__plan_id", "unit_id", "state", "done_on", "extended_to")
    rows = Obligation.objects.filter(withdrawn_at__isnull=True, task__in=list(parts)).order_by()
    owed = list(rows.exclude(state=Progress.WITHDRAWN).values(*columns))
    met = met_of(parts)
    plain = {pk: part_states(of_task, [], look) for pk, of_task in parts.items()}
    working: dict[int, list[date | None]] = defaultdict(list)
    resting: dict[int, list[date | None]] = defaultdict(list)
    for row in owed:
        pk, task_id = row["pk"], row["task_id"]
        states = plain[task_id]
        if met.get(pk) or row["extended_to"]:
            states = part_states(parts[task_id], met.get(pk, []), look, extended_to=row["extended_to"])
        is_running = _note(found, row, states, bool(met.get(pk)), look, idle)
        (working if is_running else resting)[task_id].append(found.owed.get(pk, next_day(states)))
    for task_id, states in plain.items():
        found.tasks[task_id] = (
            _first(working[task_id]) if working[task_id] else _day_at_rest(resting[task_id], next_day(states))
        )
    return found


def _note(
    found: Compound, row: dict[str, Any], states: list[PartState], has_met: bool, look: Look, idle: Idle
) -> bool:
    """Put what one unit owes where it belongs; returns whether it is expected to work."""
    pk, is_done = row["pk"], row["state"] == Progress.DONE
    is_again = is_done and has_met and is_owed_again(states, row["done_on"], look) and not idle.rests(row)
    if is_done and has_met:
        found.done.append(pk)
    if is_again:
        found.again.append(pk)
    # What was done before its parts were asked for keeps the day of the whole.
    is_whole = is_done and not has_met
    if is_done and has_met and not is_again:
        found.owed[pk] = met_day(states)
    elif (has_met or row["extended_to"]) and not is_whole:
        found.owed[pk] = next_day(states)
    return (row["state"] in RUNNING or is_again) and not idle.rests(row)


def _day_at_rest(days: list[date | None], planned: date | None) -> date | None:
    known = [day for day in days if day is not None]
    return max(known, default=planned)


def _first(days: list[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
