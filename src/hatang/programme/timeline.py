"""Where tasks lie on a line of time: days become lengths, nothing here knows the database.

Lengths are whole points of the drawing, so that a page never depends on how a language writes decimals.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hatang.programme.rules import ONCE, Deadline, bounds

ROW_HEIGHT = 52
HEAD_HEIGHT = 36
AXIS_HEIGHT = 60
BAR_HEIGHT = 14
# A quarter is drawn this wide at least and at most; the whole aims at LEAST_WIDTH.
QUARTER_WIDTHS = (30, 72)
LEAST_WIDTH = 900
# What lies further away is cut off at the edge of the drawing.
MOST_YEARS_BACK, MOST_YEARS_AHEAD = 6, 10
_CONTINUING = "continuous"
# A deadline after an event passes once, from the day it was told.
_ONCE = (*ONCE, "on_event")
_NUMERALS = ("I", "II", "III", "IV")


class Shape(StrEnum):
    """How a task is drawn: from a day to a day, on one day, going on, or not at all."""

    BAR = "bar"
    MARK = "mark"
    LINE = "line"
    NONE = "none"


@dataclass(frozen=True)
class Span:
    """The days of a task; a line without an end goes on."""

    shape: Shape
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Tick:
    """A year or quarter of the axis: where it begins, how wide it is, and its name."""

    x: int
    width: int
    name: str


@dataclass(frozen=True)
class Scale:
    """Days from `first` to `last`, whole quarters, on a width in points."""

    first: date
    last: date
    width: int

    def x(self, day: date) -> int:
        """Where a day begins, at the edge where it lies outside."""
        n_days = (self.last - self.first).days + 1
        place = round((day - self.first).days * self.width / n_days)
        return max(0, min(self.width, place))

    @property
    def quarters(self) -> list[Tick]:
        """Its quarters."""
        days = [self.first]
        while (following := next_quarter(days[-1])) <= self.last:
            days.append(following)
        return [self._tick(day, next_quarter(day), _NUMERALS[(day.month - 1) // 3]) for day in days]

    @property
    def years(self) -> list[Tick]:
        """Its years, the first and the last one as far as they are shown."""
        years = range(self.first.year, self.last.year + 1)
        return [self._tick(date(year, 1, 1), date(year + 1, 1, 1), str(year)) for year in years]

    def _tick(self, start: date, end: date, name: str) -> Tick:
        return Tick(self.x(start), self.x(end) - self.x(start), name)


@dataclass(frozen=True)
class Arrow:
    """From the end of a needed task to the beginning of the one that waits for it."""

    path: str
    is_out_of_order: bool


def span_of(
    deadline: Deadline, *, issued_on: date | None, due_on: date | None, days: Sequence[date] = ()
) -> Span:
    """The days of a task: from its stated start, else from the day its plan was issued.

    Args:
        deadline: when it is due.
        issued_on: the day of the plan.
        due_on: the last day, or the next one of a recurring deadline.
        days: those of the parts of a deadline of several parts, in their order.
    """
    start = deadline.start or issued_on
    if days:
        return Span(Shape.BAR, min(start or days[0], days[0]), days[-1])
    if deadline.kind in _ONCE and due_on is not None:
        return (
            Span(Shape.BAR, start, due_on) if start and start < due_on else Span(Shape.MARK, due_on, due_on)
        )
    if deadline.kind == _CONTINUING or due_on is not None:
        return Span(Shape.LINE, start or due_on, bounds(deadline)[1])
    return Span(Shape.NONE)


def scale_for(spans: Iterable[Span], today: date) -> Scale:
    """The quarters that hold all spans, today and a quarter more on both sides of it."""
    days = [day for span in spans for day in (span.start, span.end) if day is not None]
    first = max(min([*days, today]), _years_from(today, -MOST_YEARS_BACK))
    last = min(max([*days, today]), _years_from(today, MOST_YEARS_AHEAD))
    first = _quarter_start(first)
    last = next_quarter(next_quarter(last)) - timedelta(days=1)
    n_quarters = (last.year - first.year) * 4 + (last.month - 1) // 3 - (first.month - 1) // 3 + 1
    least, most = QUARTER_WIDTHS
    return Scale(first, last, n_quarters * max(least, min(most, LEAST_WIDTH // n_quarters)))


def with_days(spans: Iterable[Span], days: Iterable[date]) -> Iterator[Span]:
    """The spans, and single days that the drawing must hold too."""
    yield from spans
    yield from (Span(Shape.MARK, day, day) for day in days)


def arrow(
    needed: Span, needed_y: int, waiting: Span, waiting_y: int, scale: Scale, *, is_out_of_order: bool
) -> Arrow | None:
    """An elbow between two rows; None where one of the tasks has no day to hold it."""
    ends, begins = needed.end or needed.start, waiting.start or waiting.end
    if ends is None or begins is None:
        return None
    start_x, end_x = scale.x(ends), scale.x(begins)
    # Between the rows, beside the needed one: the bars stay free.
    aside = needed_y + (ROW_HEIGHT // 2 if waiting_y > needed_y else -ROW_HEIGHT // 2)
    path = f"M{start_x} {needed_y}h6V{aside}H{end_x - 8}V{waiting_y}H{end_x - 1}"
    return Arrow(path, is_out_of_order)


def heights(headings: Sequence[bool]) -> tuple[list[int], int]:
    """Middle of each row, and the height of all; a row that begins a group has its heading above it."""
    middles, top = [], AXIS_HEIGHT
    for has_heading in headings:
        top += HEAD_HEIGHT if has_heading else 0
        middles.append(top + ROW_HEIGHT // 2)
        top += ROW_HEIGHT
    return middles, top


def next_quarter(day: date) -> date:
    """The first day of the quarter after the one a day lies in."""
    start = _quarter_start(day)
    return date(start.year + start.month // 10, (start.month + 3) % 12, 1)


def _quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _years_from(day: date, n_years: int) -> date:
    return date(day.year + n_years, day.month, 1)
