"""Projects for the register and for the page of one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from hatang.base.words import Folded, with_words
from hatang.docparse.normalise import fold
from hatang.planning import access
from hatang.planning.models import MoneyLine, MoneySource, Project, ProjectTask, TakenProjectStep
from hatang.planning.rules.money import Amounts, Total, total
from hatang.programme.access import visible_tasks
from hatang.programme.models import Obligation, Task

# So many of the last changes of money are shown.
MOST_CHANGES = 40


@dataclass(frozen=True)
class ProjectFilter:
    """What narrows the register; year and source also narrow whose money is counted."""

    words: str = ""
    unit_id: int | None = None
    year: int | None = None
    source: str = ""
    state: str = ""
    kind: str = ""


@dataclass(frozen=True)
class ProjectRow:
    """A project of the register with its money in the chosen year and of the chosen source."""

    project: Project
    total: Total

    @property
    def amounts(self) -> Amounts:
        """Its money."""
        return self.total.amounts


@dataclass(frozen=True)
class Group:
    """Money of one source, year or unit: `name` as people call it, `key` as an address does."""

    key: str
    name: str
    total: Total


@dataclass(frozen=True)
class Totals:
    """Money of projects as a whole, and by source, by year and by unit."""

    whole: Total
    n_projects: int
    by_source: Sequence[Group]
    by_year: Sequence[Group]
    by_unit: Sequence[Group]


@dataclass(frozen=True)
class MoneyChange:
    """One change of a line of money: before and after, who, when, and on what ground."""

    at: datetime
    actor_id: int | None
    source: str
    year: int
    ground: str
    ground_on: Any
    before: Amounts
    after: Amounts

    @property
    def source_name(self) -> str:
        """Its source, in words."""
        return str(MoneySource(self.source).label)

    @property
    def parts(self) -> list[tuple[str, Decimal | None, Decimal | None]]:
        """Name of each figure with what it was and what it is."""
        return [
            (_("Estimate"), self.before.estimate, self.after.estimate),
            (_("Allocated"), self.before.allocated, self.after.allocated),
            (_("Disbursed"), self.before.disbursed, self.after.disbursed),
        ]


@dataclass(frozen=True)
class ProjectPage:
    """All that the page of a project shows of the project itself."""

    project: Project
    lines: Sequence[MoneyLine]
    total: Total
    steps: Sequence[TakenProjectStep]
    links: Sequence[ProjectTask]
    changes: Sequence[MoneyChange]


def project_list(user: object, chosen: ProjectFilter) -> "QuerySet[Project]":
    """Projects of the register, in the order of units and codes, with their money as `lines`."""
    rows = access.visible_projects(user)
    if chosen.unit_id is not None:
        rows = rows.filter(unit=chosen.unit_id)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    money = _money(chosen)
    if chosen.year is not None or chosen.source:
        rows = rows.filter(Exists(money.filter(project=OuterRef("pk"))))
    words = fold(chosen.words).split()
    if words:
        said = Concat("code", Value(" "), "title", Value(" "), "system_name", Value(" "), "about")
        rows = with_words(rows.annotate(search_text=Folded(said)), words)
    return rows.select_related("unit").prefetch_related(Prefetch("money", money, to_attr="lines"))


def project_rows(projects: Iterable[Project]) -> list[ProjectRow]:
    """Projects of `project_list` as rows."""
    return [ProjectRow(one, total(line.amounts for line in _lines(one))) for one in projects]


def totals(projects: Iterable[Project]) -> Totals:
    """Money of the projects of `project_list`, summed line by line; shares come from the sums."""
    listed = list(projects)
    lines = [(project, line) for project in listed for line in _lines(project)]
    units = {project.unit_id: project.unit for project in listed}
    by_source = _grouped(lines, lambda _project, line: line.source)
    by_year = _grouped(lines, lambda _project, line: str(line.year))
    by_unit = _grouped(lines, lambda project, _line: str(project.unit_id))
    return Totals(
        whole=total(line.amounts for _project, line in lines),
        n_projects=len(listed),
        by_source=[
            Group(key, str(label), by_source[key]) for key, label in MoneySource.choices if key in by_source
        ],
        by_year=[Group(year, year, by_year[year]) for year in sorted(by_year)],
        by_unit=[
            Group(str(pk), unit.label, by_unit[str(pk)]) for pk, unit in units.items() if str(pk) in by_unit
        ],
    )


def project_page(user: object, project: Project) -> ProjectPage:
    """A project with its money, steps, tasks as far as the user may read them, and changes of money."""
    lines = list(project.money.all())
    links = project.task_links.filter(task__in=visible_tasks(user)).select_related("task__plan")
    return ProjectPage(
        project=project,
        lines=lines,
        total=total(line.amounts for line in lines),
        steps=list(project.steps.select_related("taken_by")),
        links=list(links),
        changes=money_changes(lines),
    )


def money_changes(lines: Sequence[MoneyLine]) -> list[MoneyChange]:
    """The last changes of the money of a project, the newest first, each with its ground."""
    events = MoneyLine.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj__in=[line.pk for line in lines]
    ).order_by("pgh_id")
    before: dict[int, Amounts] = {}
    found = []
    for event in events:
        amounts = Amounts(event.estimate, event.allocated, event.disbursed)
        was = before.get(event.pgh_obj_id, Amounts())
        before[event.pgh_obj_id] = amounts
        found.append(
            MoneyChange(
                event.changed_at,
                event.changed_by_id,
                event.source,
                event.year,
                event.ground,
                event.ground_on,
                was,
                amounts,
            )
        )
    return found[::-1][:MOST_CHANGES]


def tasks_to_link(user: object, project: Project, words: str, n_rows: int) -> list[Task]:
    """Tasks with all the words that a project may serve and does not yet; the unit's own ones first."""
    rows = with_words(visible_tasks(user).filter(withdrawn_at__isnull=True), fold(words).split())
    rows = rows.exclude(pk__in=project.task_links.values("task"))
    own = Exists(Obligation.objects.filter(task=OuterRef("pk"), unit=project.unit_id))
    return list(rows.annotate(is_own=own).order_by("-is_own", "pk").select_related("plan")[:n_rows])


def money_years(user: object) -> list[int]:
    """Years of which money is said of projects the user may read."""
    rows = MoneyLine.objects.filter(project__in=access.visible_projects(user)).order_by("year")
    return list(rows.values_list("year", flat=True).distinct())


def unit_money(unit_id: int, year: int) -> Amounts:
    """Money of a unit's projects in a year, of every source [đồng]."""
    return total(row.amounts for row in MoneyLine.objects.filter(project__unit=unit_id, year=year)).amounts


def _money(chosen: ProjectFilter) -> "QuerySet[MoneyLine]":
    rows = MoneyLine.objects.filter(
        Q(estimate__isnull=False) | Q(allocated__isnull=False) | Q(disbursed__isnull=False)
    )
    if chosen.year is not None:
        rows = rows.filter(year=chosen.year)
    return rows.filter(source=chosen.source) if chosen.source else rows


def _lines(project: Project) -> list[MoneyLine]:
    found: list[MoneyLine] = project.lines  # type: ignore[attr-defined]
    return found


def _grouped(
    lines: Sequence[tuple[Project, MoneyLine]], key: Callable[[Project, MoneyLine], str]
) -> dict[str, Total]:
    parts: dict[str, list[Amounts]] = {}
    for project, line in lines:
        parts.setdefault(key(project, line), []).append(line.amounts)
    return {name: total(amounts) for name, amounts in parts.items()}
