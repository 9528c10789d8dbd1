"""Writes of people, units, groups and names."""

from hatang.accounts.actions.aliases import AliasGone, add_alias, move_alias, put_alias, remove_alias
from hatang.accounts.actions.closing import HasChildren, close_unit, reopen_unit
from hatang.accounts.actions.groups import (
    AlreadyMember,
    add_group,
    put_group,
    put_members,
    put_membership,
    rename_group,
    take_out_members,
)
from hatang.accounts.actions.holdings import AlreadyHeld, end_role, give_role
from hatang.accounts.actions.identities import UnknownIdentity, recognise_identity, set_email, set_identity
from hatang.accounts.actions.imports import FaultyBook, StaleImport, check_units, import_units
from hatang.accounts.actions.invitations import (
    INVITATION_DAYS,
    InvitationOver,
    accept_invitation,
    invite_again,
    invite_person,
    is_awaited,
    open_invitation,
    withdraw_invitation,
)
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
from hatang.accounts.actions.refusals import NameTaken, StaleUnit
from hatang.accounts.actions.sessions import end_sessions, forget_old_sessions, mark_seen
from hatang.accounts.actions.sign_ins import record_sign_in, remove_second_factor
from hatang.accounts.actions.taking import Step, UnitImport
from hatang.accounts.actions.tokens import TooManyCalls, UnknownToken, issue_token, revoke_token, use_token
from hatang.accounts.actions.units import UnitFacts, add_unit, change_unit, put_unit
from hatang.accounts.actions.workdays import clear_work_day, set_work_day

__all__ = [
    "INVITATION_DAYS",
    "AliasGone",
    "AlreadyHeld",
    "AlreadyMember",
    "FaultyBook",
    "HasChildren",
    "InvitationOver",
    "LastAdministrator",
    "NameTaken",
    "StaleImport",
    "StaleUnit",
    "Step",
    "TooManyCalls",
    "UnitFacts",
    "UnitImport",
    "UnknownIdentity",
    "UnknownToken",
    "WeakPassword",
    "accept_invitation",
    "add_alias",
    "add_group",
    "add_unit",
    "change_language",
    "change_password",
    "change_role",
    "change_unit",
    "check_units",
    "clear_work_day",
    "close_account",
    "close_unit",
    "create_user",
    "end_role",
    "end_sessions",
    "forget_old_sessions",
    "give_role",
    "import_units",
    "invite_again",
    "invite_person",
    "is_awaited",
    "issue_token",
    "mark_seen",
    "move_alias",
    "open_invitation",
    "put_alias",
    "put_group",
    "put_members",
    "put_membership",
    "put_unit",
    "recognise_identity",
    "record_sign_in",
    "remove_alias",
    "remove_second_factor",
    "rename_group",
    "reopen_account",
    "reopen_unit",
    "revoke_token",
    "set_email",
    "set_identity",
    "set_work_day",
    "take_out_members",
    "use_token",
    "withdraw_invitation",
]
