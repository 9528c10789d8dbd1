"""Jobs of the room."""

from hatang.accounts import actions
from hatang.base import clock
from hatang.base.jobs import job


@job("accounts.forget_old_sessions", cron="41 3 * * *")
def forget_old_sessions(timestamp: int = 0) -> None:
    """Delete the sessions that have run out; every night."""
    actions.forget_old_sessions(at=clock.now())
