"""Files of boundaries for tests: three communes beside each other."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely
from pyproj import CRS, Transformer

# Between 106.00 and 106.03 E, each 0.01 degrees wide; the first one has a hole.
BOXES = {
    code: shapely.box(west, 21.2, west + 0.01, 21.22)
    for code, west in (("00001", 106.0), ("00002", 106.01), ("00003", 106.02))
}


def geojson(shapes: dict[str, Any] | None = None, *, crs: str = "", **said: Any) -> bytes:
    """A GeoJSON with a feature for each code; `said` are more properties of all."""
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    features = [
        {
            "type": "Feature",
            "properties": {"ma_xa": code, **said},
            "geometry": shapely.geometry.mapping(shape),
        }
        for code, shape in (BOXES if shapes is None else shapes).items()
    ]
    return json.dumps({"type": "FeatureCollection", **named, "features": features}).encode()


def projected(crs: str) -> dict[str, Any]:
    """The communes in another system."""
    turn = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    return {
        code: shapely.transform(shape, lambda both: np.column_stack(turn.transform(both[:, 0], both[:, 1])))
        for code, shape in BOXES.items()
    }


def layer(folder: Path, driver: str, crs: str, *, is_stated: bool = True) -> bytes:
    """The communes as a GeoPackage or a zipped Shapefile in a system, which may be left out."""
    name = folder / ("a.gpkg" if driver == "GPKG" else "a.shp")
    shapes = projected(crs)
    pyogrio.raw.write(
        str(name),
        np.array([shapely.to_wkb(shape) for shape in shapes.values()], dtype=object),
        [np.array(list(shapes), dtype=object)],
        ["Ma_xa"],
        crs=CRS.from_user_input(crs).to_wkt(),
        driver=driver,
        geometry_type="Polygon",
    )
    if driver == "GPKG":
        return name.read_bytes()
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for part in folder.glob("a.*"):
            if is_stated or part.suffix != ".prj":
                packed.write(part, part.name)
    return data.getvalue()
