"""Whom a document asks to report: its "Kính gửi" and "Nơi nhận", and groups on its day."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from hatang.accounts.models import Unit, UnitGroup, UnitKind
from hatang.accounts.queries import members_on
from hatang.base import clock
from hatang.documents.models import Document
from hatang.documents.queries import newest_extraction, proposed_audience
from hatang.reporting.models import Campaign

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
    """Whom a document addresses but its issuer, and the printed recipients that mean no unit of the house."""
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
        Addressed(key, str(group), printed[key], without_issuer(members[group.pk], document))
        for key in keys
        if (group := groups.get(key)) is not None
    ]
    return found, view.unknown


def without_issuer(units: Iterable[Unit], document: Document | None) -> list[Unit]:
    """Members of a group whom a document means: nobody asks oneself."""
    issuer = document.issuer_unit_id if document else None
    return [unit for unit in units if unit.pk != issuer]


def not_asked(campaign: Campaign, asked: Collection[Unit]) -> dict[int, list[str]]:
    """Members that a campaign does not ask, by name, of the groups by which it asks others.

    Members are those of the document's day, else of the day on which the campaign was prepared.
    """
    groups = {pk for pk in campaign.reporters.values_list("group", flat=True) if pk is not None}
    on = campaign.document.issued_on if campaign.document else None
    members = members_on(groups, on or clock.local(campaign.made_at).date())
    there = {unit.pk for unit in asked}
    missing = {
        pk: [unit.name for unit in without_issuer(units, campaign.document) if unit.pk not in there]
        for pk, units in members.items()
    }
    return {pk: names for pk, names in missing.items() if names}


def _by_key(keys: Iterable[str]) -> tuple[dict[str, Unit], dict[str, UnitGroup]]:
    """Units that still exist today, and groups, by the keys of forms."""
    pks = {key[0]: {int(other[1:]) for other in keys if other[0] == key[0]} for key in keys}
    units = Unit.objects.existing(clock.today()).filter(pk__in=pks.get("u", set()))
    groups = UnitGroup.objects.filter(pk__in=pks.get("g", set()))
    return {f"u{unit.pk}": unit for unit in units}, {f"g{group.pk}": group for group in groups}
