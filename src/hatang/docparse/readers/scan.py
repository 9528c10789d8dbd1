"""Scanned pages: straighten, find the ruling lines, recognise the words with Tesseract."""

import os
import re
import shutil
import struct
import subprocess
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hatang.docparse.markers import roman_value
from hatang.docparse.readers.blocks import emit
from hatang.docparse.readers.grid import Lattice, Place, Stroke, find_lattices
from hatang.docparse.readers.lines import Word, lines_of
from hatang.docparse.readers.numbering import format_number
from hatang.docparse.readers.package import DAMAGED
from hatang.docparse.readers.pages import Sheet, compose
from hatang.docparse.source import Progress, Source, SourceBuilder, Unreadable

NOT_INSTALLED = "Scanned pages need Tesseract with Vietnamese; install the package tesseract-ocr-vie."
NOTHING_SEEN = "No words could be recognised; send a sharper scan."
TOO_LONG = "Recognising the scanned page took too long; send a smaller scan."

Picture = NDArray[np.uint8]

_TIFF = (b"II*\x00", b"MM\x00*")
_DPI = 300
_A4_LONG_INCHES = 11.69
_PAGE_SECONDS = 120
_MAX_PIXELS = 120_000_000
_CELL_GAP = 30  # [px] white space between stacked cells
_NUMBER_GAP = 20  # [px] between a number and the words it counts
_STACK_HEIGHT = 6_000  # [px]
_RULE_ACROSS, _RULE_DOWN = 100, 65  # [px at 300 dpi] shorter strokes belong to letters
_RULE_THICK = 16  # [px] thicker ones are pictures or shading
_NUMBERED = re.compile(r"([IVXHTU1l|]{1,6})([.,]?)((?<=\.)[^\W\d_]\S*)?")
_AS_STROKES = str.maketrans({"H": "II", "U": "II", "T": "I", "1": "I", "l": "I", "|": "I"})
_DOUBTFUL = 0.5  # confidence of what was put right, or may be another sign
_MIN_CONFIDENCE = 0.2  # below it a mark without letters is a speck


def read_image(data: bytes, *, progress: Progress, max_pages: int = 2_000) -> Source:
    """The words of a scanned page or of the pages of a tiff.

    Raises:
        Unreadable: the picture is broken, shows no words, or Tesseract is not installed.
    """
    n_pages = tiff_pages(data) if data[:4] in _TIFF else 1
    if n_pages > max_pages:
        raise Unreadable(f"The file has {n_pages} pages; at most {max_pages} are read.")
    progress(0, n_pages)
    sheets = []
    for index in range(n_pages):
        scaled, dpi = _at_usual_scale(_picture(data, index))
        height, width = scaled.shape
        sheets.append(recognise_page(scaled, width=width * 72 / dpi, height=height * 72 / dpi))
        progress(index + 1, n_pages)
    mend_roman(sheets)
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
    """Cells of tables are recognised one under the other: side by side their words would mix."""
    across, down, bare = _ruling_lines(picture)
    scale = width / picture.shape[1]
    sheet = Sheet(width, height)
    sheet.across = [(y * scale, x0 * scale, x1 * scale) for y, x0, x1 in across]
    sheet.down = [(x * scale, top * scale, bottom * scale) for x, top, bottom in down]
    lattices = find_lattices(sheet.across, sheet.down)
    words = [word for stack in _stacks(bare, lattices, scale) for word in _cell_words(stack, scale)]
    for lattice in lattices:
        bare[
            _px(lattice.top, scale) : _px(lattice.bottom, scale),
            _px(lattice.xs[0], scale) : _px(lattice.xs[-1], scale),
        ] = 255
    return [*_words(_tesseract(bare, "tsv", psm="3"), scale), *words], sheet


# --- cells


@dataclass(slots=True)
class _Piece:
    """The ink of one cell, where it stands on the page and where in the stack [px]."""

    ink: Picture
    page_x: int
    page_y: int
    x: int = 0
    y: int = 0


@dataclass(slots=True)
class _Stack:
    """Rows of pieces one under the other, recognised in one go."""

    rows: list[list[_Piece]] = field(default_factory=list)
    tops: list[int] = field(default_factory=list)
    width: int = 0
    height: int = _CELL_GAP

    def add(self, row: list[_Piece]) -> None:
        """Put a row under the others; a number stands on the first line of the words it counts."""
        lines = [_first_baseline(piece.ink) if len(row) > 1 else 0 for piece in row]
        x = _CELL_GAP
        for piece, line in zip(row, lines, strict=True):
            piece.x, piece.y = x, self.height + max(lines) - line
            x += piece.ink.shape[1] + _NUMBER_GAP
        self.rows.append(row)
        self.tops.append(self.height)
        self.width = max(self.width, x + _CELL_GAP)
        self.height = max(piece.y + piece.ink.shape[0] for piece in row) + _CELL_GAP

    def picture(self) -> Picture:
        """All pieces on one white sheet."""
        canvas: Picture = np.full((self.height, self.width), 255, dtype=np.uint8)
        for piece in (piece for row in self.rows for piece in row):
            height, width = piece.ink.shape
            canvas[piece.y : piece.y + height, piece.x : piece.x + width] = piece.ink
        return canvas

    def piece_at(self, x: float, y: float) -> _Piece:
        """The piece a recognised word belongs to."""
        row = self.rows[max(bisect_right(self.tops, y) - 1, 0)]
        return next((piece for piece in reversed(row) if piece.x - _NUMBER_GAP / 2 <= x), row[0])


def _px(points: float, scale: float) -> int:
    return max(round(points / scale), 0)


def _stacks(bare: Picture, lattices: list[Lattice], scale: float) -> list[_Stack]:
    stacks: list[_Stack] = []
    for lattice in lattices:
        pieces = {
            (place.row, place.col): (place, _piece(bare, lattice, place, scale)) for place in lattice.places
        }
        counted: set[tuple[int, int]] = set()
        for (row, col), (place, piece) in pieces.items():
            if piece is None or (row, col) in counted:
                continue
            beside = pieces.get((row, col + place.n_cols), (place, None))[1] if col == 0 else None
            pair = [piece, beside] if beside is not None and _is_number(piece, bare) else [piece]
            counted.update({(row, col + place.n_cols)} if len(pair) > 1 else ())
            if not stacks or stacks[-1].height > _STACK_HEIGHT:
                stacks.append(_Stack())
            stacks[-1].add([one for one in pair if one is not None])
    return stacks


def _is_number(piece: _Piece, page: Picture) -> bool:
    """A short mark alone on its line; Tesseract reads such badly unless words follow."""
    height, width = piece.ink.shape
    return bool(width < 0.09 * page.shape[1] and height < 0.025 * max(page.shape))


def _piece(bare: Picture, lattice: Lattice, place: Place, scale: float) -> _Piece | None:
    """A cell cut down to its ink with a little margin, None when it is empty."""
    left, right = (_px(lattice.xs[col], scale) for col in (place.col, place.col + place.n_cols))
    top, bottom = (_px(lattice.ys[row], scale) for row in (place.row, place.row + place.n_rows))
    cell = bare[top + 3 : bottom - 2, left + 3 : right - 2]
    ink = cell < 150
    rows, cols = np.flatnonzero(ink.sum(axis=1) > 1), np.flatnonzero(ink.sum(axis=0) > 1)
    if ink.sum() < 30 or not rows.size or not cols.size:
        return None
    y, x = max(int(rows[0]) - 8, 0), max(int(cols[0]) - 8, 0)
    return _Piece(cell[y : int(rows[-1]) + 9, x : int(cols[-1]) + 9], left + 3 + x, top + 3 + y)


def _first_baseline(ink: Picture) -> int:
    """The row on which the first line of letters stands: below it the ink thins out sharply."""
    rows = (ink < 150).sum(axis=1).astype(np.int64)
    inked = np.flatnonzero(rows > 1)
    if not inked.size:
        return 0
    breaks = np.flatnonzero(np.diff(inked) > 3)
    first, last = int(inked[0]), int(inked[breaks[0]] if breaks.size else inked[-1])
    line = np.concatenate([rows[first : last + 1], np.zeros(3, dtype=np.int64)])
    fall = line[:-3] - line[3:]
    half = len(fall) // 2
    return first + half + int(np.argmax(fall[half:])) + 1


def _cell_words(stack: _Stack, scale: float) -> list[Word]:
    """The words of a stack, each moved back to where its cell stands on the page."""
    words = _words(_tesseract(stack.picture(), "tsv", psm="6"), 1.0)
    for word in words:
        piece = stack.piece_at((word.x0 + word.x1) / 2, word.middle)
        right, down = piece.page_x - piece.x, piece.page_y - piece.y
        word.x0, word.x1 = (word.x0 + right) * scale, (word.x1 + right) * scale
        word.top, word.bottom = (word.top + down) * scale, (word.bottom + down) * scale
    return words


def _is_doubtful(words: list[Word]) -> bool:
    scores = [word.confidence or 0.0 for word in words]
    return not scores or sum(scores) / len(scores) < 0.55


# --- the picture


def _cv2() -> Any:
    """OpenCV, loaded when the first scan comes: it takes a fifth of a second."""
    os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(_MAX_PIXELS))
    import cv2

    return cv2


def tiff_pages(data: bytes) -> int:
    """How many pages a tiff chains together."""
    order = "<" if data[:2] == b"II" else ">"
    offset, seen = struct.unpack_from(order + "I", data, 4)[0] if len(data) >= 8 else 0, set[int]()
    while 0 < offset <= len(data) - 6 and offset not in seen:
        seen.add(offset)
        (entries,) = struct.unpack_from(order + "H", data, offset)
        after = offset + 2 + 12 * entries
        offset = struct.unpack_from(order + "I", data, after)[0] if after <= len(data) - 4 else 0
    if not seen:
        raise Unreadable(DAMAGED)
    return len(seen)


def _picture(data: bytes, index: int) -> Picture:
    """One page as a grey picture; only one is in memory at a time."""
    cv2 = _cv2()
    buffer = np.frombuffer(data, dtype=np.uint8)
    try:
        if data[:4] in _TIFF:
            _, pages = cv2.imdecodemulti(buffer, cv2.IMREAD_GRAYSCALE, range=(index, index + 1))
            picture = pages[0] if pages else None
        else:
            picture = cv2.imdecode(buffer, cv2.IMREAD_GRAYSCALE)
    except cv2.error as error:
        raise Unreadable(DAMAGED) from error
    if picture is None or picture.ndim != 2 or min(picture.shape) < 40:
        raise Unreadable(DAMAGED)
    grey: Picture = picture
    return grey


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


@lru_cache(maxsize=4)
def _languages(tesseract: str) -> frozenset[str]:
    listed = subprocess.run(
        [tesseract, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
    )
    return frozenset(listed.stdout.split() + listed.stderr.split())


def is_installed() -> bool:
    """True when scans can be recognised on this machine."""
    tesseract = shutil.which("tesseract")
    return tesseract is not None and "vie" in _languages(tesseract)


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
    text = fields[11].strip().strip("_|")
    if not text:
        return None
    if confidence < _MIN_CONFIDENCE and not any(char.isalnum() for char in text):
        return None
    if text in (">", "<"):
        confidence = min(confidence, _DOUBTFUL)  # as often a printed "at least" that lost its lower stroke
    if text == "ø)":
        text = "g)"
    return Word(text, left, top, left + width, top + height, confidence=confidence)


def _levelled(line: list[Word]) -> list[Word]:
    top = float(np.median([word.top for word in line]))
    bottom = float(np.median([word.bottom for word in line]))
    for word in line:
        if abs(word.middle - (top + bottom) / 2) < 0.6 * (bottom - top):
            word.top, word.bottom = top, bottom
    return line


# --- Roman numbers of headings


def mend_roman(sheets: Iterable[Sheet]) -> None:
    """Correct the Roman numbers of headings in capitals, which Tesseract takes for H, HI or one I less.

    Only what the sequence expects is put in, and only where the strokes allow it; a corrected
    number keeps a low confidence.
    """
    section, annex = 0, 0
    for line in (line for sheet in sheets for line in lines_of(sheet.words)):
        words = line.words
        if not line.text.isupper():
            continue
        if words[0].text == "PHỤ" and len(words) in (2, 3):
            section = 0
            annex = _mend(words[2], annex) if len(words) == 3 else annex
        elif len(line.text) > 6:
            section = _mend(words[0], section)


def _mend(word: Word, before: int) -> int:
    """Correct one number that follows `before`; returns what it is now, or `before` for other words."""
    parts = _NUMBERED.fullmatch(word.text)
    read = roman_value(parts.group(1).translate(_AS_STROKES)) if parts else 0
    if not parts or not read:
        return before
    label, dot, rest = parts.groups()
    strokes = label.translate(_AS_STROKES)
    lost = 2 if read == 1 else 1 if strokes.endswith("I") else 0
    value = before + 1 if read <= before + 1 <= read + lost else read
    numeral = format_number(value, "upperRoman")
    if numeral != label:
        word.confidence = min(word.confidence or 0.0, _DOUBTFUL)
    word.text = f"{numeral}{dot} {rest}" if rest else numeral + dot
    return value
