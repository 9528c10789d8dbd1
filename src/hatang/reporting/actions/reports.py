"""Writes of reports: saved while they are written, and taken from step to step until they are accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Role, User
from hatang.accounts.queries import people_holding
from hatang.base import clock, filestore
from hatang.base.filestore import CHUNK_BYTES
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import tell
from hatang.notices.file_types import PDF, file_type, fitting_name
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of
from hatang.reporting import access, queries
from hatang.reporting.actions.campaigns import checked_reason
from hatang.reporting.models import Report, Reporter, ReportVersion, StepName, TakenStep
from hatang.reporting.rules import filled
from hatang.reporting.rules.definition import FieldKind
from hatang.reporting.rules.life import MOVES, REASONED, WITHIN, ReportState, ReportStep

MOST_NUMBER = 80


class StaleReport(Conflict):
    """Somebody else has written in the report since this form saw it; nothing of theirs is overwritten."""

    code = "stale_report"


class PeriodLocked(Conflict):
    """The campaign takes no more of the unit, or the report has left it."""

    code = "period_locked"


class WrongStep(Conflict):
    """The step does not lead on from the state of the report."""

    code = "wrong_step"


class NotComplete(Refusal):
    """The report cannot leave the unit as it is: fields are missing or wrong."""

    code = "not_complete"


@dataclass(frozen=True)
class Written:
    """What a clerk enters when a report leaves the unit: number, day, and the signed file as it is kept."""

    number: str
    signed_on: date | None
    file_sha256: str
    file_name: str


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
    report = _locked(reporter)
    _require_writable(reporter, report, at)
    definition = reporter.campaign.form_version.read
    kept = filled.kept(definition, values)
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


def keep_signed_file(*, file: IO[bytes], n_bytes: int, name: str) -> tuple[str, str]:
    """Keep the signed file of a report; gives its hash and name.

    Raises:
        FileTooLarge: it is larger than evidence may be.
        EmptyFile: it has no bytes.
        Refusal: it is no PDF by its content.
    """
    if n_bytes and file_type(file) is not PDF:
        raise Refusal(_("The signed report is a PDF file; this one is not, by its content."), field="file")
    chunks = iter(lambda: file.read(CHUNK_BYTES), b"")
    stored = filestore.store(chunks, max_bytes=settings.MAX_EVIDENCE_BYTES)
    return stored.sha256, fitting_name(name, PDF)


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
    report = _locked(reporter)
    _require_writable(reporter, report, at)
    report.values, report.n_saves = {**report.values, key: answer}, report.n_saves + 1
    report.saved_at, report.saved_by = at, by
    report.save(update_fields=["values", "n_saves", "saved_at", "saved_by"])
    return report


@action
def take_report_step(
    *,
    reporter: Reporter,
    step: str,
    words: str = "",
    seen: str = "",
    written: Written | None = None,
    by: User,
    at: datetime,
) -> Report:
    """Take a report one step on or back; those whom it concerns are told.

    Args:
        reporter: whose report, for which campaign.
        step: one of `ReportStep`.
        words: why, where the step says so.
        seen: the state on the page from which it is taken; empty when it does not matter.
        written: number, day and signed file; only for submitting.
        by: who takes the step.
        at: when.

    Raises:
        NotAllowed: the step is not the person's.
        WrongStep: it does not lead on from the state, or somebody was faster.
        PeriodLocked: the campaign takes no more of the unit.
        NotComplete: fields are missing or wrong, or number, day or signed file are missing.
        Refusal: there is no such step, or the reason is missing.
    """
    if step not in [one.value for one in ReportStep]:
        raise Refusal(_("There is no such step."), field="step")
    move = ReportStep(step)
    report = _locked(reporter)
    require(access.may_take_step(by, report, move))
    begins, end = MOVES[move]
    if report.state not in begins or (seen and seen != report.state):
        said = _("This cannot be done now: the report is “%(state)s”. Look at it again.")
        raise WrongStep(said % {"state": report.get_state_display()}, field="step")
    if report.state in WITHIN and not access.is_unlocked(reporter, today=clock.local(at).date()):
        raise _locked_out(reporter)
    words = checked_reason(words) if move in REASONED else words.strip()[:2000]
    version = None
    if move in (ReportStep.HAND_IN, ReportStep.APPROVE):
        _require_complete(reporter, report)
    if move is ReportStep.HAND_IN and not access.has_head(reporter.unit, besides=by):
        end = ReportState.WITH_LEADER
    if move is ReportStep.APPROVE:
        version = _stamp(report, by, at)
    if move is ReportStep.SUBMIT:
        version = report.versions.first()
        _enter(report, written, at)
    if move is ReportStep.RETURN:
        report.n_returned += 1
    report.state = end
    report.save()
    taken = TakenStep.objects.create(
        report=report, step=move, words=words, version=version, taken_by=by, taken_at=at
    )
    _tell_of_step(reporter, report, taken, by, at)
    return report


def _locked(reporter: Reporter) -> Report:
    """The report, locked; the first one who writes begins it."""
    # The reporter's row keeps two who begin at once apart.
    Reporter.objects.select_for_update(of=("self",)).get(pk=reporter.pk)
    report = Report.objects.select_for_update(of=("self",)).filter(reporter=reporter).first()
    report = report or Report.objects.create(reporter=reporter)
    report.reporter = reporter
    return report


def _require_writable(reporter: Reporter, report: Report, at: datetime) -> None:
    if not access.is_unlocked(reporter, today=clock.local(at).date()):
        raise _locked_out(reporter)
    if not report.is_writable:
        said = _("The report is “%(state)s” and can no longer be changed; take it back or have it returned.")
        raise PeriodLocked(said % {"state": report.get_state_display()})


def _locked_out(reporter: Reporter) -> PeriodLocked:
    if reporter.left_out_because:
        return PeriodLocked(_("Your unit is no longer asked for this report."))
    return PeriodLocked(_("The campaign is not open; ask the programme office for an exception with a day."))


def _require_complete(reporter: Reporter, report: Report) -> None:
    definition = reporter.campaign.form_version.read
    findings = filled.check(definition, report.values, report.reasons, queries.beside(reporter))
    fatal = [one for one in findings if one.is_fatal]
    if not fatal:
        return
    field = definition.by_key()[fatal[0].key]
    said = _("%(n)s to mend before it can go on. First: “%(field)s”: %(words)s")
    raise NotComplete(
        said % {"n": len(fatal), "field": field.label[:120], "words": fatal[0].words}, field=fatal[0].key
    )


def _stamp(report: Report, by: User, at: datetime) -> ReportVersion:
    """Keep what is approved as a version, stamped with its hash; the same again is the same version."""
    report.digest = filled.digest(report.reporter.campaign.form_version_id, report.values, report.reasons)
    last = report.versions.aggregate(n=Max("number"))["n"] or 0
    return ReportVersion.objects.create(
        report=report,
        number=last + 1,
        values=report.values,
        reasons=report.reasons,
        digest=report.digest,
        made_by=by,
        made_at=at,
    )


def _enter(report: Report, written: Written | None, at: datetime) -> None:
    number = " ".join((written.number if written else "").replace("\x00", "").split())
    if written is None or not number or len(number) > MOST_NUMBER:
        raise NotComplete(_("Enter the number of the report, of at most 80 characters."), field="number")
    if written.signed_on is None or written.signed_on > clock.local(at).date():
        raise NotComplete(_("Enter the day of the report; it is not after today."), field="signed_on")
    if not written.file_sha256:
        raise NotComplete(_("Add the signed report as a PDF file."), field="file")
    report.number, report.signed_on = number, written.signed_on
    report.file_sha256, report.file_name = written.file_sha256, written.file_name
    report.submitted_at = at
    report.first_submitted_at = report.first_submitted_at or at


def _tell_of_step(reporter: Reporter, report: Report, taken: TakenStep, by: User, at: datetime) -> None:
    def sentence() -> str:
        said = {"who": by.full_title, "step": StepName(taken.step).label, "words": taken.words[:200]}
        text = _("%(who)s: %(step)s. %(words)s") if taken.words else _("%(who)s: %(step)s.")
        return text % said

    people = _concerned(reporter, report, ReportStep(taken.step), clock.local(at).date())
    kind = NoticeKind.REVIEW if report.state in WITHIN else NoticeKind.PROGRESS
    subject = subject_of("reporter", reporter)
    tell(people=people, kind=kind, subject=subject, sentence=sentence, by=by, at=at)


def _concerned(reporter: Reporter, report: Report, step: ReportStep, today: date) -> list[User]:
    """Whose turn it is now, or who wrote it when it comes back."""
    unit = reporter.unit
    if report.state == ReportState.WITH_HEAD:
        return access.holders(unit, Role.REVIEWER)
    if report.state == ReportState.WITH_LEADER:
        return list(people_holding(Role.APPROVER, unit_id=unit.pk))
    if step is ReportStep.APPROVE:
        clerks = list(people_holding(Role.CLERK, unit_id=unit.pk))
        return clerks or list(people_of([unit], on=today))
    if step is ReportStep.SUBMIT:
        return [reporter.campaign.made_by]
    return list(people_of([unit], on=today))
