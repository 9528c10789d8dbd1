"""Doubtful pairs of masts: the programme office says whether they are one, and may take that back."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.network import access
from hatang.network.models import FilingState, MatchAnswer, MatchReview


@action
def answer_pair(*, pair: MatchReview, answer: str, reason: str, by: User, at: datetime) -> MatchReview:
    """Say whether a filed position is the mast beside it.

    Raises:
        NotAllowed: the person does not keep the registry.
        Refusal: no reason was given, or the position was called another mast's already.
        Conflict: the pair was answered, or its filing is being entered.
    """
    require(access.may_keep_the_registry(by))
    pair = _locked(pair)
    if pair.answer != MatchAnswer.OPEN:
        raise Conflict(_("Somebody has answered this meanwhile; look again."))
    if answer not in (MatchAnswer.SAME, MatchAnswer.DIFFERENT):
        raise Refusal(_("Say whether it is the same mast or another one."), field="tra-loi")
    reason = reason.strip()[:500]
    if not reason:
        raise Refusal(_("Say why."), field="ly-do")
    if answer == MatchAnswer.SAME:
        same = MatchReview.objects.filter(operator=pair.operator, answer=MatchAnswer.SAME)
        if same.filter(operator_code=pair.operator_code).exists():
            raise Refusal(
                _("This position was called the same as another mast already; undo that first."),
                field="tra-loi",
            )
        if same.filter(site=pair.site, filing=pair.filing).exists():
            raise Refusal(
                _("Another position of the operator was called this mast already; undo that first."),
                field="tra-loi",
            )
    pair.answer, pair.reason, pair.answered_at, pair.answered_by = answer, reason, at, by
    pair.save()
    return pair


@action
def undo_answer(*, pair: MatchReview, by: User, at: datetime) -> MatchReview:
    """Take an answer back, as long as the filing was not entered.

    Raises:
        NotAllowed: the person does not keep the registry.
        Conflict: there is no answer, or the filing is being entered.
    """
    require(access.may_keep_the_registry(by))
    pair = _locked(pair)
    if pair.answer == MatchAnswer.OPEN:
        raise Conflict(_("Somebody has taken the answer back meanwhile; look again."))
    pair.answer, pair.reason, pair.answered_at, pair.answered_by = MatchAnswer.OPEN, "", None, None
    pair.save()
    return pair


def _locked(pair: MatchReview) -> MatchReview:
    pair = (
        MatchReview.objects.select_for_update(of=("self",))
        .select_related("filing", "operator")
        .get(pk=pair.pk)
    )
    if pair.filing.state in (FilingState.APPROVED, FilingState.APPLIED):
        raise Conflict(_("The filing is in the registry already, or on its way; the answer stays."))
    return pair
