"""What the room keeps."""

from hatang.reporting.models.campaigns import Campaign, CampaignState, Exemption, Reporter
from hatang.reporting.models.consolidators import Consolidator, HandOn
from hatang.reporting.models.drafts import DraftPaper, PaperState, PaperVersion
from hatang.reporting.models.forms import Form, FormVersion, ReportKind
from hatang.reporting.models.periods import BoundsName, PeriodName, PeriodRule
from hatang.reporting.models.reminders import Reminder
from hatang.reporting.models.reports import (
    Report,
    ReportVersion,
    StateName,
    StepName,
    TakenStep,
    VerdictName,
)

__all__ = [
    "BoundsName",
    "Campaign",
    "CampaignState",
    "Consolidator",
    "DraftPaper",
    "Exemption",
    "Form",
    "FormVersion",
    "HandOn",
    "PaperState",
    "PaperVersion",
    "PeriodName",
    "PeriodRule",
    "Reminder",
    "Report",
    "ReportKind",
    "ReportVersion",
    "Reporter",
    "StateName",
    "StepName",
    "TakenStep",
    "VerdictName",
]
