"""When a deadline is, when it has been missed, and how work may go on.

A day is over when it has ended in Vietnam; `today` is always the day it is there.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hatang.base.clock import local
from hatang.programme.periods import PERIOD_MONTHS, day_in_month, lag_months, months_before, occurrence_from

ONCE = ("by", "within")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """When something is due, as in the contract of the parser."""

    kind: str
    start: date | None = None
    end: date | None = None
    at: str = ""
    before: bool = False


def last_day(deadline: Deadline, *, is_strict: bool = False) -> date | None:
    """Last day on which a deadline that passes once is still met; None for all others.

    Args:
        deadline: what is due.
        is_strict: whether "before X" excludes X itself.
    """
    if deadline.kind not in ONCE or deadline.end is None:
        return None
    return deadline.end - _ONE_DAY if deadline.before and is_strict else deadline.end


def next_due(deadline: Deadline, today: date, *, is_strict: bool = False) -> date | None:
    """Day by which it is due: the last day of a single deadline, the next day of a recurring one.

    Continuous duties, deadlines after an event and those not stated have none, nor has a recurring one
    after its last year.
    """
    if deadline.kind in ONCE:
        return last_day(deadline, is_strict=is_strict)
    shift = _ONE_DAY if deadline.before and is_strict else timedelta(0)
    start, end = bounds(deadline)
    occurrence = occurrence_from(deadline.kind, deadline.at, (max(today, start) if start else today) + shift)
    if occurrence is None or (end is not None and occurrence > end):
        return None
    return occurrence - shift


def bounds(deadline: Deadline) -> tuple[date | None, date | None]:
    """Between which days a deadline can fall: later than its years where it lies in the next period.

    The report of the fourth quarter of 2030, "before day 05 of the next quarter", is due in January 2031.
    """
    lag = lag_months(deadline.kind, deadline.at)
    start, end = (day and months_before(day, -lag) for day in (deadline.start, deadline.end))
    return start, end


def cycle_start(deadline: Deadline, today: date, *, is_strict: bool = False) -> date | None:
    """First day that counts for the next occurrence of a recurring deadline: the day after the last one."""
    due = next_due(deadline, today, is_strict=is_strict)
    if due is None or deadline.kind in ONCE:
        return None
    if deadline.kind == "weekly":
        return due - timedelta(days=6)
    return months_before(due, PERIOD_MONTHS[deadline.kind]) + _ONE_DAY


def days_due(deadline: Deadline, first: date, last: date, *, is_strict: bool = False) -> list[date]:
    """Days of a period on which something is due: one for a single deadline, each for the others."""
    found, day = [], first
    while day <= last:
        due = next_due(deadline, day, is_strict=is_strict)
        if due is None or due > last:
            break
        if due >= first:
            found.append(due)
        if deadline.kind in ONCE:
            break
        day = max(due, day) + _ONE_DAY
    return found


def is_late(deadline: Deadline, *, is_done: bool, today: date, is_strict: bool = False) -> bool:
    """Whether the last day has ended with the work not done; what recurs or goes on is not late by itself."""
    last = last_day(deadline, is_strict=is_strict)
    return last is not None and not is_done and today > last


def is_on_time(deadline: Deadline, done_on: date, *, is_strict: bool = False) -> bool:
    """Whether work done on a day met a deadline that passes once; others are met whenever it is done."""
    last = last_day(deadline, is_strict=is_strict)
    return last is None or done_on <= last


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day of the quarter a day lies in."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, day_in_month(first.year * 12 + first.month + 1, 31)


def past_dues(deadline: Deadline, since: date, until: date, *, is_strict: bool = False) -> list[date]:
    """Days on which a recurring deadline fell due from `since` up to the day before `until`, at most 60."""
    found: list[date] = []
    day = since
    while len(found) < 60:
        due = next_due(deadline, day, is_strict=is_strict)
        if due is None or due >= until or deadline.kind in ONCE:
            return found
        found.append(due)
        day = due + _ONE_DAY
        if next_due(deadline, day, is_strict=is_strict) == due:
            return found
    return found


def is_same_day(one: datetime, other: datetime) -> bool:
    """Whether two moments lie in the same day in Vietnam."""
    return local(one).date() == local(other).date()


class Standing(StrEnum):
    """Progress as the clock sees it, in the words of weekly reports."""

    NOT_STARTED = "not_started"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    SUBMITTED = "submitted"
    REQUESTED = "requested"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    IN_TRANSITION = "in_transition"


class Reason(StrEnum):
    """Why a thing that is owed stands on the sheet of a weekly meeting, or what is remarked about it there.

    WEEK and FORTNIGHT stand on sheets kept by meetings that were closed under the former rule.
    """

    LATE = "late"
    NEXT = "next"
    STEP = "step"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    SUBMITTED = "submitted"
    REQUESTED = "requested"
    QUIET = "quiet"
    NO_MILESTONE = "no_milestone"
    SILENT = "silent"


# Said of what stands on the sheet anyway: by themselves they would put nearly everything there.
REMARKS = (Reason.NO_MILESTONE, Reason.SILENT)


class Step(StrEnum):
    """What is done with an obligation beside saying how far it is."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    RETURN = "return"
    PAUSE = "pause"
    WITHDRAW = "withdraw"
    RESUME = "resume"


# How far a unit may say that it is; the other states are reached by steps.
RECORDED = ("not_started", "in_progress", "done")
# States in which the unit is expected to work: only these can be late.
RUNNING = ("not_started", "in_progress")
# From which states a step leads to which.
STEPS: dict[Step, tuple[tuple[str, ...], str]] = {
    Step.SUBMIT: (RUNNING, "submitted"),
    Step.ACCEPT: (("submitted",), "done"),
    Step.RETURN: (("submitted",), "in_progress"),
    Step.PAUSE: ((*RUNNING, "submitted"), "paused"),
    Step.WITHDRAW: ((*RUNNING, "submitted", "paused"), "withdrawn"),
    Step.RESUME: (("paused", "withdrawn"), "in_progress"),
}


def may_move(start: str, end: str) -> bool:
    """Whether an obligation may go from one state to another; staying is no move."""
    if start == end:
        return False
    if start in RECORDED and end in RECORDED:
        return True
    return any(start in begins and end == leads for begins, leads in STEPS.values())


def steps_from(state: str, *, needs_acceptance: bool) -> list[Step]:
    """Steps that lead on from a state; work is submitted only where the plan asks for acceptance."""
    found = [step for step, (begins, _leads) in STEPS.items() if state in begins]
    return [step for step in found if step != Step.SUBMIT or needs_acceptance]


def standing(
    progress: str, *, is_overdue: bool, has_open_request: bool, is_in_transition: bool = False
) -> Standing:
    """What progress means on a day.

    Args:
        progress: how far the unit is.
        is_overdue: whether the last day has ended, or ended before the work was done.
        has_open_request: whether the unit waits for a later deadline.
        is_in_transition: whether its document or unit has ended and nobody has decided what follows.
    """
    if progress == "done":
        return Standing.DONE_LATE if is_overdue else Standing.DONE_IN_TIME
    if progress not in RUNNING:
        return Standing(progress)
    if is_in_transition:
        return Standing.IN_TRANSITION
    if has_open_request:
        return Standing.REQUESTED
    if is_overdue:
        return Standing.OVERDUE
    return Standing.NOT_STARTED if progress == "not_started" else Standing.IN_TIME


def meeting_reasons(
    standing: Standing,
    *,
    is_next: bool = False,
    has_step: bool = False,
    is_asking: bool = False,
    is_quiet: bool = False,
    is_lacking: bool = False,
    is_silent: bool = False,
) -> list[Reason]:
    """Why something stands on the sheet of a meeting, the gravest first; nothing for what need not.

    Args:
        standing: on the day of the meeting.
        is_next: whether it is due before the next meeting.
        has_step: whether a promised step falls before the next meeting, or has passed without being reached.
        is_asking: whether a request for a later deadline waits.
        is_quiet: whether nobody has said anything for as long as its plan allows.
        is_lacking: whether it promises nothing for this quarter.
        is_silent: whether nobody has said anything since the former meeting.
    """
    is_running = standing in (Standing.NOT_STARTED, Standing.IN_TIME)
    found = {
        Reason.LATE: standing == Standing.OVERDUE,
        Reason.NEXT: is_running and is_next,
        Reason.STEP: is_running and has_step,
        Reason.SUBMITTED: standing == Standing.SUBMITTED,
        Reason.REQUESTED: is_asking,
        Reason.QUIET: is_running and is_quiet,
        Reason.NO_MILESTONE: is_lacking,
        Reason.SILENT: is_silent and not (is_running and is_quiet),
    }
    said = [reason for reason, holds in found.items() if holds]
    return [] if all(reason in REMARKS for reason in said) else said


def is_red(reasons: list[Reason]) -> bool:
    """Whether a line of the sheet is red: late, whatever else; the others are amber."""
    return Reason.LATE in reasons
