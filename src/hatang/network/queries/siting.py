"""May a mast stand here? Every rule of the day that is about it, with its numbers and what stands near."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hatang.network import access
from hatang.network.models import AreaClass, PassiveSite, SpacingRule, ZoneRule
from hatang.network.queries.neighbours import Neighbour, neighbours, places_near
from hatang.network.rules import siting
from hatang.network.rules.siting import Answer, Finding, Position
from hatang.territory.models import Area, AreaKind
from hatang.territory.queries import commune_of

# Masts around are shown within this distance [m] even where no rule asks about them, and so many of them.
LOOKED_AT_M = 1000.0
MOST_NEIGHBOURS = 12


@dataclass(frozen=True)
class Checked:
    """The answer for a position on a day, with the rules that were asked and the masts around.

    `area` is the kind of area the rules of distance were asked for; None where it is not known, and then
    those of both kinds were. `commune` is the one the point lies in, where outlines are known.
    """

    at: Position
    on: date
    area: str | None
    commune: Area | None
    spacings: Sequence[Finding]
    zones: Sequence[Finding]
    near: Sequence[Neighbour]

    @property
    def answer(self) -> Answer:
        """Yes, caution or no."""
        return siting.answer([*self.spacings, *self.zones])

    @property
    def n_rules(self) -> int:
        """How many rules were asked."""
        return len(self.spacings) + len(self.zones)


def check_position(
    user: object, at: Position, *, on: date, area: str | None = None, but: PassiveSite | None = None
) -> Checked:
    """Ask every rule of a day about a position; a site itself is not in its own way.

    Args:
        user: who asks; only what they may see is answered.
        at: the mast that is asked about.
        on: the day whose rules and masts count.
        area: one of `AreaClass` where the person says it; else it follows from the commune of the point.
        but: the site that is to stand there, if it is registered already.
    """
    commune = but.commune if but is not None else _commune(at)
    known = area or _area_class(commune)
    rules = _spacing_rules(user, at, on, known)
    reach = max([LOOKED_AT_M, *(one.least_m for one in rules)])
    near = neighbours(
        user, at.longitude, at.latitude, within_m=reach, on=on, but=but.pk if but is not None else None
    )
    masts = [one.near for one in near]
    spacings = [
        siting.spacing(one, is_binding=one.is_binding, least_m=one.least_m, masts=masts) for one in rules
    ]
    return Checked(at, on, known, commune, spacings, _zones(user, at, on), near[:MOST_NEIGHBOURS])


def _commune(at: Position) -> Area | None:
    found = commune_of(at.longitude, at.latitude)
    return Area.objects.filter(pk=found).first() if found is not None else None


def _area_class(commune: Area | None) -> str | None:
    if commune is None:
        return None
    return str(AreaClass.URBAN if commune.kind == AreaKind.WARD else AreaClass.OTHER)


def _spacing_rules(user: object, at: Position, on: date, area: str | None) -> list[SpacingRule]:
    rows = access.visible_rules(user, SpacingRule).existing(on)
    rows = rows.filter(area=area) if area else rows
    return [
        one
        for one in rows
        if siting.applies(mast_types=one.mast_types, above_m=one.above_m, up_to_m=one.up_to_m, at=at)
    ]


def _zones(user: object, at: Position, on: date) -> list[Finding]:
    rules = list(access.visible_rules(user, ZoneRule).existing(on))
    reach = {
        kind: max(one.within_m for one in rules if one.around == kind)
        for kind in sorted({one.around for one in rules})
    }
    places = {
        kind: places_near(kind, at.longitude, at.latitude, within_m=metres, on=on)
        for kind, metres in reach.items()
    }
    return [
        siting.zone(
            one,
            is_binding=one.is_binding,
            within_m=one.within_m,
            is_allowed=at.mast_type in one.allowed_types,
            places=places[one.around],
        )
        for one in rules
    ]
