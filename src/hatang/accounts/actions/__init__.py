"""Writes of people, units, groups and names."""

from hatang.accounts.actions.people import (
    WeakPassword,
    change_language,
    change_password,
    close_account,
    create_user,
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
    "NameTaken",
    "TooManyCalls",
    "UnknownToken",
    "WeakPassword",
    "change_language",
    "change_password",
    "close_account",
    "close_unit",
    "create_user",
    "issue_token",
    "put_alias",
    "put_group",
    "put_members",
    "put_unit",
    "revoke_token",
    "use_token",
]
