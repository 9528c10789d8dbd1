"""Projects and their money in words."""

from django.utils.translation import gettext as _

from hatang.planning.rules.money import Remark
from hatang.planning.rules.overlaps import Ground


def remark_words(remark: Remark) -> str:
    """What is remarkable about declared figures."""
    return {
        Remark.OVER_ALLOCATED: _("more disbursed than allocated"),
        Remark.OVER_ESTIMATE: _("more allocated than estimated"),
        Remark.SILENT: _("disbursement not reported"),
    }[remark]


def ground_words(ground: Ground) -> str:
    """Why two sides may be about the same thing."""
    return {
        Ground.SYSTEM: _("system of the same or a like name"),
        Ground.OBJECT: _("same object"),
        Ground.UNIT: _("a like project of the same unit"),
    }[ground]
