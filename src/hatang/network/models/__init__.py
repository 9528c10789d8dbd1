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
from hatang.network.models.words import (
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
)

__all__ = [
    "LATITUDES",
    "LONGITUDES",
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
    "SiteStatePeriod",
    "StateName",
    "Structure",
    "Technology",
    "Tenancy",
]
