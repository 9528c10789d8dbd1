"""Who may look at meetings, and who may run them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office, leads
from hatang.accounts.models import WORKING_ROLES, Role, User
from hatang.notices.access import visible_obstacles
from hatang.programme.access.finding import found
from hatang.programme.access.items import visible_obligations
from hatang.programme.access.work import is_of_the_committee
from hatang.programme.models import Meeting, MeetingConclusion, MeetingNote


def visible_meetings(user: object) -> QuerySet[Meeting]:
    """Meetings the user may look at: those of the province for whoever works, those of a unit within it.

    The programme office and the leaders of the province see all; a reader sees none, for what is said
    there is not published.
    """
    meetings = Meeting.objects.all()
    if is_of_the_office(user) or is_of_the_committee(user):
        return meetings
    if not isinstance(user, User) or not holds(user, *WORKING_ROLES, Role.CLERK):
        return meetings.none()
    return meetings.filter(Q(unit__isnull=True) | Q(unit__in=user.units_held(*WORKING_ROLES, Role.CLERK)))


def visible_conclusions(user: object) -> QuerySet[MeetingConclusion]:
    """What was concluded in meetings the user may look at."""
    return MeetingConclusion.objects.filter(meeting__in=visible_meetings(user).order_by().values("pk"))


def visible_notes(user: object) -> QuerySet[MeetingNote]:
    """What was said in meetings the user may look at, about things the user may see, or in general.

    Empty lines are none.
    """
    about = Q(obligation__in=visible_obligations(user).order_by().values("pk"))
    about |= Q(obligation__isnull=True, obstacle__isnull=True)
    about |= Q(obstacle__in=visible_obstacles(user).order_by().values("pk"))
    rows = MeetingNote.objects.filter(about, meeting__in=visible_meetings(user).order_by().values("pk"))
    return rows.exclude(text="")


def get_meeting(user: object, pk: int) -> Meeting:
    """The meeting of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    return found(visible_meetings(user).select_related("unit"), pk, _("There is no such meeting."))


def get_conclusion(user: object, meeting: Meeting, pk: int) -> MeetingConclusion:
    """The conclusion of a meeting, of this address.

    Raises:
        NotFound: there is none.
    """
    rows = MeetingConclusion.objects.filter(meeting=meeting, meeting__in=visible_meetings(user))
    return found(rows.select_related("meeting"), pk, _("There is no such conclusion."))


def may_call_meetings(user: object, unit_id: int | None) -> bool:
    """Whether the user may call, run and close meetings: office and leaders, or who leads the unit."""
    return is_of_the_office(user) or is_of_the_committee(user) or leads(user, unit_id)
