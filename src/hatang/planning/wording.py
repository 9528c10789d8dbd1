"""How plans of units answer the plan above, in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hatang.base.figures import number_words
from hatang.planning.models import UptakeName
from hatang.planning.queries import Finding
from hatang.planning.rules.cascade import Against, Taken
from hatang.planning.rules.rows import Became
from hatang.programme.wording import day

TAKEN = {
    Taken.NOBODY: gettext_lazy("Taken up by nobody"),
    Taken.PART: gettext_lazy("Taken up in part"),
    Taken.WHOLE: gettext_lazy("Taken up"),
}
AGAINST = {
    Against.LATER: gettext_lazy("later"),
    Against.LOWER: gettext_lazy("lower"),
}
BECAME = {
    Became.ADDED: gettext_lazy("added"),
    Became.CHANGED: gettext_lazy("changed"),
    Became.DROPPED: gettext_lazy("taken out"),
}
FIELDS = {
    "title": gettext_lazy("Activity"),
    "task": gettext_lazy("Task"),
    "target": gettext_lazy("Target"),
    "project": gettext_lazy("Project"),
    "uptake": gettext_lazy("Takes it up"),
    "ends_on": gettext_lazy("Ends on"),
    "quarter_1": gettext_lazy("Quarter I"),
    "quarter_2": gettext_lazy("Quarter II"),
    "quarter_3": gettext_lazy("Quarter III"),
    "quarter_4": gettext_lazy("Quarter IV"),
    "result": gettext_lazy("Result"),
    "measure_unit": gettext_lazy("Measure"),
    "lead": gettext_lazy("Lead"),
    "support": gettext_lazy("Support"),
    "risk": gettext_lazy("Risk"),
    "risk_answer": gettext_lazy("How it is met"),
}


def taken_words(taken: str) -> str:
    """How a task is taken up."""
    return str(TAKEN[Taken(taken)])


def finding_words(finding: Finding) -> str:
    """In what an activity contradicts the plan above: "ends 15/10/2026, due 30/09/2026"."""
    one = finding.activity
    if finding.against is Against.LATER:
        said = _("later than its task: ends %(ends)s, due %(due)s")
        return said % {"ends": day(one.ends_on), "due": day(finding.due_on)}
    if finding.given is None or one.result is None:
        return ""
    is_down = finding.given.is_down
    said = (
        _("higher than given: %(said)s of %(asked)s")
        if is_down
        else _("lower than given: %(said)s of %(asked)s")
    )
    asked = f"{number_words(finding.given.value)} {one.measure_unit}"
    return said % {"said": number_words(finding.said), "asked": asked}


def field_words(name: str) -> str:
    """What a field of an activity is called."""
    return str(FIELDS[name])


def kept_words(name: str, words: str) -> str:
    """What a kept row says in a field, as a person reads it: choices and days are kept as codes."""
    if name == "uptake" and words:
        return str(UptakeName(words).label)
    return day(date.fromisoformat(words)) if name == "ends_on" and words else words
