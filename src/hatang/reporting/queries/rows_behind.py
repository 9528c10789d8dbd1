"""The rows that a figure of the house is made of, as a page lists them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hatang.base import clock
from hatang.base.refusal import NotFound
from hatang.notices.access import visible_obstacles
from hatang.notices.models import Evidence, Obstacle
from hatang.planning.access import visible_projects
from hatang.planning.models import MoneyLine
from hatang.programme.models import Milestone, Obligation, TargetQuota, TargetValue
from hatang.reporting.models import Reporter
from hatang.reporting.sources import SOURCES, Source


@dataclass(frozen=True)
class Line:
    """A row in words: what it is, what is said of it, where it stands, and what it adds to the figure."""

    title: str
    words: str
    url: str
    measure_unit: str = ""
    value: Decimal = Decimal(1)


def source_of(reporter: Reporter, name: str) -> Source:
    """The source of this name that a field of the report's form is counted from.

    Raises:
        NotFound: no field of it is.
    """
    fields = reporter.campaign.form_version.read.fields()
    if name not in SOURCES or all(field.source != name for field in fields):
        raise NotFound(_("There is no such figure in this report."))
    return SOURCES[name]


def rows_behind(user: object, reporter: Reporter, source: Source) -> QuerySet[Any]:
    """The rows of a figure that the user may read, in a lasting order."""
    rows = _seen(user, _all(reporter, source))
    return rows.select_related(*_WITH[rows.model]).order_by("pk")


def rest_behind(user: object, reporter: Reporter, source: Source) -> Line | None:
    """The other rows of the figure as one line, so that the lines still make the figure; nothing without."""
    rows = _all(reporter, source)
    if rows.model not in (MoneyLine, Obstacle):
        return None
    others = rows.exclude(pk__in=_seen(user, rows).order_by().values("pk"))
    n = others.count()
    if not n:
        return None
    value = sum((source.value(row) for row in others), Decimal(0))
    words = _("what you may not read one by one")
    return Line(_("%(n)s others") % {"n": n}, words, "", value=value)


def _all(reporter: Reporter, source: Source) -> QuerySet[Any]:
    campaign = reporter.campaign
    return source.rows(reporter.unit, campaign.starts_on, campaign.ends_on)


def _seen(user: object, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Money of projects and obstacles are not for everybody who may read a report that counts them."""
    if rows.model is MoneyLine:
        return rows.filter(project__in=visible_projects(user))
    if rows.model is Obstacle:
        return rows.filter(pk__in=visible_obstacles(user).order_by().values("pk"))
    return rows


def lines_of(rows: Iterable[Any], source: Source) -> list[Line]:
    """Rows of a source in words."""
    found = list(rows)
    if found and isinstance(found[0], Evidence):
        return _of_files(found)
    return [replace(_WORDS[type(row)](row), value=source.value(row)) for row in found]


def _of_obligation(row: Obligation) -> Line:
    words = str(row.get_state_display())
    if row.done_on:
        words = _("%(state)s on %(day)s") % {"state": words, "day": date_format(row.done_on)}
    return Line(str(row.task), words, reverse("programme:obligation", args=[row.pk]))


def _of_milestone(row: Milestone) -> Line:
    words = _("by %(day)s") % {"day": date_format(row.due_on)}
    if row.reached_on:
        words += ", " + _("reached on %(day)s") % {"day": date_format(row.reached_on)}
    url = reverse("programme:obligation", args=[row.obligation_id])
    return Line(row.title, f"{words}. {row.obligation.task}", url)


def _of_quota(row: TargetQuota) -> Line:
    said = {"n": (row.quarter.month + 2) // 3, "year": row.quarter.year}
    words = _("quarter %(n)s of %(year)s") % said
    return _of_target(row, words)


def _of_value(row: TargetValue) -> Line:
    return _of_target(row, _("until %(day)s") % {"day": date_format(row.ends_on)})


def _of_target(row: Any, words: str) -> Line:
    url = reverse("programme:target", args=[row.target_id])
    return Line(str(row.target), words, url, row.target.measure_unit)


def _of_money(row: MoneyLine) -> Line:
    url = reverse("planning:project", args=[row.project_id])
    return Line(str(row.project), f"{row.get_source_display()}, {row.year}", url, _("million đồng"))


def _of_obstacle(row: Obstacle) -> Line:
    raised = date_format(clock.local(row.raised_at).date())
    words = _("raised on %(day)s") % {"day": raised}
    return Line(row.title, f"{words}. {row.get_state_display()}", reverse("notices:obstacle", args=[row.pk]))


def _of_files(rows: list[Evidence]) -> list[Line]:
    """Files with what they show, which is looked up with one query for each kind."""
    obligations = Obligation.objects.select_related("task").in_bulk(
        {row.subject_id for row in rows if row.subject_kind == "obligation"}
    )
    figures = TargetValue.objects.select_related("target").in_bulk(
        {row.subject_id for row in rows if row.subject_kind == "figure"}
    )
    found = []
    for row in rows:
        added = _("added on %(day)s") % {"day": date_format(clock.local(row.added_at).date())}
        about: Any = (obligations if row.subject_kind == "obligation" else figures)[row.subject_id]
        shown = _of_obligation(about) if row.subject_kind == "obligation" else _of_value(about)
        found.append(Line(row.name, f"{added}. {shown.title}", shown.url))
    return found


_WITH: dict[type[Model], tuple[str, ...]] = {
    Obligation: ("task",),
    Milestone: ("obligation__task",),
    TargetQuota: ("target",),
    TargetValue: ("target",),
    MoneyLine: ("project",),
    Obstacle: ("unit",),
    Evidence: ("added_by",),
}
_WORDS: dict[type[Model], Callable[[Any], Line]] = {
    Obligation: _of_obligation,
    Milestone: _of_milestone,
    TargetQuota: _of_quota,
    TargetValue: _of_value,
    MoneyLine: _of_money,
    Obstacle: _of_obstacle,
}
