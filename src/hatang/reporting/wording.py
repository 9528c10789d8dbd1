"""How a report stands, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hatang.base.ladder import days_of
from hatang.reporting.queries import ReporterLine
from hatang.reporting.rules.days import Timeliness


def standing_words(line: ReporterLine) -> str:
    """Where a report is and how it stands to its day: "Submitted, 3 days late"."""
    state = line.report.get_state_display() if line.report else _("Not begun")
    late = lateness_words(line)
    return f"{state}, {late}" if late else state


def lateness_words(line: ReporterLine) -> str:
    """How many days late a report is or came; empty where it is in time."""
    if line.timeliness not in (Timeliness.LATE, Timeliness.CAME_LATE):
        return ""
    n = line.n_days_late
    if line.timeliness is Timeliness.CAME_LATE:
        return ngettext("came %(n)s day late", "came %(n)s days late", n) % {"n": n}
    return ngettext("%(n)s day late", "%(n)s days late", n) % {"n": n}


def rungs_words(rungs: Sequence[int]) -> str:
    """When units are reminded: "30, 7 days before the last day; 1 days after it, then every week"."""
    before, after = days_of(rungs)
    parts = []
    if before:
        parts.append(_("%(days)s days before the last day") % {"days": before})
    if after:
        parts.append(_("%(days)s days after it, then every week") % {"days": after})
    return "; ".join(parts) or _("no reminders")
