"""Whom a document asks to report: its "Kính gửi" and "Nơi nhận", and groups on its day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hatang.accounts.models import Unit, UnitGroup, UnitKind
from hatang.accounts.queries import members_on
from hatang.base import clock
from hatang.documents.models import Document
from hatang.documents.queries import newest_extraction, proposed_audience

# A copy goes to those above to tell them; they are not asked.
_ABOVE = (UnitKind.PROVINCE, UnitKind.MINISTRY, UnitKind.OUTSIDE)


@dataclass(frozen=True)
class Addressed:
    """A unit or group that a document addresses, with the units that it means on the document's day."""

    key: str
    name: str
    printed: str
    units: Sequence[Unit]


def addressed_by(user: object, document: Document) -> tuple[list[Addressed], list[str]]:
    """Whom a document addresses, and the printed recipients that mean no unit of the house."""
    view = proposed_audience(document, newest_extraction(user, document))
    on = document.issued_on or clock.today()
    keys = [one.key for one in view.chosen]
    units, groups = _by_key(keys)
    printed = {one.key: one.printed for one in view.chosen}
    found = [
        Addressed(key, str(named), printed[key], [named])
        for key in keys
        if (named := units.get(key)) is not None
        and named.pk != document.issuer_unit_id
        and named.kind not in _ABOVE
    ]
    members = members_on([group.pk for group in groups.values()], on)
    found += [
        Addressed(key, str(group), printed[key], members[group.pk])
        for key in keys
        if (group := groups.get(key)) is not None
    ]
    return found, view.unknown


def _by_key(keys: Iterable[str]) -> tuple[dict[str, Unit], dict[str, UnitGroup]]:
    """Units that still exist today, and groups, by the keys of forms."""
    pks = {key[0]: {int(other[1:]) for other in keys if other[0] == key[0]} for key in keys}
    units = Unit.objects.existing(clock.today()).filter(pk__in=pks.get("u", set()))
    groups = UnitGroup.objects.filter(pk__in=pks.get("g", set()))
    return {f"u{unit.pk}": unit for unit in units}, {f"g{group.pk}": group for group in groups}
