"""Figures the house knows itself, shown beside what a unit types: of tasks, targets, obstacles and files."""

from django.utils.translation import gettext_lazy as _

from hatang.planning.rules.money import MILLION
from hatang.reporting.sources import money, obstacles, targets, tasks
from hatang.reporting.sources.source import Source

_MEASURE = "target__measure_unit"

SOURCES: dict[str, Source] = {
    "tasks_owed": Source(_("Tasks the unit leads"), tasks.owed),
    "tasks_done": Source(_("Tasks of the unit done in the period"), tasks.done),
    "tasks_on_time": Source(_("Tasks of the unit done in the period, in time"), tasks.done_in_time),
    "tasks_late": Source(_("Tasks of the unit done in the period, late"), tasks.done_late),
    "tasks_open": Source(_("Tasks of the unit not done at the end of the period"), tasks.still_open),
    "tasks_overdue": Source(_("Tasks of the unit overdue at the end of the period"), tasks.overdue),
    "milestones_due": Source(_("Milestones of the period"), tasks.milestones_due),
    "milestones_kept": Source(_("Milestones of the period reached by their day"), tasks.milestones_kept),
    "evidence": Source(_("Files of evidence added in the period"), tasks.evidence_added),
    "quota": Source(
        _("Quota given to the unit for the quarters of the period"),
        targets.quotas_added,
        "value",
        measured_by=_MEASURE,
    ),
    "quota_declared": Source(
        _("Declared for these quotas"), targets.declared_for_quotas, "value", measured_by=_MEASURE
    ),
    "quota_proven": Source(
        _("Declared for these quotas and shown by a file"),
        targets.proven_for_quotas,
        "value",
        measured_by=_MEASURE,
    ),
    "quotas_given": Source(_("Number of quotas of the period"), targets.quotas),
    "quotas_reached": Source(_("Quotas of the period that were reached"), targets.quotas_reached),
    "figures": Source(_("Figures of targets declared for the period"), targets.declared),
    "obstacles_raised": Source(_("Obstacles the unit raised in the period"), obstacles.raised),
    "obstacles_solved": Source(
        _("Of these, obstacles that are answered or closed"), obstacles.raised_and_answered
    ),
    "money_allocated": Source(
        _("Money allocated to projects of the unit in the year (million đồng)"),
        money.allocated,
        "allocated",
        MILLION,
    ),
    "money_disbursed": Source(
        _("Money disbursed of projects of the unit in the year (million đồng)"),
        money.disbursed,
        "disbursed",
        MILLION,
    ),
    "obstacles_answered": Source(_("Obstacles the unit answered in the period"), obstacles.answered),
}

__all__ = ["SOURCES", "Source"]
