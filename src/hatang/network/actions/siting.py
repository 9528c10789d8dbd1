"""Rules of siting as the office keeps them: made, replaced from a day, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.turns import wait_for_turn
from hatang.network import access
from hatang.network.actions.words import line, one_of, within
from hatang.network.models import (
    MOST_SPACING_M,
    AreaClass,
    MastType,
    Rule,
    SpacingRule,
    UndergroundRule,
    ZoneAround,
    ZoneRule,
)
from hatang.network.reference import REFERENCE_RULES

_TURN = "network.rules"


@dataclass(frozen=True)
class RuleFacts:
    """What every rule says of itself."""

    source: str
    valid_from: date | None
    is_binding: bool = True
    note: str = ""


@dataclass(frozen=True)
class SpacingFacts(RuleFacts):
    """A least distance [m] for masts of some types and heights [m], in a kind of area."""

    mast_types: Sequence[str] = ()
    area: str = ""
    least_m: float | None = None
    above_m: float = 0
    up_to_m: float | None = None


@dataclass(frozen=True)
class ZoneFacts(RuleFacts):
    """Types of mast that alone may stand within a distance [m] of places of a kind."""

    allowed_types: Sequence[str] = ()
    around: str = ""
    within_m: float | None = None


@dataclass(frozen=True)
class UndergroundFacts(RuleFacts):
    """The least share of cables underground [%] in a kind of area."""

    area: str = ""
    least_percent: float | None = None


@action
def make_rule(*, facts: RuleFacts, by: User, at: datetime) -> Rule:
    """Enter a rule.

    Raises:
        NotAllowed: the person does not keep the registry.
        Refusal: something is missing or out of range.
    """
    require(access.may_keep_the_registry(by))
    wait_for_turn(_TURN)
    rule = _filled(facts)
    _refuse_second_share(rule, but=None)
    rule.save()
    return rule


@action
def replace_rule(*, rule: Rule, facts: RuleFacts, by: User, at: datetime) -> Rule:
    """Let another rule take the place of a rule from its first day; on the same first day correct it.

    Raises:
        NotAllowed: the person does not keep the registry.
        Conflict: the rule has ended or was replaced already.
        Refusal: something is missing or out of range, or the new one begins before the old.
    """
    require(access.may_keep_the_registry(by))
    wait_for_turn(_TURN)
    rule = _still_going(rule)
    made = _filled(facts)
    if type(made) is not type(rule):
        raise Refusal(_("A rule is replaced by one of its own kind."), field="kind")
    if made.valid_from < rule.valid_from:
        said = _("The rule begins on %(day)s; another one can replace it from then on, not before.")
        raise Refusal(said % {"day": f"{rule.valid_from:%d/%m/%Y}"}, field="valid_from")
    if made.valid_from == rule.valid_from:
        made.pk, made.replaces = rule.pk, rule.replaces
        _refuse_second_share(made, but=rule.pk)
        made.save()
        return made
    rule.valid_to = made.valid_from
    rule.save(update_fields=["valid_to"])
    made.replaces = rule
    _refuse_second_share(made, but=rule.pk)
    made.save()
    return made


@action
def end_rule(*, rule: Rule, on: date, by: User, at: datetime) -> Rule:
    """End a rule; `on` is the first day without it.

    Raises:
        NotAllowed: the person does not keep the registry.
        Conflict: the rule has ended already.
        Refusal: the day is not after the first one of the rule.
    """
    require(access.may_keep_the_registry(by))
    wait_for_turn(_TURN)
    rule = _still_going(rule)
    if on <= rule.valid_from:
        said = _("The rule begins on %(day)s; enter a later day.")
        raise Refusal(said % {"day": f"{rule.valid_from:%d/%m/%Y}"}, field="valid_to")
    rule.valid_to = on
    rule.save(update_fields=["valid_to"])
    return rule


@action
def load_reference_rules(*, by: User, at: datetime) -> int:
    """Enter the rules of other provinces that are not there yet, to be looked at; none of them binds.

    Returns how many were entered.

    Raises:
        NotAllowed: the person does not keep the registry.
    """
    require(access.may_keep_the_registry(by))
    wait_for_turn(_TURN)
    missing = [one for one in REFERENCE_RULES if not _is_there(one)]
    for values in missing:
        values["model"].objects.create(is_binding=False, **_columns(values))
    return len(missing)


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "model"}


def _is_there(values: dict[str, Any]) -> bool:
    return bool(values["model"].objects.filter(**_columns(values)).exists())


def _still_going(rule: Rule) -> Rule:
    found: Rule = type(rule).objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if found.valid_to is not None:
        raise Conflict(_("This rule has ended already; look at the list again."))
    return found


def _filled(facts: RuleFacts) -> Rule:
    rule = _of_kind(facts)
    rule.source = line(facts.source, "source", _("written in"), most=300, is_needed=True)
    rule.note = line(facts.note, "note", _("note"), most=300)
    rule.is_binding = facts.is_binding
    if facts.valid_from is None:
        raise Refusal(_("Enter the day from which the rule holds."), field="valid_from")
    rule.valid_from = facts.valid_from
    return rule


def _of_kind(facts: RuleFacts) -> Rule:
    if isinstance(facts, SpacingFacts):
        return _spacing(facts)
    if isinstance(facts, ZoneFacts):
        return _zone(facts)
    if isinstance(facts, UndergroundFacts):
        return _underground(facts)
    raise TypeError(type(facts))


def _spacing(facts: SpacingFacts) -> SpacingRule:
    if facts.up_to_m is not None and facts.up_to_m <= facts.above_m:
        raise Refusal(_("The heights are the wrong way round; exchange the two numbers."), field="up_to_m")
    return SpacingRule(
        mast_types=_types(facts.mast_types, "mast_types"),
        area=one_of(facts.area, AreaClass.values, "area", _("kind of area")),
        least_m=_metres(facts.least_m, "least_m", _("least distance (m)")),
        above_m=within(facts.above_m, "above_m", _("higher than (m)"), 0, 350) or 0,
        up_to_m=within(facts.up_to_m, "up_to_m", _("up to (m)"), 0, 350),
    )


def _zone(facts: ZoneFacts) -> ZoneRule:
    return ZoneRule(
        allowed_types=_types(facts.allowed_types, "allowed_types"),
        around=one_of(facts.around, ZoneAround.values, "around", _("around")),
        within_m=_metres(facts.within_m, "within_m", _("within (m)")),
    )


def _underground(facts: UndergroundFacts) -> UndergroundRule:
    if facts.least_percent is None:
        raise Refusal(_("Fill this in: %(field)s.") % {"field": _("at least (%)")}, field="least_percent")
    within(facts.least_percent, "least_percent", _("at least (%)"), 0, 100)
    area = one_of(facts.area, AreaClass.values, "area", _("kind of area"))
    return UndergroundRule(area=area, least_percent=facts.least_percent)


def _types(said: Sequence[str], field: str) -> list[str]:
    found = [one for one in MastType.values if one in said]
    if not found:
        raise Refusal(_("Choose at least one type of mast."), field=field)
    return found


def _metres(value: float | None, field: str, name: str) -> float:
    if value is None:
        raise Refusal(_("Fill this in: %(field)s.") % {"field": name}, field=field)
    within(value, field, name, 1, MOST_SPACING_M)
    return value


def _refuse_second_share(rule: Rule, *, but: int | None) -> None:
    """One share at a time is asked of an area; the database keeps it too."""
    if not isinstance(rule, UndergroundRule):
        return
    others = UndergroundRule.objects.filter(area=rule.area).exclude(pk=but)
    if any(one.valid_to is None or one.valid_to > rule.valid_from for one in others):
        raise Refusal(
            _("A share is asked of this kind of area already; replace or end that rule first."), field="area"
        )
