"""What units did in a period, counted of rows, and for what that points them out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WORK, REPORT, ANSWER, ASKED = "work", "report", "answer", "asked"


@dataclass(frozen=True)
class DueRow:
    """Something that was due of a unit in a period: work, a report or an answer.

    `handed_on` is the day on which it was handed over, None where it was not; `n_days_late` counts from the
    last day to that day, else to the day it was looked at [days, 0 where it was in time].
    """

    unit_id: int
    kind: str
    pk: int
    due_on: date
    handed_on: date | None
    n_days_late: int

    @property
    def is_in_time(self) -> bool:
        """Whether it was handed over by its day."""
        return self.handed_on is not None and not self.n_days_late


@dataclass(frozen=True)
class Figures:
    """What a unit did in a period; every figure counts rows (`DueRow`), days are added or the longest."""

    n_due: int = 0
    n_in_time: int = 0
    n_late: int = 0
    n_overdue: int = 0
    n_days: int = 0
    n_days_longest: int = 0
    n_reports: int = 0
    n_reports_in_time: int = 0
    n_answers: int = 0
    n_answers_in_time: int = 0

    @property
    def n_all(self) -> int:
        """Work and reports that were due: the denominator of the share."""
        return self.n_due + self.n_reports

    @property
    def n_all_in_time(self) -> int:
        """Work and reports in time."""
        return self.n_in_time + self.n_reports_in_time


def figures_of(rows: Iterable[DueRow]) -> Figures:
    """The figures of some rows, which are those of one unit."""
    rows = list(rows)
    work = [row for row in rows if row.kind == WORK]
    reports = [row for row in rows if row.kind == REPORT]
    answers = [row for row in rows if row.kind in (ANSWER, ASKED)]
    return Figures(
        n_due=len(work),
        n_in_time=sum(row.is_in_time for row in work),
        n_late=sum(row.handed_on is not None and not row.is_in_time for row in work),
        n_overdue=sum(row.handed_on is None for row in work),
        n_days=sum(row.n_days_late for row in work),
        n_days_longest=max((row.n_days_late for row in work if row.handed_on is None), default=0),
        n_reports=len(reports),
        n_reports_in_time=sum(row.is_in_time for row in reports),
        n_answers=len(answers),
        n_answers_in_time=sum(row.is_in_time for row in answers),
    )


def pointed_out(
    said: Figures, *, commend_from: int, criticise_below: int, consider_days: int, least_due: int
) -> str:
    """For what the thresholds point a unit out: `consider`, `criticise`, `commend`, or nothing.

    Args:
        said: what the unit did.
        commend_from: share in time from which it is commended [%], with nothing overdue.
        criticise_below: share in time below which it is criticised [%].
        consider_days: days for which something is overdue at least, for its responsibility.
        least_due: with less due nobody is pointed out.
    """
    if said.n_all < max(least_due, 1):
        return ""
    if said.n_days_longest >= max(consider_days, 1):
        return "consider"
    if said.n_all_in_time * 100 < criticise_below * said.n_all:
        return "criticise"
    if said.n_all_in_time * 100 >= commend_from * said.n_all and not said.n_overdue:
        return "commend"
    return ""
