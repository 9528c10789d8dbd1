"""What the room keeps."""

from hatang.planning.models.files import PlanFile
from hatang.planning.models.plans import (
    Activity,
    StateName,
    StepName,
    UnitPlan,
    UnitPlanVersion,
    UptakeName,
)
from hatang.planning.models.platforms import (
    OverlapDecision,
    OverlapSettlement,
    PlatformLevel,
    SharedPlatform,
)
from hatang.planning.models.projects import (
    MoneyLine,
    MoneySource,
    Project,
    ProjectKind,
    ProjectStateName,
    ProjectStepName,
    ProjectTask,
    TakenProjectStep,
)

__all__ = [
    "Activity",
    "MoneyLine",
    "MoneySource",
    "OverlapDecision",
    "OverlapSettlement",
    "PlanFile",
    "PlatformLevel",
    "Project",
    "ProjectKind",
    "ProjectStateName",
    "ProjectStepName",
    "ProjectTask",
    "SharedPlatform",
    "StateName",
    "StepName",
    "TakenProjectStep",
    "UnitPlan",
    "UnitPlanVersion",
    "UptakeName",
]
