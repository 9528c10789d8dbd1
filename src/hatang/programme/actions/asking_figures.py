"""Units that bring a target are asked for its figure when a period has ended, and once more if none came."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hatang.accounts.models import WORKING_ROLES, Role, User
from hatang.accounts.queries import people_holding
from hatang.base import clock
from hatang.base.history import action
from hatang.notices.actions import tell
from hatang.notices.models import Notice, NoticeKind
from hatang.notices.subjects import subject_of
from hatang.programme.horizon import what_ended
from hatang.programme.measuring import period_ends, unmet_periods
from hatang.programme.models import Target, TargetQuota, TargetValue
from hatang.programme.rules import quarter_of
from hatang.programme.wording import day

# Days after the end of a period on which its figure is asked for.
DAYS_AFTER = (1, 15)
# Where the page of a target takes a figure.
_PLACE = "khai-bao"


def ask_for_figures(*, at: datetime) -> int:
    """Ask for figures of periods that ended yesterday or two weeks ago; returns of how many targets."""
    today = clock.local(at).date()
    ends = [end for n in DAYS_AFTER if _ends_a_month(end := today - timedelta(days=n))]
    if not ends:
        return 0
    targets = Target.objects.filter(withdrawn_at__isnull=True)
    targets = targets.exclude(plan__in=what_ended(today).ended_plans).select_related("plan")
    return sum(
        _ask(target_id=one.pk, ends_on=end, at=at) for one in targets for end in _asked(one, ends, today)
    )


@action
def _ask(*, target_id: int, ends_on: date, at: datetime) -> bool:
    # Locked: two workers that ask at once ask once.
    target = Target.objects.select_for_update(of=("self",)).select_related("plan").get(pk=target_id)
    subject = subject_of("target", target)
    today = clock.day_start(clock.local(at).date())
    asked = Notice.objects.filter(**subject.columns, kind=NoticeKind.REMINDER, anchor=_PLACE)
    if asked.filter(created_at__gte=today).exists():
        return False
    people = {person.pk: person for person in _people(target, ends_on)}

    def sentence() -> str:
        return _("The period until %(day)s has ended; declare its figure.") % {"day": day(ends_on)}

    told = tell(
        people=people.values(),
        kind=NoticeKind.REMINDER,
        subject=subject,
        sentence=sentence,
        by=None,
        at=at,
        anchor=_PLACE,
    )
    return bool(told)


def _asked(target: Target, ends: list[date], today: date) -> list[date]:
    """Which of these ends are ends of a period of the target or of a quarter that was given to units."""
    own = period_ends(target, today)
    quarters = {quarter_of(one)[1] for one in target.quotas.values_list("quarter", flat=True)}
    return [end for end in ends if end in own or end in quarters][:1]


def _people(target: Target, ends_on: date) -> Iterable[User]:
    """Of a quarter that was given to units, the people of those that are silent; of the whole, its holder's.

    Whoever follows the plan finds the silent ones in the list of targets.
    """
    first, last = quarter_of(ends_on)
    values = TargetValue.objects.filter(target=target, replaced_by__isnull=True)
    said = values.filter(unit__isnull=False, ends_on__range=(first, last)).values("unit")
    silent = TargetQuota.objects.filter(target=target, quarter=first, value__gt=0).exclude(unit__in=said)
    for unit_id in silent.values_list("unit", flat=True):
        yield from _people_of(unit_id)
    ends = period_ends(target, ends_on + timedelta(days=1))
    declared = list(values.values_list("ends_on", flat=True))
    if target.holder_unit_id and ends_on in unmet_periods(ends, declared, target.baseline_on):
        yield from _people_of(target.holder_unit_id)


def _people_of(unit_id: int) -> Iterable[User]:
    """The focal point of a unit, else everybody who works for it."""
    focal = list(people_holding(Role.FOCAL, unit_id=unit_id))
    return focal or people_holding(*WORKING_ROLES, unit_id=unit_id)


def _ends_a_month(on: date) -> bool:
    return (on + timedelta(days=1)).day == 1
