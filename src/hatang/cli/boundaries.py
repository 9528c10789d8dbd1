"""`hatang import-boundaries`: outlines of communes from a file."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from hatang.cli.django_door import rooms
from hatang.cli.ending import CannotDoIt, say
from hatang.cli.importing import person_named


def run(file: Path, *, by: str, on: str, is_check: bool, as_json: bool) -> int:
    """Check a file and take it over; gives 1, and takes nothing, when it is refused."""
    if not file.is_file():
        raise CannotDoIt(f"{file} is not a file.")
    with rooms():
        from hatang.base import clock
        from hatang.base.filestore import CHUNK_BYTES
        from hatang.territory import imports
        from hatang.territory.access import may_manage_territory
        from hatang.territory.actions import keep_import
        from hatang.territory.models import ImportState
        from hatang.territory.queries import first_day_of

        person = person_named(by)
        if not may_manage_territory(person):
            raise CannotDoIt(
                f"{person.username} may not take over boundaries; name somebody of the programme office."
            )
        with file.open("rb") as stream:
            chunks = iter(lambda: stream.read(CHUNK_BYTES), b"")
            made = keep_import(chunks=chunks, name=file.name, by=person, at=clock.now(), is_queued=False)
        imports.check(made.pk)
        made.refresh_from_db()
        if made.state == ImportState.REFUSED:
            say(made.refusal)
            return 1
        _report(made.report, as_json=as_json)
        if is_check:
            return 0
        if made.state == ImportState.APPLIED:
            say("The file was taken over before.")
            return 0
        first = _day(on) or first_day_of(made) or clock.today()
        say(f"Cutting hexagons; the boundaries count from {first:%d/%m/%Y} ...")
        n_changed = imports.take_over(made.pk, on=first, by=person)
    say(f"{n_changed} boundaries have changed.")
    return 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CannotDoIt(f"{text} is no day; write it as 2025-07-01.") from error


def _report(report: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
        return
    lines = [
        f"{report['n_features']} features, {report['n_matched']} of them communes; {report['system']}",
        f"polygons {report['polygon_km2']:.2f} km2, register {report['official_km2']:.2f} km2",
        *(f"without a feature: {one['name']} ({one['code']})" for one in report["missing"]),
        *(f"no commune: feature {one['row']} {one['code']} {one['name']}" for one in report["unknown"]),
        *(f"repaired: {one['name']}: {one['reason']}" for one in report["repairs"]),
        *(f"differs: {one['name']} {one['percent']:+.2f} %" for one in report["differences"]),
        *(f"gap: {one['km2']:.4f} km2, {', '.join(one['between'])}" for one in report["gaps"]),
        *(f"overlap: {one['km2']:.4f} km2, {', '.join(one['between'])}" for one in report["overlaps"]),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
