"""Reads that combine rooms, shaped for the pages of the portal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hatang.accounts.access import visible_units
from hatang.accounts.models import Unit, User
from hatang.accounts.queries import UnitAbout, groups_of, printed_names, unit_about, unit_ancestors, unit_tree
from hatang.docparse.normalise import fold
from hatang.documents.access import may_upload
from hatang.documents.models import Document, DocumentFile, RunState
from hatang.documents.queries import unfinished_files, waiting_documents
from hatang.portal.few import Few
from hatang.programme.models import Approval, Task
from hatang.programme.queries import (
    Overview,
    PlanTally,
    Tally,
    TaskFilter,
    n_open_conflicts,
    n_waiting,
    overview,
    show_own_part,
    task_rows,
    unit_tallies,
    unit_tally,
    unit_targets,
)
from hatang.programme.queries.approvals import waiting_approvals

_ROWS = 6
_PLANS = 12
_LONGER = 25
_EVERY = 1000
# The style sheet indents so far.
_DEEPEST = 4


@dataclass(frozen=True)
class Morning:
    """What the home page shows on a day."""

    view: Overview
    late: Sequence[Task]
    soon: Sequence[Task]
    waiting: Sequence[Document]
    unread: Sequence[DocumentFile]
    n_conflicts: int = 0
    approvals: Sequence[Approval] = ()
    n_transitions: int = 0

    @property
    def by_plan(self) -> list[PlanTally]:
        """The plans with the most late tasks, in the order of the list."""
        ranked = sorted(self.view.by_plan, key=lambda row: (-row.tally.n_late, -row.tally.n_month))
        shown = {row.plan.pk for row in ranked[:_PLANS]}
        return [row for row in self.view.by_plan if row.plan.pk in shown]

    @property
    def n_more_plans(self) -> int:
        """How many plans are not shown."""
        return max(0, len(self.view.by_plan) - _PLANS)


@dataclass(frozen=True)
class UnitRow:
    """A unit of the list with how its obligations stand; `depth` in the tree, 0 at the top and in a list."""

    unit: Unit
    tally: Tally
    depth: int = 0


@dataclass(frozen=True)
class UnitPage:
    """All that the page of a unit shows."""

    unit: Unit
    about: UnitAbout
    ancestors: list[Unit]
    groups: Sequence[str]
    successors: Sequence[Unit]
    tally: Tally
    led: Sequence[Task]
    supported: Sequence[Task]
    directed: Sequence[Task]
    targets: Few


def morning(user: User, *, today: date, with_tasks: bool = True) -> Morning:
    """The programme on a morning: what is late, what comes next, and what waits for a person.

    Whoever is shown what the own unit owes needs no list of all tasks.
    """
    is_office = may_upload(user)
    late, soon = (
        task_rows(user, TaskFilter(state=state), today=today)[:_ROWS] if with_tasks else []
        for state in ("late", "month")
    )
    return Morning(
        view=overview(user, today=today, n_units=8, with_names=is_office),
        late=late,
        soon=soon,
        waiting=waiting_documents(user, _ROWS) if is_office else [],
        unread=_unread(user)[:_ROWS] if is_office else [],
        n_conflicts=n_open_conflicts(user) if is_office else 0,
        approvals=list(waiting_approvals(user)[:_ROWS]),
        n_transitions=n_waiting(user, today=today) if is_office else 0,
    )


def _unread(user: User) -> list[DocumentFile]:
    """Files that wait, are being read or could not be read; what somebody cancelled waits for nobody."""
    files: list[Any] = unfinished_files(user)
    return [file for file in files if file.last_run is None or file.last_run.state != RunState.CANCELLED]


def unit_rows(
    user: User, *, text: str, kind: str, today: date, with_closed: bool = True, as_tree: bool = False
) -> list[UnitRow]:
    """Units whose names have the words: as a tree, or those with late work first, then by name."""
    units = visible_units(user).select_related("parent")
    units = units.filter(kind=kind) if kind else units
    units = units if with_closed else units.exclude(valid_to__lte=today)
    wanted = fold(text).split()
    printed = printed_names() if wanted else {}
    found = [unit for unit in units if _is_called(unit, wanted, printed.get(unit.pk, ""))]
    tallies = {row.unit.pk: row.tally for row in unit_tallies(user, today=today)}
    if as_tree:
        tree = unit_tree(found)
        return [
            UnitRow(one.unit, tallies.get(one.unit.pk, Tally()), min(one.depth, _DEEPEST)) for one in tree
        ]
    rows = [UnitRow(unit, tallies.get(unit.pk, Tally())) for unit in found]
    return sorted(rows, key=lambda row: (-row.tally.n_late, -row.tally.n_all, row.unit.sort_key))


def _is_called(unit: Unit, wanted: list[str], printed: str) -> bool:
    """Whether the names of a unit have all the words: its own, its short and its other printed ones."""
    names = fold(f"{unit.name} {unit.short_name} {printed}") if wanted else ""
    return all(word in names for word in wanted)


def unit_page(user: User, unit: Unit, *, today: date, n_tasks: int | None = _LONGER) -> UnitPage:
    """A unit with the first tasks it leads, supports and directs, or with all of them."""
    parts = {
        role: task_rows(user, TaskFilter(unit=unit, role=role), today=today)[:n_tasks]
        for role in ("lead", "support", "direct")
    }
    show_own_part(parts["lead"], unit)
    return UnitPage(
        unit=unit,
        about=unit_about(user, unit, today=today),
        ancestors=unit_ancestors(unit),
        groups=[group.name for group in groups_of(unit, today)],
        successors=[link.successor for link in unit.successor_links.select_related("successor")],
        tally=unit_tally(user, unit, today=today),
        led=parts["lead"],
        supported=parts["support"],
        directed=parts["direct"],
        targets=Few(*unit_targets(user, unit, today=today, n_rows=n_tasks or _EVERY)),
    )
