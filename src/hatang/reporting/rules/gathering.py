"""Many reports as one: each field by its own rule, with who says something out of the ordinary.

A ratio is made of the summed numerator and denominator; percentages are never averaged.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from hatang.reporting.rules.definition import Definition, Field, RollUp
from hatang.reporting.rules.filled import Values, is_shown, number_at, value_words

# A value this many robust deviations from the median is looked at again (Iglewicz and Hoaglin 1993).
_FAR = Decimal("3.5")
_ROBUST = Decimal("0.6745")
# With fewer reports nothing is out of the ordinary.
_LEAST_REPORTS = 5


@dataclass(frozen=True)
class Source:
    """One report that is gathered: whose it is and what it says."""

    pk: int
    name: str
    values: Values


@dataclass(frozen=True)
class Said:
    """What one report says in a field."""

    source: Source
    words: str
    number: Decimal | None = None
    is_far: bool = False


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
    return [_gather(one, sources) for one in definition.fields()]


def _gather(one: Field, sources: Sequence[Source]) -> Gathered:
    asked = [source for source in sources if is_shown(one, source.values) and source.values.get(one.key)]
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
        return _ratio(one, said, sources)
    if how is RollUp.COUNTS:
        counted = Counter(str(source.values[one.key]) for source in asked)
        return Gathered(one, said, counts=[(answer, counted[answer]) for answer in one.choices])
    if known and how in (RollUp.SUM, RollUp.LOWEST, RollUp.HIGHEST):
        total = {RollUp.SUM: lambda: sum(known, Decimal(0)), RollUp.LOWEST: lambda: min(known)}
        return Gathered(one, said, total=total.get(how, lambda: max(known))())
    return Gathered(one, said)


def _ratio(one: Field, said: Sequence[Said], sources: Sequence[Source]) -> Gathered:
    """The sum of numerators over the sum of denominators, of reports that say both."""
    pairs = [
        (number_at(source.values, one.numerator), number_at(source.values, one.denominator))
        for source in sources
    ]
    both = [(above, below) for above, below in pairs if above is not None and below is not None]
    above = sum((pair[0] for pair in both), Decimal(0))
    below = sum((pair[1] for pair in both), Decimal(0))
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
