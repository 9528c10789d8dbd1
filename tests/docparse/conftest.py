"""Small documents of every kind, made while the tests run."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from hatang.docparse.source import Source

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "/Library/Fonts")
FAMILIES = (
    ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf"),
    ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
    ("Times New Roman.ttf", "Times New Roman Bold.ttf"),
)


@pytest.fixture(scope="session")
def fonts() -> tuple[str, str]:
    """The names under which reportlab knows a regular and a bold font with Vietnamese letters."""
    from reportlab.pdfbase import pdfmetrics

    files = {
        path.name: path
        for folder in FONT_FOLDERS
        for path in sorted(Path(folder).expanduser().rglob("*.ttf"))
        if speaks_vietnamese(path)
    }
    for regular, bold in FAMILIES:
        if regular in files and bold in files:
            pdfmetrics.registerFont(TTFont("Serif", str(files[regular])))
            pdfmetrics.registerFont(TTFont("Serif-Bold", str(files[bold])))
            return "Serif", "Serif-Bold"
    pytest.skip("no font with Vietnamese letters is installed (fonts-liberation or fonts-noto-core)")


def speaks_vietnamese(path: Path) -> bool:
    """True when the font has the letters of Vietnamese."""
    if not any(path.name in family for family in FAMILIES):
        return False
    return all(ord(letter) in TTFont("probe", str(path)).face.charToGlyph for letter in "ộủặỳĐơư")


@pytest.fixture(scope="session")
def make_pdf(fonts: tuple[str, str]) -> Callable[..., bytes]:
    """Builds a pdf from reportlab flowables, with A4 pages and page numbers when asked."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    def make(story: list[Any], *, on_page: Callable[..., None] | None = None, **options: Any) -> bytes:
        out = io.BytesIO()
        document = SimpleDocTemplate(
            out, pagesize=A4, leftMargin=85, rightMargin=57, topMargin=57, bottomMargin=57, **options
        )
        draw = on_page or (lambda canvas, page: None)
        document.build(story, onFirstPage=draw, onLaterPages=draw)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def styles(fonts: tuple[str, str]) -> dict[str, Any]:
    """Paragraph styles of an official document: body, centred title, cell, bold cell."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle

    regular, bold = fonts
    body = {"fontName": regular, "fontSize": 13, "leading": 17}
    return {
        "body": ParagraphStyle("body", alignment=TA_JUSTIFY, firstLineIndent=36, spaceAfter=6, **body),
        "title": ParagraphStyle("title", alignment=TA_CENTER, **{**body, "fontName": bold}),
        "cell": ParagraphStyle("cell", **{**body, "fontSize": 12, "leading": 14}),
        "head": ParagraphStyle(
            "head", alignment=TA_CENTER, **{**body, "fontName": bold, "fontSize": 12, "leading": 14}
        ),
    }


@pytest.fixture(scope="session")
def make_docx() -> Callable[[Callable[[Any], None]], bytes]:
    """Builds a docx with python-docx."""
    import docx

    def make(build: Callable[[Any], None]) -> bytes:
        document = docx.Document()
        build(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def scan() -> Callable[..., Any]:
    """Turns a page of a pdf into a picture as a scanner would: askew, soft and grainy."""
    import cv2
    import numpy as np
    import pypdfium2
    from PIL import Image

    def make(pdf: bytes, *, page: int = 0, degrees: float = 1.2, dpi: int = 200) -> Image.Image:
        document = pypdfium2.PdfDocument(pdf)
        picture = document[page].render(scale=dpi / 72, grayscale=True).to_numpy().copy()
        document.close()
        height, width = picture.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        picture = cv2.warpAffine(picture, turn, (width, height), borderValue=255, flags=cv2.INTER_CUBIC)
        picture = cv2.GaussianBlur(picture, (0, 0), 0.6)
        grain = np.random.default_rng(7).normal(0, 8, picture.shape)
        return Image.fromarray(np.clip(picture + grain, 0, 255).astype(np.uint8))

    return make


@pytest.fixture(scope="session")
def lines() -> Callable[[Source], list[str]]:
    """The lines of a source without the empty ones."""
    return lambda source: [line for line in source.text.split("\n") if line]


@pytest.fixture(scope="session")
def cells() -> Callable[..., dict[tuple[int, int], str]]:
    """The words of a table's cells by row and column."""

    def of(source: Source, index: int = 0) -> dict[tuple[int, int], str]:
        table = source.tables[index]
        return {(cell.row, cell.col): source.text[cell.start : cell.end] for cell in table.cells}

    return of


@pytest.fixture(scope="session")
def bold_words() -> Callable[[Source], list[str]]:
    """What a source says is bold."""
    return lambda source: [source.text[start:end] for start, end in source.bold]
