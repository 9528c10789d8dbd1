"""What a stratified sample says about the whole list: totals and ratios with their standard errors.

Estimators of simple random sampling without replacement within strata (Cochran, Sampling Techniques, 3rd ed.,
1977, chapters 5 and 6): the total is the sum of N·mean over the strata, a ratio is the estimated total of its
numerator over that of its denominator (the combined ratio estimate, its error by linearisation). Percentages
are never averaged. Units that did not answer are taken to be like those of their stratum that did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Sampled:
    """The answers of a stratum: how many units it has in the list, and the figure of each that answered."""

    n_listed: int
    figures: Sequence[Decimal]


@dataclass(frozen=True)
class Estimate:
    """A figure for the whole list; `error` is its standard error in the same unit, where it is known."""

    value: Decimal
    error: Decimal | None


def estimated_total(strata: Sequence[Sampled]) -> Estimate | None:
    """The total over the whole list; None where nobody of a stratum answered, for nothing speaks for it."""
    if not strata or any(one.n_listed and not one.figures for one in strata):
        return None
    value = sum((one.n_listed * _mean(one.figures) for one in strata if one.figures), Decimal(0))
    variances = [_variance(one) for one in strata if one.figures]
    known = [one for one in variances if one is not None]
    return Estimate(value, sum(known, Decimal(0)).sqrt() if len(known) == len(variances) else None)


def estimated_ratio(above: Sequence[Sampled], below: Sequence[Sampled]) -> Estimate | None:
    """The total of `above` over that of `below` [%]; their figures stand in the same order of units."""
    whole, base = estimated_total(above), estimated_total(below)
    if whole is None or base is None or not base.value:
        return None
    ratio = whole.value / base.value
    rest = [
        Sampled(
            one.n_listed,
            [figure - ratio * part for figure, part in zip(one.figures, other.figures, strict=True)],
        )
        for one, other in zip(above, below, strict=True)
    ]
    linear = estimated_total(rest)
    error = linear.error if linear is not None else None
    return Estimate(ratio * 100, None if error is None else error * 100 / abs(base.value))


def _mean(figures: Sequence[Decimal]) -> Decimal:
    return sum(figures, Decimal(0)) / len(figures)


def _variance(one: Sampled) -> Decimal | None:
    """The variance of a stratum's part of the total, N²(1 - n/N)s²/n; unknown of one answer for many."""
    n = len(one.figures)
    if n >= one.n_listed:
        return Decimal(0)
    if n == 1:
        return None
    mean = _mean(one.figures)
    spread = sum(((figure - mean) ** 2 for figure in one.figures), Decimal(0)) / (n - 1)
    return one.n_listed * (one.n_listed - n) * spread / n
