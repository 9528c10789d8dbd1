"""Rows of task tables."""

import re

from hatang.docparse.agencies import is_agency_title, looks_agency, read_roles, split_agencies
from hatang.docparse.dues import read_due
from hatang.docparse.outline import Outline
from hatang.docparse.passages import Passage, joined
from hatang.docparse.tables import roles
from hatang.docparse.tables.grid import Grid, Row
from hatang.docparse.tasks.found import FoundTask, merge_roles, split_people


def tasks_of_grid(grid: Grid, outline: Outline) -> list[FoundTask]:
    """A task for each row that is given to somebody or has a date."""
    made: list[FoundTask] = []
    annex = outline.annex_at(grid.start)
    place = annex or _section_path(outline, grid.start)
    group: Row | None = None
    group_lead: list[Passage] = []
    numbered_twice = _restarts(grid)
    for row in grid.rows:
        work = row.of(roles.WORK, roles.TARGET)
        if not work:
            continue
        if not _is_assigned(row):
            group = row
            group_lead = (
                split_agencies(work[0])
                if looks_agency(work[0].text) > 0.8 and is_agency_title(work[0].text)
                else []
            )
            if not (group_lead or _is_group(row, grid)):
                continue
            continue
        task = _from_row(row, _row_path(place, row, group if numbered_twice else None))
        if not task.roles.lead and group_lead:
            task.roles.lead = list(group_lead)
        made.append(task)
    return made


def _is_assigned(row: Row) -> bool:
    return bool(row.of(roles.LEAD, roles.DUE, roles.DIRECT)) or (
        bool(row.of(roles.SUPPORT)) and bool(row.of(roles.PRODUCT))
    )


def _is_group(row: Row, grid: Grid) -> bool:
    return row.label is None or len(row.cells) == 1


def _restarts(grid: Grid) -> bool:
    labels = [row.label for row in grid.rows if row.label and row.label.isdigit()]
    return len(labels) != len(set(labels))


def _row_path(place: str, row: Row, group: Row | None) -> str:
    label = row.label or ""
    if group is not None and group.label and label and not label.startswith(f"{group.label}."):
        label = f"{group.label}.{label}"
    return f"{place}.{label}" if place and label else place or label


def _section_path(outline: Outline, offset: int) -> str:
    node = outline.last_before(offset)
    return node.path if node else ""


def _from_row(row: Row, path: str) -> FoundTask:
    work = _clean_work(joined(row.of(roles.WORK, roles.TARGET)))
    task = FoundTask(path, work, basis="table")
    for cell in row.of(roles.LEAD):
        merge_roles(task.roles, read_roles(cell))
    for cell in row.of(roles.SUPPORT):
        merge_roles(task.roles, read_roles(cell, default="support"))
    for cell in row.of(roles.DIRECT):
        task.roles.direct.extend(split_people(cell))
    dated = [(column, cell) for column, cell in row.cells if column.role == roles.DUE]
    for column, cell in dated:
        due = read_due(cell.text, is_completion=column.is_completion)
        if task.due.kind == "none" and (due.kind != "none" or task.due_words is None):
            task.due, task.due_words = due, cell
    if task.due.kind == "none" and task.due_words is not None and not re.search(r"\d", task.due_words.text):
        task.note = task.due_words if len(dated) == 1 else task.note
    products = [cell for column, cell in row.cells if column.role == roles.PRODUCT]
    if products:
        task.product = joined(products, "\n").strip("-+•;. ")
    notes = row.of(roles.NOTE)
    if notes:
        task.note = notes[0]
    return task


def _clean_work(passage: Passage) -> Passage:
    match = re.match(r"(?:[-–+•]\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s+|[a-zđ]\)\s*)", passage.text)
    return passage.cut(match.end()) if match else passage
