"""Jobs of the room."""

from hatang.base import clock
from hatang.base.jobs import job
from hatang.chasing.actions import begin_by_ladder, move_on


# From twenty-five past seven in Vietnam, before the mails of the day; then every hour until evening, so that
# what was delivered is not asked for any longer.
@job("chasing.move_on", tries=3, cron="25 0-12 * * *")
def chase(timestamp: int = 0) -> None:
    """Begin, end and take up escalations."""
    at = clock.now()
    move_on(at=at)
    begin_by_ladder(at=at)
