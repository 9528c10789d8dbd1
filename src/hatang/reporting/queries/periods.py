"""By when reports of each kind of period are due: what the office has set, else the usual days."""

from hatang.reporting.models import PeriodRule
from hatang.reporting.rules.days import PeriodKind
from hatang.reporting.rules.periods import USUAL_TERMS, Term


def period_terms() -> dict[PeriodKind, Term]:
    """Every kind of period with its bounds and days."""
    set_by_the_office = {PeriodKind(row.kind): row.term for row in PeriodRule.objects.all()}
    return {**USUAL_TERMS, **set_by_the_office}
