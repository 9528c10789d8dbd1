"""Writes of people, units, groups and names."""

from hatang.accounts.actions.people import (
    LastAdministrator,
    WeakPassword,
    change_language,
    change_password,
    change_role,
    close_account,
    create_user,
    reopen_account,
)
from hatang.accounts.actions.refusals import (
    NameTaken,
)
from hatang.accounts.actions.tokens import TooManyCalls, UnknownToken, issue_token, revoke_token, use_token
from hatang.accounts.actions.units import (
    close_unit,
    put_alias,
    put_group,
    put_members,
    put_unit,
)

__all__ = [
    "LastAdministrator",
    "NameTaken",
    "TooManyCalls",
    "UnknownToken",
    "WeakPassword",
    "change_language",
    "change_password",
    "change_role",
    "close_account",
    "close_unit",
    "create_user",
    "issue_token",
    "put_alias",
    "put_group",
    "put_members",
    "put_unit",
    "reopen_account",
    "revoke_token",
    "use_token",
]
