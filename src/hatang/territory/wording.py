"""Words of the room for what libraries say in theirs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# What GEOS says of a polygon that is not valid, before the place in brackets.
_REASONS = {
    "Self-intersection": gettext_noop("the outline crosses itself"),
    "Ring Self-intersection": gettext_noop("the outline touches itself"),
    "Hole lies outside shell": gettext_noop("a hole lies outside of the polygon"),
    "Holes are nested": gettext_noop("a hole lies within another one"),
    "Interior is disconnected": gettext_noop("the inside falls apart"),
    "Nested shells": gettext_noop("a part lies within another one"),
    "Duplicate Rings": gettext_noop("a ring stands twice"),
    "Too few points in geometry component": gettext_noop("a ring has too few points"),
}


def reason_words(reason: str) -> str:
    """Why a polygon was not valid, with the place where GEOS names one."""
    head, _bracket, place = reason.partition("[")
    said = _REASONS.get(head.strip())
    words = _(said) if said else head.strip()
    return f"{words} ({place.rstrip(']')})" if place else words
