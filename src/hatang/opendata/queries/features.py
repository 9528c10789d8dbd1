"""Features of a collection as GeoJSON: many, after a key, or one."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
import shapely
from django.contrib.postgres.aggregates import ArrayAgg
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.refusal import NotFound
from hatang.network.models import SiteStatePeriod, Tenancy
from hatang.opendata.access import visible_rows
from hatang.opendata.collections import Collection
from hatang.opendata.queries.narrowing import day_of, living, narrowed
from hatang.opendata.rules import Asked, Days

# 1e-7 degrees are 11 mm; more digits only say how computers keep numbers.
DIGITS = 7
_encoder = msgspec.json.Encoder(decimal_format="number")


class Feature(msgspec.Struct):
    """A feature of GeoJSON (RFC 7946)."""

    type: str
    id: int
    geometry: Any
    properties: dict[str, Any]


class Found(NamedTuple):
    """A page of features as JSON texts, how many match in all, and the key to go on from."""

    features: list[bytes]
    n_matched: int
    following: int | None


def features(user: User, collection: Collection, asked: Asked, *, today: date) -> Found:
    """Features after a key, in the order of their keys."""
    rows = narrowed(visible_rows(user, collection), collection, asked)
    n_matched = rows.count()
    page = rows.filter(pk__gt=asked.after).order_by("pk").values_list("pk", *_paths(collection))
    found = list(page[: asked.limit + 1])
    following = found[asked.limit - 1][0] if len(found) > asked.limit else None
    texts = [_encoder.encode(one) for one in _told(collection, found[: asked.limit], day_of(asked, today))]
    return Found(texts, n_matched, following)


def only_feature(user: User, collection: Collection, key: int, *, today: date) -> Feature:
    """The feature of this key.

    Raises:
        NotFound: there is none the user may read.
    """
    rows = visible_rows(user, collection).alias(**collection.joins()).filter(pk=key)
    found = list(rows.values_list("pk", *_paths(collection)))
    if not found:
        raise NotFound(_("There is no such feature."))
    return next(_told(collection, found, today))


def feature_with_links(feature: Feature, links: Sequence[dict[str, str]]) -> bytes:
    """One feature as an answer of its own."""
    return _encoder.encode({**msgspec.structs.asdict(feature), "links": list(links)})


def _paths(collection: Collection) -> list[str]:
    """Columns to read: the position, then what properties say at once."""
    place = ("longitude", "latitude") if collection.shape == "Point" else ("wkb",)
    return [*map(collection.path, place), *(path for path in collection.properties.values() if path)]


def _told(collection: Collection, rows: Sequence[tuple[Any, ...]], on: date) -> Iterator[Feature]:
    n_place = 2 if collection.shape == "Point" else 1
    shapes = _points(rows) if n_place == 2 else _shapes(rows)
    names = [name for name, path in collection.properties.items() if path]
    more = _page_by_page(collection, [row[0] for row in rows], on)
    for row, shape in zip(rows, shapes, strict=True):
        said = dict(zip(names, row[1 + n_place :], strict=True))
        if more:
            said |= {name: values.get(row[0]) for name, values in more.items()}
        yield Feature("Feature", row[0], shape, said)


def _points(rows: Sequence[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {"type": "Point", "coordinates": (round(row[1], DIGITS), round(row[2], DIGITS))}


def _shapes(rows: Sequence[tuple[Any, ...]]) -> list[msgspec.Raw | None]:
    """Lines and polygons as GeoJSON; None where a row has no shape."""
    drawn = shapely.from_wkb([None if row[1] is None else bytes(row[1]) for row in rows])
    rounded = shapely.transform(drawn, lambda corners: corners.round(DIGITS))
    return [None if text is None else msgspec.Raw(text.encode()) for text in shapely.to_geojson(rounded)]


def _page_by_page(collection: Collection, keys: list[int], on: date) -> dict[str, dict[int, Any]]:
    """What properties without a path say, by key of the row."""
    if "operators" not in collection.properties:
        return {}
    on_day = living(Days(on, on))
    states = SiteStatePeriod.objects.filter(on_day, site__in=keys).values_list("site_id", "state")
    tenancies = Tenancy.objects.filter(on_day, site__in=keys).order_by("site_id").values("site_id")
    standing = tenancies.annotate(codes=ArrayAgg("operator__code", order_by="operator__code"))
    operators: dict[int, Any] = {key: [] for key in keys}
    operators |= dict(standing.values_list("site_id", "codes"))
    return {"state": dict(states), "operators": operators}
