"""Reads of units, groups, their names and people."""

from hatang.accounts.queries.groups import (
    GroupAbout,
    GroupRow,
    group_about,
    group_rows,
    groups_of,
    members_on,
)
from hatang.accounts.queries.issuing import Issuer, issuer_for
from hatang.accounts.queries.names import AliasRow, Named, NameIndex, alias_rows, name_index, printed_names
from hatang.accounts.queries.people import (
    Desk,
    desks_of,
    has_leader,
    living_sessions,
    people_holding,
    people_pointers,
    person_list,
    titles_of,
)
from hatang.accounts.queries.units import (
    Branch,
    Heir,
    UnitAbout,
    heirs_on,
    unit_about,
    unit_ancestors,
    unit_tree,
)

__all__ = [
    "AliasRow",
    "Branch",
    "Desk",
    "GroupAbout",
    "GroupRow",
    "Heir",
    "Issuer",
    "NameIndex",
    "Named",
    "UnitAbout",
    "alias_rows",
    "desks_of",
    "group_about",
    "group_rows",
    "groups_of",
    "has_leader",
    "heirs_on",
    "issuer_for",
    "living_sessions",
    "members_on",
    "name_index",
    "people_holding",
    "people_pointers",
    "person_list",
    "printed_names",
    "titles_of",
    "unit_about",
    "unit_ancestors",
    "unit_tree",
]
