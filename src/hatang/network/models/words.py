"""The kinds of the registry in words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hatang.network.rules.states import SiteState


class MastType(models.TextChoices):
    """Types of antenna mast of Circular 14/2013/TT-BTTTT: A1 is discreet, A2 bulky."""

    A1A = "A1a", _("A1a: discreet, on or in a building")
    A1B = "A1b", _("A1b: disguised or a single pole")
    A2A = "A2a", _("A2a: bulky, on a building")
    A2B = "A2b", _("A2b: bulky, on the ground")
    A2C = "A2c", _("A2c: bulky, other")


class Structure(models.TextChoices):
    """What carries the antennas."""

    LATTICE = "lattice", _("Lattice tower")
    MONOPOLE = "monopole", _("Monopole")
    GUYED = "guyed", _("Guyed mast")
    ROOFTOP = "rooftop", _("Rooftop")
    DISGUISED = "disguised", _("Disguised")
    POLE = "pole", _("Street pole")


class StateName(models.TextChoices):
    """Where a site is in its life, in words."""

    PROPOSED = SiteState.PROPOSED.value, _("Site proposed")
    PERMITTED = SiteState.PERMITTED.value, _("Site permitted")
    BUILT = SiteState.BUILT.value, _("Site built")
    ON_AIR = SiteState.ON_AIR.value, _("On air")
    OFF = SiteState.OFF.value, _("Switched off")
    DISMANTLED = SiteState.DISMANTLED.value, _("Dismantled")


class LandRight(models.TextChoices):
    """By what right a site stands on its ground or roof."""

    OWN = "own", _("Own land")
    LEASED = "leased", _("Leased")
    PUBLIC = "public", _("Public land or building")
    UNKNOWN = "", _("Not stated")


class Power(models.TextChoices):
    """Where a site takes its power from."""

    GRID = "grid", _("Grid")
    GENERATOR = "generator", _("Generator")
    SOLAR = "solar", _("Solar")
    UNKNOWN = "", _("Not stated")


class Backhaul(models.TextChoices):
    """What carries a site's traffic away."""

    FIBRE = "fibre", _("Optical fibre")
    MICROWAVE = "microwave", _("Microwave")
    UNKNOWN = "", _("Not stated")


class Confidence(models.TextChoices):
    """How sure a row of the registry is."""

    CONFIRMED = "confirmed", _("Confirmed on the spot")
    DECLARED = "declared", _("Declared by the operator")
    INFERRED = "inferred", _("Inferred")
    ESTIMATED = "estimated", _("Estimated")


class Contract(models.TextChoices):
    """On what terms an operator stands on a site."""

    OWN = "own", _("Own site")
    LEASE = "lease", _("Lease of a position")
    SWAP = "swap", _("Exchange of positions")
    SHARED_RAN = "shared_ran", _("Shared radio network")


class Technology(models.TextChoices):
    """Generation of mobile service."""

    G2 = "2G", "2G"
    G3 = "3G", "3G"
    G4 = "4G", "4G"
    G5 = "5G", "5G"


class RouteKind(models.TextChoices):
    """What a line of plant is."""

    FIBRE = "fibre", _("Fibre cable")
    DUCT = "duct", _("Duct")
    MICRODUCT = "microduct", _("Microduct")
    AERIAL = "aerial", _("Aerial cable")
    COPPER = "copper", _("Copper cable")


class NodeKind(models.TextChoices):
    """What a point of plant is."""

    MANHOLE = "manhole", _("Manhole")
    POLE = "pole", _("Cable pole")
    CABINET = "cabinet", _("Cabinet")
    SPLICE = "splice", _("Splice")
    POP = "pop", _("Point of presence")


class PlantState(models.TextChoices):
    """Where a line or point of plant, a data centre or a Wi-Fi point is in its life."""

    PLANNED = "planned", _("Planned")
    BUILDING = "building", _("Under construction")
    IN_USE = "in_use", _("In use")
    ABANDONED = "abandoned", _("Abandoned in place")


class AreaClass(models.TextChoices):
    """Where a rule holds: in wards, or elsewhere."""

    URBAN = "urban", _("Wards (urban)")
    OTHER = "other", _("Communes (other)")


class ZoneAround(models.TextChoices):
    """Around which places only some types of mast may stand; the values are kinds of `territory.Place`."""

    ADMINISTRATIVE_CENTRE = "administrative_centre", _("Administrative centres")
    HERITAGE = "heritage", _("Heritage sites")
    SCHOOL = "school", _("Schools")
    CLINIC = "clinic", _("Clinics")
    TRANSPORT_HUB = "transport_hub", _("Transport hubs")
