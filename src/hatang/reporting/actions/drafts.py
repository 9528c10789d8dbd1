"""Writes of documents that are drafted here: made, saved while they are written, laid, sent back, signed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Role, UnitKind, User
from hatang.accounts.queries import people_holding
from hatang.base import clock
from hatang.base.history import action
from hatang.base.official import Official
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.reporting import access
from hatang.reporting.actions.campaigns import checked_reason
from hatang.reporting.actions.signing import checked_file
from hatang.reporting.models import DraftPaper, PaperState, PaperVersion
from hatang.reporting.rules.paper_content import changed, content_of
from hatang.reporting.rules.paper_kinds import PaperKind
from hatang.reporting.rules.signing import as_data

MOST_NUMBER = 80


class StaleDraft(Conflict):
    """Somebody else has written in the draft since this form saw it; nothing of theirs is overwritten."""

    code = "stale_draft"


class DraftHasLeft(Conflict):
    """The draft is not in the state in which this can be done."""

    code = "draft_has_left"


@action
def make_draft(
    *,
    kind: PaperKind,
    official: Official,
    unit_id: int,
    plans: Iterable[int] = (),
    mark: UUID,
    by: User,
    at: datetime,
) -> DraftPaper:
    """Keep a document so that people can write in it; the same form twice is one draft.

    Who may not see one of the `plans` it tells of does not see the draft either.

    Raises:
        NotAllowed: the person is not of the office.
    """
    require(access.may_run_campaigns(by))
    values = {
        "kind": kind.value,
        "unit_id": unit_id,
        "title": official.subject,
        "content": content_of(official, plans),
        "made_by": by,
        "made_at": at,
        "saved_by": by,
        "saved_at": at,
    }
    made, _is_new = DraftPaper.objects.get_or_create(mark=mark, defaults=values)
    return made


@action
def save_draft_text(
    *, draft: DraftPaper, typed: Mapping[str, str], seen: int, by: User, at: datetime
) -> DraftPaper:
    """Keep what is written so far.

    Args:
        draft: the document.
        typed: what the form says, as `rules.paper_content.changed` reads it.
        seen: how often it had been saved when this form was shown.
        by: who writes.
        at: when.

    Raises:
        NotAllowed: the person is not of the office.
        DraftHasLeft: it was laid before the leader or signed.
        Refusal: nothing is left of what it is about.
        StaleDraft: somebody else was faster; a save that changes nothing is no conflict.
    """
    require(access.may_run_campaigns(by))
    kept = _locked(draft, PaperState.DRAFT)
    content = changed(kept.content, typed)
    if content == kept.content:
        return kept
    if not content["subject"]:
        raise Refusal(_("Say what the document is about."), field="subject")
    if seen != kept.n_saves:
        said = _("%(who)s has saved this draft meanwhile; yours is still in the form and was not kept.")
        raise StaleDraft(said % {"who": kept.saved_by})
    kept.content, kept.title, kept.n_saves = content, content["subject"], kept.n_saves + 1
    kept.saved_by, kept.saved_at = by, at
    kept.save(update_fields=["content", "title", "n_saves", "saved_by", "saved_at"])
    return kept


@action
def lay_draft(*, draft: DraftPaper, seen: int, by: User, at: datetime) -> DraftPaper:
    """Lay a draft before the leader; what it says then is kept as a version.

    Raises:
        NotAllowed: the person is not of the office.
        DraftHasLeft: it was laid already.
        StaleDraft: somebody has written in it since.
    """
    require(access.may_run_campaigns(by))
    kept = _locked(draft, PaperState.DRAFT)
    if seen != kept.n_saves:
        raise StaleDraft(_("Somebody has written in this draft meanwhile; look at it once more."))
    last = kept.versions.first()
    if last is None or last.content != kept.content:
        number = last.number + 1 if last else 1
        PaperVersion.objects.create(draft=kept, number=number, content=kept.content, made_by=by, made_at=at)
    kept.state, kept.words = PaperState.LAID, ""
    kept.save(update_fields=["state", "words"])

    def said() -> str:
        return _("“%(title)s” is laid before you.") % {"title": _short(kept)}

    tell(
        people=_leaders(kept),
        kind=NoticeKind.REVIEW,
        subject=subject_of("draft_paper", kept),
        sentence=said,
        by=by,
        at=at,
    )
    return kept


@action
def return_draft(*, draft: DraftPaper, words: str, by: User, at: datetime) -> DraftPaper:
    """Send a laid draft back to be written on, with the reason.

    Raises:
        NotAllowed: it is not the person's to decide.
        DraftHasLeft: it does not lie before the leader, or has its number already.
        Refusal: no reason is given.
    """
    require(access.may_return_draft(by, draft))
    reason = checked_reason(words)
    kept = _locked(draft, PaperState.LAID)
    if kept.number:
        raise DraftHasLeft(_("It has its number %(number)s already.") % {"number": kept.number})
    kept.state, kept.words = PaperState.DRAFT, reason
    kept.save(update_fields=["state", "words"])

    def said() -> str:
        words = {"title": _short(kept), "reason": reason[:200]}
        return _("“%(title)s” was sent back: %(reason)s") % words

    tell(
        people=[kept.made_by],
        kind=NoticeKind.PROGRESS,
        subject=subject_of("draft_paper", kept),
        sentence=said,
        by=by,
        at=at,
    )
    return kept


@action
def number_draft(
    *,
    draft: DraftPaper,
    number: str,
    signed_on: date | None,
    file: tuple[str, str] | None,
    by: User | None,
    at: datetime,
) -> DraftPaper:
    """Enter the number and day a document was issued with, and its signed file where it has come.

    Args:
        draft: the document.
        number: as issued, "12/BC-SKHCN".
        signed_on: its day.
        file: hash and name of the signed file as it is kept; without it the draft waits for it.
        by: who enters it; nobody where a document system does.
        at: when.

    Raises:
        NotAllowed: the person neither is of the office nor a clerk of the unit.
        DraftHasLeft: it does not lie before the leader.
        Refusal: number or day is missing, the day is to come, or number and draft are not each other's.
        BrokenSignature: a signature of the file does not hold.
    """
    if by is not None:
        require(access.may_number_draft(by, draft))
    kept = _locked(draft, PaperState.LAID)
    said = number.strip()[:MOST_NUMBER]
    if not said:
        raise Refusal(_("Enter the number of the document."), field="number")
    if signed_on is None or signed_on > clock.local(at).date():
        raise Refusal(_("Enter the day of the document; it is not to come."), field="signed_on")
    if kept.number and (kept.number, kept.signed_on) != (said, signed_on):
        raise Refusal(_("It has its number %(number)s already.") % {"number": kept.number}, field="number")
    checked = checked_file(file[0], at=at) if file is not None else None
    _refuse_taken(kept, said, signed_on)
    kept.number, kept.signed_on = said, signed_on
    if file is not None and checked is not None:
        kept.file_sha256, kept.file_name = file
        kept.signature, kept.signatures = checked.verdict.value, as_data(checked.signatures)
        kept.state = PaperState.SIGNED
    names = ("number", "signed_on", "file_sha256", "file_name", "signature", "signatures", "state")
    kept.save(update_fields=names)
    return kept


def _refuse_taken(draft: DraftPaper, number: str, signed_on: date) -> None:
    """Refuse a number that another document of the unit has in that year."""
    # Two who enter the same number at the same moment wait for each other here.
    wait_for_turn(f"numbers of drafts of {draft.unit_id}")
    rows = DraftPaper.objects.filter(
        unit=draft.unit_id, number__iexact=number, signed_on__year=signed_on.year
    )
    other = rows.exclude(pk=draft.pk).first()
    if other is not None:
        said = _("“%(title)s” has this number already; enter it as issued, like 12/BC-SKHCN.")
        raise Refusal(said % {"title": _short(other)}, field="number")


def _leaders(draft: DraftPaper) -> list[User]:
    """Before whom a draft lies: who leads its unit, of the committee who leads the province."""
    if draft.unit.kind == UnitKind.PROVINCE:
        return list(people_holding(Role.LEADER))
    return list(people_holding(Role.APPROVER, unit_id=draft.unit_id))


def _short(draft: DraftPaper) -> str:
    return Truncator(draft.title).chars(200)


def _locked(draft: DraftPaper, state: str) -> DraftPaper:
    """The row, locked: two people may press different buttons at the same moment.

    Raises:
        DraftHasLeft: it is in another state.
    """
    rows = DraftPaper.objects.select_for_update(of=("self",)).select_related("saved_by", "made_by", "unit")
    kept = rows.get(pk=draft.pk)
    if kept.state != state:
        raise DraftHasLeft(
            _("The draft is in another state now: %(state)s.") % {"state": kept.get_state_display()}
        )
    return kept
