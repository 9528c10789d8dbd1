"""`hatang exchange`: assignments, numbers and states passed to and from a document system by file."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hatang.cli.django_door import rooms
from hatang.cli.ending import CannotDoIt, say

if TYPE_CHECKING:
    from hatang.programme.actions import Exchanged


def assignments(file: Path, *, as_json: bool) -> int:
    """Link the assignments of a file; gives 1 when rows were put aside."""
    data = _read(file)
    with rooms():
        from django.conf import settings

        from hatang.programme.outside import take_assignments

        return _report(lambda: take_assignments(data.splitlines(), system=settings.OUTSIDE_SYSTEM), as_json)


def numbers(file: Path, *, as_json: bool) -> int:
    """Enter the numbers of a file; gives 1 when rows were put aside."""
    data = _read(file)
    with rooms():
        from hatang.programme.outside import take_numbers

        return _report(lambda: take_numbers(data.splitlines()), as_json)


def draft_numbers(file: Path, *, as_json: bool) -> int:
    """Enter the numbers of drafts written here; gives 1 when rows were put aside."""
    data = _read(file)
    with rooms():
        from hatang.reporting.outside import take_draft_numbers

        return _report(lambda: take_draft_numbers(data.splitlines()), as_json)


def report_values(campaign: int, out: Path | None) -> int:
    """Write what was taken in of a campaign, to a file or to standard output."""
    with rooms():
        from hatang.reporting.exchange import export_file
        from hatang.reporting.models import Campaign
        from hatang.reporting.queries import export_values

        found = Campaign.objects.select_related("form_version__form").filter(pk=campaign).first()
        if found is None:
            raise CannotDoIt(f"There is no campaign {campaign}.")
        export = export_values(found)
    data = export_file(export)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(data)
        say(f"{len(export.reports)} reports written to {out}.")
    return 0


def states(out: Path | None) -> int:
    """Write the states that have moved since the last time, to a file or to standard output."""
    with rooms():
        from django.conf import settings

        from hatang.programme.outside import states_file

        data = states_file(system=settings.OUTSIDE_SYSTEM)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(data)
        say(f"{len(data.splitlines())} states written to {out}.")
    return 0


def _read(file: Path) -> bytes:
    from hatang.programme.exchange import MAX_BYTES

    if not file.is_file():
        raise CannotDoIt(f"{file} is not a file.")
    if file.stat().st_size > MAX_BYTES:
        raise CannotDoIt(f"{file} is larger than {MAX_BYTES // 1024 // 1024} MB.")
    return file.read_bytes()


def _report(take: "Callable[[], Exchanged]", as_json: bool) -> int:
    done = take()
    faults = [vars(fault) for fault in done.faults]
    if as_json:
        body = {"new": done.n_new, "known": done.n_known, "quarantined": faults}
        sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=2, default=str) + "\n")
    else:
        sys.stdout.write(f"{done.n_new} new, {done.n_known} known, {len(faults)} put aside\n")
        for fault in done.faults:
            sys.stdout.write(
                f"line {fault.line}: {fault.rule}: {fault.field} {fault.value!r}: {fault.reason}\n"
            )
    return int(bool(faults))
