"""Filings of operators: the list, a new one, the report of its check, and the steps until it is entered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock, filestore
from hatang.base.book_files import book_response
from hatang.base.filestore import CHUNK_BYTES, StoredFile
from hatang.base.lists import choice, number, page_of
from hatang.base.refusal import NotAllowed, NotFound, Refusal
from hatang.network import access, actions
from hatang.network.filing.books import rows_to_put_right, template
from hatang.network.filing.columns import KINDS, SheetKind
from hatang.network.filing.files import ENDINGS, MAX_BYTES
from hatang.network.filing.positions import SYSTEMS
from hatang.network.models import OPEN, Filing, FilingState
from hatang.network.queries.filing_report import SHOWN, filing_report, set_aside_rows
from hatang.network.rules.periods import filing_period, recent_periods

# Templates by the word in their address: one sheet each, or all of them.
TEMPLATES: dict[str, list[SheetKind]] = {
    "tat-ca": list(KINDS.values()),
    "vi-tri": [KINDS["sites"]],
    "tram-song": [KINDS["cells"]],
    "diem": [KINDS["nodes"]],
    "tuyen": [KINDS["routes"]],
    "trung-tam-du-lieu": [KINDS["data_centres"]],
    "wifi": [KINDS["wifi"]],
}


@require_safe
def filing_list(request: HttpRequest) -> HttpResponse:
    """The filings the user may see, the newest first."""
    user = signed_in(request)
    filings = access.visible_filings(user)
    state = choice(request.GET, "trang-thai", FilingState.values)
    operator = number(request.GET, "don-vi")
    options = [(str(pk), label) for pk, label in _operators(user)]
    if state:
        filings = filings.filter(state=state)
    if operator:
        filings = filings.filter(operator=operator)
    context = {
        "page": page_of(filings, request.GET),
        "state": state,
        "operator": str(operator or ""),
        "operators": [("", _("All operators")), *options],
        "states": [("", _("All states")), *((value, str(label)) for value, label in FilingState.choices)],
        "may_file": access.fileable_operators(user).exists(),
        "may_decide": access.may_keep_the_registry(user),
        "is_filtered": bool(state or operator),
        "templates": [(word, kinds[0].vi) for word, kinds in TEMPLATES.items() if len(kinds) == 1],
    }
    return render(request, "network/filings.html", context)


def _operators(user: User) -> list[tuple[int, str]]:
    units = {
        one.operator_id: one.operator.label
        for one in access.visible_filings(user).distinct("operator_id").order_by("operator_id")
    }
    return sorted(units.items(), key=lambda pair: pair[1])


@require_http_methods(["GET", "HEAD", "POST"])
def new_filing(request: HttpRequest) -> HttpResponse:
    """The form for a file of an operator's inventory, and the file."""
    user = signed_in(request)
    operators = list(access.fileable_operators(user))
    require(bool(operators))
    context: dict[str, Any] = {
        "operators": [(str(one.pk), one.label) for one in operators],
        "periods": [(one.key, Filing(period=one.key).period_name) for one in recent_periods(clock.today())],
        "systems": [("", _("Degrees (WGS 84)")), *SYSTEMS.items()],
        "endings": ENDINGS,
        "limit_mb": MAX_BYTES // 1024 // 1024,
    }
    if request.method != "POST":
        return render(request, "network/filing_new.html", context)
    try:
        wanted = number(request.POST, "don-vi")
        operator = next((one for one in operators if one.pk == wanted), None)
        if operator is None:
            raise Refusal(_("Choose the operator."), field="don-vi")
        period = filing_period(request.POST.get("ky", ""))
        if period is None:
            raise Refusal(_("Choose the period."), field="ky")
        filing = actions.file_inventory(
            operator=operator,
            period=period,
            file=_stored(request),
            name=_name(request),
            system=request.POST.get("he", ""),
            is_partial=request.POST.get("pham-vi") == "bo-sung",
            by=user,
            at=clock.now(),
        )
    except NotAllowed:
        raise
    except actions.AlreadyFiled as refusal:
        messages.info(request, refusal.sentence)
        return redirect("network:filing", refusal.filing.pk)
    except Refusal as refusal:
        context |= {
            "error": refusal,
            "operator": request.POST.get("don-vi", ""),
            "period": request.POST.get("ky", ""),
        }
        return render(request, "network/filing_new.html", context, status=refusal.status)
    return redirect("network:filing", filing.pk)


def _stored(request: HttpRequest) -> StoredFile:
    """The file that was sent, in the store; one that is too large is refused before it is read."""
    file = request.FILES.get("tep")
    if file is None:
        raise Refusal(_("Choose a file."), field="tep")
    if not (file.name or "").lower().endswith(ENDINGS):
        raise Refusal(_("Send an .xlsx, .csv or .geojson file."), field="tep")
    if (file.size or 0) > MAX_BYTES:
        raise filestore.FileTooLarge(
            _("The file is larger than the limit of %(mb)g MB.") % {"mb": MAX_BYTES / 1024 / 1024},
            field="tep",
        )
    return filestore.store(file.chunks(CHUNK_BYTES), max_bytes=MAX_BYTES)


def _name(request: HttpRequest) -> str:
    """What the file that was sent is called."""
    file = request.FILES.get("tep")
    return (file.name or "") if file is not None else ""


@require_safe
def filing_template(request: HttpRequest, word: str) -> HttpResponse:
    """An empty workbook to fill in."""
    signed_in(request)
    if word not in TEMPLATES:
        raise NotFound(_("There is no such template."))
    return book_response(f"mau-ke-khai-{word}", template(TEMPLATES[word]))


@require_safe
def filing(request: HttpRequest, filing_id: int) -> HttpResponse:
    """The report about a filing, with the buttons of the step it is at."""
    user = signed_in(request)
    return _page(request, user, access.get_filing(user, filing_id))


def _page(request: HttpRequest, user: User, found: Filing, refusal: Refusal | None = None) -> HttpResponse:
    may_file = access.may_file(user, found.operator)
    context = {
        "filing": found,
        "report": filing_report(found, request.GET),
        "totals": found.totals,
        "shown_options": [(word, str(name)) for word, name in SHOWN.items()],
        "kind_options": [("", _("All sheets")), *((one.key, one.vi) for one in KINDS.values())],
        "may_submit": may_file and found.state in OPEN,
        "may_withdraw": may_file and found.state in (*OPEN, FilingState.SUBMITTED),
        "may_decide": access.may_keep_the_registry(user) and found.state == FilingState.SUBMITTED,
        "keeps_the_registry": access.may_keep_the_registry(user),
        "is_working": found.state in (FilingState.CHECKING, FilingState.APPROVED),
        "endings": ENDINGS,
        "refusal": refusal,
    }
    return render(request, "network/filing.html", context, status=refusal.status if refusal else 200)


@require_safe
def rows_set_aside(request: HttpRequest, filing_id: int) -> HttpResponse:
    """The rows that were set aside, as a workbook to put right and file again."""
    found = access.get_filing(signed_in(request), filing_id)
    rows = set_aside_rows(found)
    if not rows:
        raise NotFound(_("No row of this filing was set aside."))
    return book_response(f"dong-can-sua-{found.pk}", rows_to_put_right(KINDS.values(), rows))


@require_POST
def add_corrections(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Take in the rows that were put right."""

    def run(found: Filing, user: User) -> None:
        # Nothing is stored of who may not file.
        require(access.may_file(user, found.operator))
        file = _stored(request)
        actions.add_corrections(filing=found, file=file, name=_name(request), by=user, at=clock.now())

    return _step(request, filing_id, run)


@require_POST
def submit(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Send the filing to the programme office."""

    def run(found: Filing, user: User) -> None:
        actions.submit_filing(
            filing=found,
            is_corrected_confirmed=request.POST.get("sua") == "1",
            is_gone_confirmed=request.POST.get("het") == "1",
            by=user,
            at=clock.now(),
        )
        messages.success(request, _("Sent to the programme office."))

    return _step(request, filing_id, run)


@require_POST
def withdraw(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Take the filing back."""

    def run(found: Filing, user: User) -> None:
        actions.withdraw_filing(filing=found, by=user, at=clock.now())
        messages.success(request, _("Withdrawn."))

    return _step(request, filing_id, run)


@require_POST
def approve(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Have the filing entered."""

    def run(found: Filing, user: User) -> None:
        actions.approve_filing(filing=found, by=user, at=clock.now())

    return _step(request, filing_id, run)


@require_POST
def send_back(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Return the filing with a reason."""

    def run(found: Filing, user: User) -> None:
        reason = request.POST.get("ly-do", "")
        actions.return_filing(filing=found, reason=reason, by=user, at=clock.now())
        messages.success(request, _("Returned to the operator."))

    return _step(request, filing_id, run)


def _step(request: HttpRequest, filing_id: int, run: Callable[[Filing, User], None]) -> HttpResponse:
    """Take one step; what is refused is said on the page."""
    user = signed_in(request)
    found = access.get_filing(user, filing_id)
    try:
        run(found, user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, user, access.get_filing(user, filing_id), refusal)
    return redirect("network:filing", found.pk)
