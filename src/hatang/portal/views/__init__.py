"""Doors of the portal: pages that combine rooms, and invitations by mail."""

from hatang.portal.views.invitations import again, invitation, new_person, withdraw
from hatang.portal.views.pages import Bar, Piece, home, search_all, unit, units, unknown

__all__ = [
    "Bar",
    "Piece",
    "again",
    "home",
    "invitation",
    "new_person",
    "search_all",
    "unit",
    "units",
    "unknown",
    "withdraw",
]
