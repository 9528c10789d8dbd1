"""Any file a person may send -> its text: the kind is told by the bytes, the name only breaks ties."""

import logging
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hatang.docparse.readers.docx import main_part, read_docx
from hatang.docparse.readers.markdown import read_markdown
from hatang.docparse.readers.package import DAMAGED, LOCKED, Package
from hatang.docparse.readers.text import read_text
from hatang.docparse.source import Progress, Source, Unreadable

Kind = Literal["txt", "md", "html", "docx", "pdf", "image"]

EMPTY_FILE = "The file is empty."
NOT_A_FILE = "This is not a file with a document."
MEDIA_TYPES: dict[Kind, str] = {
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "image": "application/octet-stream",
}

_log = logging.getLogger(__name__)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|p)\b", re.IGNORECASE)
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "The file is rich text (rtf); save it as docx and send that."),
    (b"GIF8", "Pictures of this kind are not read; send png, jpg, tiff or pdf."),
    (b"BM", "Pictures of this kind are not read; send png, jpg, tiff or pdf."),
    (b"RIFF", "Pictures of this kind are not read; send png, jpg, tiff or pdf."),
    (b"Rar!", "The file is an archive; unpack it and send the documents one by one."),
    (b"7z\xbc\xaf", "The file is an archive; unpack it and send the documents one by one."),
    (b"\x1f\x8b", "The file is an archive; unpack it and send the documents one by one."),
    (b"MZ", "The file is a program, not a document."),
    (b"\x7fELF", "The file is a program, not a document."),
)
_OTHER_PACKAGES = (
    ("xl/workbook", "The file is a workbook; send the document it belongs to as docx or pdf."),
    ("ppt/presentation", "The file is a slide show; send the document it belongs to as docx or pdf."),
    ("content.xml", "The file is an OpenDocument text; save it as docx and send that."),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    max_bytes: int = 50 * 1024 * 1024
    max_pages: int = 2_000
    max_seconds: float = 3_600.0


def read(path: Path, *, progress: Progress | None = None, limits: Limits = Limits()) -> Source:
    """Read a document of any known kind.

    Args:
        path: the file; its name matters only where its bytes leave a choice.
        progress: called with (pages done, pages in all); what it raises stops the reading.
        limits: the largest file, number of pages and time.
    Raises:
        Unreadable: with one sentence that says why and what to do.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            # A folder has no bytes, a device has no end.
            raise Unreadable(NOT_A_FILE)
        if found.st_size > limits.max_bytes:
            raise Unreadable(f"The file is larger than {limits.max_bytes // 1024 // 1024} MB.")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("The file cannot be opened.") from error
    return read_bytes(data, path.name, progress=progress, limits=limits)


def read_bytes(
    data: bytes, name: str, *, progress: Progress | None = None, limits: Limits = Limits()
) -> Source:
    """Read a document that is in memory already; see `read`."""
    if len(data) > limits.max_bytes:
        raise Unreadable(f"The file is larger than {limits.max_bytes // 1024 // 1024} MB.")
    kind = recognise(data, name)
    watch = _Watch(progress)
    try:
        return _reader(kind, watch, limits)(data)
    except Unreadable:
        raise
    except Exception as error:
        if watch.stopped is error:
            raise
        # The last net: a fault nobody foresaw must still be one sentence for the sender.
        _log.exception("reading %s failed", kind)
        raise Unreadable(DAMAGED) from error


def recognise(data: bytes, name: str = "") -> Kind:
    """Tell the kind of a file from its bytes; the ending of its name decides between kinds of text.

    Raises:
        Unreadable: it is empty, or of a kind that is not read.
    """
    head = data[:4096]
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable(EMPTY_FILE)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _package_kind(data)
    if head.startswith(_OLE):
        raise Unreadable(_old_office(data))
    if head.startswith(_IMAGES):
        return "image"
    if b"\x00" in head or not head[:2].isalpha():
        _refuse(head)
    _refuse_named(head)
    return _text_kind(head, name)


def _refuse(head: bytes) -> None:
    for magic, sentence in _REFUSED:
        if head.startswith(magic):
            raise Unreadable(sentence)
    if head[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif"):
        raise Unreadable(_REFUSED[1][1])


def _refuse_named(head: bytes) -> None:
    """Archives and pictures whose mark is made of letters a text could begin with."""
    if head.startswith((b"MIME-Version:", b"From: <Saved by")):
        raise Unreadable("The file is a web archive (mht); save it as docx and send that.")
    if head.startswith((b"GIF87a", b"GIF89a", b"Rar!\x1a")) or head[8:12] == b"WEBP":
        _refuse(head)


def _text_kind(head: bytes, name: str) -> Kind:
    ending = Path(name).suffix.lower()
    if ending in (".md", ".markdown"):
        return "md"
    if ending in (".html", ".htm", ".xhtml") or (ending != ".txt" and _HTML.search(head[:1024])):
        return "html"
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", head, re.IGNORECASE):
        return "html"
    return "txt"


def _package_kind(data: bytes) -> Kind:
    package = Package(data)
    if main_part(package) is not None and "[Content_Types].xml" in package.names:
        return "docx"
    for prefix, sentence in _OTHER_PACKAGES:
        if any(name.startswith(prefix) for name in package.names):
            raise Unreadable(sentence)
    raise Unreadable("The file is an archive; unpack it and send the documents one by one.")


def _old_office(data: bytes) -> str:
    """Old Word files and locked new ones share a container; its directory names tell which."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return LOCKED
    if "WordDocument".encode("utf-16-le") in data:
        return "The file is an old Word document (doc); save it as docx and send that."
    return "The file is an old Office file; save it as docx or pdf and send that."


def _reader(kind: Kind, watch: "_Watch", limits: Limits) -> Callable[[bytes], Source]:
    # Loaded when needed: PDFium and numpy take a fifth of a second, which a text should not wait for.
    if kind == "pdf":
        from hatang.docparse.readers.pdf import read_pdf

        return lambda data: read_pdf(
            data, progress=watch, max_pages=limits.max_pages, max_seconds=limits.max_seconds
        )
    if kind == "image":
        from hatang.docparse.readers.scan import read_image

        return lambda data: read_image(data, progress=watch, max_pages=limits.max_pages)
    if kind == "html":
        from hatang.docparse.readers.html import read_html

        return read_html
    return {"docx": read_docx, "md": read_markdown}.get(kind, read_text)


class _Watch:
    """The caller's progress, remembering what it raised: that is a stop, not a bad file."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.stopped: Exception | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._progress is None:
            return
        try:
            self._progress(done, total)
        except Exception as error:
            self.stopped = error
            raise
