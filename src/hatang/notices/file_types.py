"""What a file is, told from its content; its name does not count."""

import re
import zipfile
from dataclasses import dataclass
from typing import IO

# A part of an office file that says what the file is; longer ones are made to hurt.
_MOST_BYTES = 1024 * 1024
_MOST_PARTS = 20_000
_PNG = b"\x89PNG\r\n\x1a\n"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")


@dataclass(frozen=True)
class FileType:
    """A type of file that is kept as evidence."""

    ending: str
    media_type: str
    is_picture: bool = False


PDF = FileType("pdf", "application/pdf")
DOCX = FileType("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = FileType("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
PNG = FileType("png", "image/png", is_picture=True)
JPEG = FileType("jpg", "image/jpeg", is_picture=True)
FILE_TYPES = (PDF, DOCX, XLSX, PNG, JPEG)
MEDIA_TYPES = tuple(one.media_type for one in FILE_TYPES)


def file_type(file: IO[bytes]) -> FileType | None:
    """The type of an open file; None for any other. The file stands at its beginning afterwards."""
    try:
        file.seek(0)
        head = file.read(1024)
        if head.startswith(_PNG) and head[12:16] == b"IHDR":
            return PNG
        if head.startswith(b"\xff\xd8\xff"):
            return JPEG
        if b"%PDF-" in head:
            return PDF
        return _office_type(file) if head.startswith(b"PK\x03\x04") else None
    finally:
        file.seek(0)


def is_locked_or_old(file: IO[bytes]) -> bool:
    """Whether it is an office file of the old kind, or one with a password: they share a container."""
    file.seek(0)
    head = file.read(len(_OLE))
    file.seek(0)
    return head == _OLE


def fitting_name(name: str, kind: FileType) -> str:
    """The last part of a name, printable, with the ending of the type, as long as a column holds."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if sign.isprintable() and sign not in '"<>|:*?').strip(" .")
    endings = (".jpg", ".jpeg") if kind is JPEG else (f".{kind.ending}",)
    if plain.lower().endswith(endings):
        return plain[-200:]
    stem = _ENDING.sub("", plain) or "minh-chung"
    return f"{stem[-190:]}.{kind.ending}"


def _office_type(file: IO[bytes]) -> FileType | None:
    """Word or Excel without macros, from the list of parts that every such file carries."""
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
            if len(names) > _MOST_PARTS or any("vbaproject" in name.lower() for name in names):
                return None
            if package.getinfo("[Content_Types].xml").file_size > _MOST_BYTES:
                return None
            with package.open("[Content_Types].xml") as part:
                said = part.read(_MOST_BYTES)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None
    if _WORD in said and "word/document.xml" in names:
        return DOCX
    return XLSX if _SHEET in said and "xl/workbook.xml" in names else None
