"""Rows about obstacles; one about something of a restricted document is not counted."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from hatang.accounts.models import Unit
from hatang.notices.models import Obstacle, ObstacleStep
from hatang.notices.rules import ObstacleState, Step

# Kind of the subject -> its model, and the ways on which it hangs on documents; "" is the document itself.
_HANGS_ON: dict[str, tuple[str, tuple[str, ...]]] = {
    "task": ("programme.Task", ("plan__document",)),
    "obligation": ("programme.Obligation", ("task__plan__document",)),
    "target": ("programme.Target", ("plan__document",)),
    "figure": ("programme.TargetValue", ("target__plan__document",)),
    "document": ("documents.Document", ("",)),
    "campaign": ("reporting.Campaign", ("document",)),
    "unit_plan": ("planning.UnitPlan", ("plan__document",)),
    "reporter": ("reporting.Reporter", ("campaign__document",)),
    "project": ("planning.Project", ("task_links__task__plan__document",)),
    "escalation": (
        "chasing.Escalation",
        ("obligation__task__plan__document", "reporter__campaign__document"),
    ),
}
# What is drafted names no document that could be asked, and is for the office and the leader alone.
_NEVER_COUNTED = ("draft_paper",)


def raised(unit: Unit, start: date, end: date) -> QuerySet[Obstacle]:
    """Those that the unit raised in the period."""
    return _open_to_all(Obstacle.objects.filter(unit=unit, raised_at__date__range=(start, end)))


def raised_and_answered(unit: Unit, start: date, end: date) -> QuerySet[Obstacle]:
    """Those of them that have an answer by now."""
    return raised(unit, start, end).filter(state__in=(ObstacleState.ANSWERED, ObstacleState.CLOSED))


def answered(unit: Unit, start: date, end: date) -> QuerySet[Obstacle]:
    """Those that the unit had to answer, and answered in the period."""
    steps = ObstacleStep.objects.filter(
        obstacle=OuterRef("pk"), step=Step.ANSWER, taken_at__date__range=(start, end)
    )
    return _open_to_all(Obstacle.objects.filter(Exists(steps), owner=unit))


def _open_to_all(rows: QuerySet[Obstacle]) -> QuerySet[Obstacle]:
    hidden = Q(subject_kind__in=_NEVER_COUNTED)
    for kind, (label, ways) in _HANGS_ON.items():
        model: Any = apps.get_model(label)
        restricted = Q(pk__in=[])
        for way in ways:
            restricted |= Q(**{f"{way}__is_restricted" if way else "is_restricted": True})
        about = model.objects.filter(restricted).order_by().values("pk")
        hidden |= Q(subject_kind=kind, subject_id__in=about)
    return rows.exclude(hidden)
