"""Written reports that come as a file: sent, read, and what is proposed from them decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock, filestore
from hatang.base.lists import day, number, page_of
from hatang.base.refusal import NotAllowed, Refusal
from hatang.reporting import access, actions, queries
from hatang.reporting.actions import Decided
from hatang.reporting.models import IncomingReport, SaidName
from hatang.reporting.queries import ProposalLine

# Words of the form for what is taken over; "bo" drops it, nothing leaves it open.
STATES = {"chua": SaidName.NOT_STARTED, "dang": SaidName.IN_PROGRESS, "xong": SaidName.DONE}


@dataclass(frozen=True)
class Row:
    """A proposal as its form shows it: what was sent, else what is proposed."""

    line: ProposalLine
    choice: str
    done_on: str
    number: str
    words: str


@require_http_methods(["GET", "HEAD", "POST"])
def incoming_list(request: HttpRequest) -> HttpResponse:
    """Written reports with what is still to be decided; a file is sent here."""
    user = signed_in(request)
    error: Refusal | None = None
    if request.method == "POST":
        try:
            return redirect("reporting:incoming", _receive(request, user).pk)
        except NotAllowed:
            raise
        except Refusal as refusal:
            error = refusal
    units = access.sending_units(user).order_by("sort_key")
    context = {
        "page": page_of(queries.incoming_rows(user), request.GET, size=30),
        "units": [(str(unit.pk), unit.name) for unit in units],
        "unit": request.POST.get("don-vi", ""),
        "error": error,
    }
    return render(request, "reporting/incoming_list.html", context, status=error.status if error else 200)


def _receive(request: HttpRequest, user: User) -> IncomingReport:
    units = access.sending_units(user)
    chosen = number(request.POST, "don-vi")
    unit = units.filter(pk=chosen).first() if chosen is not None else None
    require(units.exists())
    if unit is None:
        raise Refusal(_("Choose the unit whose report it is."), field="don-vi")
    file = request.FILES.get("tep")
    if file is None or file.file is None:
        raise Refusal(_("Choose a file first."), field="tep")
    return actions.receive_report(
        unit=unit, file=file.file, n_bytes=file.size or 0, name=str(file.name), by=user, at=clock.now()
    )


@require_safe
def incoming(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """How far the reading is; then each passage beside what is proposed from it."""
    user = signed_in(request)
    return _page(request, user, access.get_incoming(user, incoming_id))


@require_POST
def decide(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """Take over or drop what was proposed; what nothing is said of stays open."""
    user = signed_in(request)
    found = access.get_incoming(user, incoming_id)
    require(access.may_send_report(user, found.unit))
    try:
        lines = queries.proposal_lines(user, found)
        done = actions.decide_proposals(
            incoming=found, decided=_decided(request.POST, lines), by=user, at=clock.now()
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, user, access.get_incoming(user, incoming_id), refusal)
    messages.success(request, _("%(n)s decided; the report was added as evidence.") % {"n": len(done)})
    return redirect("reporting:incoming", found.pk)


@require_POST
def cancel(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """Stop the reading of a written report."""
    user = signed_in(request)
    found = access.get_incoming(user, incoming_id)
    require(access.may_send_report(user, found.unit))
    actions.cancel_reading(incoming=found, by=user, at=clock.now())
    return redirect("reporting:incoming", found.pk)


@require_safe
def fetch(request: HttpRequest, incoming_id: int) -> HttpResponseBase:
    """The file of a written report, always as a download."""
    found = access.get_incoming(signed_in(request), incoming_id)
    response = FileResponse(filestore.open_stored(found.sha256), as_attachment=True, filename=found.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _decided(sent: Mapping[str, str], lines: list[ProposalLine]) -> dict[int, Decided]:
    """What the form says of each proposal that the user may decide."""
    found = {}
    for line in lines:
        key = line.proposal.pk
        word = sent.get(f"p-{key}", "")
        if not line.may_decide or word not in (*STATES, "bo"):
            continue
        state = STATES[word].value if word in STATES else ""
        done_on = day(sent, f"ngay-{key}") if word == "xong" else None
        if word == "xong" and sent.get(f"ngay-{key}") and done_on is None:
            raise Refusal(_("Choose a day of the calendar."), field=f"p-{key}")
        words, so = sent.get(f"loi-{key}", ""), " ".join(sent.get(f"so-{key}", "").split())
        found[key] = Decided(state, done_on, so, words)
    return found


def _row(line: ProposalLine, sent: Mapping[str, str] | None) -> Row:
    one = line.proposal
    if sent is not None:
        names = ("p", "ngay", "so", "loi")
        return Row(line, *(sent.get(f"{name}-{one.pk}", "") for name in names))
    words = {state: word for word, state in STATES.items()}
    choice = words[SaidName(one.state)] if one.state and one.is_still_owed else ""
    done_on = one.done_on.isoformat() if one.done_on else ""
    return Row(line, choice, done_on, one.number, line.words)


def _page(
    request: HttpRequest, user: User, found: IncomingReport, refusal: Refusal | None = None
) -> HttpResponse:
    lines = queries.proposal_lines(user, found)
    sent = request.POST if refusal else None
    context = {
        "incoming": found,
        "rows": [_row(line, sent) for line in lines if line.proposal.is_open],
        "decided": [line for line in lines if not line.proposal.is_open],
        "may_decide": any(line.may_decide for line in lines),
        "may_send": access.may_send_report(user, found.unit),
        "states": [(word, state.label) for word, state in STATES.items()],
        "error": refusal,
        "today": clock.today().isoformat(),
    }
    return render(request, "reporting/incoming.html", context, status=refusal.status if refusal else 200)
