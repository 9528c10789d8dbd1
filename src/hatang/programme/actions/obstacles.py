"""What a meeting concluded about obstacles is said beside them."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.notices.actions import write_comment
from hatang.notices.subjects import subject_of
from hatang.programme.models import Meeting
from hatang.programme.wording import day


def tell_of_obstacles(meeting: Meeting, *, by: User, at: datetime, is_undone: bool = False) -> None:
    """Write beside each obstacle what was concluded about it, or that the closing was taken back."""
    rows = meeting.conclusions.filter(obstacle__isnull=False).select_related("obstacle", "lead")
    for one in rows:
        if one.obstacle is None:
            continue
        said = {"day": meeting, "words": one.text, "lead": one.lead, "due": day(one.due_on)}
        text = _("Concluded in the weekly meeting of %(day)s: %(words)s. Lead: %(lead)s, until %(due)s.")
        if is_undone:
            text = _("The weekly meeting of %(day)s goes on; this no longer stands: %(words)s.")
        write_comment(
            subject=subject_of("obstacle", one.obstacle),
            text=text % said,
            # The same closing says it once.
            mark=uuid5(NAMESPACE_URL, f"{one.pk} {at.isoformat()} {is_undone}"),
            by=by,
            at=at,
        )
