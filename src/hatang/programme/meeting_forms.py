"""What the forms of weekly meetings and their conclusions read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.http import QueryDict
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _

from hatang.accounts.access import get_unit, visible_units
from hatang.accounts.models import Role, Unit, User, existing
from hatang.base import clock
from hatang.base.lists import Options, day, number
from hatang.base.refusal import Refusal
from hatang.notices.access import get_obstacle
from hatang.notices.models import Obstacle
from hatang.programme import access
from hatang.programme.actions import Call, Concluded
from hatang.programme.models import Meeting


@dataclass(frozen=True)
class MeetingTyped:
    """What was typed about a meeting, as it stands in the form."""

    held_on: str = ""
    begins_at: str = ""
    place: str = ""
    chair: str = ""
    unit: str = ""
    revision: int = 0

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> "MeetingTyped":
        """Read it from what was sent."""
        return cls(
            held_on=sent.get("ngay", ""),
            begins_at=sent.get("gio", ""),
            place=sent.get("dia-diem", ""),
            chair=sent.get("chu-tri", ""),
            unit=sent.get("don-vi", ""),
            revision=number(sent, "thay") or 0,
        )

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingTyped":
        """A meeting as its form shows it."""
        return cls(
            held_on=meeting.held_on.isoformat(),
            begins_at=meeting.begins_at.strftime("%H:%M") if meeting.begins_at else "",
            place=meeting.place,
            chair=meeting.chair,
            unit=str(meeting.unit_id or ""),
            revision=meeting.revision,
        )

    @classmethod
    def usual(cls, user: User) -> "MeetingTyped":
        """What the last meeting that the user sees was like."""
        last = access.visible_meetings(user).first()
        return cls(place=last.place, chair=last.chair, unit=str(last.unit_id or "")) if last else cls()

    def understood(self, user: User) -> Call:
        """The same for the action.

        Raises:
            Refusal: a day or time is none.
        """
        held_on = day({"ngay": self.held_on}, "ngay")
        if held_on is None:
            raise Refusal(_("Enter a day, such as 2026-01-31."), field="ngay")
        unit = get_unit(user, int(self.unit)) if self.unit.isdecimal() and len(self.unit) < 19 else None
        return Call(held_on, _time(self.begins_at), self.place, self.chair, unit)


@dataclass(frozen=True)
class ConclusionTyped:
    """What was typed of a conclusion, as it stands in the form."""

    text: str = ""
    lead: str = ""
    supports: tuple[str, ...] = ()
    due_on: str = ""
    product: str = ""
    obstacle: str = ""

    @classmethod
    def about(cls, obstacle: Obstacle) -> "ConclusionTyped":
        """How a conclusion about an obstacle begins."""
        text = _("Solve the obstacle “%(title)s”") % {"title": obstacle.title}
        return cls(text=text, lead=str(obstacle.owner_id), obstacle=str(obstacle.pk))

    @classmethod
    def read(cls, sent: QueryDict) -> "ConclusionTyped":
        """Read it from what was sent."""
        return cls(
            text=sent.get("ket-luan", ""),
            lead=sent.get("chu-tri", ""),
            supports=tuple(sent.getlist("phoi-hop")[:200]),
            due_on=sent.get("han", ""),
            product=sent.get("san-pham", ""),
            obstacle=sent.get("vuong-mac", ""),
        )

    def understood(self, user: User) -> Concluded:
        """The same for the action; units that do not exist are left out."""
        numbers = [int(one) for one in (self.lead, *self.supports) if one.isdecimal() and len(one) < 19]
        units = {str(unit.pk): unit for unit in visible_units(user).filter(pk__in=numbers)}
        return Concluded(
            text=self.text,
            lead=units.get(self.lead),
            due_on=day({"han": self.due_on}, "han"),
            supports=[units[one] for one in self.supports if one in units],
            product=self.product,
            obstacle=self._obstacle(user),
        )

    def _obstacle(self, user: User) -> Obstacle | None:
        """The obstacle it is about; what the user may not see is refused like any unknown address."""
        is_named = self.obstacle.isdecimal() and len(self.obstacle) < 19
        return get_obstacle(user, int(self.obstacle)) if is_named else None


def standing_units(on: date) -> Options:
    """Units that exist on a day, for a choice."""
    rows = Unit.objects.filter(existing(on)).order_by("sort_key", "pk")
    return [(str(unit.pk), unit.name) for unit in rows]


def callable_units(user: User) -> Options:
    """Whose meetings the user may call: the province's, and those of units."""
    units = Unit.objects.filter(existing(clock.today())).order_by("sort_key", "pk")
    if access.may_call_meetings(user, None):
        return [("", _("The province")), *((str(unit.pk), unit.name) for unit in units)]
    led = units.filter(pk__in=user.units_held(Role.APPROVER))
    return [(str(unit.pk), unit.name) for unit in led]


def _time(typed: str) -> time | None:
    try:
        found = parse_time(typed.strip())
    except ValueError:
        found = None
    if typed.strip() and found is None:
        raise Refusal(_("Enter a time, such as 08:00."), field="gio")
    return found
