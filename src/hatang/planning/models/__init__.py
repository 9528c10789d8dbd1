"""What the room keeps."""

from hatang.planning.models.plans import (
    Activity,
    StateName,
    StepName,
    UnitPlan,
    UnitPlanVersion,
    UptakeName,
)

__all__ = [
    "Activity",
    "StateName",
    "StepName",
    "UnitPlan",
    "UnitPlanVersion",
    "UptakeName",
]
