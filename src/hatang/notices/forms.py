"""What the forms of the room show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from hatang.accounts.models import Unit
from hatang.base.lists import EARLIEST, LATEST, Options, choice, number, words
from hatang.base.refusal import Refusal
from hatang.notices.actions.evidence import MOST_NOTE
from hatang.notices.file_types import FILE_TYPES
from hatang.notices.models import StateName, StepName
from hatang.notices.queries import ObstacleFilter
from hatang.notices.rules import ObstacleState, Step
from hatang.notices.subjects import Subject

# Words of the address for what the queries know.
OBSTACLE_STATES = {
    "chua-tra-loi": "waiting",
    "qua-han": "late",
    "moi": ObstacleState.OPEN.value,
    "len-ubnd": ObstacleState.ESCALATED.value,
    "da-tra-loi": ObstacleState.ANSWERED.value,
    "da-dong": ObstacleState.CLOSED.value,
}
OBSTACLE_PARTS = {"neu": "raised", "tra-loi": "owner"}
OBSTACLE_STEPS = {
    "tra-loi": Step.ANSWER,
    "chuyen": Step.HAND_ON,
    "xin-y-kien": Step.ESCALATE,
    "chua-dat": Step.RETURN,
    "dong": Step.CLOSE,
    "mo-lai": Step.REOPEN,
    "dat-han": Step.SET_DAY,
}
_NEEDS_DAY = {Step.HAND_ON, Step.RETURN, Step.REOPEN, Step.ESCALATE, Step.SET_DAY}


@dataclass(frozen=True)
class EvidenceForm:
    """Where a file may be added, and what may be sent."""

    places: Sequence[tuple[str, str]]
    endings: Sequence[str]
    limit_bytes: int
    limit_mb: float
    most_note: int = MOST_NOTE


def evidence_form(places: Sequence[Subject]) -> EvidenceForm:
    """The form that adds a file to one of these."""
    return EvidenceForm(
        places=[(f"{one.kind.word}:{one.pk}", f"{one.kind.noun}: {one.title[:120]}") for one in places],
        endings=[*(f".{one.ending}" for one in FILE_TYPES), ".jpeg"],
        limit_bytes=settings.MAX_EVIDENCE_BYTES,
        limit_mb=settings.MAX_EVIDENCE_BYTES / 1024**2,
    )


@dataclass(frozen=True)
class ChosenObstacles:
    """Filters of the register as its address says them."""

    words: str = ""
    state: str = ""
    unit: str = ""
    part: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "ChosenObstacles":
        """Read them from an address; what is not offered is left out."""
        return cls(
            words=words(query),
            state=choice(query, "tinh-trang", OBSTACLE_STATES),
            unit=str(number(query, "don-vi") or ""),
            part=choice(query, "vai-tro", OBSTACLE_PARTS),
        )

    @property
    def is_set(self) -> bool:
        """Whether the register is narrowed."""
        return any((self.words, self.state, self.unit))

    def as_filter(self, unit: Unit | None) -> ObstacleFilter:
        """The same for the query."""
        return ObstacleFilter(
            text=self.words,
            state=OBSTACLE_STATES.get(self.state, ""),
            unit=unit,
            part=OBSTACLE_PARTS.get(self.part, ""),
        )


@dataclass(frozen=True)
class StepForm:
    """One step as its form shows it."""

    word: str
    label: str
    has_owner: bool
    has_day: bool


def step_forms(steps: Sequence[Step]) -> list[StepForm]:
    """The forms of steps, in the order given."""
    named = {step: word for word, step in OBSTACLE_STEPS.items()}
    return [
        StepForm(named[step], str(StepName(step).label), step == Step.HAND_ON, step in _NEEDS_DAY)
        for step in steps
    ]


def obstacle_state_options() -> Options:
    """States of obstacles for a choice."""
    return [
        ("", _("All states")),
        ("chua-tra-loi", _("Waiting for an answer")),
        ("qua-han", _("Answer is late")),
        *((word, str(StateName(OBSTACLE_STATES[word]).label)) for word in list(OBSTACLE_STATES)[2:]),
    ]


def obstacle_part_options() -> Options:
    """What a unit has to do with an obstacle, for a choice."""
    return [("", _("Raised or to answer")), ("neu", _("Raised it")), ("tra-loi", _("Must answer"))]


def day_of(typed: str, *, field: str) -> date | None:
    """The day a field names, as browsers send it or as people write it; None when it is empty.

    Raises:
        Refusal: it is no day.
    """
    typed = typed.strip()
    if not typed:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if EARLIEST <= found <= LATEST:
            return found
    raise Refusal(_("“%(words)s” is no day; write it as dd/mm/yyyy.") % {"words": typed[:20]}, field=field)
