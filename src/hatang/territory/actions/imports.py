"""Files of boundaries: kept, checked by a job, and taken over by another one when somebody says so."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock, filestore, jobs
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.territory.actions.boundaries import Outlined, put_boundaries, refuse_earlier
from hatang.territory.actions.grid import put_grid
from hatang.territory.actions.places import place_again
from hatang.territory.actions.populations import People, put_populations
from hatang.territory.hexagons import Peopled
from hatang.territory.models import Area, AreaKind, BoundaryImport, ImportState
from hatang.territory.queries import first_day_of, province_outline
from hatang.territory.queries.boundary_checks import Match

TURN = "territory.boundaries"
EARLIEST = date(1990, 1, 1)


class NotChecked(Conflict):
    """The file is not ready to be taken over."""

    code = "not_checked"


@action
def keep_import(
    *, chunks: Iterable[bytes], name: str, by: User | None, at: datetime, is_queued: bool = True
) -> BoundaryImport:
    """Keep a file of boundaries and have it checked; the same bytes again are the same import.

    Args:
        chunks: the file.
        name: as it was called.
        by: who sent it.
        at: when.
        is_queued: whether a job checks it; without, the caller does.

    Raises:
        FileTooLarge: more came than the limit.
        EmptyFile: nothing came.
    """
    stored = filestore.store(chunks)
    plain = PurePosixPath(name.replace("\\", "/")).name[-200:] or "ranh-gioi"
    made, _is_new = BoundaryImport.objects.get_or_create(
        sha256=stored.sha256, defaults={"name": plain, "made_at": at, "made_by": by}
    )
    made = BoundaryImport.objects.select_for_update().get(pk=made.pk)
    if made.state in (ImportState.REFUSED, ImportState.CHECKED):
        # What it is compared with may be another by now.
        made.state, made.refusal = ImportState.WAITING, ""
        made.save(update_fields=["state", "refusal"])
    if made.state == ImportState.WAITING and is_queued:
        jobs.enqueue("territory.check_boundaries", once=f"check {made.pk}", import_id=made.pk)
    return made


@action
def note_check(*, import_id: int, report: dict[str, Any], at: datetime, by: User | None = None) -> None:
    """Keep what was found in a file that waited for it."""
    made = BoundaryImport.objects.select_for_update().get(pk=import_id)
    if made.state == ImportState.WAITING:
        made.state, made.report = ImportState.CHECKED, report
        made.save(update_fields=["state", "report"])


@action
def refuse_import(*, import_id: int, sentence: str, at: datetime, by: User | None = None) -> None:
    """Keep why nothing can be taken of a file that was being checked or taken over."""
    made = BoundaryImport.objects.select_for_update().get(pk=import_id)
    if made.state in (ImportState.WAITING, ImportState.APPLYING):
        made.state, made.refusal = ImportState.REFUSED, sentence
        made.save(update_fields=["state", "refusal"])


@action
def ask_to_apply(
    *, made: BoundaryImport, on: date, by: User | None, at: datetime, is_queued: bool = True
) -> BoundaryImport:
    """Have a checked file taken over from a day on; asked twice it happens once.

    Without `is_queued` the caller takes it over.

    Raises:
        NotChecked: it was not checked, or was refused.
        Refusal: the day lies ahead, or before the communes or surveyed outlines that count.
    """
    _refuse_day(on, at)
    made = BoundaryImport.objects.select_for_update().get(pk=made.pk)
    if made.state in (ImportState.APPLYING, ImportState.APPLIED):
        return made
    if made.state != ImportState.CHECKED:
        raise _not_checked()
    refuse_earlier(_("the communes"), on, first_day_of(made))
    made.state, made.done, made.total = ImportState.APPLYING, 0, 0
    made.save(update_fields=["state", "done", "total"])
    if is_queued:
        by_id = by.pk if by else None
        once = f"apply {made.pk}"
        jobs.enqueue("territory.apply_boundaries", once=once, import_id=made.pk, on=f"{on}", by_id=by_id)
    return made


def note_progress(*, import_id: int, done: int, total: int) -> None:
    """Say how far the work on a file is; seen at once, and not audited."""
    BoundaryImport.objects.filter(pk=import_id).update(done=done, total=total)


@action
def take_boundaries(
    *,
    made: BoundaryImport,
    matches: Sequence[Match],
    on: date,
    grids: Sequence[Peopled],
    keys: Sequence[int],
    by: User | None,
    at: datetime,
) -> int:
    """Take over a file, all or nothing: outlines, people it names, the grid, communes of places.

    Returns how many outlines have changed; 0 when it was taken over before.

    Raises:
        NotChecked: nobody asked for it, or it was refused since.
        Refusal: the day lies ahead, or before an outline or area it would change.
    """
    _refuse_day(on, at)
    wait_for_turn(TURN)
    made = BoundaryImport.objects.select_for_update().get(pk=made.pk)
    if made.state == ImportState.APPLIED:
        return 0
    if made.state != ImportState.APPLYING:
        raise _not_checked()
    rows = [Outlined(match.area, match.polygon, on) for match in matches]
    put_populations(rows=_people(matches, on, made.name), by=by, at=at)
    n_changed = put_boundaries(
        rows=[*rows, *_province(rows, on)], source=made.name, came_with=made, by=by, at=at
    )
    put_grid(made=grids, area_ids=keys, by=by, at=at)
    place_again(by=by, at=at)
    made.state, made.applied_at, made.applied_by = ImportState.APPLIED, at, by
    made.save(update_fields=["state", "applied_at", "applied_by"])
    return n_changed


def _people(matches: Sequence[Match], on: date, source: str) -> list[People]:
    return [
        People(match.area, on.year, match.outline.population, match.outline.is_rounded, source)
        for match in matches
        if match.outline.population is not None
    ]


def _province(rows: Sequence[Outlined], on: date) -> list[Outlined]:
    """The province as what its communes cover, where the file draws all of them."""
    province = Area.objects.filter(kind=AreaKind.PROVINCE, valid_to__isnull=True).first()
    n_communes = Area.objects.communes().filter(valid_to__isnull=True).count()
    if province is None or len(rows) < n_communes:
        return []
    return [Outlined(province, province_outline([row.polygon for row in rows]), on)]


def _not_checked() -> NotChecked:
    return NotChecked(_("The file was not checked yet; look at it again."))


def _refuse_day(on: date, at: datetime) -> None:
    if not EARLIEST <= on <= clock.local(at).date():
        raise Refusal(_("Choose a day from 01/01/1990 to today."), field="tu-ngay")
