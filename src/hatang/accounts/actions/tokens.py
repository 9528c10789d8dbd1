"""Writes of API tokens."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from hatang.accounts.models import TOKEN_DAYS, TOKEN_PREFIX, ApiToken, Scope, User
from hatang.base.history import action
from hatang.base.refusal import Conflict, NotAllowed, Refusal

MOST_TOKENS = 20
_MINUTE = timedelta(minutes=1)


class UnknownToken(NotAllowed):
    """The token was never given, has expired or was revoked, or its person signs in no more."""

    code = "unknown_token"
    status = 401


class TooManyCalls(Refusal):
    """The token was used more often than allowed within a minute."""

    code = "too_many_calls"
    status = 429


@action
def issue_token(*, name: str, scope: str, n_days: int, by: User, at: datetime) -> tuple[ApiToken, str]:
    """Give a person a token for a program, and the secret that is shown this once.

    Raises:
        Refusal: the name is empty or too long, or the scope or number of days is not offered.
        Conflict: the person has as many tokens as one may have.
    """
    name = name.strip()
    if not name or len(name) > 80:
        raise Refusal(_("Give the token a name of at most 80 characters."), field="name")
    if scope not in Scope.values:
        raise Refusal(_("Choose what the token may do."), field="scope")
    if n_days not in TOKEN_DAYS:
        raise Refusal(_("Choose how long the token is valid."), field="n_days")
    # Lock the person: two windows must not pass the limit together.
    User.objects.select_for_update().get(pk=by.pk)
    n_living = ApiToken.objects.filter(user=by, revoked_at__isnull=True, expires_at__gt=at).count()
    if n_living >= MOST_TOKENS:
        raise Conflict(_("You have %(n)s valid tokens. Revoke one first.") % {"n": n_living})
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=by,
        name=name,
        hint=secret[-4:],
        digest=_digest(secret),
        scope=scope,
        created_at=at,
        expires_at=at + timedelta(days=n_days),
    )
    return token, secret


@action
def revoke_token(*, token: ApiToken, by: User, at: datetime) -> ApiToken:
    """End a token for good; one that was revoked before stays as it was."""
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
    return token


@transaction.atomic
def use_token(*, secret: str, at: datetime) -> ApiToken:
    """The token of a call, counted and marked as used.

    Raises:
        UnknownToken: no valid token has this secret.
        TooManyCalls: it had its calls of this minute.
    """
    token = _locked(secret)
    if token is None or not token.is_valid(at):
        raise UnknownToken(_("This token is not valid, or no longer."))
    if token.minute_began_at is None or at - token.minute_began_at >= _MINUTE:
        token.minute_began_at, token.n_in_minute = at, 0
    if token.n_in_minute >= settings.API_CALLS_A_MINUTE:
        raise TooManyCalls(_("This token made too many calls. Wait a minute."))
    token.n_in_minute += 1
    token.last_used_at = at
    token.save(update_fields=["minute_began_at", "n_in_minute", "last_used_at"])
    return token


def _locked(secret: str) -> ApiToken | None:
    tokens = ApiToken.objects.select_for_update(of=("self",)).select_related("user__unit")
    return tokens.filter(digest=_digest(secret)).first()


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
