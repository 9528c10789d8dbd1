"""Campaigns and reports over HTTP."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import Field

from hatang.accounts.access import require, signed_in
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.paging import After, Day, Limit, page_after
from hatang.reporting import access, actions, queries
from hatang.reporting.actions import Written
from hatang.reporting.models import Campaign, DraftPaper, Report, Reporter
from hatang.reporting.queries import ReporterLine
from hatang.reporting.rules.gathering import Gathered
from hatang.reporting.rules.life import ReportState, ReportStep
from hatang.reporting.schemas import (
    CampaignDetailOut,
    CampaignOut,
    CampaignPage,
    DraftOut,
    DraftPage,
    GatheredOut,
    ReportIn,
    ReportOut,
    ReportStepIn,
)

router = Router(tags=["reporting"])
# What a report has under the same name and the API means otherwise: who knows a report knows its unit's part.
_OWN = ("id", "steps")
Number = Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]


@router.get("/campaigns", response=CampaignPage, summary="Campaigns")
def list_campaigns(request: HttpRequest, after: After = 0, limit: Limit = 50) -> dict[str, Any]:
    """Campaigns that ask units for reports; drafts only for who prepares them."""
    user = signed_in(request)
    items, following = page_after(access.visible_campaigns(user), after=after, limit=limit)
    linked = access.linked_documents(user, items)
    return {"items": [_asked(one, linked) for one in items], "next": following}


@router.get("/campaigns/{int:campaign_id}", response=CampaignDetailOut, summary="A campaign")
def get_campaign(request: HttpRequest, campaign_id: int) -> dict[str, Any]:
    """One campaign with its form, its units and how complete it is now."""
    user = signed_in(request)
    return _campaign(user, access.get_campaign(user, campaign_id))


@router.post("/campaigns/{int:campaign_id}/open", response=CampaignDetailOut, summary="Open a campaign")
def open_campaign(request: HttpRequest, campaign_id: int) -> dict[str, Any]:
    """Ask the units for their reports from now on."""
    user = signed_in(request)
    found = access.get_campaign(user, campaign_id)
    return _campaign(user, actions.open_campaign(campaign=found, by=user, at=clock.now()))


@router.post("/campaigns/{int:campaign_id}/close", response=CampaignDetailOut, summary="Close a campaign")
def close_campaign(request: HttpRequest, campaign_id: int) -> dict[str, Any]:
    """Take no more reports, but for exceptions with a day."""
    user = signed_in(request)
    found = access.get_campaign(user, campaign_id)
    return _campaign(user, actions.close_campaign(campaign=found, by=user, at=clock.now()))


@router.get("/campaigns/{int:campaign_id}/gathered", response=list[GatheredOut], summary="Reports as one")
def get_gathered(request: HttpRequest, campaign_id: int) -> list[dict[str, Any]]:
    """Every field over all reports that have arrived, with what each of them says."""
    user = signed_in(request)
    require(access.sees_every_report(user))
    return [_gathered(row) for row in queries.gathered(access.get_campaign(user, campaign_id))]


@router.get("/reports/{int:reporter_id}", response=ReportOut, summary="A report")
def get_report(request: HttpRequest, reporter_id: int) -> dict[str, Any]:
    """What a unit reports for a campaign, begun or not; its number is that of its page."""
    user = signed_in(request)
    return _report(user, access.get_reporter(user, reporter_id))


@router.put("/reports/{int:reporter_id}", response=ReportOut, summary="Write a report")
def write_report(request: HttpRequest, reporter_id: int, body: ReportIn) -> dict[str, Any]:
    """Keep what is written so far; it is checked when it is handed in."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    said: dict[str, Any] = {"values": body.values, "reasons": body.reasons, "seen": body.seen}
    actions.save_report(reporter=found, **said, by=user, at=clock.now())
    return _report(user, access.get_reporter(user, reporter_id))


@router.post("/reports/{int:reporter_id}/steps", response=ReportOut, summary="Take a report a step on")
def take_report_step(request: HttpRequest, reporter_id: int, body: ReportStepIn) -> dict[str, Any]:
    """Hand in, pass on, approve, return, accept …; to submit it use `submission`."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    said: dict[str, Any] = {"step": body.step, "words": body.words, "seen": body.seen}
    actions.take_report_step(reporter=found, **said, by=user, at=clock.now())
    return _report(user, access.get_reporter(user, reporter_id))


@router.post("/reports/{int:reporter_id}/submission", response=ReportOut, summary="Submit a report")
def submit_report(
    request: HttpRequest,
    reporter_id: int,
    number: Form[Number],
    signed_on: Form[Day],
    file: File[UploadedFile],
) -> dict[str, Any]:
    """Send an approved report with its number, its day and the signed PDF."""
    user = signed_in(request)
    found = access.get_reporter(user, reporter_id)
    report = access.report_of(found) or Report(reporter=found)
    require(access.may_take_step(user, report, ReportStep.SUBMIT))
    kept = actions.keep_signed_file(file=file, n_bytes=file.size or 0, name=file.name or "")
    actions.take_report_step(
        reporter=found,
        step=ReportStep.SUBMIT,
        seen=ReportState.APPROVED,
        written=Written(number, signed_on, *kept),
        by=user,
        at=clock.now(),
    )
    return _report(user, access.get_reporter(user, reporter_id))


@router.get("/drafts", response=DraftPage, summary="Draft documents")
def list_drafts(request: HttpRequest, after: After = 0, limit: Limit = 50) -> dict[str, Any]:
    """Documents drafted here that the user may look at; `state` is "laid" where a number is waited for."""
    rows = access.visible_drafts(signed_in(request))
    items, following = page_after(rows, after=after, limit=limit)
    return {"items": items, "next": following}


@router.get("/drafts/{int:draft_id}", response=DraftOut, summary="A draft document")
def get_draft(request: HttpRequest, draft_id: int) -> DraftPaper:
    """One document drafted here: where it is, and the number and day it was issued with."""
    return access.get_draft(signed_in(request), draft_id)


@router.post("/drafts/{int:draft_id}/number", response=DraftOut, summary="Number a draft document")
def number_draft(
    request: HttpRequest,
    draft_id: int,
    number: Form[Number],
    signed_on: Form[Day],
    file: File[UploadedFile | None] = None,
) -> DraftPaper:
    """Enter number and day of a laid draft, and its signed PDF, now or later; its signatures are checked."""
    user = signed_in(request)
    found = access.get_draft(user, draft_id)
    require(access.may_number_draft(user, found))
    kept = None
    if file is not None:
        kept = actions.keep_signed_file(file=file, n_bytes=file.size or 0, name=file.name or "")
    said: dict[str, Any] = {"number": number, "signed_on": signed_on, "file": kept}
    return actions.number_draft(draft=found, **said, by=user, at=clock.now())


def _campaign(user: User, campaign: Campaign) -> dict[str, Any]:
    lines = queries.reporter_lines(user, campaign, today=clock.today())
    return {
        **_asked(campaign, access.linked_documents(user, [campaign])),
        "form": campaign.form_version.definition,
        "completeness": queries.tally(lines),
        "reporters": [_reporter(line) for line in lines],
    }


def _asked(campaign: Campaign, linked: set[int]) -> dict[str, Any]:
    """A campaign; its document only where the reader may open it."""
    said = {name: getattr(campaign, name) for name in CampaignOut.model_fields}
    return {**said, "document_id": campaign.document_id if campaign.document_id in linked else None}


def _reporter(line: ReporterLine) -> dict[str, Any]:
    report = line.report if line.may_read else None
    return {
        "unit_id": line.reporter.unit_id,
        "timeliness": line.timeliness.value,
        "n_days_late": line.n_days_late,
        "report_id": line.reporter.pk if line.may_read else None,
        "state": report.state if report else None,
        "number": report.number if report else "",
        "signed_on": report.signed_on if report else None,
        "n_returned": report.n_returned if report else 0,
    }


def _gathered(row: Gathered) -> dict[str, Any]:
    return {
        "key": row.field.key,
        "label": row.field.label,
        "measure_unit": row.field.measure_unit,
        "roll_up": row.field.rolled_up.value,
        "total": row.total,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "counts": dict(row.counts),
        "said": [
            {"report_id": one.source.pk, "words": one.words, "number": one.number, "is_far": one.is_far}
            for one in row.said
        ],
    }


def _report(user: User, reporter: Reporter) -> dict[str, Any]:
    page = queries.report_page(user, reporter, today=clock.today())
    asked = [one for part in page.parts for one in part.asked]
    kept = [name for name in ReportOut.model_fields if hasattr(page.report, name) and name not in _OWN]
    return {
        **{name: getattr(page.report, name) for name in kept},
        "id": reporter.pk,
        "campaign_id": reporter.campaign_id,
        "unit_id": reporter.unit_id,
        "figures": {one.field.key: one.figure for one in asked if one.figure is not None},
        "former": {one.field.key: one.former for one in asked if one.former is not None},
        "findings": [finding for one in asked for finding in one.findings],
        "may_write": page.may_write,
        "steps": page.steps,
    }
