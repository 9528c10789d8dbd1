"""The draw of a survey's sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Unit, User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.reporting import access
from hatang.reporting.actions.campaigns import MOST_REASON, Expected, set_reporters
from hatang.reporting.models import Campaign, CampaignState, ReportKind, Sample, StratifiedBy
from hatang.reporting.rules.sampling import Listed, as_data, draw
from hatang.territory.models import Area

MOST_SEED = 40
MOST_LEAST = 1000


@dataclass(frozen=True)
class DrawRule:
    """How units are drawn: see `models.Sample`."""

    stratified_by: str
    percent: int
    least: int
    seed: str


@action
def draw_sample(
    *,
    campaign: Campaign,
    listed: Sequence[Expected],
    rule: DrawRule,
    because: str = "",
    by: User,
    at: datetime,
) -> Sample:
    """Draw from a list whom a survey asks; list, rule and seed stay, also when it is drawn again.

    Args:
        campaign: a survey that is not open yet.
        listed: every unit that could be asked, and why it could.
        rule: how they are drawn.
        because: why once more, where a sample was drawn before.
        by: who draws.
        at: when.

    Raises:
        NotAllowed: the person does not run campaigns.
        Conflict: the campaign was opened: units were asked already.
        Refusal: it is no survey, the list is empty, the rule cannot be followed, or the reason is missing.
    """
    require(access.may_run_campaigns(by))
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if campaign.state != CampaignState.DRAFT:
        raise Conflict(_("The units were asked already: a sample is drawn before the campaign opens."))
    if campaign.form_version.form.kind != ReportKind.SURVEY:
        raise Refusal(_("Only a survey asks a sample; choose a form of the kind “Survey”."), field="form")
    if not listed:
        raise Refusal(_("Choose the list that the sample is drawn from."), field="don-vi")
    seed = _checked(rule)
    because = because.replace("\x00", "").strip()[:MOST_REASON]
    last = campaign.samples.first()
    if last is not None and not because:
        raise Refusal(_("Say why the sample is drawn again."), field="ly-do")
    drawn = draw(
        _strata([one.unit for one in listed], rule.stratified_by),
        seed=seed,
        percent=rule.percent,
        least=rule.least,
    )
    made = Sample.objects.create(
        campaign=campaign,
        number=last.number + 1 if last else 1,
        stratified_by=rule.stratified_by,
        percent=rule.percent,
        least=rule.least,
        seed=seed,
        listed=as_data(drawn),
        because=because if last else "",
        drawn_by=by,
        drawn_at=at,
    )
    chosen = {one.unit for one in drawn if one.is_drawn}
    expected = [one for one in listed if one.unit.pk in chosen]
    set_reporters(campaign=campaign, expected=expected, by=by, at=at)
    return made


def _checked(rule: DrawRule) -> str:
    """The seed as it is kept, where the rule can be followed."""
    seed = "".join(rule.seed.split())
    if not seed or len(seed) > MOST_SEED or not seed.isprintable():
        raise Refusal(_("Give a seed of 1 to 40 characters."), field="seed")
    if rule.stratified_by not in StratifiedBy.values:
        raise Refusal(_("Choose by what the list is divided."), field="stratified_by")
    if not 1 <= rule.percent <= 100:
        raise Refusal(_("Share of each stratum: enter a number from 1 to 100."), field="percent")
    if not 0 <= rule.least <= MOST_LEAST:
        said = _("At least of each stratum: enter a number from 0 to %(most)s.")
        raise Refusal(said % {"most": MOST_LEAST}, field="least")
    return seed


def _strata(units: Sequence[Unit], stratified_by: str) -> list[Listed]:
    """The units with their stratum: a kind of unit, a kind of area, or nothing where it has none."""
    if stratified_by == StratifiedBy.AREA_KIND:
        codes = {unit.area_code for unit in units if unit.area_code}
        areas = dict(Area.objects.communes().filter(code__in=codes).values_list("code", "kind"))
        return [Listed(unit.pk, unit.code, unit.name, areas.get(unit.area_code, "")) for unit in units]
    is_whole = stratified_by == StratifiedBy.WHOLE
    return [Listed(unit.pk, unit.code, unit.name, "" if is_whole else unit.kind) for unit in units]
