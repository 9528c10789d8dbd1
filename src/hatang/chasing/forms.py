"""What the forms of the room show and send."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hatang.accounts.access import visible_units
from hatang.accounts.models import Unit, User
from hatang.base import clock
from hatang.base.lists import Options, choice, day, number
from hatang.base.refusal import Refusal
from hatang.chasing.actions import Answered, Decided
from hatang.chasing.models import AnswerName, Escalation, TierName
from hatang.chasing.queries import WAYS, EscalationFilter
from hatang.chasing.queries.lists import HELD, MINE, OVER, REPORTS, TASKS, UNIT
from hatang.chasing.queries.pages import open_obstacles
from hatang.chasing.rules import WITH_WORDS, Answer, Decision
from hatang.notices.access import get_subject
from hatang.notices.subjects import Subject, kind_named
from hatang.programme.access import visible_obligations
from hatang.programme.models import Obligation
from hatang.reporting.access import visible_reporters
from hatang.reporting.models import Reporter

# Words of the address for answers and decisions.
ANSWERS = {"ly-do": Answer.REASON, "ngay-moi": Answer.NEW_DAY, "vuong-mac": Answer.OBSTACLE}
DECISIONS = {
    "gia-han": Decision.GIVE_TIME,
    "tam-giu": Decision.HOLD,
    "yeu-cau-lai": Decision.ASK_AGAIN,
    "len-cap": Decision.RAISE,
    "dong": Decision.CLOSE,
}
_TIERS = {"1": 1, "2": 2, "3": 3}
_MOST_BEGUN = 200
# A letter and a number.
_LONGEST_KEY = 19


@dataclass(frozen=True)
class DecisionForm:
    """A decision that is offered: its word in the form, its label, and what it needs."""

    word: str
    label: str
    needs_words: bool
    has_day: bool


def chosen(query: Mapping[str, str], unit: Unit | None) -> EscalationFilter:
    """The filter that an address asks for."""
    return EscalationFilter(
        view=choice(query, "xem", (UNIT, MINE, HELD, OVER)),
        tier=_TIERS.get(query.get("cap", ""), 0),
        kind=choice(query, "loai", (REPORTS, TASKS)),
        unit=unit,
    )


def view_options() -> Options:
    """What the list may show."""
    return [
        ("", _("All open ones")),
        (UNIT, _("Waiting for the unit's answer")),
        (MINE, _("Waiting for my decision")),
        (HELD, _("Held")),
        (OVER, pgettext("escalation", "Closed")),
    ]


def tier_options() -> Options:
    """Tiers to choose from."""
    return [("", _("All tiers")), *((str(value), str(label)) for value, label in TierName.choices)]


def kind_options() -> Options:
    """Kinds of late things to choose from."""
    return [("", _("Reports and tasks")), (REPORTS, _("Reports")), (TASKS, _("Tasks"))]


def unit_options(user: User) -> Options:
    """Units to choose from."""
    rows = visible_units(user).existing(clock.today())
    return [("", _("All units")), *((str(one.pk), one.name) for one in rows)]


def answer_options(answers: list[Answer]) -> Options:
    """Answers that are offered, by their word."""
    return [(word, str(AnswerName(one).label)) for word, one in ANSWERS.items() if one in answers]


def decision_forms(decisions: list[Decision]) -> list[DecisionForm]:
    """Decisions that are offered, in their order."""
    labels = {
        Decision.GIVE_TIME: _("Give the later deadline"),
        Decision.HOLD: _("Hold until a day"),
        Decision.ASK_AGAIN: _("Ask again"),
        Decision.RAISE: _("Take it up a tier now"),
        Decision.CLOSE: _("Close"),
    }
    return [
        DecisionForm(word, labels[one], one in WITH_WORDS, one in (Decision.GIVE_TIME, Decision.HOLD))
        for word, one in DECISIONS.items()
        if one in decisions
    ]


def answered_by(user: User, escalation: Escalation, sent: QueryDict) -> Answered:
    """What a form answers.

    Raises:
        Refusal: no answer is chosen.
    """
    kind = ANSWERS.get(sent.get("tra-loi", ""))
    if kind is None:
        raise Refusal(_("Choose how the unit answers."), field="tra-loi")
    pk = number(sent, "vuong-mac")
    obstacle = next((one for one in open_obstacles(user, escalation) if one.pk == pk), None)
    return Answered(kind, sent.get("loi", ""), day(sent, "den-ngay"), obstacle)


def decided_by(sent: QueryDict) -> Decided:
    """What a form decides.

    Raises:
        Refusal: no decision is chosen.
    """
    kind = DECISIONS.get(sent.get("quyet-dinh", ""))
    if kind is None:
        raise Refusal(_("Choose what is decided."), field="quyet-dinh")
    return Decided(kind, sent.get("loi", ""), day(sent, "den-ngay"))


def typed_by(sent: QueryDict) -> dict[str, str]:
    """What the forms of an escalation show again when they were refused."""
    words, decision = sent.get("loi", ""), choice(sent, "quyet-dinh", DECISIONS)
    return {
        "answer": choice(sent, "tra-loi", ANSWERS),
        "words": "" if decision else words,
        "day": "" if decision else sent.get("den-ngay", ""),
        "obstacle": sent.get("vuong-mac", ""),
        "decision": decision,
        "decided": words if decision else "",
    }


def about_of(user: User, said: str) -> Subject | None:
    """The thing on whose page somebody escalates, by its word and number: "nhiem-vu:12"; None for no such.

    Raises:
        NotFound: the user may not see it.
    """
    word, _colon, pk = said.partition(":")
    if not pk.isdecimal() or len(pk) > _LONGEST_KEY - 1 or word not in {kind_named(one).word for one in WAYS}:
        return None
    return get_subject(user, word, int(pk))


def things_of(user: User, keys: list[str]) -> list[Obligation | Reporter]:
    """The obligations and reports that a form ticks, as far as the user may see them.

    Raises:
        Refusal: none is ticked, or too many.
    """
    keys = [key for key in keys if key[1:].isdecimal() and len(key) <= _LONGEST_KEY]
    pks = {kind: {int(key[1:]) for key in keys if key[:1] == kind} for kind in "or"}
    if not any(pks.values()):
        raise Refusal(_("Tick at least one line."), field="chon")
    if sum(map(len, pks.values())) > _MOST_BEGUN:
        raise Refusal(_("Tick at most %(n)s lines.") % {"n": _MOST_BEGUN}, field="chon")
    owed = visible_obligations(user).filter(pk__in=pks["o"]).select_related("unit", "task__plan")
    asked = visible_reporters(user).filter(pk__in=pks["r"]).select_related("unit", "campaign")
    return [*asked, *owed]
