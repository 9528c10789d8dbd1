"""A site goes on in its life, and its last step is taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User, existing
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.network import access
from hatang.network.actions.sites import locked_site, refuse_future
from hatang.network.actions.words import line
from hatang.network.models import Cell, PassiveSite, SiteStatePeriod, Tenancy
from hatang.network.rules.states import SiteState
from hatang.network.rules.steps import LEADS_TO, SiteStep, steps_from


class WrongSiteStep(Conflict):
    """The step does not lead on from the state of the site."""

    code = "wrong_step"


@dataclass(frozen=True)
class Permit:
    """What a permit says: its number, and the last day it holds where it ends."""

    number: str = ""
    expires_on: date | None = None


@action
def take_site_step(
    *,
    site: PassiveSite,
    step: str,
    on: date,
    ground: str = "",
    permit: Permit | None = None,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> SiteStatePeriod:
    """Take a site a step on from a day.

    A mast that is taken down ends with its operators and their cells.

    Args:
        site: which one.
        step: one of `SiteStep`.
        on: the day it happened, after the step before.
        ground: the document it stands on, or why.
        permit: the permit, where it is permitted.
        seen: the `revision` of the page; None where it does not matter.
        by: who says so.
        at: when.

    Raises:
        NotAllowed: the person does not keep the registry.
        StaleSite: somebody was faster.
        WrongSiteStep: the step does not lead on from the state.
        Refusal: there is no such step, its day is out of order, or the permit has no number.
    """
    require(access.may_keep_the_registry(by))
    if step not in [one.value for one in SiteStep]:
        raise Refusal(_("There is no such step."), field="step")
    site = locked_site(site, seen)
    last = last_period(site)
    move = SiteStep(step)
    _refuse_wrong(move, last, on, at)
    last.valid_to = on
    last.save(update_fields=["valid_to"])
    said = line(ground, "ground", _("ground"), most=200)
    made: SiteStatePeriod = SiteStatePeriod.objects.create(
        site=site, state=LEADS_TO[move], ground=said, valid_from=on
    )
    if move is SiteStep.PERMIT:
        _permit(site, permit or Permit(), on)
    if move is SiteStep.DISMANTLE:
        _end(site, on)
    site.revision += 1
    site.save()
    return made


@action
def undo_site_step(*, site: PassiveSite, seen: int | None = None, by: User, at: datetime) -> SiteStatePeriod:
    """Take the last step of a site back: the state before goes on, and what ended with the step begins again.

    Raises:
        NotAllowed: the person does not keep the registry.
        StaleSite: somebody was faster.
        WrongSiteStep: the site is in its first state, or was ended by a filing.
    """
    require(access.may_keep_the_registry(by))
    site = locked_site(site, seen)
    periods: list[SiteStatePeriod] = list(site.states.order_by("-valid_from")[:2])
    if len(periods) < 2:
        raise WrongSiteStep(_("This is the first state of the site; no step leads to it."), field="step")
    last, before = periods[0], periods[1]
    if last.valid_to is not None:
        said = _("A filing has ended this site; its step can be taken back when its owner files it again.")
        raise WrongSiteStep(said, field="step")
    if last.state == SiteState.DISMANTLED:
        _begin_again(site, last)
    if last.state == SiteState.PERMITTED and site.permitted_on == last.valid_from:
        site.permit_number, site.permitted_on, site.permit_expires_on = "", None, None
    last.delete()
    before.valid_to = None
    before.save(update_fields=["valid_to"])
    site.revision += 1
    site.save()
    return before


def last_period(site: PassiveSite) -> SiteStatePeriod:
    """The state a site is in, whatever the day.

    Raises:
        WrongSiteStep: no state of the site is known, or its last one has ended.
    """
    last: SiteStatePeriod | None = site.states.order_by("-valid_from").first()
    if last is None or last.valid_to is not None:
        raise WrongSiteStep(
            _("The state of this site is not known; its operator files it with the inventory."), field="step"
        )
    return last


def _refuse_wrong(move: SiteStep, last: SiteStatePeriod, on: date, at: datetime) -> None:
    if move not in steps_from(SiteState(last.state)):
        said = _("This cannot be done now: the site is “%(state)s”. Look at it again.")
        raise WrongSiteStep(said % {"state": last.get_state_display()}, field="step")
    refuse_future(on, "on", at)
    if on <= last.valid_from:
        said = _("The step before was on %(day)s; enter a later day.")
        raise Refusal(said % {"day": f"{last.valid_from:%d/%m/%Y}"}, field="on")


def _permit(site: PassiveSite, permit: Permit, on: date) -> None:
    site.permit_number = line(permit.number, "permit_number", _("permit number"), most=60, is_needed=True)
    if permit.expires_on is not None and permit.expires_on < on:
        raise Refusal(
            _("The permit expires before it was given; look at the two days."), field="permit_expires_on"
        )
    site.permitted_on, site.permit_expires_on = on, permit.expires_on


def _end(site: PassiveSite, on: date) -> None:
    """Whatever is still there on the day ends with it; what was to begin later never was."""
    site.valid_to = on
    for rows in (Cell.objects.filter(tenancy__site=site), Tenancy.objects.filter(site=site)):
        later = rows.filter(valid_from__gte=on)
        if later.exists():
            said = _("An operator or cell begins on this site on that day or later; end it first.")
            raise Refusal(said, field="on")
        rows.filter(existing(on)).update(valid_to=on)


def _begin_again(site: PassiveSite, last: SiteStatePeriod) -> None:
    """What the same action ended as began the state goes on; what had ended by itself that day does not."""
    made = SiteStatePeriod.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj=last.pk, pgh_label="insert"
    ).values_list("pgh_context_id", flat=True)
    mark = made.first()
    site.valid_to = None
    models: tuple[tuple[Any, dict[str, Any]], ...] = (
        (Tenancy, {"site": site}),
        (Cell, {"tenancy__site": site}),
    )
    for model, own in models:
        ended = model.pgh_event_model.objects.filter(pgh_context_id=mark, valid_to=last.valid_from)
        rows = model.objects.filter(**own, valid_to=last.valid_from, pk__in=ended.values("pgh_obj"))
        rows.update(valid_to=None)
