"""Cells of workbooks that people fill in: what they may hold, and what is meant by what was typed."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from django.utils.translation import gettext as _

from hatang.base.refusal import Refusal

_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
# Letters of the fonts of before 2000 (TCVN 3, VNI) stand within words where Vietnamese has none of them.
_OLD_FONT = re.compile(r"[A-Za-z][©®µ¸¹¶·¬§]|[©®µ¸¹¶·¬§][a-z]")
# Products of units are written with the same dot, which no syllable has in these places: "kW·h", "N·m".
_UNITS = re.compile(r"\b[kMGTm]?(?:W|VA|A|N|J)·(?:h|m|s|K)\b")


# As typed: words with their lines; a number as people write it, "12,5".
CellKind = Literal["text", "digits", "day", "number", "typed"]


class _Formula:
    def __str__(self) -> str:
        return "="


# Stands for a cell that computes, where a book is read without what was computed.
FORMULA = _Formula()


@dataclass(frozen=True)
class Field:
    """One column of a sheet: its key in the code, its title in the file, and what its cells hold.

    One that `is_given` is there to be read by people: grey, and nothing in it is taken back. `most` is how
    many letters a cell takes.
    """

    key: str
    title: str
    kind: CellKind = "text"
    is_needed: bool = False
    width: int = 20
    is_given: bool = False
    is_hidden: bool = False
    most: int = 2_000


@dataclass(frozen=True)
class Pick:
    """What is written into a cell that is chosen from a list; empty where nothing was chosen yet."""

    answer: str
    answers: Sequence[str]


def meant(cell: Any, one: Field) -> Any:
    """What a cell says.

    Raises:
        Refusal: it says something else than its column holds.
    """
    if one.is_given:
        return None
    if cell is FORMULA:
        raise Refusal(_("The cell holds a formula; type the value, or paste it as a value."))
    if isinstance(cell, str):
        cell = _readable(lines(cell) if one.kind == "typed" else " ".join(composed(cell).split()), one.most)
    if cell is None or cell == "":
        if one.is_needed:
            raise Refusal(_("Fill this cell in."))
        return None
    return _MEANINGS[one.kind](cell)


def lines(text: str) -> str:
    """Words as they are kept of a cell that keeps its lines."""
    return composed(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def composed(text: str) -> str:
    """Letters in one piece with their marks, and none that cannot be seen, but for blanks and lines."""
    text = unicodedata.normalize("NFC", text)
    return "".join(
        letter
        for letter in text
        if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
    )


def _readable(text: str, most: int) -> str:
    """The words, where they can be read.

    Raises:
        Refusal: there are too many letters, or broken ones.
    """
    if len(text) > most:
        raise Refusal(_("The cell holds more than %(n)s letters.") % {"n": most})
    if text in _ERRORS:
        raise Refusal(_("The cell holds an error of the spreadsheet; type the value."))
    if "\ufffd" in text or _OLD_FONT.search(_UNITS.sub("", text)) or _is_misread(text):
        raise Refusal(_("The letters are of another encoding; type them in Unicode."))
    return text


def _is_misread(text: str) -> bool:
    """Whether UTF-8 was read as Western letters: "Sá»Ÿ" for "Sở"."""
    if text.isascii():
        return False
    try:
        return bool(text.encode("cp1252").decode("utf-8"))
    except UnicodeError:
        return False


def _text(cell: Any) -> str:
    if isinstance(cell, bool | datetime | date):
        raise Refusal(_("Words are needed here."))
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell)


def _digits(cell: Any) -> str:
    if not isinstance(cell, str):
        raise Refusal(_("Format the cell as text, so that a leading 0 stays."))
    return cell


def _day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _DAY.fullmatch(cell) if isinstance(cell, str) else None
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(str(cell))
    except ValueError as error:
        raise Refusal(_("A day looks like 01/07/2025.")) from error


def _number(cell: Any) -> Decimal:
    typed = str(cell).removesuffix("%").strip().replace(",", ".")
    try:
        number = Decimal(typed)
    except InvalidOperation as error:
        raise Refusal(_("A number is needed here.")) from error
    if isinstance(cell, bool) or not number.is_finite():
        raise Refusal(_("A number is needed here."))
    return number


def _typed(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Refusal(_("The spreadsheet made something else of this; format it as text and type it anew."))
    # A spreadsheet counts with 15 digits; what it writes beyond them nobody typed.
    return f"{Decimal(f'{cell:.15g}'):f}".replace(".", ",")


_MEANINGS: dict[CellKind, Callable[[Any], Any]] = {
    "text": _text,
    "digits": _digits,
    "day": _day,
    "number": _number,
    "typed": _typed,
}
