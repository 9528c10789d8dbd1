"""The page of a task as a file."""

from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.sheets import Cell, Column, Section, SheetKind, facts, passage, sections_response
from hatang.notices.sheets import about_sections
from hatang.programme.models import Assignment, AssignmentRole, Gap, Plan, PlanItem, RuledField
from hatang.programme.queries.dependencies import Wait, Waits
from hatang.programme.queries.products import products_of_task
from hatang.programme.sheets.rulings import rulings_section
from hatang.programme.wording import as_settled, due_words, standing_words, urgency_words


def task_sheet(
    kind: SheetKind, user: User, task: Any, *, obligations: Sequence[Any], waits: Waits
) -> HttpResponseBase:
    """A task with all that its page says of it.

    Args:
        kind: xlsx, csv, docx or pdf.
        user: who may see what is kept about it.
        task: with its state and `all_assignments`.
        obligations: what each unit owes, with its standing.
        waits: what it waits for, and what waits for it.
    """
    sections = [
        passage(_("As the plan says it"), task.text),
        facts(
            _("About the task"),
            [
                *item_facts(task),
                (_("State"), urgency_words(task)),
                (_("Left unclear"), "; ".join(str(Gap(gap).label) for gap in task.gaps)),
            ],
        ),
        rulings_section(user, task),
        Section(_("Products"), _product_columns(), list(products_of_task(task))),
        Section(_("Who owes what"), _owed_columns(), obligations),
        Section(_("To be done first"), _wait_columns(), waits.needs),
        Section(_("Waits for this task"), _wait_columns(), waits.needed_by),
        *about_sections(user, "task", task.pk),
    ]
    title = f"{_('Task')} {task.path}"
    name = f"nhiem-vu-{task.pk}"
    return sections_response(
        kind, name=name, title=title, under=plan_words(task.plan), sections=sections, is_upright=True
    )


def item_facts(item: Any) -> list[tuple[str, Cell]]:
    """What a plan says of a task or target: agencies by their part, deadline, product, place."""
    by_role = [(role, _named(item.all_assignments, role)) for role in AssignmentRole]
    return [
        (_("Plan"), plan_words(item.plan)),
        (_("Provision"), item.path),
        *((str(role.label), named) for role, named in by_role),
        (_("Deadline"), deadline_words(item)),
        (_("Product"), getattr(item, "product", "")),
        (_("Note"), item.note),
    ]


def deadline_words(item: PlanItem) -> str:
    """The deadline, and how it is printed where that differs."""
    words = due_words(item)
    if RuledField.DUE in item.ruled_fields:
        return as_settled(words, item, RuledField.DUE)
    return f"{words} ({item.due_text})" if item.due_text and item.due_text != words else words


def plan_words(plan: Plan) -> str:
    """Number and title of a plan."""
    return " · ".join(one for one in (plan.number, plan.title) if one)


def _named(assignments: Sequence[Assignment], role: AssignmentRole) -> str:
    return "; ".join(
        str(one.unit or one.group or one.printed_name) for one in assignments if one.role == role
    )


def _product_columns() -> list[Column[Any]]:
    return [
        Column(_("Product"), lambda row: row.words, 60),
        Column(_("Ground"), lambda row: row.ground or _("the document"), 30),
        Column(_("Kind of the product"), lambda row: row.get_kind_display(), 20),
        Column(_("Of these done"), lambda row: row.n_delivered, 14),
    ]


def _owed_columns() -> list[Column[Any]]:
    return [
        Column(_("Unit"), lambda row: row.unit.name, 36),
        Column(_("Progress"), lambda row: standing_words(row.standing), 24),
        Column(_("Person in charge"), lambda row: str(row.responsible or ""), 22),
        Column(_("Done"), lambda row: row.done_on, 14),
        Column(_("Note"), lambda row: row.note, 36),
    ]


def _wait_columns() -> list[Column[Wait]]:
    return [
        Column(_("Provision"), lambda row: row.task.path, 14),
        Column(_("Task"), lambda row: row.task.text, 70),
        Column(_("Deadline"), lambda row: as_settled(due_words(row.task), row.task, "due"), 22),
        Column(_("Progress"), lambda row: standing_words(row.task.standing), 24),  # type: ignore[attr-defined]
    ]
