"""The stage between units and the office: who gathers for whom, how far, and what was handed on."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hatang.base import clock
from hatang.reporting import access
from hatang.reporting.models import Campaign, Consolidator, HandOn, Report
from hatang.reporting.queries.campaigns import Completeness, ReporterLine, tally
from hatang.reporting.rules.gathering import Gathered, Source, gather
from hatang.reporting.rules.life import ARRIVED


@dataclass(frozen=True)
class Stage:
    """A consolidator with the completeness of its reporters, and what it handed on last.

    `is_late`: its day passed before it first handed on; `is_stale`: reports differ from what was handed on.
    """

    consolidator: Consolidator
    said: Completeness
    last: HandOn | None
    is_late: bool
    is_stale: bool
    may_look: bool


@dataclass(frozen=True)
class Part:
    """What a consolidator gathers, as it is handed on: the reports with their digests, and the figures."""

    n_expected: int
    reports: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    rows: Sequence[Gathered] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The SHA-256 of reports and figures."""
        said = {"reports": self.reports, "figures": self.figures}
        plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()


def stages(user: object, campaign: Campaign, lines: Sequence[ReporterLine]) -> list[Stage]:
    """The consolidators of a campaign, with lines of its reporters; three queries however many there are."""
    seen = set(access.visible_consolidators(user).filter(campaign=campaign).values_list("pk", flat=True))
    by_consolidator: dict[int | None, list[ReporterLine]] = defaultdict(list)
    for line in lines:
        by_consolidator[line.reporter.consolidator_id].append(line)
    rows = campaign.consolidators.select_related("unit").prefetch_related("hand_ons")
    return [_stage(row, campaign, by_consolidator[row.pk], row.pk in seen) for row in rows]


def _stage(row: Consolidator, campaign: Campaign, lines: list[ReporterLine], may_look: bool) -> Stage:
    last = next(iter(row.hand_ons.all()), None)
    first = min((one.handed_at for one in row.hand_ons.all()), default=None)
    by = campaign.gathered_on
    is_late = by is not None and (clock.local(first).date() if first else clock.today()) > by
    came = [(line.reporter.pk, line.report.digest) for line in lines if line.report and line.has_arrived]
    told = [(one["reporter"], one["digest"]) for one in last.reports] if last else came
    return Stage(row, tally(lines), last, is_late, sorted(came) != sorted(told), may_look)


def gathered_part(consolidator: Consolidator) -> Part:
    """The reports of a consolidator's reporters that have arrived, as one."""
    campaign = consolidator.campaign
    rows = Report.objects.filter(reporter__consolidator=consolidator, state__in=ARRIVED)
    rows = rows.filter(reporter__left_out_because="").select_related("reporter__unit")
    found = list(rows.order_by("reporter__unit__sort_key", "pk"))
    sources = [Source(row.reporter_id, row.reporter.unit.label, row.values) for row in found]
    whole = gather(campaign.form_version.read, sources)
    return Part(
        n_expected=consolidator.reporters.filter(left_out_because="").count(),
        reports=[
            {"reporter": row.reporter_id, "unit": row.reporter.unit.name, "digest": row.digest}
            for row in found
        ],
        figures=[_figure(one) for one in whole],
        rows=whole,
    )


def _figure(row: Gathered) -> dict[str, Any]:
    numbers = {"total": row.total, "numerator": row.numerator, "denominator": row.denominator}
    return {
        "key": row.field.key,
        "label": row.field.label,
        "n_reports": len(row.said),
        **{name: f"{number:f}" for name, number in numbers.items() if number is not None},
        **({"counts": [list(pair) for pair in row.counts]} if row.counts else {}),
    }
