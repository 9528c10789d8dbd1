"""Pdf: words and ruling lines through PDFium; pages that are pictures go to recognition.

PDFium instead of a Python interpreter of pdf: 30 times faster, and hardened against broken files.
"""

import ctypes
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from hatang.docparse.readers.blocks import emit
from hatang.docparse.readers.grid import MAX_STROKES, Stroke
from hatang.docparse.readers.lines import Word
from hatang.docparse.readers.package import DAMAGED, LOCKED
from hatang.docparse.readers.pages import Sheet, compose
from hatang.docparse.readers.scan import mend_roman, recognise_page
from hatang.docparse.source import Progress, Source, SourceBuilder, Unreadable

TOO_LONG = "Reading the file took too long; split it and send the parts."
NO_WORDS = "The file holds no words."

# PDFium is not thread-safe; jobs of one process may be.
_PDFIUM = threading.Lock()
_WORD = re.compile(r"[^\s\ufffe\x02\x00]+[\ufffe\x02]?")
_RAISED = re.compile(r"(.*[^\W\d_)”\"].*?[^\d\s]|)(\d{1,2})([.,;:)]*)")
_THIN = 3.0  # [pt] a filled rectangle up to this thickness is a drawn line
_UNMOVED = pypdfium2.PdfMatrix()
_SINGLE_LETTERS = 0.3  # share of words of one letter above which a page is taken for spaced letters
_SCAN_WORDS = 40  # fewer words on a page covered by a picture: the words are a stamp


def read_pdf(
    data: bytes, *, progress: Progress, max_pages: int = 2_000, max_seconds: float = 3_600.0
) -> Source:
    """The words and tables of a pdf; scanned pages are recognised.

    Raises:
        Unreadable: it is locked, broken, too long, or needs recognition that is not installed.
    """
    builder = SourceBuilder()
    sheets: list[Sheet] = []
    recognised: list[Sheet] = []
    unread: list[tuple[int, str]] = []
    with _document(data) as document:
        n_pages = _guarded(len, document)
        if n_pages > max_pages:
            raise Unreadable(f"The file has {n_pages} pages; at most {max_pages} are read.")
        stop_at = time.monotonic() + max_seconds
        progress(0, n_pages)
        for index in range(n_pages):
            if time.monotonic() > stop_at:
                raise Unreadable(TOO_LONG)
            sheet, picture = _read_page(document, index)
            if picture is not None:
                try:
                    sheet = recognise_page(picture, width=sheet.width, height=sheet.height)
                    recognised.append(sheet)
                except Unreadable as error:
                    unread.append((index + 1, str(error)))
            sheets.append(sheet)
            progress(index + 1, n_pages)
    if unread and not any(len(sheet.words) >= _SCAN_WORDS for sheet in sheets):
        raise Unreadable(unread[0][1])
    for number, sentence in unread:
        builder.warn("page_not_read", f"Page {number} is a picture. {sentence}")
    mend_roman(recognised)
    emit(builder, compose(sheets))
    source = builder.build()
    if not source.text.strip():
        raise Unreadable(NO_WORDS)
    return source


@contextmanager
def _document(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with _PDFIUM:
            document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unreadable(LOCKED if locked else DAMAGED) from error
    try:
        yield document
    finally:
        with _PDFIUM:
            document.close()


def _guarded(call: Any, *arguments: Any) -> Any:
    with _PDFIUM:
        return call(*arguments)


def _read_page(document: pypdfium2.PdfDocument, index: int) -> tuple[Sheet, Any]:
    """A page's words and lines, and its picture when it has to be recognised."""
    with _PDFIUM:
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            return Sheet(595.0, 842.0), None
        try:
            frame = _Frame(page)
            sheet = Sheet(frame.width, frame.height)
            sheet.words = whole_words(list(_words(page, frame)))
            covered = _collect_objects(page, frame, sheet)
            picture = _render(page) if _needs_recognition(sheet, covered) else None
        finally:
            page.close()
    return sheet, picture


def _needs_recognition(sheet: Sheet, covered: float) -> bool:
    """A picture covers the page, and the words are none, a stamp, or a poor recognition's."""
    if not sheet.words:
        return covered > 0.02
    if covered < 0.5:
        return False
    marked = sum(1 for word in sheet.words if not word.text.isascii())
    return len(sheet.words) < _SCAN_WORDS or marked < 0.15 * len(sheet.words)


def _render(page: pypdfium2.PdfPage) -> Any:
    """The page as a grey picture of 300 dpi, less for very large sheets."""
    width, height = page.get_size()
    scale = min(300 / 72, 5_000 / max(width, height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    return bitmap.to_numpy().copy()


class _Frame:
    """Turns pdf coordinates (from the lower left, before rotation) into places on the seen page."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.left: float
        self.bottom: float
        self.right: float
        self.top: float
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.turn = page.get_rotation() % 360
        width, height = self.right - self.left, self.top - self.bottom
        self.width: float
        self.height: float
        self.width, self.height = (height, width) if self.turn in (90, 270) else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """(x0, top, x1, bottom) as seen."""
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.turn == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


# --- words


def _words(page: pypdfium2.PdfPage, frame: _Frame) -> Iterator[Word]:
    text_page = page.get_textpage()
    try:
        text = _characters(text_page)
        bold = _BoldFonts(text_page)
        for match in _WORD.finditer(text):
            yield from _word(text_page, text, match.start(), match.end(), frame, bold)
    finally:
        text_page.close()


def whole_words(words: list[Word]) -> list[Word]:
    """Put letters together that PDFium took for words, as it does on shrunken pages."""
    if sum(1 for word in words if len(word.text) == 1) < _SINGLE_LETTERS * len(words):
        return words
    whole: list[Word] = []
    for word in words:
        last = whole[-1] if whole else None
        if (
            last is not None
            and abs(last.middle - word.middle) < 0.3 * word.height
            and -0.2 < (word.x0 - last.x1) / max(word.height, 0.1) < 0.09
        ):
            last.text += word.text
            last.x1 = max(last.x1, word.x1)
        else:
            whole.append(word)
    return whole


def _characters(text_page: pypdfium2.PdfTextPage) -> str:
    """One character for each index of PDFium, also where its own text skips or doubles one."""
    count = pdfium.FPDFText_CountChars(text_page)
    text: str = text_page.get_text_range() if count > 0 else ""
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(
        chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\x00" for code in codes
    )


def _word(
    text_page: pypdfium2.PdfTextPage, text: str, start: int, end: int, frame: _Frame, bold: "_BoldFonts"
) -> Iterator[Word]:
    first, last = _char_box(text_page, start, frame), _char_box(text_page, end - 1, frame)
    if first is None or last is None:
        return
    height = first[3] - first[1]
    if end - start > 1 and abs(first[3] - last[3]) > 0.6 * height and not _is_raised(first, last):
        # The word goes on in the next line: split where the characters step down.
        cut = _step(text_page, start, end, frame)
        if start < cut < end:
            yield from _word(text_page, text, start, cut, frame, bold)
            yield from _word(text_page, text, cut, end, frame, bold)
            return
    words = text[start:end].replace("\ufffe", "-").replace("\x02", "-").replace("\x00", "")
    if end - start > 1 and last[3] - last[1] < 0.8 * height:
        raised = _RAISED.fullmatch(words)
        words = f"{raised.group(1)}[{raised.group(2)}]{raised.group(3)}" if raised else words
    is_seen = -5.0 < first[0] < frame.width + 5.0 and -5.0 < first[1] < frame.height + 5.0
    if words and is_seen:
        yield Word(words, first[0], first[1], max(last[2], first[2]), first[3], bold.is_bold(start))


def _is_raised(first: tuple[float, ...], last: tuple[float, ...]) -> bool:
    return last[3] - last[1] < 0.8 * (first[3] - first[1]) and last[1] < first[3]


def _step(text_page: pypdfium2.PdfTextPage, start: int, end: int, frame: _Frame) -> int:
    before = _char_box(text_page, start, frame)
    for index in range(start + 1, end):
        box = _char_box(text_page, index, frame)
        if before and box and abs(box[3] - before[3]) > 0.6 * max(before[3] - before[1], 1.0):
            return index
        before = box or before
    return end


def _char_box(
    text_page: pypdfium2.PdfTextPage, index: int, frame: _Frame
) -> tuple[float, float, float, float] | None:
    """The character's box by its font's height and advance: equal for all letters of a line."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text_page, index, rect):
        return None
    left, right = sorted((rect.left, rect.right))
    low, high = sorted((rect.bottom, rect.top))
    box = frame.box(left, low, right, high)
    if not all(-1e5 < side < 1e5 for side in box):
        return None
    return box[0], box[1], max(box[2], box[0] + 0.1), max(box[3], box[1] + 0.1)


class _BoldFonts:
    """Tells bold characters by the name of their font, each font looked at once."""

    def __init__(self, text_page: pypdfium2.PdfTextPage) -> None:
        self._text_page = text_page
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()

    def is_bold(self, index: int) -> bool:
        """True when the character's font says bold."""
        size = pdfium.FPDFText_GetFontInfo(self._text_page, index, self._name, 256, self._flags)
        if size and re.search(rb"bold|black|heavy|-bd|,b", self._name.value, re.IGNORECASE):
            return True
        return int(pdfium.FPDFText_GetFontWeight(self._text_page, index)) >= 600


# --- ruling lines and pictures


def _collect_objects(page: pypdfium2.PdfPage, frame: _Frame, sheet: Sheet) -> float:
    """Gather the ruling lines; returns the share of the page that pictures cover."""
    covered, strokes = 0.0, 0
    for item, kind, matrix in _objects(page, _UNMOVED, 0):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += _share(_bounds(item, matrix, frame), frame)
        elif strokes < 4 * MAX_STROKES:
            strokes += _collect_path(item, matrix, frame, sheet)
    return min(covered, 1.0)


def _objects(
    parent: Any, matrix: pypdfium2.PdfMatrix, depth: int
) -> Iterator[tuple[Any, int, pypdfium2.PdfMatrix]]:
    """Paths and pictures of a page with the matrix of the forms they stand in."""
    count, get = (
        (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
        if depth == 0
        else (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
    )
    for index in range(min(count(parent), 200_000)):
        item = get(parent, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield item, kind, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 4:
            yield from _objects(item, _matrix(item).multiply(matrix), depth + 1)


def _matrix(item: Any) -> pypdfium2.PdfMatrix:
    raw = pdfium.FS_MATRIX()
    return pypdfium2.PdfMatrix.from_raw(raw) if pdfium.FPDFPageObj_GetMatrix(item, raw) else _UNMOVED


def _bounds(item: Any, matrix: pypdfium2.PdfMatrix, frame: _Frame) -> tuple[float, float, float, float]:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return frame.box(*matrix.on_rect(left.value, bottom.value, right.value, top.value))


def _share(box: tuple[float, float, float, float], frame: _Frame) -> float:
    width = max(0.0, min(box[2], frame.width) - max(box[0], 0.0))
    height = max(0.0, min(box[3], frame.height) - max(box[1], 0.0))
    return width * height / max(frame.width * frame.height, 1.0)


def _collect_path(item: Any, matrix: pypdfium2.PdfMatrix, frame: _Frame, sheet: Sheet) -> int:
    x0, top, x1, bottom = _bounds(item, matrix, frame)
    if bottom - top <= _THIN and x1 - x0 > _THIN:
        sheet.across.append(((top + bottom) / 2, x0, x1))
        return 1
    if x1 - x0 <= _THIN and bottom - top > _THIN:
        sheet.down.append(((x0 + x1) / 2, top, bottom))
        return 1
    return _collect_segments(item, matrix, frame, sheet) if _is_stroked(item) else 0


def _is_stroked(item: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(item, fill, stroke)) and bool(stroke.value)


def _collect_segments(item: Any, matrix: pypdfium2.PdfMatrix, frame: _Frame, sheet: Sheet) -> int:
    """The straight upright and level pieces of a longer path."""
    count: int = min(pdfium.FPDFPath_CountSegments(item), 4 * MAX_STROKES)
    placed = _matrix(item).multiply(matrix)
    start = here = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = placed.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            _add_stroke(here, point, frame, sheet)
        here = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            _add_stroke(here, start, frame, sheet)
            here = start
    return max(count, 1)


def _add_stroke(one: tuple[float, float], other: tuple[float, float], frame: _Frame, sheet: Sheet) -> None:
    left, right = sorted((one[0], other[0]))
    low, high = sorted((one[1], other[1]))
    x0, top, x1, bottom = frame.box(left, low, right, high)
    stroke: Stroke
    if bottom - top <= 1.0 < x1 - x0:
        stroke = ((top + bottom) / 2, x0, x1)
        sheet.across.append(stroke)
    elif x1 - x0 <= 1.0 < bottom - top:
        stroke = ((x0 + x1) / 2, top, bottom)
        sheet.down.append(stroke)
