"""Who may read what of the collections: what the rooms that keep the rows let a person see."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.refusal import NotFound
from hatang.opendata.collections import COLLECTIONS, Collection


def get_collection(name: str) -> Collection:
    """The collection of this name; everybody who has signed in may know what there is.

    Raises:
        NotFound: there is none.
    """
    found = COLLECTIONS.get(name)
    if found is None:
        raise NotFound(
            _("There is no collection “%(name)s”; /ogc/collections lists them.") % {"name": name[:60]}
        )
    return found


def visible_rows(user: User, collection: Collection) -> "QuerySet[Any]":
    """Rows of a collection the user may read."""
    return collection.visible(user)
