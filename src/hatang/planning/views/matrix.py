"""The matrix of a plan and a year: which unit takes up which task, and what contradicts the plan."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import require, signed_in
from hatang.base import clock
from hatang.base.lists import Options, choice, number, page_of, words
from hatang.base.sheets import sheet_kind
from hatang.docparse.normalise import fold
from hatang.planning import access, queries
from hatang.planning.queries import Matrix, MatrixRow
from hatang.planning.rules.cascade import Taken
from hatang.planning.sheets import matrix_sheet
from hatang.planning.views.plans import require_year
from hatang.programme.access import get_plan

_TAKEN = {"chua-ai-nhan": Taken.NOBODY, "mot-phan": Taken.PART, "da-nhan": Taken.WHOLE}
_AGAINST = "trai"
ROWS_A_PAGE = 60


@require_safe
def matrix(request: HttpRequest, plan_id: int, year: int) -> HttpResponseBase:
    """Tasks of a plan and the units that owe them; as a page or a sheet."""
    user, today = signed_in(request), clock.today()
    require(access.sees_every_plan(user))
    plan = get_plan(user, plan_id)
    found = queries.matrix(user, plan, year=require_year(year), today=today)
    options, unit = _units(found), number(request.GET, "don-vi")
    if unit is not None and unit in found.units:
        found = queries.matrix(user, plan, year=year, today=today, unit=unit)
    standing = choice(request.GET, "tinh-trang", [*_TAKEN, _AGAINST])
    rows = _narrowed(found, standing, words(request.GET))
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return matrix_sheet(kind, found, rows)
    columns = found.columns()
    context = {
        "plan": plan,
        "year": year,
        "matrix": found,
        "page": page_of(rows, request.GET, size=ROWS_A_PAGE),
        "columns": columns,
        "n_left": len(found.units) - len(columns),
        "standing": standing,
        "standings": _standings(),
        "unit": str(unit or ""),
        "unit_options": options,
        "text": words(request.GET),
        "may_send": access.may_send_letters(user),
    }
    return render(request, "planning/matrix.html", context)


def _narrowed(found: Matrix, standing: str, text: str) -> list[MatrixRow]:
    rows = found.rows
    if standing == _AGAINST:
        rows = found.contradicted
    elif standing:
        rows = [row for row in rows if row.taken is _TAKEN[standing]]
    asked = fold(text).split()
    return [row for row in rows if all(word in fold(f"{row.item.path} {row.item.text}") for word in asked)]


def _standings() -> Options:
    return [
        ("", _("Everything")),
        ("chua-ai-nhan", _("Taken up by nobody")),
        ("mot-phan", _("Taken up in part")),
        ("da-nhan", _("Taken up")),
        ("trai", _("Contradicted")),
    ]


def _units(found: Matrix) -> Options:
    """The units that owe something, for a choice."""
    units = sorted(found.units.values(), key=lambda unit: unit.sort_key)
    return [("", _("Anybody")), *((str(unit.pk), unit.label) for unit in units)]
