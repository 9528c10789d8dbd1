"""Real keys, certificates and signed PDFs for the tests of signatures."""

from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.pdfgen.canvas import Canvas

from hatang.portal.demo.signing import Identity, signed
from hatang.portal.demo.signing import identity as issued

__all__ = ["Identity", "appended", "flipped", "identity", "leader", "plain", "root", "signed", "stranger"]

AT = datetime.fromisoformat("2026-06-01T08:00+07:00")


def identity(
    name: str, *, by: Identity | None = None, until: datetime = AT + timedelta(days=900)
) -> Identity:
    """A person of the department of construction, or who vouches for persons when nobody vouches for it."""
    return issued(name, "Sở Xây dựng", since=AT - timedelta(days=900), until=until, by=by)


@cache
def root() -> Identity:
    """Whom the tests trust."""
    return identity("CA của ví dụ")


@cache
def leader() -> Identity:
    """A leader whom the root knows."""
    return identity("Người ký ví dụ", by=root())


@cache
def stranger() -> Identity:
    """Somebody who vouches for himself."""
    return identity("Người lạ")


def plain() -> bytes:
    """A report of one page, unsigned."""
    file = BytesIO()
    page = Canvas(file)
    page.drawString(72, 760, "Bao cao (vi du)")
    page.save()
    return file.getvalue()


def appended(content: bytes) -> bytes:
    """A PDF to which somebody has added words by an incremental update."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    words = writer.add_object(_stream(b"BT /F1 40 Tf 72 400 Td (100 tram 5G) Tj ET"))
    writer.add_stream_to_page(0, words)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def flipped(content: bytes) -> bytes:
    """A PDF of which one byte on its page is another one."""
    place = content.index(b"/MediaBox") + len(b"/MediaBox [ 0 0 ")
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _stream(data: bytes) -> Any:
    return StreamObject(stream_data=data)
