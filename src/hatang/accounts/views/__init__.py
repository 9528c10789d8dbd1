"""Pages of the room: tokens, people, and the kept changes."""

from hatang.accounts.views.audit import audit
from hatang.accounts.views.people import people, person, set_active, set_role
from hatang.accounts.views.tokens import revoke, tokens

__all__ = ["audit", "people", "person", "revoke", "set_active", "set_role", "tokens"]
