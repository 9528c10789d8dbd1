"""Writes of the register of shared platforms."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import User
from hatang.base.history import action
from hatang.base.refusal import Conflict, Refusal
from hatang.planning import access
from hatang.planning.actions.words import line, text
from hatang.planning.models import PlatformLevel, SharedPlatform


class StalePlatform(Conflict):
    """Somebody changed it after the form was opened."""

    code = "stale_platform"


@dataclass(frozen=True)
class PlatformFacts:
    """What is said of a shared platform."""

    name: str
    level: str
    owner: str = ""
    about: str = ""
    named_in: str = ""
    is_retired: bool = False


@action
def put_platform(
    *,
    platform: SharedPlatform | None,
    facts: PlatformFacts,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> SharedPlatform:
    """Enter a shared platform, or change what is said of one.

    Args:
        platform: the one that is changed; None enters another.
        facts: what is said of it.
        seen: the `revision` that the form showed; None where it does not matter.
        by: who writes.
        at: when.

    Raises:
        NotAllowed: the person does not keep the register.
        StalePlatform: somebody was faster.
        Refusal: the name is missing, too long or taken, or the level is unknown.
    """
    require(access.may_write_platforms(by))
    if platform is not None:
        platform = _locked(platform, seen)
        platform.revision += 1
    row = platform or SharedPlatform()
    if facts.level not in PlatformLevel.values:
        raise Refusal(_("Choose whether it is national or of the province."), field="level")
    row.name = line(facts.name, "name", most=200, is_needed=True)
    if SharedPlatform.objects.exclude(pk=row.pk).filter(name__iexact=row.name).exists():
        raise Refusal(_("The register has a platform of this name; change that one."), field="name")
    row.level = facts.level
    row.owner = line(facts.owner, "owner", most=200)
    row.about = text(facts.about, "about")
    row.named_in = line(facts.named_in, "named_in", most=200)
    row.retired_at = (row.retired_at or at) if facts.is_retired else None
    row.changed_at, row.changed_by = at, by
    row.save()
    return row


def _locked(platform: SharedPlatform, seen: int | None) -> SharedPlatform:
    rows = SharedPlatform.objects.select_for_update(of=("self",)).select_related("changed_by")
    found = rows.get(pk=platform.pk)
    if seen is not None and seen != found.revision:
        said = _(
            "%(who)s has changed this platform meanwhile; what you typed is still in the form, not kept."
        )
        raise StalePlatform(said % {"who": found.changed_by})
    return found
