"""The way of one exchange: read rows, take those that fit, write what has changed."""

from collections.abc import Iterable

from hatang.base import clock
from hatang.base.rest import RestGateway
from hatang.programme import actions
from hatang.programme.actions import Exchanged
from hatang.programme.exchange import AssignmentIn, Fault, NumberIn, R, read_rows, write_rows


def exchange_with(gateway: RestGateway, *, system: str) -> Exchanged:
    """Read assignments and numbers over HTTP, and write every state that has moved since.

    A state is noted as written after the other system has taken it: when the process dies between, it is
    written again, which changes nothing there.

    Raises:
        OutsideFailed: the system cannot be reached or refuses; what was taken before stays taken.
    """
    done = take_assignments(gateway.get("assignments").splitlines(), system=system)
    done.faults += take_numbers(gateway.get("numbers").splitlines()).faults
    for link, status in actions.unsent_states(system):
        gateway.put(f"assignments/{link.external_id}/status", status)
        actions.note_sent(link=link, status=status, by=None, at=clock.now())
    return done


def take_assignments(lines: Iterable[bytes], *, system: str) -> Exchanged:
    """Link the assignments in a file or an answer; rows that do not fit come back as faults."""
    rows, faults = _parted(lines, AssignmentIn)
    done = actions.link_assignments(system=system, rows=rows, by=None, at=clock.now())
    done.faults = sorted([*faults, *done.faults], key=lambda fault: fault.line)
    return done


def take_numbers(lines: Iterable[bytes]) -> Exchanged:
    """Enter the numbers in a file or an answer; rows that do not fit come back as faults."""
    rows, faults = _parted(lines, NumberIn)
    done = actions.take_numbers(rows=rows, by=None, at=clock.now())
    done.faults = sorted([*faults, *done.faults], key=lambda fault: fault.line)
    return done


def states_file(*, system: str) -> bytes:
    """Every state that has moved since it was last written, noted as written with this file."""
    moved = actions.unsent_states(system)
    data = write_rows(status for _link, status in moved)
    for link, status in moved:
        actions.note_sent(link=link, status=status, by=None, at=clock.now())
    return data


def _parted(lines: Iterable[bytes], kind: type[R]) -> tuple[list[tuple[int, R]], list[Fault]]:
    rows: list[tuple[int, R]] = []
    faults: list[Fault] = []
    for line, row in read_rows(lines, kind):
        if isinstance(row, Fault):
            faults.append(row)
        else:
            rows.append((line, row))
    return rows, faults
