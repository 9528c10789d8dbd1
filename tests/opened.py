"""Opens the files that pages give: what stands in them, as plain lists of words."""

import csv
import io
from typing import Any

import docx
import openpyxl
import pypdfium2


def content(answer: Any) -> bytes:
    """The bytes of a download."""
    assert answer.status_code == 200, answer.content.decode()[-500:]
    assert answer["Content-Disposition"].startswith("attachment")
    return bytes(answer.getvalue())


def workbook(answer: Any) -> dict[str, list[list[Any]]]:
    """Rows of each sheet by its name."""
    book = openpyxl.load_workbook(io.BytesIO(content(answer)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def lines(answer: Any) -> list[list[str]]:
    """Lines of a csv."""
    return list(csv.reader(io.StringIO(content(answer).decode("utf-8-sig"))))


def document(answer: Any) -> tuple[list[str], list[list[list[str]]]]:
    """Paragraphs and tables of a Word document."""
    opened = docx.Document(io.BytesIO(content(answer)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in opened.tables]
    return [one.text for one in opened.paragraphs], tables


def pages(answer: Any) -> list[str]:
    """Words of each page of a pdf, with single blanks."""
    opened = pypdfium2.PdfDocument(content(answer))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in opened]
