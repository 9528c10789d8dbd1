"""Who directs a plan or a task: a leader whom the office names."""

from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.notices.actions import tell
from hatang.notices.models import NoticeKind
from hatang.notices.subjects import Subject, subject_of
from hatang.programme import access
from hatang.programme.models import Plan, Task

I = TypeVar("I", Plan, Task)  # noqa: E741 - an item


@action
def set_leader(*, item: I, person: User | None, by: User, at: datetime) -> I:
    """Say who directs a plan, or a task where it is not the leader of its plan; None takes the name away.

    Raises:
        Refusal: the person leads neither the province nor a unit, may no longer sign in, or may not read the
            plan, which is restricted.
    """
    model = type(item)
    item = model._default_manager.select_for_update(of=("self",)).get(pk=item.pk)
    if item.directed_by_id == (person.pk if person else None):
        return item
    if person is not None and not access.who_may_direct().filter(pk=person.pk).exists():
        raise Refusal(
            _("%(person)s leads neither the province nor a unit; choose somebody from the list.")
            % {"person": person},
            field="lanh-dao",
        )
    if person is not None and person not in access.leaders_for(item):
        raise Refusal(
            _(
                "%(person)s may not read this restricted document. Put the unit into its audience first, "
                "on the page of the document, or choose somebody who reads it."
            )
            % {"person": person},
            field="lanh-dao",
        )
    item.directed_by = person
    item.save(update_fields=["directed_by"])
    if person is not None:
        tell(
            people=[person],
            kind=NoticeKind.ASSIGNMENT,
            subject=_subject(item),
            sentence=lambda: (
                _("You were named as the leader who directs this plan.")
                if isinstance(item, Plan)
                else _("You were named as the leader who directs this task.")
            ),
            by=by,
            at=at,
        )
    return item


def _subject(item: Plan | Task) -> Subject:
    return subject_of("task", item) if isinstance(item, Task) else subject_of("document", item.document)
