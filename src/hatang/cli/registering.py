"""`hatang template` and `hatang import-registry`: workbooks of the telecom registry, empty and filled in."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hatang.cli.django_door import rooms
from hatang.cli.ending import CannotDoIt, say
from hatang.cli.importing import person_named

if TYPE_CHECKING:
    from hatang.network.filing.checking import Checked


def _units() -> bytes:
    from hatang.accounts.unit_sheets import unit_template

    return unit_template()


def _registry(*names: str) -> Callable[[], bytes]:
    def write() -> bytes:
        from hatang.network.filing.books import template
        from hatang.network.filing.columns import KINDS

        return template([KINDS[name] for name in names or KINDS])

    return write


TEMPLATES: dict[str, Callable[[], bytes]] = {
    "registry": _registry(),
    **{
        name: _registry(name.replace("-", "_"))
        for name in ("sites", "cells", "nodes", "routes", "data-centres", "wifi")
    },
    "units": _units,
}


def template(name: str, out: Path | None) -> int:
    """Write an empty workbook."""
    if name not in TEMPLATES:
        raise CannotDoIt(f"There is no template {name}; there are: {', '.join(TEMPLATES)}.")
    with rooms():
        data = TEMPLATES[name]()
    file = out or Path(f"{name}.xlsx")
    file.write_bytes(data)
    say(f"{len(data)} bytes written to {file}.")
    return 0


def import_registry(
    file: Path,
    *,
    operator: str,
    period: str,
    by: str,
    system: str,
    is_partial: bool,
    is_filed: bool,
    as_json: bool,
) -> int:
    """Check a file of an operator, and file it when asked to; gives 1 when rows were set aside."""
    if not file.is_file():
        raise CannotDoIt(f"{file} is not a file.")
    with rooms():
        from django.db import transaction

        from hatang.accounts.models import Unit
        from hatang.base import clock, filestore
        from hatang.network import access, actions
        from hatang.network.filing.files import MAX_BYTES
        from hatang.network.models import Filing
        from hatang.network.rules.periods import filing_period

        days, unit = filing_period(period), Unit.objects.filter(code=operator).first()
        if days is None:
            raise CannotDoIt(f"{period} is no period; write a quarter (2026-Q4) or a month (2026-11).")
        if unit is None:
            raise CannotDoIt(f"There is no unit with the code {operator}.")
        person = person_named(by)
        if not access.may_file(person, unit):
            raise CannotDoIt(f"{person.username} may not file for {operator}.")
        with file.open("rb") as stream:
            stored = filestore.store(
                iter(lambda: stream.read(filestore.CHUNK_BYTES), b""), max_bytes=MAX_BYTES
            )
        if is_filed:
            # Filed and checked together or not at all: no job looks at it again.
            with transaction.atomic():
                filing = actions.file_inventory(
                    operator=unit,
                    period=days,
                    file=stored,
                    name=file.name,
                    system=system,
                    is_partial=is_partial,
                    is_checked_here=True,
                    by=person,
                    at=clock.now(),
                )
                checked = actions.inspect_filing(filing)
                actions.keep_check(filing=filing, checked=checked, at=clock.now())
            say(f"Filed as number {filing.pk}.")
        else:
            files = [{"sha256": stored.sha256, "name": file.name, "size": stored.size}]
            looked_at = Filing(
                operator=unit, period=days.key, files=files, system=system, is_partial=is_partial
            )
            checked = actions.inspect_filing(looked_at)
        return _report(checked, as_json=as_json)


def _report(checked: "Checked", *, as_json: bool) -> int:
    from hatang.network.filing.catalogue import said

    counts = checked.counts()
    findings = [
        {
            "sheet": kind,
            "row": table.rows[one.place],
            "rule": one.rule,
            "severity": str(one.severity),
            "field": one.field,
            "value": one.value,
            "reason": said(one.rule, one.params),
        }
        for kind, table in checked.tables.items()
        for one in table.findings
    ]
    if as_json:
        body = {"counts": counts, "findings": findings}
        sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
    else:
        for one in findings:
            place = f"{one['sheet']} {one['row']}, {one['field']}"
            sys.stdout.write(f"{place} ({one['rule']}, {one['severity']}): {one['reason']}\n")
        for kind, numbers in counts.items():
            sys.stdout.write(f"{kind}: {', '.join(f'{name} {n}' for name, n in numbers.items())}\n")
    return int(any(numbers.get("set_aside") for numbers in counts.values()))
