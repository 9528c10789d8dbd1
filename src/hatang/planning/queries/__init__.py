"""Reads of the room, shaped for a screen."""

from hatang.planning.queries.files import PlanFileLine, plan_files
from hatang.planning.queries.matrix import Cell, Finding, Matrix, MatrixRow, matrix, with_leads
from hatang.planning.queries.overlaps import FoundOverlap, finding_of, findings, key_of
from hatang.planning.queries.owed import Given
from hatang.planning.queries.plans import (
    Line,
    PlanPage,
    UnitRow,
    parent_plans,
    plan_page,
    tally,
    unit_rows,
    version_changes,
)
from hatang.planning.queries.projects import (
    Group,
    MoneyChange,
    ProjectFilter,
    ProjectPage,
    ProjectRow,
    Totals,
    money_years,
    project_list,
    project_page,
    project_rows,
    tasks_to_link,
    totals,
    unit_money,
)
from hatang.planning.queries.proposals import Proposal, newest_reading, proposals, source_documents
from hatang.planning.queries.timeline import on_the_line, planned_activities

__all__ = [
    "Cell",
    "Finding",
    "FoundOverlap",
    "Given",
    "Group",
    "Line",
    "Matrix",
    "MatrixRow",
    "MoneyChange",
    "PlanFileLine",
    "PlanPage",
    "ProjectFilter",
    "ProjectPage",
    "ProjectRow",
    "Proposal",
    "Totals",
    "UnitRow",
    "finding_of",
    "findings",
    "key_of",
    "matrix",
    "money_years",
    "newest_reading",
    "on_the_line",
    "parent_plans",
    "plan_files",
    "plan_page",
    "planned_activities",
    "project_list",
    "project_page",
    "project_rows",
    "proposals",
    "source_documents",
    "tally",
    "tasks_to_link",
    "totals",
    "unit_money",
    "unit_rows",
    "version_changes",
    "with_leads",
]
