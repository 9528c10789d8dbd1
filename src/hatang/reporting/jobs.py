"""Jobs of the room."""

from hatang.base import clock
from hatang.base.jobs import job
from hatang.reporting.actions import remind_by_ladder


# Twenty past seven in Vietnam, before the mails of the day.
@job("reporting.remind_by_ladder", tries=3, cron="20 0 * * *")
def remind(timestamp: int = 0) -> None:
    """Remind units of reports that have not arrived."""
    remind_by_ladder(at=clock.now())
