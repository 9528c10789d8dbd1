"""Rules of the second factor that differ from allauth's own."""

import base64
import secrets
from collections.abc import Callable
from hashlib import sha256

from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hatang.accounts.models import SignInOutcome, User
from hatang.config.door_log import keep

# A code is taken one period before and after its own, so it must stay spent for three.
_SPENT_SECONDS = 3 * 30


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """The secrets of second factors lie encrypted in the database: a copy of it opens no door."""

    def get_totp_label(self, user: User) -> str:
        """The username, as the app of the person shows it."""
        return user.username

    def encrypt(self, text: str) -> str:
        """A secret as the database keeps it."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it was; after a change of the site's key a random one, which no code fits."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code that completes a sign-in."""

    def clean_code(self) -> str:
        """The code, spent by this; a wrong one is kept in the records of the door."""
        return _checked(super().clean_code, self)

    def save(self) -> None:
        """Go on; a recovery code that was used is kept in the records of the door."""
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            keep(context.request, SignInOutcome.CODE_SPENT, user=self.user)


class ConfirmingCodeForm(ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code by which somebody signed in shows once more who it is."""

    def clean_code(self) -> str:
        """The code, spent by this; a wrong one is kept in the records of the door."""
        return _checked(super().clean_code, self)


@receiver(signals.authenticator_added)
def keep_added(request: HttpRequest, user: User, authenticator: Authenticator, **_more: object) -> None:
    """A person set up an app; the recovery codes that come with it are no second event."""
    if authenticator.type == Authenticator.Type.TOTP:
        keep(request, SignInOutcome.FACTOR_ADDED, user=user)
        messages.success(request, _("The second factor is set up. Keep the recovery codes in a safe place."))


@receiver(signals.authenticator_removed)
def keep_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_more: object) -> None:
    """A person gave up the app."""
    if authenticator.type == Authenticator.Type.TOTP:
        keep(request, SignInOutcome.FACTOR_REMOVED, user=user)
        messages.success(request, _("The second factor is removed; the password alone signs in."))


@receiver(signals.authenticator_reset)
def keep_renewed(request: HttpRequest, user: User, **_more: object) -> None:
    """A person made new recovery codes; the old ones are worth nothing."""
    keep(request, SignInOutcome.CODES_RENEWED, user=user)
    messages.success(request, _("These are your new recovery codes; the old ones open nothing any more."))


def _checked(check: Callable[[], str], form: "CodeForm | ConfirmingCodeForm") -> str:
    try:
        code = check()
        if form.authenticator.type == Authenticator.Type.TOTP and not _is_fresh(form.user, code):
            raise SecondFactorAdapter().validation_error("incorrect_code")
    except ValidationError as error:
        is_locked = error.code == "too_many_login_attempts"
        outcome = SignInOutcome.LOCKED_OUT if is_locked else SignInOutcome.WRONG_CODE
        keep(context.request, outcome, user=form.user)
        raise
    return code


def _is_fresh(user: User, code: str) -> bool:
    digits = "".join(filter(str.isdigit, code))
    return cache.add(f"second-factor-spent-{user.pk}-{digits}", 1, timeout=_SPENT_SECONDS)


def _box() -> MultiFernet:
    """Keys made from the site's own; the first encrypts, all of them decrypt."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [sha256(b"hatang second factor\0" + str(key).encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
