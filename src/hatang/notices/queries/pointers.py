"""What of this room points to a unit."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from hatang.accounts.models import Unit, User
from hatang.accounts.pointers import Pointer
from hatang.notices import access
from hatang.notices.queries.obstacles import WAITING


def unit_pointers(user: User, unit: Unit) -> Sequence[Pointer]:
    """Obstacles that the unit must still answer."""
    n_owned = access.visible_obstacles(user).filter(owner=unit, state__in=WAITING).count()
    words = ngettext("%(n)s obstacle to answer", "%(n)s obstacles to answer", n_owned) % {"n": n_owned}
    narrowed = urlencode({"don-vi": unit.pk, "vai-tro": "tra-loi", "tinh-trang": "chua-tra-loi"})
    return [Pointer(n_owned, words, f"{reverse('notices:obstacles')}?{narrowed}")]
