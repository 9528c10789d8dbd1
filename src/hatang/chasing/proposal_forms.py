"""What the forms of proposals show and send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hatang.base.lists import Options, day, number
from hatang.base.refusal import Refusal
from hatang.chasing.actions.proposing import Period
from hatang.chasing.models import Proposal, Verdict
from hatang.chasing.queries.figures import UnitLine
from hatang.chasing.rules.figures import ANSWER, ASKED, REPORT, WORK

_NUMBERS = {
    "khen": "commend_from",
    "phe-binh": "criticise_below",
    "so-ngay": "consider_days",
    "toi-thieu": "least_due",
}


@dataclass(frozen=True)
class ShownLine:
    """A unit of the table with what its fields show."""

    line: UnitLine
    verdict: str
    reason: str
    verdicts: Options


def period_of(sent: Mapping[str, str]) -> Period:
    """The period and thresholds of a form.

    Raises:
        Refusal: a day or a number is missing.
    """
    starts_on, ends_on = day(sent, "tu-ngay"), day(sent, "den-ngay")
    if starts_on is None or ends_on is None:
        field = "tu-ngay" if starts_on is None else "den-ngay"
        raise Refusal(_("Choose a day of the calendar."), field=field)
    found = {name: number(sent, word) for word, name in _NUMBERS.items()}
    for word, name in _NUMBERS.items():
        if found[name] is None:
            raise Refusal(_("Enter a whole number."), field=word)
    return Period(starts_on, ends_on, **{name: value or 0 for name, value in found.items()})


def typed_period(sent: Mapping[str, str], today: date) -> dict[str, str]:
    """What the form of a period shows: what was sent, else this year until today and the usual thresholds."""
    fresh = Proposal()
    usual = {
        "tu-ngay": f"{today.year}-01-01",
        "den-ngay": today.isoformat(),
        **{word: str(getattr(fresh, name)) for word, name in _NUMBERS.items()},
    }
    return {word.replace("-", "_"): sent.get(word, value) for word, value in usual.items()}


def chosen_units(sent: Mapping[str, str]) -> dict[int, tuple[str, str]]:
    """Verdict and reason by unit, of those for which something is proposed."""
    found = {}
    for name, verdict in sent.items():
        word, _dash, key = name.rpartition("-")
        if word == "de-xuat" and verdict and key.isdecimal() and len(key) <= 18:
            found[int(key)] = verdict, sent.get(f"ly-do-{key}", "")
    return found


def shown_lines(lines: Sequence[UnitLine], sent: Mapping[str, str] | None) -> list[ShownLine]:
    """Units with what was sent, else with what is kept; nothing is ticked by itself."""
    verdicts = [("", _("Nothing")), *((value, str(label)) for value, label in Verdict.choices)]
    found = []
    for line in lines:
        kept = line.proposed
        verdict, reason = (kept.verdict, kept.reason) if kept else ("", "")
        if sent is not None:
            verdict = sent.get(f"de-xuat-{line.unit.pk}", "")
            reason = sent.get(f"ly-do-{line.unit.pk}", "")
        found.append(ShownLine(line, verdict, reason, verdicts))
    return found


def row_words(kind: str) -> str:
    """What was due, in a word."""
    words = {
        WORK: _("Obligation"),
        REPORT: _("Report"),
        ANSWER: _("Answer to an obstacle"),
        ASKED: _("Answer to an escalation"),
    }
    return words[kind]
