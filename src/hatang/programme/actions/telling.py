"""Telling people what happened: who works for a unit, who follows its task, who follows the plan."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import works_for
from hatang.accounts.models import WORKING_ROLES, Role, User
from hatang.accounts.queries import people_holding
from hatang.base import clock
from hatang.notices import queries
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.models import Obligation

Sentence = Callable[[], str]


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


def tell_unit(
    obligation: Obligation, kind: str, sentence: Sentence, *, by: User | None, at: datetime
) -> None:
    """Tell whoever is responsible in the unit, else its focal point, else everybody who works for it."""
    _tell(people_asked(obligation), obligation, kind, sentence, by, at)


def tell_followers(
    obligation: Obligation, kind: str, sentence: Sentence, *, by: User | None, at: datetime
) -> None:
    """Tell whoever judges the work: the unit that follows the plan, else, or for its own, the office."""
    unit_id = obligation.task.plan.followed_by_id
    is_judged_there = unit_id is not None and unit_id != obligation.unit_id
    people = (
        people_holding(*WORKING_ROLES, unit_id=unit_id) if is_judged_there else people_holding(Role.OFFICE)
    )
    _tell(people, obligation, kind, sentence, by, at)


def people_asked(obligation: Obligation) -> Iterable[User]:
    """Whoever is responsible in the unit, else its focal point, else everybody who works for it."""
    person = obligation.responsible
    if person is not None and works_for(person, obligation.unit_id):
        return [person]
    focal = list(people_holding(Role.FOCAL, unit_id=obligation.unit_id))
    return focal or people_holding(*WORKING_ROLES, unit_id=obligation.unit_id)


def tell_people(
    people: Iterable[User],
    obligation: Obligation,
    kind: str,
    sentence: Sentence,
    *,
    by: User | None,
    at: datetime,
) -> None:
    """Tell these people, as far as they may see the task."""
    _tell(people, obligation, kind, sentence, by, at)


def _tell(
    people: Iterable[User],
    obligation: Obligation,
    kind: str,
    sentence: Sentence,
    by: User | None,
    at: datetime,
) -> None:
    subject = subject_of("task", obligation.task)
    tell(people=people, kind=kind, subject=subject, sentence=sentence, by=by, at=at)
