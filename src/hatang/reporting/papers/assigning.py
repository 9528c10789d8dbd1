"""The assignment of a plan's tasks: who leads, who helps, by when, what comes of it, who directs ("6 rõ")."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hatang.base.official import Block, Official, Say, day_figures
from hatang.base.papers import Part, cell_words
from hatang.base.refusal import Refusal
from hatang.programme.models import AssignmentRole, Plan, RuledField
from hatang.programme.wording import due_words
from hatang.reporting.queries import Issuer

# Each column answers one of the six: work, people, responsibility, time, product, authority.
_HEADS = (
    "TT",
    "Nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời hạn hoàn thành",
    "Sản phẩm",
    "Lãnh đạo chỉ đạo",
)
_WIDTHS = (6, 30, 15, 15, 12, 12, 10)


def task_assignment(plan: Plan, tasks: Sequence[Any], issuer: Issuer, on: date) -> Official:
    """The tasks of a plan by the unit that leads them, each once.

    Raises:
        Refusal: the plan has no task.
    """
    if not tasks:
        raise Refusal(_("This plan has no task to give out; choose another one."), field="ke-hoach")
    ordered = sorted(tasks, key=lambda task: (_first_lead(task)[0], task.ordinal))
    body: list[Block] = [
        Say(f"Căn cứ {_named(plan)} ({_title(plan)});", is_italic=True),
        Say(f"{issuer.name} giao nhiệm vụ cho các cơ quan, đơn vị như sau:"),
    ]
    groups = [(key[1], list(rows)) for key, rows in groupby(ordered, _first_lead)]
    for number, (name, rows) in enumerate(groups, start=1):
        body += [
            Say(f"{_roman(number)}. {(name or 'Chưa rõ cơ quan chủ trì').upper()}", is_bold=True),
            Part(_HEADS, _WIDTHS, [_row(str(place), task) for place, task in enumerate(rows, start=1)]),
        ]
    body.append(Say("Trên đây là nhiệm vụ của các cơ quan, đơn vị có tên trong Thông báo./."))
    return Official(
        issuer=issuer.name,
        above=issuer.above,
        symbol=f"TB-{issuer.symbol}",
        place=issuer.place,
        on=on,
        kind="THÔNG BÁO",
        subject=f"Giao nhiệm vụ thực hiện {_named(plan)}",
        recipients=[name for name, _rows in groups if name],
        body=body,
        signs=issuer.signs,
    )


def _row(place: str, task: Any) -> tuple[str, ...]:
    cells = (
        place,
        task.text,
        _units(task, AssignmentRole.LEAD),
        _units(task, AssignmentRole.SUPPORT),
        _deadline(task),
        task.product,
        _units(task, AssignmentRole.DIRECT),
    )
    return tuple(cell_words(one) for one in cells)


def _units(task: Any, role: str) -> str:
    return "; ".join(_name(one) for one in task.all_assignments if one.role == role)


def _name(assignment: Any) -> str:
    return str(getattr(assignment.unit or assignment.group, "name", "") or assignment.printed_name)


def _first_lead(task: Any) -> tuple[str, str]:
    """Where the unit named first stands in the Vietnamese order, and its name."""
    lead = next((one for one in task.all_assignments if one.role == AssignmentRole.LEAD), None)
    if lead is None:
        return "\uffff", ""
    return str(getattr(lead.unit or lead.group, "sort_key", "") or lead.printed_name), _name(lead)


def _deadline(task: Any) -> str:
    """As the plan prints it, unless a settled contradiction says otherwise."""
    if task.due_text and RuledField.DUE not in task.ruled_fields:
        return str(task.due_text)
    with translation.override("vi"):
        return due_words(task) if task.due_kind != "none" else ""


def _named(plan: Plan) -> str:
    """The plan in a sentence: "Kế hoạch số 94/KH-UBND ngày 06/10/2025"; by its title without a number."""
    with translation.override("vi"):
        kind = plan.document.get_kind_display() if plan.document.kind else "Văn bản"
    if not plan.number:
        return f"{kind} “{_title(plan)}”"
    on = f" ngày {day_figures(plan.issued_on)}" if plan.issued_on and plan.is_issued_day_known else ""
    return f"{kind} số {plan.number}{on}"


def _title(plan: Plan) -> str:
    return " ".join(plan.title.split()).rstrip(" .;")


def _roman(number: int) -> str:
    signs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    words = ""
    for value, sign in signs:
        words += sign * (number // value)
        number %= value
    return words
