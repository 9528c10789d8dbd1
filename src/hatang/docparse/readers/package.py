"""The parts of a zip package, opened with care: sizes, ratios and entities are checked first."""

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from hatang.docparse.source import Unreadable

DAMAGED = "The file is damaged: it ends early or was changed; ask for a fresh copy."
TOO_BIG_INSIDE = "The file unpacks to more than a document ever needs and was not opened."
LOCKED = "The file is protected by a password; send a copy without one."

_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """What one zip package may hold."""

    max_members: int = 10_000
    max_part_bytes: int = 128 * 1024 * 1024
    max_ratio: int = 300
    max_unpacked_bytes: int = 1024 * 1024 * 1024


class Package:
    """A zip package whose parts are read one by one, never beyond the limits."""

    def __init__(self, data: bytes, limits: PackageLimits = PackageLimits()) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _ZIP_ERRORS as error:
            raise Unreadable(DAMAGED) from error
        if len(members) > limits.max_members:
            raise Unreadable(TOO_BIG_INSIDE)
        if sum(member.file_size for member in members) > limits.max_unpacked_bytes:
            raise Unreadable(TOO_BIG_INSIDE)
        self._members = {member.filename: member for member in members}

    @property
    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._members)

    def part(self, name: str) -> bytes | None:
        """The bytes of one part, None when it is absent.

        Raises:
            Unreadable: the part is encrypted, broken, or larger than it may be.
        """
        member = self._members.get(name.lstrip("/"))
        if member is None:
            return None
        if member.flag_bits & 0x1:
            raise Unreadable(LOCKED)
        limit = self._limits.max_part_bytes
        packed = max(member.compress_size, 1)
        if member.file_size > limit or (
            member.file_size > 1_000_000 and member.file_size // packed > self._limits.max_ratio
        ):
            raise Unreadable(TOO_BIG_INSIDE)
        try:
            with self._zip.open(member) as stream:
                data = stream.read(limit + 1)
        except _ZIP_ERRORS as error:
            raise Unreadable(DAMAGED) from error
        if len(data) > limit:
            raise Unreadable(TOO_BIG_INSIDE)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """The root of one XML part, None when it is absent."""
        data = self.part(name)
        return None if data is None else parse_xml(data)


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML that may not declare anything: no document type, no entities, no network."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data or _is_utf16(data):
        raise Unreadable(DAMAGED)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(DAMAGED) from error


def _is_utf16(data: bytes) -> bool:
    """Office writes UTF-8; in UTF-16 a document type could hide from the check."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:64]
