"""One workbook of units on its way into the house, row by row, through the actions of the room."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from hatang.accounts.actions.aliases import put_alias
from hatang.accounts.actions.closing import close_unit
from hatang.accounts.actions.groups import put_group, put_membership
from hatang.accounts.actions.units import UnitFacts, put_unit
from hatang.accounts.models import GroupMembership, Unit, UnitAlias, UnitGroup, UnitSuccessor, User
from hatang.accounts.rules import name_key
from hatang.accounts.unit_sheets import (
    ALIASES,
    GROUPS,
    MEMBERS,
    SUCCESSORS,
    UNITS,
    kind_meant,
    kind_words,
)
from hatang.base.books import Fault, Line, Sheet
from hatang.base.refusal import Refusal


@dataclass(frozen=True)
class Step:
    """What one row does: the thing it names is added, or these columns of it change."""

    sheet: str
    row: int
    title: str
    is_new: bool
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass
class UnitImport:
    """What a workbook would do, or why it cannot; `mark` tells one outcome from another."""

    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Differs as soon as the workbook would do something else."""
        return sha256(repr(self.steps).encode()).hexdigest()[:24]


class Unclear(Exception):
    """A row names a unit or group whose own row is at fault: that one is told, not this."""


class Taking:
    """One workbook on its way into the house."""

    def __init__(
        self, by: User | None, at: datetime, found: UnitImport, left_out: Mapping[str, list[Line]]
    ) -> None:
        self.by, self.at, self.found = by, at, found
        self.units: dict[str, Unit] = {unit.code: unit for unit in Unit.objects.select_related("parent")}
        self.groups = {group.code: group for group in UnitGroup.objects.all()}
        # Rows at fault, by sheet and code; what names them waits until they are right.
        self._unclear = {
            (sheet.key, line.values["code"])
            for sheet in (UNITS, GROUPS)
            for line in left_out.get(sheet.key, [])
        }
        self._successors: dict[str, list[Line]] = defaultdict(list)

    def take_units(self, lines: list[Line]) -> None:
        """Units, those above before those below."""
        self._refuse_twice(UNITS, lines, ("code",))
        waiting = {line.values["code"]: line for line in lines}

        def take(line: Line, above: tuple[str, ...] = ()) -> None:
            if waiting.pop(line.values["code"], None) is None:
                return
            parent = line.values["parent"]
            if parent in waiting and parent not in above:
                take(waiting[parent], (*above, line.values["code"]))
            self._row(UNITS, line, self._put_unit)

        for line in lines:
            take(line)

    def _put_unit(self, line: Line) -> None:
        values = line.values
        parent = self._unit(values["parent"], "parent") if values["parent"] else None
        known = self.units.get(values["code"])
        if known is None:
            self._refuse_another_case(values["code"])
        before = UnitFacts.of(known) if known else None
        unit = put_unit(
            code=values["code"],
            name=values["name"],
            kind=kind_meant(values["kind"]),
            short_name=values["short_name"] or "",
            parent=parent,
            area_code=values["area_code"] or "",
            e_identifier=values["e_identifier"] or "",
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            by=self.by,
            at=self.at,
        )
        self.units[unit.code] = unit
        after = UnitFacts.of(unit)
        columns = {one.key: one.title for one in UNITS.fields}
        changed = [one.name for one in fields(UnitFacts) if before and _differs(before, after, one.name)]
        changes = [(columns[name], _fact(before, name), _fact(after, name)) for name in changed]
        self._step(UNITS, line, str(unit), before is None, changes)

    def _refuse_another_case(self, code: str) -> None:
        for unit in self.units.values():
            if unit.code.casefold() == code.casefold():
                said = _("The house writes this code %(code)s.")
                raise Refusal(said % {"code": unit.code}, field="code")

    def take_successors(self, lines: list[Line]) -> None:
        """Who takes over from whom: the rows of a unit together, in place of what was said before."""
        self._refuse_twice(SUCCESSORS, lines, ("unit", "successor"))
        for line in lines:
            self._successors[line.values["unit"]].append(line)
        for rows in self._successors.values():
            self._row(SUCCESSORS, rows[-1], self._put_successors)

    def _put_successors(self, last: Line) -> None:
        lines = self._successors[last.values["unit"]]
        unit = self._unit(last.values["unit"], "unit")
        if unit.valid_to is None:
            said = _("%(unit)s has no last day; say it on its row first.")
            raise Refusal(said % {"unit": unit}, field="unit")
        shares = {self._unit(line.values["successor"], "successor"): line.values["share"] for line in lines}
        links = UnitSuccessor.objects.filter(unit=unit).select_related("successor")
        before = {link.successor: link.percent for link in links}
        parts = {successor: percent / 100 for successor, percent in shares.items()}
        close_unit(unit=unit, on=unit.valid_to, successors=parts, by=self.by, at=self.at)
        title = SUCCESSORS.fields[-1].title
        for line, (successor, now) in zip(lines, shares.items(), strict=True):
            was = before.pop(successor, None)
            changes = [(title, _said(was), _said(now))] if was is not None and was != now else []
            self._step(SUCCESSORS, line, f"{unit} → {successor}", was is None, changes)
        for successor, was in before.items():
            self._step(SUCCESSORS, last, f"{unit} → {successor}", False, [(title, _said(was), "—")])

    def take_groups(self, lines: list[Line]) -> None:
        """Groups by their code."""
        self._refuse_twice(GROUPS, lines, ("code",))
        for line in lines:
            self._row(GROUPS, line, self._put_group)

    def _put_group(self, line: Line) -> None:
        code, name = line.values["code"], line.values["name"]
        before = self.groups.get(code)
        self.groups[code] = put_group(code=code, name=name, by=self.by, at=self.at)
        changes = [("Tên", before.name, name)] if before and before.name != name else []
        self._step(GROUPS, line, name, before is None, changes)

    def take_aliases(self, lines: list[Line]) -> None:
        """Printed names of units and groups."""
        for line in lines:
            self._row(ALIASES, line, self._put_alias)

    def _put_alias(self, line: Line) -> None:
        unit, group = line.values["unit"], line.values["group"]
        if bool(unit) == bool(group):
            raise Refusal(_("Name a unit or a group, one of the two."), field="unit")
        named = self._unit(unit, "unit") if unit else self._group(group, "group")
        is_new = not UnitAlias.objects.filter(key=name_key(line.values["text"])).exists()
        alias = put_alias(named=named, text=line.values["text"], by=self.by, at=self.at)
        self._step(ALIASES, line, f"{alias} → {named}", is_new, [])

    def take_members(self, lines: list[Line]) -> None:
        """Memberships by group, unit and first day."""
        self._refuse_twice(MEMBERS, lines, ("group", "unit", "valid_from"))
        for line in lines:
            self._row(MEMBERS, line, self._put_member)

    def _put_member(self, line: Line) -> None:
        values = line.values
        group, unit = self._group(values["group"], "group"), self._unit(values["unit"], "unit")
        begins, ends = values["valid_from"], values["valid_to"]
        known = GroupMembership.objects.filter(group=group, unit=unit, valid_from=begins).first()
        before = known.valid_to if known else None
        put_membership(group=group, unit=unit, valid_from=begins, valid_to=ends, by=self.by, at=self.at)
        title = MEMBERS.fields[-1].title
        changes = [(title, _said(before), _said(ends))] if known and before != ends else []
        self._step(MEMBERS, line, f"{group}: {unit}", known is None, changes)

    def check_ends(self, lines: Iterable[Line]) -> None:
        """Refuse units that outlive the one above them, now that all are there."""
        outliving = Unit.objects.filter(parent__valid_to__isnull=False).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=F("parent__valid_to"))
        )
        names: dict[str, list[str]] = defaultdict(list)
        for unit in outliving.select_related("parent"):
            names[unit.parent.code if unit.parent else ""].append(unit.label)
        for line in lines:
            if line.values["code"] in names:
                said = _("Units below it exist longer: %(names)s. Give them a last day or another parent.")
                shown = ", ".join(names[line.values["code"]][:5])
                self._fault(UNITS, line, "valid_to", said % {"names": shown})

    def _row(self, sheet: Sheet, line: Line, take: Callable[[Line], None]) -> None:
        try:
            with transaction.atomic():
                take(line)
        except Unclear:
            self._unclear.add((sheet.key, line.values.get("code")))
        except Refusal as refusal:
            self._unclear.add((sheet.key, line.values.get("code")))
            self._fault(sheet, line, refusal.field or "", refusal.sentence)

    def _fault(self, sheet: Sheet, line: Line, key: str, sentence: str) -> None:
        title = next((one.title for one in sheet.fields if one.key == key), "")
        self.found.faults.append(Fault(sheet.title, line.row, title, sentence))

    def _step(
        self, sheet: Sheet, line: Line, title: str, is_new: bool, changes: list[tuple[str, str, str]]
    ) -> None:
        if is_new or changes:
            self.found.steps.append(Step(sheet.title, line.row, title, is_new, tuple(changes)))

    def _refuse_twice(self, sheet: Sheet, lines: list[Line], keys: tuple[str, ...]) -> None:
        seen: dict[tuple[Any, ...], int] = {}
        for line in lines:
            named = tuple(line.values[key] for key in keys)
            first = seen.setdefault(named, line.row)
            if first != line.row:
                said = _("Row %(row)s says something of the same one already.")
                self._fault(sheet, line, keys[0], said % {"row": first})

    def _unit(self, code: str, field: str) -> Unit:
        unit = self.units.get(code)
        if unit is None and (UNITS.key, code) in self._unclear:
            raise Unclear
        if unit is None:
            raise Refusal(_("There is no unit with the code %(code)s.") % {"code": code}, field=field)
        return unit

    def _group(self, code: str, field: str) -> UnitGroup:
        group = self.groups.get(code)
        if group is None and (GROUPS.key, code) in self._unclear:
            raise Unclear
        if group is None:
            raise Refusal(_("There is no group with the code %(code)s.") % {"code": code}, field=field)
        return group


def _differs(before: UnitFacts, after: UnitFacts, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _fact(facts: UnitFacts | None, name: str) -> str:
    value = getattr(facts, name)
    return kind_words().get(value, value) if name == "kind" else _said(value)


def _said(value: Any) -> str:
    if value in (None, ""):
        return "—"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value) if isinstance(value, str | Unit) else f"{value.normalize():f}"
