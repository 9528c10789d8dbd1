"""Telling people how far a unit is: its own people, and who follows the task."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.notices import queries
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.models import Obligation


def tell_of_state(obligation: Obligation, *, words: str = "", by: User, at: datetime) -> None:
    """Tell in which state an obligation is now, in the transaction that put it there."""
    subject = subject_of("task", obligation.task)
    people = {*queries.people_of([obligation.unit], on=clock.local(at).date()), *queries.followers(subject)}

    def sentence() -> str:
        said = {"unit": obligation.unit, "state": obligation.get_state_display(), "words": words[:200]}
        return (_("%(unit)s: “%(state)s”. %(words)s") if words else _("%(unit)s: “%(state)s”.")) % said

    tell(
        people=sorted(people, key=lambda person: person.pk),
        kind=NoticeKind.PROGRESS,
        subject=subject,
        sentence=sentence,
        by=by,
        at=at,
    )
