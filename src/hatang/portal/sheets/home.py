"""The home page as a file: what its reader finds there this morning, as the page shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.sheets import Cell, Column, Section, SheetKind, facts, sections_response
from hatang.notices.queries import first_waiting
from hatang.portal.desks import Desk, News, UnitDesk
from hatang.portal.few import ROWS, Few
from hatang.portal.queries import Morning
from hatang.portal.sheets.unit import target_columns
from hatang.programme.queries import Tally, waiting_hand_ins
from hatang.programme.wording import FILLERS, as_settled, due_words, leads_words, reach_words, standing_words


@dataclass(frozen=True)
class Line:
    """One thing of a panel: what it is, whose, on which day, and what is said of it."""

    text: str
    unit: str = ""
    on: date | str | None = None
    said: str = ""


def home_sheet(kind: SheetKind, user: User, *, desk: Desk, morning: Morning, today: date) -> HttpResponseBase:
    """The home page of a person.

    Args:
        kind: xlsx, csv, docx or pdf.
        user: whose morning it is.
        desk: what waits for the person.
        morning: what everybody sees of the programme.
        today: the day of the page.
    """
    tally = desk.unit.tally if desk.unit else morning.view.tasks
    own = _of_unit(desk.unit) if desk.unit else _of_programme(morning)
    sections = [
        facts(_("How the tasks stand"), _counts(tally)),
        *own,
        *_waiting(user, desk, morning, today),
        *(_news(desk.news) if desk.news else []),
        _lines(_("No milestone this quarter"), desk.without_milestone, _owed),
        _lines(_("Targets behind their way"), desk.behind, _target),
        facts(_("Six questions left open"), [(str(FILLERS[filler]), n) for filler, n in desk.gaps]),
        _lines(_("Newest plans in the programme"), desk.published, _plan),
        _tallies(_("By unit"), _("Unit"), [(row.unit.name, row.tally) for row in morning.view.by_unit]),
        _tallies(_("By plan"), _("Plan"), [(_plan_words(row.plan), row.tally) for row in morning.by_plan]),
    ]
    title = desk.unit.unit.name if desk.unit else _("The programme this morning")
    return sections_response(
        kind, name=f"trang-chu-{today:%Y-%m-%d}", title=title, under=user.full_title, sections=sections
    )


def _of_unit(own: UnitDesk) -> list[Section]:
    asked = own.asked
    return [
        _lines(_("Work of the unit by deadline"), own.owed, _owed),
        Section(_counted(_("Targets of the unit"), own.targets), target_columns(), own.targets.rows),
        _lines(_("Answers that others wait for"), asked.obstacles, _obstacle),
        _lines(_("Unread calls and reminders"), asked.calls, _call),
        _lines(_("No milestone this quarter"), own.without_milestone, _owed),
        _lines(_("Not taken note of yet"), own.to_note, _task),
        _lines(_("Your unit waits for a decision"), asked.requests, _request),
    ]


def _of_programme(morning: Morning) -> list[Section]:
    tasks = morning.view.tasks
    return [
        Section(_counted(_("Late"), Few(morning.late, tasks.n_late)), _task_columns(), morning.late),
        Section(
            _counted(_("Due within 30 days"), Few(morning.soon, tasks.n_month)), _task_columns(), morning.soon
        ),
    ]


def _waiting(user: User, desk: Desk, morning: Morning, today: date) -> list[Section]:
    """What waits for the person, beside the work itself."""
    handed = waiting_hand_ins(user)
    obstacles, n_obstacles, _n_late = first_waiting(user, today=today, n_rows=ROWS)
    shown = list(handed[:ROWS])
    return [
        _lines(_("Waits for you within your unit"), Few(shown, max(len(shown), handed.count())), _handed),
        Section(_("Waits for your approval"), _columns(), [_approval(one) for one in morning.approvals]),
        Section(
            _("Waits for a person"),
            _columns(),
            [
                *(Line(one.title or one.number, said=one.number) for one in morning.waiting),
                *(_unread(one) for one in morning.unread),
            ],
        ),
        facts(
            _("To be settled"),
            [
                (_("Contradictions"), morning.n_conflicts or None),
                (_("Obligations that wait for a transition decision"), morning.n_transitions or None),
            ],
        ),
        _lines(_("Obstacles nobody answered"), Few(obstacles, n_obstacles), _obstacle),
        _lines(_("Later deadlines asked for"), desk.requests, _request),
        _lines(_("Submitted, waits for acceptance"), desk.submitted, _owed),
    ]


def _news(news: News) -> list[Section]:
    return [
        _lines(_("Newly late since the last meeting"), news.newly_late, _owed),
        _lines(_("Done since the last meeting"), news.done, _owed),
        _lines(_("Deadlines moved since the last meeting"), news.moved, _moved),
    ]


def _counted(heading: str, shown: Few) -> str:
    """A heading with how many there are, where not all are shown."""
    if shown.n <= len(shown.rows):
        return heading
    return _("%(heading)s (%(n)s of %(all)s)") % {
        "heading": heading, "n": len(shown.rows), "all": number_format(shown.n, force_grouping=True)
    }  # fmt: skip


def _lines(heading: str, shown: Few, line_of: Any) -> Section:
    return Section(_counted(heading, shown), _columns(), [line_of(row) for row in shown.rows])


def _owed(owed: Any) -> Line:
    on = getattr(owed, "due_on", None) or owed.done_on or owed.submitted_on
    is_due = getattr(owed, "due_on", None) is not None
    said = standing_words(getattr(owed, "standing", ""))
    settled = as_settled("", owed.task, "due").strip() if is_due else ""
    return Line(owed.task.text, owed.unit.label, on, " ".join(one for one in (said, settled) if one))


def _task(task: Any) -> Line:
    return Line(task.text, "", None, task.plan.number)


def _request(one: Any) -> Line:
    owed = one.obligation
    return Line(owed.task.text, owed.unit.label, one.until, _from_to(one.former_on, one.until))


def _moved(one: Any) -> Line:
    owed = one.obligation
    return Line(
        owed.task.text, owed.unit.label, one.granted_until, _from_to(one.former_on, one.granted_until)
    )


def _from_to(start: date | None, end: date | None) -> str:
    return " → ".join(f"{day:%d/%m/%Y}" for day in (start, end) if day)


def _obstacle(one: Any) -> Line:
    return Line(
        one.title, f"{one.unit.label} → {one.owner.label}", one.answer_due_on, str(one.get_state_display())
    )


def _call(line: Any) -> Line:
    made_on = _day_of(line.notice.created_at)
    return Line(line.notice.sentence, "", made_on, str(line.notice.get_kind_display()))


def _handed(one: Any) -> Line:
    said = f"{one.get_kind_display()} · {one.handed_by}"
    return Line(one.obligation.task.text, one.obligation.unit.label, _day_of(one.handed_at), said)


def _unread(file: Any) -> Line:
    return Line(file.name, said=str(file.last_run.get_state_display()))


def _approval(one: Any) -> Line:
    document = one.version.document
    return Line(
        document.title or document.number, "", _day_of(one.asked_at), f"{document.number} · {one.asked_by}"
    )


def _target(target: Any) -> Line:
    return Line(target.text, target.plan.number, target.due_end, reach_words(target))


def _plan(plan: Any) -> Line:
    return Line(plan.title or plan.number, "", _day_of(plan.published_at), plan.number)


def _plan_words(plan: Any) -> str:
    return f"{plan.number} {plan.title}".strip()


def _day_of(moment: datetime) -> date:
    return clock.local(moment).date()


def _columns() -> list[Column[Line]]:
    return [
        Column(_("Matter"), lambda row: row.text, 80),
        Column(_("Unit"), lambda row: row.unit, 28),
        Column(_("Day"), lambda row: row.on, 14),
        Column(_("Note"), lambda row: row.said, 32),
    ]


def _task_columns() -> list[Column[Any]]:
    return [
        Column(_("Plan"), lambda row: row.plan.number or row.plan.title, 20),
        Column(_("Task"), lambda row: row.text, 80),
        Column(_("Lead"), leads_words, 32),
        Column(_("Deadline"), lambda row: as_settled(due_words(row), row, "due"), 22),
        Column(_("Progress"), lambda row: standing_words(row.standing), 24),
    ]


def _counts(tally: Tally) -> Iterable[tuple[str, Cell]]:
    return [
        (_("Late"), tally.n_late),
        (_("Within 7 days"), tally.n_week),
        (_("Within 30 days"), tally.n_month),
        (_("Not done yet"), tally.n_open),
        (_("Done"), tally.n_done),
        (_("All"), tally.n_all),
    ]


def _tallies(heading: str, name: str, rows: Sequence[tuple[str, Tally]]) -> Section:
    columns: list[Column[Any]] = [
        Column(name, lambda row: row[0], 60),
        Column(_("Late"), lambda row: row[1].n_late, 12),
        Column(_("Within 30 days"), lambda row: row[1].n_month, 14),
        Column(_("Done"), lambda row: row[1].n_done, 12),
        Column(_("All"), lambda row: row[1].n_all, 12),
    ]
    return Section(heading, columns, rows)
