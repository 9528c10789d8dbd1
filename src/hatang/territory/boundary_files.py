"""Files of boundaries: GeoJSON, GeoPackage and zipped Shapefile, read into outlines in EPSG:4326.

What cannot be trusted is refused with the feature and the way out; coordinates are never guessed.
"""

import math
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from django.utils.translation import gettext as _
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from hatang.base.refusal import Refusal
from hatang.territory.geometry import Shape

MAX_FEATURES = 2_000
MAX_POINTS = 2_000_000
# What a zipped Shapefile may unpack to, and from how many files.
_MAX_UNPACKED, _MAX_MEMBERS = 400 * 1024 * 1024, 60
# Everything of Vietnam and its islands.
_WEST, _EAST, _SOUTH, _NORTH = 101.0, 118.0, 6.0, 24.0
_CODES = ("code", "ma", "maxa", "madvhc", "wardcode", "maphuongxa", "matinhxa", "maxaphuong")
_NAMES = ("name", "ten", "tenxa", "wardname", "fullname", "tendvhc", "tenphuongxa", "ward")
_PEOPLE = ("population", "danso", "pop")
_ROUNDED = ("population_precision",)


class UnreadableBoundaries(Refusal):
    """Nothing can be taken of the file."""

    code = "unreadable_boundaries"


@dataclass(frozen=True)
class Outline:
    """One feature: its place in the file from 1, what it says of itself, and its polygon in EPSG:4326."""

    row: int
    code: str
    name: str
    polygon: Shape
    population: int | None = None
    is_rounded: bool = False

    @property
    def title(self) -> str:
        """How the feature is called in a sentence."""
        said = " ".join(one for one in (self.code, self.name) if one)
        return _("feature %(row)s") % {"row": self.row} + (f" ({said})" if said else "")


@dataclass(frozen=True)
class BoundaryFile:
    """What a file holds: its outlines, the system its coordinates were in, and whether they were turned."""

    outlines: list[Outline]
    system: str
    is_transformed: bool


def read_boundaries(path: Path) -> BoundaryFile:
    """The outlines of a file, transformed to EPSG:4326 where its system is another one.

    Raises:
        UnreadableBoundaries: it is no such file, says nothing of its coordinates, or has too much.
    """
    with _source(path) as source:
        meta, shapes, columns = _read(source)
    if not len(shapes):
        raise UnreadableBoundaries(_("The file has no feature; export the layer of communes again."))
    system = _system(meta.get("crs"), shapes)
    outlines = [
        Outline(row=row, polygon=polygon, **_said(columns, row - 1))
        for row, polygon in enumerate(_turned(shapes, system), start=1)
    ]
    for one in outlines:
        _refuse_elsewhere(one)
    return BoundaryFile(outlines, system.name, system != CRS.from_epsg(4326) and not _is_lonlat(system))


@contextmanager
def _source(path: Path) -> Any:
    """The path as GDAL opens it; a zip is looked into before."""
    if not zipfile.is_zipfile(path):
        yield str(path)
        return
    with zipfile.ZipFile(path) as opened:
        members = opened.infolist()
    if len(members) > _MAX_MEMBERS or sum(one.file_size for one in members) > _MAX_UNPACKED:
        raise UnreadableBoundaries(_("The zip unpacks to more than a layer of communes needs."))
    layers = [one.filename for one in members if one.filename.lower().endswith((".shp", ".gpkg", ".geojson"))]
    if len(layers) != 1:
        raise UnreadableBoundaries(
            _("The zip must hold one .shp with its .shx, .dbf and .prj; it holds %(n)s.") % {"n": len(layers)}
        )
    yield f"/vsizip/{{{path}}}/{layers[0]}"


def _read(source: str) -> tuple[dict[str, Any], Any, dict[str, Any]]:
    """Meta data, shapes and columns of the one layer with polygons."""
    try:
        # A file of the store has no ending, which GDAL would rather see.
        with warnings.catch_warnings(action="ignore"):
            meta, shapes, fields = _read_layer(source)
    except pyogrio.errors.DataSourceError as error:
        raise UnreadableBoundaries(
            _("This is no GeoJSON, GeoPackage or zipped Shapefile that can be read.")
        ) from error
    except (pyogrio.errors.DataLayerError, ValueError, RuntimeError) as error:
        raise UnreadableBoundaries(_("The layer is damaged; export it again.")) from error
    found = shapely.from_wkb(shapes, on_invalid="ignore")
    if int(shapely.get_num_coordinates(found).sum()) > MAX_POINTS:
        raise UnreadableBoundaries(_("The outlines have too many points; simplify them to about 5 m."))
    return meta, found, {_plain(name): fields[at] for at, name in enumerate(meta["fields"])}


def _read_layer(source: str) -> tuple[dict[str, Any], Any, Any]:
    layers = pyogrio.list_layers(source)
    # GeoJSON may mix polygons and multipolygons, which GDAL calls unknown: then each feature is looked at.
    names = [name for name, kind in layers if kind and "Polygon" in kind] or [
        name for name, kind in layers if kind == "Unknown"
    ]
    if not names:
        raise UnreadableBoundaries(_("The file has no layer of polygons."))
    if len(names) > 1:
        said = _("The file has several layers of polygons (%(names)s); export the one of communes.")
        raise UnreadableBoundaries(said % {"names": ", ".join(names)[:200]})
    info = pyogrio.read_info(source, layer=names[0])
    if info["features"] > MAX_FEATURES:
        said = _("The file has %(n)s features; %(most)s at most are taken.")
        raise UnreadableBoundaries(said % {"n": info["features"], "most": MAX_FEATURES})
    meta, _fids, shapes, fields = pyogrio.raw.read(source, layer=names[0], force_2d=True)
    return meta, shapes, fields


def _system(said: str | None, shapes: Any) -> CRS:
    """The system of the coordinates, where it is stated and fits the numbers."""
    west, south, east, north = shapely.total_bounds(shapes)
    if not all(map(math.isfinite, (west, south, east, north))):
        raise UnreadableBoundaries(
            _("A feature has coordinates that are no numbers; export the layer again.")
        )
    # Swapped degrees are degrees too; they are refused by the feature.
    is_degrees = min(west, south) >= -180 and max(east, north) <= 180
    try:
        system = CRS.from_user_input(said) if said else None
    except CRSError:
        system = None
    if not is_degrees and (system is None or system.is_geographic):
        span = f"{west:.0f}..{east:.0f}; {south:.0f}..{north:.0f}"
        raise UnreadableBoundaries(
            _(
                "The coordinates are projected (%(span)s) and the file names no system that fits. Export it"
                " with its .prj or crs, for example VN-2000 (EPSG:3405) or the 3-degree zone of the province,"
                " or in WGS 84 (EPSG:4326)."
            )
            % {"span": span}
        )
    if system is None:
        if west >= _WEST and east <= _EAST:
            return CRS.from_epsg(4326)
        raise UnreadableBoundaries(_("The file names no coordinate system; export it with its .prj or crs."))
    datum = system.geodetic_crs.datum if system.geodetic_crs else None
    if datum is None or "unknown" in datum.name.lower():
        # Between the datums in use here lie 200 m.
        said = _("The system of the file (%(system)s) names no datum; export it in WGS 84 or VN-2000.")
        raise UnreadableBoundaries(said % {"system": system.name})
    return system


def _turned(shapes: Any, system: CRS) -> Sequence[Shape]:
    if _is_lonlat(system):
        return list(shapes)
    turn = Transformer.from_crs(system, CRS.from_epsg(4326), always_xy=True)

    def points(both: Any) -> Any:
        x, y = turn.transform(both[:, 0], both[:, 1], errcheck=True)
        return np.column_stack([x, y])

    try:
        return list(shapely.transform(shapes, points))
    except ProjError as error:
        said = _("The coordinates do not fit the system the file names (%(system)s).")
        raise UnreadableBoundaries(said % {"system": system.name}) from error


def _is_lonlat(system: CRS) -> bool:
    """Whether the numbers are those of WGS 84 already."""
    return system.is_geographic and system.to_authority() in (("EPSG", "4326"), ("OGC", "CRS84"))


def _refuse_elsewhere(outline: Outline) -> None:
    """Refuse a feature without a polygon, or one that does not lie in Vietnam."""
    polygon = outline.polygon
    if polygon is None or polygon.is_empty or polygon.geom_type not in ("Polygon", "MultiPolygon"):
        raise UnreadableBoundaries(_("%(feature)s has no polygon.") % {"feature": outline.title})
    west, south, east, north = polygon.bounds
    if west >= _WEST and east <= _EAST and south >= _SOUTH and north <= _NORTH:
        return
    is_swapped = south >= _WEST and north <= _EAST and west >= _SOUTH and east <= _NORTH
    said = (
        _("%(feature)s has latitude and longitude swapped; export the layer with the longitude first.")
        if is_swapped
        else _("%(feature)s does not lie in Vietnam (%(x)s, %(y)s); look at the system of its coordinates.")
    )
    where = {"feature": outline.title, "x": f"{west:.4f}", "y": f"{south:.4f}"}
    raise UnreadableBoundaries(said % where)


def _said(columns: dict[str, Any], at: int) -> dict[str, Any]:
    """Code, name and people of a feature, by the usual names of columns."""

    def first(names: Sequence[str], meant: Callable[[Any], Any]) -> Any:
        return next((meant(columns[name][at]) for name in names if name in columns), None)

    precision = first([_plain(name) for name in _ROUNDED], str)
    return {
        "code": first(_CODES, _code) or "",
        "name": first(_NAMES, _words) or "",
        "population": first(_PEOPLE, _people),
        "is_rounded": precision not in (None, "exact", "None"),
    }


def _plain(name: str) -> str:
    """The name of a column without marks, case and signs: "Mã_xã" is "maxa"."""
    folded = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", folded)


def _code(value: Any) -> str:
    """A code with the zeros a spreadsheet takes away."""
    text = _words(value).removesuffix(".0")
    return text.zfill(5) if text.isdecimal() and len(text) < 5 else text[:10]


def _words(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return unicodedata.normalize("NFC", " ".join(str(value).split()))[:120]


def _people(value: Any) -> int | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return int(number) if math.isfinite(number) and 0 < number < 1e8 else None
