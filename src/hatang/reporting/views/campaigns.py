"""Campaigns: the list, one with its units, and what the office does with it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.lists import Options, choice, day, page_of
from hatang.base.refusal import NotAllowed, Refusal
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.documents.access import visible_documents
from hatang.notices.views.comments import mark_of
from hatang.reporting import access, actions, queries
from hatang.reporting.choosing import Choice, choices_of, expected_by
from hatang.reporting.forms import (
    REMINDED,
    asked_by,
    campaign_options,
    reminded_options,
    typed_campaign,
    version_options,
    with_kept,
)
from hatang.reporting.models import Campaign, ReportKind
from hatang.reporting.paper_forms import kind_options
from hatang.reporting.period_forms import filled_days, period_kinds
from hatang.reporting.queries import ReporterLine
from hatang.reporting.rules.days import Timeliness
from hatang.reporting.rules.paper_kinds import About
from hatang.reporting.wording import rungs_words, standing_words

_STANDINGS = {
    "chua-nop": (Timeliness.AWAITED, Timeliness.LATE),
    "qua-han": (Timeliness.LATE,),
    "da-nop": (Timeliness.ON_TIME, Timeliness.CAME_LATE),
    "nop-muon": (Timeliness.CAME_LATE,),
}


@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Campaigns with how complete they are; for people of units their own reports first."""
    user, today = signed_in(request), clock.today()
    page = page_of(access.visible_campaigns(user), request.GET, size=30)
    rows = queries.campaign_rows(
        user, access.visible_campaigns(user).filter(pk__in=[row.pk for row in page]), today=today
    )
    context = {
        "page": page,
        "rows": rows,
        "own": [(row, line) for row in rows if row.campaign.is_open for line in row.own],
        "may_run": access.may_run_campaigns(user),
    }
    return render(request, "reporting/campaigns.html", context)


@require_safe
def campaign(request: HttpRequest, campaign_id: int) -> HttpResponseBase:
    """One campaign: what it asks, and each unit's report with how it stands; as a page or a sheet."""
    user, today = signed_in(request), clock.today()
    found = access.get_campaign(user, campaign_id)
    lines = queries.reporter_lines(user, found, today=today)
    standing = choice(request.GET, "tinh-trang", _STANDINGS)
    shown = [line for line in lines if not standing or line.timeliness in _STANDINGS[standing]]
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sheet_response(kind, name="dot-bao-cao", title=str(found), columns=_columns(), rows=shown)
    context = {
        "campaign": found,
        "said": queries.tally(lines),
        "lines": shown,
        "standing": standing,
        "standings": _standing_options(),
        "left_out": found.reporters.exclude(left_out_because="").select_related("unit"),
        "may_open_document": found.document_id in access.linked_documents(user, [found]),
        "may_run": access.may_run_campaigns(user),
        "may_gather": access.sees_every_report(user),
        "may_draw": access.may_run_campaigns(user) and found.form_version.form.kind == ReportKind.SURVEY,
        "is_sampled": found.samples.exists(),
        "stages": queries.stages(user, found, lines),
        "reminders": rungs_words(found.rungs),
        "reminded_options": reminded_options(),
        "letters": kind_options(About.CAMPAIGN),
        "may_send": bool(settings.REPORTING_ADDRESS),
        "sent": found.sent_values.select_related("sent_by").order_by("-sent_at", "-pk")[:5],
    }
    return render(request, "reporting/campaign.html", context)


@require_http_methods(["GET", "POST"])
def new_campaign(request: HttpRequest) -> HttpResponse:
    """Prepare a campaign; what was refused stays in the form."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    if request.method != "POST":
        return _form(request, user, None)
    if request.POST.get("nut") == "ky":
        return _filled(request, user, None)
    try:
        asked = asked_by(user, request.POST)
        made = actions.make_campaign(asked=asked, mark=mark_of(request), by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, user, None, refusal)
    messages.success(request, _("Prepared. Say now who is to report, then open the campaign."))
    return redirect("reporting:reporters", made.pk)


@require_http_methods(["GET", "POST"])
def change_campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Change what a campaign asks."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    found = access.get_campaign(user, campaign_id)
    if request.method != "POST":
        return _form(request, user, found)
    if request.POST.get("nut") == "ky":
        return _filled(request, user, found)
    try:
        asked = asked_by(user, request.POST)
        actions.change_campaign(campaign=found, asked=asked, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _form(request, user, found, refusal)
    messages.success(request, _("Kept."))
    return redirect("reporting:campaign", found.pk)


@require_http_methods(["GET", "POST"])
def choose_reporters(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Say who is to report: proposed from the recipients of the document, corrected by a person."""
    user = signed_in(request)
    require(access.may_run_campaigns(user))
    found = access.get_campaign(user, campaign_id)
    refusal = None
    view = choices_of(user, found)
    if request.method == "POST":
        try:
            expected = expected_by(view, request.POST)
            actions.set_reporters(
                campaign=found,
                expected=expected,
                because=request.POST.get("ly-do", ""),
                by=user,
                at=clock.now(),
            )
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept: %(n)s units are to report.") % {"n": len(expected)})
            return redirect("reporting:campaign", found.pk)
    context = {
        "campaign": found,
        "view": view,
        "is_sampled": found.samples.exists(),
        "ticked": _ticked(view.groups + view.units, request),
        "error": refusal,
        "because": request.POST.get("ly-do", ""),
    }
    return render(request, "reporting/reporters.html", context, status=refusal.status if refusal else 200)


@require_POST
def open_campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Open a campaign: units are told."""
    return _do(request, campaign_id, actions.open_campaign, _("The campaign is open; the units were told."))


@require_POST
def close_campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Close a campaign: reports are locked."""
    return _do(request, campaign_id, actions.close_campaign, _("The campaign is closed."))


@require_POST
def remind(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Remind the units whose reports are in the chosen state, or all whose report has not arrived."""
    user = signed_in(request)
    found = access.get_campaign(user, campaign_id)
    turns = REMINDED[choice(request.POST, "ai", REMINDED) or "chua-nop"]
    try:
        n = actions.remind_now(campaign=found, turns=turns, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        _say_reminded(request, n)
    return redirect("reporting:campaign", found.pk)


def _say_reminded(request: HttpRequest, n: int) -> None:
    if n:
        said = ngettext("%(n)s unit was reminded.", "%(n)s units were reminded.", n)
        messages.success(request, said % {"n": n})
    else:
        none = _("No unit was reminded: there is none, or it was told today, or nobody there signs in.")
        messages.warning(request, none)


@require_POST
def give_exemption(request: HttpRequest, reporter_id: int) -> HttpResponse:
    """Let a unit write until a day although the campaign is closed."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    until_on = day(request.POST, "den-ngay")
    try:
        if until_on is None:
            raise Refusal(_("Choose a day of the calendar."), field="until_on")
        reason = request.POST.get("ly-do", "")
        actions.give_exemption(reporter=found, until_on=until_on, reason=reason, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Kept; the unit was told."))
    return redirect("reporting:report", found.pk)


def _do(request: HttpRequest, campaign_id: int, run: Callable[..., Campaign], said: str) -> HttpResponse:
    user = signed_in(request)
    found = access.get_campaign(user, campaign_id)
    try:
        run(campaign=found, by=user, at=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    return redirect("reporting:campaign", found.pk)


def _filled(request: HttpRequest, user: User, campaign: Campaign | None) -> HttpResponse:
    """The form again, with the days of the period that it names; nothing is kept yet."""
    try:
        days = filled_days(request.POST, queries.period_terms())
    except Refusal as refusal:
        return _form(request, user, campaign, refusal)
    return _form(request, user, campaign, filled=days)


def _form(
    request: HttpRequest,
    user: User,
    campaign: Campaign | None,
    refusal: Refusal | None = None,
    *,
    filled: Mapping[str, str] = MappingProxyType({}),
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    documents: Any = visible_documents(user).order_by("-issued_on", "-pk")[:200]
    document_options = [("", _("None")), *((str(one.pk), str(one)) for one in documents)]
    context = {
        "campaign": campaign,
        "typed": {**typed_campaign(campaign, sent), **filled},
        "is_filled": bool(filled),
        "period_kinds": [("", _("Choose a kind")), *period_kinds()],
        "period": {
            "kind": request.POST.get("loai-ky", ""),
            "year": request.POST.get("nam", "") or str(clock.today().year),
            "number": request.POST.get("so-ky", ""),
        },
        "versions": with_kept(
            [("", _("Choose a form")), *version_options()], campaign.form_version if campaign else None
        ),
        "documents": with_kept(document_options, campaign.document if campaign else None),
        "campaigns": with_kept(campaign_options(user, but=campaign), campaign.after if campaign else None),
        "mark": request.POST.get("dau") or uuid4(),
        "error": refusal,
    }
    return render(request, "reporting/campaign_form.html", context, status=refusal.status if refusal else 200)


def _ticked(choices: list[Choice], request: HttpRequest) -> set[str]:
    if request.method == "POST":
        return set(request.POST.getlist("cho"))
    return {one.key for one in choices if one.is_chosen}


def _standing_options() -> Options:
    return [
        ("", _("All states")),
        ("chua-nop", _("Not submitted")),
        ("qua-han", _("Overdue")),
        ("da-nop", _("Handed to the office")),
        ("nop-muon", _("Submitted late")),
    ]


def _signature(line: ReporterLine) -> str:
    """What the signatures of a report say, to those who may read it."""
    report = line.report if line.may_read else None
    return str(report.get_signature_display()) if report and report.signature else ""


def _columns() -> list[Column[ReporterLine]]:
    return [
        Column(_("Unit"), lambda line: str(line.reporter.unit), 40),
        Column(_("Asked as"), lambda line: line.reporter.printed or str(line.reporter.group or ""), 30),
        Column(_("State"), standing_words, 24),
        Column(_("Days late"), lambda line: line.n_days_late or None, 10),
        Column(_("Number"), lambda line: line.report.number if line.report else "", 18),
        Column(_("Day of the report"), lambda line: line.report.signed_on if line.report else None, 14),
        Column(_("Digital signature"), _signature, 18),
        Column(_("Returned"), lambda line: line.report.n_returned if line.report else None, 10),
        Column(_("Times reminded"), lambda line: line.n_reminded or None, 10),
        Column(_("Last reminded"), lambda line: line.reminded_on, 14),
    ]
