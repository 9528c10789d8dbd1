"""Sentences of parts that know no language but English, said in the reader's language."""

import json
import re
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext

# Written by tools/messages.py: every message whose holes, marked "#", are filled in before it gets here.
_WITH_HOLES = Path(__file__).resolve().parents[1] / "locale" / "with_holes.json"
_ISO_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


def translated(sentence: str) -> str:
    """The sentence in the active language; the words that fill its holes stay as they are."""
    if not sentence:
        return ""
    for message, pattern in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            return _filled(gettext(message), found.groups())
    return gettext(sentence)


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Messages with holes, the most particular first, and what their sentences look like."""
    messages: list[str] = json.loads(_WITH_HOLES.read_text(encoding="utf-8"))
    ranked = sorted(messages, key=lambda message: -len(message))
    return [
        (message, re.compile(re.escape(message).replace(r"\#", "(.+?)"), re.DOTALL)) for message in ranked
    ]


def _filled(message: str, words: tuple[str, ...]) -> str:
    parts = message.split("#")
    if len(parts) != len(words) + 1:
        return message
    said = (_ISO_DAY.sub(r"\3/\2/\1", word) for word in words)
    return parts[0] + "".join(word + part for word, part in zip(said, parts[1:], strict=True))
