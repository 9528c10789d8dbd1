"""How the words of comments are read: links and mentions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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
