"""What still waits of work that a unit no longer owes: it rests, and whoever waits for it is told."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.notices.models import NoticeKind
from hatang.programme.actions.telling import tell_people
from hatang.programme.models import DeadlineRequest, HandIn, Obligation


def tell_what_rests(freed: Sequence[Obligation], *, by: User | None, at: datetime) -> None:
    """Tell who handed something in, or asked for a later deadline, that it rests; two queries.

    Nothing is decided about it: when the unit owes the work again, it waits again.

    Args:
        freed: what is owed no longer, since now.
        by: who did what freed them.
        at: when.
    """
    if not freed:
        return
    about = ("obligation__task__plan", "obligation__unit")
    handed = HandIn.objects.filter(obligation__in=freed, outcome="").select_related("handed_by", *about)
    for one in handed:
        _tell(one.handed_by, one.obligation, NoticeKind.REVIEW, by, at)
    asked = DeadlineRequest.objects.filter(obligation__in=freed, decision="")
    for request in asked.select_related("asked_by", *about):
        _tell(request.asked_by, request.obligation, NoticeKind.DEADLINE, by, at)


def _tell(person: User, obligation: Obligation, kind: str, by: User | None, at: datetime) -> None:
    def sentence() -> str:
        return _("%(unit)s no longer owes this work; what you handed in rests and needs nothing more.") % {
            "unit": obligation.unit
        }

    tell_people([person], obligation, kind, sentence, by=by, at=at)
