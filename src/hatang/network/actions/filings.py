"""Filings of operators: taken in, checked, put right, submitted, approved or returned."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Role, Unit, User
from hatang.accounts.queries import people_holding
from hatang.base import clock, filestore, jobs
from hatang.base.filestore import StoredFile
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.network import access
from hatang.network.actions.filing_rows import keep_rows
from hatang.network.filing.checking import Checked, check_inventory
from hatang.network.filing.files import UnreadableFiling, read_filing
from hatang.network.filing.positions import SYSTEMS
from hatang.network.filing.tables import Table, joined
from hatang.network.models import ENDED, OPEN, Filing, FilingState, MatchAnswer
from hatang.network.queries.filing_known import known_for
from hatang.network.rules.periods import FilingPeriod, filing_period
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.queries import people_of
from hatang.notices.subjects import subject_of


@action
def file_inventory(
    *,
    operator: Unit,
    period: FilingPeriod,
    file: StoredFile,
    name: str,
    by: User,
    at: datetime,
    system: str = "",
    is_partial: bool = False,
    is_checked_here: bool = False,
) -> Filing:
    """Take in a file of an operator for a period, and have it checked.

    Args:
        operator: whose inventory it is.
        period: the quarter or month; what is gone ended by its last day.
        file: the file in the store.
        name: what it was called.
        by: who files it.
        at: when.
        system: EPSG number of VN-2000 coordinates in metres; empty for degrees.
        is_partial: what the file does not have is not gone.
        is_checked_here: the caller checks it at once, so that no job need.

    Raises:
        NotAllowed: the person does not file for the operator.
        Refusal: the system is unknown, or a later period was entered already.
        Conflict: the file was filed for the period already.
    """
    require(access.may_file(by, operator))
    if system and system not in SYSTEMS:
        raise Refusal(_("This coordinate system is not known here."), field="he")
    # Two sends of one form wait for each other here.
    Unit.objects.select_for_update().get(pk=operator.pk)
    _refuse_older(operator, period)
    same = Filing.objects.filter(operator=operator, period=period.key, sha256=file.sha256)
    before = same.exclude(state__in=ENDED).first()
    if before is not None:
        said = _("This file was filed for the period already; its state is “%(state)s”.")
        raise AlreadyFiled(said % {"state": before.get_state_display()}, before)
    filing = Filing.objects.create(
        operator=operator,
        period=period.key,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        sha256=file.sha256,
        files=[_entry(file, name)],
        system=system,
        is_partial=is_partial,
        filed_at=at,
        filed_by=by,
    )
    if not is_checked_here:
        jobs.enqueue("network.check_filing", filing_id=filing.pk)
    return filing


class AlreadyFiled(Conflict):
    """The same file stands for the period already; `filing` is where."""

    code = "already_filed"

    def __init__(self, sentence: str, filing: Filing) -> None:
        super().__init__(sentence, field="tep")
        self.filing = filing


@action
def add_corrections(*, filing: Filing, file: StoredFile, name: str, by: User, at: datetime) -> Filing:
    """Take in a file whose rows stand for those of the filing with the same number, and check all of it anew.

    Raises:
        NotAllowed: the person does not file for the operator.
        Conflict: the filing is not with the operator, or has this file already.
    """
    filing = _locked(filing)
    require(access.may_file(by, filing.operator))
    if filing.state not in OPEN:
        raise Conflict(_("The filing is not with the operator now; look at it again."))
    if any(one["sha256"] == file.sha256 for one in filing.files):
        raise Conflict(_("The filing has this file already."), field="tep")
    filing.files = [*filing.files, _entry(file, name)]
    filing.state, filing.stage, filing.sentence = FilingState.CHECKING, 0, ""
    filing.save()
    jobs.enqueue("network.check_filing", filing_id=filing.pk)
    return filing


def inspect_filing(
    filing: Filing, watch: Callable[[int], None] = lambda stage: None, *, today: date | None = None
) -> Checked:
    """Read a filing's files and check them against the registry as it is; nothing is written.

    Args:
        filing: which one.
        watch: told how many stages are done.
        today: the day it is entered on; today where it is only looked at.

    Raises:
        UnreadableFiling: a file cannot be read, or there is nothing to compare its points with.
    """
    tables: dict[str, list[Table]] = {}
    system, unknown = filing.system, dict[str, None]()
    for one in filing.files:
        with filestore.open_stored(one["sha256"]) as stream:
            book = read_filing(stream.read(), one["name"])
        system = system or book.system
        unknown |= dict.fromkeys(book.unknown)
        for kind, table in book.tables.items():
            tables.setdefault(kind, []).append(table)
    period = filing_period(filing.period)
    assert period is not None  # noqa: S101 - only such are kept
    known = known_for(filing.operator, period, today or clock.today(), is_partial=filing.is_partial)
    if known.places is None:
        raise UnreadableFiling(
            _("The house has no boundaries of communes yet; the programme office imports them first.")
        )
    found = check_inventory(
        {kind: joined(some) for kind, some in tables.items()}, known, system=system, watch=watch
    )
    found.unknown = list(unknown)
    if filing.is_partial:
        found.gone = {kind: [] for kind in found.gone}
    return found


@action
def keep_check(*, filing: Filing, checked: Checked, at: datetime) -> Filing:
    """Keep what the check found in place of what was found before."""
    filing = _locked(filing)
    if filing.state != FilingState.CHECKING:
        return filing
    keep_rows(filing, checked)
    filing.state, filing.checked_at, filing.sentence = FilingState.CHECKED, at, ""
    filing.save()
    return filing


@action
def fail_check(*, filing_id: int, sentence: str, at: datetime) -> None:
    """Say why a filing could not be read; files that put rows right are taken out again."""
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    if filing.state != FilingState.CHECKING:
        return
    filing.sentence, filing.checked_at = sentence, at
    if len(filing.files) > 1:
        filing.files = filing.files[:-1]
        filing.state = FilingState.CHECKED
    else:
        filing.state = FilingState.UNREADABLE
    filing.save()


@action
def submit_filing(
    *, filing: Filing, is_corrected_confirmed: bool, is_gone_confirmed: bool, by: User, at: datetime
) -> Filing:
    """Send a checked filing to the programme office; corrections and what is gone are confirmed first.

    Raises:
        NotAllowed: the person does not file for the operator.
        Conflict: it is not with the operator.
        Refusal: nothing of it can be entered, or something was not confirmed.
    """
    filing = _locked(filing)
    require(access.may_file(by, filing.operator))
    if filing.state not in OPEN:
        raise Conflict(_("The filing is not with the operator now; look at it again."))
    totals = filing.totals
    if totals["corrected"] and not is_corrected_confirmed:
        raise Refusal(_("Confirm the rows that are read otherwise than written."), field="sua")
    if totals["gone"] and not is_gone_confirmed:
        raise Refusal(_("Confirm that what the file has no longer is to be ended."), field="het")
    if not totals["accepted"] + totals["corrected"] + totals["gone"]:
        raise Refusal(_("Every row was set aside; put them right first."))
    filing.state, filing.submitted_at, filing.submitted_by = FilingState.SUBMITTED, at, by
    filing.sentence = ""
    filing.save()
    _tell(
        filing,
        people_holding(Role.OFFICE),
        _("%(operator)s filed its inventory for %(period)s."),
        by=by,
        at=at,
    )
    return filing


@action
def withdraw_filing(*, filing: Filing, by: User, at: datetime) -> Filing:
    """Take back a filing before it is entered.

    Raises:
        NotAllowed: the person does not file for the operator.
        Conflict: it is being entered, or has ended.
    """
    filing = _locked(filing)
    require(access.may_file(by, filing.operator))
    if filing.state not in (*OPEN, FilingState.SUBMITTED):
        raise Conflict(_("The filing is not with the operator now; look at it again."))
    filing.pairs.filter(answer=MatchAnswer.OPEN).delete()
    filing.state = FilingState.WITHDRAWN
    filing.save()
    return filing


@action
def return_filing(*, filing: Filing, reason: str, by: User, at: datetime) -> Filing:
    """Send a filing back to its operator with the reason.

    Raises:
        NotAllowed: the person does not keep the registry.
        Conflict: it is not with the office.
        Refusal: no reason was given.
    """
    require(access.may_keep_the_registry(by))
    filing = _locked(filing)
    _require_submitted(filing)
    reason = reason.strip()[:2000]
    if not reason:
        raise Refusal(_("Say why it is returned."), field="ly-do")
    filing.state, filing.sentence = FilingState.RETURNED, reason
    filing.decided_at, filing.decided_by = at, by
    filing.save()
    tell_operator(filing, _("The filing for %(period)s was returned: %(words)s"), by=by, at=at)
    return filing


@action
def approve_filing(*, filing: Filing, by: User, at: datetime) -> Filing:
    """Have a filing entered into the registry; that is done by a job, all of it or nothing.

    Raises:
        NotAllowed: the person does not keep the registry.
        Conflict: it is not with the office, a later period was entered, or doubtful pairs wait for an answer.
    """
    require(access.may_keep_the_registry(by))
    # Nobody approves another period of the operator meanwhile; rows that only name the unit do not wait.
    Unit.objects.select_for_update(no_key=True).get(pk=filing.operator_id)
    filing = _locked(filing)
    _require_submitted(filing)
    period = filing_period(filing.period)
    assert period is not None  # noqa: S101 - only such are kept
    _refuse_older(filing.operator, period)
    n_open = filing.pairs.filter(answer=MatchAnswer.OPEN).count()
    if n_open:
        raise Conflict(
            _("%(n)s doubtful pairs of masts wait for an answer; look at them first.") % {"n": n_open}
        )
    filing.state, filing.decided_at, filing.decided_by = FilingState.APPROVED, at, by
    filing.sentence = ""
    filing.save()
    jobs.enqueue("network.apply_filing", once=f"network.apply_filing.{filing.pk}", filing_id=filing.pk)
    return filing


def _locked(filing: Filing) -> Filing:
    rows = Filing.objects.select_for_update(of=("self",)).select_related("operator")
    return rows.get(pk=filing.pk)


def _require_submitted(filing: Filing) -> None:
    if filing.state != FilingState.SUBMITTED:
        said = _("The filing is not with the office now; its state is “%(state)s”.")
        raise Conflict(said % {"state": filing.get_state_display()})


def _refuse_older(operator: Unit, period: FilingPeriod) -> None:
    later = entered_later(operator, period.ends_on, [FilingState.APPLIED, FilingState.APPROVED])
    if later is not None:
        said = _("The inventory for %(period)s was entered already; file for that period or a later one.")
        raise Conflict(said % {"period": later.period_name}, field="ky")


def entered_later(operator: Unit, ends_on: date, states: list[FilingState]) -> Filing | None:
    """A filing of a later period of the operator that is in one of the states."""
    later: Filing | None = Filing.objects.filter(
        operator=operator, state__in=states, ends_on__gt=ends_on
    ).first()
    return later


def _entry(file: StoredFile, name: str) -> dict[str, Any]:
    return {"sha256": file.sha256, "name": name[:200], "size": file.size}


def tell_operator(filing: Filing, words: str, *, by: User | None, at: datetime) -> None:
    """Tell the people of the operator what became of their filing."""
    _tell(filing, people_of([filing.operator], on=clock.local(at).date()), words, by=by, at=at)


def _tell(filing: Filing, people: Any, words: str, *, by: User | None, at: datetime) -> None:
    said = {"operator": filing.operator.label, "period": filing.period_name, "words": filing.sentence[:200]}
    tell(
        people=list(people),
        kind=NoticeKind.REVIEW,
        subject=subject_of("filing", filing),
        sentence=words % said,
        by=by,
        at=at,
    )
