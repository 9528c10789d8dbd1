"""What of projects points to a unit."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import ngettext

from hatang.accounts.models import Unit, User
from hatang.accounts.pointers import Pointer
from hatang.planning import access
from hatang.planning.rules.projects import ProjectState


def unit_pointers(user: User, unit: Unit) -> Sequence[Pointer]:
    """Projects of the unit that have not ended."""
    rows = access.visible_projects(user).filter(unit=unit)
    n = rows.exclude(state__in=[ProjectState.FINISHED, ProjectState.STOPPED]).count()
    words = ngettext("%(n)s project is not finished", "%(n)s projects are not finished", n) % {"n": n}
    return [Pointer(n, words, f"{reverse('planning:projects')}?don-vi={unit.pk}")]
