"""The description of the OGC face as OpenAPI 3.0 (class `oas30`)."""

from typing import Any

from django.utils.translation import gettext as _

from hatang.opendata.collections import COLLECTIONS
from hatang.opendata.describing import GEOJSON, JSON, OPENAPI
from hatang.opendata.rules import DEFAULT_LIMIT, LARGEST_LIMIT

_OBJECT = {"type": "object"}


def openapi(root: str) -> dict[str, Any]:
    """The whole description; `root` is the address of the landing page."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Hạ Tầng: OGC API - Features",
            "version": "1.0.0",
            "description": _(
                "Areas, places, sites, radio cells and lines of plant of the province as GeoJSON."
            ),
        },
        "servers": [{"url": root}],
        "security": [{"token": []}, {"session": []}],
        "paths": {
            "/": _get("getLandingPage", _("Landing page"), JSON),
            "/api": _get("getApi", _("This description"), OPENAPI),
            "/conformance": _get("getConformance", _("Classes of the standard that are served"), JSON),
            "/collections": _get("getCollections", _("Collections"), JSON),
            "/collections/{collectionId}": _get("getCollection", _("A collection"), JSON, "collectionId"),
            "/collections/{collectionId}/items": _get(
                "getFeatures",
                _("Features of a collection"),
                GEOJSON,
                "collectionId",
                *("bbox", "datetime", "limit", "token"),
            ),
            "/collections/{collectionId}/items/{featureId}": _get(
                "getFeature", _("A feature"), GEOJSON, "collectionId", "featureId"
            ),
        },
        "components": {
            "parameters": _parameters(),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "hatang_session"},
            },
        },
    }


def _get(name: str, summary: str, kind: str, *parameters: str) -> dict[str, Any]:
    problem = {"content": {"application/problem+json": {"schema": _OBJECT}}}
    refused = {"400": _("A parameter is unknown or means nothing."), "401": _("Sign in first.")}
    if parameters:
        refused["404"] = _("There is no such thing.")
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": ["opendata"],
            "parameters": [{"$ref": f"#/components/parameters/{one}"} for one in (*parameters, "f")],
            "responses": {
                "200": {"description": summary, "content": {kind: {"schema": _OBJECT}}},
                **{status: {"description": why, **problem} for status, why in refused.items()},
            },
        }
    }


def _parameters() -> dict[str, Any]:
    number = {"type": "number"}
    return {
        "collectionId": _in_path("collectionId", {"type": "string", "enum": list(COLLECTIONS)}),
        "featureId": _in_path("featureId", {"type": "integer", "minimum": 1}),
        "bbox": {
            **_in_query("bbox", _("West, south, east, north in degrees (CRS84).")),
            "style": "form",
            "explode": False,
            "schema": {"type": "array", "oneOf": [_list_of(4, number), _list_of(6, number)], "items": number},
        },
        "datetime": {
            **_in_query("datetime", _("A day, a moment, or two with a slash between; “..” is open.")),
            "style": "form",
            "explode": False,
            "schema": {"type": "string"},
        },
        "limit": {
            **_in_query("limit", _("How many features at most.")),
            "style": "form",
            "explode": False,
            "schema": {
                "type": "integer",
                "minimum": 1,
                "maximum": LARGEST_LIMIT,
                "default": DEFAULT_LIMIT,
            },
        },
        "token": {
            **_in_query("token", _("Where a link “next” goes on; taken from there, never made up.")),
            "schema": {"type": "string"},
        },
        "f": {**_in_query("f", "JSON"), "schema": {"type": "string", "enum": ["json"]}},
    }


def _list_of(n: int, items: dict[str, str]) -> dict[str, Any]:
    return {"type": "array", "minItems": n, "maxItems": n, "items": items}


def _in_path(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description}
