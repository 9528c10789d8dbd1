"""Pages of the room: tokens, people, signing in, units, groups, and the kept changes."""

from hatang.accounts.views.audit import audit
from hatang.accounts.views.callers import caller_of
from hatang.accounts.views.groups import add_members, group, groups, rename, take_out
from hatang.accounts.views.identities import set_email, set_identity
from hatang.accounts.views.names import group_names, unit_names
from hatang.accounts.views.people import end_role, give_role, people, person, set_active, set_role
from hatang.accounts.views.security import remove_factor, security, sign_ins
from hatang.accounts.views.sessions import end_all_sessions, end_other_sessions, end_session
from hatang.accounts.views.tokens import revoke, tokens
from hatang.accounts.views.units import edit_unit, end_unit, new_unit, resume_unit
from hatang.accounts.views.workbooks import units_workbook
from hatang.accounts.views.workdays import clear_work_day, set_work_day, work_days

__all__ = [
    "add_members",
    "audit",
    "caller_of",
    "clear_work_day",
    "edit_unit",
    "end_all_sessions",
    "end_other_sessions",
    "end_role",
    "end_session",
    "end_unit",
    "give_role",
    "group",
    "group_names",
    "groups",
    "new_unit",
    "people",
    "person",
    "remove_factor",
    "rename",
    "resume_unit",
    "revoke",
    "security",
    "set_active",
    "set_email",
    "set_identity",
    "set_role",
    "set_work_day",
    "sign_ins",
    "take_out",
    "tokens",
    "unit_names",
    "units_workbook",
    "work_days",
]
