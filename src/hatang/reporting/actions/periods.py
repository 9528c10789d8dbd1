"""Writes of periods: the usual days that the office sets, and the campaign that follows another one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid5

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.reporting import access
from hatang.reporting.actions.campaigns import MOST_TITLE, Asked, Expected, make_campaign, set_reporters
from hatang.reporting.models import (
    Campaign,
    CampaignState,
    Consolidator,
    FormVersion,
    PeriodName,
    PeriodRule,
    Reporter,
)
from hatang.reporting.rules.days import Period, PeriodKind
from hatang.reporting.rules.periods import MOST_DAYS, Term, next_period, renamed


@action
def set_period_terms(*, terms: Mapping[PeriodKind, Term], by: User, at: datetime) -> None:
    """Say how kinds of periods are bounded and by when their reports are due; campaigns stay as they are.

    Raises:
        NotAllowed: the person does not run campaigns.
        Refusal: a day lies too far away, or consolidators would be due before units.
    """
    require(access.may_run_campaigns(by))
    for kind, term in terms.items():
        name = {"kind": PeriodName(kind).label}
        days = [term.unit_days] if term.gather_days is None else [term.unit_days, term.gather_days]
        if any(abs(one) > MOST_DAYS for one in days):
            said = _("“%(kind)s”: days lie within %(n)s of the end of the period.")
            raise Refusal(said % {**name, "n": MOST_DAYS}, field=kind.value)
        if days[-1] < days[0]:
            raise Refusal(
                _("“%(kind)s”: it cannot be gathered before the units are due.") % name, field=kind.value
            )
        columns = {"bounds": term.bounds.value, "unit_days": term.unit_days, "gather_days": term.gather_days}
        PeriodRule.objects.update_or_create(kind=kind.value, defaults=columns)


@action
def make_next_campaign(*, campaign: Campaign, by: User, at: datetime) -> Campaign:
    """Prepare the campaign of the next period: the newest version of the form, the same units, later days.

    It is a draft that may be changed. Asked for twice, it is made once. Units that have ended are not in it.
    Where a sample was asked nobody is in it until one is drawn anew: the drawn are not the list.

    Raises:
        NotAllowed: the person does not run campaigns.
        Conflict: the campaign is still being prepared.
        Refusal: its form is no longer offered.
    """
    require(access.may_run_campaigns(by))
    if campaign.state == CampaignState.DRAFT:
        raise Conflict(_("Open this campaign first; the next one follows it."))
    mark = uuid5(campaign.mark, "next")
    wait_for_turn(f"reporting.campaign {mark}")
    there = Campaign.objects.filter(mark=mark).first()
    if there is not None:
        return there
    made = make_campaign(asked=_asked_next(campaign), mark=mark, by=by, at=at)
    if campaign.samples.exists():
        return made
    today = clock.local(at).date()
    asked = campaign.reporters.filter(left_out_because="", unit__in=Unit.objects.existing(today))
    rows = list(asked.select_related("unit", "group", "consolidator__unit"))
    if rows:
        expected = [Expected(row.unit, row.group, row.printed) for row in rows]
        set_reporters(campaign=made, expected=expected, by=by, at=at)
        _copy_consolidators(made, rows, set(Unit.objects.existing(today).values_list("pk", flat=True)))
    return made


def _asked_next(campaign: Campaign) -> Asked:
    form = campaign.form_version.form
    version = FormVersion.objects.filter(form=form, fixed_at__isnull=False).order_by("-number").first()
    if version is None or form.retired_at is not None:
        raise Refusal(
            _("The form of this campaign is no longer offered; offer it again first."), field="form"
        )
    former = Period(campaign.starts_on, campaign.ends_on)
    following = next_period(former)
    gathered_on = campaign.gathered_on
    return Asked(
        title=renamed(campaign.title, former, following)[:MOST_TITLE],
        ground=campaign.ground,
        form_version=version,
        starts_on=following.starts_on,
        ends_on=following.ends_on,
        due_on=following.ends_on + (campaign.due_on - campaign.ends_on),
        gathered_on=following.ends_on + (gathered_on - campaign.ends_on) if gathered_on else None,
        is_before=campaign.is_before,
        is_strict=campaign.is_strict,
        document=campaign.document,
        after=campaign,
        rungs=campaign.rungs,
        escalates_after=campaign.escalates_after,
    )


def _copy_consolidators(made: Campaign, former: list[Reporter], existing: set[int]) -> None:
    """The same units gather for the same ones, those that have ended left out."""
    gathers = {
        row.unit_id: row.consolidator.unit
        for row in former
        if row.consolidator is not None and row.consolidator.unit_id in existing
    }
    found = {unit.pk: Consolidator.objects.create(campaign=made, unit=unit) for unit in set(gathers.values())}
    for row in made.reporters.filter(unit__in=gathers):
        row.consolidator = found[gathers[row.unit_id].pk]
        row.save(update_fields=["consolidator"])
