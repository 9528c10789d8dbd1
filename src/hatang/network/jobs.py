"""Jobs of the room."""

from hatang.base import clock
from hatang.base.jobs import job
from hatang.network.actions import record_figures


# A quarter past midnight in Vietnam, and by name after a filing was taken over.
@job("network.record_figures", tries=3, cron="15 17 * * *")
def record(timestamp: int = 0) -> None:
    """Record the figures of the registry as of today."""
    record_figures(day=clock.today(), by=None, at=clock.now())
