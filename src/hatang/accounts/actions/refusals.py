"""What writes of people and units refuse alike."""

from hatang.base.refusal import Conflict


class NameTaken(Conflict):
    """The username or printed name already means somebody else."""

    code = "name_taken"
