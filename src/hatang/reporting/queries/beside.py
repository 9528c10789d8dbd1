"""Figures that stand beside what a unit types: of the house, and of the last period."""

from decimal import Decimal

from hatang.reporting.models import Report, Reporter
from hatang.reporting.rules.definition import FieldKind
from hatang.reporting.rules.filled import Beside, number_at
from hatang.reporting.rules.life import ARRIVED
from hatang.reporting.sources import SOURCES


def beside(reporter: Reporter) -> Beside:
    """What the house counts for the fields of a form, and what the unit said in the campaign before."""
    campaign = reporter.campaign
    fields = [field for field in campaign.form_version.read.fields() if field.kind is FieldKind.NUMBER]
    named = {field.source for field in fields if field.source}
    counted = {
        name: SOURCES[name].figure(reporter.unit, campaign.starts_on, campaign.ends_on) for name in named
    }
    figures = {field.key: counted[field.source] for field in fields if field.source}
    return Beside(figures, _former(reporter, [field.key for field in fields]))


def _former(reporter: Reporter, keys: list[str]) -> dict[str, Decimal]:
    if reporter.campaign.after_id is None:
        return {}
    rows = Report.objects.filter(
        reporter__campaign=reporter.campaign.after_id, reporter__unit=reporter.unit_id
    )
    values = rows.filter(state__in=ARRIVED).values_list("values", flat=True).first() or {}
    numbers = {key: number_at(values, key) for key in keys}
    return {key: number for key, number in numbers.items() if number is not None}
