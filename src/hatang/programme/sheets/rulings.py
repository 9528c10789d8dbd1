"""What settled contradictions decided about a target or task, in its file."""

from django.utils.translation import gettext as _

from hatang.base.sheets import Section, facts
from hatang.programme.models import Target, Task
from hatang.programme.queries.rulings import Ruled, rulings_of
from hatang.programme.wording import wording_words


def rulings_section(user: object, item: Target | Task) -> Section:
    """What counts by decisions that hold, what the plan prints, and why."""
    standing = [one for one in rulings_of(user, item) if one.ruling.ended_at is None]
    return facts(
        _("Settled contradictions"), [(one.ruling.get_field_display(), _words(one)) for one in standing]
    )


def _words(ruled: Ruled) -> str:
    printed, counts = (wording_words(one, ruled.ruling.field) for one in (ruled.printed, ruled.counts))
    said = _("the plan prints: %(words)s") % {"words": printed}
    return f"{counts} ({said}). {ruled.reason}".strip()
