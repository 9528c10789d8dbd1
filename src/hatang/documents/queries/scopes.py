"""The province a document is for, as its letterhead lets one guess."""

from django.db.models import QuerySet

from hatang.docparse.normalise import fold
from hatang.documents.models import Document
from hatang.territory.models import Area, AreaKind


def provinces() -> "QuerySet[Area]":
    """Present and former provinces, the present ones first."""
    found: QuerySet[Area] = Area.objects.filter(kind__in=[AreaKind.PROVINCE, AreaKind.FORMER_PROVINCE])
    return found.order_by("valid_to", "sort_key", "pk")


def suggested_scope(document: Document) -> Area | None:
    """The province that issuer and place name, as it was on the day of issue; two are not guessed between.

    What "UBND tỉnh Bắc Giang" issued before 01/7/2025 is for the former Bắc Giang.
    """
    areas = provinces()
    if document.issued_on is not None:
        areas = areas.existing(document.issued_on)  # type: ignore[attr-defined]
    for said in (document.issuer, document.place):
        words = f" {fold(said)} "
        named = [area for area in areas if f" {fold(area.name)} " in words]
        if named:
            return named[0] if len(named) == 1 else None
    return None
