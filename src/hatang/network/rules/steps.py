"""The steps of a site's life, as people take them: what each leads to."""

from enum import StrEnum

from hatang.network.rules.states import SiteState, may_follow


class SiteStep(StrEnum):
    """What is done with a site."""

    PERMIT = "permit"
    BUILD = "build"
    PUT_ON_AIR = "put_on_air"
    SWITCH_OFF = "switch_off"
    DISMANTLE = "dismantle"


LEADS_TO = {
    SiteStep.PERMIT: SiteState.PERMITTED,
    SiteStep.BUILD: SiteState.BUILT,
    SiteStep.PUT_ON_AIR: SiteState.ON_AIR,
    SiteStep.SWITCH_OFF: SiteState.OFF,
    SiteStep.DISMANTLE: SiteState.DISMANTLED,
}


def steps_from(state: SiteState) -> list[SiteStep]:
    """The steps that may be taken from a state, in the order of a site's life."""
    return [step for step, leads_to in LEADS_TO.items() if may_follow(state, leads_to)]
