"""`hatang units`: units and groups written to a workbook and taken from one."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hatang.cli.django_door import rooms
from hatang.cli.ending import CannotDoIt, say
from hatang.cli.importing import person_named

if TYPE_CHECKING:
    from hatang.accounts.actions import UnitImport


def export(file: Path, *, is_template: bool) -> int:
    """Write every unit and group, or the heads only."""
    with rooms():
        from hatang.accounts.unit_sheets import unit_template, units_book

        data = unit_template() if is_template else units_book()
    file.write_bytes(data)
    say(f"{len(data)} bytes written to {file}.")
    return 0


def check(file: Path, *, as_json: bool) -> int:
    """Say what a workbook would do; gives 1 when something in it is wrong."""
    data = _read(file)
    with rooms():
        from hatang.accounts.actions import check_units
        from hatang.base import clock

        return _report(check_units(data=data, at=clock.now()), as_json=as_json)


def take(file: Path, *, by: str, as_json: bool) -> int:
    """Take over a workbook; gives 1, and takes nothing, when something in it is wrong."""
    data = _read(file)
    with rooms():
        from hatang.accounts.access import may_manage_units
        from hatang.accounts.actions import FaultyBook, UnitImport, import_units
        from hatang.base import clock

        person = person_named(by)
        if not may_manage_units(person):
            raise CannotDoIt(
                f"{person.username} may not manage units; name somebody of the programme office."
            )
        try:
            done = import_units(data=data, by=person, at=clock.now())
        except FaultyBook as refusal:
            done = UnitImport(faults=refusal.faults)
        return _report(done, as_json=as_json)


def _read(file: Path) -> bytes:
    if not file.is_file():
        raise CannotDoIt(f"{file} is not a file.")
    with file.open("rb") as stream:
        # One byte more than the limit of the reader, which says so in its own words.
        return stream.read(1024 * 1024 + 1)


def _report(done: "UnitImport", *, as_json: bool) -> int:
    if as_json:
        body = {"steps": [vars(step) for step in done.steps], "faults": [vars(one) for one in done.faults]}
        sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
        return int(bool(done.faults))
    for fault in done.faults:
        place = ", ".join(part for part in (fault.sheet, str(fault.row or ""), fault.column) if part)
        sys.stdout.write(f"{place}: {fault.sentence}\n")
    for step in done.steps:
        changes = "; ".join(f"{column}: {before} -> {after}" for column, before, after in step.changes)
        sys.stdout.write(
            f"{'+' if step.is_new else '~'} {step.sheet} {step.row}: {step.title} {changes}".rstrip()
        )
        sys.stdout.write("\n")
    n_new = sum(step.is_new for step in done.steps)
    sys.stdout.write(f"{n_new} new, {len(done.steps) - n_new} changed, {len(done.faults)} faults\n")
    return int(bool(done.faults))
