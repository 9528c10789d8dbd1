"""How a deadline and a value to reach are said on a page and in a sheet."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hatang.base.figures import number_words
from hatang.programme.clearing import Filler, GapState
from hatang.programme.models import (
    RECURRING,
    Comparator,
    DueKind,
    DuePart,
    PlanItem,
    RuledField,
    Target,
    Task,
)
from hatang.programme.reaching import Reach
from hatang.programme.rules import Reason, Standing, Step
from hatang.programme.wording_of_periods import recurrence_words

if TYPE_CHECKING:
    from hatang.programme.queries import GapLine, MeetingSheet

# The words of weekly reports.
STANDINGS = {
    Standing.NOT_STARTED: gettext_lazy("Not started"),
    Standing.IN_TIME: gettext_lazy("In progress, in time"),
    Standing.OVERDUE: gettext_lazy("In progress, overdue"),
    Standing.DONE_IN_TIME: gettext_lazy("Done in time"),
    Standing.DONE_LATE: gettext_lazy("Done late"),
    Standing.SUBMITTED: gettext_lazy("Waiting for acceptance"),
    Standing.REQUESTED: gettext_lazy("Asks for a later deadline"),
    Standing.PAUSED: gettext_lazy("Paused"),
    Standing.WITHDRAWN: gettext_lazy("Withdrawn"),
    Standing.IN_TRANSITION: gettext_lazy("Waits for a transition decision"),
}
STEPS = {
    Step.SUBMIT: gettext_lazy("Submit for acceptance"),
    Step.ACCEPT: gettext_lazy("Accept"),
    Step.RETURN: gettext_lazy("Return"),
    Step.PAUSE: gettext_lazy("Pause"),
    Step.WITHDRAW: gettext_lazy("Withdraw"),
    Step.RESUME: gettext_lazy("Resume"),
}
REACHES = {
    Reach.REACHED: gettext_lazy("Reached"),
    Reach.MISSED: gettext_lazy("Not reached by its last day"),
    Reach.BEHIND: gettext_lazy("Behind its yearly way"),
    Reach.SILENT: gettext_lazy("No figure for the last period"),
    Reach.ON_WAY: gettext_lazy("On its yearly way"),
    Reach.OPEN: gettext_lazy("Nothing asked for yet"),
}
# What submitting is where the leader of the unit is asked first.
HAND_IN = gettext_lazy("Submit to the unit's leader")

REASONS = {
    Reason.LATE: gettext_lazy("late"),
    Reason.NEXT: gettext_lazy("due before the next meeting"),
    Reason.STEP: gettext_lazy("a milestone before the next meeting"),
    Reason.QUIET: gettext_lazy("long without an update"),
    Reason.WEEK: gettext_lazy("due within 7 days"),
    Reason.FORTNIGHT: gettext_lazy("due within 14 days"),
    Reason.SUBMITTED: gettext_lazy("submitted, waits for acceptance"),
    Reason.REQUESTED: gettext_lazy("asks for a later deadline"),
    Reason.NO_MILESTONE: gettext_lazy("no milestone this quarter"),
    Reason.SILENT: gettext_lazy("no update since the last meeting"),
}

GAP_STATES = {
    GapState.OPEN: gettext_lazy("Not filled in"),
    GapState.ASKED: gettext_lazy("Asked, not filled in"),
    GapState.LATE: gettext_lazy("Asked, day has passed"),
    GapState.WAITING: gettext_lazy("Waits for confirmation"),
    GapState.FILLED: gettext_lazy("Filled in"),
}
FILLERS = {
    Filler.LEAD: gettext_lazy("Units that owe it"),
    Filler.LEADER: gettext_lazy("Directing leader"),
    Filler.FOLLOWER: gettext_lazy("Who follows the plan"),
    Filler.OFFICE: gettext_lazy("Programme office"),
}


def day(on: date | None) -> str:
    """A day as dd/mm/yyyy."""
    return on.strftime("%d/%m/%Y") if on else ""


def due_words(item: PlanItem | DuePart) -> str:
    """The deadline of a task or target, or one part of it, in few words; all parts as they are printed."""
    if len(getattr(item, "due_parts", ())) > 1 and item.due_text:
        return item.due_text
    kind = DueKind(item.due_kind)
    if kind == DueKind.BY and item.due_end:
        return _("before %(day)s") % {"day": day(item.due_end)} if item.due_before else day(item.due_end)
    if kind == DueKind.WITHIN:
        return period_words(item.due_start, item.due_end)
    if kind in RECURRING:
        words = recurrence_words(kind, item.due_at)
        return (
            f"{words} ({item.due_start.year}–{item.due_end.year})"
            if item.due_start and item.due_end
            else words
        )
    if kind == DueKind.CONTINUOUS:
        period = period_words(item.due_start, item.due_end)
        return f"{_('Continuous')}, {period}" if period else _("Continuous")
    if kind == DueKind.ON_EVENT:
        return _event_words(item)
    return _("No deadline")


def _event_words(item: PlanItem | DuePart) -> str:
    """A deadline after an event: its day once that was told, as far as known, else what it waits for."""
    words = item.due_text or _("After an event")
    if not hasattr(item, "due_on"):
        return words
    told_for: date | None = item.due_on
    if told_for:
        return f"{day(told_for)} ({words})"
    return _("waits for the event: %(event)s") % {"event": words}


def part_words(part: DuePart) -> str:
    """One part of a compound deadline in few words, with those printed."""
    words = due_words(part)
    return f"{words} ({part.due_text})" if part.due_text and part.due_text != words else words


def period_words(start: date | None, end: date | None) -> str:
    """A period, as years where it is made of whole years."""
    if start and end:
        if (start.month, start.day) == (1, 1) and (end + timedelta(days=1)).strftime("%d%m") == "0101":
            same = start.year == end.year
            return _("in %(year)s") % {"year": start.year} if same else f"{start.year}–{end.year}"
        return f"{day(start)} – {day(end)}"
    if start:
        return _("from %(day)s") % {"day": day(start)}
    return _("until %(day)s") % {"day": day(end)} if end else ""


def value_words(target: Target) -> str:
    """The number to reach with its sign and measure: "≥ 90 %"."""
    if target.value is None:
        return ""
    if target.comparator == Comparator.RANGE and target.value_max is not None:
        words = f"{number_words(target.value)}–{number_words(target.value_max)}"
    elif target.comparator in (Comparator.EQ, Comparator.NONE):
        words = number_words(target.value)
    else:
        words = f"{Comparator(target.comparator).label} {number_words(target.value)}"
    return f"{words} {target.measure_unit}".strip()


def item_words(item: PlanItem, leads: Sequence[str]) -> list[str]:
    """What a target or task says about number, deadline, lead and product, each in few words."""
    said = [due_words(item), "; ".join(leads)]
    if isinstance(item, Target):
        return [one for one in [value_words(item), *said] if one]
    product = item.product if isinstance(item, Task) else ""
    return [one for one in [*said, product] if one]


def wording_words(item: Any, field: str) -> str:
    """What an item made of a kept wording says in the field of a ruling."""
    said: dict[str, Callable[[Any], str]] = {
        RuledField.DUE: due_words,
        RuledField.VALUE: value_words,
        RuledField.LEAD: lambda one: "; ".join(one.lead_names),
        RuledField.PRODUCT: lambda one: one.product,
    }
    return said[RuledField(field)](item) or "—"


def as_settled(words: str, item: PlanItem, field: str) -> str:
    """Words with the mark of what follows another source by a settled contradiction."""
    return f"{words} ({_('as settled')})" if field in item.ruled_fields else words


def leads_words(item: Task | Target) -> str:
    """The printed names of the leads of an item of a list, with the mark where they are settled."""
    return as_settled("; ".join(one.printed_name for one in item.leads), item, "lead")  # type: ignore[union-attr]


def urgency_words(task: Task) -> str:
    """How a task stands on the day the list was made, from the annotations of the query."""
    urgency = getattr(task, "urgency", "")
    if urgency == "late":
        n_days = getattr(task, "n_days_late", 0)
        return ngettext("%(n)s day late", "%(n)s days late", n_days) % {"n": n_days}
    if urgency in ("week", "month"):
        n_days = getattr(task, "n_days_left", 0)
        if not n_days:
            return _("today")
        return ngettext("%(n)s day left", "%(n)s days left", n_days) % {"n": n_days}
    return _("Done") if urgency == "done" else ""


def standing_words(standing: str) -> str:
    """A standing in the words of weekly reports; empty where nobody owes anything."""
    return str(STANDINGS[Standing(standing)]) if standing else ""


def filler_words(line: "GapLine") -> str:
    """Who must fill in a question: a unit, a leader, whoever follows the plan, or the programme office."""
    if line.filler == Filler.LEAD:
        names = [unit.label for unit in line.units[:2]]
        n_more = len(line.units) - len(names)
        more = ngettext("and %(n)s more unit", "and %(n)s more units", n_more) % {"n": n_more}
        return f"{', '.join(names)} {more}" if n_more else ", ".join(names)
    if line.filler == Filler.LEADER:
        return str(line.task.leader)
    if line.filler == Filler.FOLLOWER and line.task.plan.followed_by:
        return str(line.task.plan.followed_by.label)
    return _("Programme office")


def gap_state_words(state: str) -> str:
    """How far an open question is."""
    return str(GAP_STATES[GapState(state)])


def sheet_rule(sheet: "MeetingSheet") -> str:
    """What is red and what is amber on the sheet of a meeting; nothing for one that was closed."""
    if sheet.left is None:
        return ""
    said = _(
        "Red: late. Amber: due, or with a milestone, by the next meeting (%(day)s); waiting for acceptance "
        "or for a later deadline; or long without an update, as was set for its plan."
    )
    left = _(
        "Not on the sheet: %(silent)s without an update since the last meeting, %(lacking)s without a "
        "milestone this quarter."
    )
    figures = {"silent": sheet.left.n_silent, "lacking": sheet.left.n_lacking}
    parts = [said % {"day": day(sheet.next_on)}, left % figures if any(figures.values()) else ""]
    return " ".join(one for one in parts if one)


def reason_words(reason: str) -> str:
    """Why something stands on the sheet of a meeting."""
    return str(REASONS[Reason(reason)])


def reach_words(target: Target) -> str:
    """How far a target is, where `show_reach` has looked; empty where it names no number."""
    reach = getattr(target, "reach", None)
    return str(REACHES[reach]) if reach else ""
