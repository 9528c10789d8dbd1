"""What people say about a target: its direction, strength, holder, baseline and yearly way."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.programme.measuring import years_of
from hatang.programme.models import Direction, Holder, Strength, Target, TargetStep


class ChangedTarget(Conflict):
    """Somebody has changed the target since the form was opened."""

    code = "changed_target"


@dataclass(frozen=True)
class TargetFacts:
    """What whoever follows a plan says about one of its targets; `path` is the value of each year."""

    direction: str = ""
    strength: str = ""
    holder: str = ""
    holder_unit: Unit | None = None
    numerator: str = ""
    denominator: str = ""
    baseline_value: Decimal | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    path: dict[int, Decimal] = field(default_factory=dict)


_COLUMNS = (
    "direction",
    "strength",
    "holder",
    "holder_unit",
    "numerator",
    "denominator",
    "baseline_value",
    "baseline_on",
    "baseline_source",
)


@action
def set_target_facts(*, target: Target, facts: TargetFacts, seen: int, by: User, at: datetime) -> Target:
    """Say what the plan leaves open about a target, all of it at once.

    Raises:
        ChangedTarget: somebody has changed it since `seen`.
        Refusal: a choice is unknown, the holder or the baseline is half said, a year lies outside the way.
    """
    target = hold_target(target, seen)
    _refuse_choices(facts)
    _refuse_words(facts)
    _refuse_baseline(facts, clock.local(at).date())
    _put_path(target, facts)
    for column in _COLUMNS:
        setattr(target, column, getattr(facts, column))
    target.revision += 1
    target.save(update_fields=[*_COLUMNS, "revision"])
    return target


def hold_target(target: Target, seen: int) -> Target:
    """The target, locked, as it was seen.

    Raises:
        ChangedTarget: somebody has changed it since.
    """
    target = Target.objects.select_for_update(of=("self",)).select_related("plan").get(pk=target.pk)
    if target.revision != seen:
        raise ChangedTarget(
            _(
                "Somebody changed this target after you opened the form. What you typed is still below; "
                "compare it with what is shown now and save again."
            )
        )
    return target


def _refuse_choices(facts: TargetFacts) -> None:
    if facts.direction not in ("", *Direction.values):
        raise Refusal(_("Choose which way is better."), field="huong")
    if facts.strength not in ("", *Strength.values):
        raise Refusal(_("Choose how firmly the plan asks."), field="muc-do")
    if facts.holder not in ("", *Holder.values):
        raise Refusal(_("Choose whose figure it is."), field="chu-the")
    if facts.holder == Holder.UNIT and facts.holder_unit is None:
        raise Refusal(_("Choose the unit whose figure it is."), field="don-vi")
    if facts.holder != Holder.UNIT and facts.holder_unit is not None:
        raise Refusal(
            _("A unit is named only where the figure is that of one unit; choose so or leave it empty."),
            field="don-vi",
        )


def _refuse_words(facts: TargetFacts) -> None:
    if max(len(facts.numerator), len(facts.denominator), len(facts.baseline_source)) > 300:
        raise Refusal(_("Write at most 300 characters."), field="tu-so")
    if facts.denominator and not facts.numerator:
        raise Refusal(_("Say also what is counted, not only what it is divided by."), field="tu-so")


def _refuse_baseline(facts: TargetFacts, today: date) -> None:
    said = [facts.baseline_value is not None, facts.baseline_on is not None, bool(facts.baseline_source)]
    if any(said) and not all(said):
        raise Refusal(_("A baseline needs its value, its day and its source."), field="goc-gia-tri")
    if facts.baseline_on is not None and not date(2000, 1, 1) <= facts.baseline_on <= today:
        raise Refusal(_("The day of the baseline lies in the future or before 2000."), field="goc-ngay")


def _put_path(target: Target, facts: TargetFacts) -> None:
    """Bring the yearly values up to the form; years that did not change keep their row."""
    allowed = years_of(target, facts.baseline_on)
    present = {step.year: step for step in target.steps.all()}
    for year, value in sorted(facts.path.items()):
        step = present.pop(year, None)
        if step is not None and step.value == value:
            continue
        if year not in allowed:
            raise Refusal(
                _("%(year)s lies outside the years of this target; leave it empty.") % {"year": year},
                field=f"nam-{year}",
            )
        if step is None:
            TargetStep.objects.create(target=target, year=year, value=value)
        else:
            step.value = value
            step.save(update_fields=["value"])
    for step in present.values():
        step.delete()
