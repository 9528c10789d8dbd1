"""The "6 rõ" of the tasks, by plan and by unit."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.base.sheets import Column, sheet_kind, sheet_response
from hatang.programme import queries
from hatang.programme.forms import GAPS
from hatang.programme.models import Gap
from hatang.programme.queries import Clarity

_WORDS = {gap: word for word, gap in GAPS.items()}


@dataclass(frozen=True)
class Line:
    """A plan or unit with its clarity; each cell is a count and where its tasks are listed."""

    kind: str
    name: str
    clarity: Clarity
    cells: list[tuple[int, str]]


@require_safe
def clarity(request: HttpRequest) -> HttpResponseBase:
    """How clear the tasks are, as a page or a sheet."""
    view = queries.clarity(signed_in(request))
    plans = [
        _line(_("Plan"), plan.number or plan.title, one, "ke-hoach", plan.pk) for plan, one in view.by_plan
    ]
    units = [_line(_("Unit"), unit.name, one, "don-vi", unit.pk) for unit, one in view.by_unit]
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return sheet_response(
            kind, name="6-ro", title=_("How clear the tasks are"), columns=_columns(), rows=[*plans, *units]
        )
    context = {
        "whole": _line("", "", view.whole),
        "gaps": [gap.label for gap in Gap],
        "tables": [(_("By plan"), plans), (_("By unit"), units)],
    }
    return render(request, "programme/clarity.html", context)


def _line(kind: str, name: str, one: Clarity, narrowed: str = "", pk: int | None = None) -> Line:
    tasks = reverse("programme:tasks")
    narrow = {narrowed: pk} if narrowed else {}
    cells = [
        (count, f"{tasks}?{urlencode({**narrow, 'chua-ro': _WORDS[Gap(gap)]})}") for gap, count in one.cells
    ]
    return Line(kind, name, one, cells)


def _columns() -> list[Column[Line]]:
    def missing(place: int, gap: Gap) -> Column[Line]:
        return Column(str(gap.label), lambda row: row.cells[place][0], 16)

    return [
        Column(_("Kind"), lambda row: row.kind, 12),
        Column(_("Name"), lambda row: row.name, 60),
        Column(_("Tasks"), lambda row: row.clarity.n_tasks, 12),
        Column(_("Questions asked"), lambda row: row.clarity.n_asked, 16),
        Column(_("Questions answered"), lambda row: row.clarity.n_answered, 16),
        *(missing(place, gap) for place, gap in enumerate(Gap)),
    ]
