"""What a program asks of a collection: OGC API - Features Part 1 (17-069r4), clauses 7.15.2 to 7.15.6."""

import base64
import binascii
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from hatang.base.refusal import Refusal

DEFAULT_LIMIT = 100
LARGEST_LIMIT = 10_000
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
LARGEST_KEY = 2**63 - 1

Words = Mapping[str, Sequence[str]]


class BadParameter(Refusal):
    """A parameter is not known here, or its value means nothing."""

    code = "bad_parameter"


class Box(NamedTuple):
    """Degrees, CRS84; a box with `west > east` crosses the meridian of 180°."""

    west: float
    south: float
    east: float
    north: float

    @property
    def parts(self) -> tuple["Box", ...]:
        """The box, or its two parts on both sides of the meridian of 180°."""
        if self.west <= self.east:
            return (self,)
        return (
            Box(self.west, self.south, 180.0, self.north),
            Box(-180.0, self.south, self.east, self.north),
        )


class Days(NamedTuple):
    """From a day to a day, both within; None is without end."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Asked:
    """Which features of a collection, and how many from which key on."""

    box: Box | None = None
    days: Days | None = None
    limit: int = DEFAULT_LIMIT
    after: int = 0


def read_items(words: Words) -> Asked:
    """The parameters of `/items`.

    Raises:
        BadParameter: one is unknown, comes twice, or cannot be understood.
    """
    said = _known(words, ("bbox", "datetime", "limit", "token"))
    return Asked(
        box=_box(said["bbox"]) if "bbox" in said else None,
        days=_days(said["datetime"]) if "datetime" in said else None,
        limit=_limit(said["limit"]) if "limit" in said else DEFAULT_LIMIT,
        after=_key(said["token"]) if "token" in said else 0,
    )


def read_days(words: Words) -> Days | None:
    """The parameters of a tile: `datetime` alone.

    Raises:
        BadParameter: one is unknown, comes twice, or cannot be understood.
    """
    said = _known(words, ("datetime",))
    return _days(said["datetime"]) if "datetime" in said else None


def read_none(words: Words) -> None:
    """The parameters of an address that takes none but `f=json`.

    Raises:
        BadParameter: there is another one.
    """
    _known(words, ())


def token_after(key: int) -> str:
    """What a next link carries; it means the same as long as the row was ever there."""
    return base64.urlsafe_b64encode(b"k%d" % key).decode().rstrip("=")


def _known(words: Words, names: Sequence[str]) -> dict[str, str]:
    for name, values in words.items():
        if name not in (*names, "f"):
            known = ", ".join((*names, "f"))
            raise BadParameter(
                _("Parameter “%(name)s” is not known here; known are: %(known)s.")
                % {"name": name[:60], "known": known},
                field=name[:60],
            )
        if len(values) != 1:
            raise BadParameter(_("Give “%(name)s” once.") % {"name": name}, field=name)
    said = {name: values[0] for name, values in words.items()}
    if said.pop("f", "json") != "json":
        raise BadParameter(_("Answers are JSON only: leave “f” out, or write f=json."), field="f")
    return said


def _box(text: str) -> Box:
    numbers = [_number(part) for part in text.split(",")]
    if len(numbers) == 6 and None not in numbers:
        # Heights are taken, as the standard asks, and decide nothing: features lie on the ground.
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or None in numbers:
        raise BadParameter(
            _("“bbox” is four numbers: west, south, east, north in degrees, with a comma between."),
            field="bbox",
        )
    box = Box(*(number or 0.0 for number in numbers))
    if box.south > box.north:
        raise BadParameter(_("The south of “bbox” lies north of its north."), field="bbox")
    return box


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _days(text: str) -> Days:
    first, slash, last = text.partition("/")
    if not slash:
        day = _day(text)
        return Days(day, day)
    begin = None if first in ("", "..") else _day(first)
    end = None if last in ("", "..") else _day(last)
    if begin and end and begin > end:
        raise BadParameter(_("“datetime” ends before it begins."), field="datetime")
    return Days(begin, end)


def _day(text: str, zone: tzinfo = HERE) -> date:
    """The day of a date, or of a moment as it is lived here."""
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None or text[10] not in "Tt ":
            raise ValueError(text)
        return moment.astimezone(zone).date()
    except (ValueError, OverflowError):
        raise BadParameter(
            _(
                "“datetime” is a day (2026-01-31), a moment with its zone (2026-01-31T00:00:00Z), "
                "or two with a slash between, of which one may be “..”."
            ),
            field="datetime",
        ) from None


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not text.strip("0"):
        raise BadParameter(
            _("“limit” is a whole number from 1 to %(most)s.") % {"most": LARGEST_LIMIT}, field="limit"
        )
    # More than the most is no error (requirement fc-limit-response-1).
    return LARGEST_LIMIT if len(text) > 9 else min(int(text), LARGEST_LIMIT)


def _key(text: str) -> int:
    try:
        plain = base64.b64decode(f"{text}{'=' * (-len(text) % 4)}", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        plain = b""
    if plain[:1] != b"k" or not plain[1:].isdigit() or int(plain[1:20]) > LARGEST_KEY or len(plain) > 20:
        raise BadParameter(
            _("“token” is not one of ours: begin again without it, and follow the links “next”."),
            field="token",
        )
    return int(plain[1:])
