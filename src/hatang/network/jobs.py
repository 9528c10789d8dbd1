"""Jobs of the room."""

import logging

from django.utils.translation import gettext as _

from hatang.base import clock
from hatang.base.jobs import job
from hatang.base.refusal import Refusal
from hatang.network import actions
from hatang.network.models import Filing, FilingState

log = logging.getLogger(__name__)


# A quarter past midnight in Vietnam, and by name after a filing was taken over.
@job("network.record_figures", tries=3, cron="15 17 * * *")
def record(timestamp: int = 0) -> None:
    """Record the figures of the registry as of today."""
    actions.record_figures(day=clock.today(), by=None, at=clock.now())


@job("network.check_filing", tries=2, when_lost="network.say_check_was_lost")
def check_filing(filing_id: int) -> None:
    """Check the files of a filing, and keep what was found."""
    filing = Filing.objects.select_related("operator").filter(pk=filing_id).first()
    if filing is None or filing.state != FilingState.CHECKING:
        return

    def watch(stage: int) -> None:
        Filing.objects.filter(pk=filing_id).update(stage=stage)

    try:
        checked = actions.inspect_filing(filing, watch)
        actions.keep_check(filing=filing, checked=checked, at=clock.now())
    except Refusal as refusal:
        actions.fail_check(filing_id=filing_id, sentence=refusal.sentence, at=clock.now())
    except Exception:
        log.exception("Checking filing %s failed.", filing_id)
        said = _("The file could not be checked because of a fault of the programme; it was logged.")
        actions.fail_check(filing_id=filing_id, sentence=said, at=clock.now())


@job("network.say_check_was_lost")
def say_check_was_lost(filing_id: int) -> None:
    """Say of a filing that it could not be checked: its check ended the worker each time."""
    said = _(
        "The file could not be checked: it ends the programme each time. Copy its rows into the template."
    )
    actions.fail_check(filing_id=filing_id, sentence=said, at=clock.now())


@job("network.say_entering_was_lost")
def say_entering_was_lost(filing_id: int) -> None:
    """Give a filing back to the office that could not be entered: it ended the worker each time."""
    said = _("Nothing was entered because of a fault of the programme; it was logged. Approve again later.")
    actions.give_back_filing(filing_id=filing_id, sentence=said, at=clock.now())


@job("network.apply_filing", when_lost="network.say_entering_was_lost")
def apply_filing(filing_id: int) -> None:
    """Enter an approved filing into the registry; when its worker dies the job starts again."""
    filing = Filing.objects.select_related("decided_by").get(pk=filing_id)
    try:
        actions.apply_filing(filing_id=filing_id, by=filing.decided_by, at=clock.now())
    except Exception:
        log.exception("Entering filing %s failed.", filing_id)
        said = _(
            "Nothing was entered because of a fault of the programme; it was logged. Approve again later."
        )
        actions.give_back_filing(filing_id=filing_id, sentence=said, at=clock.now())
