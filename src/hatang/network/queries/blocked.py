"""Sites that something stands in the way of: who must answer, since when, and how far that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hatang.base import clock
from hatang.network import access
from hatang.network.models import PassiveSite, StateName
from hatang.network.queries.sites import sites_on
from hatang.notices.access import visible_obstacles
from hatang.notices.models import Obstacle
from hatang.notices.rules import ObstacleState

SITE = "site"


@dataclass(frozen=True)
class BlockedSite:
    """An obstacle about a site, with the state of the site on the day."""

    site: PassiveSite
    state: str
    obstacle: Obstacle
    is_late: bool
    days: int

    @property
    def state_words(self) -> str:
        """The state of the site in words."""
        return str(StateName(self.state).label) if self.state else ""


def blocking_obstacles(user: object, *, owner_id: int | None = None) -> "QuerySet[Obstacle]":
    """Obstacles about sites that are not closed, the oldest first."""
    rows = visible_obstacles(user).filter(
        subject_kind=SITE, subject_id__in=access.visible_sites(user).values("pk")
    )
    if owner_id is not None:
        rows = rows.filter(owner=owner_id)
    return rows.exclude(state=ObstacleState.CLOSED.value).order_by("raised_at", "pk")


def blocked_sites(user: object, obstacles: Sequence[Obstacle], *, today: date) -> list[BlockedSite]:
    """Obstacles of `blocking_obstacles` with their sites as of today; one query however many there are."""
    keys = {one.subject_id for one in obstacles}
    sites = {one.pk: one for one in sites_on(user, today).filter(pk__in=keys).select_related("commune")}
    return [
        BlockedSite(
            sites[one.subject_id],
            sites[one.subject_id].state or "",
            one,
            one.is_late_on(today),
            (today - clock.local(one.raised_at).date()).days,
        )
        for one in obstacles
        if one.subject_id in sites
    ]
