"""How a deadline that comes again is said on a page and in a sheet."""

from django.utils.translation import gettext as _

from hatang.programme.models import DueKind
from hatang.programme.periods import PERIOD_MONTHS, counted_month


def recurrence_words(kind: DueKind, at: str) -> str:
    """How often, and by which day of its period: "Hằng quý, hạn ngày 05 của tháng thứ 1 quý sau"."""
    counted = counted_month(at)
    if counted and kind in PERIOD_MONTHS:
        return _counted_words(kind, *counted)
    plain = {
        DueKind.YEARLY: _("Every year, by %(at)s") if at else _("Every year"),
        DueKind.HALF_YEARLY: _("Every half-year, by %(at)s") if at else _("Every half-year"),
        DueKind.QUARTERLY: _("Every quarter, by day %(at)s") if at else _("Every quarter"),
        DueKind.MONTHLY: _("Every month, by day %(at)s") if at else _("Every month"),
        DueKind.WEEKLY: _("Every week"),
    }
    return plain[kind] % {"at": day_of_recurrence(at)}


def day_of_recurrence(at: str) -> str:
    """The day in a year as dd/mm, or the day in a month as it is: "11-20" is 20/11."""
    month, dash, number = at.partition("-")
    return f"{number}/{month}" if dash else at


def _counted_words(kind: DueKind, month: int, day: int) -> str:
    """A day of a month that is counted from the beginning of the period, in it or in the next one."""
    periods, place = divmod(month - 1, PERIOD_MONTHS[kind])
    date = f"{day:02d}/{place + 1:02d}"
    said = {"day": f"{day:02d}", "n": place + 1, "at": date if kind == DueKind.YEARLY else f"{day:02d}"}
    own = {
        DueKind.YEARLY: _("Every year, by %(at)s"),
        DueKind.HALF_YEARLY: _("Every half-year, by day %(day)s of its month %(n)s"),
        DueKind.QUARTERLY: _("Every quarter, by day %(day)s of its month %(n)s"),
        DueKind.MONTHLY: _("Every month, by day %(at)s"),
    }
    following = {
        DueKind.YEARLY: _("Every year, by %(at)s of the next one"),
        DueKind.HALF_YEARLY: _("Every half-year, by day %(day)s of month %(n)s of the next one"),
        DueKind.QUARTERLY: _("Every quarter, by day %(day)s of month %(n)s of the next one"),
        DueKind.MONTHLY: _("Every month, by day %(at)s of the next one"),
    }
    return (following if periods else own)[kind] % said
