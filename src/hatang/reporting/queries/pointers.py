"""What of this room points to a unit."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import ngettext

from hatang.accounts.models import Unit, User
from hatang.accounts.pointers import Pointer
from hatang.reporting import access
from hatang.reporting.models import CampaignState
from hatang.reporting.rules.life import ARRIVED


def unit_pointers(user: User, unit: Unit) -> Sequence[Pointer]:
    """Reports that open campaigns still wait for."""
    asked = access.visible_reporters(user).filter(unit=unit, left_out_because="")
    asked = asked.filter(campaign__state=CampaignState.OPEN).exclude(report__state__in=ARRIVED)
    n = asked.count()
    words = ngettext("%(n)s report is awaited", "%(n)s reports are awaited", n) % {"n": n}
    return [Pointer(n, words, reverse("reporting:campaigns"))]
