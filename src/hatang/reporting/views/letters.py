"""Documents that the office has written from the data, to download."""

from io import BytesIO
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import page_of
from hatang.base.official import Official
from hatang.base.official_files import official_response
from hatang.base.sheets import SheetKind, download
from hatang.reporting import access, queries
from hatang.reporting.paper_forms import kind_names, paper_choices
from hatang.reporting.paper_templates import filled_in
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
    require(access.may_see_drafts(user))
    may_write = access.may_run_campaigns(user)
    context = {
        "page": page_of(access.visible_drafts(user).defer("content"), request.GET, size=20),
        "may_write": may_write,
        **(paper_choices(user, today=clock.today()) if may_write else {}),
    }
    return render(request, "reporting/papers.html", context)


@require_safe
def paper(request: HttpRequest) -> HttpResponseBase:
    """A document as a Word or pdf file."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    asked = asked_paper(user, request.GET)
    official = written(user, asked, today=clock.today())
    if request.GET.get("dinh-dang") == "soan":
        return _before_drafting(request, user, asked, official)
    return _file(request, asked, official)


@require_safe
def letter(request: HttpRequest, campaign_id: int, kind: str) -> HttpResponseBase:
    """One of a campaign's documents as a Word or pdf file."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    asked = asked_paper(user, {"loai": kind, "dot": str(campaign_id)})
    return _file(request, asked, written(user, asked, today=clock.today()))


def _before_drafting(request: HttpRequest, user: User, asked: AskedPaper, official: Official) -> HttpResponse:
    """What is about to be drafted, and drafts about the same that there are already."""
    same = access.visible_drafts(user).filter(kind=asked.kind.value, title=official.subject)
    context = {
        "name": kind_names()[asked.kind],
        "official": official,
        "same": same.defer("content")[:10],
        "query": [(name, value) for name, value in request.GET.items() if name != "dinh-dang"],
        "mark": uuid4(),
    }
    return render(request, "reporting/paper_new.html", context)


def _file(request: HttpRequest, asked: AskedPaper, official: Official) -> HttpResponseBase:
    kind: SheetKind = "pdf" if request.GET.get("dinh-dang") == "pdf" else "docx"
    return official_file(official, kind, _NAMES[asked.kind], asked.kind)


def official_file(official: Official, kind: SheetKind, name: str, paper: PaperKind) -> HttpResponseBase:
    """A document as a file to download, Word in the layout of its template; `name` without its ending."""
    template = queries.template_in_use(paper) if kind == "docx" else None
    if template is None:
        return official_response(official, asked=kind, name=name)
    return download(BytesIO(filled_in(template, official)), kind, name)
