"""What is asked of a unit and of the person: answers, reminders, words that call them, own requests."""

from dataclasses import dataclass, field
from datetime import date

from hatang.accounts.models import Unit, User
from hatang.notices.models import NoticeKind
from hatang.notices.queries import Line, inbox, lines, owned_waiting
from hatang.portal.few import ROWS, Few, few
from hatang.programme.queries.gaps import gap_requests_to
from hatang.programme.queries.obligations import open_requests

# Notices by which somebody waits for the person; the others only tell what happened.
ASKING = (NoticeKind.MENTION, NoticeKind.REMINDER)


@dataclass(frozen=True)
class Asked:
    """What others wait for: answers to obstacles, open questions, unread calls; what the unit waits for."""

    obstacles: Few = field(default_factory=Few)
    calls: Few = field(default_factory=Few)
    requests: Few = field(default_factory=Few)
    gaps: Few = field(default_factory=Few)

    @property
    def n_all(self) -> int:
        """How much is asked of the unit and the person."""
        return self.obstacles.n + self.calls.n + self.gaps.n


def asked_of(user: User, unit: Unit, *, today: date) -> Asked:
    """What is asked of a unit and of one of its people; as many queries however much it is."""
    unread = few(inbox(user, is_unread=True).filter(kind__in=ASKING))
    return Asked(
        obstacles=Few(*owned_waiting(user, unit, today=today, n_rows=ROWS)),
        calls=Few(_lines(user, unread), unread.n),
        requests=few(open_requests(user).filter(obligation__unit=unit)),
        gaps=few(gap_requests_to(unit, user)),
    )


def _lines(user: User, unread: Few) -> list[Line]:
    return lines(user, list(unread.rows))
