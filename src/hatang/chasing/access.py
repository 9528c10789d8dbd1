"""Who may see, begin, answer and decide escalations."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds, is_of_the_office, is_reader
from hatang.accounts.models import WORKING_ROLES, Role, Unit, UnitKind, User
from hatang.base.refusal import NotFound
from hatang.chasing.models import Escalation, Proposal
from hatang.chasing.rules import ANSWERABLE, State, Tier
from hatang.programme.access import hidden_plans, judges
from hatang.programme.access import may_record_progress as may_say_how_far
from hatang.reporting.access import visible_reporters, writes_for


def sees_every_escalation(user: object) -> bool:
    """Whether the user sees those of all units: the office, and who leads the province."""
    return is_of_the_office(user) or holds(user, Role.LEADER)


def visible_escalations(user: object) -> "QuerySet[Escalation]":
    """Escalations the user may look at, of nothing that is hidden from the user.

    Units see their own, who follows a plan those of its work, a leader those taken up to that leader.
    """
    rows = Escalation.objects.select_related("unit", "obligation__task__plan", "reporter__campaign")
    if not isinstance(user, User) or not is_reader(user):
        return rows.none()
    seen = Q(obligation__isnull=False) & ~Q(obligation__task__plan__in=sorted(hidden_plans(user)))
    rows = rows.filter(seen | Q(reporter__in=visible_reporters(user)))
    if sees_every_escalation(user):
        return rows
    followed = Q(obligation__task__plan__followed_by__in=user.units_held(*WORKING_ROLES))
    return rows.filter(Q(unit__in=own_units(user)) | Q(leader=user) | followed)


def get_escalation(user: object, pk: int) -> Escalation:
    """The escalation of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_escalations(user).select_related("leader", "begun_by").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such escalation."))
    return found


def own_units(user: object) -> set[int]:
    """Units for which the user answers: where the user works, and agencies of which these are divisions."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    own = user.units_held(*WORKING_ROLES)
    above = Unit.objects.filter(pk__in=own, kind=UnitKind.DIVISION).values_list("parent_id", flat=True)
    return own | {pk for pk in above if pk is not None}


def may_begin(user: object) -> bool:
    """Whether the user may begin escalations by hand: the programme office."""
    return is_of_the_office(user)


def may_answer(user: object, escalation: Escalation) -> bool:
    """Whether the user answers for the unit now."""
    return escalation.state in ANSWERABLE and answers_for(user, escalation)


def answers_for(user: object, escalation: Escalation) -> bool:
    """Whether the user answers for the unit, whatever state it is in."""
    return writes_for(user, escalation.unit)


def may_propose_a_day(user: object, escalation: Escalation) -> bool:
    """Whether the user may ask for a later deadline of what the unit owes."""
    return escalation.obligation is None or may_say_how_far(user, escalation.obligation)


def may_decide(user: object, escalation: Escalation) -> bool:
    """Whether the user decides now: who leads the province or was asked to; before that, who judges."""
    if not escalation.is_open or not is_reader(user):
        return False
    if holds(user, Role.LEADER):
        return True
    if escalation.tier == Tier.COMMITTEE:
        return escalation.leader == user
    return is_of_the_office(user) or (
        escalation.obligation is not None and judges(user, escalation.obligation)
    )


def waits_for(user: User) -> Q:
    """Condition for open escalations that wait for a decision of this user."""
    answered = Q(state=State.ANSWERED)
    mine = Q(tier=Tier.COMMITTEE, state__in=(State.WAITING, State.ANSWERED))
    found = mine & Q(leader=user)
    if holds(user, Role.LEADER):
        found |= mine & Q(leader__isnull=True)
    if is_of_the_office(user):
        return found | (answered & Q(tier__lt=Tier.COMMITTEE))
    units = user.units_held(*WORKING_ROLES)
    followed = Q(obligation__task__plan__followed_by__in=units) & ~Q(unit__in=units)
    return found | (answered & Q(tier__lt=Tier.COMMITTEE) & followed)


def visible_proposals(user: object) -> "QuerySet[Proposal]":
    """Proposals to commend or criticise: the office makes them, and nobody else looks at them here."""
    return Proposal.objects.all() if may_begin(user) else Proposal.objects.none()


def get_proposal(user: object, pk: int) -> Proposal:
    """The proposal of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    found = visible_proposals(user).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such proposal."))
    return found
