"""Units, groups, their names, people, their tokens and sign-ins."""

from hatang.accounts.models.identities import OutsideIdentity
from hatang.accounts.models.invitations import Invitation
from hatang.accounts.models.people import (
    UNIT_ROLES,
    WORKING_ROLES,
    Language,
    Role,
    RoleHolding,
    User,
    UserManager,
)
from hatang.accounts.models.sign_ins import SignInEvent, SignInEventQuerySet, SignInOutcome
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
from hatang.accounts.models.workdays import WorkDay

__all__ = [
    "TOKEN_DAYS",
    "TOKEN_PREFIX",
    "UNIT_FACTS",
    "UNIT_ROLES",
    "WORKING_ROLES",
    "ApiToken",
    "GroupMembership",
    "Invitation",
    "Language",
    "OutsideIdentity",
    "Role",
    "RoleHolding",
    "Scope",
    "SignInEvent",
    "SignInEventQuerySet",
    "SignInOutcome",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitKind",
    "UnitQuerySet",
    "UnitSuccessor",
    "User",
    "UserManager",
    "WorkDay",
    "existing",
]
