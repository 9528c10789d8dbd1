"""Within a unit: a figure of a target is handed in, passed on, returned or taken back.

What the leader releases is declared; that is in `releasing`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from hatang.accounts.models import Role, Unit, User
from hatang.accounts.queries import people_holding
from hatang.base.history import action
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.access import heads, reviewers_of
from hatang.programme.actions.hand_ins import AlreadyHandedIn, NotWaiting, decide, return_reason
from hatang.programme.actions.telling import Sentence
from hatang.programme.models import FigureHandIn, Outcome, Target, TargetValue

# Where the page of a target shows what was declared.
ANCHOR = "khai-bao"


def hand_in_figure(
    *,
    target: Target,
    within: int,
    unit: Unit | None,
    ends_on: date,
    value: Decimal,
    words: str,
    by: User,
    at: datetime,
    replaces: TargetValue | None = None,
) -> FigureHandIn:
    """Lay a figure before the unit's leader; for actions that hold the target's lock.

    The same one sent twice is one. What a head hands in has been looked at.

    Args:
        target: whose figure it is.
        within: the unit whose leader releases it.
        unit: whose part it is, None for the whole target.
        ends_on: the end of its period.
        value: the figure.
        words: its note, or why the figure it replaces was wrong.
        by: who hands it in.
        at: when.
        replaces: the declared figure that it corrects.

    Raises:
        AlreadyHandedIn: another one for the day waits for the leader.
    """
    open_one = FigureHandIn.objects.filter(target=target, unit=unit, ends_on=ends_on, outcome="").first()
    if open_one is not None:
        if (open_one.value, open_one.words, open_one.handed_by_id) == (value, words, by.pk):
            return open_one
        raise AlreadyHandedIn(
            _("A figure for this day waits for the leader of your unit already; take it back to change it."),
            field="den-ngay",
        )
    is_head = heads(by, within)
    handed = FigureHandIn.objects.create(
        target=target,
        within_id=within,
        unit=unit,
        ends_on=ends_on,
        value=value,
        words=words,
        replaces=replaces,
        handed_at=at,
        handed_by=by,
        passed_at=at if is_head else None,
        passed_by=by if is_head else None,
    )
    people = [] if is_head else list(reviewers_of(within, by))

    def sentence() -> str:
        return _("%(who)s handed in within the unit: %(kind)s.") % {
            "who": by,
            "kind": _("figure of a target"),
        }

    _tell(people or _leaders(handed), handed, sentence, by=by, at=at)
    return handed


@action
def pass_figure_on(*, handed: FigureHandIn, by: User, at: datetime) -> FigureHandIn:
    """Pass a figure on to the leader of the unit, as its head who has looked at it.

    Raises:
        NotWaiting: somebody has decided or passed it on.
    """
    handed = waiting_figure(handed)
    if handed.passed_at is not None:
        raise NotWaiting(_("Somebody has passed this on already."))
    handed.passed_at, handed.passed_by = at, by
    handed.save(update_fields=["passed_at", "passed_by"])

    def sentence() -> str:
        return _("%(who)s passed it on to you.") % {"who": by}

    _tell(_leaders(handed), handed, sentence, by=by, at=at)
    return handed


@action
def return_figure(*, handed: FigureHandIn, reason: str, by: User, at: datetime) -> FigureHandIn:
    """Give a figure back with the reason that it must answer.

    Raises:
        NotWaiting: somebody has decided.
        Refusal: the reason is missing or too long.
    """
    reason = return_reason(reason)
    handed = decide(waiting_figure(handed), Outcome.RETURNED, reason=reason, by=by, at=at)

    def sentence() -> str:
        return _("%(who)s returned it: %(words)s") % {"who": by, "words": reason[:200]}

    _tell([handed.handed_by], handed, sentence, by=by, at=at)
    return handed


@action
def take_figure_back(*, handed: FigureHandIn, by: User, at: datetime) -> FigureHandIn:
    """Let who handed a figure in take it back.

    Raises:
        NotWaiting: somebody has decided.
    """
    return decide(waiting_figure(handed), Outcome.TAKEN_BACK, by=by, at=at)


def waiting_figure(handed: FigureHandIn) -> FigureHandIn:
    """A figure that was handed in, locked, with its target; it still waits.

    Raises:
        NotWaiting: somebody has decided.
    """
    # The target first, as whoever declares a figure locks it.
    target = Target.objects.select_for_update(of=("self",)).select_related("plan").get(pk=handed.target_id)
    rows = FigureHandIn.objects.select_for_update(of=("self",))
    handed = rows.select_related("handed_by__unit", "unit", "replaces").get(pk=handed.pk)
    handed.target = target
    if handed.outcome:
        raise NotWaiting(
            _("This was decided already: “%(outcome)s”.") % {"outcome": handed.get_outcome_display()}
        )
    return handed


def close_figures(declared: TargetValue, *, by: User, at: datetime) -> None:
    """Say of the same figure, where it still waits, that it left the unit with what somebody declared."""
    waiting = FigureHandIn.objects.filter(
        target=declared.target_id, unit=declared.unit_id, ends_on=declared.ends_on, value=declared.value
    )
    for handed in waiting.filter(outcome=""):
        handed.became, handed.outcome, handed.decided_at, handed.decided_by = (
            declared,
            Outcome.RELEASED,
            at,
            by,
        )
        handed.save(update_fields=["became", "outcome", "decided_at", "decided_by"])


def tell_author_of_figure(handed: FigureHandIn, *, by: User, at: datetime) -> None:
    """Tell who handed a figure in that it was declared."""

    def sentence() -> str:
        return _("%(who)s released it: it has left the unit.") % {"who": by}

    _tell([handed.handed_by], handed, sentence, by=by, at=at)


def _leaders(handed: FigureHandIn) -> Iterable[User]:
    return people_holding(Role.APPROVER, unit_id=handed.within_id)


def _tell(
    people: Iterable[User], handed: FigureHandIn, sentence: Sentence, *, by: User, at: datetime
) -> None:
    subject = subject_of("target", handed.target)
    tell(
        people=people,
        kind=NoticeKind.REVIEW,
        subject=subject,
        sentence=sentence,
        by=by,
        at=at,
        anchor=ANCHOR,
    )
