"""Writes of people."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from hatang.accounts.actions.refusals import NameTaken
from hatang.accounts.actions.sessions import forget_sessions
from hatang.accounts.models import UNIT_ROLES, ApiToken, Language, Role, Unit, User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal


class LastAdministrator(Conflict):
    """Nobody else could administer the house."""

    code = "last_administrator"


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
    if len(username) > 60 or len(full_title.strip()) > 200:
        raise Refusal(_("A username has 60 characters at most, a position 200."), field="username")
    if role not in Role.values:
        raise Refusal(_("There is no such role."), field="role")
    if role in UNIT_ROLES and unit is None:
        raise Refusal(_("Say in which unit the role is held."), field="unit")
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
    """Give a person a new password; sessions and API tokens of the old one end.

    Raises:
        WeakPassword: the password is easy to guess.
    """
    _set_password(user, password)
    user.password_changed_at = at
    user.save(update_fields=["password", "password_changed_at"])
    end_tokens(user, at)
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
def change_role(*, user: User, role: str, full_title: str, unit: Unit | None, by: User, at: datetime) -> User:
    """Give a person another role, position or unit.

    Raises:
        Refusal: the role is unknown, or the position is empty or too long.
        LastAdministrator: nobody else administers the house.
    """
    full_title = full_title.strip()
    if role not in Role.values:
        raise Refusal(_("There is no such role."), field="vai-tro")
    if role in UNIT_ROLES and unit is None:
        raise Refusal(_("Say in which unit the role is held."), field="don-vi")
    if not full_title or len(full_title) > 200:
        raise Refusal(_("A position of at most 200 characters is needed."), field="chuc-danh")
    user, is_last = _locked_with_administrators(user)
    if is_last and role != Role.ADMINISTRATOR:
        raise LastAdministrator(_("This is the last administrator; name another one first."))
    user.role, user.full_title, user.unit = role, full_title, unit
    user.save(update_fields=["role", "full_title", "unit"])
    return user


@action
def close_account(*, user: User, by: User, at: datetime) -> User:
    """Let a person sign in no more, anywhere; the API tokens end, and what the person did stays.

    Raises:
        LastAdministrator: nobody else administers the house.
    """
    user, is_last = _locked_with_administrators(user)
    if is_last:
        raise LastAdministrator(_("This is the last administrator; name another one first."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_tokens(user, at)
    forget_sessions(user=user)
    return user


@action
def reopen_account(*, user: User, by: User, at: datetime) -> User:
    """Let a person sign in again."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


def end_tokens(user: User, at: datetime) -> None:
    """End every API token of a person, each with its audit entry."""
    for token in ApiToken.objects.filter(user=user, revoked_at__isnull=True):
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])


def _locked_with_administrators(user: User) -> tuple[User, bool]:
    """The person and every administrator locked, and whether the person is the last administrator.

    One statement in one order: two administrators who close each other wait in turn, not for each other.
    """
    administrators = Q(role=Role.ADMINISTRATOR, is_active=True)
    rows = User.objects.filter(administrators | Q(pk=user.pk)).order_by("pk")
    locked = {row.pk: row for row in rows.select_for_update()}
    person = locked[user.pk]
    living = [row.pk for row in locked.values() if row.role == Role.ADMINISTRATOR and row.is_active]
    return person, living == [person.pk]


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages), field="password") from error
    user.set_password(password)
