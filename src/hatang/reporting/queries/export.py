"""What units reported for a campaign and the office took in, as it leaves for the Government's system."""

from typing import Any

from hatang.reporting.exchange import CampaignOut, ExportOut, ReportOut, UnitOut, ValueOut, export_of
from hatang.reporting.models import Campaign, Report
from hatang.reporting.rules.definition import Definition, Field, FieldKind
from hatang.reporting.rules.filled import Values, number_at, shown_fields
from hatang.reporting.rules.life import ReportState


def export_values(campaign: Campaign) -> ExportOut:
    """The accepted reports of a campaign in the order of their units' codes; one query."""
    rows = Report.objects.filter(reporter__campaign=campaign, state=ReportState.ACCEPTED)
    rows = rows.select_related("reporter__unit").order_by("reporter__unit__code")
    version = campaign.form_version
    definition = version.read
    asked = CampaignOut(
        id=str(campaign.mark),
        title=campaign.title,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        due_on=campaign.due_on,
        form=version.form.title,
        form_version=version.number,
    )
    return export_of(asked, [_report(row, definition) for row in rows])


def _report(report: Report, definition: Definition) -> ReportOut:
    unit = report.reporter.unit
    shown = shown_fields(definition, report.values)
    return ReportOut(
        unit=UnitOut(unit.e_identifier or unit.code, unit.name),
        number=report.number,
        signed_on=report.signed_on,
        digest=report.digest,
        values=[
            ValueOut(one.key, one.label, one.kind.value, one.measure_unit, _value(one, report.values))
            for one in shown
        ],
    )


def _value(field: Field, values: Values) -> Any:
    """What a field says; a number as a decimal with a point, nothing where it is empty."""
    if field.kind is FieldKind.NUMBER:
        number = number_at(values, field.key)
        return None if number is None else format(number, "f")
    return values.get(field.key) or None
