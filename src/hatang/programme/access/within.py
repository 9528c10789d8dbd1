"""Who does what within a unit: names the person in charge, passes on and releases what is handed in."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.access import holds_in, leads, works_for
from hatang.accounts.models import WORKING_ROLES, Role, UnitKind, User
from hatang.accounts.queries import people_holding
from hatang.base.refusal import NotAllowed
from hatang.programme.access.finding import found
from hatang.programme.access.items import visible_obligations, visible_targets
from hatang.programme.access.work import follows, judges
from hatang.programme.models import FigureHandIn, HandIn, Obligation

# What waits within a unit for its leader.
HandedIn = HandIn | FigureHandIn
# Who says in a unit who does the work.
NAMING_ROLES = (Role.FOCAL, Role.REVIEWER, Role.APPROVER)


def names_responsible(user: object, obligation: Obligation) -> bool:
    """Whether the user may name anybody: who follows the plan, the unit's focal point, heads and leader."""
    return follows(user, obligation.task.plan) or holds_in(user, obligation.unit_id, *NAMING_ROLES)


def may_take_on(user: object, obligation: Obligation) -> bool:
    """Whether the user may take the work on: somebody of the unit, while nobody has it."""
    return obligation.responsible_id is None and works_for(user, obligation.unit_id)


def may_name_responsible(user: object, obligation: Obligation, person: User | None) -> bool:
    """Whether the user may say that a person does the work; anybody of the unit may take what nobody has."""
    if names_responsible(user, obligation):
        return True
    return may_take_on(user, obligation) and person == user


def reviewers_of(unit_id: int, author: User) -> QuerySet[User]:
    """Heads who look at what somebody hands in: those of the person's division, else those of the unit."""
    for place in filter(None, [_division_of(author, unit_id), unit_id]):
        heads = people_holding(Role.REVIEWER, unit_id=place).exclude(pk=author.pk)
        if heads.exists():
            return heads
    return User.objects.none()


def heads(user: User, unit_id: int) -> bool:
    """Whether the user is a head of the unit, or of the own division within it."""
    return holds_in(user, unit_id, Role.REVIEWER) or holds_in(
        user, _division_of(user, unit_id), Role.REVIEWER
    )


def may_release(user: object, handed: HandedIn) -> bool:
    """Whether the user may let it leave the unit: who leads the unit."""
    return leads(user, handed.within_id)


def may_pass_on(user: object, handed: HandedIn) -> bool:
    """Whether the user may pass it on to the leader: a head of the unit, or of the author's division."""
    if not isinstance(user, User) or handed.handed_by_id == user.pk:
        return False
    division = _division_of(handed.handed_by, handed.within_id)
    return holds_in(user, handed.within_id, Role.REVIEWER) or holds_in(user, division, Role.REVIEWER)


def may_return(user: object, handed: HandedIn) -> bool:
    """Whether the user may give it back with a reason: a head who may pass it on, or who leads the unit."""
    return may_release(user, handed) or may_pass_on(user, handed)


def may_take_hand_in_back(user: object, handed: HandedIn) -> bool:
    """Whether the user may take it back: who handed it in, as long as they work for the unit."""
    is_author = isinstance(user, User) and handed.handed_by_id == user.pk
    return is_author and works_for(user, handed.within_id)


def may_enter_number(user: object, obligation: Obligation) -> bool:
    """Whether the user may enter a submission's number: the unit's clerk and leader, who judges the work.

    Where the unit has no clerk, everybody who works for it may.
    """
    if judges(user, obligation) or holds_in(user, obligation.unit_id, Role.CLERK, Role.APPROVER):
        return True
    return works_for(user, obligation.unit_id) and not _has_clerk(obligation)


def require_numbering(user: object, obligation: Obligation) -> None:
    """Go on only when the user may enter the number of a submission.

    Raises:
        NotAllowed: it is not the user's to enter; the unit's own people are told whose it is.
    """
    if may_enter_number(user, obligation):
        return
    if works_for(user, obligation.unit_id):
        raise NotAllowed(_("The clerk of your unit enters the number and the day."))
    raise NotAllowed(_("You have no right to do this."))


def visible_hand_ins(user: object) -> QuerySet[HandIn]:
    """What was handed in within the units the user works for, and by the people of a division they head."""
    if not isinstance(user, User) or not user.is_active:
        return HandIn.objects.none()
    own = Q(obligation__unit__in=user.units_held(*WORKING_ROLES))
    rows = HandIn.objects.filter(obligation__in=visible_obligations(user))
    return rows.filter(own | by_people_of(user.units_held(Role.REVIEWER)))


def by_people_of(divisions: set[int], within: str = "obligation__unit") -> Q:
    """Condition for what people of these divisions handed in within the unit that the division belongs to.

    `within` leads from the row to that unit.
    """
    return Q(
        handed_by__unit__in=divisions,
        handed_by__unit__kind=UnitKind.DIVISION,
        handed_by__unit__parent=F(within),
    )


def get_hand_in(user: object, pk: int) -> HandIn:
    """What was handed in, of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_hand_ins(user).select_related("obligation__task__plan", "obligation__unit")
    return found(rows.select_related("handed_by__unit"), pk, _("Nothing of this kind was handed in."))


def visible_figure_hand_ins(user: object) -> QuerySet[FigureHandIn]:
    """Figures handed in within the units the user works for, and by the people of a division they head."""
    if not isinstance(user, User) or not user.is_active:
        return FigureHandIn.objects.none()
    own = Q(within__in=user.units_held(*WORKING_ROLES))
    rows = FigureHandIn.objects.filter(target__in=visible_targets(user))
    return rows.filter(own | by_people_of(user.units_held(Role.REVIEWER), "within"))


def get_figure_hand_in(user: object, pk: int) -> FigureHandIn:
    """The figure that was handed in, of this address.

    Raises:
        NotFound: there is none the user may see.
    """
    rows = visible_figure_hand_ins(user).select_related("target__plan", "within", "handed_by__unit")
    return found(rows, pk, _("Nothing of this kind was handed in."))


def _has_clerk(obligation: Obligation) -> bool:
    return people_holding(Role.CLERK, unit_id=obligation.unit_id).exists()


def _division_of(person: User, unit_id: int) -> int | None:
    """The division of a unit in which a person sits; None outside of these."""
    unit = person.unit
    if unit is None or unit.kind != UnitKind.DIVISION or unit.parent_id != unit_id:
        return None
    return unit.pk
