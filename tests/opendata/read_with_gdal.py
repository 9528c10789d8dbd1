"""Reads every layer of a source with GDAL, whole or in a box, and prints code and shape of each feature."""

import json
import sys

import pyogrio
import shapely


def main(source: str, *corners: str) -> None:
    """Print a JSON object: name of the layer -> [code, WKT] of its features."""
    box = tuple(map(float, corners)) or None
    found = {}
    for name, _kind in pyogrio.list_layers(source).tolist():
        meta, _keys, shapes, columns = pyogrio.raw.read(source, layer=name, bbox=box)
        codes = columns[meta["fields"].tolist().index("code")].tolist()
        found[name] = list(zip(codes, shapely.to_wkt(shapely.from_wkb(shapes)).tolist(), strict=True))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
