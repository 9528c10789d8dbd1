"""What the plans say against each other, against the calendar and against geometry.

Pure: it takes targets, tasks, documents and units as rows, and knows no database. Words are compared folded.
"""

from hatang.programme.contradictions.around import closed_leads, early_deadlines, fulfilled_tasks
from hatang.programme.contradictions.figures import stations_needed, uneven_sums, unreachable_radii
from hatang.programme.contradictions.printed import ReadingRow, printed_sums
from hatang.programme.contradictions.rows import Contradiction, DocumentRow, TargetRow, TaskRow
from hatang.programme.contradictions.subjects import SAME_SUBJECT, subject
from hatang.programme.contradictions.targets import differing_targets, target_differences, target_sources
from hatang.programme.contradictions.tasks import differing_tasks, task_differences, task_sources

__all__ = [
    "SAME_SUBJECT",
    "Contradiction",
    "DocumentRow",
    "ReadingRow",
    "TargetRow",
    "TaskRow",
    "closed_leads",
    "differing_targets",
    "differing_tasks",
    "early_deadlines",
    "fulfilled_tasks",
    "printed_sums",
    "stations_needed",
    "subject",
    "target_differences",
    "target_sources",
    "task_differences",
    "task_sources",
    "uneven_sums",
    "unreachable_radii",
]
