"""What the lists of the registry read from their addresses, and choices of its forms."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from hatang.accounts.models import Unit
from hatang.base import clock
from hatang.base.lists import Options, choice, day, number, words
from hatang.base.refusal import Refusal
from hatang.network.models import (
    MastType,
    NodeKind,
    PlantState,
    RouteKind,
    StateName,
    Technology,
)
from hatang.network.queries import ALONE, EMPTY, ENDED, ENDS_SOON, SHARED, PlantFilter, SiteFilter
from hatang.territory.models import Area

# Words of addresses and forms for what the records know.
STATES = {
    "de-xuat": StateName.PROPOSED,
    "da-cap-phep": StateName.PERMITTED,
    "da-xay-dung": StateName.BUILT,
    "dang-phat-song": StateName.ON_AIR,
    "ngung-phat": StateName.OFF,
    "da-thao-do": StateName.DISMANTLED,
}
SHARINGS = {"dung-chung": SHARED, "rieng": ALONE, "trong": EMPTY}
PERMITS = {"sap-het-han": ENDS_SOON, "het-han": ENDED}
PLANT_STATES = {
    "ke-hoach": PlantState.PLANNED,
    "dang-xay-dung": PlantState.BUILDING,
    "dang-dung": PlantState.IN_USE,
    "bo-lai": PlantState.ABANDONED,
}
ROUTE_KINDS = {
    "cap-quang": RouteKind.FIBRE,
    "cong-be": RouteKind.DUCT,
    "ong-con": RouteKind.MICRODUCT,
    "cap-treo": RouteKind.AERIAL,
    "cap-dong": RouteKind.COPPER,
}
NODE_KINDS = {
    "ho-ga": NodeKind.MANHOLE,
    "cot": NodeKind.POLE,
    "tu-cap": NodeKind.CABINET,
    "mang-xong": NodeKind.SPLICE,
    "pop": NodeKind.POP,
}


def day_asked(query: Mapping[str, str]) -> date:
    """The day a page is asked as of; today where it names none."""
    return day(query, "ngay") or clock.today()


def site_filter(query: Mapping[str, str]) -> SiteFilter:
    """What an address of the list of sites narrows it by."""
    return SiteFilter(
        on=day_asked(query),
        words=words(query),
        operator_id=number(query, "don-vi"),
        technology=choice(query, "cong-nghe", Technology.values),
        state=str(STATES.get(choice(query, "tinh-trang", STATES), "")),
        commune_id=number(query, "xa"),
        mast_type=choice(query, "loai", MastType.values),
        sharing=SHARINGS.get(choice(query, "dung-chung", SHARINGS), ""),
        permit=PERMITS.get(choice(query, "giay-phep", PERMITS), ""),
    )


def site_options(operators: Iterable[Unit]) -> dict[str, Options]:
    """The choices above the list of sites."""
    return {
        "operators": [("", _("All operators")), *unit_options(operators)],
        "technologies": [("", _("All technologies")), *Technology.choices],
        "states": [("", _("All states")), *((word, str(one.label)) for word, one in STATES.items())],
        "communes": [("", _("All communes")), *commune_options()],
        "mast_types": [("", _("All types")), *((one, str(label)) for one, label in MastType.choices)],
        "sharings": [
            ("", _("Shared or not")),
            ("dung-chung", _("Shared by operators")),
            ("rieng", _("One operator")),
            ("trong", _("No operator")),
        ],
        "permits": [
            ("", _("All permits")),
            ("sap-het-han", _("Ends within 90 days")),
            ("het-han", _("Has ended")),
        ],
    }


def plant_filter(query: Mapping[str, str], kinds: Mapping[str, str]) -> PlantFilter:
    """What an address of a list of plant narrows it by."""
    return PlantFilter(
        on=day_asked(query),
        words=words(query),
        owner_id=number(query, "don-vi"),
        kind=str(kinds.get(choice(query, "loai", kinds), "")),
        state=str(PLANT_STATES.get(choice(query, "tinh-trang", PLANT_STATES), "")),
        commune_id=number(query, "xa"),
    )


def plant_options(owners: Iterable[Unit], kinds: Mapping[str, RouteKind | NodeKind]) -> dict[str, Options]:
    """The choices above a list of plant."""
    return {
        "owners": [("", _("All owners")), *unit_options(owners)],
        "kinds": [("", _("All kinds")), *((word, str(one.label)) for word, one in kinds.items())],
        "states": [("", _("All states")), *((word, str(one.label)) for word, one in PLANT_STATES.items())],
        "communes": [("", _("All communes")), *commune_options()],
    }


def unit_options(units: Iterable[Unit]) -> list[tuple[str, str]]:
    """Units as choices."""
    return [(str(one.pk), one.label) for one in units]


def commune_options() -> list[tuple[str, str]]:
    """Communes and wards of today as choices."""
    rows = Area.objects.communes().existing(clock.today()).order_by("sort_key")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def decimal_of(sent: Mapping[str, str], name: str, field: str, label: str) -> float | None:
    """A number of a form, with a comma or a point; None where it is empty.

    Raises:
        Refusal: it is no number.
    """
    said = sent.get(name, "").replace("\x00", "").strip()
    if not said:
        return None
    try:
        return float(said.replace(" ", "").replace(",", "."))
    except ValueError:
        raise Refusal(
            _("%(field)s: “%(said)s” is no number; write it like 21,1855.")
            % {"field": label, "said": said[:40]},
            field=field,
        ) from None


def whole_of(sent: Mapping[str, str], name: str, field: str, label: str) -> int | None:
    """A whole number of a form; None where it is empty.

    Raises:
        Refusal: it is no whole number.
    """
    said = sent.get(name, "").replace("\x00", "").strip()
    if not said:
        return None
    if not said.isdecimal() or len(said) > 8:
        raise Refusal(_("%(field)s: enter a whole number.") % {"field": label}, field=field)
    return int(said)


def needed(value: float | None, field: str, label: str) -> float:
    """A number that must be there.

    Raises:
        Refusal: it is not.
    """
    if value is None:
        raise Refusal(_("Fill this in: %(field)s.") % {"field": label}, field=field)
    return value


def day_of(sent: Mapping[str, str], name: str, field: str) -> date | None:
    """A day of a form; None where it is empty.

    Raises:
        Refusal: it is no day of the calendar.
    """
    found = day(sent, name)
    if found is None and sent.get(name, "").strip():
        raise Refusal(_("Choose a day of the calendar."), field=field)
    return found


def typed_number(value: float | None) -> str:
    """A number as a form shows it: without a tail of zeros, with a comma."""
    return "" if value is None else f"{value:.10g}".replace(".", ",")


def typed_day(value: date | None) -> str:
    """A day as the field of a form takes it."""
    return value.isoformat() if value else ""
