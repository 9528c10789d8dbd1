"""Reads of the room, shaped for a screen."""

from hatang.planning.queries.matrix import Cell, Finding, Matrix, MatrixRow, matrix
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

__all__ = [
    "Cell",
    "Finding",
    "Given",
    "Line",
    "Matrix",
    "MatrixRow",
    "PlanPage",
    "UnitRow",
    "matrix",
    "parent_plans",
    "plan_page",
    "tally",
    "unit_rows",
    "version_changes",
]
