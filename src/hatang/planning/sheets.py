"""Plans of units and the matrix as files: one description for docx, pdf, xlsx and csv."""

from collections.abc import Sequence

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.base.figures import number_words
from hatang.base.sheets import Column, Section, SheetKind, facts, sections_response, sheet_response
from hatang.planning.models import Activity
from hatang.planning.queries import Cell, Line, Matrix, MatrixRow, PlanPage
from hatang.planning.queries.timeline import Planned
from hatang.planning.rules.cascade import Taken
from hatang.planning.wording import field_words, finding_words, taken_words
from hatang.programme.models import Target, Task
from hatang.programme.wording import day, due_words


def plan_sheet(kind: SheetKind, page: PlanPage) -> HttpResponseBase:
    """A unit's plan as a file: its activities, their steps by quarter, risks, and what is not taken up."""
    plan = page.unit_plan
    about = facts(
        _("Plan"),
        [
            (_("Unit"), str(plan.unit)),
            (_("Parent plan"), f"{plan.plan}: {plan.plan.title}" if plan.plan.number else plan.plan.title),
            (_("Year"), str(plan.year)),
            (_("State"), str(plan.get_state_display())),
            (_("Number"), plan.number),
        ],
    )
    untaken = [
        Column[MatrixRow](_("Provision"), lambda row: row.item.path, 12),
        Column[MatrixRow](_("Task or target"), lambda row: row.item.text, 70),
        Column[MatrixRow](_("Deadline"), lambda row: due_words(row.item), 20),
    ]
    sections = [
        about,
        Section(_("Activities"), _activity_columns(), page.lines),
        Section(_("By quarter"), _quarter_columns(), page.lines),
        Section(_("Risks"), _risk_columns(), [line for line in page.lines if line.activity.risk]),
        Section(_("Not taken up"), untaken, page.untaken),
    ]
    name = "ke-hoach-don-vi"
    return sections_response(kind, name=name, title=f"{plan.unit}: {plan}", sections=sections)


def matrix_sheet(kind: SheetKind, found: Matrix, rows: Sequence[MatrixRow]) -> HttpResponseBase:
    """The matrix as a file: by task with who has not taken it up, then each answer of a unit."""
    by_task = [
        Column[MatrixRow](_("Provision"), lambda row: row.item.path, 12),
        Column[MatrixRow](_("Task or target"), lambda row: row.item.text, 60),
        Column[MatrixRow](_("Deadline"), lambda row: due_words(row.item), 18),
        Column[MatrixRow](_("State"), lambda row: taken_words(row.taken), 18),
        Column[MatrixRow](_("Units that owe it"), lambda row: row.n_owed, 10),
        Column[MatrixRow](_("Of them taken up"), lambda row: row.n_taken, 10),
        Column[MatrixRow](_("Not taken up by"), lambda row: _missing(found, row), 50),
    ]
    answers = [(row, cell, one) for row in rows for cell in row.cells.values() for one in cell.activities]
    each = [
        Column[tuple[MatrixRow, Cell, Activity]](_("Provision"), lambda one: one[0].item.path, 12),
        Column[tuple[MatrixRow, Cell, Activity]](
            _("Unit"), lambda one: found.units[one[1].unit_id].label, 24
        ),
        Column[tuple[MatrixRow, Cell, Activity]](_("Activity"), lambda one: one[2].title, 50),
        Column[tuple[MatrixRow, Cell, Activity]](
            _("Takes it up"), lambda one: str(one[2].get_uptake_display()), 12
        ),
        Column[tuple[MatrixRow, Cell, Activity]](_("Ends on"), lambda one: one[2].ends_on, 15),
        Column[tuple[MatrixRow, Cell, Activity]](_("Result"), lambda one: result_words(one[2]), 20),
        Column[tuple[MatrixRow, Cell, Activity]](
            _("Contradicts"), lambda one: "; ".join(map(finding_words, found.found.get(one[2].pk, ()))), 40
        ),
    ]
    sections = [Section(_("By task"), by_task, rows), Section(_("Answers of units"), each, answers)]
    title = _("Who takes up what of %(plan)s in %(year)s") % {"plan": found.plan, "year": found.year}
    return sections_response(kind, name="doi-chieu-ke-hoach", title=title, sections=sections)


def timeline_sheet(kind: SheetKind, rows: Sequence[Planned], *, year: int) -> HttpResponseBase:
    """What units plan in a year as a list, unit by unit, with the days their tasks are due."""
    columns = [
        Column[Planned](_("Unit"), lambda row: row.activity.unit_plan.unit.name, 34),
        Column[Planned](_("Parent plan"), lambda row: str(row.activity.unit_plan.plan), 22),
        Column[Planned](_("Provision"), lambda row: getattr(_item(row.activity), "path", ""), 12),
        Column[Planned](_("Activity"), lambda row: row.activity.title, 60),
        Column[Planned](_("From"), lambda row: row.span.start, 14),
        Column[Planned](_("Ends on"), lambda row: row.activity.ends_on, 14),
        Column[Planned](_("Task due"), lambda row: row.due_on, 14),
        Column[Planned](_("State"), _state, 18),
        Column[Planned](_("Result"), lambda row: result_words(row.activity), 20),
    ]
    title = _("Timeline of units' plans in %(year)s") % {"year": year}
    return sheet_response(kind, name="thoi-gian-ke-hoach", title=title, columns=columns, rows=rows)


def _item(activity: Activity) -> Task | Target | None:
    return activity.task or activity.target


def _state(row: Planned) -> str:
    if row.is_late:
        return _("late")
    return _("done") if row.is_done else ""


def result_words(activity: Activity) -> str:
    """The result of an activity with its measure: "80 trạm"."""
    return "" if activity.result is None else f"{number_words(activity.result)} {activity.measure_unit}"


def _missing(found: Matrix, row: MatrixRow) -> str:
    names = [found.units[cell.unit_id].label for cell in row.owed if cell.taken is Taken.NOBODY]
    return "; ".join(names)


def _activity_columns() -> list[Column[Line]]:
    return [
        Column(field_words("title"), lambda line: line.activity.title, 44),
        Column(field_words("task"), lambda line: item_words(line.activity), 36),
        Column(field_words("uptake"), lambda line: str(line.activity.get_uptake_display()), 12),
        Column(field_words("project"), lambda line: str(line.activity.project or ""), 24),
        Column(field_words("result"), lambda line: result_words(line.activity), 18),
        Column(field_words("lead"), lambda line: line.activity.lead, 20),
        Column(field_words("support"), lambda line: line.activity.support, 24),
        Column(field_words("ends_on"), lambda line: line.activity.ends_on, 15),
        Column(_("Task due"), lambda line: day(line.due_on), 15),
        Column(_("Contradicts"), lambda line: "; ".join(map(finding_words, line.findings)), 30),
    ]


def _quarter_columns() -> list[Column[Line]]:
    names = [f"quarter_{n}" for n in range(1, 5)]
    said = [
        Column[Line](field_words(name), lambda line, name=name: getattr(line.activity, name), 30)  # type: ignore[misc]
        for name in names
    ]
    return [Column(field_words("title"), lambda line: line.activity.title, 40), *said]


def _risk_columns() -> list[Column[Line]]:
    return [
        Column(field_words("title"), lambda line: line.activity.title, 40),
        Column(field_words("risk"), lambda line: line.activity.risk, 40),
        Column(field_words("risk_answer"), lambda line: line.activity.risk_answer, 40),
    ]


def item_words(activity: Activity) -> str:
    """What an activity is for: its task and target by their places in the plan."""
    items = [item for item in (activity.task, activity.target) if item is not None]
    return "; ".join(f"{item.path} {item.text}" for item in items)
