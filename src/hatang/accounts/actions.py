"""Writes of people, units, groups and names."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hatang.accounts.models import (
    GroupMembership,
    Language,
    Role,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitSuccessor,
    User,
)
from hatang.accounts.rules import name_key
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.base.sorting import sort_key


class NameTaken(Conflict):
    """The username or printed name already means somebody else."""

    code = "name_taken"


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


@action
def put_unit(
    *,
    code: str,
    name: str,
    kind: str,
    by: User | None,
    at: datetime,
    short_name: str = "",
    parent: Unit | None = None,
    area_code: str = "",
    e_identifier: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Unit:
    """Add a unit, or bring the one of this code up to date."""
    values: dict[str, Any] = {
        "name": name,
        "short_name": short_name,
        "kind": kind,
        "parent": parent,
        "area_code": area_code,
        "e_identifier": e_identifier,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "sort_key": sort_key(name),
    }
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        created: Unit = Unit.objects.create(code=code, **values)
        return created
    if any(getattr(unit, field) != value for field, value in values.items()):
        for field, value in values.items():
            setattr(unit, field, value)
        unit.save()
    return unit


@action
def close_unit(*, unit: Unit, on: date, successors: dict[Unit, float], by: User | None, at: datetime) -> Unit:
    """End a unit on a day and name who takes over which share of its duties."""
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    for successor, share in successors.items():
        UnitSuccessor.objects.update_or_create(
            unit=unit, successor=successor, defaults={"share": share, "on": on}
        )
    return unit


@action
def put_group(*, code: str, name: str, by: User | None, at: datetime) -> UnitGroup:
    """Add a group, or rename the one of this code."""
    group, _created = UnitGroup.objects.update_or_create(
        code=code, defaults={"name": name, "sort_key": sort_key(name)}
    )
    return group


@action
def put_members(
    *,
    group: UnitGroup,
    units: list[Unit],
    by: User | None,
    at: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> int:
    """Let units belong to a group for a period; those that already do so are left. Returns how many came."""
    present = set(
        GroupMembership.objects.filter(group=group, valid_from=valid_from).values_list("unit_id", flat=True)
    )
    new = [
        GroupMembership(group=group, unit=unit, valid_from=valid_from, valid_to=valid_to)
        for unit in units
        if unit.pk not in present
    ]
    GroupMembership.objects.bulk_create(new)
    return len(new)


@action
def put_alias(*, named: Unit | UnitGroup, text: str, by: User | None, at: datetime) -> UnitAlias:
    """Let a printed form mean a unit or a group.

    Raises:
        NameTaken: the form already means another one.
        Refusal: the form has no letters.
    """
    key = name_key(text)
    if not key:
        raise Refusal(_("A name needs letters."), field="text")
    unit = named if isinstance(named, Unit) else None
    group = named if isinstance(named, UnitGroup) else None
    alias = UnitAlias.objects.select_related("unit", "group").filter(key=key).first()
    if alias is None:
        return UnitAlias.objects.create(unit=unit, group=group, text=text.strip(), key=key)
    if (alias.unit, alias.group) != (unit, group):
        owner = alias.unit or alias.group
        raise NameTaken(
            _("“%(text)s” already means %(owner)s.") % {"text": text, "owner": owner}, field="text"
        )
    return alias


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages), field="password") from error
    user.set_password(password)
