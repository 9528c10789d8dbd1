"""When two files are of the same document, and which of their items are the same."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from hatang.docparse.normalise import comparison_key, fold

# Two wordings at the same place are one item from this likeness on; at different places they must be closer.
SAME_PLACE_LIKENESS = 60.0
OTHER_PLACE_LIKENESS = 90.0
# Files (a docx and its scan) say the same when every pair of items is at least this alike.
SAME_WORDING_LIKENESS = 92.0

_DASHES = re.compile(r"[‐‑‒–—−]")
# What must be equal in two readings of one wording: a misread letter here is worth a look by somebody.
EXACT_FIELDS = ("lead", "support", "direct", "due", "comparator", "value", "value_max", "unit")

# Decree 26/2020/NĐ-CP: MẬT, TỐI MẬT or TUYỆT MẬT is stamped below number and symbol.
_LETTERHEAD_LINES = 60
_SECRECY = re.compile(
    r"(?:(?i:độ mật)\s*:\s*(?P<mark>(?i:tuyệt mật|tối mật|mật)))|(?P<stamp>TUYỆT MẬT|TỐI MẬT|MẬT)"
)
_DIGITS = re.compile(r"\d+")
_ZEROS = re.compile(r"^0+(?=\d)")


@dataclass(frozen=True)
class Identity:
    """What makes a document that document; a guessed one waits for a person's word."""

    key: str
    is_confirmed: bool


@dataclass(frozen=True)
class Item:
    """A task or target of one wording, as far as it matters for finding it in another."""

    path: str
    text: str


Match = tuple[int | None, int | None]


def number_key(number: str | None) -> str:
    """A printed number without the differences that mean nothing: case, spaces, dashes, leading zeros."""
    plain = unicodedata.normalize("NFC", number or "").upper()
    plain = _DASHES.sub("-", re.sub(r"\s+", "", plain))
    return _ZEROS.sub("", plain)


def issued(printed: str | None) -> tuple[date | None, bool]:
    """The day of issue and whether the day itself is known: "2026-01" gives the first, not known."""
    if not printed:
        return None, True
    parts = [int(part) for part in printed.split("-")]
    if len(parts) == 3:
        return date(parts[0], parts[1], parts[2]), True
    return date(parts[0], parts[1] if len(parts) > 1 else 1, 1), False


def validity_on(validity: str, valid_to: date | None, today: date) -> str:
    """What a document's validity is on a day: an end that is still to come has not happened yet."""
    has_ended = valid_to is not None and valid_to <= today
    if validity == "issued":
        return "expired" if has_ended else "issued"
    if validity in ("replaced", "expired"):
        return validity if has_ended else "issued"
    return validity


def identity_of(info: dict[str, Any], sha256: str) -> Identity:
    """Identity of a parsed document: number, issuer and year; without a number a guess from the rest.

    A file that names neither number nor title is a document of its own, known by its hash.
    """
    issuer = comparison_key(info.get("issuer") or "")
    printed_on = info.get("date") or ""
    number = number_key(info.get("number"))
    if number:
        return Identity(f"{number}|{issuer}|{printed_on[:4]}"[:400], is_confirmed=True)
    title = fold(info.get("title") or "")[:200] or sha256
    return Identity(f"-|{info.get('kind')}|{issuer}|{title}|{printed_on}"[:400], is_confirmed=False)


def secrecy_mark(text: str) -> str:
    """The mark of a state secret that stands on a line of its own near the letterhead, or nothing.

    The word inside a sentence ("bảo mật", "bí mật nhà nước") is no mark.
    """
    for line in text.splitlines()[:_LETTERHEAD_LINES]:
        found = _SECRECY.fullmatch(" ".join(line.split()).strip("[]()|*_ ."))
        if found:
            return (found["mark"] or found["stamp"]).upper()
    return ""


def item_keys(items: Sequence[Item]) -> list[str]:
    """One key for each item: its place, its words, and which of several with the same ones it is."""
    seen: Counter[str] = Counter()
    keys = []
    for item in items:
        words = fold(item.text)
        stem = f"{item.path}|{words[:120]}|{_checksum(words)}"
        seen[stem] += 1
        keys.append(stem if seen[stem] == 1 else f"{stem}|{seen[stem]}")
    return keys


def match_items(old: Sequence[Item], new: Sequence[Item]) -> list[Match]:
    """Pairs of positions in both lists; None stands for an item that the other list does not have.

    The same place and words come first, then the same place with similar words, then nearly the same
    words at another place. The pairs follow the new order, what is gone comes last.
    """
    partner = _exact_pairs(old, new)
    _pair_similar(old, new, partner, same_place=True, least=SAME_PLACE_LIKENESS)
    _pair_similar(old, new, partner, same_place=False, least=OTHER_PLACE_LIKENESS)
    found = set(partner.values())
    kept: list[Match] = [(partner.get(index), index) for index in range(len(new))]
    return kept + [(index, None) for index in range(len(old)) if index not in found]


def says_the_same(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether two readings ask the same of the same agencies; two that ask nothing cannot be compared."""
    kinds = ("tasks", "targets")
    if not any(old.get(kind) or new.get(kind) for kind in kinds):
        return False
    return all(_same_items(old.get(kind, []), new.get(kind, [])) for kind in kinds)


def said(row: dict[str, Any], field: str) -> Any:
    """A field as it is compared: words without the case, marks and spaces that scans get wrong."""
    value = row.get(field)
    if field == "due":
        return {key: part for key, part in (value or {}).items() if key not in ("text", "parts")}
    if field in ("comparator", "unit"):
        return value  # signs: folding keeps letters and digits only
    if isinstance(value, str):
        return fold(value)
    return [fold(part) for part in value] if isinstance(value, list) else value


def items_of(rows: Sequence[dict[str, Any]]) -> list[Item]:
    """Tasks or targets of the contract's JSON as items."""
    return [Item(row["path"], row["text"]) for row in rows]


def _same_items(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> bool:
    if len(old) != len(new):
        return False
    for left, right in match_items(items_of(old), items_of(new)):
        if left is None or right is None:
            return False
        if not _same_item(old[left], new[right]):
            return False
    return True


def _same_item(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """The same figures, agencies and deadline in words that differ by no more than a misread letter."""
    exact = all(said(old, field) == said(new, field) for field in EXACT_FIELDS)
    parts = [[part.get("end") for part in (row.get("due") or {}).get("parts", [])] for row in (old, new)]
    return exact and parts[0] == parts[1] and all(_alike(old, new, field) for field in ("text", "product"))


def _alike(old: dict[str, Any], new: dict[str, Any], field: str) -> bool:
    one, other = said(old, field) or "", said(new, field) or ""
    return _DIGITS.findall(one) == _DIGITS.findall(other) and fuzz.ratio(one, other) >= SAME_WORDING_LIKENESS


def _exact_pairs(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """For each new position the old one with the same key."""
    places = {key: index for index, key in enumerate(item_keys(old))}
    return {index: places[key] for index, key in enumerate(item_keys(new)) if key in places}


def _pair_similar(
    old: Sequence[Item], new: Sequence[Item], partner: dict[int, int], *, same_place: bool, least: float
) -> None:
    """Add the most alike free pairs, the best first, so that no item is paired twice."""
    taken = set(partner.values())
    free_old = [index for index in range(len(old)) if index not in taken]
    free_new = [index for index in range(len(new)) if index not in partner]
    if not free_old or not free_new:
        return
    scores = process.cdist(
        [fold(new[index].text) for index in free_new],
        [fold(old[index].text) for index in free_old],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=least,
    )
    ranked = sorted(
        (-float(scores[row][col]), new_index, old_index)
        for row, new_index in enumerate(free_new)
        for col, old_index in enumerate(free_old)
        if scores[row][col] >= least and (not same_place or new[new_index].path == old[old_index].path)
    )
    for _score, new_index, old_index in ranked:
        if new_index not in partner and old_index not in taken:
            partner[new_index] = old_index
            taken.add(old_index)


def _checksum(words: str) -> str:
    """A short mark of the whole text, which the key itself only begins with."""
    total = 0
    for character in words:
        total = (total * 131 + ord(character)) % 0xFFFFFFFF
    return f"{total:08x}"
