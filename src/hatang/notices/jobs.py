"""Jobs of the room."""

import logging

from hatang.base import clock, smtp
from hatang.base.jobs import job
from hatang.notices.actions import remind_of_answers, send_next, send_next_delivery, write_digests
from hatang.notices.actions.mails import SEND_MAILS, is_any_due
from hatang.notices.actions.webhooks import SEND_DELIVERIES

log = logging.getLogger(__name__)


@job(SEND_MAILS, cron="* * * * *")
def send_mails(timestamp: int = 0) -> None:
    """Gather what is due and send every mail that waits; every minute, and when one was written."""
    if not smtp.is_set():
        return
    write_digests(at=clock.now())
    if not is_any_due(at=clock.now()):
        return
    try:
        with smtp.connected() as connection:
            while send_next(connection=connection, at=clock.now()):
                pass
    except smtp.ServerSilent as error:
        log.warning("The mail server: %s; the mails wait.", error)


@job(SEND_DELIVERIES, cron="* * * * *")
def tell_programs(timestamp: int = 0) -> None:
    """Tell programs outside what waits for them; every minute, and when something was written."""
    while send_next_delivery(at=clock.now()):
        pass


# Half past seven in Vietnam.
@job("notices.remind_of_answers", cron="30 0 * * *")
def remind(timestamp: int = 0) -> None:
    """Tell units which of their answers are late."""
    remind_of_answers(at=clock.now())
