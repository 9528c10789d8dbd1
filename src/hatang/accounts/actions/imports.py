"""Units, successors, groups, printed names and memberships taken from a workbook, all or none."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hatang.accounts.actions.aliases import look_again
from hatang.accounts.actions.taking import Taking, UnitImport
from hatang.accounts.actions.units import UNITS as TURN
from hatang.accounts.models import User
from hatang.accounts.unit_sheets import (
    ALIASES,
    GROUPS,
    MEMBERS,
    NOTES_TITLE,
    SHEETS,
    SUCCESSORS,
    UNITS,
)
from hatang.base.books import Fault, read_book
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn


class FaultyBook(Refusal):
    """Something in the workbook cannot be; nothing of it was taken."""

    code = "faulty_book"

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(_("The workbook has %(n)s faults; nothing of it was taken.") % {"n": len(faults)})
        self.faults = faults


class StaleImport(Conflict):
    """The house has changed since the workbook was looked at: it would do something else now."""

    code = "stale_import"


@transaction.atomic
def check_units(*, data: bytes, at: datetime) -> UnitImport:
    """What a workbook would do; it is done for a look and taken back, so that no rule is checked twice.

    Raises:
        UnreadableBook: the file is no workbook that is safe to read.
    """
    found = _take(data, None, at)
    transaction.set_rollback(True)
    return found


@action
def import_units(*, data: bytes, by: User | None, at: datetime, seen: str = "") -> UnitImport:
    """Take over a workbook, all of it or nothing.

    Args:
        data: the file.
        by: who imports it.
        at: when.
        seen: the mark of what the person was shown; empty when it does not matter.

    Raises:
        UnreadableBook: the file is no workbook that is safe to read.
        FaultyBook: something in it cannot be.
        StaleImport: it would do something else by now.
    """
    done = _take(data, by, at)
    if done.faults:
        raise FaultyBook(done.faults)
    if seen and seen != done.mark:
        raise StaleImport(_("The units have changed since you looked. Look again at what would change."))
    look_again()
    return done


def _take(data: bytes, by: User | None, at: datetime) -> UnitImport:
    book = read_book(data, SHEETS, unread=[NOTES_TITLE])
    found = UnitImport(faults=list(book.faults))
    if any(fault.row <= 1 for fault in book.faults):
        # Without a whole sheet, whatever names one of its rows would seem wrong.
        return found
    wait_for_turn(TURN)
    taking = Taking(by, at, found, book.left_out)
    taking.take_units(book.lines.get(UNITS.key, []))
    taking.take_successors(book.lines.get(SUCCESSORS.key, []))
    taking.take_groups(book.lines.get(GROUPS.key, []))
    taking.take_aliases(book.lines.get(ALIASES.key, []))
    taking.take_members(book.lines.get(MEMBERS.key, []))
    taking.check_ends(book.lines.get(UNITS.key, []))
    return found
