"""Jobs of documents."""

import logging

from hatang.base import clock, filestore
from hatang.base.jobs import job
from hatang.base.refusal import NotFound
from hatang.documents import actions
from hatang.documents.reading import NotReadable, Stopped, read_file
from hatang.documents.rules import secrecy_mark

log = logging.getLogger(__name__)

_CLASSIFIED = "The document is marked as a state secret and may not be kept here; its file was deleted."
_GONE = "The file is no longer kept; a file marked as a state secret is deleted."
_OUR_FAULT = "The file could not be read because of a fault of the programme; it was logged."


@job("documents.parse_file", tries=2)
def parse_file(run_id: int) -> None:
    """Read a file and keep what was understood."""
    run = actions.start_run(run_id=run_id, at=clock.now())
    if run is None:
        return

    def watch(done: int, total: int) -> bool:
        return actions.note_progress(run_id=run_id, pages_done=done, pages_total=total, at=clock.now())

    try:
        reading = read_file(filestore.path_of(run.file.sha256), run.file.name, watch=watch)
        if secrecy_mark(reading.text):
            # Deleted before it is said: when the worker dies between, the run starts again and finds nothing.
            filestore.forget(run.file.sha256)
            raise NotReadable(_CLASSIFIED)
        actions.keep_reading(run=run, reading=reading, at=clock.now())
    except NotFound:
        actions.fail_run(run_id=run_id, sentence=_GONE, at=clock.now())
    except NotReadable as error:
        actions.fail_run(run_id=run_id, sentence=str(error), at=clock.now())
    except Stopped:
        actions.stop_run(run_id=run_id, at=clock.now())
    except Exception:
        log.exception("Reading %s failed.", run.file)
        actions.fail_run(run_id=run_id, sentence=_OUR_FAULT, at=clock.now())


@job("documents.give_up_lost_runs", cron="*/2 * * * *")
def give_up_lost_runs(timestamp: int) -> None:
    """Fail readings whose worker died and whose job did not come back."""
    actions.give_up_lost_runs(at=clock.now())
