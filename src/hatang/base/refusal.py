"""Why something cannot be done, in words a person can act on."""


class Refusal(Exception):
    """A request the rules refuse; its text is one sentence for the person who asked.

    `field` names the input at fault and `code` the rule, where there is one.
    """

    code = "refused"
    status = 400

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.field = field


class NotAllowed(Refusal):
    """The person has no right to do this."""

    code = "not_allowed"
    status = 403


class NotFound(Refusal):
    """There is no such thing, or not for this person."""

    code = "not_found"
    status = 404


class Conflict(Refusal):
    """The thing changed or is already in the state asked for."""

    code = "conflict"
    status = 409
