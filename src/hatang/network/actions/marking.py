"""What was entered by example filings is marked as example."""

from datetime import datetime

from hatang.accounts.models import User
from hatang.base.history import action
from hatang.network.models import DataCentre, Node, PassiveSite, PublicWifi, Route


@action
def mark_as_example(*, by: User | None, at: datetime) -> None:
    """Mark everything in the registry as example data."""
    for model in (PassiveSite, Node, Route, DataCentre, PublicWifi):
        model.objects.filter(is_example=False).update(is_example=True)
