"""Workbooks at the door: given out as a file, sent back as one, and sent once more after a look."""

import base64
import binascii

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hatang.base.books import MAX_BYTES
from hatang.base.refusal import Refusal

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sent_book(request: HttpRequest) -> bytes:
    """The workbook of this request: a file ("tep"), or the one that was looked at just now ("xem-lai").

    Raises:
        Refusal: there is none.
    """
    file = request.FILES.get("tep")
    if file is not None:
        return bytes(file.read(MAX_BYTES + 1))
    try:
        data = base64.b64decode(request.POST.get("xem-lai", ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refusal(_("Choose the workbook again."), field="tep") from error
    if not data:
        raise Refusal(_("Choose a workbook."), field="tep")
    return data


def carried(data: bytes) -> str:
    """A workbook that was looked at, for the form that sends it once more."""
    return base64.b64encode(data).decode()


def book_response(name: str, data: bytes) -> HttpResponse:
    """A workbook to download, by its name without an ending."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(data, content_type=_MEDIA_TYPE, headers=headers)
