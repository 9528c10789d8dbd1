"""Charts in pdf files."""

from typing import Any

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from hatang.base.charts import FILLS, Chart

_SIZE = 9
_BAR_MM, _STEP_MM = 4.6, 7
_INK = colors.black


def chart_drawing(chart: Chart, width: float, font: str) -> Drawing:
    """Bars as wide as said [points], their labels on the left, the figures in them."""
    drawing = Drawing(width, chart.height_mm * mm)
    left = _label_width(chart, width, font)
    most = max([*chart.totals, 1])
    factor = (width - left - 8 * mm) / most
    _legend(drawing, chart, font)
    y = (chart.height_mm - 13) * mm
    for place, label in enumerate(chart.labels):
        drawing.add(_said(_fitting(label, left - 2 * mm, font), left - 2 * mm, y + 3, font, "end"))
        x = left
        for number, one in enumerate(chart.series):
            x += _piece(drawing, one.values[place], x, y, factor, number, font)
        drawing.add(_said(str(chart.totals[place]), x + 4, y + 3, font, "start"))
        y -= _STEP_MM * mm
    return drawing


def _piece(drawing: Any, value: int, x: float, y: float, factor: float, number: int, font: str) -> float:
    """Add what one series counts in a bar; gives its length."""
    length = value * factor
    if not value:
        return 0.0
    fill, letters = (colors.HexColor(f"#{one}") for one in FILLS[number])
    drawing.add(Rect(x, y, length, _BAR_MM * mm, fillColor=fill, strokeColor=_INK, strokeWidth=0.6))
    if stringWidth(str(value), font, _SIZE) + 4 < length:
        drawing.add(_said(str(value), x + length / 2, y + 3, font, "middle", letters))
    return length


def _legend(drawing: Any, chart: Chart, font: str) -> None:
    x, y = 0.0, (chart.height_mm - 5) * mm
    for number, one in enumerate(chart.series):
        fill = colors.HexColor(f"#{FILLS[number][0]}")
        drawing.add(Rect(x, y, 3 * mm, 3 * mm, fillColor=fill, strokeColor=_INK, strokeWidth=0.6))
        drawing.add(_said(one.name, x + 4 * mm, y + 1, font, "start"))
        x += 4 * mm + stringWidth(one.name, font, _SIZE) + 6 * mm


def _label_width(chart: Chart, width: float, font: str) -> float:
    widest = max((float(stringWidth(label, font, _SIZE)) for label in chart.labels), default=0.0)
    return min(widest + 3 * float(mm), width * 0.45)


def _fitting(label: str, room: float, font: str) -> str:
    while stringWidth(label, font, _SIZE) > room:
        label = label[:-2].rstrip() + "…"
    return label


def _said(words: str, x: float, y: float, font: str, anchor: str, colour: Any = _INK) -> String:
    return String(x, y, words, fontName=font, fontSize=_SIZE, fillColor=colour, textAnchor=anchor)
