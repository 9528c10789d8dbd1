"""Automatic numbering of Word: from numbering.xml to the labels a reader sees printed."""

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PRINTED_BULLETS = {"-": "-", "–": "-", "—": "-", "\u00ad": "-", "+": "+", "*": "*", "o": "+"}


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None  # 0: never restarts
    is_legal: bool = False
    style: str | None = None  # the paragraph style that means this level


@dataclass(slots=True)
class Listing:
    """One list of the document: its levels and the list whose counters it shares."""

    key: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs in document order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._listings = _listings(root) if root is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def level_of_style(self, number_id: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style (0 when none does)."""
        listing = self._listings.get(number_id)
        levels = listing.levels if listing else {}
        return next((index for index, level in levels.items() if level.style == style), 0)

    def label(self, number_id: str, level: int) -> str:
        """The printed label of the next paragraph of this list, "" when it prints none."""
        listing = self._listings.get(number_id)
        if listing is None or level not in listing.levels:
            return ""
        counts = self._counts.setdefault(listing.key, {})
        if number_id not in self._begun:
            self._begun.add(number_id)
            for index, start in listing.restarts.items():
                counts[index] = start - 1
        shape = listing.levels[level]
        counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in [index for index in counts if index > level]:
            restart = listing.levels[deeper].restart if deeper in listing.levels else None
            if restart is None or (restart != 0 and level < restart):
                del counts[deeper]
        return _printed(listing, level, counts)


def _printed(listing: Listing, level: int, counts: dict[int, int]) -> str:
    shape = listing.levels[level]
    if shape.form == "bullet":
        return _PRINTED_BULLETS.get(shape.text.strip(), "-")
    if shape.form == "none":
        return shape.text if "%" not in shape.text else ""

    def number(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        other = listing.levels.get(index, Level())
        form = "decimal" if shape.is_legal and index != level else other.form
        return format_number(counts.get(index, other.start), form)

    return _PLACE.sub(number, shape.text).strip()


def format_number(value: int, form: str) -> str:
    """One number in a Word number format."""
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 10) if value > 0 else ""
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(value)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{value:02d}"
    return "" if form == "none" else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    digits = ""
    for amount, letters in _ROMAN:
        count, value = divmod(value, amount)
        digits += letters * count
    return digits


def _listings(root: etree._Element) -> dict[str, Listing]:
    abstracts = {str(item.get(W + "abstractNumId")): item for item in root.iter(W + "abstractNum")}
    by_style = {value(item, "styleLink") or "-": item for item in abstracts.values()}
    listings = {}
    for item in root.iter(W + "num"):
        number_id, key = str(item.get(W + "numId")), value(item, "abstractNumId") or ""
        abstract = abstracts.get(key)
        if abstract is None:
            continue
        linked = by_style.get(value(abstract, "numStyleLink") or "")
        if linked is not None:
            abstract, key = linked, str(linked.get(W + "abstractNumId"))
        listings[number_id] = _listing(item, abstract, key)
    return listings


def _listing(item: etree._Element, abstract: etree._Element, key: str) -> Listing:
    listing = Listing(key, dict(_levels(abstract)))
    for override in item.iter(W + "lvlOverride"):
        index = integer(override.get(W + "ilvl"))
        listing.levels.update(_levels(override))
        start = value(override, "startOverride")
        if start is not None:
            listing.restarts[index] = integer(start, 1)
            listing.levels.setdefault(index, Level()).start = integer(start, 1)
    return listing


def _levels(parent: etree._Element) -> list[tuple[int, Level]]:
    levels = []
    for item in parent.findall(W + "lvl"):
        restart = value(item, "lvlRestart")
        levels.append(
            (
                integer(item.get(W + "ilvl")),
                Level(
                    start=integer(value(item, "start"), 1),
                    form=value(item, "numFmt") or "decimal",
                    text=value(item, "lvlText") or "",
                    restart=None if restart is None else integer(restart),
                    is_legal=item.find(W + "isLgl") is not None,
                    style=value(item, "pStyle"),
                ),
            )
        )
    return levels


def value(parent: etree._Element, name: str) -> str | None:
    """The w:val of a child element."""
    child = parent.find(W + name)
    return None if child is None else child.get(W + "val")


def integer(text: str | None, default: int = 0) -> int:
    """A small whole number, or the default."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else default
