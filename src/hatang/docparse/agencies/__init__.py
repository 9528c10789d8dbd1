"""Names of agencies: where one begins, where a list of them ends, and what role the words give."""

from hatang.docparse.agencies.actors import Actor, is_agency_title, leading_actor, leading_support
from hatang.docparse.agencies.lists import Roles, read_roles, split_agencies
from hatang.docparse.agencies.wording import first_verb, has_order, is_group, is_head, looks_agency

__all__ = [
    "Actor",
    "Roles",
    "first_verb",
    "has_order",
    "is_agency_title",
    "is_group",
    "is_head",
    "leading_actor",
    "leading_support",
    "looks_agency",
    "read_roles",
    "split_agencies",
]
