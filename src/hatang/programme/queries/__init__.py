"""Reads of the programme, shaped for a screen."""

from hatang.programme.queries.board import COLUMNS, BoardColumn, board, owed_list
from hatang.programme.queries.calendar import CalendarDay, calendar_days, tasks_due
from hatang.programme.queries.clarity import Clarity, ClarityView, clarity
from hatang.programme.queries.contradictions import (
    ConflictFilter,
    conflict_counts,
    conflict_list,
    n_open_conflicts,
)
from hatang.programme.queries.dependencies import Wait, Waits, needable_tasks, waits_between, waits_of
from hatang.programme.queries.filters import TargetFilter, TaskFilter
from hatang.programme.queries.lists import (
    obligation_detail,
    plan_list,
    show_own_part,
    target_detail,
    target_list,
    target_years,
    task_detail,
    task_list,
    timeline,
)
from hatang.programme.queries.names import Place, UnknownName, unknown_names
from hatang.programme.queries.standing import (
    Overview,
    PlanTally,
    Tally,
    UnitTally,
    overview,
    unit_tallies,
    unit_tally,
)
from hatang.programme.queries.states import (
    DONE,
    DUE_MONTH,
    DUE_WEEK,
    LATE,
    MONTH,
    OPEN,
    STATES,
    UNASSIGNED,
    WEEK,
)

__all__ = [
    "COLUMNS",
    "DONE",
    "DUE_MONTH",
    "DUE_WEEK",
    "LATE",
    "MONTH",
    "OPEN",
    "STATES",
    "UNASSIGNED",
    "WEEK",
    "BoardColumn",
    "CalendarDay",
    "Clarity",
    "ClarityView",
    "ConflictFilter",
    "Overview",
    "Place",
    "PlanTally",
    "Tally",
    "TargetFilter",
    "TaskFilter",
    "UnitTally",
    "UnknownName",
    "Wait",
    "Waits",
    "board",
    "calendar_days",
    "clarity",
    "conflict_counts",
    "conflict_list",
    "n_open_conflicts",
    "needable_tasks",
    "obligation_detail",
    "overview",
    "owed_list",
    "plan_list",
    "show_own_part",
    "target_detail",
    "target_list",
    "target_years",
    "task_detail",
    "task_list",
    "tasks_due",
    "timeline",
    "unit_tallies",
    "unit_tally",
    "unknown_names",
    "waits_between",
    "waits_of",
]
