"""Bars of tasks under quarters and years, as a table of a pdf that goes on on the next page."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _
from reportlab.graphics.shapes import Circle, Group, Line, Polygon, Rect, String
from reportlab.graphics.shapes import Drawing as Picture
from reportlab.lib import colors
from reportlab.lib.utils import simpleSplit
from reportlab.platypus import LongTable, Paragraph

from hatang.base.papers import Drawing
from hatang.base.pdf_papers import BOLD_FONT, CELL, FONT, HAIR, HEAD, INK, marked
from hatang.programme.queries import DONE, LATE
from hatang.programme.queries.milestones import Step
from hatang.programme.sheets.ties import draw_ties, pieces_of, say_others
from hatang.programme.timeline import Scale, Shape, Span
from hatang.programme.wording import as_settled, due_words

# Heights [points]: rows are alike, so that the lines of years and of today go through all of them.
_ROW, _AXIS, _BAR = 28, 32, 8
# Shares of the width: place and words of the task, its deadline, the bars.
_SHARES = (0.36, 0.12, 0.52)
_LATE, _DONE, _RUN, _SOFT = (colors.HexColor(one) for one in ("#b3261e", "#2f7d4f", "#1f5a96", "#4b5763"))
_LINES = 2


class Row(Protocol):
    """What is drawn: a task, and its days."""

    @property
    def task(self) -> Any: ...

    @property
    def span(self) -> Span: ...

    @property
    def needs(self) -> Sequence[str]: ...

    @property
    def after(self) -> Sequence[int]: ...


def bars(rows: Sequence[Row], scale: Scale, today: date) -> Drawing:
    """Makes a table whose last column is a piece of the line of time, as wide as it is asked for."""

    def draw(width: float) -> list[Any]:
        widths = [width * share for share in _SHARES]
        factor = widths[2] / scale.width
        head = [Paragraph(marked(words), HEAD) for words in (_("Task"), _("Deadline"))]
        lines = [_row(row, scale, factor, today, widths) for row in rows]
        for line, row, ties in zip(lines, rows, pieces_of(rows, scale, factor), strict=True):
            draw_ties(line[-1], ties, _ROW)
            say_others(line[-1], row, rows, scale.x(row.span.start or row.span.end or today) * factor)
        table = LongTable(
            [[*head, _axis(scale, factor, today)], *lines],
            colWidths=widths,
            rowHeights=[_AXIS, *[_ROW] * len(rows)],
            repeatRows=1,
        )
        table.setStyle(
            [
                ("VALIGN", (0, 0), (1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIR),
                ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
                ("LEFTPADDING", (0, 0), (1, -1), 3),
                ("RIGHTPADDING", (0, 0), (1, -1), 3),
                ("TOPPADDING", (0, 0), (1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (1, -1), 0),
                *((f"{side}PADDING", (2, 0), (2, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
            ]
        )
        return [table]

    return draw


def _row(row: Row, scale: Scale, factor: float, today: date, widths: Sequence[float]) -> list[Any]:
    words = _fitting(f"{row.task.path} {row.task.text}", widths[0] - 8)
    due = _fitting(as_settled(due_words(row.task), row.task, "due"), widths[1] - 8)
    return [Paragraph(marked(words), CELL), Paragraph(marked(due), CELL), _bar(row, scale, factor, today)]


def _fitting(words: str, width: float) -> str:
    """The words as far as they fit on the lines of a row."""
    lines = simpleSplit(words, FONT, CELL.fontSize, width)
    if len(lines) <= _LINES:
        return words
    return " ".join(lines[:_LINES])[:-1].rstrip() + "…"


def _axis(scale: Scale, factor: float, today: date) -> Picture:
    """Years and quarters, and where today is."""
    picture = Picture(scale.width * factor, _AXIS)
    for year in scale.years:
        picture.add(Line(year.x * factor, 0, year.x * factor, _AXIS, strokeColor=HAIR, strokeWidth=0.6))
        if year.width * factor > 22:
            picture.add(_said(year.name, year.x * factor + 3, 23, BOLD_FONT, INK))
    for quarter in scale.quarters:
        if quarter.width * factor > 12:
            picture.add(_said(quarter.name, quarter.x * factor + 3, 14, FONT, _SOFT))
    x = scale.x(today) * factor
    picture.add(_today(scale, factor, today, 10))
    anchor = "end" if x > picture.width / 2 else "start"
    picture.add(_said(_("today"), x - 2 if anchor == "end" else x + 2, 3, FONT, _LATE, anchor=anchor))
    return picture


def _bar(row: Row, scale: Scale, factor: float, today: date) -> Picture:
    picture = Picture(scale.width * factor, _ROW)
    for year in scale.years:
        picture.add(Line(year.x * factor, 0, year.x * factor, _ROW, strokeColor=HAIR, strokeWidth=0.6))
    if row.span.start is not None or row.span.end is not None:
        picture.add(_shape(row, scale, factor, today))
    for step in row.task.steps:
        picture.add(_ring(scale.x(step.due_on) * factor, step, today))
    picture.add(_today(scale, factor, today, _ROW))
    return picture


def _shape(row: Row, scale: Scale, factor: float, today: date) -> Group:
    """A bar with the part that is done, the mark of one day, or a line that goes on; how long it is late."""
    span, urgency, drawn = row.span, row.task.urgency, Group()
    colour = {LATE: _LATE, DONE: _DONE}.get(urgency, _RUN)
    start = scale.x(span.start or span.end or today) * factor
    end = scale.x(span.end) * factor if span.end is not None else scale.width * factor
    if span.shape == Shape.BAR:
        width = max(end - start, 2)
        drawn.add(_rect(start, width, colour, opacity=0.35))
        if share := _share_done(row.task):
            drawn.add(_rect(start, width * share, colour))
    elif span.shape == Shape.MARK:
        drawn.add(_mark(start, colour))
        end = start
    elif span.shape == Shape.LINE:
        drawn.add(_dashes(start, end, colour, (4, 2)))
    until = scale.x(today) * factor
    if urgency == LATE and span.shape in (Shape.BAR, Shape.MARK) and until > end:
        drawn.add(_dashes(end, until, _LATE, (1, 2)))
    return drawn


def _share_done(task: Any) -> float:
    if task.urgency == DONE:
        return 1.0
    return float(task.n_done / task.n_obligations) if task.n_obligations else 0.0


def _rect(x: float, width: float, colour: Any, *, opacity: float = 1) -> Rect:
    below = (_ROW - _BAR) / 2
    return Rect(x, below, width, _BAR, fillColor=colour, fillOpacity=opacity, strokeColor=None)


def _mark(x: float, colour: Any) -> Polygon:
    y, half = _ROW / 2, _BAR / 2 + 1
    corners = [x, y - half, x + half, y, x, y + half, x - half, y]
    return Polygon(corners, fillColor=colour, strokeColor=None)


def _ring(x: float, step: Step, today: date) -> Circle:
    colour = _DONE if step.is_reached else _LATE if step.is_late(today) else INK
    inside = _DONE if step.is_reached else colors.white
    return Circle(x, _ROW / 2, 2.2, fillColor=inside, strokeColor=colour, strokeWidth=1)


def _dashes(start: float, end: float, colour: Any, pattern: tuple[int, int]) -> Line:
    y = _ROW / 2
    return Line(start, y, end, y, strokeColor=colour, strokeWidth=1.4, strokeDashArray=list(pattern))


def _today(scale: Scale, factor: float, today: date, height: float) -> Line:
    x = scale.x(today) * factor
    return Line(x, 0, x, height, strokeColor=_LATE, strokeWidth=0.8)


def _said(words: str, x: float, y: float, font: str, colour: Any, *, anchor: str = "start") -> String:
    return String(x, y, words, fontName=font, fontSize=7, fillColor=colour, textAnchor=anchor)
