"""Units, groups, their names, people and their tokens."""

from hatang.accounts.models.people import (
    Language,
    Role,
    User,
    UserManager,
)
from hatang.accounts.models.tokens import TOKEN_DAYS, TOKEN_PREFIX, ApiToken, Scope
from hatang.accounts.models.units import (
    UNIT_FACTS,
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
    "UNIT_FACTS",
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
