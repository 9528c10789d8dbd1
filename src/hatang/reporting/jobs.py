"""Jobs of the room."""

import logging

from hatang.base import clock, filestore
from hatang.base.jobs import job
from hatang.base.refusal import NotFound
from hatang.documents.reading import NotReadable, Stopped, read_file
from hatang.documents.rules import secrecy_mark
from hatang.reporting import actions
from hatang.reporting.actions import remind_by_ladder, remind_consolidators
from hatang.reporting.models import ReadState

log = logging.getLogger(__name__)

_CLASSIFIED = "The document is marked as a state secret and may not be kept here; its file was deleted."
_GONE = "The file is no longer kept; a file marked as a state secret is deleted."
_OUR_FAULT = "The file could not be read because of a fault of the programme; it was logged."


# Twenty past seven in Vietnam, before the mails of the day.
@job("reporting.remind_by_ladder", tries=3, cron="20 0 * * *")
def remind(timestamp: int = 0) -> None:
    """Remind units of reports that have not arrived, and consolidators of what they gather."""
    remind_by_ladder(at=clock.now())
    remind_consolidators(at=clock.now())


@job("reporting.read_incoming", tries=2)
def read_incoming(incoming_id: int) -> None:
    """Read a written report and propose the progress it speaks of."""
    incoming = actions.start_reading(incoming_id=incoming_id, at=clock.now())
    if incoming is None:
        return

    def watch(done: int, total: int) -> bool:
        return actions.note_pages(incoming_id=incoming_id, done=done, total=total, at=clock.now())

    def fail(sentence: str) -> None:
        actions.end_reading(
            incoming_id=incoming_id, state=ReadState.FAILED, sentence=sentence, at=clock.now()
        )

    try:
        reading = read_file(filestore.path_of(incoming.sha256), incoming.name, watch=watch)
        if secrecy_mark(reading.text):
            filestore.forget(incoming.sha256)
            raise NotReadable(_CLASSIFIED)
        actions.keep_proposals(incoming_id=incoming_id, reading=reading, at=clock.now())
    except NotFound:
        fail(_GONE)
    except NotReadable as error:
        fail(str(error))
    except Stopped:
        actions.end_reading(incoming_id=incoming_id, state=ReadState.CANCELLED, at=clock.now())
    except Exception:
        log.exception("Reading the written report %s failed.", incoming_id)
        fail(_OUR_FAULT)
