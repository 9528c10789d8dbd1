"""Pages of the room: tokens, people, signing in, and the kept changes."""

from hatang.accounts.views.audit import audit
from hatang.accounts.views.callers import caller_of
from hatang.accounts.views.identities import set_email, set_identity
from hatang.accounts.views.people import people, person, set_active, set_role
from hatang.accounts.views.security import remove_factor, security, sign_ins
from hatang.accounts.views.sessions import end_all_sessions, end_other_sessions, end_session
from hatang.accounts.views.tokens import revoke, tokens

__all__ = [
    "audit",
    "caller_of",
    "end_all_sessions",
    "end_other_sessions",
    "end_session",
    "people",
    "person",
    "remove_factor",
    "revoke",
    "security",
    "set_active",
    "set_email",
    "set_identity",
    "set_role",
    "sign_ins",
    "tokens",
]
