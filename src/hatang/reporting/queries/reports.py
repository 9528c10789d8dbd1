"""One report as its page shows it: fields with what was typed, what stands beside, and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hatang.accounts.models import User
from hatang.reporting import access
from hatang.reporting.models import Campaign, Report, Reporter, ReportVersion, TakenStep
from hatang.reporting.queries.beside import beside
from hatang.reporting.rules import filled
from hatang.reporting.rules.definition import Definition, Field
from hatang.reporting.rules.filled import Beside, Change, Finding
from hatang.reporting.rules.gathering import Gathered, Source, gather
from hatang.reporting.rules.life import ARRIVED, ReportStep, steps_from
from hatang.reporting.sources import SOURCES


@dataclass(frozen=True)
class Asked:
    """A field of the page: what was typed, why it differs, what stands beside it and what is wrong."""

    field: Field
    value: Any
    words: str
    reason: str
    figure: Decimal | None
    source: str
    former: Decimal | None
    apart: str
    findings: Sequence[Finding]
    is_shown: bool

    @property
    def is_wrong(self) -> bool:
        """Whether it keeps the report from leaving the unit."""
        return any(one.is_fatal for one in self.findings)

    @property
    def asks_reason(self) -> bool:
        """Whether a number may be explained: something stands beside it."""
        return self.figure is not None or self.former is not None


@dataclass(frozen=True)
class Part:
    """A section of the form with its fields."""

    title: str
    asked: Sequence[Asked]


@dataclass(frozen=True)
class ReportPage:
    """All that the page of a report shows."""

    reporter: Reporter
    report: Report
    parts: Sequence[Part]
    may_write: bool
    is_unlocked: bool
    steps: Sequence[ReportStep]
    taken: Sequence[TakenStep]
    versions: Sequence[ReportVersion]

    @property
    def n_wrong(self) -> int:
        """Fields that keep the report from leaving the unit."""
        return sum(one.is_wrong for part in self.parts for one in part.asked)


def report_page(
    user: User,
    reporter: Reporter,
    *,
    today: date,
    typed: tuple[Mapping[str, Any], Mapping[str, str]] | None = None,
) -> ReportPage:
    """A unit's report; `typed` are values and reasons of a form that was not kept."""
    report = access.report_of(reporter) or Report(reporter=reporter)
    definition = reporter.campaign.form_version.read
    values, reasons = typed or (report.values, report.reasons)
    is_unlocked = access.is_unlocked(reporter, today=today)
    steps = [step for step in steps_from(report.state) if access.may_take_step(user, report, step)]
    if not is_unlocked:
        steps = [step for step in steps if report.state in ARRIVED]
    is_kept = report.pk is not None
    return ReportPage(
        reporter=reporter,
        report=report,
        parts=parts_of(definition, values, reasons, beside(reporter)),
        may_write=access.may_write(user, reporter, today=today),
        is_unlocked=is_unlocked,
        steps=steps if is_kept or report.is_writable else [],
        taken=list(report.steps.select_related("taken_by__unit", "version")) if is_kept else [],
        versions=list(report.versions.select_related("made_by")) if is_kept else [],
    )


def parts_of(
    definition: Definition, values: Mapping[str, Any], reasons: Mapping[str, str], known: Beside
) -> list[Part]:
    """The sections of a form, each field with what belongs to it."""
    findings = filled.check(definition, values, reasons, known)
    shown = {field.key for field in filled.shown_fields(definition, values)}

    def asked(field: Field) -> Asked:
        return Asked(
            field=field,
            value=values.get(field.key, ""),
            words=filled.value_words(field, values),
            reason=reasons.get(field.key, ""),
            figure=known.figures.get(field.key),
            source=str(SOURCES[field.source].words) if field.source else "",
            former=known.former.get(field.key),
            apart=known.apart.get(field.key, ""),
            findings=[one for one in findings if one.key == field.key],
            is_shown=field.key in shown,
        )

    return [Part(one.title, [asked(field) for field in one.fields]) for one in definition.sections]


def version_changes(version: ReportVersion) -> list[Change]:
    """What a version says differently from the one before it; nothing for the first."""
    former = ReportVersion.objects.filter(report=version.report_id, number=version.number - 1).first()
    if former is None:
        return []
    definition = version.report.reporter.campaign.form_version.read
    return filled.changes(definition, former.values, version.values)


def is_as_stamped(version: ReportVersion) -> bool:
    """Whether a version still says what its approval was stamped with."""
    form_version = version.report.reporter.campaign.form_version_id
    return version.digest == filled.digest(form_version, version.values, version.reasons)


def gathered(campaign: Campaign) -> list[Gathered]:
    """The reports of a campaign that have arrived, as one."""
    rows = Report.objects.filter(reporter__campaign=campaign, state__in=ARRIVED)
    rows = rows.select_related("reporter__unit").order_by("reporter__unit__sort_key")
    sources = [Source(row.reporter_id, row.reporter.unit.label, row.values) for row in rows]
    return gather(campaign.form_version.read, sources)
