"""What the registry says in words: permits, heights, answers."""

from django.utils.translation import gettext as _

from hatang.network.models import SpacingRule
from hatang.network.rules.permits import PermitStanding
from hatang.network.rules.siting import Answer


def permit_words(standing: PermitStanding) -> str:
    """How a permit stands."""
    return {
        PermitStanding.NONE: _("No permit is known"),
        PermitStanding.HOLDS: _("In force"),
        PermitStanding.ENDS_SOON: _("Ends within 90 days"),
        PermitStanding.ENDED: _("Has ended"),
    }[standing]


def heights_words(rule: SpacingRule) -> str:
    """Which heights a rule is for."""
    if rule.up_to_m is None:
        return _("higher than %(m)s m") % {"m": f"{rule.above_m:g}"} if rule.above_m else _("every height")
    if not rule.above_m:
        return _("up to %(m)s m") % {"m": f"{rule.up_to_m:g}"}
    return _("%(low)s to %(high)s m") % {"low": f"{rule.above_m:g}", "high": f"{rule.up_to_m:g}"}


def answer_words(answer: Answer) -> str:
    """Whether a mast may stand there."""
    return {
        Answer.YES: _("A mast may stand here"),
        Answer.CAUTION: _("No binding rule is against it, but one that is only looked at is"),
        Answer.NO: _("A mast may not stand here"),
    }[answer]
