"""Reports that two documents ask of the same units by different days of the year.

Pure, like the other contradictions: it knows no database, and words are compared folded.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from hatang.docparse.normalise import fold
from hatang.programme.contradictions import Contradiction, TaskRow, task_sources

_REPORT = re.compile(r"^bao cao ket qua thuc hien\b")
# A day of a year, within a deadline as words: "2026-12-15", "11-20".
_DAY = re.compile(r"(?<![\dM])(?:\d{4}-)?(\d{2}-\d{2})(?!\d)")
# A day of the year that follows: "M13-15" is the 15th of January.
_NEXT_YEAR = re.compile(r"(?<!half_)yearly M(\d{2})-(\d{2})")


def differing_reports(tasks: Sequence[TaskRow]) -> Iterator[Contradiction]:
    """Pairs of documents that ask the same units for their result report by another day.

    Each is compared with the next document that asks the same lead, so that many years of plans give as
    many findings as there are changes, not as many as there are pairs.
    """
    asked: dict[str, list[TaskRow]] = defaultdict(list)
    for task in tasks:
        if task.issued_on and _days(task) and _REPORT.match(fold(task.text)):
            for name in task.named:
                asked[name].append(task)
    found: set[tuple[int, int]] = set()
    for rows in asked.values():
        for left, right in pairwise(sorted(rows, key=lambda row: (row.issued_on or date.min, row.pk))):
            key = (left.pk, right.pk)
            if key in found or left.document_id == right.document_id or not report_differences(left, right):
                continue
            found.add(key)
            yield Contradiction(
                "two_plans",
                task=left.pk,
                other_task=right.pk,
                figures={"differs": "due", "sources": task_sources(left, right)},
            )


def report_differences(left: TaskRow, right: TaskRow) -> list[str]:
    """Whether two reports are due on other days of the year; a year of its own is no difference."""
    return ["due"] if _days(left) and _days(right) and _days(left) != _days(right) else []


def _days(task: TaskRow) -> list[str]:
    """The days of the year by which a report is due, as month and day."""
    following = [f"{int(month) - 12:02d}-{day}" for month, day in _NEXT_YEAR.findall(task.due)]
    return sorted(_DAY.findall(task.due) + following)
