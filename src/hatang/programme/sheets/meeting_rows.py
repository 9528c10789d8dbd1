"""The sheet of a meeting as rows of a file: what is owed, then the obstacles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hatang.base.papers import cell_words
from hatang.base.sheets import Column
from hatang.programme.queries import MeetingSheet, SheetLine, SheetObstacle
from hatang.programme.wording import due_words, reason_words


@dataclass(frozen=True)
class SheetRow:
    """One line of the sheet as a file shows it."""

    unit: str
    level: str
    text: str
    plan: str
    due: date | str
    is_settled: bool
    n_days_late: int | None
    why: str
    said: str


def rows_of(sheet: MeetingSheet) -> Iterator[SheetRow]:
    """The lines in the order of speaking, then the obstacles, then what was said in general."""
    yield from (_owed(line) for line in sheet.lines)
    yield from (_asked(one, sheet.meeting.held_on) for one in sheet.obstacles)
    if sheet.general is not None and sheet.general.text:
        yield SheetRow("", "", _("In general"), "", "", False, None, "", sheet.general.text)


def columns(*, is_on_paper: bool) -> list[Column[SheetRow]]:
    """The columns of the sheet; on paper the mark of a settled deadline stands beside its day."""
    settled = Column[SheetRow](_("As settled"), lambda row: _("Deadline") if row.is_settled else "", 14)
    due = Column[SheetRow](_("Deadline"), _due_on_paper if is_on_paper else lambda row: row.due, 18)
    return [
        Column(_("Unit"), lambda row: row.unit, 28),
        Column(_("Level"), lambda row: row.level, 10),
        Column(_("Task"), lambda row: row.text, 70),
        Column(_("Plan"), lambda row: row.plan, 24),
        *([due] if is_on_paper else [due, settled]),
        Column(_("Days late"), lambda row: row.n_days_late, 13),
        Column(_("Why"), lambda row: row.why, 30),
        Column(_("Said and agreed"), lambda row: row.said, 40),
    ]


def _due_on_paper(row: SheetRow) -> str:
    words = cell_words(row.due)
    return f"{words} ({_('as settled')})" if row.is_settled else words


def _level(is_red: bool) -> str:
    return _("Red") if is_red else _("Amber")


def _owed(line: SheetLine) -> SheetRow:
    task = line.owed.task
    return SheetRow(
        unit=line.owed.unit.name,
        level=_level(line.is_red),
        text=f"{task.path} {task.text}",
        plan=task.plan.number or task.plan.title,
        due=line.due_on or due_words(task),
        is_settled=line.is_settled,
        n_days_late=line.n_days_late or None,
        why="; ".join(map(reason_words, line.reasons)),
        said=line.note.text if line.note else "",
    )


def _asked(one: SheetObstacle, on: date) -> SheetRow:
    obstacle = one.obstacle
    return SheetRow(
        unit=obstacle.owner.name,
        level=_level(one.is_late),
        text=_("Obstacle of %(unit)s: %(title)s") % {"unit": obstacle.unit, "title": obstacle.title},
        plan="",
        due=obstacle.answer_due_on,
        is_settled=False,
        n_days_late=(on - obstacle.answer_due_on).days if one.is_late else None,
        why=str(obstacle.get_state_display()),
        said=one.note.text if one.note else "",
    )
