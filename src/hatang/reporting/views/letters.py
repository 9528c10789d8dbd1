"""Documents that the office has written from the data, to download."""

from tempfile import TemporaryFile
from typing import IO

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.official import Official, write_official
from hatang.base.official_pdf import write_official_pdf
from hatang.base.sheets import SheetKind, download
from hatang.reporting import access
from hatang.reporting.paper_forms import paper_choices
from hatang.reporting.rules.paper_kinds import PaperKind
from hatang.reporting.writing import AskedPaper, asked_paper, written

# Names of the files.
_NAMES = {
    PaperKind.ASKING: "cong-van-yeu-cau",
    PaperKind.REMINDER: "cong-van-don-doc",
    PaperKind.GATHERED: "bao-cao-tong-hop",
    PaperKind.SUBMISSION: "to-trinh",
    PaperKind.SLIP: "phieu-trinh",
    PaperKind.PERIODIC: "bao-cao-ky",
    PaperKind.RANKING: "thong-bao-ket-qua",
    PaperKind.ASSIGNMENT: "giao-nhiem-vu",
    PaperKind.WEEKLY: "bao-cao-giao-ban",
    PaperKind.CONCLUSIONS: "thong-bao-ket-luan",
}


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Kinds of documents that the house writes, each with what it can be about."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    return render(request, "reporting/papers.html", paper_choices(user, today=clock.today()))


@require_safe
def paper(request: HttpRequest) -> HttpResponseBase:
    """A document as a Word or pdf file."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    asked = asked_paper(user, request.GET)
    return _file(request, asked, written(user, asked, today=clock.today()))


@require_safe
def letter(request: HttpRequest, campaign_id: int, kind: str) -> HttpResponseBase:
    """One of a campaign's documents as a Word or pdf file."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    asked = asked_paper(user, {"loai": kind, "dot": str(campaign_id)})
    return _file(request, asked, written(user, asked, today=clock.today()))


def _file(request: HttpRequest, asked: AskedPaper, official: Official) -> HttpResponseBase:
    kind: SheetKind = "pdf" if request.GET.get("dinh-dang") == "pdf" else "docx"
    return official_file(official, kind, _NAMES[asked.kind])


def official_file(official: Official, kind: SheetKind, name: str) -> HttpResponseBase:
    """A document as a file to download; `name` is without its ending."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response closes it
    write = write_official_pdf if kind == "pdf" else write_official
    write(file, official)
    return download(file, kind, name)
