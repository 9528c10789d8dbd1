"""A small drawing of a target: where it began, the way it should go, and what was declared.

Pure: numbers in, points of an SVG out. The drawing has no style of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hatang.base.figures import number_words

WIDTH, HEIGHT = 420, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 14, 14, 28
_MOST_LABELS = 6

Points = Sequence[tuple[date, Decimal]]


@dataclass(frozen=True)
class Dot:
    """A point of the drawing and what it says."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Chart:
    """Lines as the `points` of a polyline, their dots, and the labels of both sides."""

    way: str
    way_dots: list[Dot]
    declared: str
    declared_dots: list[Dot]
    years: list[Dot]
    levels: list[Dot]
    width: int = WIDTH
    height: int = HEIGHT


def draw(way: Points, declared: Points) -> Chart | None:
    """The drawing, or None where there is no second point to draw a line to."""
    points = [*way, *declared]
    if len({on for on, _value in points}) < 2:
        return None
    scale = _Scale(points)
    way_dots, declared_dots = scale.dots(way), scale.dots(declared)
    return Chart(
        way=_line(way_dots),
        way_dots=way_dots,
        declared=_line(declared_dots),
        declared_dots=declared_dots,
        years=scale.years(),
        levels=scale.levels(),
    )


class _Scale:
    """From days and values to places of the drawing."""

    def __init__(self, points: Points) -> None:
        days = [on for on, _value in points]
        values = [value for _on, value in points]
        self.first, self.last = min(days), max(days)
        # A figure that is never negative begins at nought: lengths can be compared.
        self.low = min(Decimal(0), *values)
        self.high = max(values) if max(values) > self.low else self.low + 1

    def x(self, on: date) -> float:
        share = (on - self.first).days / (self.last - self.first).days
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: Decimal) -> float:
        share = float((value - self.low) / (self.high - self.low))
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)

    def dots(self, points: Points) -> list[Dot]:
        return [
            Dot(self.x(on), self.y(value), f"{on:%d/%m/%Y}: {number_words(value)}")
            for on, value in sorted(points)
        ]

    def years(self) -> list[Dot]:
        ends = [date(year, 12, 31) for year in range(self.first.year, self.last.year + 1)]
        inside = [on for on in ends if self.first <= on <= self.last]
        every = -(-len(inside) // _MOST_LABELS) or 1
        return [Dot(self.x(on), HEIGHT - 8, str(on.year)) for on in inside[::-1][::every]]

    def levels(self) -> list[Dot]:
        middle = (self.low + self.high) / 2
        return [
            Dot(_LEFT - 6, self.y(value), number_words(value.quantize(Decimal("0.01"))))
            for value in (self.low, middle, self.high)
        ]


def _line(dots: list[Dot]) -> str:
    return " ".join(f"{dot.x},{dot.y}" for dot in dots)
