"""Charts in Word documents: drawn by Word itself, with their figures in a workbook inside."""

import io
import zipfile
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm
from xlsxwriter import Workbook

from hatang.base.charts import FILLS, Chart

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
# The first relationship of a part has this name: the workbook of the chart.
_WORKBOOK_LINK = "rId1"
# Word keeps some room around the bars [mm].
_ROOM_MM = 12
_LETTERS = {"name": "Times New Roman", "size": 10}


def add_chart(document: Any, chart: Chart, width_mm: float) -> None:
    """Add a chart as wide as said [mm]; its words are the text for who does not see it."""
    package = document.part.package
    workbook = _workbook(chart)
    drawn = Part(
        PackURI(_free_name(package, "/word/charts/chart%d.xml")),
        CONTENT_TYPE.DML_CHART,
        _drawing(workbook),
        package,
    )
    name = PackURI(_free_name(package, "/word/embeddings/bang-so-lieu%d.xlsx"))
    drawn.relate_to(Part(name, CONTENT_TYPE.SML_SHEET, workbook, package), RELATIONSHIP_TYPE.PACKAGE)
    link = document.part.relate_to(drawn, RELATIONSHIP_TYPE.CHART)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(_inline(chart, link, Mm(width_mm), Mm(chart.height_mm + _ROOM_MM)))


def _free_name(package: Any, template: str) -> str:
    used = {part.partname for part in package.iter_parts()}
    return next(name for name in (template % n for n in range(1, len(used) + 2)) if name not in used)


def _workbook(chart: Chart) -> bytes:
    """The figures as a workbook with the chart beside them; the writer of Excel files draws it."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("So lieu")
        sheet.write_column(1, 0, list(chart.labels))
        last = len(chart.labels)
        drawn = book.add_chart({"type": "bar", "subtype": "stacked"})
        for place, one in enumerate(chart.series, start=1):
            sheet.write(0, place, one.name)
            sheet.write_column(1, place, list(one.values))
            fill, letters = FILLS[place - 1]
            drawn.add_series(
                {
                    "name": [sheet.name, 0, place],
                    "categories": [sheet.name, 1, 0, last, 0],
                    "values": [sheet.name, 1, place, last, place],
                    "fill": {"color": f"#{fill}"},
                    "border": {"color": "#000000", "width": 0.75},
                    "gap": 40,
                    # A bar says nothing where it counts nothing.
                    "data_labels": {
                        "value": True,
                        "num_format": "0;;",
                        "font": {**_LETTERS, "color": f"#{letters}"},
                    },
                }
            )
        drawn.set_title({"none": True})
        drawn.set_legend({"position": "top", "font": _LETTERS})
        drawn.set_y_axis({"reverse": True, "num_font": _LETTERS})
        drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        sheet.insert_chart(0, len(chart.series) + 2, drawn)
    return file.getvalue()


def _drawing(workbook: bytes) -> bytes:
    """The drawing of the chart, linked to its workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        drawing = parts.read("xl/charts/chart1.xml")
    linked = f'<c:externalData r:id="{_WORKBOOK_LINK}"><c:autoUpdate val="0"/></c:externalData>'
    before, mark, after = drawing.partition(b"<c:printSettings>")
    return before + linked.encode() + mark + after


def _inline(chart: Chart, link: str, width: int, height: int) -> Any:
    said = quoteattr(chart.words)
    return parse_xml(
        f'<w:drawing {_NAMESPACES}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(width)}" cy="{int(height)}"/>'
        f'<wp:docPr id="{link[3:]}" name={quoteattr(chart.title[:200])} descr={said}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART_URI}">'
        f'<c:chart r:id="{link}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
