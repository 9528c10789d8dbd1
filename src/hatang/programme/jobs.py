"""Jobs of the programme."""

import logging

from django.conf import settings

from hatang.base import clock
from hatang.base.jobs import job
from hatang.base.refusal import Refusal
from hatang.base.rest import RestGateway
from hatang.programme.actions import (
    ask_for_figures,
    find_conflicts,
    remind_of_deadlines,
    remind_of_milestones,
    resolve_names,
)
from hatang.programme.outside import exchange_with

log = logging.getLogger(__name__)


@job("programme.exchange", cron="*/15 * * * *")
def exchange(timestamp: int = 0) -> None:
    """Read assignments and numbers from the system outside, and write states back, where one is set."""
    if not settings.OUTSIDE_ADDRESS:
        return
    gateway = RestGateway(settings.OUTSIDE_ADDRESS, settings.OUTSIDE_TOKEN)
    try:
        done = exchange_with(gateway, system=settings.OUTSIDE_SYSTEM)
    except Refusal as error:
        log.warning("The system outside: %s", error.sentence)
        return
    for fault in done.faults:
        log.warning(
            "The system outside, line %s: %s %s: %s", fault.line, fault.field, fault.value, fault.reason
        )


# A quarter past seven in Vietnam, before the mails of the day.
@job("programme.remind_of_deadlines", cron="15 0 * * *")
def remind(timestamp: int = 0) -> None:
    """Tell units what falls due, which milestones come, and whose figures are missing."""
    remind_of_deadlines(at=clock.now())
    remind_of_milestones(at=clock.now())
    ask_for_figures(at=clock.now())


# By itself too: a publication that commits while a search already runs is not missed for long.
@job("programme.find_conflicts", tries=3, cron="10,40 * * * *")
def look_for_conflicts(timestamp: int = 0) -> None:
    """Look for contradictions after something was published."""
    find_conflicts(by=None, at=clock.now())


@job("programme.resolve_names", tries=3, cron="20,50 * * * *")
def look_for_names(timestamp: int = 0) -> None:
    """Look again for the units of printed names after one was given a meaning."""
    resolve_names(by=None, at=clock.now())
