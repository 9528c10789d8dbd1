"""Two people at the same rows at the same moment: PostgreSQL ends one of them, who may simply try again."""

from django.db import OperationalError
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected, SerializationFailure

from hatang.base.refusal import Conflict


class Collided(Conflict):
    """The database ended this one of two writes that waited for each other; nothing of it was kept."""

    code = "collided"


def collision(error: BaseException) -> Collided | None:
    """The refusal that a database error means, where it means that two people were at the same thing."""
    is_collision = isinstance(error.__cause__, DeadlockDetected | SerializationFailure)
    if not isinstance(error, OperationalError) or not is_collision:
        return None
    return Collided(_("Two people changed this at the same moment and yours was not kept; try again."))
