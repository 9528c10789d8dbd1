"""What the room keeps."""

from hatang.reporting.models.campaigns import Campaign, CampaignState, Exemption, Reporter
from hatang.reporting.models.consolidators import Consolidator, HandOn
from hatang.reporting.models.drafts import DraftPaper, PaperState, PaperVersion
from hatang.reporting.models.forms import Form, FormVersion, ReportKind
from hatang.reporting.models.incoming import (
    ACTIVE,
    Decision,
    IncomingReport,
    ProgressProposal,
    ReadState,
    SaidName,
)
from hatang.reporting.models.periods import BoundsName, PeriodName, PeriodRule
from hatang.reporting.models.reminders import GatheringReminder, Reminder
from hatang.reporting.models.reports import (
    Report,
    ReportVersion,
    StateName,
    StepName,
    TakenStep,
)
from hatang.reporting.models.samples import Sample, StratifiedBy
from hatang.reporting.models.sent import SentValues
from hatang.reporting.models.templates import PaperTemplate
from hatang.reporting.models.verdicts import VerdictName

__all__ = [
    "ACTIVE",
    "BoundsName",
    "Campaign",
    "CampaignState",
    "Consolidator",
    "Decision",
    "DraftPaper",
    "Exemption",
    "Form",
    "FormVersion",
    "GatheringReminder",
    "HandOn",
    "IncomingReport",
    "PaperState",
    "PaperTemplate",
    "PaperVersion",
    "PeriodName",
    "PeriodRule",
    "ProgressProposal",
    "ReadState",
    "Reminder",
    "Report",
    "ReportKind",
    "ReportVersion",
    "Reporter",
    "SaidName",
    "Sample",
    "SentValues",
    "StateName",
    "StepName",
    "StratifiedBy",
    "TakenStep",
    "VerdictName",
]
