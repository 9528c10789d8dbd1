"""What the supervisor cannot do, in one sentence."""


class SupervisorError(Exception):
    """Something could not be started or stopped; its text is a sentence for a person."""
