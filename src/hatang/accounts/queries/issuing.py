"""Who issues what the office writes: its agency, else the committee of the province."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hatang.accounts.models import Role, Unit, UnitKind, User
from hatang.base.official import place_named
from hatang.base.refusal import Refusal

# Who signs for an agency of a kind, as printed over the signature.
_SIGNS: dict[str, Sequence[str]] = {
    UnitKind.PROVINCE: ("TM. Ủy ban nhân dân", "Chủ tịch"),
    UnitKind.COMMUNE: ("TM. Ủy ban nhân dân", "Chủ tịch"),
    UnitKind.DEPARTMENT: ("Giám đốc",),
    UnitKind.OFFICE: ("Chánh Văn phòng",),
}
# Agencies over whose name that of the committee stands.
_UNDER_THE_COMMITTEE: tuple[str, ...] = (UnitKind.DEPARTMENT, UnitKind.OFFICE)


@dataclass(frozen=True)
class Issuer:
    """Whose name stands over a letter, its symbol in numbers, the place, who signs, and the body above it."""

    name: str
    symbol: str
    place: str
    signs: Sequence[str]
    above: str = ""
    unit_id: int = 0


def issuer_for(user: User, *, on: date) -> Issuer:
    """Who issues what somebody of the office writes on a day.

    Raises:
        Refusal: the office sits in no unit and the province has no committee.
    """
    units = Unit.objects.existing(on).select_related("parent")
    province = units.filter(kind=UnitKind.PROVINCE).first()
    unit: Unit | None = units.filter(pk__in=user.units_held(Role.OFFICE)).first() or province
    if unit is not None and unit.kind == UnitKind.DIVISION:
        unit = unit.parent
    if unit is None:
        raise Refusal(_("Add the people's committee of the province to the units; it issues the letter."))
    above = province.name if province and unit != province else ""
    return Issuer(
        name=unit.name,
        symbol=unit.symbol,
        place=place_named(province.name) if province else "",
        signs=_SIGNS.get(unit.kind, ("Thủ trưởng đơn vị",)),
        above=above if unit.kind in _UNDER_THE_COMMITTEE else "",
        unit_id=unit.pk,
    )
