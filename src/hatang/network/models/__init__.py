"""What the room keeps."""

from hatang.network.models.plant import DataCentre, Node, PublicWifi, Route
from hatang.network.models.radio import BandLicence, Cell
from hatang.network.models.sites import (
    LATITUDES,
    LONGITUDES,
    ExistingQuerySet,
    PassiveSite,
    SiteStatePeriod,
    Tenancy,
)
from hatang.network.models.siting import MOST_SPACING_M, Rule, SpacingRule, UndergroundRule, ZoneRule
from hatang.network.models.words import (
    AreaClass,
    Backhaul,
    Confidence,
    Contract,
    LandRight,
    MastType,
    NodeKind,
    PlantState,
    Power,
    RouteKind,
    StateName,
    Structure,
    Technology,
    ZoneAround,
)

__all__ = [
    "LATITUDES",
    "LONGITUDES",
    "MOST_SPACING_M",
    "AreaClass",
    "Backhaul",
    "BandLicence",
    "Cell",
    "Confidence",
    "Contract",
    "DataCentre",
    "ExistingQuerySet",
    "LandRight",
    "MastType",
    "Node",
    "NodeKind",
    "PassiveSite",
    "PlantState",
    "Power",
    "PublicWifi",
    "Route",
    "RouteKind",
    "Rule",
    "SiteStatePeriod",
    "SpacingRule",
    "StateName",
    "Structure",
    "Technology",
    "Tenancy",
    "UndergroundRule",
    "ZoneAround",
    "ZoneRule",
]
