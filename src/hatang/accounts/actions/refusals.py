"""What writes of people and units refuse alike."""

from hatang.base.refusal import Conflict


class NameTaken(Conflict):
    """The username, code or printed name already means somebody else."""

    code = "name_taken"


class StaleUnit(Conflict):
    """Somebody has changed the unit or group since the page was opened."""

    code = "stale_unit"
