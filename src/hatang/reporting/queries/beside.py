"""Figures that stand beside what a unit types: of the house, and of the last period."""

from collections.abc import Mapping
from decimal import Decimal

from hatang.base.figures import number_words
from hatang.reporting.models import Report, Reporter
from hatang.reporting.rules.definition import FieldKind
from hatang.reporting.rules.filled import Beside, number_at
from hatang.reporting.rules.life import ARRIVED
from hatang.reporting.sources import SOURCES


def beside(reporter: Reporter) -> Beside:
    """What the house counts for the fields of a form, and what the unit said in the campaign before."""
    campaign = reporter.campaign
    fields = [field for field in campaign.form_version.read.fields() if field.kind is FieldKind.NUMBER]
    asked = {(field.source, field.measure_unit) for field in fields if field.source}
    period = (reporter.unit, campaign.starts_on, campaign.ends_on)
    counted = {(name, measure): SOURCES[name].figure(*period, measure) for name, measure in asked}
    said = {field.key: counted[field.source, field.measure_unit] for field in fields if field.source}
    apart = {
        field.key: sums_words(SOURCES[field.source].figures(*period))
        for field in fields
        if said.get(field.key, 0) is None
    }
    figures = {key: figure for key, figure in said.items() if figure is not None}
    return Beside(figures, _former(reporter, [field.key for field in fields]), apart)


def sums_words(sums: Mapping[str, Decimal]) -> str:
    """Sums of several measures, each with its own: "139 trạm; 12,5 km"."""
    return "; ".join(f"{number_words(total)} {name}".strip() for name, total in sums.items())


def _former(reporter: Reporter, keys: list[str]) -> dict[str, Decimal]:
    if reporter.campaign.after_id is None:
        return {}
    rows = Report.objects.filter(
        reporter__campaign=reporter.campaign.after_id, reporter__unit=reporter.unit_id
    )
    values = rows.filter(state__in=ARRIVED).values_list("values", flat=True).first() or {}
    numbers = {key: number_at(values, key) for key in keys}
    return {key: number for key, number in numbers.items() if number is not None}
