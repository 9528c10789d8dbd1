"""What the lists of the room read from their addresses."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from hatang.accounts.models import User
from hatang.base.lists import Options, choice, number, words
from hatang.territory.access import visible_areas
from hatang.territory.models import AreaKind, PlaceKind
from hatang.territory.queries import CommuneFilter, PlaceFilter

_TIERS = {"phuong": AreaKind.WARD, "xa": AreaKind.COMMUNE}
_ORDERS = ("dan-so", "mat-do", "dien-tich", "cap-quang")
KINDS = {
    "thon": PlaceKind.VILLAGE,
    "khu-cong-nghiep": PlaceKind.INDUSTRIAL_ZONE,
    "cum-cong-nghiep": PlaceKind.INDUSTRIAL_CLUSTER,
    "truong-hoc": PlaceKind.SCHOOL,
    "co-so-y-te": PlaceKind.CLINIC,
    "di-tich": PlaceKind.HERITAGE,
    "giao-thong": PlaceKind.TRANSPORT_HUB,
    "thuong-mai": PlaceKind.MALL,
    "hanh-chinh": PlaceKind.ADMINISTRATIVE_CENTRE,
}
_ONLY = ("uu-tien", "ngoai-tinh")


def commune_filter(query: Mapping[str, str]) -> CommuneFilter:
    """What an address of the communes narrows and sorts them by."""
    return CommuneFilter(
        words=words(query),
        kind=str(_TIERS.get(choice(query, "loai", _TIERS), "")),
        order=choice(query, "sap-xep", _ORDERS),
    )


def commune_options() -> dict[str, Options]:
    """The choices above the communes."""
    return {
        "tiers": [("", _("All communes")), ("phuong", _("Wards")), ("xa", _("Communes"))],
        "orders": [
            ("", _("By name")),
            ("dan-so", _("Most people first")),
            ("mat-do", _("Densest first")),
            ("dien-tich", _("Largest first")),
            ("cap-quang", _("Least fibre first")),
        ],
    }


def place_filter(query: Mapping[str, str]) -> PlaceFilter:
    """What an address of the places narrows them by."""
    only = choice(query, "chi", _ONLY)
    return PlaceFilter(
        words=words(query),
        kind=str(KINDS.get(choice(query, "loai", KINDS), "")),
        area_id=number(query, "dia-ban"),
        is_priority=only == "uu-tien",
        is_outside=only == "ngoai-tinh",
    )


def place_options(user: User) -> dict[str, Options]:
    """The choices above the places."""
    communes = visible_areas(user).communes().filter(valid_to__isnull=True)
    return {
        "kinds": [("", _("All kinds")), *((word, str(kind.label)) for word, kind in KINDS.items())],
        "communes": [("", _("All communes")), *((str(one.pk), one.name) for one in communes)],
        "only": [
            ("", _("All places")),
            ("uu-tien", _("Priority places")),
            ("ngoai-tinh", _("Outside of all communes")),
        ],
    }
