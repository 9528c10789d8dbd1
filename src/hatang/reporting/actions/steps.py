"""Steps of reports, from the hand of who wrote them to the office that takes them in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Role, User
from hatang.accounts.queries import people_holding
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of
from hatang.reporting import access, queries
from hatang.reporting.actions.campaigns import checked_reason
from hatang.reporting.actions.saving import locked_out, locked_report
from hatang.reporting.actions.signing import checked_file
from hatang.reporting.models import Report, Reporter, ReportVersion, StepName, TakenStep
from hatang.reporting.rules import filled
from hatang.reporting.rules.life import MOVES, REASONED, WITHIN, ReportState, ReportStep
from hatang.reporting.rules.signing import as_data
from hatang.reporting.signatures import Checked

MOST_NUMBER = 80


class WrongStep(Conflict):
    """The step does not lead on from the state of the report."""

    code = "wrong_step"


class NotAsApproved(Conflict):
    """The report is not what its leader approved."""

    code = "not_as_approved"


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
        BrokenSignature: a digital signature of the file does not hold, or cannot be checked.
        NotAsApproved: the report is not what its leader approved.
        Refusal: there is no such step, or the reason is missing.
    """
    if step not in [one.value for one in ReportStep]:
        raise Refusal(_("There is no such step."), field="step")
    move = ReportStep(step)
    checked = None
    if move is ReportStep.SUBMIT and written is not None and written.file_sha256:
        # Before the transaction: a child process takes its time, and rows are locked for none of it.
        require(access.may_take_step(by, access.report_of(reporter) or Report(reporter=reporter), move))
        checked = checked_file(written.file_sha256, at=at)
    return _take_report_step(
        reporter=reporter, move=move, words=words, seen=seen, written=written, checked=checked, by=by, at=at
    )


@action
def _take_report_step(
    *,
    reporter: Reporter,
    move: ReportStep,
    words: str,
    seen: str,
    written: Written | None,
    checked: Checked | None,
    by: User,
    at: datetime,
) -> Report:
    report = locked_report(reporter)
    require(access.may_take_step(by, report, move))
    begins, end = MOVES[move]
    if report.state not in begins or (seen and seen != report.state):
        said = _("This cannot be done now: the report is “%(state)s”. Look at it again.")
        raise WrongStep(said % {"state": report.get_state_display()}, field="step")
    if report.state in WITHIN and not access.is_unlocked(reporter, today=clock.local(at).date()):
        raise locked_out(reporter)
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
        _require_as_approved(report, version)
        _enter(report, written, checked, at)
    if move is ReportStep.RETURN:
        report.n_returned += 1
    report.state = end
    report.save()
    taken = TakenStep.objects.create(
        report=report, step=move, words=words, version=version, taken_by=by, taken_at=at
    )
    _tell_of_step(reporter, report, taken, by, at)
    return report


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


def _require_as_approved(report: Report, version: ReportVersion | None) -> None:
    """What leaves the unit is the version its leader approved, whatever happened to the rows since."""
    form = report.reporter.campaign.form_version_id
    digests = {report.digest, filled.digest(form, report.values, report.reasons)}
    if version is not None:
        digests |= {version.digest, filled.digest(form, version.values, version.reasons)}
    if version is None or len(digests) != 1:
        raise NotAsApproved(
            _("The report is not what the leader approved; send it back and have it approved again.")
        )


def _enter(report: Report, written: Written | None, checked: Checked | None, at: datetime) -> None:
    number = " ".join((written.number if written else "").replace("\x00", "").split())
    if written is None or not number or len(number) > MOST_NUMBER:
        raise NotComplete(_("Enter the number of the report, of at most 80 characters."), field="number")
    if written.signed_on is None or written.signed_on > clock.local(at).date():
        raise NotComplete(_("Enter the day of the report; it is not after today."), field="signed_on")
    if not written.file_sha256 or checked is None:
        raise NotComplete(_("Add the signed report as a PDF file."), field="file")
    report.number, report.signed_on = number, written.signed_on
    report.file_sha256, report.file_name = written.file_sha256, written.file_name
    report.signature, report.signatures = checked.verdict.value, as_data(checked.signatures)
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
        gathers = people_of([reporter.consolidator.unit], on=today) if reporter.consolidator else []
        return [reporter.campaign.made_by, *gathers]
    return list(people_of([unit], on=today))
