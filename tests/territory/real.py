"""The real communes of the province, where they lie beside this repository."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import shape

SHARED = Path(os.environ.get("HATANG_SHARED") or Path(__file__).resolve().parents[3] / "shared")
FILE = SHARED / "data/bac-ninh/communes.geojson"

needs_the_real_file = pytest.mark.skipif(
    not FILE.is_file(), reason="the real communes do not lie in ../shared/data/bac-ninh"
)


@cache
def features() -> list[dict[str, Any]]:
    """The features of the file."""
    return list(json.loads(FILE.read_text(encoding="utf-8"))["features"])


@cache
def polygons() -> list[Any]:
    """Their polygons, in the same order."""
    return [shape(feature["geometry"]) for feature in features()]
