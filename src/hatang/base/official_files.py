"""Drafts of official documents as files to download."""

from tempfile import TemporaryFile
from typing import IO

from django.http.response import HttpResponseBase

from hatang.base.official import Official, write_official
from hatang.base.official_pdf import write_official_pdf
from hatang.base.sheets import SheetKind, download


def official_response(official: Official, *, asked: str | None, name: str) -> HttpResponseBase:
    """A draft to download, as a pdf where that is asked for, else as a Word file; `name` has no ending."""
    kind: SheetKind = "pdf" if asked == "pdf" else "docx"
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response closes it
    (write_official_pdf if kind == "pdf" else write_official)(file, official)
    return download(file, kind, name)
