"""Jobs of the room."""

from datetime import date

from hatang.accounts.models import User
from hatang.base.jobs import job
from hatang.base.refusal import Refusal
from hatang.territory import imports


@job("territory.check_boundaries", tries=2)
def check_boundaries(import_id: int) -> None:
    """Look at a file of boundaries."""
    imports.check(import_id)


# Tried once: what failed is shown as refused, and a second try must not take it over behind that.
@job("territory.apply_boundaries")
def apply_boundaries(import_id: int, on: str, by_id: int | None) -> None:
    """Take a file of boundaries over; why it could not be is kept with it."""
    try:
        imports.apply(import_id, on=date.fromisoformat(on), by=User.objects.get(pk=by_id) if by_id else None)
    except Refusal:
        return
