"""Licences of bands as the office keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hatang.accounts.access import require
from hatang.accounts.models import Unit, User
from hatang.base.history import action
from hatang.base.refusal import Refusal
from hatang.base.turns import wait_for_turn
from hatang.network import access
from hatang.network.actions.words import line, within
from hatang.network.models import BandLicence, Technology
from hatang.network.reference import BANDS

_TURN = "network.licences"
LEAST_MHZ, MOST_MHZ = 100.0, 100_000.0


@dataclass(frozen=True)
class LicenceFacts:
    """What a licence says: whose, which piece of spectrum [MHz], for what, where it was read, and when."""

    operator: Unit
    band: str
    low_mhz: float | None
    high_mhz: float | None
    technologies: Sequence[str]
    source: str = ""
    is_checked: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@action
def put_licence(*, licence: BandLicence | None, facts: LicenceFacts, by: User, at: datetime) -> BandLicence:
    """Enter a licence, or change what is said of one.

    Raises:
        NotAllowed: the person does not keep the registry.
        Refusal: something is missing, out of range, out of order or there already.
    """
    require(access.may_keep_the_registry(by))
    wait_for_turn(_TURN)
    made = BandLicence() if licence is None else BandLicence.objects.select_for_update().get(pk=licence.pk)
    made.operator = facts.operator
    made.band = line(facts.band, "band", _("band"), most=10, is_needed=True)
    made.source = line(facts.source, "source", _("source"), most=200, is_needed=True)
    made.low_mhz, made.high_mhz = _spectrum(facts)
    made.technologies = [one for one in Technology.values if one in facts.technologies]
    if not made.technologies:
        raise Refusal(_("Choose at least one technology."), field="technologies")
    made.is_checked = facts.is_checked
    if facts.valid_from and facts.valid_to and facts.valid_to <= facts.valid_from:
        raise Refusal(_("The licence ends before it begins; look at the two days."), field="valid_to")
    made.valid_from, made.valid_to = facts.valid_from, facts.valid_to
    _refuse_same(made)
    made.save()
    return made


@action
def load_licences(*, by: User, at: datetime) -> int:
    """Enter publicly known bands that are not there yet, each with where it was read; none is checked.

    Returns how many were entered.

    Raises:
        NotAllowed: the person does not keep the registry.
    """
    require(access.may_keep_the_registry(by))
    wait_for_turn(_TURN)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={one.operator for one in BANDS})}
    known = set(BandLicence.objects.values_list("operator__code", "low_mhz", "high_mhz"))
    made = [
        BandLicence(
            operator=units[one.operator],
            band=one.band,
            low_mhz=one.low_mhz,
            high_mhz=one.high_mhz,
            technologies=list(one.technologies),
            source=one.source,
        )
        for one in BANDS
        if one.operator in units and (one.operator, one.low_mhz, one.high_mhz) not in known
    ]
    return len(BandLicence.objects.bulk_create(made))


def _spectrum(facts: LicenceFacts) -> tuple[float, float]:
    pairs = (
        ("low_mhz", _("from (MHz)"), facts.low_mhz),
        ("high_mhz", _("to (MHz)"), facts.high_mhz),
    )
    for field, name, value in pairs:
        if value is None:
            raise Refusal(_("Fill this in: %(field)s.") % {"field": name}, field=field)
        within(value, field, name, LEAST_MHZ, MOST_MHZ)
    low, high = facts.low_mhz or 0, facts.high_mhz or 0
    if high <= low:
        raise Refusal(_("The band ends below its beginning; exchange the two numbers."), field="high_mhz")
    return low, high


def _refuse_same(made: BandLicence) -> None:
    same = BandLicence.objects.filter(
        operator=made.operator, low_mhz=made.low_mhz, valid_from=made.valid_from
    )
    if same.exclude(pk=made.pk).exists():
        raise Refusal(
            _("The operator has a licence from this frequency and day already; change that one."),
            field="low_mhz",
        )
