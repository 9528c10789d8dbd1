"""Vietnamese order of words, computed here because the embedded PostgreSQL has no ICU."""

import re
import unicodedata

# TCVN 6909 order: a ă â b c d đ e ê ... with the foreign letters f j w z in their usual places.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng
_LETTER = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_NUMBER = re.compile(r"\d+")


def sort_key(text: str) -> str:
    """A plain ASCII text whose byte order is the Vietnamese order of `text`.

    Words are compared by their letters first, then by their tones; numbers by value.
    """
    letters: list[str] = []
    tones: list[str] = []
    for word in _words(text):
        word_letters, word_tones = _split(word)
        letters.append(word_letters)
        tones.append(word_tones)
    # "!" ends a word and " " the letters: both come before every letter and digit, the shorter text first.
    return f"{'!'.join(letters)} {'!'.join(tones)}"


def _words(text: str) -> list[str]:
    """Words and numbers without the punctuation between them."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return re.findall(r"\d+|[^\W\d_]+", plain)


def _split(word: str) -> tuple[str, str]:
    """The letters of a word as sortable characters, and its tones."""
    if _NUMBER.fullmatch(word):
        digits = word.lstrip("0") or "0"
        return f"{len(digits):02d}{digits}", "0"
    letters, tones = "", ""
    for character in word:
        letter, tone = _letter_and_tone(character)
        letters += letter
        tones += tone
    return letters, tones.rstrip("0") or "0"


def _letter_and_tone(character: str) -> tuple[str, str]:
    """Sortable letter and tone of one character; another alphabet's letter comes after all of ours."""
    marks = unicodedata.normalize("NFD", character)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return _LETTER.get(base) or f"~{ord(base[0]):05x}", tone
