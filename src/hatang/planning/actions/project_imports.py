"""Projects and their money taken from a workbook, all or none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, User
from hatang.base.books import Fault, Line, Sheet, read_book
from hatang.base.figures import number_words, read_figure
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.planning import access
from hatang.planning.actions.money import in_millions, set_money
from hatang.planning.actions.projects import ProjectFacts, change_project, make_project
from hatang.planning.models import MoneySource, Project, ProjectKind
from hatang.planning.project_book import MONEY, NOTES_TITLE, PROJECTS, SHEETS, meant
from hatang.planning.rules.money import MILLION, Amounts

_PARTS = ("estimate", "allocated", "disbursed")


class FaultyProjects(Refusal):
    """Something in the workbook cannot be; nothing of it was taken."""

    code = "faulty_book"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(_("The workbook has %(n)s faults; nothing of it was taken.") % {"n": len(faults)})
        self.faults = faults


class StaleProjects(Conflict):
    """The projects have changed since the workbook was looked at: it would do something else now."""

    code = "stale_import"


@dataclass(frozen=True)
class ImportStep:
    """What one row does: a project or line is added, or these columns of it change."""

    sheet: str
    row: int
    title: str
    is_new: bool
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass
class ProjectImport:
    """What a workbook would do, or why it cannot; `mark` tells one outcome from another."""

    steps: list[ImportStep] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Differs as soon as the workbook would do something else."""
        return sha256(repr(self.steps).encode()).hexdigest()[:24]


@transaction.atomic
def check_projects(*, data: bytes, by: User, at: datetime) -> ProjectImport:
    """What a workbook would do; it is done for a look and taken back, so that no rule is checked twice.

    Raises:
        UnreadableBook: the file is no workbook that is safe to read.
    """
    found = _take(data, by, at)
    transaction.set_rollback(True)
    return found


@action
def import_projects(*, data: bytes, by: User, at: datetime, seen: str = "") -> ProjectImport:
    """Take over a workbook of projects, all of it or nothing.

    Args:
        data: the file.
        by: who imports it; rows of units the person does not write for are faults.
        at: when.
        seen: the mark of what the person was shown; empty when it does not matter.

    Raises:
        UnreadableBook: the file is no workbook that is safe to read.
        FaultyProjects: something in it cannot be.
        StaleProjects: it would do something else by now.
    """
    done = _take(data, by, at)
    if done.faults:
        raise FaultyProjects(done.faults)
    if seen and seen != done.mark:
        raise StaleProjects(_("The projects have changed since you looked. Look again at what would change."))
    return done


def _take(data: bytes, by: User, at: datetime) -> ProjectImport:
    book = read_book(data, SHEETS, unread=[NOTES_TITLE])
    found = ProjectImport(faults=list(book.faults))
    if not any(fault.row <= 1 for fault in book.faults):
        taking = _Taking(by, at, found)
        unclear = {line.values["code"] for line in book.left_out.get(PROJECTS.key, [])}
        for line in book.lines.get(PROJECTS.key, []):
            taking.row(PROJECTS, line, taking.take_project)
        for line in book.lines.get(MONEY.key, []):
            if line.values["code"] not in unclear | taking.unclear:
                taking.row(MONEY, line, taking.take_money)
    return found


class _Taking:
    """One workbook on its way into the house."""

    def __init__(self, by: User, at: datetime, found: ProjectImport) -> None:
        self.by, self.at, self.found = by, at, found
        visible = access.visible_projects(by).select_related("unit").prefetch_related("money")
        self.projects = {one.code.casefold(): one for one in visible}
        self.units = {one.code: one for one in access.writable_units(by)}
        # Codes whose own row is at fault: that one is told, and not each line of money.
        self.unclear: set[str] = set()
        self._rows: dict[tuple[Any, ...], int] = {}

    def row(self, sheet: Sheet, line: Line, take: Callable[[Line], None]) -> None:
        """Take a row; what is refused is a fault at its place."""
        try:
            with transaction.atomic():
                take(line)
        except Refusal as refusal:
            if sheet is PROJECTS:
                self.unclear.add(line.values["code"])
            title = next((one.title for one in sheet.fields if one.key == refusal.field), "")
            self.found.faults.append(Fault(sheet.title, line.row, title, refusal.sentence))

    def take_project(self, line: Line) -> None:
        """A project by its code."""
        values = line.values
        self._once(line, PROJECTS.key, values["code"].casefold())
        known = self.projects.get(values["code"].casefold())
        facts = ProjectFacts(
            title=values["title"],
            unit=self._unit(values["unit"], known),
            kind=meant(ProjectKind, values["kind"]),
            code=values["code"],
            system_name=values["system_name"] or "",
            about=values["about"] or "",
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
        )
        if known is None:
            made = make_project(facts=facts, by=self.by, at=self.at)
            self.projects[made.code.casefold()] = made
            self.found.steps.append(ImportStep(PROJECTS.title, line.row, str(made), is_new=True))
            return
        before = _facts(known)
        after = change_project(project=known, facts=facts, seen=None, by=self.by, at=self.at)
        self.projects[after.code.casefold()] = after
        self._step(PROJECTS, line, str(after), before, _facts(after))

    def take_money(self, line: Line) -> None:
        """A line of money by project, source and year."""
        values = line.values
        project = self.projects.get(values["code"].casefold())
        if project is None:
            said = _("There is no project with the code %(code)s that you may change.")
            raise Refusal(said % {"code": values["code"]}, field="code")
        place = (meant(MoneySource, values["source"]), _year(values["year"]))
        self._once(line, MONEY.key, project.pk, *place)
        amounts = Amounts(*(_figure(values[part], part) for part in _PARTS))
        known = project.money.filter(source=place[0], year=place[1]).first()
        before = known.amounts if known else Amounts()
        set_money(
            project=project,
            lines={place: amounts},
            ground=values["ground"] or "",
            ground_on=values["ground_on"],
            seen=None,
            by=self.by,
            at=self.at,
        )
        title = f"{project.code}: {values['source']} {place[1]}"
        if before.is_empty and not amounts.is_empty:
            self.found.steps.append(ImportStep(MONEY.title, line.row, title, is_new=True))
        else:
            self._step(MONEY, line, title, _money(before), _money(amounts))

    def _step(
        self, sheet: Sheet, line: Line, title: str, before: dict[str, str], after: dict[str, str]
    ) -> None:
        changes = tuple(
            (one.title, before[one.key] or "—", after[one.key] or "—")
            for one in sheet.fields
            if one.key in before and before[one.key] != after[one.key]
        )
        if changes:
            self.found.steps.append(ImportStep(sheet.title, line.row, title, False, changes))

    def _once(self, line: Line, *named: Any) -> None:
        first = self._rows.setdefault(named, line.row)
        if first != line.row:
            said = _("Row %(row)s says something of the same one already.")
            raise Refusal(said % {"row": first}, field="code")

    def _unit(self, code: str, known: Project | None) -> Unit:
        if known is not None and known.unit.code == code:
            return known.unit
        unit = self.units.get(code)
        if unit is None:
            said = _("There is no unit with the code %(code)s for which you enter projects.")
            raise Refusal(said % {"code": code}, field="unit")
        return unit


def _year(typed: Decimal) -> int:
    if typed != typed.to_integral_value():
        raise Refusal(_("Write the year with four digits."), field="year")
    return int(typed)


def _figure(typed: str | None, part: str) -> Decimal | None:
    """Money [đồng] of a cell in millions: a number, or typed like "18.500" or "1.234,5"."""
    try:
        return in_millions(read_figure(typed or ""))
    except ValueError as error:
        raise Refusal(_("A number is needed here."), field=part) from error
    except Refusal as refusal:
        raise Refusal(refusal.sentence, field=part) from refusal


def _facts(one: Project) -> dict[str, str]:
    return {
        "code": one.code,
        "title": one.title,
        "unit": one.unit.label,
        "kind": str(one.get_kind_display()),
        "system_name": one.system_name,
        "about": one.about,
        "starts_on": _day(one.starts_on),
        "ends_on": _day(one.ends_on),
    }


def _money(amounts: Amounts) -> dict[str, str]:
    figures = {part: getattr(amounts, part) for part in _PARTS}
    return {part: "" if one is None else number_words(one / MILLION) for part, one in figures.items()}


def _day(on: date | None) -> str:
    return f"{on:%d/%m/%Y}" if on else ""
