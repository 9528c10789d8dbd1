"""What digital signatures say, as it is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hatang.reporting.rules.signing import REFUSED, Verdict


class VerdictName(models.TextChoices):
    """What the digital signatures of a file say, in words."""

    NONE = Verdict.NONE.value, _("No digital signature")
    TRUSTED = Verdict.TRUSTED.value, _("Signature valid")
    EXPIRED = Verdict.EXPIRED.value, _("Certificate expired")
    UNKNOWN = Verdict.UNKNOWN.value, _("Signer not verified")
    CHANGED = Verdict.CHANGED.value, _("Changed after signing")
    BROKEN = Verdict.BROKEN.value, _("Signature broken")
    UNREADABLE = Verdict.UNREADABLE.value, _("Signature not readable")


# What the signatures of a kept file may say; a file with any other verdict is refused.
HOLDING = [one.value for one in Verdict if one not in REFUSED]
