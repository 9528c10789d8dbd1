"""The answers of a survey by stratum: each field by its own rule, and what it says about the whole list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from hatang.reporting.rules.definition import Definition, Field, RollUp
from hatang.reporting.rules.estimates import Estimate, Sampled, estimated_ratio, estimated_total
from hatang.reporting.rules.filled import is_shown, number_at
from hatang.reporting.rules.gathering import Gathered, Source, gather
from hatang.reporting.rules.sampling import Listed


@dataclass(frozen=True)
class Stratum:
    """A part of the list: how many it has, how many were drawn, and the reports of those that answered."""

    word: str
    n_listed: int
    n_drawn: int
    answered: Sequence[Source]


@dataclass(frozen=True)
class Surveyed:
    """A field by stratum and over all that answered, and estimated for the whole list.

    A choice is estimated as how many units of the list would give each answer.
    """

    field: Field
    by_stratum: Sequence[tuple[Stratum, Gathered]]
    whole: Gathered
    estimate: Estimate | None = None
    answers: Sequence[tuple[str, Estimate]] = ()


def strata_of(listed: Sequence[Listed], answered: Mapping[int, Source]) -> list[Stratum]:
    """The strata of a drawn list, in its order; `answered` are reports that have arrived, by unit."""
    words = dict.fromkeys(one.stratum for one in listed)
    found = []
    for word in words:
        units = [one for one in listed if one.stratum == word]
        drawn = [one.unit for one in units if one.is_drawn]
        found.append(Stratum(word, len(units), len(drawn), [answered[pk] for pk in drawn if pk in answered]))
    return found


def survey(definition: Definition, strata: Sequence[Stratum]) -> list[Surveyed]:
    """Every field of the form, by stratum, over all and for the whole list."""
    by_stratum = [gather(definition, one.answered) for one in strata]
    whole = gather(definition, [source for one in strata for source in one.answered])
    by_key = definition.by_key()
    found = []
    for place, row in enumerate(whole):
        parts = [(one, rows[place]) for one, rows in zip(strata, by_stratum, strict=True)]
        estimate, answers = _estimate(row.field, strata, by_key)
        found.append(Surveyed(row.field, parts, row, estimate, answers))
    return found


def _estimate(
    field: Field, strata: Sequence[Stratum], by_key: Mapping[str, Field]
) -> tuple[Estimate | None, Sequence[tuple[str, Estimate]]]:
    if field.rolled_up is RollUp.SUM:
        return estimated_total(_sampled(strata, partial(_figure, field, by_key))), ()
    if field.rolled_up is RollUp.RATIO:
        return _ratio(by_key[field.numerator], by_key[field.denominator], strata, by_key), ()
    if field.rolled_up is not RollUp.COUNTS:
        return None, ()
    found = [
        (answer, estimated_total(_sampled(strata, partial(_says, field, answer, by_key))))
        for answer in field.choices
    ]
    return None, [(answer, estimate) for answer, estimate in found if estimate is not None]


def _ratio(
    above: Field, below: Field, strata: Sequence[Stratum], by_key: Mapping[str, Field]
) -> Estimate | None:
    """Of reports that say both parts; who is asked for neither has nothing of either."""

    def part(field: Field) -> Callable[[Source], Decimal | None]:
        def figure(source: Source) -> Decimal | None:
            both = [_figure(one, by_key, source) for one in (above, below)]
            return None if None in both else _figure(field, by_key, source)

        return figure

    return estimated_ratio(_sampled(strata, part(above)), _sampled(strata, part(below)))


def _sampled(strata: Sequence[Stratum], figure: Callable[[Source], Decimal | None]) -> list[Sampled]:
    return [
        Sampled(one.n_listed, [known for source in one.answered if (known := figure(source)) is not None])
        for one in strata
    ]


def _figure(field: Field, by_key: Mapping[str, Field], source: Source) -> Decimal | None:
    """What a report says; nothing of what it is not asked for, None where it is asked and does not say."""
    if not is_shown(field, source.values, by_key):
        return Decimal(0)
    return number_at(source.values, field.key)


def _says(field: Field, answer: str, by_key: Mapping[str, Field], source: Source) -> Decimal | None:
    if not is_shown(field, source.values, by_key):
        return Decimal(0)
    said = source.values.get(field.key)
    return Decimal(said == answer) if said else None
