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


@job("territory.apply_boundaries", tries=2)
def apply_boundaries(import_id: int, on: str, by_id: int) -> None:
    """Take a file of boundaries over; why it could not be is kept with it."""
    try:
        imports.apply(import_id, on=date.fromisoformat(on), by=User.objects.get(pk=by_id))
    except Refusal:
        return
