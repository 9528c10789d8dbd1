"""Targets: rows of target tables and numbers to reach in the body, each once."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from hatang.docparse.agencies import Roles, leading_actor, read_roles
from hatang.docparse.dues import read_due
from hatang.docparse.fields import is_field
from hatang.docparse.goals import Goal, deadline_of_heading, find_goals, read_value
from hatang.docparse.model import Comparator, Due
from hatang.docparse.normalise import fold
from hatang.docparse.outline import Node, Outline
from hatang.docparse.passages import Passage, joined
from hatang.docparse.tables import roles
from hatang.docparse.tables.grid import Grid, Row
from hatang.docparse.tables.roles import Column


@dataclass(slots=True)
class FoundTarget:
    """A target with the passages of its fields."""

    path: str
    text: Passage
    comparator: Comparator = "none"
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    number: Passage | None = None
    due: Due = field(default_factory=Due)
    due_words: Passage | None = None
    roles: Roles = field(default_factory=Roles)
    note: Passage | None = None
    same_as: list[str] = field(default_factory=list)
    is_row: bool = False


def find_targets(outline: Outline, grids: list[Grid]) -> list[FoundTarget]:
    """All targets, those of tables first; one said in the body and in a table is kept once."""
    rows = [target for grid in grids if grid.kind == "target" for target in _from_grid(grid, outline)]
    body = _from_body(outline)
    kept: list[FoundTarget] = list(rows)
    for target in body:
        twin = _twin(target, kept)
        if twin is None:
            kept.append(target)
        elif target.path != twin.path and target.path not in twin.same_as:
            twin.same_as.append(target.path)
    return kept  # the rows of annexes first: they are the official list


def _twin(target: FoundTarget, kept: list[FoundTarget]) -> FoundTarget | None:
    """The target that says the same already: the nearest of those with the same number."""
    likely = [(score, other) for other in kept if (score := _likeness(target, other)) > 0]
    return max(likely, key=lambda pair: pair[0])[1] if likely else None


def _likeness(one: FoundTarget, other: FoundTarget) -> float:
    """How surely two targets are one, 0 when they are not."""
    if one.value is None or one.value != other.value or one.value_max != other.value_max:
        return 0.0
    if one.unit and other.unit and one.unit != other.unit:
        return 0.0
    if one.due.end and other.due.end and one.due.end != other.due.end:
        return 0.0  # body and annex name different years: both stay, and a warning says so
    first, second = fold(one.text.text), fold(other.text.text)
    if not other.is_row:
        score = fuzz.ratio(first, second) if len(first) >= 45 else 0.0
        return score if score >= 97 else 0.0
    score = max(fuzz.token_set_ratio(first, second), fuzz.partial_ratio(first, second))
    return score if score >= 74 else 0.0


# --- tables -------------------------------------------------------------------------------------


def _from_grid(grid: Grid, outline: Outline) -> list[FoundTarget]:
    made: list[FoundTarget] = []
    annex = outline.annex_at(grid.start)
    node = outline.last_before(grid.start)
    place = annex or (node.path if node else "")
    has_due = any(column.role in (roles.DUE, roles.VALUE) for column in grid.columns)
    period: Due | None = None if has_due else _caption_due(outline, grid.start)
    group: Row | None = None
    labels = [row.label for row in grid.rows if row.label and row.label.isdigit()]
    restarts = len(labels) != len(set(labels))
    values = [column for column in grid.columns if column.role == roles.VALUE]
    for row in grid.rows:
        words = row.of(roles.TARGET, roles.WORK)
        if not words:
            continue
        if len(row.cells) == 1 and _is_group_row(row, grid):
            group = row
            period = deadline_of_heading(words[0].text) or (
                period if row.label and "." in row.label else None
            )
            continue
        label = row.label or ""
        if restarts and group is not None and group.label and label:
            label = f"{group.label}.{label}"
        path = f"{place}.{label}" if place and label else place or label
        made.extend(_from_row(row, path, period, values, group))
    return made


def _caption_due(outline: Outline, offset: int) -> Due | None:
    """The time a caption names: "CÁC CHỈ TIÊU ĐẾN NĂM 2030"."""
    before = [node for node in outline.nodes if node.passage.end <= offset][-3:]
    dues = [
        due
        for node in before
        if (due := deadline_of_heading(node.text.lower())) is not None and len(node.text) < 260
    ]
    return dues[-1] if dues else None


def _is_group_row(row: Row, grid: Grid) -> bool:
    wide = max((len(other.cells) for other in grid.rows), default=1)
    return wide > 1


def _from_row(
    row: Row, path: str, period: Due | None, values: list[Column], group: Row | None
) -> list[FoundTarget]:
    words = joined(row.of(roles.TARGET, roles.WORK))
    if group is not None and row.label is None and len(words.text) < 40:
        words = joined([*group.of(roles.TARGET, roles.WORK), words], ": ")  # "Cà phê: Diện tích"
    base = FoundTarget(path, words, is_row=True)
    for cell in row.of(roles.LEAD):
        found = read_roles(cell)
        base.roles.lead.extend(found.lead)
        base.roles.support.extend(found.support)
        base.roles.direct.extend(found.direct)
    for cell in row.of(roles.SUPPORT):
        base.roles.support.extend(read_roles(cell, default="support").support)
    dues = row.of(roles.DUE)
    if dues:
        base.due, base.due_words = read_due(dues[0].text, is_completion=True), dues[0]
    elif period is not None:
        base.due = period
    else:
        base.due = deadline_of_heading(words.text) or Due()
    notes = row.of(roles.NOTE)
    base.note = notes[0] if notes else None
    unit = next((cell.text for cell in row.of(roles.UNIT)), None)
    cells = [(column, cell) for column, cell in row.cells if column.role == roles.VALUE]
    if not cells:
        cells = [(column, cell) for column, cell in row.cells if column.role == roles.PRODUCT]
    made = [
        _with_value(base, column, cell, unit, len(values)) for column, cell in cells if read_value(cell.text)
    ]
    if made:
        return made
    goals = find_goals(words, in_goal_section=True)
    if len(goals) > 1:
        return [_with_goal(_copy(base, goal.clause), goal, is_row=True) for goal in goals]
    if goals:
        return [_with_goal(base, goals[0], is_row=True)]
    return [base]


def _with_value(
    base: FoundTarget, column: Column, cell: Passage, unit: str | None, n_values: int
) -> FoundTarget:
    target = _copy(base, base.text)
    comparator, value, value_max, own_unit = read_value(cell.text)  # type: ignore[misc]
    said = re.search(
        r"(tối thiểu|ít nhất|≥|không quá|tối đa|≤|trên|dưới)\s*(?:\([^)]*\))?\s*$", target.text.text, re.I
    )
    if comparator == "eq" and said:
        word = said[1].lower()
        comparator = {"tối thiểu": "ge", "ít nhất": "ge", "≥": "ge", "trên": "gt", "dưới": "lt"}.get(
            word, "le"
        )
    target.comparator, target.value, target.value_max = comparator, value, value_max
    target.unit = own_unit or unit or _unit_in(target.text.text)
    target.number = cell
    if column.due_text and (n_values > 1 or target.due.kind == "none"):
        target.due = read_due(column.due_text, is_completion=True)
    return target


def _unit_in(text: str) -> str | None:
    match = re.search(r"\((%|[^()]{1,20})\)\s*$", text)
    return ("%" if "%" in match[1] else match[1]) if match else None


def _copy(base: FoundTarget, text: Passage) -> FoundTarget:
    return FoundTarget(
        base.path,
        text,
        due=base.due,
        due_words=base.due_words,
        roles=base.roles,
        note=base.note,
        is_row=base.is_row,
    )


def _with_goal(target: FoundTarget, goal: Goal, *, is_row: bool) -> FoundTarget:
    target.comparator, target.value, target.value_max, target.unit = (
        goal.comparator,
        goal.value,
        goal.value_max,
        goal.unit,
    )
    target.number = goal.number
    if goal.due is not None and (target.due.kind == "none" or not is_row):
        target.due = goal.due
    return target


# --- body ---------------------------------------------------------------------------------------


def _from_body(outline: Outline) -> list[FoundTarget]:
    made: list[FoundTarget] = []
    for node in outline.nodes:
        chapter = node.chapter()
        if chapter in ("status", "money"):
            continue
        if node.is_heading and node.kind in ("roman", "part", "capital"):
            continue
        if not re.search(r"\d", node.text) or is_field(node):
            continue
        for goal in find_goals(node.content, in_goal_section=chapter == "goal"):
            target = _with_goal(FoundTarget(node.path, goal.clause), goal, is_row=False)
            actor = leading_actor(node.content)
            if actor is not None and chapter != "goal":
                target.roles.lead = list(actor.names)
            if target.due.kind == "none":
                target.due = _inherited_due(node) or Due()
            made.append(target)
    return made


def _inherited_due(node: Node) -> Due | None:
    """The time in the titles above: "2. Mục tiêu cụ thể đến năm 2030"."""
    for above in node.ancestors():
        if above.is_heading or above.text.rstrip().endswith(":"):
            due = deadline_of_heading(above.text)
            if due is not None:
                return due
    return None
