"""How the words of comments are read, and when a mail may go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Literal

from hatang.base import clock

MOST_CHARACTERS = 10_000

_PIECE = re.compile(
    r"(?P<link>\bhttps?://[^\s<>\"']+)"
    # Not within a word, so that an address of mail is no mention.
    r"|(?<![\w@/.])@(?P<name>\w[\w.\-]*)",
)
_TAIL = ".,;:!?)]}…"


@dataclass(frozen=True)
class Piece:
    """A stretch of a text that is shown in one way."""

    kind: Literal["text", "link", "mention"]
    text: str


def tidy(text: str) -> str:
    """The text as it is kept: one sort of line end, nothing that a database refuses, no blank ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def mentioned_names(text: str) -> list[str]:
    """The names after @ in a text, folded, each once, in order."""
    names = (_name(match) for match in _PIECE.finditer(text) if match["name"])
    return list(dict.fromkeys(name.lower() for name in names))


def pieces(text: str, known: frozenset[str]) -> Iterator[Piece]:
    """The text in the pieces it is shown in.

    Args:
        text: what somebody wrote.
        known: folded names that mean somebody; other words after @ stay text.
    """
    begin = 0
    for match in _PIECE.finditer(text):
        said = match["link"].rstrip(_TAIL) if match["link"] else "@" + _name(match)
        if match["name"] and said[1:].lower() not in known:
            continue
        if match.start() > begin:
            yield Piece("text", text[begin : match.start()])
        yield Piece("link" if match["link"] else "mention", said)
        begin = match.start() + len(said)
    if begin < len(text):
        yield Piece("text", text[begin:])


def _name(match: re.Match[str]) -> str:
    return match["name"].rstrip(".-")


class Pace(StrEnum):
    """How often a person wants mail."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NONE = "none"


@dataclass(frozen=True)
class Wish:
    """How a person wants mail; the quiet hours are those of Vietnam and may pass midnight."""

    pace: Pace
    quiet_from: time | None = None
    quiet_until: time | None = None


# Whoever has said nothing gets mail at once, but not at night.
USUAL_WISH = Wish(Pace.AT_ONCE, time(21), time(6))
# When the mail of a day goes.
DIGEST_TIME = time(7, 30)


def mail_moment(wish: Wish, at: datetime) -> datetime | None:
    """When somebody with this wish is to get a mail about what happens now; None for never."""
    if wish.pace == Pace.NONE:
        return None
    moment = _next(DIGEST_TIME, at) if wish.pace == Pace.DAILY else at
    if wish.quiet_until is not None and is_quiet(wish, moment):
        return _next(wish.quiet_until, moment)
    return moment


def is_quiet(wish: Wish, at: datetime) -> bool:
    """Whether a moment lies in the quiet hours: from the first minute on, until just before the last."""
    begin, end = wish.quiet_from, wish.quiet_until
    if begin is None or end is None:
        return False
    now = clock.local(at).time()
    return begin <= now < end if begin < end else now >= begin or now < end


def _next(of_day: time, at: datetime) -> datetime:
    """The next moment, after this one, at which Vietnam's clocks show a time."""
    there = clock.local(at)
    moment = datetime.combine(there.date(), of_day, tzinfo=clock.VIETNAM)
    return moment if moment > there else moment + timedelta(days=1)
