"""One task or target."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.base import clock
from hatang.programme import access, queries
from hatang.programme.models import (
    Assignment,
    AssignmentRole,
    Gap,
    Obligation,
    PlanItem,
    Progress,
)


@dataclass(frozen=True)
class Part:
    """The agencies that have one part in a task or target."""

    title: str
    named: list[Assignment]


@dataclass(frozen=True)
class Standing:
    """Units that are equally far with a task."""

    state: str
    title: str
    obligations: list[Obligation]


@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """One task: its words, who must do it, and how far each unit is."""
    user = signed_in(request)
    found = queries.task_detail(user, task_id, today=clock.today())
    obligations: list[Any] = list(found.all_obligations)  # type: ignore[attr-defined]
    for owed in obligations:
        owed.may_record = access.may_record_progress(user, owed)
    return render(
        request,
        "programme/task.html",
        {
            "task": found,
            "parts": _parts(found),
            "obligations": obligations,
            "standings": _standings(obligations),
            "progress_choices": Progress.choices,
            "gaps": [Gap(gap).label for gap in found.gaps],
            "today": clock.today(),
        },
    )


@require_safe
def target(request: HttpRequest, target_id: int) -> HttpResponse:
    """One target: its words, the number to reach, by when and by whom."""
    found = queries.target_detail(signed_in(request), target_id)
    return render(request, "programme/target.html", {"target": found, "parts": _parts(found)})


def _standings(obligations: list[Obligation]) -> list[Standing]:
    """Units by how far they are, those to be asked first before those that are done."""
    order = (Progress.NOT_STARTED, Progress.IN_PROGRESS, Progress.DONE)
    by_state = [(state, [owed for owed in obligations if owed.state == state]) for state in order]
    return [Standing(state.value, str(state.label), found) for state, found in by_state if found]


def _parts(item: PlanItem) -> list[Part]:
    named: Iterable[Assignment] = item.all_assignments  # type: ignore[attr-defined]
    by_role = [(role, [one for one in named if one.role == role]) for role in AssignmentRole]
    return [Part(str(role.label), found) for role, found in by_role if found]
