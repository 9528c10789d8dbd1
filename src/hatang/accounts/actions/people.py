"""Writes of people."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hatang.accounts.actions.refusals import NameTaken
from hatang.accounts.models import Language, Role, Unit, User
from hatang.base.history import action
from hatang.base.refusal import Refusal


class WeakPassword(Refusal):
    """The password is easy to guess."""

    code = "weak_password"


@action
def create_user(
    *,
    username: str,
    full_title: str,
    password: str,
    by: User | None,
    at: datetime,
    role: str = Role.READER,
    unit: Unit | None = None,
    language: str = Language.VIETNAMESE,
    email: str = "",
) -> User:
    """Add a person who signs in; the first administrator is added by nobody.

    Raises:
        NameTaken: the username is in use, in whatever case.
        WeakPassword: the password is easy to guess.
        Refusal: the role or the language is unknown, or the username or position is empty.
    """
    username = username.strip()
    if not username or not full_title.strip():
        raise Refusal(_("A username and a position are needed."), field="username")
    if role not in Role.values:
        raise Refusal(_("There is no such role."), field="role")
    if language not in Language.values:
        raise Refusal(_("There is no such language."), field="language")
    if User.objects.filter(username__iexact=username).exists():
        raise NameTaken(_("This username is in use."), field="username")
    user = User(
        username=username,
        full_title=full_title.strip(),
        email=User.objects.normalize_email(email),
        role=role,
        unit=unit,
        language=language,
        created_at=at,
    )
    _set_password(user, password)
    user.save()
    return user


@action
def change_password(*, user: User, password: str, by: User | None, at: datetime) -> User:
    """Give a person a new password.

    Raises:
        WeakPassword: the password is easy to guess.
    """
    _set_password(user, password)
    user.save(update_fields=["password"])
    return user


@action
def change_language(*, user: User, language: str, by: User, at: datetime) -> User:
    """Speak another language to a person.

    Raises:
        Refusal: the language is unknown.
    """
    if language not in Language.values:
        raise Refusal(_("There is no such language."), field="language")
    user.language = language
    user.save(update_fields=["language"])
    return user


@action
def close_account(*, user: User, by: User, at: datetime) -> User:
    """Let a person sign in no more; what they did stays."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages), field="password") from error
    user.set_password(password)
