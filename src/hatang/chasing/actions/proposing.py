"""The office proposes to commend or criticise units; nothing is proposed by itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base import clock
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.chasing import access
from hatang.chasing.actions.asking import checked
from hatang.chasing.models import Proposal, ProposedUnit, Verdict
from hatang.chasing.queries.figures import unit_lines

_MOST_DAYS, _MOST_DUE = 3650, 999


@dataclass(frozen=True)
class Period:
    """The days a proposal is about, and the thresholds that point units out (`Proposal`)."""

    starts_on: date
    ends_on: date
    commend_from: int
    criticise_below: int
    consider_days: int
    least_due: int


@action
def make_proposal(*, said: Period, by: User, at: datetime) -> Proposal:
    """Begin a proposal about a period.

    Raises:
        NotAllowed: the person is not of the programme office.
        Refusal: the period ends before it begins or lies ahead, or a threshold makes no sense.
    """
    require(access.may_begin(by))
    if said.ends_on < said.starts_on:
        raise Refusal(_("The period ends before it begins."), field="den-ngay")
    if said.starts_on > clock.local(at).date():
        raise Refusal(_("The period lies ahead; choose one that has begun."), field="tu-ngay")
    if not 0 <= said.criticise_below <= said.commend_from <= 100:
        raise Refusal(
            _("Shares lie between 0 and 100, and that of commendation above that of criticism."), field="khen"
        )
    if not (1 <= said.consider_days <= _MOST_DAYS and 1 <= said.least_due <= _MOST_DUE):
        raise Refusal(_("Days and things due are whole numbers from 1 on."), field="so-ngay")
    return Proposal.objects.create(**asdict(said), made_by=by, made_at=at)


@action
def propose(
    *, proposal: Proposal, chosen: Mapping[int, tuple[str, str]], by: User, at: datetime
) -> list[ProposedUnit]:
    """Keep which units are proposed for what, and why; their figures are kept as they are now.

    Args:
        proposal: whose units are ticked anew.
        chosen: verdict and reason by the key of the unit; the others are proposed for nothing.
        by: who ticks.
        at: when.

    Raises:
        NotAllowed: the person is not of the programme office.
        Refusal: a unit has nothing due in the period, the verdict is none, or the reason is missing.
    """
    require(access.may_begin(by))
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    lines = {line.unit.pk: line for line in unit_lines(by, proposal, today=clock.local(at).date())}
    kept = []
    for unit_id, (verdict, words) in chosen.items():
        line = lines.get(unit_id)
        if line is None or verdict not in Verdict.values:
            raise Refusal(_("Choose what is proposed for a unit of the table."), field=f"de-xuat-{unit_id}")
        needed = _("Write why %(unit)s is proposed.") % {"unit": line.unit.label}
        reason = checked(words, needed=needed, field=f"ly-do-{unit_id}")
        said = {"verdict": verdict, "reason": reason, "figures": asdict(line.figures)}
        kept.append((line, said))
    proposal.units.exclude(unit__in=chosen).delete()
    return [_keep(proposal, line.unit.pk, said, by, at) for line, said in kept]


def _keep(
    proposal: Proposal, unit_id: int, said: Mapping[str, object], by: User, at: datetime
) -> ProposedUnit:
    found = proposal.units.filter(unit=unit_id).first()
    if found is not None and all(getattr(found, name) == value for name, value in said.items()):
        return found
    values = {**said, "chosen_by": by, "chosen_at": at}
    kept, _made = ProposedUnit.objects.update_or_create(proposal=proposal, unit_id=unit_id, defaults=values)
    return kept
