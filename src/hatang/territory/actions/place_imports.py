"""Places and fixed access taken from a workbook, csv or GeoJSON, all or none."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, UnitKind, User
from hatang.base.books import Fault, read_book
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.territory.actions.fixed_access import AccessRow, put_fixed_access
from hatang.territory.actions.places import PlaceRow, put_places
from hatang.territory.models import Area, Place
from hatang.territory.place_book import ACCESS, NOTES_TITLE, PLACES, SHEETS, Reader
from hatang.territory.place_files import as_book


class FaultyPlaces(Refusal):
    """Something in the workbook cannot be; nothing of it was taken."""

    code = "faulty_book"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(_("The workbook has %(n)s faults; nothing of it was taken.") % {"n": len(faults)})
        self.faults = faults


@dataclass
class PlaceImport:
    """What a workbook holds: rows to keep, and what is wrong in it."""

    places: list[PlaceRow] = field(default_factory=list)
    access: list[AccessRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    n_new_places: int = 0


def check_places(*, data: bytes) -> PlaceImport:
    """What a workbook would bring, or what is wrong in it; nothing is written.

    Raises:
        UnreadableBook: the file is none that is safe to read.
    """
    book = read_book(as_book(data), SHEETS, unread=[NOTES_TITLE])
    areas = {one.code: one for one in Area.objects.communes().filter(valid_to__isnull=True)}
    units = {one.code: one for one in Unit.objects.filter(kind=UnitKind.OPERATOR)}
    reader = Reader(areas, units)
    found = PlaceImport()
    seen: dict[object, int] = {}
    for line in book.lines.get(PLACES.key, []):
        said = reader.place(line)
        if said is not None and _is_once(found, seen, PLACES.title, line.row, ("place", said["code"])):
            found.places.append(PlaceRow(**said))
    for line in book.lines.get(ACCESS.key, []):
        said = reader.access(line)
        if said is not None:
            key = ("access", said["area"].pk, said["on"], said["operator"])
            if _is_once(found, seen, ACCESS.title, line.row, key):
                found.access.append(AccessRow(**said))
    found.faults = sorted([*book.faults, *reader.faults, *found.faults], key=lambda one: (one.sheet, one.row))
    known = Place.objects.filter(code__in=[row.code for row in found.places]).count()
    found.n_new_places = len(found.places) - known
    return found


@action
def import_places(*, data: bytes, by: User | None, at: datetime) -> int:
    """Take over a workbook, all of it or nothing; returns how many rows are new or changed.

    Raises:
        UnreadableBook: the file is none that is safe to read.
        FaultyPlaces: something in it cannot be.
    """
    found = check_places(data=data)
    if found.faults:
        raise FaultyPlaces(found.faults)
    put = put_places(rows=found.places, by=by, at=at)
    n_new, n_changed = put_fixed_access(rows=found.access, by=by, at=at)
    return put.n_new + put.n_changed + n_new + n_changed


def _is_once(found: PlaceImport, seen: dict[object, int], sheet: str, row: int, key: object) -> bool:
    """Whether a row says something no row before it said."""
    if key in seen:
        said = _("Row %(row)s says the same; keep one of them.") % {"row": seen[key]}
        found.faults.append(Fault(sheet, row, "", said))
        return False
    seen[key] = row
    return True
