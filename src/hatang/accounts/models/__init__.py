"""Units, groups, their names, people and their tokens."""

from hatang.accounts.models.people import (
    Language,
    Role,
    User,
    UserManager,
)
from hatang.accounts.models.tokens import TOKEN_DAYS, TOKEN_PREFIX, ApiToken, Scope
from hatang.accounts.models.units import (
    GroupMembership,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitKind,
    UnitQuerySet,
    UnitSuccessor,
    existing,
)

__all__ = [
    "TOKEN_DAYS",
    "TOKEN_PREFIX",
    "ApiToken",
    "GroupMembership",
    "Language",
    "Role",
    "Scope",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitKind",
    "UnitQuerySet",
    "UnitSuccessor",
    "User",
    "UserManager",
    "existing",
]
