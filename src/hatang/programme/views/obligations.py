"""The page of what one unit owes: the person, milestones, a later deadline, periods, history."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hatang.accounts.access import require, signed_in, works_for
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import number
from hatang.base.refusal import NotAllowed, Refusal
from hatang.base.sheets import sheet_kind
from hatang.programme import access, actions
from hatang.programme.models import HandIn, Obligation, Progress
from hatang.programme.queries.obligations import obligation_page
from hatang.programme.queries.products import products_owed, proofs_for
from hatang.programme.sheets.obligation import obligation_sheet
from hatang.programme.views.items import Refused, RefusedForm, offer_moves


@require_safe
def obligation(request: HttpRequest, obligation_id: int) -> HttpResponseBase:
    """What one unit owes, as a page or a file."""
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        user = signed_in(request)
        return obligation_sheet(kind, user, obligation_page(user, obligation_id, today=clock.today()))
    return owed_page(request, obligation_id)


def owed_page(
    request: HttpRequest,
    obligation_id: int,
    *,
    refused: RefusedForm | None = None,
    step_refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an obligation; what was refused is told beside what was typed."""
    user = signed_in(request)
    page = obligation_page(user, obligation_id, today=clock.today())
    offer_moves(user, page.owed, page.owed.task)
    page.owed.refused = step_refused
    # Nobody plans work that was moved elsewhere or withdrawn; it may be resumed.
    goes_on = page.owed.state != Progress.WITHDRAWN and page.owed.withdrawn_at is None
    context = {
        "page": page,
        "owed": page.owed,
        "task": page.owed.task,
        "refused": refused,
        "today": clock.today(),
        "may_number": page.owed.state == Progress.SUBMITTED and access.may_enter_number(user, page.owed),
        "may_name": goes_on and access.names_responsible(user, page.owed),
        "may_take_on": goes_on and access.may_take_on(user, page.owed),
        "may_work": goes_on and access.may_record_progress(user, page.owed),
        "may_decide": access.may_decide_requests(user, page.owed),
        "is_own": works_for(user, page.owed.unit_id),
        "may_waive": access.may_waive_parts(user, page.owed),
        "products": products_owed(page.owed),
        "proofs": proofs_for(user, page.owed),
    }
    return render(request, "programme/obligation.html", context, status=status)


@require_POST
def name_responsible(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Name the person of the unit who does the work."""

    def do(owed: Obligation, user: User) -> str:
        wanted = number(request.POST, "nguoi-phu-trach")
        person = User.objects.filter(pk=wanted).first() if wanted is not None else None
        if wanted is not None and person is None:
            raise Refusal(_("There is no such person."), field="nguoi-phu-trach")
        if not access.may_name_responsible(user, owed, person):
            raise NotAllowed(
                _("The focal point, a head or the leader of the unit names the person in charge.")
            )
        actions.name_responsible(obligation=owed, person=person, by=user, at=clock.now())
        return _("The person in charge was saved.")

    return run_form(request, obligation_id, "responsible", do)


@require_POST
def ask_deadline(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Ask for a later deadline."""

    def do(owed: Obligation, user: User) -> str:
        require(access.may_record_progress(user, owed))
        asked = actions.ask_deadline(
            obligation=owed,
            until=day_of_form(request, "den-ngay"),
            reason=request.POST.get("ly-do", ""),
            by=user,
            at=clock.now(),
        )
        if isinstance(asked, HandIn):
            return _("The request was handed in to the leader of your unit.")
        return _("The request was sent; whoever follows the plan decides.")

    return run_form(request, obligation_id, "request", do)


@require_POST
def decide_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """Grant or refuse a later deadline."""
    asked = access.get_request(signed_in(request), request_id)

    def do(owed: Obligation, user: User) -> str:
        access.require_deciding(user, owed)
        is_granted = request.POST.get("quyet-dinh") == "dong-y"
        actions.decide_request(
            request=asked,
            is_granted=is_granted,
            answer=request.POST.get("tra-loi", ""),
            until=day_of_form(request, "den-ngay") if is_granted and request.POST.get("den-ngay") else None,
            by=user,
            at=clock.now(),
        )
        return _("The decision was saved; the unit was told.")

    return run_form(request, asked.obligation_id, "decision", do)


@require_POST
def take_back_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """Take a request for a later deadline back."""
    asked = access.get_request(signed_in(request), request_id)

    def do(owed: Obligation, user: User) -> str:
        require(access.may_record_progress(user, owed))
        actions.take_back_request(request=asked, by=user, at=clock.now())
        return _("The request was taken back.")

    return run_form(request, asked.obligation_id, "decision", do)


@require_POST
def add_milestone(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Promise a result for a day."""

    def do(owed: Obligation, user: User) -> str:
        require(access.may_record_progress(user, owed))
        title = request.POST.get("ket-qua", "")
        due_on = day_of_form(request, "ngay")
        actions.add_milestone(obligation=owed, title=title, due_on=due_on, by=user, at=clock.now())
        return _("The milestone was added.")

    return run_form(request, obligation_id, "milestone", do)


@require_POST
def change_milestone(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """Say that a result is there or not, or take the promise away."""
    milestone = access.get_milestone(signed_in(request), milestone_id)

    def do(owed: Obligation, user: User) -> str:
        require(access.may_record_progress(user, owed))
        if request.POST.get("viec") == "xoa":
            actions.remove_milestone(milestone=milestone, by=user, at=clock.now())
            return _("The milestone was taken away.")
        is_reached = request.POST.get("viec") == "dat"
        reached_on = clock.today() if is_reached else None
        actions.reach_milestone(milestone=milestone, reached_on=reached_on, by=user, at=clock.now())
        return _("The milestone was saved.")

    return run_form(request, milestone.obligation_id, "milestone", do)


def run_form(
    request: HttpRequest, obligation_id: int, form: str, do: Callable[[Obligation, User], str]
) -> HttpResponse:
    """Do what a form asks; what is refused is shown with the words that were typed."""
    user = signed_in(request)
    owed = access.get_obligation(user, obligation_id)
    try:
        said = do(owed, user)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        typed = {name.replace("-", "_"): str(value) for name, value in request.POST.items()}
        refused = RefusedForm(form, refusal.sentence, typed)
        return owed_page(request, obligation_id, refused=refused, status=refusal.status)
    messages.success(request, said)
    return redirect("programme:obligation", obligation_id)


def day_of_form(request: HttpRequest, name: str) -> date:
    """A day of a form.

    Raises:
        Refusal: it is missing or no day.
    """
    try:
        found = parse_date(request.POST.get(name, "").strip())
    except ValueError:
        found = None
    if found is None or found.year < 2000 or found.year > 2100:
        raise Refusal(_("Enter a day, such as 2026-01-31."), field=name)
    return found
