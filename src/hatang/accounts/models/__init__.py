"""Units, groups, their names, and people."""

from hatang.accounts.models.people import (
    Language,
    Role,
    User,
    UserManager,
)
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
    "GroupMembership",
    "Language",
    "Role",
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
