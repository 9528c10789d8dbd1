"""What waits within units for their leaders."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from hatang.accounts.models import Role, User
from hatang.programme import access
from hatang.programme.models import FigureHandIn, HandIn, Obligation, Target
from hatang.programme.rules import RUNNING


def waiting_hand_ins(user: User) -> QuerySet[HandIn]:
    """What waits for a leader's or a head's word, the longest first; to a head what nobody passed on."""
    led, headed = user.units_held(Role.APPROVER), user.units_held(Role.REVIEWER)
    if not led and not headed:
        return HandIn.objects.none()
    to_review = Q(obligation__unit__in=headed) | access.by_people_of(headed)
    to_review &= Q(passed_at__isnull=True) & ~Q(handed_by=user)
    rows = access.visible_hand_ins(user).filter(
        Q(obligation__unit__in=led) | to_review,
        outcome="",
        obligation__state__in=RUNNING,
        obligation__withdrawn_at__isnull=True,
    )
    rows = rows.select_related("obligation__task__plan", "obligation__unit", "handed_by")
    return rows.order_by(F("passed_at").asc(nulls_last=True), "handed_at", "pk")


def waiting_figures(user: User) -> QuerySet[FigureHandIn]:
    """Figures that wait for a leader's or a head's word, as `waiting_hand_ins`."""
    led, headed = user.units_held(Role.APPROVER), user.units_held(Role.REVIEWER)
    if not led and not headed:
        return FigureHandIn.objects.none()
    to_review = Q(within__in=headed) | access.by_people_of(headed, "within")
    to_review &= Q(passed_at__isnull=True) & ~Q(handed_by=user)
    rows = access.visible_figure_hand_ins(user).filter(Q(within__in=led) | to_review, outcome="")
    rows = rows.select_related("target", "unit", "handed_by")
    return rows.order_by(F("passed_at").asc(nulls_last=True), "handed_at", "pk")


@dataclass(frozen=True)
class Moves:
    """What a person may do with something that was handed in."""

    form: str = ""
    release: bool = False
    pass_on: bool = False
    give_back: bool = False
    take_back: bool = False


def hand_ins_of(user: object, obligation: Obligation) -> list[tuple[HandIn, Moves]]:
    """What was handed in for an obligation with what the user may do with it, the newest first."""
    rows = access.visible_hand_ins(user).filter(obligation=obligation)
    found = list(rows.select_related("handed_by__unit", "passed_by", "decided_by"))
    return [(one, _moves(user, one, obligation)) for one in found]


def figures_of(user: object, target: Target) -> list[tuple[FigureHandIn, Moves]]:
    """Figures handed in for a target with what the user may do with each, the newest first.

    Of units the user has no part in only what waits is there, without its figure: `is_hidden`.
    """
    rows = FigureHandIn.objects.filter(target=target).select_related(
        "unit", "within", "handed_by__unit", "passed_by", "decided_by", "replaces"
    )
    seen = set(access.visible_figure_hand_ins(user).filter(target=target).values_list("pk", flat=True))
    found: list[Any] = [one for one in rows if one.pk in seen or not one.outcome]
    for one in found:
        one.is_hidden = one.pk not in seen
    is_live = target.withdrawn_at is None
    return [(one, Moves() if one.is_hidden else _moves_with(user, one, is_live)) for one in found]


def _moves(user: object, handed: HandIn, obligation: Obligation) -> Moves:
    handed.obligation = obligation
    return _moves_with(user, handed, obligation.state in RUNNING and obligation.withdrawn_at is None)


def _moves_with(user: object, handed: HandIn | FigureHandIn, is_running: bool) -> Moves:
    if handed.outcome:
        return Moves()
    return Moves(
        form=f"hand-in-{handed.pk}",
        release=is_running and access.may_release(user, handed),
        pass_on=is_running and handed.passed_at is None and access.may_pass_on(user, handed),
        give_back=access.may_return(user, handed),
        take_back=access.may_take_hand_in_back(user, handed),
    )


def mark_with_leader(obligations: Iterable[Any]) -> None:
    """Set `is_with_leader` of obligations: whether a result waits for the leader of the unit; one query."""
    rows = list(obligations)
    running = [row.pk for row in rows if row.state in RUNNING]
    open_ones = HandIn.objects.filter(kind="result", outcome="", obligation__in=running)
    waiting = set(open_ones.values_list("obligation_id", flat=True)) if running else set()
    for row in rows:
        row.is_with_leader = row.pk in waiting
