"""What the room keeps."""

from hatang.reporting.models.campaigns import Campaign, CampaignState, Exemption, Reporter
from hatang.reporting.models.drafts import DraftPaper, PaperState, PaperVersion
from hatang.reporting.models.forms import Form, FormVersion, ReportKind
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
    "Campaign",
    "CampaignState",
    "DraftPaper",
    "Exemption",
    "Form",
    "FormVersion",
    "PaperState",
    "PaperVersion",
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
