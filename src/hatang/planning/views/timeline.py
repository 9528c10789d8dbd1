"""All units' plans on a line of time, unit by unit; as a page or a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hatang.accounts.access import signed_in
from hatang.base import clock
from hatang.base.lists import number, page_of
from hatang.base.sheets import sheet_kind
from hatang.planning import access, queries
from hatang.planning.queries.timeline import Planned
from hatang.planning.sheets import timeline_sheet
from hatang.planning.views.plans import year_of, year_options
from hatang.programme import timeline as drawing
from hatang.programme.timeline import Scale

ROWS_A_PAGE = 40
_HALF = drawing.BAR_HEIGHT // 2


@dataclass(frozen=True)
class Row:
    """One activity of the drawing; `heading` begins a unit, `due_x` is where its task is due."""

    planned: Planned
    heading: str
    y: int
    x: int
    width: int
    due_x: int | None

    @property
    def shape(self) -> str:
        """How it is drawn."""
        return self.planned.span.shape.value

    @property
    def css(self) -> str:
        """Late, done or under way."""
        return "is-late" if self.planned.is_late else "is-done" if self.planned.is_done else "is-open"

    @property
    def top(self) -> int:
        """Upper edge of its bar."""
        return self.y - _HALF

    @property
    def mark(self) -> str:
        """Corners of the mark of a single day."""
        return _diamond(self.x, self.y, _HALF + 1)

    @property
    def due_mark(self) -> str:
        """Corners of the mark of the day its task is due."""
        return _diamond(self.due_x or 0, self.y, 5)


@require_safe
def plan_timeline(request: HttpRequest) -> HttpResponseBase:
    """What units plan in a year, by unit, of one parent plan or of all."""
    user, today = signed_in(request), clock.today()
    parents = queries.parent_plans(user)
    wanted, unit = number(request.GET, "ke-hoach"), number(request.GET, "don-vi")
    plan = next((one for one in parents if one.pk == wanted), None)
    year = year_of(request.GET.get("nam", ""))
    activities = queries.planned_activities(user, year=year, plan=plan, unit=unit)
    if kind := sheet_kind(request.GET.get("dinh-dang")):
        return timeline_sheet(kind, queries.on_the_line(activities, today=today), year=year)
    page = page_of(activities, request.GET, size=ROWS_A_PAGE)
    rows, scale, height = _rows(queries.on_the_line(page.object_list, today=today), today)
    units = access.visible_unit_plans(user).filter(year=year).order_by("unit__sort_key")
    named = {one.unit_id: one.unit.label for one in units.select_related("unit")}
    context = {
        "plan": plan,
        "year": year,
        "unit": str(unit or ""),
        "page": page,
        "rows": rows,
        "scale": scale,
        "height": height,
        "axis": drawing.AXIS_HEIGHT,
        "bar_height": drawing.BAR_HEIGHT,
        "today_x": scale.x(today),
        "plan_options": [("", _("All plans")), *((str(one.pk), str(one)) for one in parents)],
        "unit_options": [("", _("All units")), *((str(pk), label) for pk, label in named.items())],
        "year_options": year_options(year),
    }
    return render(request, "planning/timeline.html", context)


def _rows(found: Sequence[Planned], today: date) -> tuple[list[Row], Scale, int]:
    # What is due years later is said in words: it would leave no room for the year itself.
    last = max((one.activity.unit_plan.year + 1 for one in found), default=today.year)
    days = (one.due_on for one in found if one.due_on is not None and one.due_on.year <= last)
    scale = drawing.scale_for(drawing.with_days([one.span for one in found], days), today)
    units = [str(one.activity.unit_plan.unit) for one in found]
    headings = [name if not place or name != units[place - 1] else "" for place, name in enumerate(units)]
    middles, height = drawing.heights([bool(heading) for heading in headings])
    rows = [_row(one, heading, y, scale) for one, heading, y in zip(found, headings, middles, strict=True)]
    return rows, scale, height


def _row(one: Planned, heading: str, y: int, scale: Scale) -> Row:
    start, end = one.span.start, one.span.end
    x = scale.x(start) if start is not None else 0
    width = max(scale.x(end) - x, 4) if end is not None else scale.width - x
    is_shown = one.due_on is not None and scale.first <= one.due_on <= scale.last
    return Row(one, heading, y, x, width, scale.x(one.due_on) if one.due_on and is_shown else None)


def _diamond(x: int, y: int, half: int) -> str:
    return f"{x},{y - half} {x + half},{y} {x},{y + half} {x - half},{y}"
