"""Writes about signing in."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from hatang.accounts.models import SignInEvent, SignInOutcome, User
from hatang.accounts.rules import Caller
from hatang.base.history import action
from hatang.base.refusal import Conflict


@action
def record_sign_in(
    *,
    outcome: str,
    user: User | None,
    caller: Caller,
    at: datetime,
    name: str = "",
    means: str = "",
    by: User | None = None,
) -> SignInEvent:
    """Keep what happened at the door; a typed name that is somebody's username means that person."""
    user = user or User.objects.filter(username__iexact=name).first()
    return SignInEvent.objects.create(
        at=at,
        outcome=outcome,
        user=user,
        name="" if user else name[:60],
        means=means[:60],
        address=caller.address,
        user_agent=caller.user_agent,
        by=by,
    )


@action
def remove_second_factor(*, user: User, caller: Caller, by: User | None, at: datetime) -> None:
    """Let a person who lost the second factor sign in with the password alone.

    Raises:
        Conflict: the person has none.
    """
    n_removed, _kinds = Authenticator.objects.filter(user=user).delete()
    if not n_removed:
        raise Conflict(_("This person has no second factor."))
    record_sign_in(outcome=SignInOutcome.FACTOR_REMOVED, user=user, caller=caller, by=by, at=at)
