"""What the face of the OGC says of itself: landing page, conformance, collections and their links.

Only what is really served is named: clients use whatever class they find here.
"""

from typing import Any

from hatang.opendata.collections import COLLECTIONS, Collection
from hatang.opendata.queries import Extent

JSON = "application/json"
GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
_CLASS = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CLASSES = tuple(f"{_CLASS}/{name}" for name in ("core", "oas30", "geojson"))

Link = dict[str, str]


def link(rel: str, href: str, kind: str, title: Any = "") -> Link:
    """A link of RFC 8288 as JSON."""
    found = {"rel": rel, "href": href, "type": kind}
    return {**found, "title": str(title)} if title else found


def landing(root: str, pages: str, title: Any, description: Any) -> dict[str, Any]:
    """The first address; `root` is its own without a slash, `pages` the page for people."""
    return {
        "title": str(title),
        "description": str(description),
        "links": [
            link("self", root, JSON),
            link("alternate", pages, "text/html"),
            link("service-desc", f"{root}/api", OPENAPI),
            link("service-doc", pages, "text/html"),
            link("conformance", f"{root}/conformance", JSON),
            link("data", f"{root}/collections", JSON),
        ],
    }


def conformance() -> dict[str, Any]:
    """The classes of the standard that are served."""
    return {"conformsTo": list(CLASSES)}


def all_collections(root: str, pages: str, extents: dict[str, Extent]) -> dict[str, Any]:
    """Every collection with how far it reaches."""
    return {
        "links": [link("self", f"{root}/collections", JSON), link("alternate", pages, "text/html")],
        "collections": [one_collection(root, COLLECTIONS[name], extent) for name, extent in extents.items()],
    }


def one_collection(root: str, collection: Collection, extent: Extent) -> dict[str, Any]:
    """One collection; without features there is no box to tell.

    `crs` is left out on purpose: whoever finds it asks with the parameter `crs` of Part 2, not served here.
    """
    address = f"{root}/collections/{collection.name}"
    reach: dict[str, Any] = {}
    if extent.box:
        reach["spatial"] = {"bbox": [list(extent.box)], "crs": CRS84}
        first = f"{extent.first.isoformat()}T00:00:00+07:00" if extent.first else None
        reach["temporal"] = {"interval": [[first, None]], "trs": GREGORIAN}
    return {
        "id": collection.name,
        "title": str(collection.title),
        "description": str(collection.description),
        "itemType": "feature",
        **({"extent": reach} if reach else {}),
        "links": [
            link("self", address, JSON),
            link("items", f"{address}/items", GEOJSON, collection.title),
        ],
    }
