"""Scanned pages: straighten, find the ruling lines, recognise the words with Tesseract."""

import os
import shutil
import subprocess
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hatang.docparse.readers.blocks import emit
from hatang.docparse.readers.grid import Stroke
from hatang.docparse.readers.lines import Word
from hatang.docparse.readers.package import DAMAGED
from hatang.docparse.readers.pages import Sheet, compose
from hatang.docparse.source import Progress, Source, SourceBuilder, Unreadable

NOT_INSTALLED = "Scanned pages need Tesseract with Vietnamese; install the package tesseract-ocr-vie."
NOTHING_SEEN = "No words could be recognised; send a sharper scan."
TOO_LONG = "Recognising the scanned page took too long; send a smaller scan."

Picture = NDArray[np.uint8]

_DPI = 300
_A4_LONG_INCHES = 11.69
_PAGE_SECONDS = 120
_MAX_PIXELS = 120_000_000
_RULE_ACROSS, _RULE_DOWN = 100, 65  # [px at 300 dpi] shorter strokes belong to letters
_RULE_THICK = 16  # [px] thicker ones are pictures or shading
_MIN_CONFIDENCE = 0.2  # below it a mark without letters is a speck


def read_image(data: bytes, *, progress: Progress, max_pages: int = 2_000) -> Source:
    """The words of a scanned page or of the pages of a tiff.

    Raises:
        Unreadable: the picture is broken, shows no words, or Tesseract is not installed.
    """
    pictures = _pictures(data)
    if len(pictures) > max_pages:
        raise Unreadable(f"The file has {len(pictures)} pages; at most {max_pages} are read.")
    progress(0, len(pictures))
    sheets = []
    for index, picture in enumerate(pictures):
        scaled, dpi = _at_usual_scale(picture)
        height, width = scaled.shape
        sheets.append(recognise_page(scaled, width=width * 72 / dpi, height=height * 72 / dpi))
        progress(index + 1, len(pictures))
    builder = SourceBuilder()
    emit(builder, compose(sheets))
    source = builder.build()
    if not source.text.strip():
        raise Unreadable(NOTHING_SEEN)
    return source


def recognise_page(picture: Picture, *, width: float, height: float) -> Sheet:
    """Words and ruling lines of a grey picture, placed on a page of the given size [pt].

    Raises:
        Unreadable: Tesseract or its Vietnamese data is missing, or the page takes too long.
    """
    _require_tesseract()
    straight = _deskewed(picture)
    words, sheet = _recognised(straight, width, height)
    if _is_doubtful(words):
        turn = _quarter_turns(straight)
        if turn:
            turned: Picture = np.ascontiguousarray(np.rot90(straight, k=turn))
            size = (height, width) if turn % 2 else (width, height)
            words, sheet = _recognised(_deskewed(turned), *size)
    sheet.words = words
    return sheet


def _recognised(picture: Picture, width: float, height: float) -> tuple[list[Word], Sheet]:
    across, down, bare = _ruling_lines(picture)
    scale = width / picture.shape[1]
    sheet = Sheet(width, height)
    sheet.across = [(y * scale, x0 * scale, x1 * scale) for y, x0, x1 in across]
    sheet.down = [(x * scale, top * scale, bottom * scale) for x, top, bottom in down]
    return _words(_tesseract(bare, "tsv", psm="4" if across and down else "3"), scale), sheet


def _is_doubtful(words: list[Word]) -> bool:
    scores = [word.confidence or 0.0 for word in words]
    return not scores or sum(scores) / len(scores) < 0.55


# --- the picture


def _cv2() -> Any:
    """OpenCV, loaded when the first scan comes: it takes a fifth of a second."""
    os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(_MAX_PIXELS))
    import cv2

    return cv2


def _pictures(data: bytes) -> list[Picture]:
    cv2 = _cv2()
    buffer = np.frombuffer(data, dtype=np.uint8)
    try:
        if data[:4] in (b"II*\x00", b"MM\x00*"):
            is_read, pages = cv2.imdecodemulti(buffer, cv2.IMREAD_GRAYSCALE)
            pictures = list(pages) if is_read else []
        else:
            picture = cv2.imdecode(buffer, cv2.IMREAD_GRAYSCALE)
            pictures = [] if picture is None else [picture]
    except cv2.error as error:
        raise Unreadable(DAMAGED) from error
    pictures = [picture for picture in pictures if picture.ndim == 2 and min(picture.shape) >= 40]
    if not pictures:
        raise Unreadable(DAMAGED)
    return pictures


def _at_usual_scale(picture: Picture) -> tuple[Picture, float]:
    """Bring a page to about 300 dpi, taking its long side for that of A4."""
    cv2 = _cv2()
    dpi = max(picture.shape) / _A4_LONG_INCHES
    if 250 <= dpi <= 420:
        return picture, dpi
    factor = _DPI / dpi
    way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=way), float(_DPI)


def _ink(picture: Picture) -> Picture:
    """White ink on black ground, even under uneven light."""
    cv2 = _cv2()
    ink: Picture = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, blockSize=51, C=15
    )
    return ink


def _deskewed(picture: Picture) -> Picture:
    """Turn the page so that its lines lie level (up to 5 degrees)."""
    cv2 = _cv2()
    factor = 900 / max(picture.shape)
    small = _ink(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    angle = max(np.arange(-5.0, 5.01, 0.5), key=lambda degrees: _levelness(small, degrees))
    angle = max(np.arange(angle - 0.5, angle + 0.51, 0.1), key=lambda degrees: _levelness(small, degrees))
    if abs(angle) < 0.15:
        return picture
    turned: Picture = _rotated(picture, float(angle), 255)
    return turned


def _levelness(ink: Picture, degrees: float) -> float:
    """How sharply the ink falls into rows: greatest when text lines are level."""
    rows = _rotated(ink, float(degrees), 0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _rotated(picture: Picture, degrees: float, fill: int) -> Any:
    cv2 = _cv2()
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill)


def _ruling_lines(picture: Picture) -> tuple[list[Stroke], list[Stroke], Picture]:
    """Level and upright strokes, and the picture without those that form tables."""
    cv2 = _cv2()
    ink = _ink(picture)
    scale = max(picture.shape) / (_A4_LONG_INCHES * _DPI)
    across, across_mask = _strokes(ink, (max(int(_RULE_ACROSS * scale), 20), 1), scale)
    down, down_mask = _strokes(ink, (1, max(int(_RULE_DOWN * scale), 15)), scale)
    if not across or not down:
        return across, down, picture
    mask = cv2.dilate(cv2.bitwise_or(across_mask, down_mask), np.ones((5, 5), np.uint8))
    bare: Picture = picture.copy()
    bare[mask > 0] = 255
    return across, down, bare


def _strokes(ink: Picture, kernel: tuple[int, int], scale: float) -> tuple[list[Stroke], Picture]:
    """Straight strokes at least as long as the kernel; a little wavy or broken ones too."""
    cv2 = _cv2()
    is_level = kernel[0] > kernel[1]
    thick = cv2.dilate(ink, np.ones((3, 1) if is_level else (1, 3), np.uint8))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(kernel[::-1], np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    strokes: list[Stroke] = []
    kept = np.zeros(count, dtype=np.uint8)
    for index in range(1, min(count, 4000)):
        x, y, width, height, _ = (int(value) for value in stats[index])
        length, thickness = (width, height) if is_level else (height, width)
        if thickness > max(_RULE_THICK * scale, length * 0.02):
            continue
        kept[index] = 255
        strokes.append((y + height / 2, x, x + width) if is_level else (x + width / 2, y, y + height))
    mask: Picture = kept[labels]
    return strokes, mask


# --- Tesseract


@lru_cache(maxsize=1)
def _languages(tesseract: str) -> frozenset[str]:
    listed = subprocess.run(
        [tesseract, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
    )
    return frozenset(listed.stdout.split() + listed.stderr.split())


def _require_tesseract() -> str:
    tesseract = shutil.which("tesseract")
    if tesseract is None or "vie" not in _languages(tesseract):
        raise Unreadable(NOT_INSTALLED)
    return tesseract


def _tesseract(picture: Picture, form: str, *, psm: str, language: str = "vie") -> str:
    """Run Tesseract on a grey picture; one thread, since pages are the unit of parallel work."""
    is_encoded, png = _cv2().imencode(".png", picture)
    if not is_encoded:
        raise Unreadable(DAMAGED)
    command = [
        _require_tesseract(),
        "stdin",
        "stdout",
        "-l",
        language,
        "--psm",
        psm,
        "--dpi",
        str(_DPI),
        form,
    ]
    try:
        done = subprocess.run(
            command,
            input=png.tobytes(),
            capture_output=True,
            timeout=_PAGE_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_LONG) from error
    recognised: bytes = done.stdout
    return recognised.decode("utf-8", errors="replace")


def _quarter_turns(picture: Picture) -> int:
    """How many quarter turns against the clock set the page upright, by Tesseract's own guess."""
    if "osd" not in _languages(_require_tesseract()):
        return 0
    for line in _tesseract(picture, "", psm="0", language="osd").splitlines():
        if line.startswith("Orientation in degrees:"):
            return int(line.rpartition(":")[2]) // 90 % 4
    return 0


def _words(tsv: str, scale: float) -> list[Word]:
    """The recognised words; those of one line get one height, so that accents do not part them."""
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in tsv.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        word = _word(fields, scale)
        if word is not None:
            lines.setdefault(tuple(fields[1:5]), []).append(word)
    return [word for line in lines.values() for word in _levelled(line)]


def _word(fields: list[str], scale: float) -> Word | None:
    left, top, width, height = (int(value) * scale for value in fields[6:10])
    confidence = max(0.0, min(float(fields[10]) / 100, 1.0))
    text = fields[11].strip()
    if confidence < _MIN_CONFIDENCE and not any(char.isalnum() for char in text):
        return None
    return Word(text, left, top, left + width, top + height, confidence=confidence)


def _levelled(line: list[Word]) -> list[Word]:
    top = float(np.median([word.top for word in line]))
    bottom = float(np.median([word.bottom for word in line]))
    for word in line:
        if abs(word.middle - (top + bottom) / 2) < 0.6 * (bottom - top):
            word.top, word.bottom = top, bottom
    return line
