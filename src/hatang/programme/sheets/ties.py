"""Arrows between the bars of a pdf: each row draws its own piece, so that they go on on the next page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.graphics.shapes import Drawing, Line, Polygon, String
from reportlab.lib import colors

from hatang.base.pdf_papers import FONT
from hatang.programme.timeline import Scale

_TIE, _WRONG = colors.HexColor("#4b5763"), colors.HexColor("#b3261e")
# How far an arrow goes on beside the bars before it turns [points].
_ASIDE = 5


@dataclass(frozen=True)
class Piece:
    """The part of an arrow in one row: from `x` at one height to `to_x` at another; heights are shares.

    `is_end` where the arrow ends, `is_wrong` where what must be done first is due later.
    """

    x: float
    y: float
    to_x: float
    to_y: float
    is_end: bool = False
    is_wrong: bool = False


def pieces_of(rows: Sequence[Any], scale: Scale, factor: float) -> list[list[Piece]]:
    """The pieces of all arrows between some rows, by row; `factor` makes points of lengths of the scale."""
    places = {row.task.pk: place for place, row in enumerate(rows)}
    found: list[list[Piece]] = [[] for _row in rows]
    for place, row in enumerate(rows):
        for key in row.after:
            if (first := places.get(key)) is not None:
                for at, piece in _arrow(rows, first, place, scale, factor):
                    found[at].append(piece)
    return found


def draw_ties(picture: Drawing, pieces: Iterable[Piece], height: float) -> None:
    """Draw the pieces of a row; the heights of a picture count from below."""
    for one in pieces:
        colour = _WRONG if one.is_wrong else _TIE
        y, to_y = one.y * height, one.to_y * height
        picture.add(Line(one.x, y, one.to_x, to_y, strokeColor=colour, strokeWidth=0.7))
        if one.is_end:
            picture.add(
                Polygon(
                    [one.to_x, to_y, one.to_x - 4, to_y + 2, one.to_x - 4, to_y - 2],
                    fillColor=colour,
                    strokeColor=None,
                )
            )


def say_others(picture: Drawing, row: Any, rows: Sequence[Any], x: float) -> None:
    """Name above its bar what a row waits for that stands in another table."""
    shown = {one.task.pk for one in rows}
    names = [name for name, key in zip(row.needs, row.after, strict=True) if key not in shown]
    if names:
        words = f"← {', '.join(names)}"
        picture.add(String(x, picture.height - 8, words, fontName=FONT, fontSize=6, fillColor=_TIE))


def _arrow(
    rows: Sequence[Any], first: int, then: int, scale: Scale, factor: float
) -> Iterator[tuple[int, Piece]]:
    """The pieces of one arrow with the row of each; nothing where one of the tasks has no day to hold it."""
    needed, waiting = rows[first], rows[then]
    ends, begins = needed.span.end or needed.span.start, waiting.span.start or waiting.span.end
    if ends is None or begins is None:
        return
    due, due_then = needed.task.due_on, waiting.task.due_on
    is_wrong = bool(due and due_then and due > due_then)
    start, end = scale.x(ends) * factor, scale.x(begins) * factor
    out, into = start + _ASIDE, max(end - 2 * _ASIDE, 0)
    is_below = then > first
    edge, far_edge = (0.0, 1.0) if is_below else (1.0, 0.0)
    # A line lies on the edge itself.
    near = 0.12 if is_below else 0.88
    # Out of the needed bar, towards the edge of its row, and along it to where the other one begins.
    yield first, Piece(start, 0.5, out, 0.5, is_wrong=is_wrong)
    yield first, Piece(out, 0.5, out, near, is_wrong=is_wrong)
    yield first, Piece(out, near, into, near, is_wrong=is_wrong)
    yield first, Piece(into, near, into, edge, is_wrong=is_wrong)
    for between in range(min(first, then) + 1, max(first, then)):
        yield between, Piece(into, 0, into, 1, is_wrong=is_wrong)
    yield then, Piece(into, far_edge, into, 0.5, is_wrong=is_wrong)
    yield then, Piece(into, 0.5, max(end - 1, into), 0.5, is_end=True, is_wrong=is_wrong)
