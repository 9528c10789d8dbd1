"""Many reports as one: each field by its own rule, with who says something out of the ordinary.

A ratio is made of the summed numerator and denominator; percentages are never averaged.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from hatang.reporting.rules.definition import Definition, Field, RollUp
from hatang.reporting.rules.filled import Values, is_shown, number_at, value_words

# A value this many robust deviations from the median is looked at again (Iglewicz and Hoaglin 1993).
_FAR = Decimal("3.5")
_ROBUST = Decimal("0.6745")
# With fewer reports nothing is out of the ordinary.
_LEAST_REPORTS = 5
# Shares of a sum are said to a tenth of a percent.
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Source:
    """One report that is gathered: whose it is and what it says."""

    pk: int
    name: str
    values: Values


@dataclass(frozen=True)
class Said:
    """What one report says in a field: `share` is its part of a sum [%], 0..100.

    Of a ratio it has the numerator and the denominator that the report says.
    """

    source: Source
    words: str
    number: Decimal | None = None
    is_far: bool = False
    share: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Gathered:
    """A field over all reports; a ratio has its numerator and denominator beside it [%]."""

    field: Field
    said: Sequence[Said]
    total: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    counts: Sequence[tuple[str, int]] = ()

    @property
    def n_far(self) -> int:
        """How many reports say something far from the others."""
        return sum(one.is_far for one in self.said)


def gather(definition: Definition, sources: Sequence[Source]) -> list[Gathered]:
    """Every field over all reports, in the order of the form."""
    by_key = definition.by_key()
    return [_gather(one, sources, by_key) for one in definition.fields()]


def _gather(one: Field, sources: Sequence[Source], by_key: Mapping[str, Field]) -> Gathered:
    shown = [source for source in sources if is_shown(one, source.values, by_key)]
    asked = [source for source in shown if source.values.get(one.key)]
    numbers = {source.pk: number_at(source.values, one.key) for source in asked}
    known = [number for number in numbers.values() if number is not None]
    far = _far(known)
    said = [
        Said(source, value_words(one, source.values), number, number in far)
        for source in asked
        for number in (numbers[source.pk],)
    ]
    how = one.rolled_up
    if how is RollUp.RATIO:
        return _ratio(one, said, shown, by_key)
    if how is RollUp.COUNTS:
        counted = Counter(str(source.values[one.key]) for source in asked)
        return Gathered(one, said, counts=[(answer, counted[answer]) for answer in one.choices])
    if known and how in (RollUp.SUM, RollUp.LOWEST, RollUp.HIGHEST):
        total = {RollUp.SUM: lambda: sum(known, Decimal(0)), RollUp.LOWEST: lambda: min(known)}
        whole = total.get(how, lambda: max(known))()
        return Gathered(one, _with_shares(said, whole) if how is RollUp.SUM else said, total=whole)
    return Gathered(one, said)


def _with_shares(said: Sequence[Said], whole: Decimal) -> list[Said]:
    """What each report adds to a sum; parts below nothing have no share of it."""
    numbers = [line.number for line in said if line.number is not None]
    if whole <= 0 or min(numbers) < 0:
        return list(said)
    return [
        line if line.number is None else replace(line, share=(line.number * 100 / whole).quantize(_TENTH))
        for line in said
    ]


def _ratio(
    one: Field, said: Sequence[Said], sources: Sequence[Source], by_key: Mapping[str, Field]
) -> Gathered:
    """The sum of numerators over the sum of denominators, of reports that are asked for both and say both."""
    parts = [by_key[one.numerator], by_key[one.denominator]]
    pairs = {
        source.pk: (number_at(source.values, one.numerator), number_at(source.values, one.denominator))
        for source in sources
        if all(is_shown(part, source.values, by_key) for part in parts)
    }
    both = {
        pk: (above, below) for pk, (above, below) in pairs.items() if above is not None and below is not None
    }
    said_by = {line.source.pk: line for line in said}
    said = [
        replace(
            said_by.get(source.pk) or Said(source, ""),
            numerator=both[source.pk][0],
            denominator=both[source.pk][1],
        )
        if source.pk in both
        else said_by[source.pk]
        for source in sources
        if source.pk in both or source.pk in said_by
    ]
    above = sum((pair[0] for pair in both.values()), Decimal(0))
    below = sum((pair[1] for pair in both.values()), Decimal(0))
    total = (above * 100 / below).quantize(Decimal("0.01")) if below else None
    return Gathered(one, said, total=total, numerator=above, denominator=below)


def _far(numbers: Sequence[Decimal]) -> set[Decimal]:
    """Numbers far from the median, by the median absolute deviation."""
    if len(numbers) < _LEAST_REPORTS:
        return set()
    middle = median(numbers)
    deviation = median(abs(number - middle) for number in numbers)
    if not deviation:
        return set()
    return {number for number in numbers if _ROBUST * abs(number - middle) / deviation > _FAR}
