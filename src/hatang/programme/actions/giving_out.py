"""Units are told of what a meeting concluded for them, once it is given out."""

from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.notices.models import NoticeKind
from hatang.programme.actions.telling import Sentence, tell_unit
from hatang.programme.models import Meeting, Obligation, Plan
from hatang.programme.wording import due_words


def tell_of_conclusions(plan: Plan, *, by: User, at: datetime) -> None:
    """Tell each unit that leads a conclusion of a meeting; nobody where the plan is no meeting's.

    Args:
        plan: the announcement of the meeting, given out just now.
        by: who gave it out.
        at: when.
    """
    meeting = Meeting.objects.filter(document=plan.document_id).first()
    if meeting is None:
        return
    owed = Obligation.objects.filter(task__plan=plan, withdrawn_at__isnull=True)
    for one in owed.select_related("task__plan", "unit", "responsible").order_by("pk"):
        tell_unit(one, NoticeKind.ASSIGNMENT, _sentence(meeting, one), by=by, at=at)


def _sentence(meeting: Meeting, owed: Obligation) -> Sentence:
    def sentence() -> str:
        said = {"day": meeting, "due": due_words(owed.task)}
        return _("Concluded in the weekly meeting of %(day)s; your unit leads it: %(due)s.") % said

    return sentence
