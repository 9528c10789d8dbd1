"""The life of a position: which state may follow which."""

from enum import StrEnum


class SiteState(StrEnum):
    """Where a passive site is in its life."""

    PROPOSED = "proposed"
    PERMITTED = "permitted"
    BUILT = "built"
    ON_AIR = "on_air"
    OFF = "off"
    DISMANTLED = "dismantled"


# Planned, not yet there; and there, whether or not it serves.
PLANNED = frozenset({SiteState.PROPOSED, SiteState.PERMITTED})
STANDING = frozenset({SiteState.BUILT, SiteState.ON_AIR, SiteState.OFF})

# A roof position needs no building time, and an old one may be known only since it is on air.
FOLLOWS: dict[SiteState, frozenset[SiteState]] = {
    SiteState.PROPOSED: frozenset({SiteState.PERMITTED, SiteState.BUILT, SiteState.DISMANTLED}),
    SiteState.PERMITTED: frozenset({SiteState.BUILT, SiteState.ON_AIR, SiteState.DISMANTLED}),
    SiteState.BUILT: frozenset({SiteState.ON_AIR, SiteState.OFF, SiteState.DISMANTLED}),
    SiteState.ON_AIR: frozenset({SiteState.OFF, SiteState.DISMANTLED}),
    SiteState.OFF: frozenset({SiteState.ON_AIR, SiteState.DISMANTLED}),
    SiteState.DISMANTLED: frozenset(),
}


def may_follow(before: SiteState, after: SiteState) -> bool:
    """Whether a position in one state may next be in the other; from proposed to dismantled is given up."""
    return after in FOLLOWS[before]
