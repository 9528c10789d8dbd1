"""Sums that do not add up in a text: "58 trạm (trong đó: VNPT: 25 trạm, Viettel: 33 trạm)".

A total is a number with what is counted; its parts follow within brackets, in the same sentence or in a list.
Only parts that are counted alike are added, and only where the words promise all of them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import isclose

from hatang.docparse.goals import to_number
from hatang.docparse.model import Warning as Finding
from hatang.docparse.normalise import fold

# Beyond this a list is no list of parts, and a sentence no sentence.
_LONGEST = 4_000
_MOST_PARTS = 40
_MOST_TOTALS = 1_000
_MOST_WAYS = 256
# White space is looked over for a few signs only: a text may hold any amount of it.
_AMOUNT = r"(?<![\w.,/-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s{1,8}([^\W\d_]+)(?![\w/])"
_AMOUNTS = re.compile(_AMOUNT)
# What is counted may go on behind its first word: "58 trạm BTS 5G mới, trong đó:".
_TOTAL = re.compile(
    _AMOUNT
    + r"((?:\s{1,8}\d{0,2}[^\W\d_]{1,12}){0,6})\s{0,8}([(,.;:]?\s{0,8}[(]?)"
    + r"(trong đó|bao gồm|gồm)\s{0,8}(?:có\s{0,8})?([:,]?)(?=\s)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"[.;]\s{0,8}(?=\n)|\.\s{1,8}(?=[^\W\d_])|\n\s{0,40}\n|\n\s{0,40}(?:[-+•*]|\d{1,2}[.)]|[a-zđ]\))\s"
)
_ITEM = re.compile(r"^[ \t]{0,40}(?:(\d{1,2})[.)]|([a-zđ])\)|([-+•*]))[ \t]+", re.MULTILINE)
_BRACKETS = re.compile(r"\([^()]*\)")
# Words that are no measure of their own.
_NO_MEASURE = frozenset({"nam", "thang", "quy", "ngay", "gio", "va", "den", "la", "nhom", "loai", "noi"})

Amount = tuple[int, int, float]
"""Where a number with its measure begins and ends in the text, and how much it is."""


def uneven_sums(text: str) -> list[Finding]:
    """Every total whose parts do not add up to it, in the order of their places."""
    totals = islice(_TOTAL.finditer(text), _MOST_TOTALS)
    return [finding for match in totals if (finding := _looked_at(text, match)) is not None]


def finding_of(total: float, added: float, places: Sequence[tuple[int, int]]) -> Finding:
    """A total and its parts, the total first, as what was found."""
    message = f"The parts add up to {_figure(added)}, the total says {_figure(total)}."
    return Finding("uneven_sum", message, (min(places)[0], max(end for _start, end in places)), list(places))


def is_even(total: float, added: float) -> bool:
    """Whether parts add up to a total, as exactly as figures are printed."""
    return isclose(total, added, rel_tol=1e-9, abs_tol=1e-6)


def _looked_at(text: str, match: re.Match[str]) -> Finding | None:
    measure, opener = fold(match[2]), fold(match[5])
    is_bracket, is_listed = "(" in match[4], match[6] == ":"
    if measure in _NO_MEASURE or not (is_bracket or is_listed or opener != "trong do"):
        return None
    options = list(islice(_parts(text, match.end(), measure, is_bracket=is_bracket), _MOST_PARTS + 1))
    if not 2 <= len(options) <= _MOST_PARTS:
        return None
    total = to_number(match[1])
    # An item may name an amount twice, such as a former one: then one way of adding must fit.
    ways = islice(product(*options), _MOST_WAYS)
    first = [option[0] for option in options]
    if any(is_even(total, sum(amount for _start, _end, amount in way)) for way in ways):
        return None
    places = [(match.start(1), match.end(2)), *((start, end) for start, end, _amount in first)]
    return finding_of(total, sum(amount for _start, _end, amount in first), places)


def _parts(text: str, start: int, measure: str, *, is_bracket: bool) -> Iterator[list[Amount]]:
    """Each part with the amounts it may be: of a list its items, else every amount up to the end."""
    after = text[start : start + _LONGEST]
    if is_bracket:
        end = _closing(after)
        if end is not None:
            yield from ([one] for one in _amounts(after[:end], start, measure))
        return
    if (
        _ITEM.match(after.lstrip(" \t").removeprefix("\n"))
        and "\n" in after[: len(after) - len(after.lstrip())]
    ):
        yield from _items(_list_of(after), start, measure)
        return
    ended = _SENTENCE_END.search(after)
    yield from ([one] for one in _amounts(after[: ended.start() if ended else None], start, measure))


def _list_of(after: str) -> str:
    """The text as far as it is a list: a paragraph of its own behind a blank line is no item any more."""
    end, is_begun, is_apart = 0, False, False
    for line in after.splitlines(keepends=True):
        if not line.strip():
            is_apart = is_begun
        elif is_apart and not _ITEM.match(line):
            break
        else:
            is_begun, is_apart = True, False
        end += len(line)
    return after[:end]


def _items(after: str, start: int, measure: str) -> Iterator[list[Amount]]:
    """The amounts of each item of a list; nothing of it where one item has none."""
    found, marks = [], list(_ITEM.finditer(after))
    kind, expected = marks[0].lastindex, 1
    own: list[re.Match[str]] = []
    for mark in marks:
        if mark.lastindex != kind or mark[3] != marks[0][3]:
            if kind == 3:
                break
            continue
        if kind == 1 and int(mark[1]) != expected:
            break
        expected += 1
        own.append(mark)
    ends = [mark.start() for mark in own[1:]] + [_end_of_last(after, own[-1], marks)]
    for mark, end in zip(own, ends, strict=True):
        amounts = _amounts(after[mark.end() : end], start + mark.end(), measure)
        if not amounts:
            return
        found.append(amounts if kind == 3 else amounts[:1])
    yield from found


def _end_of_last(after: str, last: re.Match[str], marks: Sequence[re.Match[str]]) -> int:
    """Where the last item of a list ends: at the next mark of any kind, or a blank line."""
    following = next((mark.start() for mark in marks if mark.start() > last.start()), len(after))
    blank = after.find("\n\n", last.end())
    return min(following, blank if blank >= 0 else len(after))


def _amounts(words: str, start: int, measure: str) -> list[Amount]:
    """Amounts in a measure, but for what stands in brackets of its own."""
    plain = _BRACKETS.sub(lambda found: " " * len(found[0]), words)
    return [
        (start + one.start(), start + one.end(), to_number(one[1]))
        for one in _AMOUNTS.finditer(plain)
        if fold(one[2]) == measure
    ]


def _closing(after: str) -> int | None:
    """Where the bracket that was opened before is closed."""
    depth = 1
    for place, sign in enumerate(after):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place
    return None


def _figure(value: float) -> str:
    """A number as it is printed in Vietnamese, without places that say nothing."""
    whole, _point, places = f"{value:.6f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    places = places.rstrip("0")
    return f"{grouped},{places}" if places else grouped
