"""Turns a text pdf into what a scanner gives: grey pictures of pages, slightly skewed and noisy."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200
SKEW_DEGREES = (0.6, -0.4, 0.5, -0.7)
JPEG_QUALITY = 48


def write_scan(source: Path, path: Path) -> None:
    """Write the pages of `source` as a pdf of pictures; the same input gives the same bytes."""
    random = np.random.default_rng(20260422)
    pages = pypdfium2.PdfDocument(source)
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for number in range(len(pages)):
        sharp = pages[number].render(scale=DPI / 72).to_pil().convert("L")
        picture = as_scanned(sharp, SKEW_DEGREES[number % len(SKEW_DEGREES)], random)
        buffer = BytesIO()
        picture.save(buffer, "JPEG", quality=JPEG_QUALITY, dpi=(DPI, DPI))
        buffer.seek(0)
        canvas.drawImage(ImageReader(buffer), 0, 0, *A4)
        canvas.showPage()
    canvas.save()


def as_scanned(page: Image.Image, degrees: float, random: np.random.Generator) -> Image.Image:
    """Skew, soften and roughen one page."""
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).filter(
        ImageFilter.GaussianBlur(0.6)
    )
    grey = np.asarray(turned, dtype=np.float32) * 0.94 + 8
    shade = np.linspace(0, -8, grey.shape[1], dtype=np.float32)
    noisy = grey + shade + random.normal(0, 3.0, grey.shape).astype(np.float32)
    specks = random.random(grey.shape) < 0.00004
    noisy[specks] = 90
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8), "L")
