"""Repair of the characters of Vietnamese official texts, before anything is measured in them.

Documents arrive with decomposed Unicode, tone marks that stand after a punctuation mark, spaces
inside syllables and foreign white space. Offsets of the whole package count characters of the
text that `normalise` returns.
"""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[^\S\n]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0e-\x1f]")
_STRAY_MARK = re.compile(r"([^\W\d_])([;,.:)\s]?)([\u0300-\u0323]+)")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,5}) {2,3}([^\W\d_]{1,5})(?![^\W\d_])")
_DOUBLE = {"\u00d0": "Đ", "\u00f0": "đ", "\u0110": "Đ", "\u0189": "Đ", "\u0256": "đ"}
_LOOKALIKE = str.maketrans(_DOUBLE)

_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvxp])?"
_VOWEL = r"[aăâeêioôơuưy]{1,3}"
_CODA = r"(?:ng|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(_ONSET + _VOWEL + _CODA)
_COMBINING = re.compile("[\u0300-\u0323]")
_TONE = "[\u0300\u0301\u0303\u0309\u0323]"
_MISPLACED = re.compile(rf"([^\W\d_])([^\W\d_aăâeêioôơuưy]{{1,2}})({_TONE})", re.IGNORECASE)
_LATE = re.compile(rf"([aâ])([oiuy])({_TONE})(?![^\W\d_])", re.IGNORECASE)
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


def normalise(text: str) -> str:
    """Return the text in NFC with marks on their letters, syllables whole and plain spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = _INVISIBLE.sub("", text)
    text = _SPACES.sub(" ", text)
    had_marks = _COMBINING.search(text) is not None
    text = unicodedata.normalize("NFC", text).translate(_LOOKALIKE)
    if _STRAY_MARK.search(text):
        text = unicodedata.normalize("NFC", _STRAY_MARK.sub(_reattach, text))
    if had_marks:
        text = _tones_home(text)
    return _BROKEN.sub(_mend, text) if "  " in text else text


def is_syllable(word: str) -> bool:
    """True when the letters can be one Vietnamese syllable."""
    return _is_syllable(word.lower())


def comparison_key(text: str) -> str:
    """Fold a name for comparison only: case, tone-mark style, i/y, hyphens and spaces."""
    folded = unicodedata.normalize("NFD", text.lower().replace("đ", "d\u0335"))
    # The tone mark's place (hoà, hòa) is a style: move tones to the end of each syllable.
    words = re.findall(r"[\w\u0300-\u036f]+", folded)
    return " ".join(_tone_last(word) for word in words)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower-case letters without any mark: for search and loose comparison."""
    folded = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


@lru_cache(maxsize=65536)
def _is_syllable(word: str) -> bool:
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
    return _SYLLABLE.fullmatch(bare) is not None


def _reattach(match: re.Match[str]) -> str:
    letter, between, marks = match.groups()
    return letter + marks + between


def _mend(match: re.Match[str]) -> str:
    left, right = match.groups()
    if is_syllable(left + right) and not (is_syllable(left) and is_syllable(right)):
        return left + right
    return match.group()


def _tones_home(text: str) -> str:
    """Move a tone that landed on a consonant (duṇg) or a glide (đaọ) to the vowel it belongs to."""
    spread = _spread_tones(text)
    spread = _MISPLACED.sub(r"\1\3\2", spread)
    return unicodedata.normalize("NFC", _LATE.sub(r"\1\3\2", spread))


def _spread_tones(text: str) -> str:
    """Separate tones from letters, but keep ă â ê ô ơ ư as one character each."""
    return "".join(map(_split_tone, text))


@lru_cache(maxsize=4096)
def _split_tone(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    tones = "".join(part for part in parts if ord(part) in _TONES)
    return unicodedata.normalize("NFC", parts.translate(_TONES)) + tones if tones else char


def _tone_last(word: str) -> str:
    tones = "".join(char for char in word if ord(char) in _TONES)
    return word.translate(_TONES) + tones
