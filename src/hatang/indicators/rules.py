"""What a recorded value says."""

from decimal import Decimal

HUNDRED = Decimal(100)


def value_of(numerator: Decimal | None, denominator: Decimal | None, *, is_ratio: bool) -> Decimal | None:
    """The value of a figure: numerator over denominator in per cent for a ratio, else the numerator.

    None where it is not known, or nothing there is to be divided by.
    """
    if numerator is None:
        return None
    if not is_ratio:
        return numerator
    if not denominator:
        return None
    return (numerator * HUNDRED / denominator).quantize(Decimal("0.01"))
