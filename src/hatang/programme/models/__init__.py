"""Plans, targets, tasks, who must do them, and how far they are."""

from hatang.programme.models.approvals import Approval, Decision, Publication
from hatang.programme.models.batches import Batch, BatchDeed, BatchPart
from hatang.programme.models.conflicts import Conflict, ConflictKind, Settlement
from hatang.programme.models.dependencies import TaskDependency
from hatang.programme.models.dues import DueEvent, DuePart, TermUnit
from hatang.programme.models.feeds import QUERY_LENGTH, CalendarFeed
from hatang.programme.models.figure_hand_ins import FigureHandIn
from hatang.programme.models.gaps import GapAnswer, GapBatch, GapDecision, GapFact, GapRequest
from hatang.programme.models.hand_ins import HandIn, HandInKind, Outcome
from hatang.programme.models.items import (
    RECURRING,
    Comparator,
    Direction,
    DueKind,
    Gap,
    Holder,
    PlanItem,
    RuledField,
    Strength,
    Target,
    Task,
)
from hatang.programme.models.links import ExternalLink
from hatang.programme.models.measures import TargetMeasure
from hatang.programme.models.meetings import Meeting, MeetingConclusion, MeetingNote
from hatang.programme.models.milestones import Acknowledgement, Milestone, Occurrence
from hatang.programme.models.obligations import Assignment, AssignmentRole, Obligation, Progress
from hatang.programme.models.plans import MOST_QUIET_WEEKS, Plan
from hatang.programme.models.products import STANDING, Delivery, Product, ProductKind
from hatang.programme.models.quotas import TargetQuota
from hatang.programme.models.requests import DeadlineRequest, RequestDecision
from hatang.programme.models.rulings import Ruling
from hatang.programme.models.saved_views import Audience, DefaultView, SavedView, ViewKind
from hatang.programme.models.targets import TargetStep, TargetValue
from hatang.programme.models.transitions import Transition, TransitionPart, Way

__all__ = [
    "MOST_QUIET_WEEKS",
    "QUERY_LENGTH",
    "RECURRING",
    "STANDING",
    "Acknowledgement",
    "Approval",
    "Assignment",
    "AssignmentRole",
    "Audience",
    "Batch",
    "BatchDeed",
    "BatchPart",
    "CalendarFeed",
    "Comparator",
    "Conflict",
    "ConflictKind",
    "DeadlineRequest",
    "Decision",
    "DefaultView",
    "Delivery",
    "Direction",
    "DueEvent",
    "DueKind",
    "DuePart",
    "ExternalLink",
    "FigureHandIn",
    "Gap",
    "GapAnswer",
    "GapBatch",
    "GapDecision",
    "GapFact",
    "GapRequest",
    "HandIn",
    "HandInKind",
    "Holder",
    "Meeting",
    "MeetingConclusion",
    "MeetingNote",
    "Milestone",
    "Obligation",
    "Occurrence",
    "Outcome",
    "Plan",
    "PlanItem",
    "Product",
    "ProductKind",
    "Progress",
    "Publication",
    "RequestDecision",
    "RuledField",
    "Ruling",
    "SavedView",
    "Settlement",
    "Strength",
    "Target",
    "TargetMeasure",
    "TargetQuota",
    "TargetStep",
    "TargetValue",
    "Task",
    "TaskDependency",
    "TermUnit",
    "Transition",
    "TransitionPart",
    "ViewKind",
    "Way",
]
