"""The whole way of a file of boundaries, as the jobs and the command line go it."""

import logging
from datetime import date

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock, filestore
from hatang.base.refusal import Refusal
from hatang.territory import actions
from hatang.territory.boundary_files import read_boundaries
from hatang.territory.models import BoundaryImport, ImportState
from hatang.territory.queries import commune_polygons, made_grids
from hatang.territory.queries.boundary_checks import Looked, look_at

log = logging.getLogger(__name__)

# Read and looked at, each resolution of the grid, written.
_STEPS = 4


def check(import_id: int) -> None:
    """Look at a file that waits, and keep what was found or why it is refused."""
    made = BoundaryImport.objects.get(pk=import_id)
    if made.state != ImportState.WAITING:
        return
    try:
        looked = _looked(made)
        actions.note_check(import_id=import_id, report=looked.report, at=clock.now())
    except Refusal as refusal:
        actions.refuse_import(import_id=import_id, sentence=refusal.sentence, at=clock.now())
    except Exception:
        log.exception("Checking boundaries %s failed.", made.sha256)
        actions.refuse_import(import_id=import_id, sentence=_our_fault(), at=clock.now())


def take_over(import_id: int, *, on: date, by: User | None) -> int:
    """Take over a checked file at once, as nobody waits for a job; returns how many outlines changed.

    Raises:
        Refusal: the file or the day cannot be taken.
    """
    made = BoundaryImport.objects.get(pk=import_id)
    actions.ask_to_apply(made=made, on=on, by=by, at=clock.now(), is_queued=False)
    return apply(import_id, on=on, by=by)


def apply(import_id: int, *, on: date, by: User | None) -> int:
    """Take over a file that was asked for, the long part before anything is written.

    Returns how many outlines changed; 0 where it was taken over or refused before.
    """
    made = BoundaryImport.objects.get(pk=import_id)
    if made.state != ImportState.APPLYING:
        return 0
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        actions.note_progress(import_id=import_id, done=done, total=_STEPS)

    try:
        looked = _looked(made)
        step()
        polygons = commune_polygons() | {match.area.pk: match.polygon for match in looked.matches}
        said = {
            match.area.pk: (on.year, match.outline.population, match.outline.is_rounded)
            for match in looked.matches
            if match.outline.population is not None
        }
        grids, keys = made_grids(polygons, said=said, watch=step)
        return actions.take_boundaries(
            made=made, matches=looked.matches, on=on, grids=grids, keys=keys, by=by, at=clock.now()
        )
    except Refusal as refusal:
        actions.refuse_import(import_id=import_id, sentence=refusal.sentence, at=clock.now())
        raise
    except Exception:
        log.exception("Taking over boundaries %s failed.", made.sha256)
        actions.refuse_import(import_id=import_id, sentence=_our_fault(), at=clock.now())
        raise


def _looked(made: BoundaryImport) -> Looked:
    return look_at(read_boundaries(filestore.path_of(made.sha256)))


def _our_fault() -> str:
    return _("The file could not be taken because of a fault of the programme; it was logged.")
