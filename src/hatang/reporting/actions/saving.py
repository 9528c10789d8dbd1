"""Writes of reports while they are written: nothing typed is lost, nothing of others overwritten."""

from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base import clock, filestore
from hatang.base.filestore import CHUNK_BYTES
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.file_types import PDF, file_type, fitting_name
from hatang.reporting import access
from hatang.reporting.models import Report, Reporter
from hatang.reporting.rules import filled
from hatang.reporting.rules.definition import FieldKind


class StaleReport(Conflict):
    """Somebody else has written in the report since this form saw it; nothing of theirs is overwritten."""

    code = "stale_report"


class PeriodLocked(Conflict):
    """The campaign takes no more of the unit, or the report has left it."""

    code = "period_locked"


def require_writable(*, reporter: Reporter, by: User, at: datetime) -> None:
    """Refuse whoever could not save the report now.

    Raises:
        NotAllowed: the person does not write for the unit.
        PeriodLocked: the campaign takes no more of the unit, or the report has left it.
    """
    require(access.writes_for(by, reporter.unit))
    _require_writable(reporter, access.report_of(reporter) or Report(reporter=reporter), at)


@action
def save_report(
    *,
    reporter: Reporter,
    values: Mapping[str, Any],
    reasons: Mapping[str, str],
    seen: int,
    by: User,
    at: datetime,
) -> Report:
    """Keep what is written so far, right or wrong; it is checked when it is handed in.

    Answers by file stay as they are: only `answer_with_file` changes them; nobody names a file of others.

    Args:
        reporter: whose report, for which campaign.
        values: what was typed, by key of the field.
        reasons: why a number differs from what the house knows, by key of the field.
        seen: how often the report had been saved when this form was shown.
        by: who writes.
        at: when.

    Raises:
        NotAllowed: the person does not write for the unit.
        PeriodLocked: the campaign takes no more of the unit, or the report has left it.
        StaleReport: somebody else was faster; a save that changes nothing is no conflict.
    """
    require(access.writes_for(by, reporter.unit))
    report = locked_report(reporter)
    _require_writable(reporter, report, at)
    definition = reporter.campaign.form_version.read
    files = [field.key for field in definition.fields() if field.kind is FieldKind.FILE]
    answered = {key: report.values.get(key) for key in files}
    kept = filled.kept(definition, {**values, **answered})
    keys = definition.by_key()
    why = {key: str(text).strip()[: filled.MOST_CELL] for key, text in reasons.items() if key in keys}
    why = {key: text for key, text in why.items() if text}
    if (kept, why) == (report.values, report.reasons):
        return report
    if seen != report.n_saves:
        who = report.saved_by or by
        said = _("%(who)s has saved this report meanwhile; yours is still in the form and was not kept.")
        raise StaleReport(said % {"who": who})
    report.values, report.reasons, report.n_saves = kept, why, report.n_saves + 1
    report.saved_at, report.saved_by = at, by
    report.save(update_fields=["values", "reasons", "n_saves", "saved_at", "saved_by"])
    return report


def answer_with_file(
    *, reporter: Reporter, key: str, file: IO[bytes], n_bytes: int, name: str, by: User, at: datetime
) -> Report:
    """Keep a file as the answer of a field.

    Raises:
        NotAllowed: the person does not write for the unit.
        PeriodLocked: the campaign takes no more of the unit, or the report has left it.
        FileTooLarge: it is larger than evidence may be.
        EmptyFile: it has no bytes.
        Refusal: the field takes no file, or the content is of no type that is kept.
    """
    require(access.writes_for(by, reporter.unit))
    field = reporter.campaign.form_version.read.by_key().get(key)
    if field is None or field.kind is not FieldKind.FILE:
        raise Refusal(_("This field takes no file."), field=key)
    kind = file_type(file) if n_bytes else PDF
    if kind is None:
        raise Refusal(_("Files are pdf, docx, xlsx, png or jpg, by their content."), field=key)
    chunks = iter(lambda: file.read(CHUNK_BYTES), b"")
    stored = filestore.store(chunks, max_bytes=settings.MAX_EVIDENCE_BYTES)
    answer = {"sha256": stored.sha256, "name": fitting_name(name, kind)}
    return _keep_answer(reporter=reporter, key=key, answer=answer, by=by, at=at)


@action
def _keep_answer(*, reporter: Reporter, key: str, answer: dict[str, str], by: User, at: datetime) -> Report:
    report = locked_report(reporter)
    _require_writable(reporter, report, at)
    report.values, report.n_saves = {**report.values, key: answer}, report.n_saves + 1
    report.saved_at, report.saved_by = at, by
    report.save(update_fields=["values", "n_saves", "saved_at", "saved_by"])
    return report


def locked_report(reporter: Reporter) -> Report:
    """The report, locked; the first one who writes begins it.

    `reporter` then says whether it is left out and the campaign open as it is now, not as a page saw it.
    """
    # The reporter's row keeps two who begin at once apart.
    rows = Reporter.objects.select_for_update(of=("self",)).select_related("campaign")
    now = rows.get(pk=reporter.pk)
    reporter.left_out_because, reporter.campaign.state = now.left_out_because, now.campaign.state
    report = Report.objects.select_for_update(of=("self",)).filter(reporter=reporter).first()
    report = report or Report.objects.create(reporter=reporter)
    report.reporter = reporter
    return report


def _require_writable(reporter: Reporter, report: Report, at: datetime) -> None:
    if not access.is_unlocked(reporter, today=clock.local(at).date()):
        raise locked_out(reporter)
    if not report.is_writable:
        said = _("The report is “%(state)s” and can no longer be changed; take it back or have it returned.")
        raise PeriodLocked(said % {"state": report.get_state_display()})


def locked_out(reporter: Reporter) -> PeriodLocked:
    """The refusal for a unit of which the campaign takes no more."""
    if reporter.left_out_because:
        return PeriodLocked(_("Your unit is no longer asked for this report."))
    return PeriodLocked(_("The campaign is not open; ask the programme office for an exception with a day."))
