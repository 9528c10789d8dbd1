"""The sample of a survey with its answers, by stratum and for the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hatang.accounts.models import UnitKind
from hatang.reporting.models import Campaign, Report, Sample, StratifiedBy
from hatang.reporting.rules.gathering import Source
from hatang.reporting.rules.life import ARRIVED
from hatang.reporting.rules.sampling import Listed
from hatang.reporting.rules.strata import Stratum, Surveyed, strata_of, survey
from hatang.territory.models import AreaKind


@dataclass(frozen=True)
class SampleView:
    """A drawn sample: its strata, every field of the form, and who of the list has answered."""

    sample: Sample
    strata: Sequence[Stratum]
    rows: Sequence[Surveyed]
    answered: frozenset[int]
    earlier: Sequence[Sample]

    @property
    def n_listed(self) -> int:
        """Units of the list."""
        return sum(one.n_listed for one in self.strata)

    @property
    def n_drawn(self) -> int:
        """Units that were drawn: the denominator of the response rate, whoever was left out later."""
        return sum(one.n_drawn for one in self.strata)

    @property
    def n_answered(self) -> int:
        """Drawn units whose report has arrived."""
        return len(self.answered)

    @property
    def units(self) -> list[Listed]:
        """The list, by stratum in the order of the draw."""
        return self.sample.units


def sample_view(campaign: Campaign) -> SampleView | None:
    """The sample in use with what was answered, None where none was drawn; always three queries."""
    samples = list(campaign.samples.select_related("drawn_by"))
    if not samples:
        return None
    sample = samples[0]
    rows = Report.objects.filter(reporter__campaign=campaign, state__in=ARRIVED)
    rows = rows.select_related("reporter__unit").order_by("reporter__unit__sort_key")
    sources = {
        row.reporter.unit_id: Source(row.reporter_id, row.reporter.unit.label, row.values) for row in rows
    }
    strata = strata_of(sample.units, sources)
    drawn = {one.unit for one in sample.units if one.is_drawn}
    return SampleView(
        sample=sample,
        strata=strata,
        rows=survey(campaign.form_version.read, strata),
        answered=frozenset(drawn & set(sources)),
        earlier=samples[1:],
    )


def stratum_words(sample: Sample, word: str) -> str:
    """The name of a stratum."""
    if sample.stratified_by == StratifiedBy.WHOLE:
        return _("Whole list")
    names = AreaKind if sample.stratified_by == StratifiedBy.AREA_KIND else UnitKind
    return str(names(word).label) if word in names.values else _("Others")
