"""Forms of recurring deadlines, each with its next day as seen from one day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hatang.programme.rules import Deadline


@dataclass(frozen=True)
class Cycle:
    """A form of recurring deadlines with its next day and the first day that counts for it."""

    deadline: Deadline
    due: date
    start: date

    @property
    def word(self) -> str:
        """The form in one word."""
        form = self.deadline
        days = ("" if day is None else day.isoformat() for day in (form.start, form.end))
        return "|".join((form.kind, *days, form.at, str(form.before).lower()))

    def is_of(self, prefix: str) -> Q:
        """Condition for tasks of this form; `prefix` leads from the row to its task."""
        form = self.deadline
        days = {"due_start": form.start, "due_end": form.end}
        given = {name: day for name, day in days.items() if day is not None}
        values = {"due_kind": form.kind, "due_at": form.at, "due_before": form.before, **given}
        missing = {f"{name}__isnull": True for name, day in days.items() if day is None}
        live = {"withdrawn_at__isnull": True}
        return Q(**{f"{prefix}{name}": value for name, value in {**values, **missing, **live}.items()})
