"""The rules of the check as a table: what each finds, how grave it is, and what it says."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Severity(StrEnum):
    """What a finding means for its row."""

    ERROR = "error"  # the row is set aside
    CORRECTION = "correction"  # the row is read otherwise than written, and somebody confirms it
    WARNING = "warning"  # the row is taken; somebody should look


@dataclass(frozen=True)
class Rule:
    """One rule: its id, its severity, its name, and its sentence with places for what was found."""

    id: str
    severity: Severity
    title: Any
    sentence: Any


_E, _C, _W = Severity.ERROR, Severity.CORRECTION, Severity.WARNING

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule("required", _E, _("Missing value"), _("Fill this cell in.")),
        Rule("type-number", _E, _("Not a number"), _("A number is needed here.")),
        Rule("type-day", _E, _("Not a day"), _("A day looks like 01/07/2025.")),
        Rule(
            "type-line",
            _E,
            _("Not a line"),
            _(
                "Write the points as “longitude latitude; longitude latitude”, two or more, within "
                "the province."
            ),
        ),
        Rule("choice", _E, _("Unknown choice"), _("Choose one of: %(choices)s.")),
        Rule("range", _E, _("Out of range"), _("The value lies between %(low)s and %(high)s.")),
        Rule("too-long", _E, _("Too long"), _("The cell holds more than %(most)s letters.")),
        Rule(
            "letters",
            _E,
            _("Letters of another encoding"),
            _("The letters are of an old font (TCVN3, VNI) or another encoding; type them in Unicode."),
        ),
        Rule("decimal-comma", _C, _("Decimal comma"), _("Read as %(meant)s.")),
        Rule(
            "swapped",
            _C,
            _("Longitude and latitude swapped"),
            _("Longitude and latitude stood in each other's column; read as %(longitude)s, %(latitude)s."),
        ),
        Rule(
            "vn2000",
            _C,
            _("VN-2000 coordinates"),
            _("Converted from %(system)s to longitude and latitude %(longitude)s, %(latitude)s."),
        ),
        Rule(
            "vn2000-unstated",
            _E,
            _("Coordinates in metres without a system"),
            _(
                "These are metres of a VN-2000 grid, and the filing does not say of which zone. "
                "State the coordinate system when you file, or give longitude and latitude."
            ),
        ),
        Rule(
            "outside-vietnam",
            _E,
            _("Outside the country"),
            _("The point does not lie in Vietnam; check longitude and latitude."),
        ),
        Rule(
            "outside-province",
            _E,
            _("Outside the province"),
            _("The point lies %(distance)s km outside the province."),
        ),
        Rule("wrong-commune", _W, _("Other commune"), _("The point lies in %(commune)s.")),
        Rule(
            "commune-unknown",
            _W,
            _("Unknown commune"),
            _("There is no commune of this name today; the point lies in %(commune)s."),
        ),
        Rule("duplicate-code", _E, _("Code stands twice"), _("This code also stands in row %(row)s.")),
        Rule(
            "code-taken",
            _E,
            _("Code of another owner"),
            _("This code belongs to another owner in the registry; choose another one."),
        ),
        Rule(
            "duplicate-mast",
            _E,
            _("Same mast twice"),
            _(
                "%(distance)s m from %(code)s with the same type and height: one mast filed twice. "
                "Take one row out, or correct what differs."
            ),
        ),
        Rule("mast-nearby", _W, _("Another own mast nearby"), _("%(distance)s m from %(code)s.")),
        Rule(
            "registry-code",
            _E,
            _("Unknown registry code"),
            _("The registry has no mast of this code within 500 m of this point."),
        ),
        Rule(
            "mast-taken",
            _E,
            _("Mast taken by another own code"),
            _(
                "Your position %(code)s stands on this mast as well; an operator stands on a mast once. "
                "Take one of the two rows out, or correct the code."
            ),
        ),
        Rule(
            "mast-ended",
            _E,
            _("Mast that has ended"),
            _(
                "The registry has no such mast any more since %(day)s. Take the row out; where the mast "
                "stands again, its owner files it first, or the programme office enters it."
            ),
        ),
        Rule(
            "type-structure",
            _W,
            _("Mast type against structure"),
            _("A mast of type %(type)s does not usually stand as “%(structure)s”."),
        ),
        Rule(
            "mast-height",
            _W,
            _("Height against mast type"),
            _("A mast of type %(type)s is usually at most %(most)s m high."),
        ),
        Rule("date-order", _E, _("Days in the wrong order"), _("This day comes before %(other)s.")),
        Rule(
            "after-period",
            _E,
            _("Later than the period"),
            _("This day is later than the last day of the period, %(day)s."),
        ),
        Rule(
            "permit-expired",
            _W,
            _("Permit has run out"),
            _("The permit had run out by the end of the period."),
        ),
        Rule(
            "state-order",
            _E,
            _("State does not follow"),
            _("The registry has “%(before)s”; “%(after)s” does not follow from it."),
        ),
        Rule(
            "state-date",
            _E,
            _("State before the last one"),
            _("The registry has the state before it since %(day)s; this one begins later."),
        ),
        Rule(
            "not-the-owner",
            _W,
            _("Differs from the owner's data"),
            _("The owner of the mast has %(registered)s; the mast stays as its owner filed it."),
        ),
        Rule(
            "orphan-cell",
            _E,
            _("Cell without its site"),
            _("No site of this code is in the filing or in the registry."),
        ),
        Rule(
            "site-set-aside",
            _E,
            _("Site set aside"),
            _("The row of this site was set aside; put it right first."),
        ),
        Rule(
            "above-mast",
            _E,
            _("Antenna above the mast"),
            _("The antenna is at %(height)s m on a mast of %(mast)s m."),
        ),
        Rule("no-power", _E, _("No power stated"), _("Give EIRP, or transmit power and antenna gain.")),
        Rule(
            "assumed",
            _C,
            _("Usual value assumed"),
            _("Empty: %(columns)s. The usual value is assumed and marked as such."),
        ),
        Rule(
            "band-not-licensed",
            _E,
            _("Band not licensed"),
            _("The registry has no licence of this operator for %(low)s–%(high)s MHz with %(technology)s."),
        ),
        Rule(
            "band-unknown",
            _W,
            _("No licence to compare with"),
            _("The registry has no licence of this operator for %(technology)s yet."),
        ),
        Rule(
            "parent-unknown",
            _E,
            _("Route it lies in is unknown"),
            _("No route of this code is in the filing or in the registry."),
        ),
        Rule(
            "parent-set-aside",
            _E,
            _("Route it lies in set aside"),
            _("The row of the route %(code)s was set aside; put it right first."),
        ),
        Rule(
            "parent-loop", _E, _("Routes within each other"), _("The route would lie in itself: %(codes)s.")
        ),
        Rule(
            "node-unknown",
            _E,
            _("Unknown node"),
            _("No node of this code is in the filing or in the registry."),
        ),
        Rule(
            "node-set-aside",
            _E,
            _("Node set aside"),
            _("The row of this node was set aside; put it right first."),
        ),
        Rule(
            "length-differs", _W, _("Drawn and built length differ"), _("The drawn line is %(drawn)s m long.")
        ),
        Rule("fibres-order", _E, _("More fibres used than there are"), _("The cable has %(fibres)s fibres.")),
    )
}


def said(rule_id: str, params: dict[str, Any]) -> str:
    """The sentence of a finding in the language of whoever reads."""
    return str(RULES[rule_id].sentence) % {key: _words(value) for key, value in params.items()}


def _words(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value)
